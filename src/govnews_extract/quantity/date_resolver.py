"""What a date phrase means: the period it names, given the date of publication and what was told before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from govnews_extract.datatypes import SegmentedText
from govnews_extract.quantity.date_clock import clock_time
from govnews_extract.quantity.date_numerals import read_number
from govnews_extract.quantity.date_phrases import Phrase
from govnews_extract.quantity.date_spans import decade, plan, seasons, stretch
from govnews_extract.quantity.date_values import Period, Reference, is_day, month_point, week
from govnews_extract.quantity.date_words import words

_ROC_EPOCH = 1911
_AHEAD_RE = re.compile(r"(?:将|拟|计划|预计|力争|有望|定于|确保|争取|目标|明年)[^,。;]{0,6}$")
_AHEAD_RIGHT_RE = re.compile(r"底?(?:前|起|开始|之前|以前)")
_MAX_AHEAD_CHARS = 10
# With no word of the future near, a month this far ahead of publication is last year's, a month
# nearer than the second figure this year's, and one between the two is left open.
_PAST_MONTHS = 6
_NEAR_MONTHS = 3
_WEEK_OFFSETS = {"上": -1, "下": 1, "本": 0, "这": 0}
_WEEKDAYS = {mark: number for number, mark in enumerate("一二三四五六日")} | {"天": 6}


@dataclass(frozen=True, slots=True)
class _Told:
    """A date told before: where it stands, its period, and the day, month and year it fixes."""

    at: int
    period: Period
    year: int | None = None
    month: int | None = None
    day: date | None = None


class DateResolver:
    """Resolves the phrases of one article, which must come in reading order.

    Args:
        doc: The article.
        reference: Its date of publication; None where unknown.
    """

    def __init__(self, doc: SegmentedText, reference: Reference | None) -> None:
        self._doc = doc
        self._reference = reference
        self._years: _Told | None = None
        self._days: _Told | None = None
        self._last: _Told | None = None

    def resolve(self, phrase: Phrase) -> Period | None:
        """The period that a phrase names; None where the article leaves it open."""
        start = phrase.span.start
        point = phrase.note or phrase.first
        period = self._resolve_note(phrase) if phrase.note else self._resolve_point(point, start)
        if period and phrase.time:
            period = _timed(period, phrase.time)
        first = period
        if phrase.last:
            period = self._closed(period, phrase)
        if period and phrase.tail in ("since", "till_now"):
            period = Period(period.first, self._reference.edtf if self._reference else "..")
        if period and phrase.tail == "same":
            period = self._same_stretch(period, start)
        self._remember(phrase, period, first)
        return period

    def _resolve_note(self, phrase: Phrase) -> Period | None:
        """The date in brackets, read with the year and month of the word that it explains."""
        note = phrase.note
        word = self._resolve_point(phrase.first, phrase.span.start)
        if note is None or note["year"] or note["iso"]:
            return self._resolve_point(note or phrase.first, phrase.span.start)
        if word and len(word.first) >= 10:
            told = date.fromisoformat(word.first[:10])
            return _near(told, note) or self._resolve_point(note, phrase.span.start)
        return self._resolve_point(note, phrase.span.start)

    def _closed(self, period: Period | None, phrase: Phrase) -> Period | None:
        """The period of a range: what its end leaves out is taken from its beginning."""
        last = phrase.last
        if last is None:
            return period
        if phrase.first["dec"]:
            first, second = decade(phrase.first, self._century(phrase.first)), decade(last, self._century(phrase.first))
            return first.until(second) if first and second else None
        if period is None:
            return None
        second = self._resolve_point(last, phrase.span.start, base=period)
        if second is None or second.end < period.first[: len(second.end)]:
            return None
        return period.until(second)

    def _century(self, point: re.Match[str]) -> int | None:
        """The century (as 19 for the years 1900 to 1999) of a decade."""
        named = point["century"] or point["century_only"]
        if named in ("上世纪", "本世纪"):
            now = self._reference.year // 100 if self._reference else 20
            return now - (named == "上世纪")
        if named:
            return read_number(named[:-2]) - 1
        return None

    def _resolve_point(
        self, point: re.Match[str], at: int, base: Period | None = None
    ) -> Period | None:
        if point["iso"] or point["im_iso"] or point["compact"]:
            return _timed(_iso(point), point)
        if point["plan"]:
            return plan(point)
        if point["dec"] or point["century_only"]:
            return decade(point, self._century(point))
        if point["rs0"]:
            return seasons(point, self._reference.year) if self._reference else None
        if point["d_rel"] or point["d_same"] or point["week"] or point["weekday2"]:
            day = self._relative_day(point, at)
            return _timed(day, point)
        if point["years_rel"]:
            low, high = words("years")[point["years_rel"]].split(";")
            now = self._reference
            return Period(f"{now.year + int(low)}", f"{now.year + int(high)}") if now else None
        return self._resolve_calendar(point, at, base)

    def _resolve_calendar(
        self, point: re.Match[str], at: int, base: Period | None
    ) -> Period | None:
        """A point built from year, part of the year, month and day."""
        month = self._month(point, at, base)
        dayed = point["d"] or point["d_cn"]
        if not (month or dayed) and _is_clock_only(point):
            return self._clock_only(point, at, base)
        year = self._stated_year(point, at)
        if year is None and base is not None:
            year = base.year
            if year and month and not dayed and base.first[5:7] > f"{month:02}":
                year += 1
        elif year is None and not self._states_year(point):
            year = self._year_in_force(point, month, at)
        if year is None:
            return None
        if point["m_rel"] and self._reference and self._reference.month:
            shifted = self._reference.month + int(words("month")[point["m_rel"]])
            year, month = self._reference.year + (shifted - 1) // 12, (shifted - 1) % 12 + 1
        if dayed and month is None:
            return self._day_of_month(point, at, base)
        return _timed(stretch(point, year, month), point)

    def _states_year(self, point: re.Match[str]) -> bool:
        return any(point[name] for name in ("year_rel", "year_same", "year", "year_cn", "roc", "roc3", "year2", "year2_cn", "year2r"))

    def _stated_year(self, point: re.Match[str], at: int) -> int | None:
        """The year that a point names itself."""
        if point["year"] or point["year_cn"]:
            return read_number(point["year"] or point["year_cn"])
        if point["roc"] or point["roc3"]:
            return read_number(point["roc"] or point["roc3"]) + _ROC_EPOCH
        if point["year2"] or point["year2_cn"] or point["year2r"]:
            number = read_number(point["year2"] or point["year2_cn"] or point["year2r"])
            return number + (1900 if number >= 50 else 2000)
        if point["year_rel"]:
            offset = words("year")[point["year_rel"]]
            return self._reference.year + int(offset) if self._reference and offset else None
        if point["year_same"]:
            told = self._years
            offset = int(words("year_same")[point["year_same"]])
            near = told is not None and told.at >= self._doc.paragraph_at(at).start
            return told.year + offset if told and near and told.year else None
        return None

    def _year_in_force(self, point: re.Match[str], month: int | None, at: int) -> int | None:
        """The year of a date that names none: its sentence's, else publication's or the nearest to it."""
        told, now = self._years, self._reference
        if told and told.at >= self._doc.sentence_at(at).start and told.year:
            if now is None or told.year <= now.year:
                return told.year
        if now is None:
            near = told is not None and told.at >= self._doc.paragraph_at(at).start
            return told.year if told and near else None
        begin, end = _months_meant(point, month)
        if now.month is None or begin is None:
            return now.year
        return self._nearest_year(begin, end, point)

    def _nearest_year(self, begin: int, end: int, point: re.Match[str]) -> int | None:
        now = self._reference
        if now is None or now.month is None:
            return None
        text = point.string
        start = point.start()
        ahead = _AHEAD_RE.search(text[max(0, start - _MAX_AHEAD_CHARS) : start])
        ahead_right = _AHEAD_RIGHT_RE.match(text, point.end())
        distance = (begin if begin > 1 or end == 1 else end) - now.month
        if ahead or ahead_right:
            return now.year + 1 if ahead and distance <= -_PAST_MONTHS else now.year
        if distance > _PAST_MONTHS or (begin < end and distance > _NEAR_MONTHS and begin == 1):
            return now.year - 1
        return now.year if distance <= _NEAR_MONTHS else None

    def _month(self, point: re.Match[str], at: int, base: Period | None) -> int | None:
        if point["m"] or point["m_cn"]:
            return read_number(point["m"] or point["m_cn"])
        if point["m_rel"]:
            return self._reference.month if self._reference else None
        if point["m_same"]:
            told = self._days or self._last
            offset = int(words("month_same")[point["m_same"]])
            return told.month + offset if told and told.month and told.month + offset <= 12 else None
        if point["d"] and base is not None and len(base.end) >= 7 and base.end[5:7].isdigit():
            return int(base.end[5:7])
        return None

    def _day_of_month(
        self, point: re.Match[str], at: int, base: Period | None
    ) -> Period | None:
        """A day whose month is told before, or is the one nearest to publication."""
        if base is not None and len(base.end) >= 7 and base.end[5:7].isdigit():
            return _timed(stretch(point, int(base.end[:4]), int(base.end[5:7])), point)
        told, now = self._days, self._reference
        if told and told.day and told.at >= self._doc.sentence_at(at).start:
            return _timed(stretch(point, told.day.year, told.day.month), point)
        if now is None or now.month is None:
            near = told and told.day and told.at >= self._doc.paragraph_at(at).start
            return _timed(stretch(point, told.day.year, told.day.month), point) if told and told.day and near else None
        number = read_number(point["d"] or point["d_cn"])
        if now.day is None or number <= now.day:
            return _timed(stretch(point, now.year, now.month), point)
        text, start = point.string, point.start()
        if _AHEAD_RE.search(text[max(0, start - _MAX_AHEAD_CHARS) : start]) or _AHEAD_RIGHT_RE.match(text, point.end()):
            return _timed(stretch(point, now.year, now.month), point)
        year, month = (int(part) for part in month_point(now.year, now.month - 1).split("-"))
        return _timed(stretch(point, year, month), point)

    def _relative_day(self, point: re.Match[str], at: int) -> Period | None:
        if point["d_same"]:
            told = self._days
            near = told is not None and told.at >= self._doc.paragraph_at(at).start
            offset = int(words("day_same")[point["d_same"]].split(";")[0])
            day = told.day + timedelta(days=offset) if told and told.day and near else None
            return Period(day.isoformat()) if day else None
        now = self._reference.date if self._reference else None
        if now is None:
            return None
        if point["d_rel"]:
            offset = words("day").get(point["d_rel"]) or words("day_part")[point["d_rel"]]
            return Period((now + timedelta(days=int(offset.split(";")[0]))).isoformat())
        if not point["week"]:
            return None
        stretch_of_week = week(now, _WEEK_OFFSETS[point["week"]])
        if not point["weekday"]:
            return stretch_of_week
        monday = date.fromisoformat(stretch_of_week.first)
        if point["weekday"] == "末":
            return Period((monday + timedelta(days=5)).isoformat(), stretch_of_week.end)
        return Period((monday + timedelta(days=_WEEKDAYS[point["weekday"]])).isoformat())

    def _clock_only(self, point: re.Match[str], at: int, base: Period | None) -> Period | None:
        """A clock time, on the day of the range it closes or the day told before in its paragraph."""
        if base is not None:
            return _timed(Period(base.end[:10]), point) if len(base.end) >= 10 else None
        told = self._days
        if told and told.day and told.at >= self._doc.paragraph_at(at).start:
            return _timed(Period(told.day.isoformat()), point)
        return None

    def _same_stretch(self, period: Period, at: int) -> Period:
        """去年同期: the stretch told last in the sentence, in the year named; else that whole year."""
        told = self._last
        if told and period.year and told.period.year and told.at >= self._doc.sentence_at(at).start:
            return told.period.moved(period.year - told.period.year)
        return period

    def _remember(self, phrase: Phrase, period: Period | None, first: Period | None) -> None:
        if period is None or phrase.tail == "same":
            return
        point, at = phrase.first, phrase.span.start
        begin = first.first if first else period.first
        year = period.year
        month = int(begin[5:7]) if begin[5:7].isdigit() else None
        exact = len(begin) >= 10 and begin[8:10].isdigit() and "Q" not in begin
        day = date.fromisoformat(begin[:10]) if exact else None
        told = _Told(at, period, year, month, day)
        if point["plan"] or point["dec"] or point["century_only"]:
            return
        compared = point["year_rel"] and words("year")[point["year_rel"]] != "0" and month is None
        if self._states_year(point) or point["iso"]:
            if not compared:
                self._years = told
        if day:
            self._days = told
        if not compared and not point["fest"]:
            self._last = told


def _timed(period: Period | None, point: re.Match[str]) -> Period | None:
    """A day with the clock time of a point; any other period as it is."""
    if period is None or period.last or len(period.first) != 10 or "T" in period.first:
        return period
    time, day_later = clock_time(point)
    if time is None:
        return period
    day = date.fromisoformat(period.first) + timedelta(days=day_later)
    return Period(f"{day.isoformat()}T{time}")


def _iso(point: re.Match[str]) -> Period | None:
    if point["im_iso"]:
        return Period(point["im_iso"])
    if point["compact"]:
        text = point["compact"]
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    else:
        year, month, day = int(point["iy"]), int(point["im"]), int(point["id"])
    return Period(f"{year:04}-{month:02}-{day:02}") if is_day(year, month, day) else None


def _near(told: date, note: re.Match[str]) -> Period | None:
    """The month and day of a bracket in the year that brings them nearest to the day it explains."""
    month = read_number(note["m"]) if note["m"] else told.month
    number = read_number(note["d"])
    days = [
        date(year, month, number)
        for year in (told.year - 1, told.year, told.year + 1)
        if is_day(year, month, number)
    ]
    if not days:
        return None
    return Period(min(days, key=lambda day: abs((day - told).days)).isoformat())


def _is_clock_only(point: re.Match[str]) -> bool:
    return not any(
        point[name]
        for name in (
            "year", "year_cn", "year2", "year2_cn", "year2r", "roc", "roc3", "year_rel", "year_same", "half", "q",
            "q_rel", "first_q", "first_m", "all", "season", "fest", "vacation", "lunar", "lunar2", "m_rel",
            "m_same", "y_edge",
        )
    )  # fmt: skip


def _months_meant(point: re.Match[str], month: int | None) -> tuple[int | None, int]:
    """First and last month of what a point without a year names, to see how far ahead it lies."""
    if month:
        low = point["m0"] or point["m0_cn"]
        return (read_number(low) if low else month), month
    if point["half"]:
        return (1, 6) if point["half"] == "上" else (7, 12)
    if point["q"]:
        quarter = read_number(point["q"])
        return 3 * quarter - 2, 3 * quarter
    if point["first_q"]:
        return 1, 3 * read_number(point["first_q"])
    if point["first_m"]:
        return 1, read_number(point["first_m"])
    return None, 12
