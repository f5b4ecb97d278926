"""Revisions of the database's schema, which Alembic applies in order."""
