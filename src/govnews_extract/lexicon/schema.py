"""What a schema of a table in `lexicons/` can say.

A table is a TSV file: comment lines (`# key: value`), one line of column names, then rows sorted
by their first column. Its schema names the columns in order and what their cells may hold;
`lexicon.tables` has the schema of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from operator import eq

HEADER_KEYS = ("holds", "columns", "source", "licence", "date")
"""Comment lines that every lexicon must open with."""


def _is_fraction(cell: str) -> bool:
    try:
        return Fraction(cell) > 0
    except (ValueError, ZeroDivisionError):
        return False


def _compiles(cell: str) -> bool:
    try:
        re.compile(cell)
    except re.error:
        return False
    return True


def _are_texts(cells: Collection[str]) -> bool:
    return all(cells) and all(map(eq, cells, map(str.strip, cells)))


KINDS: dict[str, Callable[[Collection[str]], bool]] = {
    "text": _are_texts,
    "char": lambda cells: set(map(len, cells)) == {1},
    "list": lambda cells: _are_texts(";".join(cells).split(";")),
    "int": lambda cells: all(map(re.compile(r"-?[0-9]+").fullmatch, cells)),
    "year": lambda cells: all(map(re.compile(r"[12][0-9]{3}").fullmatch, cells)),
    "code": lambda cells: all(map(re.compile(r"[1-9][0-9]{5}").fullmatch, cells)),
    "fraction": lambda cells: all(map(_is_fraction, cells)),
    "regex": lambda cells: all(map(_compiles, cells)),
}
"""Cell kinds by name, and the check of one or more cells, none of which is empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the kind of its cells, and whether a cell may be empty.

    `values` closes the set of cells; empty means open.
    """

    name: str
    kind: str = "text"
    optional: bool = False
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TableSchema:
    """The columns of one table, and which of them together may not repeat.

    `references` names columns whose cells (each part of a list) must stand in the first column.
    """

    columns: tuple[Column, ...]
    unique: tuple[str, ...]
    references: tuple[str, ...] = ()
