"""An HTML page to its article: title, source line and body as text, with edits back to the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from govnews_extract.datatypes import ArticleMeta, RepairedText
from govnews_extract.lexicon.script import simplify
from govnews_extract.read.furniture import find_furniture, is_page_line, is_page_noise
from govnews_extract.read.html_body import choose_body, run_text
from govnews_extract.read.html_meta import head_meta, head_values
from govnews_extract.read.html_scan import Cell, Page, Run, scan_page
from govnews_extract.read.html_tables import Place, lay_out
from govnews_extract.read.markup import TextCutter

RULE_ID = "read.html"
TITLE_MAX_CHARS = 110
# Lines around the body that may name source, date and people.
LINES_ABOVE, LINES_BELOW = 14, 8
NOISE_LINES = 8

_TOKEN_RE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?|\s+")
_TAGS_RE = re.compile(r"<[^<>]{0,8000}>")
_BLANK_RE = re.compile(r"\s+")
_HAN_RE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class _Line:
    """Runs that stand on one line of the page, by index, and their text without blanks."""

    number: int
    runs: tuple[int, ...]
    bare: str


def read_html(source: str) -> tuple[RepairedText, ArticleMeta]:
    r"""The article of a page.

    Args:
        source: The decoded page.

    Returns:
        Its text, one line a block of the page, first the breadcrumbs, title and source lines
        where the page shows them, with edits that lead back to `source`; and what the page's head
        says beyond what that text says itself.

    Example:
        >>> page = "<title>开工_某县网</title><h1>开工</h1><p>某县开工项目12个，总投资3亿元。</p>"
        >>> read_html(page)[0].text
        '开工\n某县开工项目12个，总投资3亿元。'
    """
    page = scan_page(source)
    values = head_values(source)
    body = choose_body(page)
    lines = _lines(page)
    head = head_meta(values)
    title = _title_line(page, lines, body, head.title)
    kept = set(body)
    if title is not None:
        kept |= set(title.runs)
    kept -= _noise_runs(page, lines, body)
    kept |= _info_runs(page, lines, body, title)
    kept -= {
        i
        for i in kept
        if page.runs[i].heading == "title" and i not in (title.runs if title else ())
    }
    repaired = _cut(page, sorted(kept))
    return repaired, _rest_of(head, repaired.text, _page_title(page, head.title))


def _lines(page: Page) -> list[_Line]:
    groups: dict[int, list[int]] = {}
    for number, run in enumerate(page.runs):
        groups.setdefault(run.line, []).append(number)
    return [
        _Line(number, tuple(runs), "".join(_bare(page, i) for i in runs))
        for number, runs in groups.items()
    ]


def _bare(page: Page, number: int) -> str:
    return _BLANK_RE.sub("", unescape(run_text(page, page.runs[number])))


def _page_title(page: Page, stated: str | None) -> str | None:
    if stated:
        return stated
    words = [run_text(page, run) for run in page.runs[:40] if run.heading == "title"]
    return unescape(words[0]).strip() if words else None


def _title_line(
    page: Page, lines: list[_Line], body: frozenset[int], stated: str | None
) -> _Line | None:
    """The line that shows the article's title: the longest that opens the page's own title.

    Without one, the first heading of first level; else the `title` element itself.
    """
    whole = _BLANK_RE.sub("", _page_title(page, stated) or "")
    last = max(body, default=len(page.runs))
    shown = [
        line
        for line in lines
        if _title_min(page, line) <= len(line.bare) <= TITLE_MAX_CHARS
        and line.runs[0] <= last
        and page.runs[line.runs[0]].heading != "title"
        and not page.runs[line.runs[0]].linked
    ]
    fitting = [line for line in shown if whole.startswith(line.bare)]
    if fitting:
        return max(fitting, key=lambda line: len(line.bare))
    level = [
        line
        for line in shown
        if page.runs[line.runs[0]].heading == "h1" and _HAN_RE.search(line.bare)
    ]
    if level:
        return level[0]
    titles = [line for line in lines if page.runs[line.runs[0]].heading == "title"]
    return titles[0] if titles and not stated else None


def _title_min(page: Page, line: _Line) -> int:
    """How long a line must be to be the title: words of menus often open it, headings do not."""
    return 2 if page.runs[line.runs[0]].heading else 4


def _info_runs(
    page: Page, lines: list[_Line], body: frozenset[int], title: _Line | None
) -> set[int]:
    """Runs of the lines around title and body that say source, date, people or breadcrumbs."""
    own = [at for at, line in enumerate(lines) if body.intersection(line.runs)]
    if not own:
        return set()
    first = own[0]
    shown = title and page.runs[title.runs[0]].heading != "title"
    start = min(first, lines.index(title)) if title and shown else first
    near = (
        lines[max(0, start - LINES_ABOVE) : first] + lines[own[-1] + 1 : own[-1] + 1 + LINES_BELOW]
    )
    kept: set[int] = set()
    for line in near:
        if is_page_line(_words(page, line)):
            kept |= set(line.runs)
    return kept


def _noise_runs(page: Page, lines: list[_Line], body: frozenset[int]) -> set[int]:
    """Runs of buttons, legal lines and headings of link lists at both ends of the body."""
    own = [line for line in lines if body.intersection(line.runs)]
    ends = own if len(own) <= 2 * NOISE_LINES else own[:NOISE_LINES] + own[-NOISE_LINES:]
    return {number for line in ends if is_page_noise(_words(page, line)) for number in line.runs}


def _words(page: Page, line: _Line) -> str:
    return simplify(" ".join(unescape(run_text(page, page.runs[i])).strip() for i in line.runs))


def _rest_of(head: ArticleMeta, text: str, title: str | None) -> ArticleMeta:
    """What the head says and the text does not; the text, which is repaired, goes first."""
    shown = find_furniture(text, simplify(text)).meta
    return ArticleMeta(
        title=None if shown.title else title,
        source=None if shown.source else head.source,
        published=head.published if not shown.published or _agrees(head, shown) else None,
        site=head.site if not shown.site else None,
        url=head.url,
        breadcrumbs=() if shown.breadcrumbs else head.breadcrumbs,
        byline=() if shown.byline else head.byline,
    )


def _agrees(head: ArticleMeta, shown: ArticleMeta) -> bool:
    """Whether the head gives the same day, more precisely."""
    one, other = head.published or "", shown.published or ""
    return one[:10] == other[:10] and len(one) > len(other)


def _cut(page: Page, kept: list[int]) -> RepairedText:
    cutter = TextCutter(page.source, rule_id=RULE_ID)
    places = _tables(page, kept)
    line, dropped_cell = -1, False
    cell: Cell | None = None
    closing = ""
    for number in kept:
        run = page.runs[number]
        table = places.get(run.cell.table) if run.cell else None
        if table is not None and run.cell is not None:
            place = table.get((run.cell.row, run.cell.number))
            if run.cell != cell:
                cutter.put(closing)
                closing = place.after if place else ""
                new_row = cell is None or (cell.table, cell.row) != (run.cell.table, run.cell.row)
                if new_row and cutter.last:
                    cutter.put("\n")
                dropped_cell = place is not None and place.before is None
                cutter.put(place.before if place and place.before else "")
            cell = run.cell
            line = run.line
            if not dropped_cell:
                _keep_run(cutter, page, run, opens=True)
            continue
        cutter.put(closing)
        closing, cell = "", None
        opens = run.line != line
        if opens and cutter.last:
            cutter.put("\n")
        elif not opens:
            _put_gap(cutter, page, run)
        line = run.line
        _keep_run(cutter, page, run, opens=opens)
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


def _tables(page: Page, kept: Iterable[int]) -> dict[int, Mapping[tuple[int, int], Place]]:
    """How the data tables among the kept runs are laid out, by number of the table."""
    cells: dict[int, dict[Cell, str]] = {}
    caption: dict[int, str] = {}
    above = ""
    for number in kept:
        run = page.runs[number]
        words = _bare(page, number)
        if run.cell is None or run.cell.table in page.nested_tables:
            above = words
            continue
        table = cells.setdefault(run.cell.table, {})
        caption.setdefault(run.cell.table, above)
        table[run.cell] = table.get(run.cell, "") + words
    laid: dict[int, Mapping[tuple[int, int], Place]] = {}
    for table_number, found in cells.items():
        places = lay_out(list(found.items()), caption[table_number])
        if places is not None:
            laid[table_number] = places
    return laid
