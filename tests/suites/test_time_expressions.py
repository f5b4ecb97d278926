"""Time expressions of two public suites against the finder, with a pinned floor each.

A case counts as right where exactly one date is found and its value, as a stretch of time, is the
suite's. What is left out, and why, stands in `time_left_out.toml`.
"""

# ruff: noqa: DTZ001 -- the dates of news have no time zone

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from loading import SHARED, needs_shared

from govnews_extract.datatypes import ArticleContext, ArticleMeta
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import DateFinder
from govnews_extract.segment import Segmenter

pytestmark = needs_shared

LEFT_OUT = tomllib.loads((Path(__file__).parent / "time_left_out.toml").read_text(encoding="utf-8"))
SEGMENTER = Segmenter()
FINDER = DateFinder()
SPOKEN = "2013-02-12"  # the day on which all cases of duckling are said
PUBLISHED = "2026-06-14"  # for cases that lean on no day
BEIJING = timezone(timedelta(hours=8))
FLOORS = {
    "duckling/Time": (131, 140),
    "duckling/Time.CN": (6, 6),
    "duckling/Time.HK": (6, 6),
    "duckling/Time.MO": (6, 6),
    "jionlp/time_parser": (119, 137),
}
Stretch = tuple[datetime, datetime]


def read_suite(name: str) -> list[dict[str, Any]]:
    content = (SHARED / "suites" / f"{name}.jsonl").read_bytes()
    if name in LEFT_OUT["digest"]:
        assert hashlib.sha256(content).hexdigest() == LEFT_OUT["digest"][name]
    return [json.loads(line) for line in content.decode("utf-8").splitlines()]


def left_out(name: str) -> set[int]:
    numbers: list[int] = []
    for group in LEFT_OUT["left_out"]:
        if group["suite"] == name:
            for part in group["lines"].replace("\n", "").split(","):
                first, _, last = part.strip().partition("-")
                numbers += range(int(first), int(last or first) + 1)
    assert len(set(numbers)) == len(numbers), f"a line of {name} is left out twice"
    return set(numbers)


def point(edtf: str) -> Stretch:
    """When a point of an EDTF value begins and ends."""
    if "X" in edtf:
        return datetime(int(edtf.replace("X", "0")), 1, 1), point(edtf.replace("X", "9"))[1]
    if "Q" in edtf:
        year, quarter = int(edtf[:4]), int(edtf[-1])
        return datetime(year, 3 * quarter - 2, 1), point(f"{year}-{3 * quarter:02}")[1]
    if "T" in edtf:
        start = datetime.fromisoformat(edtf)
        step = (timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))
        return start, start + step[edtf.count(":")]
    parts = [int(part) for part in edtf.split("-")]
    if len(parts) == 3:
        start = datetime(*parts)
        return start, start + timedelta(days=1)
    year, month = (parts[0], 12) if len(parts) == 1 else (parts[0], parts[1])
    start = datetime(year, parts[1] if len(parts) > 1 else 1, 1)
    return start, datetime(year + month // 12, month % 12 + 1, 1)


def stretches(edtf: str) -> list[Stretch]:
    """What a value may be taken to cover: a clock time that closes a range may be its instant."""
    first, _, last = edtf.partition("/")
    begin, end = point(first)
    if not last:
        return [(begin, end)]
    if last == "..":
        return []
    closing = point(last)
    instant = closing[0] + timedelta(seconds=1)  # jionlp counts the second that closes a range
    return [(begin, closing[1])] + ([(begin, instant)] if "T" in last else [])


def wanted_by_duckling(case: dict[str, Any]) -> Stretch:
    expected = case["expected"][0]
    if expected["kind"] == "interval":
        begin, end = (
            datetime.fromisoformat(moment.replace("-00-00T", "-01-01T").replace("-00T", "-01T"))
            for moment in expected["value"]
        )
        return begin, end
    start = datetime.fromisoformat(expected["value"])
    days = {"Day": 1, "Week": 7}.get(expected["grain"])
    if days:
        return start, start + timedelta(days=days)
    size = {"Year": 4, "Month": 7, "Hour": 13, "Minute": 16, "Second": 19}[expected["grain"]]
    return point(start.isoformat()[:size])


def wanted_by_jionlp(case: dict[str, Any]) -> Stretch:
    begin, end = case["expected"][0]["value"]
    return datetime.fromisoformat(begin), datetime.fromisoformat(end) + timedelta(seconds=1)


def base_of_jionlp(case: dict[str, Any]) -> str:
    base = case["time_base"]
    if base is None:
        return PUBLISHED
    if isinstance(base, int | float):
        return datetime.fromtimestamp(base, BEIJING).date().isoformat()
    if isinstance(base, dict):
        base = [base[part] for part in ("year", "month", "day") if part in base]
    return "-".join(f"{part:02}" for part in base[:3])


def is_right(text: str, published: str, wanted: Stretch) -> bool:
    context = ArticleContext(meta=ArticleMeta(published=published))
    found = FINDER.find(SEGMENTER.segment(text, simplify(text)), context)
    return len(found) == 1 and found[0].value is not None and wanted in stretches(found[0].value)


def outcomes(name: str) -> Iterator[tuple[str, bool]]:
    out = left_out(name)
    for number, case in enumerate(read_suite(name), 1):
        if number in out:
            continue
        if name.startswith("duckling"):
            right = is_right(case["text"], SPOKEN, wanted_by_duckling(case))
        else:
            right = is_right(case["text"], base_of_jionlp(case), wanted_by_jionlp(case))
        yield case["text"], right


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_values_of_a_suite(name: str) -> None:
    results = list(outcomes(name))
    right, counted = FLOORS[name]
    assert len(results) == counted
    missed = [text for text, ok in results if not ok]
    assert len(results) - len(missed) >= right, missed
    assert right / counted >= 0.85


def test_what_is_left_out_has_a_reason() -> None:
    assert all(len(group["reason"]) > 20 for group in LEFT_OUT["left_out"])


def test_points_of_values() -> None:
    assert point("2013-Q4") == (datetime(2013, 10, 1), datetime(2014, 1, 1))
    assert point("199X") == (datetime(1990, 1, 1), datetime(2000, 1, 1))
    assert point("2013-12") == (datetime(2013, 12, 1), datetime(2014, 1, 1))
    assert point("2013-02-28") == (datetime(2013, 2, 28), datetime(2013, 3, 1))
