"""One article as the name rules see it: words, places and dates by where they begin and end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from govnews_extract.datatypes import (
    ArticleContext,
    Label,
    Mention,
    Quantity,
    SegmentedText,
)
from govnews_extract.mentions import PLACE
from govnews_extract.tag.wording import boundary_words, stop_words, word_classes

LEVELS = frozenset("省市县区州旗盟镇乡村")
"""Characters that name the level of a division (市财政局, 县委)."""

GLUED = frozenset("的了与和在对由向及是为将从于按把被接经到指")
"""Function words that segmentation glues to an unknown word behind them (与象帝)."""

GENERIC_PLACES = frozenset("该我本")
"""What stands before a level character to say "this one" (该县, 我市)."""


class Draft(NamedTuple):
    """A name that one rule proposes; overlaps among drafts are settled later.

    Attributes:
        weight: How sure the rule is, 1 (a guess) to 9 (certain).
        norm: Canonical name where the rule knows it.
    """

    start: int
    end: int
    label: Label
    rule_id: str
    weight: int
    norm: str | None = None


new_draft = partial(tuple.__new__, Draft)
"""A `Draft` of a tuple with all its fields, made in half the time."""


_place_start = attrgetter("span.start")


class Scene:
    """Look-ups over one article, built once and read by every rule.

    Args:
        doc: The segmented text.
        context: What is known of the article.
        places: Divisions and zones found so far.
        dates: Dates found so far.
        quantities: Amounts found so far.
    """

    __slots__ = (
        "_classes",
        "_stops",
        "amount_starts",
        "amounts",
        "context",
        "date_ends",
        "date_starts",
        "doc",
        "is_start",
        "place_by_end",
        "place_by_start",
        "place_starts",
        "places",
        "text",
        "words",
    )  # fmt: skip

    def __init__(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        *,
        places: Sequence[Mention] = (),
        dates: Sequence[Mention] = (),
        quantities: Sequence[Quantity] = (),
    ) -> None:
        self.doc = doc
        self.context = context
        self.text = doc.simple
        self.words = doc.words
        self.is_start = doc.is_start
        self._classes, self._stops = word_classes(), stop_words()
        self.places = sorted(places, key=_place_start)
        self.place_starts = [place.span.start for place in self.places]
        self.place_by_end: dict[int, Mention] = {}
        self.place_by_start: dict[int, Mention] = {}
        starts, ends = self.place_by_start, self.place_by_end
        for place in self.places:
            start, end = place.span.start, place.span.end
            if (other := starts.get(start)) is None or len(other.span) <= end - start:
                starts[start] = place
            if (other := ends.get(end)) is None or len(other.span) <= end - start:
                ends[end] = place
        days, amounts = [date.span for date in dates], [amount.span for amount in quantities]
        self.date_starts = {span.start: span.end for span in days}
        self.date_ends = {span.end: span.start for span in days}
        self.amount_starts = {span.start: span.end for span in amounts}
        self.amounts = {span.end: span.start for span in amounts}

    def word_before(self, at: int) -> tuple[int, str]:
        """Start and text of the word, or part of a word, that ends at `at`; needs `at > 0`."""
        start = self.is_start.rfind(1, 0, at)  # faster than to halve the list of words
        return start, self.text[start:at]

    def word_after(self, at: int) -> tuple[int, str]:
        """End and text of the word, or rest of a word, that begins at `at`."""
        end = self.is_start.find(1, at + 1)
        if end < 0:
            end = len(self.text)
        return end, self.text[at:end]

    def anchor_before(self, at: int) -> int | None:
        """Where the place or level character that ends at `at` begins; None without one.

        张掖市|财政局 gives the start of 张掖市, 市|财政局 that of 市, 该县|教育局 that of 该.
        """
        place = self.place_by_end.get(at)
        if place is not None:
            return self.joined_places(place.span.start)
        text = self.text
        if at and text[at - 1] in LEVELS and (self.is_start[at - 1] or self._level_alone(at - 1)):
            before = self.place_by_end.get(at - 1)
            if before is not None:
                return self.joined_places(before.span.start)
            if at > 1 and text[at - 2] in GENERIC_PLACES:
                return at - 2
            if at > 1 and text[at - 2] in "各全两几多每":
                return None
            return at - 1
        if at > 2 and text[at - 3 : at] == "自治区":
            return at - 3
        if at > 1 and text[at - 2 : at] in ("国家", "中央", "全国", "省级", "兵团", "特区"):
            return at - 2
        return None

    def _level_alone(self, at: int) -> bool:
        """Whether the character at `at` is no end of a word such as 城市 or 园区."""
        return (
            at == 0
            or not "一" <= self.text[at - 1] <= "鿿"
            or self.text[at - 1] in "该我本在由与和向从经对据被但而且将让请把、"
        )

    def joined_places(self, start: int) -> int:
        """The start of a run of places that ends where the place at `start` begins.

        One that is named twice begins anew: 扬州市|扬州西站.
        """
        first = self.place_by_start.get(start)
        code = None if first is None else first.code
        for _ in range(4):
            before = self.place_by_end.get(start)
            if before is None or before.span.start >= start:
                break
            if code is not None and before.code == code and before.label is PLACE:
                break
            start = before.span.start
        return start

    def is_han(self, at: int) -> bool:
        """Whether the character at `at` is a Chinese one; none stands at -1 and at the end."""
        return "一" <= self.text[at : at + 1] <= "鿿"

    def run_left(
        self, at: int, limit: int, *, loose: bool = False, joins: bool = False
    ) -> list[int]:
        """Starts of the words left of `at` that may belong to one name with what follows.

        Nearest first. Reading ends at marks, stop words, dates, and after `limit` code points.

        Args:
            at: Where the known part of the name begins.
            limit: Code points to read at most.
            loose: Read over verbs, and end at function words only.
            joins: Read over 和 and 与.
        """
        text, date_ends, last = self.text, self.date_ends, self.is_start.rfind
        stops, classes = boundary_words() if loose else self._stops, self._classes
        found: list[int] = []
        end = at
        floor = at - limit if at > limit else 0
        while (start := last(1, floor, end)) >= 0:
            if end in date_ends:
                break
            first = text[start]
            if not (first.isalnum() or first == "·"):
                break
            word = text[start:end]
            if end - start > 1 and first in GLUED and word not in classes:
                found.append(start + 1)
                break
            if word in stops and not (joins and word in "和与"):
                break
            found.append(start)
            end = start
        return found

    def place_holds(self, start: int, end: int) -> bool:
        """Whether a division's name begins in `start:end` behind its begin, or holds it.

        In 上海市长宁区 the title 市长 is none.
        """
        if not self.place_by_start:
            return False
        for at in range(start + 1, end):
            if at in self.place_by_start:
                return True
        number = bisect_right(self.place_starts, start) - 1
        return number >= 0 and self.places[number].span.end > start

    def cuts_word(self, start: int, end: int) -> bool:
        """Whether `start:end` is a piece of a longer word of the dictionary (厂 of 出厂)."""
        is_start = self.is_start
        if is_start[start] and is_start[end]:
            return False
        left, right = is_start.rfind(1, 0, start + 1), is_start.find(1, end)
        return right - left > end - start and self.text[left:right] in self._classes
