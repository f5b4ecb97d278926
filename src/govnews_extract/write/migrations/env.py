"""What Alembic runs to apply revisions over the connection that it was handed."""

from __future__ import annotations

from alembic import context

from govnews_extract.write.schema import VERSION_TABLE
from govnews_extract.write.tables import METADATA


def _run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        version_table=VERSION_TABLE,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if hasattr(context, "config"):  # not when something else imports this module
    _run()
