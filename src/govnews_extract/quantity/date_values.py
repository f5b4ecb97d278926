"""Calendar arithmetic on periods, and how they are written in EDTF."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from govnews_extract.datatypes import ArticleContext

# Years an article may be published in; whatever counts from another is no date.
_FIRST_YEAR, _LAST_YEAR = 1800, 2200


class Period(NamedTuple):
    """A stretch of time from `first` to `last`, each a point in EDTF; `last` is None for one point.

    A point is a year, month, day, minute or second as ISO 8601 writes it, a quarter (`2023-Q1`), a
    season (`2007-22`: 21 spring to 24 winter), a decade (`199X`) or a century (`19XX`). An open
    end is `..`.

    Source: EDTF, levels 0 to 2 (ISO 8601-2:2019). Quarters are written `2023-Q1`, which readers
    know, in place of EDTF's 2023-33.

    Example:
        >>> Period("2023-01", "2023-06").edtf
        '2023-01/2023-06'
    """

    first: str
    last: str | None = None

    @property
    def edtf(self) -> str:
        """The period as one EDTF string."""
        return self.first if self.last in (None, self.first) else f"{self.first}/{self.last}"

    @property
    def end(self) -> str:
        """The last point of the period."""
        return self.last or self.first

    @property
    def year(self) -> int | None:
        """The year the period begins in; None for a decade or an open beginning."""
        return int(self.first[:4]) if self.first[:4].isdigit() else None

    def until(self, other: Period) -> Period:
        """The period from this one's beginning to the other's end."""
        return Period(self.first, other.end)

    def moved(self, years: int) -> Period:
        """The same stretch `years` later; a decade or an open end is left as it is."""
        return Period(_moved(self.first, years), _moved(self.last, years) if self.last else None)


def _moved(point: str, years: int) -> str:
    if not point[:4].isdigit():
        return point
    moved = f"{int(point[:4]) + years:04}{point[4:]}"
    return moved.replace("-02-29", "-02-28")


@dataclass(frozen=True, slots=True)
class Reference:
    """The date of publication, as precise as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, context: ArticleContext) -> Reference | None:
        """The reference that an article's meta gives; None where it names no date.

        Example:
            >>> from govnews_extract.datatypes import ArticleMeta
            >>> Reference.of(ArticleContext(meta=ArticleMeta(published="2023-04-07T09:44:00")))
            Reference(year=2023, month=4, day=7)
        """
        year = context.year
        if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            return None
        parts = (context.meta.published or "")[:10].split("-")[1:]
        numbers = [int(part) for part in parts if part.isdigit()]
        month = numbers[0] if numbers and 1 <= numbers[0] <= 12 else None
        day = numbers[1] if month and len(numbers) > 1 and is_day(year, month, numbers[1]) else None
        return cls(year, month, day)

    @property
    def date(self) -> date | None:
        """The day of publication, where it is known to the day."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def edtf(self) -> str:
        """The reference as an EDTF point."""
        if self.month is None:
            return f"{self.year:04}"
        return month_point(self.year, self.month) + (f"-{self.day:02}" if self.day else "")


def month_of(point: str) -> int | None:
    """The month that an EDTF point names; None for a year, quarter, season or open end.

    Example:
        >>> month_of("2023-04-07"), month_of("2023-Q1"), month_of("2007-22")
        (4, None, None)
    """
    named = point[5:7]
    return int(named) if named.isdigit() and 1 <= int(named) <= 12 else None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the day exists in the Gregorian calendar."""
    return 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]


def month_point(year: int, month: int) -> str:
    """A month as EDTF writes it; a month beyond December falls into the years after.

    Example:
        >>> month_point(2023, 4), month_point(2023, 13), month_point(2023, 0)
        ('2023-04', '2024-01', '2022-12')
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04}-{month:02}"


def months(year: int, first: int, last: int) -> Period:
    """The months `first` to `last` of a year; into the next year where `last` is the smaller."""
    later = year if first <= last else year + 1
    return Period(month_point(year, first), month_point(later, last))


def third_of_month(year: int, month: int, part: str) -> Period:
    """Part of a month: 上旬 or 初 its first ten days, 中旬 the next ten, 下旬 底 末 the rest.

    Example:
        >>> third_of_month(2023, 2, "底").edtf
        '2023-02-21/2023-02-28'
    """
    end = monthrange(year, month)[1]
    first, last = {"上": (1, 10), "初": (1, 10), "中": (11, 20)}.get(part[0], (21, end))
    if len(part) > 1 and part[1] in "中下":
        last = 20 if part[1] == "中" else end
    point = month_point(year, month)
    return Period(f"{point}-{first:02}", f"{point}-{last:02}")


def week(of: date, offset: int) -> Period:
    """The week, Monday to Sunday, `offset` weeks after the one that holds a day."""
    monday = of - timedelta(days=of.weekday()) + timedelta(weeks=offset)
    return Period(monday.isoformat(), (monday + timedelta(days=6)).isoformat())
