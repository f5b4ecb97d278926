from __future__ import annotations

from pathlib import Path

import pytest

from govnews_extract.errors import LexiconError
from govnews_extract.lexicon.loader import (
    OWN_LEXICONS,
    check_table,
    lexicon_folder,
    lexicon_path,
    read_table,
)
from govnews_extract.lexicon.schema import HEADER_KEYS, Column, TableSchema
from govnews_extract.lexicon.script import simplify
from govnews_extract.lexicon.tables import TABLES

SCHEMA = TableSchema(
    columns=(Column("id"), Column("factor", "fraction"), Column("base", optional=True)),
    unique=("id",),
    references=("base",),
)
HEADER = "".join(f"# {key}: x\n" for key in HEADER_KEYS) + "id\tfactor\tbase\n"


@pytest.mark.parametrize("path", sorted(lexicon_folder().glob("*.tsv")), ids=lambda path: path.stem)
def test_every_shipped_table_has_a_schema_and_no_fault(path: Path) -> None:
    assert check_table(path, TABLES[path.stem]) == []


def test_every_schema_has_its_table() -> None:
    assert set(TABLES) == {path.stem for path in lexicon_folder().glob("*.tsv")}


@pytest.mark.parametrize(
    ("rows", "line", "column", "says"),
    [
        ("t\t1/0\t\n", 7, "factor", "'1/0' is not fraction"),
        ("t\t0\t\n", 7, "factor", "'0' is not fraction"),
        ("t\t-1/2\t\n", 7, "factor", "'-1/2' is not fraction"),
        ("t\t1\n", 7, None, "2 cells, expected 3"),
        ("t\t1\t\n\t2\t\n", 8, "id", "'' is not text"),
        ("t\t1\t\nt\t2\t\n", 8, None, "stands twice"),
    ],
    ids=["bad_cell", "nothing", "negative", "missing_cell", "empty_cell", "twice"],
)
def test_a_broken_row_is_named_by_line_and_column(
    tmp_path: Path, rows: str, line: int | None, column: str | None, says: str
) -> None:
    path = tmp_path / "units.tsv"
    path.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_table(path, SCHEMA)
    assert (caught.value.path, caught.value.line, caught.value.column) == (str(path), line, column)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("id\tfactor\tbase\na\t1\t\n", "no '# holds:' line"),
        (HEADER + "b\t1\t\na\t1\t\n", "sort the rows"),
        (HEADER + "a\t1\tzz\n", "'zz' is no id"),
    ],
    ids=["header", "order", "dangling"],
)
def test_faults_of_a_whole_table_are_listed(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "units.tsv"
    path.write_text(content, encoding="utf-8")
    assert any(says in str(fault) for fault in check_table(path, SCHEMA))


def test_the_faults_of_all_rows_are_listed_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "units.tsv"
    path.write_text(HEADER + "a\t0/0\t\n\na\t1\nc\t1\t\nb\t1\tc;d\nb\t2\t\n", encoding="utf-8")
    found = [(fault.line, fault.column) for fault in check_table(path, SCHEMA)]
    assert found == [(7, "factor"), (9, None), (12, None), (11, None), (11, "base")]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"\xff\xfe", "not UTF-8"), (b"# holds: x\n", "no line of column names")],
    ids=["encoding", "empty"],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "units.tsv"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=says):
        read_table(path, SCHEMA)


def test_a_missing_table_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"absent\.tsv.*No such file"):
        read_table(tmp_path / "absent.tsv", SCHEMA)


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("臨澤縣", "临泽县"),
        ("１２０億元，其中", "120亿元,其中"),
        ("發展", "发展"),
        ("乾县", "干县"),
        ("5.2%", "5.2%"),
        ("10―15∼20‐30﹪", "10—15~20-30%"),
        ("隨著計畫推進，請回覆瞭解", "随着计划推进,请回复了解"),
        ("日本著名的設計畫面，來回覆蓋", "日本著名的设计画面,来回覆盖"),
        ("著名畫家著作", "著名画家著作"),
    ],
)
def test_simplify_keeps_the_length(text: str, simple: str) -> None:
    assert simplify(text) == simple
    assert len(simplify(text)) == len(text)


def test_a_table_may_begin_with_the_mark_of_an_editor(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(HEADER + "t\t1/2\t\n", encoding="utf-8-sig")
    table = read_table(path, SCHEMA)
    assert (table.header["holds"], table.rows) == ("x", (("t", "1/2", ""),))


def test_a_folder_of_tables_that_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OWN_LEXICONS, str(tmp_path / "nowhere"))
    with pytest.raises(LexiconError, match="nowhere: GOVNEWS_LEXICONS names no folder of tables"):
        lexicon_path("units.tsv")
    monkeypatch.setenv(OWN_LEXICONS, str(tmp_path))
    assert lexicon_path("units.tsv") == lexicon_folder() / "units.tsv"
