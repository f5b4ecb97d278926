"""Records out of DuckDB files and Parquet datasets again, as they lie on disk.

Nothing is written and no lock is taken: what a run has not finished yet may be missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from govnews_extract.errors import MissingExtraError, ReadError
from govnews_extract.write.rows import COLUMNS, PARTS, Row, whole_record

NEEDED = 'reading DuckDB and Parquet needs more: install "govnews-extract[duckdb]" or [parquet]'
BATCH_ARTICLES = 500
"""Articles of a DuckDB file that are read at a time."""


def iter_duckdb_records(path: Path) -> Iterator[Row]:
    """The records of a DuckDB file in their JSON form, sorted by path and id.

    Raises:
        MissingExtraError: where duckdb is not installed.
        ReadError: where the file cannot be read, or another process writes it.
    """
    try:
        import duckdb  # noqa: PLC0415 - 0.1 s, and not everybody's
    except ImportError as missing:
        raise MissingExtraError(NEEDED) from missing
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            found = connection.execute("SELECT id FROM articles ORDER BY path, id").fetchall()
            ids = [row[0] for row in found]
            for start in range(0, len(ids), BATCH_ARTICLES):
                batch = ids[start : start + BATCH_ARTICLES]
                rows = {row["id"]: row for row in _rows(connection, "articles", batch)}
                parts = {name: _rows(connection, name, batch) for name in PARTS}
                yield from _records([rows[one] for one in batch], parts)
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise ReadError(f"cannot be read: {reason}", str(path)) from error


def _rows(connection: Any, table: str, ids: Sequence[str]) -> list[Row]:
    key = "id" if table == "articles" else "article"
    result = connection.execute(
        f"SELECT * FROM {table} WHERE {key} IN (SELECT unnest(?))",  # noqa: S608 - our own names
        [list(ids)],
    )
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def iter_parquet_records(folder: Path) -> Iterator[Row]:
    """The records of a Parquet dataset in their JSON form, part file by part file.

    Raises:
        MissingExtraError: where pyarrow is not installed.
        ReadError: where a file of the dataset is missing or damaged.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - 0.1 s, and not everybody's
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as missing:
        raise MissingExtraError(NEEDED) from missing
    from govnews_extract.write.dataset_files import (  # noqa: PLC0415 - needs pyarrow
        part_file,
        read_manifest,
    )

    try:
        numbers = read_manifest(folder).parts
        for number in numbers.get("articles", ()):
            tables: dict[str, list[Row]] = {
                name: parquet.read_table(
                    part_file(folder, name, number), partitioning=None
                ).to_pylist()
                for name in ("articles", *PARTS)
                if number in numbers.get(name, ())
            }
            articles = sorted(
                tables.pop("articles"), key=lambda row: (row["path"] or "", row["id"])
            )
            yield from _records(articles, tables)
    except (pa.ArrowException, OSError) as error:
        raise ReadError(
            f"cannot be read: {str(error).partition(chr(10))[0]}", str(folder)
        ) from error


def _records(articles: Sequence[Row], parts: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """Whole records of `articles`, whose rows in other tables are among `parts`."""
    below: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in PARTS}
    for name, rows in parts.items():
        for row in rows:
            below[name][row["article"]].append(_columns(row, name))
    for article in articles:
        one = article["id"]
        own = {name: sorted(rows[one], key=_index) for name, rows in below.items()}
        yield whole_record(_columns(article, "articles"), own)


def _columns(row: Row, table: str) -> Row:
    """A row with the columns of this version; those that an older one lacks are none."""
    return {column: row.get(column) for column in COLUMNS[table]}


def _index(row: Row) -> Any:
    return row["index"]
