"""The time each fact speaks of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from govnews_extract.datatypes import Label, Mention, Span
from govnews_extract.link.view import View

LOOK_BACK_CHARS = 400
"""How far back in a paragraph a date is still in force."""


class PeriodFinder:
    """Finds the date in force at an amount."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._dates = [m for m in mentions if m.label is Label.DATE and m.value]
        self._starts = [m.span.start for m in self._dates]

    def find(self, view: View, unit: int, paragraph: Span) -> str | None:
        """EDTF value of the date of the clause, else of the sentence, else of the paragraph."""
        low = view.near_start(unit)
        compared = False
        for at in range(unit - 1, low - 1, -1):
            if view.letters[at] != "D":
                continue
            name = view.names.get(at)
            compared = at > low and view.letters[at - 1] in "PT"
            if name is not None and name.value and not compared:
                return name.value
        number = bisect_left(self._starts, view.starts[low]) - 1
        if number < 0:
            return None
        date = self._dates[number]
        near = view.starts[unit] - date.span.start <= LOOK_BACK_CHARS
        return date.value if near and date.span.start >= paragraph.start else None
