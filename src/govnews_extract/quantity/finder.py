"""Find amounts."""

from __future__ import annotations

from collections.abc import Sequence

from govnews_extract.datatypes import ArticleContext, Mention, Quantity, SegmentedText


class QuantityFinder:
    """Finds amounts."""

    def find(
        self, doc: SegmentedText, context: ArticleContext, dates: Sequence[Mention]
    ) -> tuple[Quantity, ...]:
        """Amounts, sorted, disjoint, none in furniture or across blocked stretches."""
        del doc, context, dates
        return ()


def outside_names(
    quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> tuple[Quantity, ...]:
    """The quantities that are no part of a name (三一重工), projects excepted."""
    del mentions
    return tuple(quantities)
