"""Administrative divisions in a text, with the code in force."""

from __future__ import annotations

from govnews_extract.datatypes import ArticleContext, Mention, SegmentedText


class PlaceTagger:
    """Tags divisions and settles which place the article is about."""

    def tag(
        self, doc: SegmentedText, context: ArticleContext
    ) -> tuple[tuple[Mention, ...], ArticleContext]:
        """Mentions of label PLACE, sorted, and the context with its `place` filled in."""
        del doc
        return (), context
