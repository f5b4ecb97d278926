"""What an article has told of dates so far, and what that leaves unsaid in the next one."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from govnews_extract.datatypes import SegmentedText
from govnews_extract.quantity.date_numerals import read_number
from govnews_extract.quantity.date_values import Period, Reference, month_of, month_point

_AHEAD_RE = re.compile(r"(?:将|拟|计划|预计|力争|有望|定于|确保|争取|目标)[^,。;]{0,6}$")
_AHEAD_RIGHT_RE = re.compile(r"底?(?:前|起|开始|之前|以前)")
_MAX_AHEAD_CHARS = 10
# A month that lies further ahead of publication than this, with no word of the future near it, is
# last year's: a report of January that names 11月 looks back.
_PAST_MONTHS = 6
# The same for a stretch that began in January and has not ended: 前三季度 in a report of March.
_UNENDED_MONTHS = 3
_PAUSES = frozenset(",:;")
_DAY_CHARS = len("2023-04-07")


class Told(NamedTuple):
    """A date told before: its place in the text, its period, and the first point it names."""

    at: int
    end: int
    period: Period
    first: str

    @property
    def year(self) -> int | None:
        """The year of its first point; None for a decade or an open beginning."""
        return int(self.first[:4]) if self.first[:4].isdigit() else None

    @property
    def month(self) -> tuple[int, int] | None:
        """The year and month it begins in, where it names them."""
        month = month_of(self.first)
        return (int(self.first[:4]), month) if month else None

    @property
    def day(self) -> date | None:
        """The day it begins on, where it names one."""
        return date.fromisoformat(self.first[:_DAY_CHARS]) if self.names_day else None

    @property
    def names_day(self) -> bool:
        """Whether it is as precise as a day."""
        return len(self.first) >= _DAY_CHARS


class DateMemory:
    """The dates of one article in reading order, against its date of publication.

    Args:
        doc: The article.
        reference: Its date of publication; None where unknown.
    """

    def __init__(self, doc: SegmentedText, reference: Reference | None) -> None:
        self.reference = reference
        self._doc = doc
        self._year: Told | None = None
        self._month: Told | None = None
        self._day: Told | None = None
        self._last: Told | None = None
        # Where the sentence asked for last begins, and the first of those joined to it.
        self._sentence = (0, 0)

    def tell(
        self, place: tuple[int, int], period: Period, *, first: str, governs: bool, compared: bool
    ) -> None:
        """Remember a date.

        Args:
            place: Where it begins and ends in the text.
            period: What it names.
            first: The first point of it, before 以来 or the like changed its end.
            governs: Whether later dates of the sentence may take their year from it.
            compared: Whether it is only what another stretch is compared with (比去年).
        """
        if compared:
            return
        told = self._last = Told(*place, period, first)
        if governs:
            self._year = told
        if month_of(first):
            self._month = told
            if told.names_day:
                self._day = told

    def last_in_sentence(self, at: int) -> Period | None:
        """The period told last in the sentence of `at`."""
        told = self._last
        return told.period if told and self._governs_at(told, at) else None

    def day_before(self, at: int) -> date | None:
        """The day told last in the paragraph of `at`."""
        told = self._day
        return told.day if told and self._near(told, at) else None

    def month_before(self, at: int) -> tuple[int, int] | None:
        """Year and month told last in the paragraph of `at`."""
        told = self._month
        return told.month if told and self._near(told, at) else None

    def year_before(self, at: int) -> int | None:
        """The year told last in the paragraph of `at`."""
        told = self._year
        return told.year if told and self._near(told, at) else None

    def year_of(self, point: re.Match[str], month: int | None, at: int) -> int | None:
        """The year of a date that names none.

        That of its sentence, if publication does not lie before it; else publication's, or the
        year before for a stretch that would lie too far ahead; else, where publication is
        unknown, its paragraph's. None where the sentence leaves it open: a month follows a later
        one (2010年11月开工,3月建成), or a past year may only qualify a noun (2010年农网,一季度).
        """
        told, now = self._year, self.reference
        governed = told is not None and self._governs_at(told, at)
        if told and governed and told.year and (now is None or told.year <= now.year):
            return told.year if self._governs(told, month) else None
        if now is None:
            return self.year_before(at)
        begin, end = _months_meant(point, month)
        if now.month is None or begin is None:
            return now.year
        ahead = begin - now.month
        unended = begin == 1 and end - now.month > _UNENDED_MONTHS and end > 1
        if -_PAST_MONTHS < ahead <= _PAST_MONTHS and not unended:
            return now.year
        if _looks_ahead(point):
            return now.year + 1 if ahead < 0 and _follows_plan(point) else now.year
        return now.year - 1 if ahead > 0 or unended else now.year

    def month_of_day(self, point: re.Match[str], at: int) -> tuple[int, int] | None:
        """Year and month of a day that names neither: its sentence's, else publication's."""
        told, now = self._day, self.reference
        if told and self._governs_at(told, at):
            return told.month
        if now is None or now.month is None:
            return told.month if told and self._near(told, at) else None
        if now.day is None or read_number(point["d"]) <= now.day or _looks_ahead(point):
            return now.year, now.month
        year, month = month_point(now.year, now.month - 1).split("-")
        return int(year), int(month)

    def _governs(self, told: Told, month: int | None) -> bool:
        """Whether the year of a date surely holds for a later one of its sentence."""
        if told.month:
            return month is None or month >= told.month[1]
        now = self.reference
        aside = self._doc.simple[told.end : told.end + 1] in _PAUSES
        return aside or now is None or told.year == now.year

    def _governs_at(self, told: Told, at: int) -> bool:
        """Whether a date stands in the sentence of `at`, or in one that semicolons join to it."""
        start = opened = self._doc.sentence_at(at).start
        known, known_opened = self._sentence
        while opened > known and self._doc.simple[opened - 1] == ";":
            opened = self._doc.sentence_at(opened - 1).start
        if opened == known:
            opened = known_opened
        self._sentence = start, opened
        return told.at >= opened

    def _near(self, told: Told, at: int) -> bool:
        return told.at >= self._doc.paragraph_at(at).start


def _follows_plan(point: re.Match[str]) -> bool:
    left = point.string[max(0, point.start() - _MAX_AHEAD_CHARS) : point.start()]
    return _AHEAD_RE.search(left) is not None


def _looks_ahead(point: re.Match[str]) -> bool:
    return _follows_plan(point) or _AHEAD_RIGHT_RE.match(point.string, point.end()) is not None


def _months_meant(point: re.Match[str], month: int | None) -> tuple[int | None, int]:
    """First and last month of what a point without a year names."""
    if month:
        return (read_number(point["m0"]) if point["m0"] else month), month
    if point["half"]:
        return (1, 6) if point["half"] == "上" else (7, 12)
    if point["q"]:
        quarter = read_number(point["q"])
        first = read_number(point["q0"]) if point["q0"] else quarter
        return 3 * first - 2, 3 * quarter
    if point["first_q"]:
        return 1, 3 * read_number(point["first_q"])
    if point["first_m"]:
        return 1, read_number(point["first_m"])
    return None, 12
