from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govnews_extract import Extractor, Record
from govnews_extract.errors import WriteError
from govnews_extract.write.database import open_sqlite_sink
from govnews_extract.write.engines import open_sqlite
from govnews_extract.write.records import RecordWriter, iter_records
from govnews_extract.write.rows import PARTS

TEXT = (
    "江山市去年工业技改投资增长18.7%\n来源：衢州日报 2019年02月21日\n"
    "2月20日，记者从江山市经信局获悉，2018年该市完成工业技改投資36.4億元，同比增长18.7%。"
    "欧丰木业公司投资2.6亿至3亿元建成两条生产线。\n"
)
HOSTILE = "江山市\x00完成'); DROP TABLE articles;--投资36.4亿元\x1b[31m\ud800。\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.sqlite"


def write(path: Path, *records: Record) -> None:
    with RecordWriter(open_sqlite_sink(str(path))) as writer:
        for record in records:
            writer.write(record)


def read(path: Path) -> list[dict[str, Any]]:
    engine = open_sqlite(path)
    try:
        return list(iter_records(engine))
    finally:
        engine.dispose()


def ask(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_what_is_written_is_read_again(path: Path, extractor: Extractor) -> None:
    record = extractor.extract(TEXT, path="a.txt")
    assert record.facts
    write(path, record)
    assert read(path) == [record.to_dict()]


def test_writing_again_replaces_the_rows(path: Path, extractor: Extractor) -> None:
    record = extractor.extract(TEXT, path="a.txt")
    write(path, record)
    write(path, record, record)
    assert read(path) == [record.to_dict()]


def test_decimals_are_stored_to_the_last_digit(path: Path, extractor: Extractor) -> None:
    exact = "12345678901234.567890123"
    write(path, extractor.extract(f"完成投资{exact}亿元。"))
    stored = ask(path, "SELECT value, typeof(value) FROM quantities")
    assert stored == [(f"{Decimal(exact) * 10**8:f}".rstrip("0"), "text")]


def test_hostile_text_is_plain_data(path: Path, extractor: Extractor) -> None:
    record = extractor.extract(HOSTILE, path="'; DROP TABLE facts;--")
    write(path, record)
    (found,) = read(path)
    assert found["text"] == record.text.replace("\ud800", "\ufffd").replace("\0", "\ufffd")
    assert found["path"] == "'; DROP TABLE facts;--"
    assert [row["value"] for row in found["quantities"]] == ["3640000000"]


def test_foreign_keys_are_enforced_and_rows_go_with_their_article(
    path: Path, extractor: Extractor
) -> None:
    write(path, extractor.extract(TEXT))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE facts SET quantity = 999")
        connection.execute("DELETE FROM articles")
        connection.commit()
    for part in PARTS:
        assert ask(path, f"SELECT * FROM {part}") == []  # noqa: S608 - our own table names


def test_a_failure_is_filed_until_its_article_succeeds(path: Path, extractor: Extractor) -> None:
    with RecordWriter(open_sqlite_sink(str(path))) as writer:
        writer.fail("a.txt", "read", "is empty")
        writer.fail("b.txt", "link", "KeyError: 'x'")
        writer.fail("b.txt", "link", "KeyError: 'y'")
    everything = "SELECT path, stage, reason FROM dead_letters ORDER BY path"
    assert ask(path, everything) == [
        ("a.txt", "read", "is empty"),
        ("b.txt", "link", "KeyError: 'y'"),
    ]
    write(path, extractor.extract(TEXT, path="a.txt"))
    assert [row[0] for row in ask(path, everything)] == ["b.txt"]


def test_what_is_gathered_is_written_when_a_run_breaks_off(
    path: Path, extractor: Extractor
) -> None:
    record = extractor.extract(TEXT)

    def break_off() -> None:
        with RecordWriter(open_sqlite_sink(str(path))) as writer:
            writer.write(record)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert [row["id"] for row in read(path)] == [record.id]


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text(json.dumps({"not": "a database"}) * 100)
    with pytest.raises(WriteError, match="not a database") as caught:
        open_sqlite(path)
    assert caught.value.path == str(path)
