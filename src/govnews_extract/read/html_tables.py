"""Data tables of a page: each figure with the heads of its row and column.

`乡镇 | 项目数(个) | 总投资(亿元)` over `白沙镇 | 12 | 34.5` becomes the line
`白沙镇：项目数12个，总投资34.5亿元。`, so that a figure reads like one in a sentence. Tables that
lay out a page are told apart by what their cells hold: no heads, no figures, or long texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from govnews_extract.read.html_scan import Cell
from govnews_extract.read.page_words import any_of

CELL_MAX_CHARS = 120
HEAD_MAX_CHARS = 40
HEAD_MAX_ROWS = 3
MAX_COLUMNS = 60
MAX_ROWSPAN = 200
MAX_CELLS = 20_000

_FIGURE_RE = re.compile(r"[-+−]?\d[\d,，]*(?:\.\d+)?\s?(?P<unit>[^\d\s,，]{0,6})")
_BARE_RE = re.compile(r"[-+−]?\d[\d,，]*(?:\.\d+)?")
_UNIT = (
    "[万亿千百十元美港欧日吨公斤克里米平方立亩顷瓦时伏安个家户人次项台套辆座处件只头株升度天年月名所张份条起例"
    "%％‰℃kKmMwWhHtgGVL²³/·]{1,6}"
)
_HEAD_UNIT_RE = re.compile(
    rf"[(（\[【]\s?(?:单位[:：])?\s?(?P<unit>{_UNIT})\s?[)）\]】]\s*$|[/／](?P<slash>{_UNIT})$"
)
_CAPTION_UNIT_RE = re.compile(rf"单位\s?[:：]\s?(?P<unit>{_UNIT})\s?[)）]?\s*$")
_UNIT_NOTE_RE = re.compile(rf"[(（]?\s?单位\s?[:：]\s?{_UNIT}\s?[)）]?")
_EMPTY = frozenset({"", "-", "—", "--", "——", "/", "…", "无"})


@cache
def _ratio() -> re.Pattern[str]:
    return re.compile(rf"{any_of('ratio')}|率$")


@cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(rf"{any_of('ordinal', stretched=True)}\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is printed before and after a cell's own text in the line of its row."""

    before: str
    after: str


def lay_out(
    cells: Sequence[tuple[Cell, str]], caption: str = ""
) -> Mapping[tuple[int, int], Place] | None:
    """Where each cell of a data table goes, by row and number; None for a table of layout.

    Args:
        cells: The cells of one table in the order of the page, with their text.
        caption: The line above the table, which may name a unit for all of it.

    Returns:
        For each cell that is printed what stands before and after it; heads, empty cells and the
        running numbers of rows are not printed.
    """
    if len(cells) > MAX_CELLS or sum(_area(cell) for cell, _ in cells) > 4 * MAX_CELLS:
        return None
    grid = _grid(cells)
    rows = sorted({row for row, _ in grid})
    width = max((column for _, column in grid), default=-1) + 1
    if len(rows) < 2 or not 2 <= width <= MAX_COLUMNS:
        return None
    if any(len(text) > CELL_MAX_CHARS for _, text in cells):
        return None
    heads = _head_rows(grid, rows, width)
    body = [row for row in rows if row not in heads]
    if not heads or not body or not _has_figure(grid, body):
        return None
    named = [_column_head(grid, heads, column) for column in range(width)]
    unit = _CAPTION_UNIT_RE.search(caption)
    places: dict[tuple[int, int], Place] = {}
    for row in body:
        _lay_row(grid, row, named, unit["unit"] if unit else "", places=places)
    return places


def is_unit_note(words: str) -> bool:
    """Whether a line only names the unit of a table (`单位：亿元`).

    Example:
        >>> is_unit_note("(单位：亿元)"), is_unit_note("各单位：亿元以上的项目")
        (True, False)
    """
    return _UNIT_NOTE_RE.fullmatch(words.strip()) is not None


_Grid = dict[tuple[int, int], tuple[Cell, str]]


def _area(cell: Cell) -> int:
    return min(cell.rowspan, MAX_ROWSPAN) * min(cell.colspan, MAX_COLUMNS)


def _grid(cells: Sequence[tuple[Cell, str]]) -> _Grid:
    """Cells by row and column, those that span several in each of them."""
    grid: _Grid = {}
    for cell, text in cells:
        column = 0
        while (cell.row, column) in grid:
            column += 1
        for row in range(cell.row, cell.row + min(cell.rowspan, MAX_ROWSPAN)):
            for across in range(column, min(column + cell.colspan, MAX_COLUMNS)):
                grid.setdefault((row, across), (cell, text))
    last = max((cell.row for cell, _ in cells), default=-1)
    return {key: value for key, value in grid.items() if key[0] <= last}


def _is_figure(text: str) -> bool:
    return _FIGURE_RE.fullmatch(text.strip()) is not None


def _head_rows(grid: _Grid, rows: Sequence[int], width: int) -> list[int]:
    """The rows of heads: the first without figures, and those that its merged cells open."""
    heads: list[int] = []
    for row in rows[:HEAD_MAX_ROWS]:
        found = [grid[row, column] for column in range(width) if (row, column) in grid]
        filled = [text for _, text in found if text.strip() not in _EMPTY]
        plain = all(not _is_figure(text) and len(text) <= HEAD_MAX_CHARS for text in filled)
        if not plain or len(filled) < 2:
            break
        cells = [cell for cell, _ in found]
        if len({cell.number for cell in cells}) < 2 and not heads:
            break
        heads.append(row)
        merged = any(cell.colspan > 1 or cell.rowspan > 1 for cell in cells)
        if not merged and not all(cell.header for cell in cells):
            break
    return heads


def _has_figure(grid: _Grid, body: Sequence[int]) -> bool:
    wanted = set(body)
    return any(_is_figure(text) for (row, _), (_, text) in grid.items() if row in wanted)


def _column_head(grid: _Grid, heads: Sequence[int], column: int) -> str:
    parts = [grid[row, column][1].strip() for row in heads if (row, column) in grid]
    return "".join(dict.fromkeys(part for part in parts if part not in _EMPTY))


def _lay_row(
    grid: _Grid,
    row: int,
    named: Sequence[str],
    caption_unit: str,
    *,
    places: dict[tuple[int, int], Place],
) -> None:
    subject, start = _row_head(grid, row, named)
    lead, mark = subject, "："
    last: tuple[int, int] | None = None
    for column, head in enumerate(named):
        found = grid.get((row, column))
        if not found or found[0].row != row or (row, found[0].number) in places:
            continue
        key, text = (row, found[0].number), found[1].strip()
        if _is_dropped(head, text) or column < start:
            continue
        if column == start:
            places[key] = Place(before="", after="")
            lead, last = "", key
            continue
        name, unit = _split_unit(head, text, caption_unit)
        opening = f"{lead}{mark}" if (lead or last) else ""
        lead, mark, last = "", "，", key
        colon = "" if _is_figure(text) or not name else "："
        places[key] = Place(before=f"{opening}{name}{colon}", after=unit)
    if last is not None:
        places[last] = Place(before=places[last].before, after=places[last].after + "。")


def _is_dropped(head: str, text: str) -> bool:
    """Whether a cell says nothing in a sentence: empty, or the running number of its row."""
    if text in _EMPTY:
        return True
    numbered = _ordinal().search(head) and "年" not in head
    return bool(numbered and _BARE_RE.fullmatch(text))


def _row_head(grid: _Grid, row: int, named: Sequence[str]) -> tuple[str, int]:
    """Text of the cell that says what a row is about, and its column (-1 where there is none)."""
    for column, head in enumerate(named[:3]):
        found = grid.get((row, column))
        if not found or _ordinal().fullmatch(head.strip()):
            continue
        text = found[1].strip()
        if text and not _is_figure(text):
            return text, column
        break
    return "", -1


def _split_unit(head: str, text: str, caption_unit: str) -> tuple[str, str]:
    """A column's head without its unit, and the unit to print behind a figure that has none."""
    match = _HEAD_UNIT_RE.search(head)
    name = head[: match.start()] if match else head
    figure = _FIGURE_RE.fullmatch(text)
    if not figure or figure["unit"]:
        return name, ""
    if match:
        return name, match["unit"] or match["slash"]
    return name, "" if _ratio().search(head) else caption_unit
