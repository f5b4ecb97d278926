"""Find the rule data and read a table of it into an immutable value."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import compress, count, pairwise
from operator import itemgetter
from pathlib import Path

from govnews_extract.errors import LexiconError
from govnews_extract.lexicon.schema import HEADER_KEYS, KINDS, Column, TableSchema
from govnews_extract.lexicon.tables import TABLES

OWN_LEXICONS = "GOVNEWS_LEXICONS"
"""Environment variable that names a folder with tables of the user's own."""


@dataclass(frozen=True, slots=True)
class Table:
    """A read table: its name, header comments, column names, and rows as tuples of cells.

    Example:
        >>> table = load_table("place_aliases")
        >>> table.columns, next(table.dicts())["surface"]
        (('id', 'surface', 'canonical'), '内蒙')
    """

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

    Example:
        >>> (lexicon_folder() / "units.tsv").is_file()
        True
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

    Example:
        >>> use_lexicons(Path("nowhere"))
        Traceback (most recent call last):
            ...
        govnews_extract.errors.LexiconError: nowhere: is no folder of tables
    """
    if not folder.is_dir():
        raise LexiconError("is no folder of tables", str(folder))
    os.environ[OWN_LEXICONS] = str(folder)


def lexicon_path(file_name: str) -> Path:
    """Where the rule data `file_name` lie: the user's own, else the shipped ones.

    Raises:
        LexiconError: where the environment names a folder that is not there.
    """
    own = os.environ.get(OWN_LEXICONS)
    if own and not Path(own).is_dir():
        raise LexiconError(f"{OWN_LEXICONS} names no folder of tables", own)
    if own and (path := Path(own) / file_name).is_file():
        return path
    return lexicon_folder() / file_name


@cache
def lexicon_digest() -> str:
    """SHA-256 over the names and bytes of all rule data in use, in hexadecimal.

    Example:
        >>> len(lexicon_digest())
        64
    """
    digest = hashlib.sha256()
    for name in sorted(path.name for path in lexicon_folder().iterdir() if path.is_file()):
        digest.update(name.encode() + b"\0" + lexicon_path(name).read_bytes())
    return digest.hexdigest()


@cache
def load_table(name: str) -> Table:
    """Read the table `name` and check each of its rows.

    Raises:
        LexiconError: naming file, line, column and cell, at the first row that does not fit.

    Example:
        >>> load_table("surnames").header["licence"]
        'MIT'
    """
    return read_table(lexicon_path(f"{name}.tsv"), TABLES[name])


def words_of(table: str, role: str) -> tuple[str, ...]:
    """The surfaces of a list of words whose third column says `role`, in the table's order.

    Raises:
        LexiconError: as `load_table` does.

    Example:
        >>> "供应" in words_of("clause_words", "transitive")
        True
    """
    return tuple(row[1] for row in load_table(table).rows if row[2] == role)


def read_table(path: Path, schema: TableSchema) -> Table:
    """Read any file that follows `schema`; a user's own table goes through here.

    Raises:
        LexiconError: as `load_table` does.
    """
    table, _, faults = _parsed(path, schema)
    if faults:
        raise faults[0]
    return table


def check_table(path: Path, schema: TableSchema) -> list[LexiconError]:
    """Every fault of a table: of its rows, its header, its order and its references.

    Raises:
        LexiconError: where the file cannot be read as a table of these columns at all.
    """
    table, lines, faults = _parsed(path, schema)
    faults += [
        LexiconError(f"the header has no '# {key}:' line", str(path))
        for key in HEADER_KEYS
        if not table.header.get(key)
    ]
    first = [row[0] for row in table.rows]
    faults += [
        LexiconError(f"{later!r} stands behind {earlier!r}; sort the rows by id", str(path), line)
        for line, (earlier, later) in zip(lines[1:], pairwise(first), strict=False)
        if later < earlier
    ]
    known = set(first)
    for name in schema.references:
        at = table.columns.index(name)
        faults += [
            LexiconError(f"{part!r} is no id of this table", str(path), line, name)
            for line, row in zip(lines, table.rows, strict=True)
            for part in row[at].split(";")
            if part and part not in known
        ]
    return faults


def _parsed(path: Path, schema: TableSchema) -> tuple[Table, list[int], list[LexiconError]]:
    """The table with the rows that fit, the line of each, and what is wrong with the others."""
    header: dict[str, str] = {}
    columns: tuple[str, ...] | None = None
    texts = _text_of(path).split("\n")
    for number, line in enumerate(texts, 1):
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            header[key.strip()] = value.strip()
        elif line:
            columns = _checked_columns(line, schema, path, number)
            break
    if columns is None:
        raise LexiconError("holds no line of column names", str(path))
    lines = list(compress(count(number + 1), texts[number:]))
    rows = [tuple(line.split("\t")) for line in texts[number:] if line]
    faults = [] if _all_fit(rows, schema) else _without_faults(rows, lines, schema, path)
    faults += _repeated(rows, lines, schema, path)
    return Table(path.stem, header, columns, tuple(rows)), lines, faults


def _all_fit(rows: list[tuple[str, ...]], schema: TableSchema) -> bool:
    """Whether no cell is at fault: each distinct cell of a column once, a third of the time."""
    if set(map(len, rows)) - {len(schema.columns)}:
        return False
    columns = zip(schema.columns, map(set, zip(*rows, strict=True)), strict=False)
    return all(_all_fit_in(cells, column) for column, cells in columns)


def _all_fit_in(cells: set[str], column: Column) -> bool:
    filled = cells - {""}
    if len(filled) < len(cells) and not column.optional:
        return False
    return not filled or (filled <= column.values if column.values else KINDS[column.kind](filled))


def _without_faults(
    rows: list[tuple[str, ...]], lines: list[int], schema: TableSchema, path: Path
) -> list[LexiconError]:
    """Take the rows that do not fit out of `rows` and `lines`, and say what is wrong with them."""
    wrong = [row_faults(row, schema, path, at) for row, at in zip(rows, lines, strict=True)]
    rows[:] = [row for row, faults in zip(rows, wrong, strict=True) if not faults]
    lines[:] = [at for at, faults in zip(lines, wrong, strict=True) if not faults]
    return [fault for faults in wrong for fault in faults]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # editors on Windows put a mark in front
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", str(path)) from error
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"is not UTF-8 at byte {error.start}; save it as UTF-8", str(path)
        ) from error


def _checked_columns(line: str, schema: TableSchema, path: Path, number: int) -> tuple[str, ...]:
    wanted = tuple(column.name for column in schema.columns)
    columns = tuple(line.split("\t"))
    if columns != wanted:
        raise LexiconError(f"columns are {columns}, expected {wanted}", str(path), number)
    return columns


def row_faults(
    cells: tuple[str, ...], schema: TableSchema, path: Path, number: int | None
) -> list[LexiconError]:
    """What of `cells` does not fit `schema`; `path` and line `number` are for the messages."""
    if len(cells) != len(schema.columns):
        start = "\t".join(cells)[:60]
        message = f"{len(cells)} cells, expected {len(schema.columns)}: {start!r}"
        return [LexiconError(message, str(path), number)]
    return [
        LexiconError(f"{cell!r} is not {_wanted(column)}", str(path), number, column.name)
        for cell, column in zip(cells, schema.columns, strict=True)
        if not _fits(cell, column)
    ]


def _wanted(column: Column) -> str:
    return "one of " + ", ".join(sorted(column.values)) if column.values else column.kind


def _fits(cell: str, column: Column) -> bool:
    if not cell:
        return column.optional
    return cell in column.values if column.values else KINDS[column.kind]((cell,))


def _repeated(
    rows: list[tuple[str, ...]], lines: list[int], schema: TableSchema, path: Path
) -> list[LexiconError]:
    at = [i for i, column in enumerate(schema.columns) if column.name in schema.unique]
    named = ", ".join(schema.unique)
    if len(set(map(itemgetter(*at), rows))) == len(rows):
        return []
    seen: set[tuple[str, ...]] = set()
    faults = []
    for line, row in zip(lines, rows, strict=True):
        key = tuple(row[i] for i in at)
        if key in seen:
            message = f"{key} stands twice; {named} must be unique"
            faults.append(LexiconError(message, str(path), line))
        seen.add(key)
    return faults
