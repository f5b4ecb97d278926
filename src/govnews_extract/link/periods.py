"""The time each fact speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from govnews_extract.datatypes import Label, Mention, SegmentedText, Span
from govnews_extract.link.pairing import MAX_LIST, MAX_SERIES_UNITS, SERIES_RE
from govnews_extract.link.sections import MAX_HEADING_CHARS, STOPS
from govnews_extract.link.view import View

LOOK_BACK_CHARS = 400
"""How far back in a paragraph a date is still in force."""

DATE = Label.DATE
MAX_LEAD_CHARS = 12
"""A date this near to the beginning of a sentence is its frame."""

PLANNED_RE = re.compile(r"预计|计划|将|力争|拟|争取|有望|确保|力求")
EVENT_RE = re.compile(
    r"(?:已|正式|顺利|全面)*(?:开工|动工|建成|竣工|投产|通车|签约|投入|开始|完工|封顶)"
)
"""Behind a date, these make it the date of one event."""

DATE_JOINTS = frozenset(("D、", "DK"))
"""How a list of dates goes on."""

YEAR_CHARS = len("2023")
FROM = frozenset("自从由")
BESIDE = frozenset("与同跟和")
OVER = frozenset("比较")
REACHING = frozenset("到达为占超是于")
SAME_TIME = "同期"
SINCE_RE = re.compile("以来|之?后|以后|开始|[初底末]?[起至到]")
STRETCH_RE = re.compile("[至到—–~-]")
ALIKE_RE = re.compile("(?:同期|同月|[^，。；,;]{0,4}?)(?:相比|比较|持平|相当|相同)")

_DAY_CHARS = len("2023-04-07")
_LEVELS = tuple(
    re.compile(number)
    for number in (
        "[一二三四五六七八九十]{1,3}、",
        r"\([一二三四五六七八九十]{1,3}\)",
        r"[0-9]{1,2}[.、．]",
    )
)


class PeriodFinder:
    """Finds the date in force at an amount."""

    def __init__(self, doc: SegmentedText, mentions: Sequence[Mention]) -> None:
        dates = [m for m in mentions if m.label is DATE]
        self._periods_of = {id(m): _period(doc.simple, m) for m in dates}
        self._bases = {id(m) for m in dates if _is_base(doc.simple, m.span)}
        self._dates = [m for m in dates if m.value and id(m) not in self._bases]
        self._starts = [m.span.start for m in self._dates]
        self._paragraphs = [span.start for span in doc.paragraphs]
        starts = [span.start for span in doc.sentences]
        self._framing = [
            date
            for date in self._dates
            if _frames(doc.simple, starts[max(bisect_right(starts, date.span.start) - 1, 0)], date)
        ]
        self._framing_starts = [date.span.start for date in self._framing]
        self._headings: list[int] = []
        self._periods: list[str | None] = []
        open_periods: list[str | None] = [None] * len(_LEVELS)
        for span in doc.paragraphs:
            level = _heading_level(doc.simple, span)
            if level is not None:
                open_periods[level:] = [None] * (len(_LEVELS) - level)
                open_periods[level] = self._stated(span)
                told = [period for period in open_periods if period]
                self._headings.append(span.start)
                self._periods.append(told[-1] if told else None)

    def find(self, view: View, unit: int) -> str | None:
        """EDTF value of the date of the clause, else of the sentence, paragraph, or section.

        Of sentences before, a date counts that opens one: 预计2022年投入使用 tells when that is, and
        nothing of the sentences behind.
        """
        letters, low = view.letters, view.near_start(unit)
        own = _own_date(view, unit, low)
        own_name = view.names.get(own)
        if own_name is not None and own_name.value and not own_name.text.endswith(SAME_TIME):
            return own_name.value
        is_open = False
        at = letters.rfind("D", low, unit)
        while at >= 0:
            name = view.names.get(at)
            if name is not None and id(name) not in self._bases:
                if name.value:
                    return self._told_with(view, at, unit)
                is_open = True
            at = letters.rfind("D", low, at)
        paragraph = self._paragraphs[bisect_right(self._paragraphs, view.span.start) - 1]
        before = view.starts[low]
        number = bisect_left(self._starts, before) - 1
        date = self._dates[number] if number >= 0 else None
        if date is not None and date.span.start < view.span.start:
            number = bisect_left(self._framing_starts, before) - 1
            date = self._framing[number] if number >= 0 else None
        near = date is not None and view.starts[unit] - date.span.start <= LOOK_BACK_CHARS
        if date is not None and near and date.span.start >= paragraph:
            at = bisect_left(view.starts, date.span.start)
            is_here = date.span.start >= view.span.start and view.names.get(at) is date
            return self._told_with(view, at, unit) if is_here else self._periods_of[id(date)]
        section = bisect_right(self._headings, paragraph) - 1
        return self._periods[section] if section >= 0 and not is_open else None

    def _told_with(self, view: View, at: int, unit: int) -> str | None:
        """The period that the date at `at` tells of the amount at `unit`, alone or in a list of dates.

        As many amounts as dates go together in order (2012年、2013年分别增长5%和6%); one amount behind
        several years is of all of them, if these follow each other.
        """
        letters = view.letters
        dates = [at]
        while len(dates) < MAX_LIST and letters[max(dates[0] - 2, 0) : dates[0]] in DATE_JOINTS:
            dates.insert(0, dates[0] - 2)
        names = [view.names.get(date) for date in dates]
        periods = [self._periods_of.get(id(name)) for name in names]
        values = [period for period in periods if period]
        if len(dates) == 1 or len(values) < len(dates):
            return values[-1]
        first = letters.find("Q", at)
        series = SERIES_RE.match(letters, first, first + MAX_SERIES_UNITS)
        if series is not None and unit < series.end():
            if letters.count("Q", first, series.end()) == len(dates):
                return values[letters.count("Q", first, unit)]
            return None
        return f"{values[0]}/{values[-1]}" if _follow(values) else None

    def _stated(self, heading: Span) -> str | None:
        """The one period, longer than a day, that a heading names: 一、2022年工作回顾."""
        low = bisect_left(self._starts, heading.start)
        named = self._dates[low : bisect_left(self._starts, heading.end)]
        value = named[0].value if len(named) == 1 else None
        return value if value and ("/" in value or len(value) < _DAY_CHARS) else None


def _period(simple: str, date: Mention) -> str | None:
    """What `date` says of the amounts behind it: 自2019年起 begins a time that is open."""
    value = date.value
    if not value or not SINCE_RE.match(simple, date.span.end):
        return value
    is_begun = simple[date.span.start - 1 : date.span.start] in FROM
    return f"{value.partition('/')[0]}/.." if is_begun else value


def _is_base(simple: str, date: Span) -> bool:
    """Whether something is held against `date`: 比2022年, 与上月相比, 恢复到2019年同期的九成."""
    before = simple[date.start - 1 : date.start]
    if before in REACHING and simple.endswith(SAME_TIME, date.start, date.end):
        return True
    if before in FROM:
        if STRETCH_RE.search(simple, date.start, date.end):
            return False
        return SINCE_RE.match(simple, date.end) is None
    if before in BESIDE:
        return ALIKE_RE.match(simple, date.end) is not None
    return before in OVER


def _own_date(view: View, unit: int, low: int) -> int:
    """Where the date stands that belongs to the amount at `unit` alone (从2019年的3亿元); -1: none."""
    at = unit - 1
    if at > low and view.letters[at] == "X":
        at -= 1
    return at if at >= low and view.letters[at] == "D" else -1


def _follow(values: Sequence[str]) -> bool:
    """Whether each of `values` is a year, the one after that before it."""
    return all(len(value) == YEAR_CHARS and value.isdecimal() for value in values) and all(
        int(low) + 1 == int(high) for low, high in pairwise(values)
    )


def _heading_level(simple: str, span: Span) -> int | None:
    """How deep the numbered heading in a paragraph lies: 一、 is 0, (一) is 1, 1. is 2; else None."""
    if len(span) > MAX_HEADING_CHARS or simple[span.end - 1] in STOPS:
        return None
    levels = (level for level, mark in enumerate(_LEVELS) if mark.match(simple, span.start))
    return next(levels, None)


def _frames(simple: str, start: int, date: Mention) -> bool:
    """Whether `date` opens the sentence at `start` and holds for what the text goes on with."""
    lead = simple[start : date.span.start]
    if len(lead) > MAX_LEAD_CHARS or PLANNED_RE.search(lead):
        return False
    return EVENT_RE.match(simple, date.span.end) is None
