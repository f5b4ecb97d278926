"""Records into a database through SQLAlchemy, and out of it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError

from govnews_extract.errors import WriteError
from govnews_extract.record import Record, plain_decimal
from govnews_extract.write.rows import Row, record_rows, whole_record
from govnews_extract.write.tables import ARTICLES, FAILURES, METADATA, PART_TABLES

BATCH_RECORDS = 200
"""Records to a transaction: a killed run loses at most these."""


def open_sqlite(path: Path) -> Engine:
    """An engine over the SQLite file `path`, with foreign keys enforced; tables are made.

    Raises:
        WriteError: where the file cannot be made, or is no SQLite database.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _enforce_keys)
    try:
        METADATA.create_all(engine)
    except DBAPIError as error:
        engine.dispose()
        raise WriteError(f"no database can be written there: {error.orig}", str(path)) from error
    return engine


def _enforce_keys(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")


class DatabaseWriter:
    """Writes records as rows; an article that stands there already is replaced whole.

    Records are gathered and written `BATCH_RECORDS` to a transaction, so that each article is
    either there with all its rows or not there. Use it as a context manager: leaving it, by an
    exception too, writes what is gathered and closes the engine.

    Raises:
        WriteError: from any method, where the database refuses (disk full, locked).
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: dict[str, Record] = {}
        self._failed: dict[str, Row] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.flush()
        finally:
            self._engine.dispose()

    def write(self, record: Record) -> None:
        """Take one record; the last of several with one id stays."""
        self._waiting[record.id] = record
        if record.path is not None:
            self._failed.pop(record.path, None)
        self._flush_when_full()

    def fail(self, path: str, stage: str, reason: str) -> None:
        """File an article that gave no record under `failures`."""
        self._failed[path] = {"path": path, "stage": stage, "reason": reason}
        self._flush_when_full()

    def _flush_when_full(self) -> None:
        if len(self._waiting) + len(self._failed) >= BATCH_RECORDS:
            self.flush()

    def flush(self) -> None:
        """Write everything gathered, in one transaction."""
        try:
            with self._engine.begin() as connection:
                self._replace(connection)
        except DBAPIError as error:
            place = self._engine.url.database
            raise WriteError(f"the database refused the rows: {error.orig}", place) from error
        self._waiting.clear()
        self._failed.clear()

    def _replace(self, connection: Connection) -> None:
        articles: list[Row] = []
        parts: dict[str, list[Row]] = {name: [] for name in PART_TABLES}
        for record in self._waiting.values():
            article, rows = record_rows(record)
            articles.append(article)
            for name, more in rows.items():
                parts[name] += more
        settled = {row["path"] for row in articles if row["path"]} | set(self._failed)
        _delete(connection, ARTICLES.c.id, list(self._waiting))
        _delete(connection, FAILURES.c.path, sorted(settled))
        _insert(connection, ARTICLES, articles)
        for name, table in PART_TABLES.items():
            _insert(connection, table, parts[name])
        _insert(connection, FAILURES, list(self._failed.values()))


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _delete(connection: Connection, column: Any, values: list[str]) -> None:
    if values:
        statement = delete(column.table).where(column == bindparam("gone"))
        connection.execute(statement, [{"gone": value} for value in values])


def iter_records(engine: Engine) -> Iterator[Row]:
    """The records of a database in their JSON form, sorted by path and id, one at a time."""
    order = (ARTICLES.c.path, ARTICLES.c.id)
    with engine.connect() as connection:
        for article in connection.execute(select(ARTICLES).order_by(*order)).mappings():
            parts = {name: _part(connection, name, article["id"]) for name in PART_TABLES}
            yield whole_record(dict(article), parts)


def _part(connection: Connection, name: str, article: str) -> list[Row]:
    table = PART_TABLES[name]
    rows = select(table).where(table.c.article == article).order_by(table.c.index)
    return [_plain(row) for row in connection.execute(rows).mappings()]


def _plain(row: Any) -> Row:
    numbers = {"value", "high", "capacity", "investment"}
    return {
        key: plain_decimal(cell) if key in numbers and not isinstance(cell, str) else cell
        for key, cell in row.items()
    }
