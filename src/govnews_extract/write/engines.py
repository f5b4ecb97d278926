"""Engines over the databases that records go to, and their errors in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from govnews_extract.errors import ConfigError, MissingExtraError, RefusedRowsError, WriteError
from govnews_extract.write.address import SECRET_KEYS, scheme_of, shown_address, without_secrets
from govnews_extract.write.schema import upgrade_schema

LOCK_WAIT_SECONDS = 60
"""So long a write waits for another process that writes into the same SQLite file."""
CACHE_KIBIBYTES = 16_384
"""Pages of an SQLite file that are held in memory: full after some 1,000 articles. Twice as many
bring nothing, a quarter takes a tenth longer."""
CHECKPOINT_PAGES = 16_000
"""So long an SQLite journal grows before it goes into the file: pages of indexes that several
deliveries change are written there once. Some 64 megabytes."""

BEGIN_OPTION = "govnews_begin"
"""Option of a connection: the statement that begins its transactions in SQLite."""

# Classes of SQLSTATE that are about the rows: data, integrity, limits of the program.
_REFUSED_STATES = ("22", "23", "54")


def open_sqlite(path: Path) -> Engine:
    """An engine over the SQLite file `path`, with foreign keys enforced, schema up to date.

    Raises:
        WriteError: where the file cannot be made, is no SQLite database, or was written by a newer
            version.
    """
    return _opened(URL.create("sqlite", database=str(path)), str(path))


def open_postgresql(address: str) -> Engine:
    """An engine over a PostgreSQL database by psycopg 3, schema up to date.

    Raises:
        ConfigError: where the address cannot be read.
        MissingExtraError: where psycopg is absent.
        WriteError: where the server does not answer, or the schema is a newer version's.
    """
    url = parsed_url(address).set(drivername="postgresql+psycopg")
    try:
        return _opened(url, shown_address(address))
    except (ImportError, NoSuchModuleError) as error:
        message = 'PostgreSQL needs psycopg: install "govnews-extract[postgres]"'
        raise MissingExtraError(message) from error


def parsed_url(address: str) -> URL:
    """The parts of a database URL.

    Raises:
        ConfigError: where it cannot be read. No part of it that might be the password is told.
    """
    if scheme_of(address) == "postgresql":
        address = f"postgresql:{address.partition(':')[2]}"
    try:
        return make_url(address)
    except (ArgumentError, ValueError):
        # Where it ends and the password begins cannot be told: none of it is shown.
        form = f"{scheme_of(address)}://USER:PASSWORD@HOST:PORT/DATABASE"
        message = (
            f"the address of the database cannot be read; write it as {form}, each part quoted"
        )
        raise ConfigError(message) from None


def _opened(url: URL, place: str) -> Engine:
    with driver_errors(bare := _engine(url), place):
        try:
            upgrade_schema(bare, place)
        finally:
            bare.dispose()
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _enforce_keys)
    return engine


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        # One connection at a time; a lost one shows at once and is not silently made anew.
        return create_engine(url, pool_size=1, max_overflow=1)
    options = {"timeout": LOCK_WAIT_SECONDS, "isolation_level": None}
    engine = create_engine(url, connect_args=options)
    # Python's module begins no transaction before statements that make tables.
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    how = connection.get_execution_options().get(BEGIN_OPTION, "BEGIN")
    connection.exec_driver_sql(how)


def _enforce_keys(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")


def set_journal(engine: Engine, mode: str) -> None:
    """Change how the SQLite file behind `engine` keeps what a killed transaction must undo."""
    connection = engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        driver.execute(f"PRAGMA journal_mode = {mode}").fetchall()
    finally:
        connection.close()


@contextmanager
def driver_errors(engine: Engine, place: str) -> Iterator[None]:
    """Errors of the driver as one line about `place`, without its passwords.

    Raises:
        RefusedRowsError: where the database will never take these rows.
        WriteError: for any other error of the database.
    """
    dbapi = engine.dialect.loaded_dbapi
    try:
        yield
    except (DBAPIError, dbapi.Error, OverflowError, UnicodeError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        lines = str(cause).strip().splitlines() or [type(cause).__name__]
        reason = without_secrets(lines[0], secrets_of(engine.url))
        about_rows = (dbapi.DataError, dbapi.IntegrityError, OverflowError, UnicodeError)
        state = getattr(cause, "sqlstate", None) or ""
        if isinstance(cause, about_rows) or state[:2] in _REFUSED_STATES:
            raise RefusedRowsError(f"the database refused the rows: {reason}", place) from error
        raise WriteError(f"the database failed: {reason}", place) from error


def secrets_of(url: URL) -> tuple[str, ...]:
    """Everything in `url` that must not be shown, as it is and as URLs write it."""
    plain = [str(url.password)] if url.password else []
    for key, values in url.query.items():
        if key.lower() in SECRET_KEYS:
            plain += [values] if isinstance(values, str) else list(values)
    return tuple(form for text in plain for form in (text, quote(text, safe=""), quote_plus(text)))
