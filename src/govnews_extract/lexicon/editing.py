"""Put a row into a table of a user's own."""

from __future__ import annotations

import os
import tempfile
from bisect import bisect_left
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from govnews_extract.errors import WriteError
from govnews_extract.lexicon.loader import read_table, row_faults
from govnews_extract.lexicon.schema import HEADER_KEYS, TableSchema


def put_row(
    path: Path,
    row: tuple[str, ...],
    schema: TableSchema,
    *,
    header: Mapping[str, str],
    instead_of: tuple[str, ...] | None = None,
) -> None:
    """Write `row` into the table at `path`, which is made, with `header`, where there is none.

    Comments and all other rows stay as they are. The row goes where its first cell belongs if the
    table is sorted, else to the end. The file is replaced in one step: a run that is cut off
    leaves the old one.

    Args:
        path: The table.
        row: Its new cells.
        schema: What the table must look like.
        header: Comments of a new table, by key.
        instead_of: A row to take out.

    Raises:
        LexiconError: where the row, or the table as it stands, does not fit `schema`.
        WriteError: where the file cannot be written.
    """
    for fault in row_faults(row, schema, path, None):
        raise fault
    if path.exists():
        read_table(path, schema)
        lines = path.read_text(encoding="utf-8").splitlines()
    else:
        lines = [f"# {key}: {header.get(key, '')}" for key in HEADER_KEYS]
        lines.append("\t".join(column.name for column in schema.columns))
    first = next(i for i, line in enumerate(lines) if line and not line.startswith("#")) + 1
    head, rows = lines[:first], [line for line in lines[first:] if line]
    if instead_of is not None:
        rows.remove("\t".join(instead_of))
    keys = [line.partition("\t")[0] for line in rows]
    is_sorted = all(earlier <= later for earlier, later in pairwise(keys))
    rows.insert(bisect_left(keys, row[0]) if is_sorted else len(rows), "\t".join(row))
    _replace(path, "\n".join((*head, *rows, "")))


def _replace(path: Path, text: str) -> None:
    try:
        handle, scratch = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(scratch).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(scratch).replace(path)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", str(path)) from error
