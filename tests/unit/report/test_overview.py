"""What a report counts: months without gaps, sums of what may be added up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from govnews_extract.report.overview import MAX_METRICS, MAX_PLACES, Overview


def fact(value: str, **changes: Any) -> dict[str, Any]:
    """A fact and its amount in one row; `changes` are of either."""
    row = {
        "metric": "总投资",
        "place": "330881",
        "confidence": "stated",
        "duplicate_of": None,
        "comparison": None,
        "value": value,
        "high": None,
        "unit": "CNY",
        "dimension": "money",
    }
    return {**row, **changes}


def record(*facts: dict[str, Any], published: str | None = "2019-03-05") -> dict[str, Any]:
    return {
        "published": published,
        "repairs": [],
        "projects": [],
        "facts": [{**one, "quantity": i} for i, one in enumerate(facts)],
        "quantities": [{**one, "index": i} for i, one in enumerate(facts)],
    }


def overview(*records: dict[str, Any]) -> Overview:
    counted = Overview()
    for one in records:
        counted.add(one, None)
    return counted


def sums(counted: Overview) -> dict[tuple[str, str, str], tuple[Decimal, int]]:
    return {
        (metric.metric, metric.unit, one.place): (one.total, one.facts)
        for metric in counted.metrics()
        for one in metric.sums
    }


def test_amounts_are_added_up_by_metric_unit_and_place() -> None:
    first = record(fact("100"), fact("0.5"), fact("7", unit="USD"), fact("3", place="330803"))
    second = record(fact("20"))
    assert sums(overview(first, second)) == {
        ("总投资", "CNY", "衢州市江山市"): (Decimal("120.5"), 3),
        ("总投资", "CNY", "衢州市衢江区"): (Decimal(3), 1),
        ("总投资", "USD", "衢州市江山市"): (Decimal(7), 1),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"duplicate_of": 0},
        {"comparison": "同比"},
        {"dimension": "ratio", "unit": "1"},
        {"dimension": "temperature", "unit": "degC"},
        {"metric": None},
        {"place": None},
    ],
    ids="-".join,
)
def test_what_may_not_be_added_up_is_left_out(changes: dict[str, Any]) -> None:
    assert sums(overview(record(fact("100"), fact("5", **changes)))) == {
        ("总投资", "CNY", "衢州市江山市"): (Decimal(100), 1)
    }


def test_the_largest_sums_are_kept_and_the_others_told_of() -> None:
    codes = [f"3301{n:02}" for n in range(2, 12)] + [f"3302{n:02}" for n in range(3, 14)]
    rows = [fact(str(n + 1), place=code) for n, code in enumerate(codes)]
    [metric] = overview(record(*rows)).metrics()
    assert len(metric.sums) == MAX_PLACES
    assert metric.sums[0].total == len(rows)
    assert metric.hidden > 0
    assert metric.hidden + MAX_PLACES == len(sums_of_places(rows))
    many = [fact("1", metric=f"指标{n}") for n in range(MAX_METRICS + 5)]
    assert len(overview(record(*many)).metrics()) == MAX_METRICS


def sums_of_places(rows: list[dict[str, Any]]) -> set[str]:
    names = Overview().places
    return {names.name(row["place"], "2019-03-05") for row in rows}


def test_months_have_no_gap_and_many_are_years() -> None:
    dates = ["2022-11-30", "2023-02-01T08:00:00", "2023-02-11"]
    counted = overview(*(record(published=date) for date in dates))
    assert counted.periods() == [("2022-11", 1), ("2022-12", 0), ("2023-01", 0), ("2023-02", 2)]
    years = overview(record(published="2003-01"), record(published="2009-12"))
    assert [year for year, _ in years.periods()] == [str(year) for year in range(2003, 2010)]


def test_dates_that_are_none_are_counted_apart_and_a_wrong_one_makes_no_long_axis() -> None:
    dates = [None, "", "2023", "2023-13-01", "20230401", "0001-01-01", "9999-12-31", "2023-04-07"]
    counted = overview(*(record(published=date) for date in dates))
    assert counted.undated == 5
    assert counted.periods() == [("0001", 1), ("2023", 1), ("9999", 1)]


def test_articles_facts_repairs_and_confidences_are_counted() -> None:
    mended = {**record(fact("1")), "repairs": [{"rule": "gloss.converter"}, {"rule": "read.html"}]}
    counted = overview(mended, record(fact("1", confidence="guessed"), fact("2")))
    assert (counted.articles, counted.facts, counted.repairs) == (2, 3, 1)
    assert counted.confidences == {"stated": 2, "guessed": 1}
