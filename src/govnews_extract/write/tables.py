"""The tables of a database of records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

from govnews_extract.record import plain_decimal
from govnews_extract.write.comments import COMMENTS
from govnews_extract.write.rows import storable


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal that no database rounds: NUMERIC where that is exact, text in SQLite.

    SQLite keeps NUMERIC as a binary float; text keeps every digit. `CAST(value AS REAL)` sorts it.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text for SQLite, NUMERIC without a fixed scale elsewhere."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """A `Decimal` or a decimal string, as the column stores it."""
        if value is None:
            return None
        number = Decimal(value)
        return plain_decimal(number) if dialect.name == "sqlite" else number

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """What the column stores, as `Decimal`."""
        del dialect
        return None if value is None else Decimal(value)


class PlainText(TypeDecorator[str]):
    """Any Python string, as `storable` makes it: no NUL, no lone surrogate, the same length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """`value` with NUL and each lone surrogate replaced."""
        del dialect
        return value if value is None else storable(value)


METADATA = MetaData(
    naming_convention={
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _article_key() -> Column[str]:
    target = ForeignKey("articles.id", ondelete="CASCADE")
    return Column("article", String(64), target, primary_key=True)


def _index() -> Column[int]:
    return Column("index", Integer, primary_key=True, autoincrement=False)


def _span(*, raw: bool = True) -> list[Column[int]]:
    names = ("start", "end", "raw_start", "raw_end") if raw else ("start", "end")
    return [Column(name, Integer, nullable=False) for name in names]


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, PlainText) for name in names]


def _within(column: str, table: str) -> ForeignKeyConstraint:
    """`column` of a table is an index of another table's row of the same article."""
    targets = [f"{table}.article", f"{table}.index"]
    return ForeignKeyConstraint(["article", column], targets, ondelete="CASCADE")


RUNS = Table(
    "runs",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True)),
    Column("status", String(16), nullable=False),
    *_texts("version", "lexicons"),
    Column("fingerprint", String(64), nullable=False),
    Column("settings", JSON, nullable=False),
    Column("inputs", JSON, nullable=False),
    *(
        Column(name, Integer, nullable=False, server_default="0")
        for name in ("articles", "facts", "failures", "passed")
    ),
)
ARTICLES = Table(
    "articles",
    METADATA,
    Column("id", String(64), primary_key=True),
    *_texts("path", "url", "title", "source", "published", "site"),
    Column("breadcrumbs", JSON, nullable=False),
    Column("byline", JSON, nullable=False),
    Column("place_code", String(6), index=True),
    *_texts("place_name", "encoding"),
    Column("text", PlainText, nullable=False),
    *_texts("version", "lexicons"),
    Column("run", String(40), ForeignKey("runs.id")),
    Index(None, "published"),
    Index(None, "run"),
)
SOURCES = Table(
    "sources",
    METADATA,
    _article_key(),
    Column("path", PlainText, primary_key=True),
    Column("url", PlainText),
    Index(None, "path"),
)
REPAIRS = Table(
    "repairs",
    METADATA,
    _article_key(),
    _index(),
    *_span(),
    *_texts("kind", "before", "after", "rule", "evidence"),
)
ISSUES = Table(
    "issues",
    METADATA,
    _article_key(),
    _index(),
    Column("start", Integer),
    Column("end", Integer),
    *_texts("kind", "message", "rule"),
)
MENTIONS = Table(
    "mentions",
    METADATA,
    _article_key(),
    _index(),
    *_span(),
    *_texts("label", "text", "norm", "code", "value", "rule"),
    Column("candidates", JSON, nullable=False),
    Index(None, "norm"),
)
QUANTITIES = Table(
    "quantities",
    METADATA,
    _article_key(),
    _index(),
    *_span(),
    Column("value", ExactDecimal, nullable=False),
    Column("high", ExactDecimal),
    *_texts("text", "unit", "dimension", "modifier", "surface_value", "surface_unit", "rule"),
)
PROJECTS = Table(
    "projects",
    METADATA,
    _article_key(),
    _index(),
    *_texts("name", "owner", "place", "unit", "status"),
    Column("capacity", ExactDecimal),
    Column("investment", ExactDecimal),
    Column("aliases", JSON, nullable=False),
    Column("mentions", JSON, nullable=False),
    Index(None, "name"),
)
FACTS = Table(
    "facts",
    METADATA,
    _article_key(),
    _index(),
    Column("quantity", Integer, nullable=False),
    Column("project", Integer),
    Column("duplicate_of", Integer),
    *_texts("subject", "subject_text", "subject_label", "metric", "metric_text"),
    Column("metric_start", Integer),
    Column("metric_end", Integer),
    *_texts("action", "action_text"),
    Column("action_start", Integer),
    Column("action_end", Integer),
    *_texts("status", "comparison", "place", "period", "confidence", "evidence", "rule"),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    _within("quantity", "quantities"),
    _within("project", "projects"),
    _within("duplicate_of", "facts"),
    Index(None, "place"),
    Index(None, "subject"),
)
DEAD_LETTERS = Table(
    "dead_letters",
    METADATA,
    Column("path", PlainText, primary_key=True),
    *_texts("stage", "reason"),
    Column("tries", Integer, nullable=False, server_default="1"),
    Column("article", String(64)),
    Column("run", String(40), ForeignKey("runs.id")),
)
"""Articles that gave no record: where they lie, which stage stopped, and why."""

PART_TABLES = {
    "repairs": REPAIRS,
    "issues": ISSUES,
    "mentions": MENTIONS,
    "quantities": QUANTITIES,
    "projects": PROJECTS,
    "facts": FACTS,
}
"""Tables below `articles`; rows of the last refer to rows of the ones before."""

for _table in METADATA.tables.values():
    for _column in _table.columns:
        _column.comment = COMMENTS[_table.name][_column.name]
