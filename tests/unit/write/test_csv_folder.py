"""CSV files are plain data; for a spreadsheet program, no text in them is a formula."""

from __future__ import annotations

import csv
import json
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from govnews_extract import ArticleMeta, Extractor, Record
from govnews_extract.errors import WriteError
from govnews_extract.write.csv_folder import FORMULA_STARTS, CsvWriter
from govnews_extract.write.records import RecordWriter
from govnews_extract.write.rows import COLUMNS, DECIMALS, LISTS, PARTS, article_rows
from govnews_extract.write.sinks import open_sink

TEXT = (
    '江山市"完成",\r\n投资36.4亿元，同比下降-3.5%。\n=HYPERLINK("http://x.cn")签约31项。\x00\ud800'
)
TITLES = ["=1+1", "+86", "-2", "@SUM(1)", "\t=1", "\r=1", "＝1", "'=1", "1=1", "江山市", ""]


def records(extractor: Extractor) -> list[Record]:
    return [
        extractor.extract(TEXT + str(number), path=f"-{number}.txt", meta=ArticleMeta(title=title))
        for number, title in enumerate(TITLES)
    ]


def read(folder: Path, name: str, encoding: str = "utf-8") -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def plain(column: str, cell: object) -> str:
    if column in LISTS and isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False)
    return "" if cell is None else str(cell)


def test_every_cell_comes_back_as_it_was(extractor: Extractor, tmp_path: Path) -> None:
    written = records(extractor)
    with CsvWriter(tmp_path / "new" / "folder") as writer:
        for record in written:
            writer.write(record)
    rows = [article_rows(record) for record in written]
    wanted = {name: [cells for row in rows for cells in row.parts[name]] for name in PARTS}
    for name, tables in {"articles": [row.article for row in rows], **wanted}.items():
        found = [tuple(row.values()) for row in read(tmp_path / "new" / "folder", name)]
        assert found == [tuple(map(plain, COLUMNS[name], cells)) for cells in tables], name
    assert {name for name in PARTS if wanted[name]} >= {"mentions", "quantities", "facts"}


def test_wide_rows_are_those_of_the_view(extractor: Extractor, tmp_path: Path) -> None:
    path = tmp_path / "out.sqlite"
    with CsvWriter(tmp_path) as folder, RecordWriter(open_sink(str(path))) as base:
        for record in records(extractor):
            folder.write(record)
            base.write(record)
    with closing(sqlite3.connect(path)) as lite:
        lite.row_factory = sqlite3.Row
        query = 'SELECT * FROM records ORDER BY article, "index"'
        rows = [dict(row) for row in lite.execute(query)]
    wanted = [{name: plain(name, cell) for name, cell in row.items()} for row in rows]
    found = sorted(read(tmp_path, "records"), key=lambda row: (row["article"], int(row["index"])))
    assert {row.pop("place_name") for row in found if row["place"] == "330881"} == {"江山市"}
    assert [{k: v for k, v in row.items() if k != "place_name"} for row in found] == wanted
    assert len(found) > 20


def test_a_spreadsheet_program_finds_no_formula(extractor: Extractor, tmp_path: Path) -> None:
    with CsvWriter(tmp_path, spreadsheet=True) as writer:
        for record in records(extractor):
            writer.write(record)
        writer.fail("=x.txt", "read", "-")
    numbers = {"index", "start", "end", "raw_start", "raw_end"} | DECIMALS
    for path in tmp_path.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        for row in read(tmp_path, path.stem, "utf-8-sig"):
            cells = {cell for column, cell in row.items() if column not in numbers}
            assert not [cell for cell in cells if cell[:1] in FORMULA_STARTS], path.name
    titles = [row["title"] for row in read(tmp_path, "articles", "utf-8-sig")]
    assert titles == [f"'{title}" if title[:1] in FORMULA_STARTS else title for title in TITLES]
    assert "-0.035" in {row["value"] for row in read(tmp_path, "quantities", "utf-8-sig")}


def test_an_article_found_twice_is_one_with_two_sources(
    extractor: Extractor, tmp_path: Path
) -> None:
    with CsvWriter(tmp_path) as writer:
        for path in ("a.txt", "b.txt"):
            writer.write(extractor.extract("签约31项。", path=path))
        writer.fail("c.txt", "read", "is empty")
    assert len(read(tmp_path, "articles")) == len(read(tmp_path, "facts")) == 1
    assert [row["path"] for row in read(tmp_path, "sources")] == ["a.txt", "b.txt"]
    letter = {"path": "c.txt", "stage": "read", "reason": "is empty"}
    assert read(tmp_path, "dead_letters") == [letter]


def test_a_folder_that_cannot_be_written_is_told_of(extractor: Extractor, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match="file: is a file; name a folder"):
        CsvWriter(tmp_path / "file")
    writer = CsvWriter(tmp_path)
    writer.write(extractor.extract("签约31项。"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        with pytest.raises(WriteError, match="File too large"):
            writer.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
