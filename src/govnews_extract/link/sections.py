"""Headings of an article, and what each section is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from govnews_extract.datatypes import Label, Mention, SegmentedText

MAX_HEADING_CHARS = 40
"""A line this short that ends in no stop is a heading."""

MIN_SHARE = 0.5
"""A heading is about a name that covers at least this much of it."""

NUMBER_RE = re.compile(r"^[0-9一二三四五六七八九十()、.．:\s#*]+")
STOPS = "。;,:!?…"
HEADING_LABELS = frozenset(
    (Label.COMPANY, Label.ORG, Label.AGENCY, Label.PROJECT, Label.PLACE, Label.LOC)
)


class Sections:
    """Where sections begin and the name each is about; None for a section without one."""

    def __init__(self, doc: SegmentedText, mentions: Sequence[Mention]) -> None:
        self._starts: list[int] = []
        self._names: list[Mention | None] = []
        self._places: list[Mention | None] = []
        above: Mention | None = None
        names = [m for m in mentions if m.label in HEADING_LABELS]
        starts = [m.span.start for m in names]
        for span in doc.paragraphs:
            if len(span) > MAX_HEADING_CHARS or doc.simple[span.end - 1] in STOPS:
                above = None
                continue
            body = span.start
            number = NUMBER_RE.match(doc.simple[span.start : span.end])
            if number:
                body += number.end()
            name: Mention | None = None
            for at in range(bisect_right(starts, span.start - 1), len(names)):
                found = names[at]
                if found.span.end > span.end:
                    break
                if len(found.span) >= MIN_SHARE * max(span.end - body, 1):
                    name = found
                    break
            if name is not None and name.label is Label.PLACE:
                above = name
            self._starts.append(span.start)
            self._names.append(name)
            self._places.append(above)

    def place(self, start: int) -> Mention | None:
        """The place that the headings up to the one at `start` name, with no text between them.

        恩平 / 蓝田水闸重建工程: what stands below both lies in 恩平.
        """
        number = bisect_right(self._starts, start) - 1
        return self._places[number] if number >= 0 else None

    def at(self, offset: int) -> tuple[int, Mention | None]:
        """Start of the heading above `offset`, -1 for none, and the name it is about."""
        number = bisect_right(self._starts, offset) - 1
        return (self._starts[number], self._names[number]) if number >= 0 else (-1, None)
