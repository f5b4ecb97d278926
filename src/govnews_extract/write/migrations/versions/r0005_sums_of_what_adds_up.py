"""Views that add up only what makes a sum; views are made anew by every upgrade."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leave the tables as they are."""
