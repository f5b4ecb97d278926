"""What a date phrase means, by the date of publication and what was told before."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from govnews_extract.datatypes import SegmentedText
from govnews_extract.quantity.date_clock import timed
from govnews_extract.quantity.date_memory import DateMemory
from govnews_extract.quantity.date_numerals import read_number
from govnews_extract.quantity.date_phrases import Phrase
from govnews_extract.quantity.date_spans import decade, plan, seasons, stretch
from govnews_extract.quantity.date_values import (
    Period,
    Reference,
    is_day,
    month_of,
    month_point,
    third_of_month,
    week,
)
from govnews_extract.quantity.date_words import words

_ROC_EPOCH = 1911
_LAST_ROC_YEAR = 200
_LAST_CENTURY = 30
_LAST_CENTURY_FROM = 50
_WEEK_OFFSETS = {"上": -1, "上上": -2, "下": 1, "下下": 2, "本": 0, "这": 0}
_WEEKDAYS = {mark: number for number, mark in enumerate("一二三四五六日")} | {"天": 6}
_QUARTER_OFFSETS = {"上": -1, "本": 0, "下": 1}


class DateResolver:
    """Resolves the phrases of one article, which must come in reading order.

    Args:
        doc: The article.
        reference: Its date of publication; None where unknown.
    """

    def __init__(self, doc: SegmentedText, reference: Reference | None) -> None:
        self._reference = reference
        self._memory = DateMemory(doc, reference)

    def resolve(self, phrase: Phrase) -> Period | None:
        """The period that a phrase names; None where the article leaves it open."""
        at = phrase.start
        first = self._explained(phrase) if phrase.note else self._point(phrase.first, at)
        if phrase.time:
            first = timed(first, phrase.time)
        period = self._closed(first, phrase) if phrase.last else first
        if period is None:
            return None
        if phrase.tail in ("since", "till_now"):
            period = self._till_now(period)
            if period is None:
                return None
        if phrase.tail == "same":
            return self._same_stretch(period, at)
        self._tell(phrase, period, first)
        return period

    def _tell(self, phrase: Phrase, period: Period, first: Period | None) -> None:
        point = phrase.first
        if point["fest"] or (
            not point["usual"] and (point["plan"] or point["dec"] or point["century_only"])
        ):
            return
        begin = (first or period).first
        if phrase.last and period.end[:4].isdigit():
            # 2019年12月至2020年2月: what follows is told of the year it ended in.
            begin = begin if period.end[:4] == begin[:4] else period.end
        offset = words("year").get(point["year_rel"] or "", "0")
        compared = offset != "0" and month_of(begin) is None
        # 到2015年 is a target, whose year later dates do not share.
        targeted = point.string[phrase.start - 1 : phrase.start] == "到"
        stated = point["any_year"] or point["iso"] or point["iso_month"]
        governs = bool(stated) and not targeted
        self._memory.tell(
            (phrase.start, phrase.end), period, first=begin, governs=governs, compared=compared
        )

    def _explained(self, phrase: Phrase) -> Period | None:
        """今天(11月19日): the date in brackets, in the year nearest to the word before it."""
        note, at = phrase.note, phrase.start
        if note is None:
            return None
        word = self._point(phrase.first, at)
        if word is None or word.last or note["any_year"] or note["iso"]:
            return self._point(note, at)
        month = read_number(note["m"]) if note["m"] else None
        return _near(date.fromisoformat(word.first[:10]), month, read_number(note["d"]))

    def _closed(self, first: Period | None, phrase: Phrase) -> Period | None:
        """The period of a range: what its end leaves out is taken from its beginning."""
        last = phrase.last
        if last is None or (first is None and not phrase.first["dec"]):
            return None
        if phrase.first["dec"]:
            century = self._century(phrase.first)
            first, second = decade(phrase.first, century), decade(last, century)
        elif last["weekday2"] and first:
            second = _weekday_of(first, last["weekday2"])
        else:
            second = self._point(last, phrase.start, base=first)
        if first is None or second is None or second.end < first.first[: len(second.end)]:
            return None
        return first.until(second)

    def _till_now(self, period: Period) -> Period | None:
        """From the beginning of a period to publication; None where it begins after that."""
        if self._reference is None:
            return Period(period.first, "..")
        now = self._reference.edtf
        return Period(period.first, now) if period.first[: len(now)] <= now else None

    def _same_stretch(self, period: Period, at: int) -> Period:
        """去年同期: the stretch told last in the sentence, in the year named; else that year."""
        told = self._memory.last_in_sentence(at)
        if told is None or told.year is None or period.year is None:
            return period
        return told.moved(period.year - told.year)

    def _point(self, point: re.Match[str], at: int, base: Period | None = None) -> Period | None:
        """What one point names; `base` is the period that began a range which it closes."""
        if not point["calendar"]:
            return self._clock(point, at, base)
        if point["usual"]:
            return timed(self._calendar(point, at, base), point)
        return timed(self._unusual(point, at), point)

    def _unusual(self, point: re.Match[str], at: int) -> Period | None:
        """A point that is not built from year, part of the year, month and day."""
        readers: tuple[tuple[str, Callable[[re.Match[str], int], Period | None]], ...] = (
            ("d_rel", self._day),
            ("iso", self._iso),
            ("plan", self._plan),
            ("d_same", self._day),
            ("d_told", self._numbered_day),
            ("week", self._day),
            ("weekday2", self._day),
            ("rs0", self._seasons),
            ("dec", self._decade),
            ("century_only", self._decade),
            ("iso_month", self._iso_month),
        )
        return next(read for name, read in readers if point[name])(point, at)

    def _plan(self, point: re.Match[str], _at: int) -> Period:
        return plan(point)

    def _iso(self, point: re.Match[str], _at: int) -> Period | None:
        year, month, day = int(point["iy"]), int(point["im"]), int(point["id"])
        if year < _ROC_EPOCH // 2:
            year += _ROC_EPOCH
        return Period(f"{year:04}-{month:02}-{day:02}") if is_day(year, month, day) else None

    def _iso_month(self, point: re.Match[str], _at: int) -> Period:
        return Period(point["iso_month"].replace(".", "-"))

    def _decade(self, point: re.Match[str], _at: int) -> Period | None:
        return decade(point, self._century(point))

    def _seasons(self, point: re.Match[str], _at: int) -> Period | None:
        return seasons(point, self._reference.year) if self._reference else None

    def _calendar(self, point: re.Match[str], at: int, base: Period | None) -> Period | None:
        """A point built from year, part of the year, month and day."""
        if point["any_part"] and (point["m_rel"] or point["this_month"] or point["q_rel"]):
            return self._relative_part(point)
        if point["years_rel"]:
            low, high = words("years")[point["years_rel"]].split(";")
            now = self._reference
            return Period(f"{now.year + int(low)}", f"{now.year + int(high)}") if now else None
        month = read_number(point["m"]) if point["m"] else None
        if point["m_same"]:
            before = self._memory.month_before(at)
            if before and point["any_year"]:
                before = (self._year(point, month, at, base) or 0, before[1])
            offset = int(words("month_same")[point["m_same"]])
            return stretch(point, *_shifted(*before, offset)) if before and before[0] else None
        if point["d"] and month is None and not point["any_year"]:
            before = _month_before(base) if base else self._memory.month_of_day(point, at)
            return stretch(point, *before) if before else None
        year = self._year(point, month, at, base)
        return stretch(point, year, month) if year else None

    def _year(
        self, point: re.Match[str], month: int | None, at: int, base: Period | None
    ) -> int | None:
        if point["year_same"]:
            before = base.year if base else self._memory.year_before(at)
            return before + int(words("year_same")[point["year_same"]]) if before else None
        if point["any_year"]:
            return self._stated_year(point)
        if base is None:
            return self._memory.year_of(point, month, at)
        begun = month_of(base.first)
        later = month is not None and begun is not None and month < begun
        return base.year + later if base.year else None

    def _stated_year(self, point: re.Match[str]) -> int | None:
        """The year that a point names itself."""
        if point["year"] or point["year_cn"]:
            return read_number(point["year"] or point["year_cn"])
        republic = point["roc"] or point["roc3"] or point["roc_bare"]
        if republic:
            number = read_number(republic)
            return number + _ROC_EPOCH if number <= _LAST_ROC_YEAR else None
        if point["year2"]:
            number = read_number(point["year2"])
            return number + (1900 if number >= _LAST_CENTURY_FROM else 2000)
        offset = words("year")[point["year_rel"]]
        return self._reference.year + int(offset) if self._reference and offset else None

    def _relative_part(self, point: re.Match[str]) -> Period | None:
        """上月, 月底, 本季度: a month or quarter counted from publication."""
        now = self._reference
        if now is None or now.month is None:
            return None
        if point["m_rel"]:
            offset = int(words("month")[point["m_rel"]])
            return stretch(point, *_shifted(now.year, now.month, offset))
        if point["this_month"]:
            return third_of_month(now.year, now.month, point["this_month"])
        quarter = (now.month - 1) // 3 + _QUARTER_OFFSETS[point["q_rel"]]
        year, quarter = now.year + quarter // 4, quarter % 4 + 1
        if point["q_rel_edge"]:
            return Period(month_point(year, 3 * quarter - (point["q_rel_edge"] == "初") * 2))
        return Period(f"{year:04}-Q{quarter}")

    def _day(self, point: re.Match[str], at: int) -> Period | None:
        """A day or week counted from publication, or from the day told before."""
        if point["d_same"]:
            before = self._memory.day_before(at)
            return _days_after(before, words("day_same")[point["d_same"]])
        now = self._reference.date if self._reference else None
        if point["d_rel"]:
            word = point["d_rel"]
            return _days_after(now, words("day").get(word) or words("day_part")[word])
        if now is None or not point["week"]:
            return None
        days = week(now, _WEEK_OFFSETS[point["week"]])
        if not point["weekday"]:
            return days
        monday = date.fromisoformat(days.first)
        if point["weekday"] == "末":
            return Period((monday + timedelta(days=5)).isoformat(), days.end)
        return Period((monday + timedelta(days=_WEEKDAYS[point["weekday"]])).isoformat())

    def _numbered_day(self, point: re.Match[str], _at: int) -> Period | None:
        """今(9)日: the day of that number nearest to the one the word names."""
        now = self._reference.date if self._reference else None
        word = _days_after(now, words("day")[f"{point['d_told']}天"])
        if word is None:
            return None
        return _near(date.fromisoformat(word.first), None, int(point["d_number"]))

    def _clock(self, point: re.Match[str], at: int, base: Period | None) -> Period | None:
        """A clock time, on the day of its range or the day told before in its paragraph."""
        if base is not None:
            begun = int(base.end[11:13]) if "T" in base.end else 0
            return timed(Period(base.end[:10]), point, begun) if len(base.end) >= 10 else None
        before = self._memory.day_before(at)
        return timed(Period(before.isoformat()), point) if before else None

    def _century(self, point: re.Match[str]) -> int | None:
        """The century of a decade, as 19 for the years 1900 to 1999; None where none is named."""
        named = point["century"] or point["century_only"]
        if named in ("上世纪", "本世纪"):
            return (self._reference.year // 100 if self._reference else 20) - (named[0] == "上")
        if named and named.isdigit():
            return int(named)
        number = read_number(named[:-2]) if named else 0
        return number - 1 if 1 <= number <= _LAST_CENTURY else None


def _shifted(year: int, month: int, offset: int) -> tuple[int, int]:
    return year + (month + offset - 1) // 12, (month + offset - 1) % 12 + 1


def _days_after(day: date | None, offset: str) -> Period | None:
    if day is None:
        return None
    return Period((day + timedelta(days=int(offset.partition(";")[0]))).isoformat())


def _weekday_of(base: Period, weekday: str) -> Period | None:
    """A weekday of the week that a range began in."""
    if len(base.first) != len("2023-04-07"):
        return None
    monday = date.fromisoformat(week(date.fromisoformat(base.first), 0).first)
    return Period((monday + timedelta(days=_WEEKDAYS[weekday])).isoformat())


def _month_before(base: Period) -> tuple[int, int] | None:
    """Year and month in which a period ends."""
    month = month_of(base.end)
    return (int(base.end[:4]), month) if month else None


def _near(told: date, month: int | None, number: int) -> Period | None:
    """A day of a month, or of any month, in the year or month that brings it nearest to `told`."""
    if month:
        places = [(year, month) for year in (told.year - 1, told.year, told.year + 1)]
    else:
        places = [_shifted(told.year, told.month, offset) for offset in (-1, 0, 1)]
    days = [date(*place, number) for place in places if is_day(*place, number)]
    return Period(min(days, key=lambda day: abs((day - told).days)).isoformat()) if days else None
