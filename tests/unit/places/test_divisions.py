from __future__ import annotations

import subprocess
import sys

import pytest
from loading import ROOT

from govnews_extract.datatypes import Place
from govnews_extract.lexicon.divisions import (
    Division,
    load_divisions,
    nearest_in_time,
    parent_code,
)
from govnews_extract.lexicon.divisions_gazetteer import load_gazetteer
from govnews_extract.lexicon.divisions_towns import load_towns
from govnews_extract.lexicon.loader import load_table

DIVISIONS = load_divisions()

MAX_MEGABYTES = 60


def named(name: str, year: int | None = None) -> tuple[Division, ...]:
    return nearest_in_time([row for row in DIVISIONS.all if row.name == name], year)


def test_code_names_the_division_of_its_year() -> None:
    names = {year: DIVISIONS.by_code("420600", year) for year in (2005, 2015)}
    assert [row.name for row in names.values() if row] == ["襄樊市", "襄阳市"]
    assert DIVISIONS.by_code("999999") is None


def test_name_gives_those_in_force() -> None:
    assert [row.code for row in named("郫县", 2010)] == ["510124"]
    assert [row.code for row in named("郫都区", 2020)] == ["510117"]
    assert {row.code for row in named("鼓楼区", 2020)} == {
        "320106", "320302", "350102", "410204",
    }  # fmt: skip


def test_unknown_year_means_today_or_else_the_last_to_end() -> None:
    assert [row.code for row in named("吴县")] == ["320524"]
    assert [row.code for row in named("张掖市")] == ["620700"]


def test_ended_division_names_its_successors() -> None:
    (row,) = named("崇文区")
    assert (row.valid_to, row.successors) == (2010, ("110101",))


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("620722", ["620700", "620000"]),
        ("310105", ["310000"]),
        ("429004", ["420000"]),
        ("620000", []),
    ],
)
def test_ancestors_lead_to_the_province(code: str, chain: list[str]) -> None:
    assert [row.code for row in DIVISIONS.ancestors(code, 2020)] == chain


@pytest.mark.parametrize(
    ("word", "code", "expect"),
    [
        ("全县", "620722", "民乐县"),
        ("该市", "620722", "张掖市"),
        ("市", "620702", "张掖市"),
        ("我省", "620702", "甘肃省"),
        ("全区", "620702", "甘州区"),
        ("全区", "640100", "宁夏回族自治区"),
        ("全州", "632822", "海西蒙古族藏族自治州"),
        ("全市", "370783", "寿光市"),
        ("全县", "620700", None),
        ("两市", "620700", None),
        ("全村", "620722", None),
    ],
)
def test_generic_words_climb_to_the_rank_they_name(
    word: str, code: str, expect: str | None
) -> None:
    found = DIVISIONS.resolve_generic(word, DIVISIONS.place(code, 2020), 2020)
    assert (found.name if found else None) == expect


def test_generic_word_needs_a_place() -> None:
    assert DIVISIONS.resolve_generic("全县", None) is None
    assert DIVISIONS.resolve_generic("全县", Place(code="999999", name="乌有县")) is None


def test_every_row_hangs_on_a_known_parent() -> None:
    codes = {row.code for row in DIVISIONS.all}
    assert [row for row in DIVISIONS.all if row.parent and row.parent not in codes] == []
    assert [row for row in DIVISIONS.all if row.valid_to and row.valid_to < row.valid_from] == []


def test_successors_since_1996_are_known_codes() -> None:
    codes = {row.code for row in DIVISIONS.all}
    ended = [row for row in DIVISIONS.all if (row.valid_to or 0) >= 1996 and row.code != "220604"]
    assert [row for row in ended if set(row.successors) - codes] == []


@pytest.mark.parametrize(
    ("table", "column"), [("zones", 1), ("place_aliases", 2), ("place_abbreviations", 1)]
)
def test_tables_point_to_known_codes(table: str, column: int) -> None:
    codes = {row.code for row in DIVISIONS.all}
    assert {row[column] for row in load_table(table).rows} <= codes


def test_risky_names_are_names() -> None:
    names = {name for row in DIVISIONS.all for name in (row.name, *row.short)}
    assert {row[0] for row in load_table("place_risks").rows} <= names


def test_every_name_can_be_found_in_either_script() -> None:
    gazetteer = load_gazetteer()
    surfaces = {name.surface for name in gazetteer.names}
    assert {row.name for row in DIVISIONS.all} <= surfaces
    assert {"干县", "干安县", "濬县", "澂江县"} <= surfaces


def test_towns_follow_their_county_to_its_new_code() -> None:
    towns = load_towns()
    assert towns.lies_in("瓦塘镇", "141123")
    assert not towns.lies_in("瓦塘镇", "620722")
    assert len(towns.counties("城关镇")) > 50
    assert parent_code("141123") == "141100"


def test_loading_is_small() -> None:
    script = """
import resource
from govnews_extract.lexicon import divisions_gazetteer, divisions_towns
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
divisions_gazetteer.load_gazetteer()
divisions_towns.load_towns()
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(ROOT / "src"), "GOVNEWS_CACHE": ""},
        capture_output=True,
        check=True,
        text=True,
    )
    assert float(done.stdout) < MAX_MEGABYTES
