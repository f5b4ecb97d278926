"""Facts and projects from mentions and quantities."""

from __future__ import annotations

from collections.abc import Sequence

from govnews_extract.datatypes import ArticleContext, Links, Mention, Quantity, SegmentedText
from govnews_extract.link.article import ArticleLinker
from govnews_extract.link.project_names import mended


class Linker:
    """Links quantities and projects."""

    def link(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
    ) -> Links:
        """Facts, one a quantity, and projects."""
        return ArticleLinker(doc, context, mended(doc, mentions), quantities).link()
