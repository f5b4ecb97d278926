"""Stretches of a year, plans, decades and seasons, from the groups of a point."""

from __future__ import annotations

import re
from collections.abc import Callable

from govnews_extract.quantity.date_numerals import read_number
from govnews_extract.quantity.date_values import (
    Period,
    is_day,
    month_point,
    months,
    third_of_month,
)
from govnews_extract.quantity.date_words import words

_YEARS_OF_PLAN = 5
_SHOPPING_DAY = "03-15"
_NATIONAL_DAY = "10-01"
# Years of a century that its beginning, middle and end are taken to be: a fifth of it each.
_PARTS_OF_CENTURY = {"初": (0, 19), "前": (0, 39), "中": (40, 59), "后": (60, 99), "末": (80, 99)}


def stretch(point: re.Match[str], year: int, month: int | None) -> Period | None:
    """What a point names inside a year that is known; the year where it names no part of it.

    None for a date of the lunar calendar, or one that the calendar does not have.
    """
    if point["lunar_year"] or point["lunar"]:
        return None
    if month:
        found = _in_month(point, year, month)
        return Period(point["year0"]).until(found) if found and point["year0"] else found
    if not point["any_part"]:
        return _edge_of_year(point, year)
    for name, read in _READERS.items():
        if point[name]:
            return read(point, year)
    return _edge_of_year(point, year)


def _in_month(point: re.Match[str], year: int, month: int) -> Period | None:
    low = point["m0"]
    if point["d"]:
        return _days(point, year, month)
    edge = point["m_edge"] or point["m_short"] or point["m_rel_edge"] or point["m_same_edge"]
    if low:
        first = read_number(low)
        listed = "、" in point.string[point.start("m0") : point.start("m")]
        return (
            None
            if first >= month or (listed and first + 1 != month)
            else months(year, first, month)
        )
    if edge:
        return third_of_month(year, month, edge.lstrip("月"))
    return Period(month_point(year, month))


def _is_stretch(point: re.Match[str], low: str, high: str) -> bool:
    """Whether two groups begin and end a stretch: 3至5 does, 3、4和5 does, 3、5 does not."""
    first, last = read_number(point[low]), read_number(point[high])
    listed = sum(map(point.string[point.start(low) : point.start(high)].count, "、和与"))
    return first + listed == last if listed else first < last


def _days(point: re.Match[str], year: int, month: int) -> Period | None:
    day = read_number(point["d"])
    low = point["d0"]
    if not is_day(year, month, day) or (low and not is_day(year, month, read_number(low))):
        return None
    last = f"{month_point(year, month)}-{day:02}"
    if not low:
        return Period(last)
    first = read_number(low)
    if not _is_stretch(point, "d0", "d"):
        return None
    return Period(f"{month_point(year, month)}-{first:02}", last)


def _half(point: re.Match[str], year: int) -> Period:
    first, last = (1, 6) if point["half"] == "上" else (7, 12)
    return Period(month_point(year, last)) if point["half_end"] else months(year, first, last)


def _quarter_by_season(point: re.Match[str], year: int) -> Period:
    """2018年第三季, 首季: a quarter without 度, as Hong Kong writes it."""
    return Period(f"{year:04}-Q{read_number(point['season_of_year'].strip('第季'))}")


def _first_quarters(point: re.Match[str], year: int) -> Period:
    return months(year, 1, 3 * read_number(point["first_q"]))


def _first_months(point: re.Match[str], year: int) -> Period:
    return months(year, 1, read_number(point["first_m"]))


def _first_month(_point: re.Match[str], year: int) -> Period:
    return Period(month_point(year, 1))


def _quarters(point: re.Match[str], year: int) -> Period:
    quarter = read_number(point["q"])
    if point["q0"]:
        return months(year, 3 * read_number(point["q0"]) - 2, 3 * quarter)
    if point["q_edge"]:
        return Period(month_point(year, 3 * quarter - (0 if point["q_edge"] == "末" else 2)))
    return Period(f"{year:04}-Q{quarter}")


def _season(point: re.Match[str], year: int) -> Period:
    code = words("season")[point["season"]]
    if point["year0"]:
        # A winter or a season of sports that spans two years is named by both.
        return Period(f"{point['year0']}-{code}")
    return Period(f"{year:04}-{code}")


def _festival(point: re.Match[str], year: int) -> Period | None:
    """A festival that the Gregorian calendar fixes; a lunar one stays open."""
    word = point["fest"]
    value = words("festival").get(word) or words("festival_weak").get(word)
    if word[0] == "3":
        value = _SHOPPING_DAY
    if not value or point["fest_day"]:
        return None
    if point["fest_tail"] not in (None, "节"):
        return Period(f"{year:04}-10-01", f"{year:04}-10-07") if value == _NATIONAL_DAY else None
    return Period(f"{year:04}-{value}")


def _edge_of_year(point: re.Match[str], year: int) -> Period | None:
    edge = (point["year_edge"] or point["y_edge"] or "").strip("年岁")
    if point["year0"]:
        known = point["year"] is None or _is_stretch(point, "year0", "year")
        return Period(point["year0"], f"{year:04}") if known else None
    if edge in ("初", "伊始"):
        return Period(month_point(year, 1))
    if edge in ("底", "末"):
        return Period(month_point(year, 12))
    if edge == "中":
        return months(year, 6, 7)
    return Period(f"{year:04}")


def _open(_point: re.Match[str], _year: int) -> None:
    """A day of a holiday whose days are fixed year by year."""


_READERS: dict[str, Callable[[re.Match[str], int], Period | None]] = {
    "half": _half,
    "q": _quarters,
    "season_of_year": _quarter_by_season,
    "first_q": _first_quarters,
    "first_m": _first_months,
    "month1": _first_month,
    "season": _season,
    "fest": _festival,
    "vacation": _open,
}
"""How a part of a year is read, by the group that tells what it is."""


def plan(point: re.Match[str]) -> Period:
    """The years of a five-year plan, or the part of them that is named."""
    first = int(words("plan")[point["plan"]])
    last = first + _YEARS_OF_PLAN - 1
    tail = point["plan_tail"] or ""
    if tail in ("末", "期末", "末期"):
        return Period(f"{last}")
    if tail in ("初", "初期"):
        return Period(f"{first}")
    if tail.startswith("前"):
        return Period(f"{first}", f"{first + read_number(tail[1]) - 1}")
    return Period(f"{first}", f"{last}")


def seasons(point: re.Match[str], now: int) -> Period | None:
    """今春, 去冬今春: seasons by their EDTF codes, given the year of publication.

    A winter carries the year it begins in.
    """
    offsets = {"今": 0, "去": -1, "明": 1, "来": 1}
    codes = words("season")
    first = f"{now + offsets[point['rs0']]}-{codes[point['ss0']]}"
    if not point["rs1"]:
        return Period(first)
    return Period(first, f"{now + offsets[point['rs1']]}-{codes[point['ss1']]}")


def decade(point: re.Match[str], century: int | None) -> Period | None:
    """A decade or a century, or part of one; `century` is 19 for the years 1900 to 1999."""
    if point["century_only"]:
        return _century(point["cen_edge"], century) if century is not None else None
    number = read_number(point["dec"])
    if century is None:
        # Without a century the fifties to nineties are the last one's; the rest may be either's.
        century = 19 if number >= 5 else None
    if century is None:
        return None
    edge = point["dec_edge"]
    if point["dec0"]:
        return Period(f"{century:02}{read_number(point['dec0'])}0", f"{century:02}{number}9")
    if not edge:
        return Period(f"{century:02}{number}X")
    low, high = _part_of_decade(edge)
    return Period(f"{century:02}{number}{low}", f"{century:02}{number}{high}")


def _century(edge: str, century: int) -> Period:
    if edge[:1] not in _PARTS_OF_CENTURY:
        return Period(f"{century:02}XX")
    low, high = _PARTS_OF_CENTURY[edge[0]]
    return Period(f"{century:02}{low:02}", f"{century:02}{high}")


def _part_of_decade(edge: str) -> tuple[int, int]:
    thirds = {"初": (0, 2), "前": (0, 2), "中": (3, 6), "后": (7, 9), "末": (7, 9)}
    named = [thirds[mark] for mark in edge if mark in thirds]
    return named[0][0], named[-1][1]
