"""Rows into SQLite or PostgreSQL through SQLAlchemy."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from govnews_extract.errors import ConfigError, WriteError
from govnews_extract.write.address import (
    OTHER_SUFFIXES,
    SUFFIX_SCHEMES,
    scheme_of,
    shown_address,
)
from govnews_extract.write.closing import Closing
from govnews_extract.write.engines import (
    BEGIN_OPTION,
    driver_errors,
    open_postgresql,
    open_sqlite,
    parsed_url,
    set_journal,
)
from govnews_extract.write.rows import COLUMNS, LISTS, ArticleRows
from govnews_extract.write.sinks import DeadLetter, Delivery, Failure, Run, Scope, Source
from govnews_extract.write.tables import ARTICLES, DEAD_LETTERS, PART_TABLES, RUNS, SOURCES

_SOURCE_COLUMNS = tuple(SOURCES.c.keys())
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def open_sqlite_sink(address: str) -> DatabaseSink:
    """A sink on an SQLite file, given by its path or as `sqlite:///path`.

    Raises:
        ConfigError: for a URL without a file, or the name of a file of another kind.
        WriteError: as `open_sqlite` does.
    """
    name: str | None = address
    if address.lower().startswith("sqlite:") and scheme_of(address) == "sqlite":
        name = parsed_url(address).database
    if not name or name == ":memory:":
        raise ConfigError("names no file; write it as sqlite:///out.sqlite", address)
    path = Path(name)
    if path.suffix.lower() in OTHER_SUFFIXES:
        known = ", ".join(f"NAME{suffix}" for suffix in SUFFIX_SCHEMES)
        raise ConfigError(f"is no name of a database; use one of {known}", address)
    return DatabaseSink(open_sqlite(path), name=str(path), folder=path.absolute().parent)


def open_postgresql_sink(address: str) -> DatabaseSink:
    """A sink on a PostgreSQL database.

    Several processes may write into one database at a time.

    Raises:
        ConfigError, WriteError: as `open_postgresql` does.
    """
    return DatabaseSink(open_postgresql(address), name=shown_address(address), folder=None)


class DatabaseSink(Closing):
    """A `Sink` on an engine: a delivery is a transaction.

    Rows of the tables below `articles` go past SQLAlchemy's own conversions, by COPY where the
    database has it. Articles are written in the order of their ids, so that two processes that
    bring the same ones wait for each other and never lock each other out.
    """

    def __init__(self, engine: Engine, *, name: str, folder: Path | None) -> None:
        self._engine = engine
        self._name = name
        self._folder = folder
        self._run: Run | None = None
        self._insert = _INSERT[engine.dialect.name]

    @property
    def name(self) -> str:
        """The database for a person."""
        return self._name

    @property
    def folder(self) -> Path | None:
        """The folder of an SQLite file."""
        return self._folder

    def begin(self, run: Run) -> None:
        """Note that `run` has begun.

        SQLite gets a journal of what is written in place of one of what was there: half as much
        is written, and others can read meanwhile. `close` takes it into the file again.
        """
        if self._engine.dialect.name == "sqlite":
            with driver_errors(self._engine, self._name):
                set_journal(self._engine, "WAL")
        with driver_errors(self._engine, self._name), self._engine.begin() as connection:
            connection.execute(insert(RUNS), [_run_row(run)])
        self._run = run

    def finish(self, run: Run) -> None:
        """Note how `run` ended."""
        with driver_errors(self._engine, self._name), self._engine.begin() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run.id), _run_row(run))

    def standing(self, ids: Collection[str], scope: Scope) -> set[str]:
        """Those of `ids` that this run, or this extractor, wrote."""
        if self._run is None or not ids:
            return set()
        # The run is looked at here: asked for it too, a database goes through all rows of the run.
        query = select(ARTICLES.c.id, ARTICLES.c.run).where(ARTICLES.c.id.in_(ids))
        with driver_errors(self._engine, self._name), self._engine.connect() as connection:
            mine = {self._run.id}
            if scope is Scope.EXTRACTOR:
                same = RUNS.c.fingerprint == self._run.fingerprint
                mine = set(connection.execute(select(RUNS.c.id).where(same)).scalars())
            return {found for found, run in connection.execute(query) if run in mine}

    def dead_letters(self, paths: Collection[str]) -> dict[str, DeadLetter]:
        """The dead letters of those of `paths` that have one."""
        if not paths:
            return {}
        query = _letters().where(DEAD_LETTERS.c.path.in_(paths))
        with driver_errors(self._engine, self._name), self._engine.connect() as connection:
            return {row["path"]: _letter(row) for row in connection.execute(query).mappings()}

    def iter_dead_letters(self) -> Iterator[DeadLetter]:
        """All dead letters, sorted by path."""
        query = _letters().order_by(DEAD_LETTERS.c.path)
        with driver_errors(self._engine, self._name), self._engine.connect() as connection:
            for row in connection.execute(query).mappings():
                yield _letter(row)

    def deliver(self, delivery: Delivery) -> None:
        """Write all of `delivery` in one transaction."""
        # SQLite locks for writing at the start: what it reads first stays true.
        engine = self._engine.execution_options(**{BEGIN_OPTION: "BEGIN IMMEDIATE"})
        with driver_errors(self._engine, self._name), engine.begin() as connection:
            if delivery.articles:
                self._replace(connection, delivery.articles)
            self._add_sources(connection, delivery.sources)
            self._settle(connection, delivery.settled)
            self._file(connection, delivery.failures)

    def _replace(self, connection: Connection, articles: Iterable[ArticleRows]) -> None:
        ordered = sorted(articles, key=lambda found: found.id)
        run = None if self._run is None else self._run.id
        names = COLUMNS["articles"]
        rows = [{**dict(zip(names, found.article, strict=True)), "run": run} for found in ordered]
        ids = [found.id for found in ordered]
        stale = self._stale(connection, ids)
        write = self._insert(ARTICLES)
        new = {name: write.excluded[name] for name in (*names, "run") if name not in {"id", "path"}}
        connection.execute(write.on_conflict_do_update(index_elements=["id"], set_=new), rows)
        for table in reversed(PART_TABLES.values()) if stale else ():
            connection.execute(delete(table).where(table.c.article.in_(stale)))
        for part in PART_TABLES:
            self._load(connection, part, [row for found in ordered for row in found.parts[part]])

    def _stale(self, connection: Connection, ids: list[str]) -> list[str]:
        """Those of `ids` under which rows may stand.

        A server may take an article from another process after this one has looked: there, all.
        """
        if connection.dialect.name != "sqlite":
            return ids
        query = select(ARTICLES.c.id).where(ARTICLES.c.id.in_(ids))
        return list(connection.execute(query).scalars())

    def _load(self, connection: Connection, part: str, rows: list[tuple[Any, ...]]) -> None:
        if not rows:
            return
        at = [number for number, name in enumerate(COLUMNS[part]) if name in LISTS]
        if at:
            rows = [_with_json(row, at) for row in rows]
        if self._engine.dialect.name == "postgresql":
            _copy(connection, PART_TABLES[part], COLUMNS[part], rows)
        else:
            connection.exec_driver_sql(_insert_statement(part), rows)

    def _add_sources(self, connection: Connection, sources: Sequence[Source]) -> None:
        if sources:
            ordered = sorted(sources, key=lambda found: (found.article, found.path))
            rows = [{name: getattr(found, name) for name in _SOURCE_COLUMNS} for found in ordered]
            connection.execute(self._insert(SOURCES).on_conflict_do_nothing(), rows)

    def _settle(self, connection: Connection, paths: Sequence[str]) -> None:
        if paths:
            connection.execute(delete(DEAD_LETTERS).where(DEAD_LETTERS.c.path.in_(paths)))

    def _file(self, connection: Connection, failures: Sequence[Failure]) -> None:
        if not failures:
            return
        run = None if self._run is None else self._run.id
        rows = [{**asdict(failure), "tries": 1, "run": run} for failure in failures]
        write = self._insert(DEAD_LETTERS)
        new = {name: write.excluded[name] for name in ("stage", "reason", "article", "run")}
        again = write.on_conflict_do_update(
            index_elements=["path"], set_={**new, "tries": DEAD_LETTERS.c.tries + 1}
        )
        connection.execute(again, sorted(rows, key=lambda row: str(row["path"])))

    def close(self) -> None:
        """Let go of the database; an SQLite file is one file again."""
        if self._run is not None and self._engine.dialect.name == "sqlite":
            # Where it fails, the journal stays beside the file, and whoever opens it takes it in.
            with suppress(WriteError), driver_errors(self._engine, self._name):
                set_journal(self._engine, "DELETE")
        self._run = None
        self._engine.dispose()


def _with_json(row: tuple[Any, ...], at: Sequence[int]) -> tuple[Any, ...]:
    cells = list(row)
    for number in at:
        cells[number] = json.dumps(cells[number], ensure_ascii=False) if cells[number] else "[]"
    return tuple(cells)


@cache
def _insert_statement(part: str) -> str:
    names = ", ".join(f'"{name}"' for name in COLUMNS[part])
    marks = ", ".join("?" * len(COLUMNS[part]))
    return f"INSERT INTO {part} ({names}) VALUES ({marks})"  # noqa: S608 - our own names


def _copy(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    from psycopg import sql  # noqa: PLC0415 - an extra

    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _run_row(run: Run) -> dict[str, Any]:
    return {**asdict(run), "settings": dict(run.settings), "inputs": list(run.inputs)}


def _letters() -> Any:
    joined = DEAD_LETTERS.outerjoin(RUNS, RUNS.c.id == DEAD_LETTERS.c.run)
    return select(DEAD_LETTERS, RUNS.c.fingerprint).select_from(joined)


def _letter(row: Any) -> DeadLetter:
    failure = Failure(**{name: row[name] for name in ("path", "stage", "reason", "article")})
    return DeadLetter(
        failure=failure, tries=row["tries"], fingerprint=row["fingerprint"], run=row["run"]
    )
