"""The words of a fact's metric and action, and where they stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; rows that were written before have none of it."""
    for name in ("metric", "action"):
        op.add_column("facts", sa.Column(f"{name}_text", sa.Text))
        op.add_column("facts", sa.Column(f"{name}_start", sa.Integer))
        op.add_column("facts", sa.Column(f"{name}_end", sa.Integer))
