"""An HTML page to its article: title, source line and body as text, with edits back to the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape

from govnews_extract.datatypes import ArticleMeta, RepairedText
from govnews_extract.lexicon.script import simplify
from govnews_extract.read.furniture import find_furniture, is_page_line, is_page_noise
from govnews_extract.read.html_body import choose_body, run_text
from govnews_extract.read.html_meta import head_meta, head_values
from govnews_extract.read.html_scan import Page, scan_page
from govnews_extract.read.html_text import bare_text, cut_text
from govnews_extract.read.page_dates import find_date
from govnews_extract.read.page_words import any_of

TITLE_MAX_CHARS = 110
# Lines around the body that may name source, date and people.
LINES_ABOVE, LINES_BELOW = 14, 8
NOISE_LINES = 8
DATE_LINE_MAX_CHARS = 60

_BLANK_RE = re.compile(r"\s+")
_HAN_RE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@cache
def _site_title() -> re.Pattern[str]:
    """The end of a title that names the site alone, and says nothing of the article."""
    return re.compile(rf"(?:{any_of('site')}|政府|首页|委员会|[局厅部]|平台|详情|正文)$")


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
    repaired = cut_text(page, sorted(kept))
    stated = head.filled_from(ArticleMeta(title=_page_title(page, head.title)))
    shown = find_furniture(repaired.text, simplify(repaired.text)).meta
    near = None if shown.published else _near_date(page, lines, body, title)
    return repaired, _rest_of(stated.filled_from(ArticleMeta(published=near)), shown)


def _lines(page: Page) -> list[_Line]:
    groups: dict[int, list[int]] = {}
    for number, run in enumerate(page.runs):
        groups.setdefault(run.line, []).append(number)
    return [
        _Line(number, tuple(runs), "".join(bare_text(page, i) for i in runs))
        for number, runs in groups.items()
    ]


def _page_title(page: Page, stated: str | None) -> str | None:
    if stated:
        return stated
    words = [run_text(page, run) for run in page.runs[:40] if run.heading == "title"]
    return unescape(words[0]).strip() if words else None


def _title_line(
    page: Page, lines: list[_Line], body: frozenset[int], stated: str | None
) -> _Line | None:
    """The line that shows the article's title: the longest that opens the page's own title.

    Without one, the first heading of first level; where the page's title names the site alone,
    the first heading of any; else the `title` element itself.
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
    headings = [
        line
        for line in shown
        if page.runs[line.runs[0]].heading in {"h1", "h2", "h3"} and _HAN_RE.search(line.bare)
    ]
    top = [line for line in headings if page.runs[line.runs[0]].heading == "h1"]
    generic = not whole or _site_title().search(whole) is not None
    if top or (generic and headings):
        return (top or headings)[0]
    titles = [line for line in lines if page.runs[line.runs[0]].heading == "title"]
    return titles[0] if titles and not stated and not generic else None


def _title_min(page: Page, line: _Line) -> int:
    """How long a line must be to be the title: words of menus often open it, headings do not."""
    return 2 if page.runs[line.runs[0]].heading else 4


def _info_runs(
    page: Page, lines: list[_Line], body: frozenset[int], title: _Line | None
) -> set[int]:
    """Runs of the lines around title and body that say source, date, people or breadcrumbs."""
    kept: set[int] = set()
    for line in _near_lines(page, lines, body, title):
        if is_page_line(_words(page, line)):
            kept |= set(line.runs)
    return kept


def _near_lines(
    page: Page, lines: list[_Line], body: frozenset[int], title: _Line | None
) -> list[_Line]:
    """The lines above the title and down to the body, and the first ones behind the body."""
    own = [at for at, line in enumerate(lines) if body.intersection(line.runs)]
    if not own:
        return []
    first, last = own[0], own[-1]
    shown = title and page.runs[title.runs[0]].heading != "title"
    start = min(first, lines.index(title)) if title and shown else first
    return lines[max(0, start - LINES_ABOVE) : first] + lines[last + 1 : last + 1 + LINES_BELOW]


def _near_date(
    page: Page, lines: list[_Line], body: frozenset[int], title: _Line | None
) -> str | None:
    """A date with its clock time on a short line above the body, whatever else stands there."""
    for line in _near_lines(page, lines, body, title):
        if len(line.bare) <= DATE_LINE_MAX_CHARS and line.runs[0] < min(body):
            words = _words(page, line)
            found = find_date(words, 0, len(words))
            if found and "T" in found[0]:
                return found[0]
    return None


def _noise_runs(page: Page, lines: list[_Line], body: frozenset[int]) -> set[int]:
    """Runs of buttons, legal lines and headings of link lists at both ends of the body."""
    own = [line for line in lines if body.intersection(line.runs)]
    ends = own if len(own) <= 2 * NOISE_LINES else own[:NOISE_LINES] + own[-NOISE_LINES:]
    return {number for line in ends if is_page_noise(_words(page, line)) for number in line.runs}


def _words(page: Page, line: _Line) -> str:
    return simplify(" ".join(unescape(run_text(page, page.runs[i])).strip() for i in line.runs))


def _rest_of(head: ArticleMeta, shown: ArticleMeta) -> ArticleMeta:
    """What the head says and the text does not; the text, which gets repaired, goes first."""
    return ArticleMeta(
        title=None if shown.title else head.title,
        source=None if shown.source else head.source,
        published=None if _is_finer(shown.published, head.published) else head.published,
        site=head.site if not shown.site else None,
        url=head.url,
        breadcrumbs=() if shown.breadcrumbs else head.breadcrumbs,
        byline=() if shown.byline else head.byline,
    )


def _is_finer(shown: str | None, stated: str | None) -> bool:
    """Whether the page shows the day that its head states, with a clock time beside it."""
    return bool(shown and stated and shown[:10] == stated[:10] and len(shown) > len(stated))
