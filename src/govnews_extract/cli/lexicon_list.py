"""The work of `govnews lexicons list`: which tables there are, and where a name stands in them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from govnews_extract.cli.messages import counted, localised
from govnews_extract.cli.terminal import console_for, tell
from govnews_extract.lexicon import Table
from govnews_extract.lexicon.search import Hit, find_rows, is_own, named_tables
from govnews_extract.write.visible import visible

MAX_CELL_CHARS = 40
"""Longer cells of a row that was found are cut."""


def list_tables(names: Sequence[str], *, find: str | None, limit: int) -> int:
    """Print the tables, or the rows that hold `find`.

    Returns:
        The exit code: 1 where a search found nothing, else 0.
    """
    tables = named_tables(names)
    console = console_for(sys.stdout)
    if find is None:
        console.print(_overview(tables))
        rows = sum(len(table.rows) for table in tables)
        tell(counted("{tables:table/tables}, {rows:row/rows}", tables=len(tables), rows=rows))
        return 0
    hits = find_rows(find, tables)
    _print_hits(console, hits[:limit])
    told = "{find}: {rows:row/rows} of {tables:table/tables}"
    if len(hits) > limit:
        told += ", the first {limit} shown; --limit shows more"
    tell(counted(told, find=find, rows=len(hits), tables=len(tables), limit=limit))
    return int(not hits)


def _grid(*columns: str) -> Grid:
    grid = Grid()
    grid.add_column(columns[0], no_wrap=True)
    for name in columns[1:]:
        grid.add_column(name, overflow="fold")
    return grid


def _overview(tables: Sequence[Table]) -> Grid:
    grid = _grid("table", "rows", "holds", "source", "licence")
    grid.columns[1].justify = "right"
    for table in tables:
        name = localised(f"{table.name} (own)") if is_own(table) else table.name
        facts = (table.header.get(key, "") for key in ("holds", "source", "licence"))
        grid.add_row(*(Text(visible(cell)) for cell in (name, str(len(table.rows)), *facts)))
    return grid


def _print_hits(console: Console, hits: Sequence[Hit]) -> None:
    if not hits:
        return
    grid = _grid("table", "column", "found", "row")
    for hit in hits:
        rest = {k: v for k, v in hit.row.items() if v and k not in {"id", hit.column}}
        cells = "  ".join(f"{name}: {_short(cell)}" for name, cell in rest.items())
        grid.add_row(*(Text(visible(cell)) for cell in (hit.table, hit.column, hit.part, cells)))
    console.print(grid)


def _short(cell: str) -> str:
    return cell if len(cell) <= MAX_CELL_CHARS else f"{cell[:MAX_CELL_CHARS]}…"
