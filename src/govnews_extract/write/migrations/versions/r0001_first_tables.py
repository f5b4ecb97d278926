"""The tables as the first databases had them, made without any revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

from govnews_extract.write.tables import ExactDecimal

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "articles",
        sa.Column("id", sa.String(64), primary_key=True),
        *_texts("path", "url", "title", "source", "published", "site"),
        sa.Column("breadcrumbs", sa.JSON, nullable=False),
        sa.Column("byline", sa.JSON, nullable=False),
        sa.Column("place_code", sa.String(6)),
        *_texts("place_name", "encoding"),
        sa.Column("text", sa.Text, nullable=False),
        *_texts("version", "lexicons"),
    )
    op.create_index("ix_articles_place_code", "articles", ["place_code"])
    _part("repairs", *_span(), *_texts("kind", "before", "after", "rule", "evidence"))
    _part(
        "issues",
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        *_texts("kind", "message", "rule"),
    )
    _part(
        "mentions",
        *_span(),
        *_texts("label", "text", "norm", "code", "value", "rule"),
        sa.Column("candidates", sa.JSON, nullable=False),
    )
    _part(
        "quantities",
        *_span(),
        sa.Column("value", ExactDecimal, nullable=False),
        sa.Column("high", ExactDecimal),
        *_texts("text", "unit", "dimension", "modifier", "surface_value", "surface_unit", "rule"),
    )
    _part(
        "projects",
        *_texts("name", "owner", "place", "unit", "status"),
        sa.Column("capacity", ExactDecimal),
        sa.Column("investment", ExactDecimal),
        sa.Column("aliases", sa.JSON, nullable=False),
        sa.Column("mentions", sa.JSON, nullable=False),
    )
    _part(
        "facts",
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("project", sa.Integer),
        sa.Column("duplicate_of", sa.Integer),
        *_texts("subject", "subject_text", "subject_label", "metric", "action", "status"),
        *_texts("comparison", "place", "period", "confidence", "evidence", "rule"),
        sa.Column("sentence_start", sa.Integer, nullable=False),
        sa.Column("sentence_end", sa.Integer, nullable=False),
        _within("quantity", "quantities"),
        _within("project", "projects"),
    )
    op.create_table(
        "failures",
        sa.Column("path", sa.Text, primary_key=True),
        *_texts("stage", "reason"),
    )


def _part(name: str, *columns: SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column(
            "article",
            sa.String(64),
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("index", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


def _span() -> list[sa.Column[int]]:
    names = ("start", "end", "raw_start", "raw_end")
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _within(column: str, table: str) -> sa.ForeignKeyConstraint:
    targets = [f"{table}.article", f"{table}.index"]
    return sa.ForeignKeyConstraint(["article", column], targets, ondelete="CASCADE")
