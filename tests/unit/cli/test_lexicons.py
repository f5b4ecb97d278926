"""`govnews lexicons list` and `add`: a user's names without code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loading import cases

from govnews_extract.cli import lexicon_add, lexicon_list
from govnews_extract.errors import GovnewsError, WriteError
from govnews_extract.lexicon.tables import TABLES

Govnews = Callable[..., Any]
HEAD = """\
# holds: our names
# columns: as said
# source: ours
# licence: MIT
# date: 2026-01-05
# a remark of ours
id\tlabel\tsurface\tcanonical\tcode
"""
ROW = "company.晨曜新材料\tCOMPANY\t晨曜新材料\t晨曜新材料股份有限公司\t330881"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "names.tsv"
    path.write_text(HEAD + ROW + "\n", encoding="utf-8")
    return path


def add(path: Path, arguments: list[str]) -> None:
    """As the command does, in this process."""
    words = iter(arguments)
    given: dict[str, Any] = {"surface": next(words), "canonical": None, "code": None}
    replace = False
    for word in words:
        if word == "--replace":
            replace = True
        else:
            given[word.removeprefix("--")] = next(words)
    lexicon_add.add_name(given.pop("surface"), path=path, replace=replace, **given)


@pytest.mark.parametrize("case", cases("cli/lexicons_add", "added"))
def test_a_name_is_added(case: dict[str, Any], table: Path) -> None:
    add(table, case["arguments"])
    text = table.read_text(encoding="utf-8")
    rows = text.removeprefix(HEAD).splitlines()
    kept = [] if "--replace" in case["arguments"] and "晨曜新材料" in case["row"] else [ROW]
    assert text.startswith(HEAD)
    assert rows == sorted([*kept, case["row"]])


@pytest.mark.parametrize("case", cases("cli/lexicons_add", "refused"))
def test_a_name_is_refused_and_the_table_stays(case: dict[str, Any], table: Path) -> None:
    before = table.read_bytes()
    with pytest.raises(GovnewsError) as refused:
        add(table, case["arguments"])
    assert case["says"] in str(refused.value)
    assert table.read_bytes() == before
    assert list(table.parent.iterdir()) == [table]


def test_a_new_table_is_made_found_sound_and_used(govnews: Govnews, tmp_path: Path) -> None:
    name = (
        "甲乙丙",
        "--label",
        "COMPANY",
        "--canonical",
        "甲乙丙股份有限公司",
        "--names",
        "my.tsv",
    )
    done = govnews("lexicons", "add", *name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "my.tsv: 甲乙丙 added, 1 name in it\n"
    assert govnews("lexicons", "check", "my.tsv").returncode == 0
    text = "甲乙丙计划投资5亿元，建成大棚12座。".encode()
    (line,) = govnews("extract", "-", "--names", "my.tsv", "--fast", stdin=text).stdout.splitlines()
    mentions = [(row["text"], row["norm"]) for row in json.loads(line)["mentions"]]
    assert ("甲乙丙", "甲乙丙股份有限公司") in mentions
    again = govnews("lexicons", "add", *name)
    assert again.returncode == 1
    assert again.stderr.decode().startswith("govnews: my.tsv: 甲乙丙 stands in it already")
    assert govnews("lexicons", "check", "my.tsv").returncode == 0


def test_a_table_that_is_not_sorted_gets_the_row_at_its_end(table: Path) -> None:
    table.write_text(HEAD + f"z\tORG\t星野\t\t\n{ROW}\n", encoding="utf-8")
    add(table, ["数转办", "--label", "AGENCY"])
    assert table.read_text(encoding="utf-8").endswith(f"{ROW}\nagency.数转办\tAGENCY\t数转办\t\t\n")


def test_a_broken_table_is_told_of_and_left(table: Path) -> None:
    table.write_text(HEAD + "only one cell\n", encoding="utf-8")
    with pytest.raises(GovnewsError, match=r"names\.tsv:8: 1 cells, expected 5"):
        add(table, ["数转办", "--label", "AGENCY"])


def test_a_place_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot be written"):
        add(tmp_path / "no" / "names.tsv", ["数转办", "--label", "AGENCY"])


def test_check_names_what_is_wrong_in_a_table_of_names(govnews: Govnews, table: Path) -> None:
    table.write_text(HEAD + "1\tFIRM\t晨曜\t\t\n", encoding="utf-8")
    done = govnews("lexicons", "check", table)
    assert done.returncode == 1
    assert f"{table}:8 [label]: 'FIRM' is not one of" in done.stderr.decode()


def test_every_table_is_listed_with_its_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert lexicon_list.list_tables([], find=None, limit=40) == 0
    shown = capsys.readouterr().out
    assert all(f" {name} " in shown for name in TABLES)
    assert "Apache-2.0" in shown


@pytest.mark.parametrize("name", ["临泽", "臨澤"])
def test_a_name_is_found_in_either_script(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lexicon_list.list_tables([], find=name, limit=40) == 0
    shown = capsys.readouterr().out
    assert "divisions" in shown
    assert "620723" in shown


def test_whole_matches_come_first_and_the_rest_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert lexicon_list.list_tables(["divisions.tsv"], find="高台县", limit=1) == 0
    shown = capsys.readouterr().out
    assert "canonical: 620724" in shown.split("高台县")[1]
    assert "the first 1 shown" in shown


def test_a_name_that_no_table_holds_is_a_failure_and_no_table_a_misuse(govnews: Govnews) -> None:
    done = govnews("lexicons", "list", "surnames", "--find", "临泽")
    assert done.returncode == 1
    assert done.stdout.decode() == "临泽: 0 rows of 1 table\n"
    unknown = govnews("lexicons", "list", "surnam")
    assert unknown.returncode == 2
    assert unknown.stderr.decode().startswith("govnews: there is no table 'surnam'; use one of ")


def test_a_table_of_the_users_own_is_marked(govnews: Govnews, tmp_path: Path) -> None:
    text = "# holds: h\n# columns: c\n# source: s\n# licence: l\n# date: d\nid\tsurface\n甲\t甲\n"
    (tmp_path / "surnames.tsv").write_text(text, encoding="utf-8")
    shown = govnews("lexicons", "list", "surnames", "zones", "--lexicons", tmp_path).stdout.decode()
    assert "surnames (own)" in shown
    assert "zones (own)" not in shown
