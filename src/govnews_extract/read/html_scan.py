"""An HTML page as a list of text runs, each with its place in the source.

The scanner knows tags, comments, scripts and which elements break lines; it builds no tree, so
its cost is linear in the page whatever the nesting. What it cannot know, which runs belong to
the article, is decided elsewhere on a parsed copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG_RE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})((?:\s[^<>]{0,8000})?)/?>")
_HREF_RE = re.compile(r"href\s*=", re.IGNORECASE)
_CELL_SPAN_RE = re.compile(r"(col|row)span\s*=\s*[\"']?\s*(\d{1,3})", re.IGNORECASE)

# The Wayback Machine's own bar, which it writes into every page it shows.
_ARCHIVE_BAR = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->"
_ARCHIVE_BAR_END = "<!-- END WAYBACK TOOLBAR INSERT -->"
_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset"
    " figcaption figure footer form frame h1 h2 h3 h4 h5 h6 head header hr html legend li main menu"
    " nav ol option p pre section select table tbody td tfoot th thead title tr ul"
)
_SKIPPED_NAMES = "script style noscript template textarea select iframe object svg math"
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
# Elements that old pages leave open; the parser closes them when the next one comes.
_SELF_CLOSING_NAMES = "p li td th tr dt dd option tbody thead tfoot html head body"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_VOID = frozenset(_VOID_NAMES.split())
_SELF_CLOSING = frozenset(_SELF_CLOSING_NAMES.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a table cell stands: the table's number, its row, and how far it reaches."""

    table: int
    row: int
    number: int
    colspan: int
    rowspan: int
    header: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of visible text between two tags.

    Attributes:
        start: Where it begins in the source.
        end: Where it ends there.
        line: Number of the line it belongs to; runs of one line are one block of the page.
        linked: It stands inside a link.
        heading: Name of the heading element it stands in (`h1`, `title`), else empty.
        cell: The innermost table cell it stands in.
    """

    start: int
    end: int
    line: int
    linked: bool
    heading: str
    cell: Cell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A scanned page: its source, its text runs in order, and the deepest nesting of tags."""

    source: str
    runs: tuple[Run, ...]
    depth: int
    nested_tables: frozenset[int]


@dataclass(slots=True)
class _State:
    runs: list[Run] = field(default_factory=list)
    line: int = 0
    links: int = 0
    heading: str = ""
    depth: int = 0
    deepest: int = 0
    tables: list[int] = field(default_factory=list)
    table_count: int = 0
    rows: list[int] = field(default_factory=list)
    cells: list[Cell | None] = field(default_factory=list)
    nested: set[int] = field(default_factory=set)
    unclosed: set[str] = field(default_factory=set)


def scan_page(source: str) -> Page:
    """Scan the source of a page.

    Args:
        source: The decoded page, as it was archived.

    Returns:
        Its text runs in the order of the source, blank ones left out.

    Example:
        >>> page = scan_page("<h1>标题</h1><p>正文<b>12</b>个</p><script>var a;</script>")
        >>> [page.source[run.start:run.end] for run in page.runs], page.runs[-1].line > 1
        (['标题', '正文', '12', '个'], True)
    """
    state = _State()
    at = 0
    size = len(source)
    while at < size:
        tag = source.find("<", at)
        tag = size if tag < 0 else tag
        if tag > at:
            _add_run(state, source, at, tag)
        at = _after_markup(state, source, tag)
    return Page(
        source=source,
        runs=tuple(state.runs),
        depth=state.deepest,
        nested_tables=frozenset(state.nested),
    )


def _add_run(state: _State, source: str, start: int, end: int) -> None:
    if source[start:end].isspace():
        return
    state.runs.append(
        Run(
            start=start,
            end=end,
            line=state.line,
            linked=state.links > 0,
            heading=state.heading,
            cell=state.cells[-1] if state.cells else None,
        )
    )


def _after_markup(state: _State, source: str, at: int) -> int:
    """Take in the markup at `at`; where it ends."""
    if at >= len(source):
        return at
    if source.startswith(_ARCHIVE_BAR, at) and _ARCHIVE_BAR not in state.unclosed:
        end = source.find(_ARCHIVE_BAR_END, at)
        if end >= 0:
            return end + len(_ARCHIVE_BAR_END)
        state.unclosed.add(_ARCHIVE_BAR)
    if source.startswith("<!--", at):
        return _past(source, "-->", at + 4)
    if source.startswith(("<!", "<?"), at):
        return _past(source, ">", at)
    match = _TAG_RE.match(source, at)
    if not match:
        _add_run(state, source, at, at + 1)
        return at + 1
    closing, name, attributes = match[1], match[2].lower(), match[3]
    if not closing and name in _SKIPPED:
        return _past_element(state, source, name, match.end())
    if closing:
        _close(state, name)
    else:
        _open(state, name, attributes)
    return match.end()


def _past(source: str, mark: str, at: int) -> int:
    end = source.find(mark, at)
    return len(source) if end < 0 else end + len(mark)


def _past_element(state: _State, source: str, name: str, at: int) -> int:
    """Behind the end tag of an element whose content is no text.

    A script without end tag runs to the end of the page, as in a browser; of other elements
    without one only the tag is passed over, since old pages forget it.
    """
    if name not in state.unclosed:
        match = re.compile(rf"</{name}[^<>]{{0,100}}>", re.IGNORECASE).search(source, at)
        if match:
            return match.end()
        state.unclosed.add(name)
    return len(source) if name in {"script", "style"} else at


def _open(state: _State, name: str, attributes: str) -> None:
    if name in _BLOCKS:
        state.line += 1
    if name in _VOID:
        return
    if name not in _SELF_CLOSING:
        state.depth += 1
        state.deepest = max(state.deepest, state.depth)
    if name == "a":
        # Links do not nest: a new one closes one left open.
        state.links = 1 if _HREF_RE.search(attributes) else 0
    elif name in _HEADINGS:
        state.heading = name
    elif name == "table":
        _open_table(state)
    elif name == "tr" and state.tables:
        state.rows[-1] += 1
        state.cells[-1] = None
    elif name in {"td", "th"} and state.tables:
        _open_cell(state, name, attributes)


def _open_table(state: _State) -> None:
    if state.tables:
        state.nested.add(state.tables[-1])
    state.table_count += 1
    state.tables.append(state.table_count)
    state.rows.append(-1)
    state.cells.append(None)


def _open_cell(state: _State, name: str, attributes: str) -> None:
    spans = {kind.lower(): int(number) for kind, number in _CELL_SPAN_RE.findall(attributes)}
    before = state.cells[-1]
    state.cells[-1] = Cell(
        table=state.tables[-1],
        row=max(state.rows[-1], 0),
        number=before.number + 1 if before else 0,
        colspan=max(1, spans.get("col", 1)),
        rowspan=max(1, spans.get("row", 1)),
        header=name == "th",
    )


def _close(state: _State, name: str) -> None:
    if name in _BLOCKS:
        state.line += 1
    if name not in _SELF_CLOSING and name not in _VOID:
        state.depth = max(0, state.depth - 1)
    if name == "a":
        state.links = 0
    elif name == state.heading:
        state.heading = ""
    elif name == "table" and state.tables:
        state.tables.pop()
        state.rows.pop()
        state.cells.pop()
