"""Which text runs of a page are its article.

A library chooses, and its choice is led back to the source: each run is marked with one private
character before the page is parsed, and the marks that come out name the runs that were kept. So
offsets stay exact whatever the library does to blanks and entities.

Three libraries were compared on pages composed after Chinese site templates of 2000-2025 (blocks
with class names, nested tables, text broken by `<br>` only, one-sentence articles, data tables,
link lists inside the article): resiliparse kept every sentence of every article and let link
lists through only on pages without any class names; trafilatura in its precise mode kept all and
let one navigation bar through, in its other modes it returned the link lists of most pages, at a
twentieth of the speed; selectolax parses and selects but does not choose a body. resiliparse is
taken, publishing systems with a known container are read by it directly, and lines that are
mostly links are dropped from what is left.

Parsing slows down with the square of the nesting, so a page nested deeper than any real one is
read without a tree, by the links in its lines alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from govnews_extract.lexicon import load_table
from govnews_extract.read.html_scan import Page, Run

MAX_DEPTH = 400
MAX_TREE_CHARS = 8_000_000
# Private planes 15 and 16 hold the marks.
FIRST_MARK, LAST_MARK = 0xF0000, 0x10FFFD
# A container with less text than this holds a caption or a button, not an article.
MIN_BODY_HAN = 12
# Chosen on the composed pages: sentences with links in them stay below, link lists stand above.
MAX_LINKED_SHARE = 0.55

_MARK_RE = re.compile(f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]")
_NAME_RE = re.compile(r"[A-Za-z][\w-]*")
_HAN_RE = re.compile("[\u4e00-\u9fff]")
_SENTENCE_RE = re.compile("[。！？；]")


def choose_body(page: Page) -> frozenset[int]:
    """Indices of the runs of `page` that are its article's text, headings of the body included.

    Args:
        page: As scanned.

    Returns:
        Indices into `page.runs`; empty where the page holds no text of any length.
    """
    kept: Iterable[int] = range(len(page.runs))
    if _can_parse(page):
        tree = HTMLTree.parse(_marked(page))
        kept = _known_container(tree, page) or _main_content(tree, page) or kept
    return _without_link_lists(page, kept)


def _can_parse(page: Page) -> bool:
    small = len(page.source) <= MAX_TREE_CHARS and len(page.runs) <= LAST_MARK - FIRST_MARK
    return small and page.depth <= MAX_DEPTH


def _marked(page: Page) -> str:
    pieces: list[str] = []
    at = 0
    for number, run in enumerate(page.runs):
        pieces += (page.source[at : run.start], chr(FIRST_MARK + number))
        at = run.start
    pieces.append(page.source[at:])
    return "".join(pieces)


@cache
def _selectors() -> tuple[tuple[str, str], ...]:
    """Each selector with its last name, in lower case, which the source must hold."""
    rows = load_table("page_bodies").rows
    return tuple((row[1], _NAME_RE.findall(row[1])[-1].lower()) for row in rows)


def _known_container(tree: HTMLTree, page: Page) -> list[int]:
    """Runs inside the container of a publishing system that is known, the fullest one."""
    if tree.document is None:
        return []
    source = page.source.lower()
    for selector, name in _selectors():
        if name not in source:
            continue
        found = [
            _marks(node.text_content or "", page)
            for node in tree.document.query_selector_all(selector)
        ]
        best = max(found, key=lambda kept: _han_count(page, kept), default=[])
        if _han_count(page, best) >= MIN_BODY_HAN:
            return best
    return []


def _main_content(tree: HTMLTree, page: Page) -> list[int]:
    text = extract_plain_text(
        tree,
        main_content=True,
        alt_texts=False,
        links=False,
        form_fields=False,
        noscript=False,
        comments=False,
    )
    kept = _marks(text, page)
    return kept if _han_count(page, kept) >= MIN_BODY_HAN else []


def _marks(text: str, page: Page) -> list[int]:
    numbers = (ord(mark) - FIRST_MARK for mark in _MARK_RE.findall(text))
    return [number for number in numbers if number < len(page.runs)]


def _han_count(page: Page, kept: Iterable[int]) -> int:
    return sum(len(_HAN_RE.findall(run_text(page, page.runs[number]))) for number in kept)


def run_text(page: Page, run: Run) -> str:
    """The source text of a run, entities as they stand."""
    return page.source[run.start : run.end]


def _without_link_lists(page: Page, kept: Iterable[int]) -> frozenset[int]:
    """`kept` without the lines that are mostly links and hold no sentence."""
    linked: dict[int, int] = {}
    length: dict[int, int] = {}
    sentence: set[int] = set()
    for run in page.runs:
        size = len(run_text(page, run).strip())
        length[run.line] = length.get(run.line, 0) + size
        linked[run.line] = linked.get(run.line, 0) + size * run.linked
        if not run.linked and _SENTENCE_RE.search(run_text(page, run)):
            sentence.add(run.line)
    return frozenset(
        number
        for number in kept
        if (line := page.runs[number].line) in sentence
        or linked[line] <= MAX_LINKED_SHARE * max(1, length[line])
    )
