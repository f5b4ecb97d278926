"""What a report counts over all its records: months, sums by place and metric, projects."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from govnews_extract.annotated import JsonRecord, is_markup_rule
from govnews_extract.report.places import PlaceNames
from govnews_extract.report.plain import shown

ADDED_UP = frozenset({"money", "count", "mass", "area", "length", "volume", "power", "energy"})
"""Dimensions whose amounts may be added up; shares, rates and temperatures may not."""

MAX_METRICS = 12
MAX_PLACES = 15
MAX_MONTHS = 60
"""More months than these are counted by year."""

MAX_YEARS = 100
"""Dates further apart have a wrong one among them: only the years with articles are listed."""

MONTH_RE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?![0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The facts of one metric in one place, added up."""

    place: str
    total: Decimal
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricSums:
    """Sums of one metric by place, the largest first; `hidden` places are left out."""

    metric: str
    unit: str
    sums: tuple[Sum, ...]
    hidden: int


@dataclass(slots=True)
class Overview:
    """Takes in records one at a time and keeps counts alone.

    Amounts are added up as stated: a fact that repeats another counts once, a change against
    another time not at all, a range by its low end.
    """

    places: PlaceNames = field(default_factory=PlaceNames)
    articles: int = 0
    facts: int = 0
    repairs: int = 0
    undated: int = 0
    confidences: Counter[str] = field(default_factory=Counter)
    projects: list[dict[str, Any]] = field(default_factory=list)
    _months: Counter[str] = field(default_factory=Counter)
    _sums: dict[tuple[str, str], dict[str, list[Decimal]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add(self, record: JsonRecord, number: int | None) -> None:
        """Count one record; `number` is that of its view, None where the page holds none."""
        self.articles += 1
        self.facts += len(record["facts"])
        self.repairs += sum(not is_markup_rule(row["rule"]) for row in record["repairs"])
        month = MONTH_RE.match(record["published"] or "")
        if month:
            self._months[month[0]] += 1
        else:
            self.undated += 1
        for fact in record["facts"]:
            self._add_fact(record, fact)
        if number is not None:
            self.projects += (self._project(record, row, number) for row in record["projects"])

    def _add_fact(self, record: JsonRecord, fact: dict[str, Any]) -> None:
        self.confidences[fact["confidence"]] += 1
        found = record["quantities"][fact["quantity"]]
        place = self.places.name(fact["place"], record["published"])
        single = fact["duplicate_of"] is None and not fact.get("comparison")
        if single and fact["metric"] and place and found.get("dimension") in ADDED_UP:
            key = (shown(fact["metric"]), found["unit"])
            self._sums[key][place].append(Decimal(found["value"]))

    def _project(self, record: JsonRecord, row: dict[str, Any], number: int) -> dict[str, Any]:
        texts = {key: shown(row[key] or "") for key in ("name", "owner", "status")}
        return {
            **texts,
            "place": self.places.name(row["place"], record["published"]),
            "capacity": row["capacity"],
            "unit": row["unit"],
            "investment": row["investment"],
            "date": shown((record["published"] or "")[:10]),
            "article": number,
        }

    def periods(self) -> list[tuple[str, int]]:
        """Articles by month from the first to the last, by year where the months are many."""
        if not self._months:
            return []
        months = _months_between(min(self._months), max(self._months))
        if len(months) <= MAX_MONTHS:
            return [(month, self._months[month]) for month in months]
        years: Counter[str] = Counter()
        for month, count in self._months.items():
            years[month[:4]] += count
        first, last = int(min(years)), int(max(years))
        if last - first >= MAX_YEARS:
            return sorted(years.items())
        return [(f"{year:04}", years[f"{year:04}"]) for year in range(first, last + 1)]

    def metrics(self) -> list[MetricSums]:
        """The metrics told of most places, each with its sums."""
        ranked = sorted(
            self._sums.items(),
            key=lambda item: (-len(item[1]), -sum(map(len, item[1].values())), item[0]),
        )
        return [_metric_sums(key, places) for key, places in ranked[:MAX_METRICS]]


def _metric_sums(key: tuple[str, str], places: dict[str, list[Decimal]]) -> MetricSums:
    sums = [
        Sum(place=place, total=sum(values, Decimal(0)), facts=len(values))
        for place, values in places.items()
    ]
    sums.sort(key=lambda one: (-one.total, one.place))
    kept = tuple(sums[:MAX_PLACES])
    return MetricSums(metric=key[0], unit=key[1], sums=kept, hidden=len(sums) - len(kept))


def _months_between(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`; no more of them than show that they are too many.

    Example:
        >>> _months_between("2022-12", "2023-02")
        ['2022-12', '2023-01', '2023-02']
    """
    start, end = (_month_number(month) for month in (first, last))
    stop = min(end, start + MAX_MONTHS + 1)
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, stop + 1)]


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
