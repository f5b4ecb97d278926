"""Facts and projects from mentions and quantities."""

from __future__ import annotations

from collections.abc import Sequence

from govnews_extract.datatypes import ArticleContext, Links, Mention, Quantity, SegmentedText
from govnews_extract.link.article import ArticleLinker
from govnews_extract.link.project_names import mended
from govnews_extract.link.rankers import Rankers


class Linker:
    """Links quantities and projects.

    Args:
        ranker: Whether trained weights may choose another subject or action than the rules;
            without them linking is faster.

    Example:
        >>> from govnews_extract.quantity import QuantityFinder
        >>> from govnews_extract.segment import Segmenter
        >>> text = "签约31项。"
        >>> doc, context = Segmenter().segment(text, text), ArticleContext()
        >>> amounts = QuantityFinder().find(doc, context, dates=())
        >>> (fact,) = Linker().link(doc, context, (), amounts).facts
        >>> fact.action, fact.status
        ('签约', 'signed')
    """

    def __init__(self, *, ranker: bool = True) -> None:
        self._rankers = Rankers() if ranker else None

    def link(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
    ) -> Links:
        """Facts, one a quantity, and projects."""
        names = mended(doc, mentions)
        return ArticleLinker(doc, context, names, quantities, rankers=self._rankers).link()
