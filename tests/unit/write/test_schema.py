"""The schema of a database: made, upgraded, described, and refused where it is newer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from postgres import Server
from sqlalchemy import Engine, create_engine, text

from govnews_extract import ArticleMeta, Extractor
from govnews_extract.errors import WriteError
from govnews_extract.write import schema
from govnews_extract.write.database import open_postgresql_sink, open_sqlite_sink
from govnews_extract.write.engines import open_postgresql, open_sqlite
from govnews_extract.write.records import RecordWriter, iter_records
from govnews_extract.write.sinks import open_sink
from govnews_extract.write.tables import METADATA
from govnews_extract.write.views import VIEWS

MIGRATIONS = Path(schema.__file__).parent / "migrations"
FIRST_TABLES = """
CREATE TABLE articles (id VARCHAR(64) NOT NULL PRIMARY KEY, path TEXT, url TEXT, title TEXT,
  source TEXT, published TEXT, site TEXT, breadcrumbs JSON NOT NULL, byline JSON NOT NULL,
  place_code VARCHAR(6), place_name TEXT, encoding TEXT, text TEXT NOT NULL, version TEXT,
  lexicons TEXT);
CREATE INDEX ix_articles_place_code ON articles (place_code);
CREATE TABLE failures (path TEXT NOT NULL PRIMARY KEY, stage TEXT, reason TEXT);
CREATE TABLE repairs (article VARCHAR(64) NOT NULL, "index" INTEGER NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, raw_start INTEGER NOT NULL, raw_end INTEGER NOT NULL, kind TEXT,
  before TEXT, after TEXT, rule TEXT, evidence TEXT, PRIMARY KEY (article, "index"),
  FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE);
CREATE TABLE issues (article VARCHAR(64) NOT NULL, "index" INTEGER NOT NULL, start INTEGER,
  "end" INTEGER, kind TEXT, message TEXT, rule TEXT, PRIMARY KEY (article, "index"),
  FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE);
CREATE TABLE mentions (article VARCHAR(64) NOT NULL, "index" INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, raw_start INTEGER NOT NULL,
  raw_end INTEGER NOT NULL, label TEXT, text TEXT, norm TEXT, code TEXT, value TEXT, rule TEXT,
  candidates JSON NOT NULL, PRIMARY KEY (article, "index"),
  FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE);
CREATE TABLE quantities (article VARCHAR(64) NOT NULL, "index" INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, raw_start INTEGER NOT NULL,
  raw_end INTEGER NOT NULL, value TEXT NOT NULL, high TEXT, text TEXT, unit TEXT, dimension TEXT,
  modifier TEXT, surface_value TEXT, surface_unit TEXT, rule TEXT, PRIMARY KEY (article, "index"),
  FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE);
CREATE TABLE projects (article VARCHAR(64) NOT NULL, "index" INTEGER NOT NULL, name TEXT,
  owner TEXT, place TEXT, unit TEXT, status TEXT, capacity TEXT, investment TEXT,
  aliases JSON NOT NULL, mentions JSON NOT NULL, PRIMARY KEY (article, "index"),
  FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE);
CREATE TABLE facts (article VARCHAR(64) NOT NULL, "index" INTEGER NOT NULL,
  quantity INTEGER NOT NULL, project INTEGER, duplicate_of INTEGER, subject TEXT,
  subject_text TEXT, subject_label TEXT, metric TEXT, action TEXT, status TEXT, comparison TEXT,
  place TEXT, period TEXT, confidence TEXT, evidence TEXT, rule TEXT,
  sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, PRIMARY KEY (article, "index"),
  FOREIGN KEY(article, quantity) REFERENCES quantities (article, "index") ON DELETE CASCADE,
  FOREIGN KEY(article, project) REFERENCES projects (article, "index") ON DELETE CASCADE,
  FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE);
INSERT INTO articles VALUES ('a1', 'old/a.txt', NULL, '旧文', NULL, '2019-02-21', NULL, '[]', '[]',
  '330881', '江山市', 'utf-8', '江山市投资36.4亿元，投资36.4亿元。', '0.0.9', 'x');
INSERT INTO quantities VALUES ('a1', 0, 5, 11, 5, 11, '3640000000.000000000000000001', NULL,
  '36.4亿元', 'CNY', 'money', NULL, '36.4', '亿元', 'r'),
  ('a1', 1, 14, 20, 14, 20, '3640000000', NULL, '36.4亿元', 'CNY', 'money', NULL, '36.4', '亿元', 'r');
INSERT INTO facts VALUES ('a1', 0, 0, NULL, NULL, '江山市', NULL, NULL, '投资', NULL, NULL, NULL,
  '330881', NULL, 'stated', '', 'r', 0, 21), ('a1', 1, 1, NULL, 0, '江山市', NULL, NULL, '投资', NULL,
  NULL, NULL, '330881', NULL, 'inherited', '', 'r', 0, 21);
INSERT INTO failures VALUES ('old/b.txt', 'read', 'is empty');
"""
"""A database as the first version made it, without any word of its schema."""


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "out.sqlite")
    return str(request.getfixturevalue("postgres").new_database())


def engine_of(address: str) -> Engine:
    return open_postgresql(address) if "://" in address else open_sqlite(Path(address))


def ask(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_the_revisions_lead_to_the_tables_that_are_declared(address: str) -> None:
    engine = engine_of(address)
    options = {"version_table": schema.VERSION_TABLE, "compare_type": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_newest_revision_is_the_one_that_is_asked_for() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_current_head() == schema.REVISIONS[-1]
    assert len(list(scripts.walk_revisions())) == len(schema.REVISIONS)


def test_the_first_databases_are_upgraded_with_all_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_TABLES)
    engine = open_sqlite(path)
    (record,) = iter_records(engine)
    assert record["quantities"][0]["value"] == "3640000000.000000000000000001"
    assert [fact["duplicate_of"] for fact in record["facts"]] == [None, 0]
    assert [fact["metric_text"] for fact in record["facts"]] == [None, None]
    assert ask(engine, "SELECT * FROM sources") == [("a1", "old/a.txt", None)]
    letters = ask(engine, "SELECT path, stage, reason, tries FROM dead_letters")
    assert letters == [("old/b.txt", "read", "is empty", 1)]
    assert ask(engine, "PRAGMA foreign_key_check") == []
    assert ask(engine, 'SELECT subject, value FROM records ORDER BY "index"')[1][1] == "3640000000"
    engine.dispose()
    open_sqlite(path).dispose()


def test_a_newer_database_is_refused(address: str) -> None:
    engine = engine_of(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE govnews_schema SET version_num = '0999'"))
    engine.dispose()
    with pytest.raises(WriteError, match=r"newer govnews_extract \(schema 0999.*; update"):
        open_sink(address)


def test_a_database_of_someone_else_is_left_alone(tmp_path: Path, postgres: Server) -> None:
    for address in (f"sqlite:///{tmp_path}/other.sqlite", postgres.new_database()):
        url = address.replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE articles (headline TEXT)"))
        with pytest.raises(WriteError, match="holds a table 'articles' that govnews_extract did"):
            open_sink(address)
        assert ask(engine, "SELECT * FROM articles") == []
        engine.dispose()


def test_an_upgrade_that_breaks_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_TABLES)
        before = list(connection.iterdump())
    monkeypatch.setattr(
        schema, "create_view_statements", lambda _: ["CREATE VIEW broken AS nonsense"]
    )
    with pytest.raises(WriteError):
        open_sqlite(path)
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before


def test_postgresql_has_exact_numbers_and_a_comment_on_every_column(postgres: Server) -> None:
    engine = open_postgresql(postgres.new_database())
    assert ask(engine, "SELECT 3640000000.000000000000000001::numeric") == [
        (Decimal("3640000000.000000000000000001"),)
    ]
    columns = "information_schema.columns WHERE table_schema = 'public' AND table_name"
    names = ", ".join(f"'{name}'" for name in METADATA.tables)
    without = ask(
        engine,
        f"SELECT table_name, column_name FROM {columns} IN ({names}) AND "  # noqa: S608
        "col_description(table_name::regclass, ordinal_position) IS NULL",
    )
    assert without == []
    types = f"SELECT DISTINCT data_type FROM {columns} = 'quantities' AND column_name = 'value'"  # noqa: S608
    assert ask(engine, types) == [("numeric",)]
    engine.dispose()


def test_the_views_answer_alike_in_both_databases(
    tmp_path: Path, postgres: Server, extractor: Extractor
) -> None:
    texts = {
        "2023-03-02": "张掖市甘州区签约项目31项，签约金额234.48亿元。",
        "2023-03-20": "甘州区招商局签约2亿元。甘州区明珠光伏发电项目总投资5亿元。",
        "2023-05-01": "甘州区明珠光伏发电项目总投资6亿元。",
    }
    records = [
        extractor.extract(
            found, path=f"{day}.txt", meta=ArticleMeta(published=day, place_code="620702")
        )
        for day, found in texts.items()
    ]
    path, url = tmp_path / "out.sqlite", postgres.new_database()
    for sink in (open_sqlite_sink(str(path)), open_postgresql_sink(url)):
        with RecordWriter(sink) as writer:
            for record in records:
                writer.write(record)
    answers = []
    for engine in (open_sqlite(path), open_postgresql(url)):
        found = {view: ask(engine, f"SELECT * FROM {view}") for view in VIEWS}  # noqa: S608
        answers.append({view: sorted(map(_plain, rows)) for view, rows in found.items()})
        engine.dispose()
    assert answers[0] == answers[1]
    months = {row[0]: row[-1] for row in answers[0]["signed_by_month"]}
    assert months == {"2023-03": "23648000000"}
    project = [row for row in answers[0]["investment_by_project"] if "明珠" in row[0]]
    assert [(row[4], row[7], row[9]) for row in project] == [("600000000", "2023-05-01", "2")]


def _plain(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Cells as text, numbers without a point that says nothing."""
    return tuple(
        f"{cell:f}".rstrip("0").rstrip(".")
        if isinstance(cell, float | Decimal) and cell % 1 == 0 and "." in f"{cell:f}"
        else str(cell)
        for cell in row
    )
