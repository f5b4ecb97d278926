"""Runs, all places of an article, dead letters with tries, indexes of what is asked most."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES = {
    "articles": ("published", "run"),
    "sources": ("path",),
    "mentions": ("norm",),
    "projects": ("name",),
    "facts": ("place", "subject"),
}


def upgrade() -> None:
    """Make the new tables, and carry over what the old ones held."""
    _create_runs()
    op.execute("ALTER TABLE articles ADD COLUMN run VARCHAR(40) REFERENCES runs (id)")
    _create_sources()
    _create_dead_letters()
    with op.batch_alter_table("facts") as facts:
        facts.create_foreign_key(
            "fk_facts_article_duplicate_of",
            "facts",
            ["article", "duplicate_of"],
            ["article", "index"],
            ondelete="CASCADE",
        )
    for table, columns in INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.Text),
        sa.Column("lexicons", sa.Text),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("inputs", sa.JSON, nullable=False),
        *(
            sa.Column(name, sa.Integer, nullable=False, server_default="0")
            for name in ("articles", "facts", "failures", "passed")
        ),
    )


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column(
            "article",
            sa.String(64),
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("url", sa.Text),
    )
    op.execute(
        "INSERT INTO sources (article, path, url) "
        "SELECT id, path, url FROM articles WHERE path IS NOT NULL"
    )


def _create_dead_letters() -> None:
    op.create_table(
        "dead_letters",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("stage", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False, server_default="1"),
        sa.Column("article", sa.String(64)),
        sa.Column("run", sa.String(40), sa.ForeignKey("runs.id")),
    )
    op.execute(
        "INSERT INTO dead_letters (path, stage, reason) SELECT path, stage, reason FROM failures"
    )
    op.drop_table("failures")
