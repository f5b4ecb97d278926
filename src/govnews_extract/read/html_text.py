"""The kept runs of a page as text: lines, blanks and entities as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from govnews_extract.datatypes import RepairedText
from govnews_extract.read.html_body import run_text
from govnews_extract.read.html_scan import Cell, Page, Run
from govnews_extract.read.html_tables import Place, is_unit_note, lay_out
from govnews_extract.read.markup import TextCutter

RULE_ID = "read.html"

_TOKEN_RE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?|\s+")
_TAGS_RE = re.compile(r"<[^<>]{0,8000}>")
_BLANK_RE = re.compile(r"\s+")
_HAN_RE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def bare_text(page: Page, number: int) -> str:
    """The text of a run without blanks, entities decoded."""
    return _BLANK_RE.sub("", unescape(run_text(page, page.runs[number])))


def cut_text(page: Page, kept: list[int]) -> RepairedText:
    """The text of the runs `kept`, in order, one line a block or row of a data table.

    Args:
        page: As scanned.
        kept: Indices into its runs, sorted.

    Returns:
        The text with the edits that lead back to the page.
    """
    cutter = TextCutter(page.source, rule_id=RULE_ID)
    places, dropped = _table_places(page, kept)
    line = -1
    cell: Cell | None = None
    closing = ""
    for number in kept:
        if number in dropped:
            continue
        run = page.runs[number]
        place = places.get(number)
        same_cell = place is not None and run.cell == cell
        if not same_cell:
            cutter.put(closing)
            closing = ""
        if place is None or run.cell is None:
            opens, cell = run.line != line, None
        else:
            before, cell = cell, run.cell
            opens = before is None or (before.table, before.row) != (cell.table, cell.row)
        if opens and cutter.last:
            cutter.put("\n")
        if place is None:
            if not opens:
                _put_gap(cutter, page, run)
        elif not same_cell:
            cutter.put(place.before)
            closing = place.after
        line = run.line
        _keep_run(cutter, page, run, opens=opens or place is not None)
    cutter.put(closing)
    return cutter.finish()


def _put_gap(cutter: TextCutter, page: Page, run: Run) -> None:
    """A blank between two runs of a line, where the page shows one between words."""
    gap = _TAGS_RE.sub("", page.source[cutter.position : run.start])
    if not gap or not gap.isspace():
        return
    beside_han = _HAN_RE.match(cutter.last) or _HAN_RE.match(page.source[run.start])
    cutter.put("" if "\n" in gap and beside_han else " ")


def _keep_run(cutter: TextCutter, page: Page, run: Run, *, opens: bool) -> None:
    """Keep a run's characters, its entities decoded and its blanks as a browser shows them."""
    source, at = page.source, run.start
    for match in _TOKEN_RE.finditer(source, run.start, run.end):
        cutter.keep(at, match.start())
        at = match.end()
        word = match[0]
        decoded = unescape(word) if word[0] == "&" else word
        if decoded.isspace():
            if (opens and not _has_text(cutter)) or at >= run.end:
                decoded = _trailing(page, run, at, decoded)
            elif "\n" in word and (
                _HAN_RE.match(cutter.last) or _HAN_RE.match(source[at : at + 1])
            ):
                decoded = ""
            else:
                decoded = decoded[0] if decoded[0] in "\u3000\u00a0" else " "
        if decoded == word:
            cutter.keep(match.start(), match.end())
        else:
            cutter.put(decoded)
    cutter.keep(at, run.end)


def _has_text(cutter: TextCutter) -> bool:
    return cutter.last not in {"", "\n"}


def _trailing(page: Page, run: Run, at: int, blank: str) -> str:
    """The blank at an edge of a run: one where the line goes on behind it, else none."""
    if at < run.end or "\n" in blank:
        return ""
    following = page.source[at : at + 2]
    return " " if following[:1] == "<" and following[1:] != "/" else ""


def _table_places(page: Page, kept: Iterable[int]) -> tuple[dict[int, Place], set[int]]:
    """Where the runs of data tables go, by index, and the runs that are not printed at all.

    Heads are not: each figure carries its own. Neither is a note of the unit that all of them
    are given.
    """
    cells: dict[int, dict[Cell, list[int]]] = {}
    above: dict[int, int | None] = {}
    last: int | None = None
    for number in kept:
        cell = page.runs[number].cell
        if cell is None or cell.table in page.nested_tables:
            last = number
            continue
        above.setdefault(cell.table, last)
        cells.setdefault(cell.table, {}).setdefault(cell, []).append(number)
    places: dict[int, Place] = {}
    dropped: set[int] = set()
    for table, found in cells.items():
        caption = above[table]
        note = "" if caption is None else bare_text(page, caption)
        texts = [(cell, "".join(bare_text(page, i) for i in runs)) for cell, runs in found.items()]
        laid = lay_out(texts, note)
        if laid is None:
            continue
        for cell, runs in found.items():
            place = laid.get((cell.row, cell.number))
            if place is None:
                dropped.update(runs)
            else:
                places.update(dict.fromkeys(runs, place))
        if caption is not None and is_unit_note(note):
            dropped.add(caption)
    return places, dropped
