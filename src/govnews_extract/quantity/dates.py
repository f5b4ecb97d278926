"""Find dates and periods."""

from __future__ import annotations

from govnews_extract.datatypes import ArticleContext, Mention, SegmentedText


class DateFinder:
    """Finds dates and periods, with EDTF values."""

    def find(self, doc: SegmentedText, context: ArticleContext) -> tuple[Mention, ...]:
        """Mentions of label DATE, sorted, disjoint."""
        del doc, context
        return ()
