"""The path of links at the head of a page: where in a site it stands."""

from __future__ import annotations

import re

from govnews_extract.datatypes import Span
from govnews_extract.read.page_state import Page, plain_words

CRUMBS_MAX_CHARS = 40
PATH_MAX_CHARS = 80
MAX_CRUMBS = 12

CRUMBS_RE = re.compile(
    r"\s{0,8}(?:(?:您|你)?(?:的)?(?:现在|当前|目前)?(?:所处|所在|的)?(?:的)?位置\s?(?:是|为|在)?\s?(?::\s?>{0,2}|>{1,2})?\s{0,3})"
)
HOME_RE = re.compile(r"\s{0,8}[^\s>»›→:。]{0,14}(?:首\s{0,3}页|主页)\s{0,3}(?=>|»|›|→|-|/|=>|\?\s)")
_CRUMB_MARK_RE = re.compile(
    r"\s{0,3}(?:[-=]{1,2}>|>(?:\s{0,2}>){0,2}|»|›|→|::|(?<=\s)[-/|?](?=\s))\s{0,3}"
)
# A ? between blanks is a mark that the page's encoding lost.
_CRUMB_RE = re.compile(r"首\s{1,3}页|[^\s>»›→]{1,20}")
_PATH_MARK_RE = re.compile(r"\s{0,3}(?:>(?:\s{0,2}>){0,2}|»|›)\s{0,3}")
_PATH_STOP_RE = re.compile(r"[\d,;:。%]")


def read_crumbs(page: Page, line: Span) -> int:
    """Read a path of links at the start of a line; where what stands behind it begins."""
    simple = page.simple
    near = min(line.end, line.start + CRUMBS_MAX_CHARS)
    if all(simple.find(word, line.start, near) < 0 for word in ("位置", "页")):
        return _read_path(page, line)
    match = CRUMBS_RE.match(simple, line.start, line.end)
    home = None if match else HOME_RE.match(simple, line.start, line.end)
    if not match and not home:
        return line.start
    at = match.end() if match else line.start
    crumbs: list[str] = []
    while len(crumbs) < MAX_CRUMBS and (crumb := _CRUMB_RE.match(simple, at, line.end)):
        crumbs.append(plain_words(page, Span(*crumb.span())))
        page.last_crumb = Span(*crumb.span())
        at = crumb.end()
        mark = _CRUMB_MARK_RE.match(simple, at, line.end)
        if not mark:
            break
        at = mark.end()
    if len(crumbs) < 2 and not (match and match[0].strip().endswith((":", ">"))):
        return line.start
    page.crumbs = page.crumbs or tuple(crumbs)
    page.spans.append(Span(line.start, at))
    return line.end if not simple[at : line.end].strip() else at


def _read_path(page: Page, line: Span) -> int:
    """Read a line that is nothing but a path without a home page (`新闻 > 国内 > 正文`)."""
    simple = page.simple
    if len(line) > PATH_MAX_CHARS or simple.find(">", line.start, line.end) < 0:
        return line.start
    words = line.of(simple).strip()
    # What is left of a path whose first word stands on the line above.
    rest = words.startswith((">", "»"))
    parts = [part.strip() for part in _PATH_MARK_RE.split(words.lstrip(">» "))]
    short = all(0 < len(part) <= 16 and not _PATH_STOP_RE.search(part) for part in parts)
    known = rest or parts[-1] == "正文" or parts[0].endswith(("网", "频道", "新闻"))
    if not short or len(parts) < 2 or (len(parts) < 3 and not known):
        return line.start
    at = line.start
    crumbs: list[str] = []
    for part in parts:
        at = simple.index(part, at)
        crumbs.append(plain_words(page, Span(at, at + len(part))))
        at += len(part)
    page.crumbs = page.crumbs or tuple(crumbs)
    page.spans.append(line)
    return line.end
