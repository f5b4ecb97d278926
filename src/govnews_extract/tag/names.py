"""All names of a text, settled among each other."""

from __future__ import annotations

from collections.abc import Sequence

from govnews_extract.datatypes import ArticleContext, Mention, Quantity, SegmentedText


class NameTagger:
    """Tags every kind of name."""

    def tag(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        *,
        places: Sequence[Mention],
        dates: Sequence[Mention],
        quantities: Sequence[Quantity],
    ) -> tuple[Mention, ...]:
        """All mentions, places and dates among them, sorted by start, outermost first."""
        del doc, context, quantities
        return tuple(sorted([*places, *dates], key=lambda m: (m.span.start, -m.span.end)))
