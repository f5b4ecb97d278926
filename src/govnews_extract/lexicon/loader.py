"""Find the rule data and read a table of it into an immutable value."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from govnews_extract.errors import LexiconError
from govnews_extract.lexicon.schema import HEADER_KEYS, KINDS, TABLES, Column, TableSchema

OWN_LEXICONS = "GOVNEWS_LEXICONS"
"""Environment variable that names a folder with tables of the user's own."""


@dataclass(frozen=True, slots=True)
class Table:
    """A read table: its name, header comments, column names, and rows as tuples of cells."""

    name: str
    header: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def dicts(self) -> Iterator[dict[str, str]]:
        """The rows as dictionaries by column name, lazily."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@cache
def lexicon_folder() -> Path:
    """The folder with the shipped tables.

    In a wheel it lies inside the package; in a checkout or an editable install it is the
    `lexicons/` beside `src/`.

    Raises:
        LexiconError: where neither is there, which means a broken installation.
    """
    packaged = Path(str(files("govnews_extract"))) / "_lexicons"
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[3] / "lexicons"
    if checkout.is_dir():
        return checkout
    raise LexiconError("the rule data is missing; install govnews-extract again", str(packaged))


def use_lexicons(folder: Path) -> None:
    """Read each table that `folder` holds from there, in place of the shipped one of its name.

    To be called before anything is extracted; processes started later follow.

    Raises:
        LexiconError: where there is no such folder.
    """
    if not folder.is_dir():
        raise LexiconError("is no folder of tables", str(folder))
    os.environ[OWN_LEXICONS] = str(folder)


def lexicon_path(file_name: str) -> Path:
    """Where the rule data `file_name` lie: the user's own, else the shipped ones."""
    own = os.environ.get(OWN_LEXICONS)
    if own and (path := Path(own) / file_name).is_file():
        return path
    return lexicon_folder() / file_name


@cache
def lexicon_digest() -> str:
    """SHA-256 over the names and bytes of all rule data in use, in hexadecimal."""
    digest = hashlib.sha256()
    for name in sorted(path.name for path in lexicon_folder().iterdir() if path.is_file()):
        digest.update(name.encode() + b"\0" + lexicon_path(name).read_bytes())
    return digest.hexdigest()


@cache
def load_table(name: str) -> Table:
    """Read the table `name` and check each of its rows.

    Raises:
        LexiconError: naming file, line, column and cell, at the first row that does not fit.
    """
    return read_table(lexicon_path(f"{name}.tsv"), TABLES[name])


def read_table(path: Path, schema: TableSchema) -> Table:
    """Read any file that follows `schema`; a user's own table goes through here.

    Raises:
        LexiconError: as `load_table` does.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", str(path)) from error
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"is not UTF-8 at byte {error.start}; save it as UTF-8", str(path)
        ) from error
    header: dict[str, str] = {}
    rows: list[tuple[str, ...]] = []
    columns: tuple[str, ...] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") and columns is None:
            key, _, value = line[1:].partition(":")
            header[key.strip()] = value.strip()
        elif columns is None and line:
            columns = _checked_columns(line, schema, path, number)
        elif columns is not None and line:
            rows.append(_checked_row(line, schema, path, number))
    if columns is None:
        raise LexiconError("holds no line of column names", str(path))
    _check_unique(rows, schema, path)
    return Table(path.stem, header, columns, tuple(rows))


def check_table(path: Path, schema: TableSchema) -> list[LexiconError]:
    """Everything that `read_table` does not stop at: header keys, order, dangling references."""
    table = read_table(path, schema)
    faults = [
        LexiconError(f"the header has no '# {key}:' line", str(path))
        for key in HEADER_KEYS
        if not table.header.get(key)
    ]
    first = [row[0] for row in table.rows]
    faults += [
        LexiconError(f"{later!r} stands behind {earlier!r}; sort the rows by id", str(path))
        for earlier, later in pairwise(first)
        if later < earlier
    ]
    known = set(first)
    for name in schema.references:
        at = table.columns.index(name)
        faults += [
            LexiconError(f"{part!r} is no id of this table", str(path), column=name)
            for row in table.rows
            for part in row[at].split(";")
            if part and part not in known
        ]
    return faults


def _checked_columns(line: str, schema: TableSchema, path: Path, number: int) -> tuple[str, ...]:
    wanted = tuple(column.name for column in schema.columns)
    columns = tuple(line.split("\t"))
    if columns != wanted:
        raise LexiconError(f"columns are {columns}, expected {wanted}", str(path), number)
    return columns


def _checked_row(line: str, schema: TableSchema, path: Path, number: int) -> tuple[str, ...]:
    cells = tuple(line.split("\t"))
    if len(cells) != len(schema.columns):
        message = f"{len(cells)} cells, expected {len(schema.columns)}: {line[:60]!r}"
        raise LexiconError(message, str(path), number)
    for cell, column in zip(cells, schema.columns, strict=True):
        if not _fits(cell, column):
            wanted = "one of " + ", ".join(sorted(column.values)) if column.values else column.kind
            raise LexiconError(f"{cell!r} is not {wanted}", str(path), number, column.name)
    return cells


def _fits(cell: str, column: Column) -> bool:
    if not cell:
        return column.optional
    return cell in column.values if column.values else KINDS[column.kind](cell)


def _check_unique(rows: list[tuple[str, ...]], schema: TableSchema, path: Path) -> None:
    at = [i for i, column in enumerate(schema.columns) if column.name in schema.unique]
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = tuple(row[i] for i in at)
        if key in seen:
            named = ", ".join(schema.unique)
            raise LexiconError(f"{key} stands twice; {named} must be unique", str(path))
        seen.add(key)
