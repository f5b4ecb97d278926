"""Lists that are told apart by 分别: the first name goes with the first amount, and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govnews_extract.link.phrases import PhraseReader, Range
from govnews_extract.link.view import View

SERIES_RE = re.compile(r"Q(?:[、K]+[CAZ]*Q)+")
RUN = frozenset("NHMWvEOJGUuRX、K")
NAMED = frozenset("EOJUG")
PARTNER_WORDS = frozenset("对向与同自从")
LISTED_RE = re.compile("[EOJ]Z?Q[NM]{0,3},$")
MAX_COUNTED_UNITS = 8
MAX_LIST = 12
MAX_SERIES_UNITS = 6 * MAX_LIST
"""Longer lists are not paired; it bounds the work."""


@dataclass(slots=True, kw_only=True)
class Pair:
    """The list item that an amount goes with.

    Attributes:
        back: The amount goes with the one so many amounts before it.
    """

    subject: Range | None = None
    metric: str | None = None
    back: int | None = None


def find_pair(view: View, unit: int, reader: PhraseReader) -> Pair | None:
    """What the amount at `unit` pairs with; None where there is no 分别 before it."""
    letters = view.letters
    start = view.near_start(unit)
    mark = letters.rfind("F", start, unit)
    if mark < 0:
        return _unmarked(view, start, unit, reader)
    first = letters.find("Q", mark)
    series = SERIES_RE.match(letters, first, first + MAX_SERIES_UNITS)
    if series is None or unit >= series.end():
        return None
    size = letters.count("Q", first, series.end())
    number = letters.count("Q", first, unit)
    if size > MAX_LIST:
        return None
    end = mark
    while end > start and letters[end - 1] in "CAPI":
        end -= 1
    low = end
    while low > start and letters[low - 1] in RUN:
        low -= 1
    parts = _parts(letters, low, end)
    if len(parts) == size:
        return _within(view, parts, number, reader)
    counted = _names_earlier(letters, start, size) if low >= end else None
    if counted:
        return Pair(subject=counted[number])
    names = _names_before(letters, start, size)
    if names and low < end:
        return Pair(subject=names[number], metric=reader.text(view, (low, end)))
    if letters[end - 1] == ")":
        return None  # 比全省(7.7%)和全国(7%)分别高0.7个、1.4个百分点: no two of one measure
    return Pair(back=size) if low >= end or "H" not in letters[low:end] else None


def _unmarked(view: View, start: int, unit: int, reader: PhraseReader) -> Pair | None:
    """A和B的增幅达5%和6%: as many names or nouns as amounts, with one measure behind them."""
    letters = view.letters
    first = letters.find("Q", start, unit + 1)
    series = SERIES_RE.match(letters, first, first + MAX_SERIES_UNITS)
    if series is None or unit >= series.end():
        return None
    end = first
    while end > start and letters[end - 1] in "CAI":
        end -= 1
    low = end
    while low > start and letters[low - 1] in RUN:
        low -= 1
    parts = _parts(letters, low, end)
    size = letters.count("Q", first, series.end())
    if len(parts) != size or letters[end - 1] != "H" or "H" in letters[low : parts[-1][0]]:
        return None
    at = end
    while at > parts[-1][0] and letters[at - 1] == "H":
        at -= 1
    number = letters.count("Q", first, unit)
    part = parts[number] if number < size - 1 else (parts[-1][0], at)
    if part[0] >= part[1]:
        return None
    return Pair(subject=part, metric=reader.text(view, (at, end)))


def _parts(letters: str, low: int, end: int) -> list[Range]:
    """Items of a list, at its commas and conjunctions."""
    parts: list[Range] = []
    start = low
    for at in range(low, end + 1):
        if at == end or letters[at] in "、K":
            if start < at:
                parts.append((start, at))
            start = at + 1
    return parts


def _within(view: View, parts: list[Range], number: int, reader: PhraseReader) -> Pair:
    """Item `number` of a list of names with one measure, or of a list of measures."""
    letters = view.letters
    low, high = parts[-1]
    single = all(end - start == 1 for start, end in parts[:-1])
    if single and all(letters[part[0]] in NAMED for part in parts):
        after = low + 1
        while after < high and letters[after] == "X":
            after += 1
        name = (parts[number][0], parts[number][0] + 1)
        before = parts[0][0] - 1
        if letters[before : before + 1] == "P" and reader.word(view, before) in PARTNER_WORDS:
            # 对甲国、乙国出口: with whom, not whose.
            other = reader.word(view, before) + reader.text(view, name)
            return Pair(metric=other + reader.text(view, (after, high)))
        return Pair(subject=name, metric=reader.text(view, (after, high)) or None)
    start, end = parts[number]
    subject: Range | None = None
    if letters[parts[0][0]] in NAMED:
        subject = (parts[0][0], parts[0][0] + 1)
        if number == 0 and end - start > 1:
            start += 1
    while start < end and letters[start] in "XR":
        start += 1
    text = reader.text(view, (start, end))
    shares = letters[high - 1] == "H" or (letters[end - 1] == "W" and letters[high - 1] == "N")
    if letters[end - 1] != "H" and shares and number < len(parts) - 1:
        # 城镇、农村居民人均收入: all that stands behind the first word of the last goes with each.
        rest = low + 1 if end - start == 1 and high - low > 1 else high - 1
        text += reader.text(view, (rest, high))
    return Pair(subject=subject, metric=text or None)


def _names_earlier(letters: str, start: int, size: int) -> list[Range] | None:
    """The `size` counted names of the clause before that right before unit `start`.

    甲、乙、丙三个项目,总投资23亿元,分别利用资金4亿元、5亿元和2亿元.
    """
    between = letters.rfind(",", 0, max(start - 1, 0)) + 1
    counted = LISTED_RE.search(letters, max(between - MAX_COUNTED_UNITS, 0), between)
    return _names_before(letters, between, size) if counted else None


def _names_before(letters: str, start: int, size: int) -> list[Range] | None:
    """The `size` names listed at the end of the clause before unit `start`."""
    end = start - 1
    while end > 0 and letters[end - 1] in "NMZQ":
        end -= 1
    found: list[Range] = []
    at = end - 1
    while at >= 0 and len(found) < size:
        if letters[at] not in NAMED:
            return None
        found.append((at, at + 1))
        at -= 1
        if len(found) < size:
            if at < 0 or letters[at] not in "、K":
                return None
            at -= 1
    return found[::-1] if len(found) == size else None
