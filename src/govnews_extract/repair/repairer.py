"""The repairs in order."""

from __future__ import annotations

from govnews_extract.datatypes import RepairedText


class Repairer:
    """Undoes damage that can be proved and leaves everything else exactly as it is."""

    def repair(self, repaired: RepairedText) -> RepairedText:
        """The text with its damage undone, and every edit listed."""
        return repaired
