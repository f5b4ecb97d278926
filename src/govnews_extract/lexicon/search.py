"""Which tables there are, and in which of their rows a name stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govnews_extract.errors import ConfigError
from govnews_extract.lexicon.loader import Table, lexicon_folder, lexicon_path, load_table
from govnews_extract.lexicon.script import simplify
from govnews_extract.lexicon.tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A row that holds what was looked for.

    Attributes:
        column: Name of the column it stands in.
        part: The cell, or the part of a list, that holds it.
        whole: Whether `part` is just what was looked for.
    """

    table: str
    column: str
    part: str
    whole: bool
    row: dict[str, str]


def named_tables(names: Iterable[str] = ()) -> tuple[Table, ...]:
    """The tables of these names (`divisions` or `divisions.tsv`), or all of them, by name.

    Raises:
        ConfigError: for a name that no table has.
        LexiconError: for a table that does not fit its columns.

    Example:
        >>> (table,) = named_tables(["surnames"])
        >>> table.header["licence"]
        'MIT'
    """
    wanted = [name.removesuffix(".tsv") for name in names] or sorted(TABLES)
    unknown = [name for name in wanted if name not in TABLES]
    if unknown:
        raise ConfigError(
            f"there is no table {unknown[0]!r}; use one of {', '.join(sorted(TABLES))}"
        )
    return tuple(load_table(name) for name in wanted)


def is_own(table: Table) -> bool:
    """Whether the user's own table stands in place of the shipped one."""
    file_name = f"{table.name}.tsv"
    return lexicon_path(file_name) != lexicon_folder() / file_name


def find_rows(text: str, tables: Iterable[Table]) -> tuple[Hit, ...]:
    """Rows in which `text`, in either script, is a cell or a part of one, whole matches first.

    Example:
        >>> hits = find_rows("臨澤縣", named_tables(["divisions", "townships"]))
        >>> [(hit.table, hit.column, hit.row["canonical"]) for hit in hits]
        [('divisions', 'surface', '620723'), ('divisions', 'surface', '622224')]
    """
    forms = {text, simplify(text)}
    found = [hit for table in tables for hit in _hits(table, forms)]
    return tuple(sorted(found, key=lambda hit: not hit.whole))


def _hits(table: Table, forms: set[str]) -> Iterator[Hit]:
    """One hit a row: the first column that holds one of `forms` whole, else the first at all."""
    for row in table.dicts():
        if not any(form in cell for cell in row.values() for form in forms):
            continue
        parts = [(name, part) for name, cell in row.items() for part in cell.split(";")]
        holding = [pair for pair in parts if any(form in pair[1] for form in forms)]
        if not holding:  # the text itself holds the mark between parts
            continue
        # The first column is a key made of the others in most tables.
        column, part = min(holding, key=lambda pair: (pair[1] not in forms, pair[0] == "id"))
        yield Hit(table=table.name, column=column, part=part, whole=part in forms, row=row)
