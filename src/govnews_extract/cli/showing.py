"""The work of `govnews show`: records that were written before, as tables."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from govnews_extract.cli.terminal import console_for
from govnews_extract.errors import ReadError
from govnews_extract.write.terminal import facts_table

SQLITE_MAGIC = b"SQLite format 3\x00"


def show_file(path: Path, limit: int | None) -> None:
    """Print the facts of the first `limit` records of `path`, a table an article.

    Raises:
        ReadError: where `path` is neither a database nor lines of JSON that `extract` wrote.
    """
    console = console_for(sys.stdout)
    articles = facts = 0
    for record in islice(_records(path), limit):
        articles += 1
        facts += len(record["facts"])
        console.print(facts_table(record), "")
    console.print(f"{facts} facts of {articles} articles in {path}", soft_wrap=True)
    sys.stdout.flush()


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            is_database = file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", str(path)) from error
    return _database_records(path) if is_database else _json_records(path)


def _database_records(path: Path) -> Iterator[dict[str, Any]]:
    from govnews_extract.write.database import iter_records, open_sqlite  # noqa: PLC0415 - 0.3 s

    engine = open_sqlite(path)
    try:
        yield from iter_records(engine)
    finally:
        engine.dispose()


def _json_records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
                record["facts"], record["quantities"], record["title"]
            except (ValueError, TypeError, KeyError) as error:
                message = "is no record; give a .sqlite or .jsonl that extract wrote"
                raise ReadError(message, str(path), number) from error
            yield record
