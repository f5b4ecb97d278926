"""The schema of a database: which revision it has, and how it comes to the newest one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table, text
from sqlalchemy.schema import SetColumnComment

from govnews_extract.errors import WriteError
from govnews_extract.write.sums import SQLITE_SUMS
from govnews_extract.write.tables import METADATA
from govnews_extract.write.views import create_view_statements, drop_view_statements

VERSION_TABLE = "govnews_schema"
"""Table that holds the revision; not Alembic's usual name, which others' tables may use."""
REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""All revisions, oldest first: Alembic itself is loaded only where there is one to apply."""

_VERSION = table(VERSION_TABLE)
_FIRST_TABLES = {"articles", "quantities", "facts", "failures"}
_LOCK_NUMBER = 0x676F766E


def upgrade_schema(engine: Engine, place: str) -> None:
    """Bring the database to the newest revision, in one transaction; an empty one gets the tables.

    Args:
        engine: An engine that does not enforce foreign keys while tables are made anew.
        place: What to call the database in an error.

    Raises:
        WriteError: where the database has a revision that this version does not know, or holds
            tables of someone else under the names needed.
    """
    with engine.connect() as connection:
        if _revision(connection, place) == REVISIONS[-1]:
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_NUMBER})"))
        found = _revision(connection, place)
        if found != REVISIONS[-1]:
            _upgrade(connection, found)


def _revision(connection: Connection, place: str) -> str | None:
    """The revision of the database; None of an empty one."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        found = connection.execute(select(column("version_num")).select_from(_VERSION)).scalar()
        if found is not None and found not in REVISIONS:
            raise WriteError(
                f"was written by a newer govnews_extract (schema {found}, this one knows "
                f"{REVISIONS[-1]}); update govnews_extract, or write into another place",
                place,
            )
        return found
    if tables >= _FIRST_TABLES:
        return REVISIONS[0]
    taken = sorted(tables & set(METADATA.tables))
    if taken:
        raise WriteError(
            f"holds a table {taken[0]!r} that govnews_extract did not make; "
            "write into another database",
            place,
        )
    return None


def _upgrade(connection: Connection, found: str | None) -> None:
    from alembic import command  # noqa: PLC0415 - only where there is something to apply
    from alembic.config import Config  # noqa: PLC0415

    folder = Path(__file__).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    for statement in drop_view_statements():
        connection.execute(text(statement))
    if found is not None and VERSION_TABLE not in inspect(connection).get_table_names():
        command.stamp(config, found)
    command.upgrade(config, "head")
    sums = SQLITE_SUMS if connection.dialect.name == "sqlite" else None
    for statement in create_view_statements(sums):
        connection.execute(text(statement))
    if connection.dialect.supports_comments:
        for described in METADATA.sorted_tables:
            for found_column in described.columns:
                connection.execute(SetColumnComment(found_column))
