"""Rows into a DuckDB file, by Arrow. Needs the extra `duckdb`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from govnews_extract.errors import ConfigError, MissingExtraError, RefusedRowsError, WriteError

try:
    import duckdb
    import pyarrow as pa
except ImportError as missing:
    message = 'DuckDB needs duckdb and pyarrow: install "govnews-extract[duckdb]"'
    raise MissingExtraError(message) from missing

from govnews_extract.write.address import scheme_of
from govnews_extract.write.arrow import row_tables, table_schema
from govnews_extract.write.closing import Closing
from govnews_extract.write.comments import COMMENTS
from govnews_extract.write.rows import PARTS, ArticleRows
from govnews_extract.write.sinks import DeadLetter, Delivery, Failure, Run, Scope
from govnews_extract.write.sums import DUCKDB_SUMS
from govnews_extract.write.views import create_view_statements, drop_view_statements

SCHEMA_VERSION = 4
"""Of the tables and views; 1 had sums of binary floats, 2 no words of facts."""

_RUNS = {
    "id": "VARCHAR PRIMARY KEY",
    "started": "TIMESTAMPTZ",
    "finished": "TIMESTAMPTZ",
    "status": "VARCHAR",
    "version": "VARCHAR",
    "lexicons": "VARCHAR",
    "fingerprint": "VARCHAR",
    "settings": "VARCHAR",
    "inputs": "VARCHAR",
    **dict.fromkeys(("articles", "facts", "failures", "passed"), "BIGINT"),
}
_DEAD_LETTERS = {
    "path": "VARCHAR PRIMARY KEY",
    "stage": "VARCHAR",
    "reason": "VARCHAR",
    "tries": "INTEGER",
    "article": "VARCHAR",
    "run": "VARCHAR",
}


def open_duckdb_sink(address: str) -> DuckdbSink:
    """A sink on a DuckDB file, given by its path or as `duckdb:///path`.

    Raises:
        ConfigError: for a URL without a file.
        WriteError: where the file cannot be made, is no DuckDB database, is in use by another
            process, or was written by a newer version.
    """
    name = address
    if scheme_of(address) == "duckdb" and address.lower().startswith("duckdb:"):
        name = address.partition(":")[2].removeprefix("///")
    if not name or name == ":memory:":
        raise ConfigError("names no file; write it as duckdb:///out.duckdb", address)
    with _errors(name):
        connection = duckdb.connect(name)
    try:
        with _errors(name):
            _make_tables(connection, name)
    except BaseException:
        connection.close()
        raise
    return DuckdbSink(connection, path=Path(name))


def _make_tables(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """All tables and views, where they are not there or are older; in one transaction."""
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE IF NOT EXISTS govnews_schema (version INTEGER)")
    found = connection.execute("SELECT max(version) FROM govnews_schema").fetchone()
    version = found[0] if found else None
    if version is not None and version > SCHEMA_VERSION:
        connection.execute("ROLLBACK")
        raise WriteError("was written by a newer version; upgrade govnews-extract", name)
    if version != SCHEMA_VERSION:
        # Views first: a table that one reads is not altered.
        for statement in drop_view_statements():
            connection.execute(statement)
        for statement in _table_statements() if version is None else _missing_columns(connection):
            connection.execute(statement)
        for statement in create_view_statements(DUCKDB_SUMS):
            connection.execute(statement)
        connection.execute("INSERT INTO govnews_schema VALUES (?)", [SCHEMA_VERSION])
    connection.execute("COMMIT")


def _table_statements() -> Iterator[str]:
    """Tables with comments.

    Tables below `articles` have no key: DuckDB holds the whole index of one in memory, and the sink
    is the only one that writes them.
    """
    tables = {"runs": _RUNS, "dead_letters": _DEAD_LETTERS}
    for name in ("articles", "sources", *PARTS):
        tables[name] = {field.name: _type(field.type) for field in table_schema(name)}
    tables["articles"] |= {"id": "VARCHAR PRIMARY KEY", "run": "VARCHAR"}
    for name, columns in tables.items():
        body = [f'"{column}" {kind}' for column, kind in columns.items()]
        if name == "sources":
            body.append("PRIMARY KEY (article, path)")
        yield f"CREATE TABLE {name} ({', '.join(body)})"
        for column in columns:
            yield _comment(name, column)


def _missing_columns(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """What adds the columns that tables of older versions do not have."""
    for name in PARTS:
        known = {row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()}
        for field in table_schema(name):
            if field.name not in known:
                yield f'ALTER TABLE {name} ADD COLUMN "{field.name}" {_type(field.type)}'
                yield _comment(name, field.name)


def _comment(table: str, column: str) -> str:
    comment = COMMENTS[table][column].replace("'", "''")
    return f"COMMENT ON COLUMN {table}.\"{column}\" IS '{comment}'"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"{_type(kind.value_type)}[]"
    return "INTEGER" if pa.types.is_integer(kind) else "VARCHAR"


class DuckdbSink(Closing):
    """A `Sink` on a DuckDB file: a delivery is a transaction, its rows come as Arrow tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._run: Run | None = None

    @property
    def name(self) -> str:
        """The file."""
        return str(self._path)

    @property
    def folder(self) -> Path | None:
        """The folder of the file."""
        return self._path.absolute().parent

    def begin(self, run: Run) -> None:
        """Note that `run` has begun."""
        self._note(run)
        self._run = run

    def finish(self, run: Run) -> None:
        """Note how `run` ended."""
        self._note(run)

    def _note(self, run: Run) -> None:
        row = {**asdict(run), "status": run.status.value}
        row |= {"settings": json.dumps(dict(run.settings), ensure_ascii=False)}
        row |= {"inputs": json.dumps(run.inputs, ensure_ascii=False)}
        marks = ", ".join("?" * len(_RUNS))
        with _errors(self.name):
            self._connection.execute(
                f"INSERT OR REPLACE INTO runs VALUES ({marks})",  # noqa: S608 - question marks
                [row[column] for column in _RUNS],
            )

    def standing(self, ids: Collection[str], scope: Scope) -> set[str]:
        """Those of `ids` that this run, or this extractor, wrote."""
        if self._run is None or not ids:
            return set()
        same, wanted = "run = ?", self._run.id
        if scope is Scope.EXTRACTOR:
            same, wanted = (
                "run IN (SELECT id FROM runs WHERE fingerprint = ?)",
                (self._run.fingerprint),
            )
        query = f"SELECT id FROM articles WHERE id IN (SELECT unnest(?)) AND {same}"  # noqa: S608 - ours
        return {row[0] for row in self._ask(query, [list(ids), wanted])}

    def dead_letters(self, paths: Collection[str]) -> dict[str, DeadLetter]:
        """The dead letters of those of `paths` that have one."""
        rows = self._ask(f"{_LETTERS} WHERE d.path IN (SELECT unnest(?))", [list(paths)])
        return {row[0]: _letter(row) for row in rows}

    def iter_dead_letters(self) -> Iterator[DeadLetter]:
        """All dead letters, sorted by path."""
        yield from map(_letter, self._ask(f"{_LETTERS} ORDER BY d.path", []))

    def _ask(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with _errors(self.name):
            return self._connection.execute(query, values).fetchall()

    def deliver(self, delivery: Delivery) -> None:
        """Write all of `delivery` in one transaction."""
        run = None if self._run is None else self._run.id
        with _errors(self.name):
            self._connection.execute("BEGIN")
            try:
                self._replace(delivery.articles, run)
                self._load("sources", _batch_of(delivery.sources, "sources"), "OR IGNORE")
                self._connection.execute(
                    "DELETE FROM dead_letters WHERE path IN (SELECT unnest(?))",
                    [list(delivery.settled)],
                )
                self._file(delivery.failures, run)
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        try:
            self._connection.execute("ROLLBACK")
        except duckdb.Error:
            return  # the transaction ended with the error that is on its way

    def _replace(self, articles: Sequence[ArticleRows], run: str | None) -> None:
        if not articles:
            return
        tables = row_tables(articles)
        ids = [found.id for found in articles]
        query = "SELECT id, path FROM articles WHERE id IN (SELECT unnest(?))"
        known: Mapping[str, str | None] = dict(self._connection.execute(query, [ids]).fetchall())
        if known:  # only then are the tables, which have no index, looked through
            for name in PARTS:
                statement = f"DELETE FROM {name} WHERE article IN (SELECT unnest(?))"  # noqa: S608
                self._connection.execute(statement, [list(known)])
        paths = [
            known.get(found.id, path.as_py())
            for found, path in zip(articles, tables["articles"]["path"], strict=True)
        ]
        batch = tables["articles"].set_column(1, "path", pa.array(paths, pa.string()))
        runs = pa.array([run] * len(ids), pa.string())
        self._load("articles", batch.append_column("run", runs), "OR REPLACE")
        for name in PARTS:
            self._load(name, tables[name])

    def _load(self, table: str, rows: pa.RecordBatch, conflict: str = "") -> None:
        if not rows.num_rows:
            return
        self._connection.register("incoming", pa.Table.from_batches([rows]))
        try:
            statement = f"INSERT {conflict} INTO {table} BY NAME SELECT * FROM incoming"  # noqa: S608
            self._connection.execute(statement)
        finally:
            self._connection.unregister("incoming")

    def _file(self, failures: Sequence[Failure], run: str | None) -> None:
        for found in failures:
            self._connection.execute(
                "INSERT INTO dead_letters VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT (path) DO UPDATE "
                "SET stage = excluded.stage, reason = excluded.reason, tries = tries + 1, "
                "article = excluded.article, run = excluded.run",
                [found.path, found.stage, found.reason, found.article, run],
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


_LETTERS = (
    "SELECT d.path, d.stage, d.reason, d.article, d.tries, r.fingerprint, d.run "
    "FROM dead_letters d LEFT JOIN runs r ON r.id = d.run"
)


def _letter(row: tuple[Any, ...]) -> DeadLetter:
    path, stage, reason, article, tries, fingerprint, run = row
    failure = Failure(path=path, stage=stage, reason=reason, article=article)
    return DeadLetter(failure=failure, tries=tries, fingerprint=fingerprint, run=run)


def _batch_of(rows: Sequence[Any], table: str) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(map(asdict, rows)), schema=table_schema(table))


@contextmanager
def _errors(place: str) -> Iterator[None]:
    """Errors of DuckDB and Arrow as one line about `place`.

    Raises:
        RefusedRowsError: where the rows can never be held.
        WriteError: for any other error.
    """
    try:
        yield
    except (duckdb.DataError, duckdb.IntegrityError, pa.ArrowException, OverflowError) as error:
        raise RefusedRowsError(f"the database refused the rows: {_line(error)}", place) from error
    except duckdb.Error as error:
        raise WriteError(f"the database failed: {_line(error)}", place) from error


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
