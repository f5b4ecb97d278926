"""Cells of a date column, of whatever type, to the date that they tell."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from govnews_extract.read import ReadFailure, iter_articles
from govnews_extract.read.fields import read_date

TIMES = [
    (datetime(2011, 5, 12, 9, 30, 1, 5), "2011-05-12T09:30:01"),  # noqa: DTZ001 - of no zone
    (datetime(2020, 1, 1, 20, tzinfo=UTC), "2020-01-02T04:00:00"),
    (date(2011, 5, 12), "2011-05-12"),
    (1305163800, "2011-05-12T09:30:00"),
    (1305163800.5, "2011-05-12T09:30:00"),
    (1305163800123, "2011-05-12T09:30:00"),
    (" 1305163800 ", "2011-05-12T09:30:00"),
    ("1305163800000", "2011-05-12T09:30:00"),
    (20110512, "2011-05-12"),
    (20110512.0, "2011-05-12"),
]
NO_TIMES = [
    float("nan"),
    float("inf"),
    float("-inf"),
    10**400,
    -1,
    2011,
    "9" * 13,
    "²" * 10,
    "last week",
    time(9, 30),
    datetime.max.replace(tzinfo=UTC),
    b"2011-05-12",
]


@pytest.mark.parametrize(("cell", "expect"), TIMES)
def test_a_date_of_any_type_is_read_in_chinas_time(cell: object, expect: str) -> None:
    assert read_date(cell) == expect


@pytest.mark.parametrize("cell", NO_TIMES, ids=lambda cell: repr(cell)[:20])
def test_what_is_no_date_is_none(cell: object) -> None:
    assert read_date(cell) is None


def test_a_row_whose_date_is_no_number_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    dates = ("NaN", "Infinity", '"9999999999999"', "null", "[]")
    lines = [f'{{"text": "签约31项。", "date": {cell}}}' for cell in dates]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(iter_articles([path]))
    assert len(found) == len(dates)
    for article in found:
        assert not isinstance(article, ReadFailure)
        assert article.meta.published is None
