"""The first lines of a page: breadcrumbs, title, source and date, byline, agency lead."""

from __future__ import annotations

import re

from govnews_extract.datatypes import Span
from govnews_extract.read.bylines import find_byline, find_lead
from govnews_extract.read.page_dates import date_at, find_date
from govnews_extract.read.page_items import PageFields, read_items
from govnews_extract.read.page_labels import find_label, label_at
from govnews_extract.read.page_state import Page, is_prose, looks_like_title, plain_words, trimmed

HEAD_LINES = 12
CRUMBS_MAX_CHARS = 40
CHANNEL_MAX_CHARS = 6
WRAPPED_MIN_CHARS, WRAPPED_SPREAD_CHARS = 16, 2
PATH_MAX_CHARS = 80
MAX_CRUMBS = 12
# How far into a line the items behind a title run into it may begin.
RUN_IN_MAX_CHARS = 160

_DATE_KINDS = frozenset({"printed", "published", "updated"})
CRUMBS_RE = re.compile(
    r"\s{0,8}(?:(?:您|你)?(?:的)?(?:现在|当前|目前)?(?:所处|所在|的)?(?:的)?位置\s?(?:是|为|在)?\s?[:>]?\s{0,3})"
)
HOME_RE = re.compile(r"\s{0,8}[^\s>»›→:。]{0,14}(?:首页|主页)\s{0,3}(?=>|»|›|→|-|/)")
_CRUMB_MARK_RE = re.compile(r"\s{0,3}(?:>{1,2}|»|›|→|::|(?<=\s)[-/|](?=\s))\s{0,3}")
_CRUMB_RE = re.compile(r"[^\s>»›→]{1,20}")
_PATH_MARK_RE = re.compile(r"\s{0,3}(?:>{1,2}|»|›)\s{0,3}")
_PATH_STOP_RE = re.compile(r"[\d,;:。%]")
_SITE_RE = re.compile(
    r"(?<![-_—–|])\s?[-_|–]\s?(?P<site>[\u4e00-\u9fff·]{2,16}(?:网|网站|频道|在线|门户|新闻中心|客户端))\s*$"
)
_PUBLISHER_RE = re.compile(
    r"\s{0,8}(?P<name>[\u4e00-\u9fff]{1,14}(?:[报网台社]|新闻|发布|融媒|在线|电视|广播|传媒|中心))"
    r"[\s|·]{1,6}(?=[12民二])"
)
_HEADING_RE = re.compile(r"\s{0,8}#{1,6}\s")
_NUMBERED_RE = re.compile(
    r"\s{0,8}(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])"
)
_EVENT_RE = re.compile(
    r"\s{0,8}(?:地\s?点|会议地点|主\s?题|议\s?题|参会|参加人|主持人?|嘉\s?宾|人\s?员)\s?[:]"
)


def read_head(page: Page) -> None:
    """Read the first lines into `page`, up to the first line of prose."""
    for number in range(HEAD_LINES):
        line = page.head_line(number)
        if line is None:
            return
        start = read_crumbs(page, line)
        if start < line.end and _read_head_line(page, Span(start, line.end), number):
            return


def _read_head_line(page: Page, line: Span, number: int) -> bool:
    """Read one line of the head; whether it is prose, which ends the head."""
    simple = page.simple
    if _read_labelled_title(page, line):
        return False
    stop, proofs = _try_items(page, line, number)
    if proofs and stop > line.start:
        page.spans.append(Span(line.start, stop))
        return stop < line.end
    words = line.of(simple)
    names = find_byline(words)
    if names and number:
        page.fields.add_people(names)
        page.spans.append(line)
        return False
    if _repeats_title(page, line):
        page.spans.append(line)
        return False
    prose = is_prose(words) or (page.title is None and _is_wrapped(page, line, number))
    if page.title is None and _read_run_in(page, line, prose=prose):
        return False
    if prose:
        page.body = line.start
        lead = find_lead(simple, line.start, line.end)
        if lead:
            page.spans.append(lead.span)
            page.fields.add_people(lead.names)
            page.fields.set("agency", lead.agency)
        return True
    if _is_title(page, line, number):
        if page.title is None:
            page.title = _without_site(page, trimmed(simple, line))
        elif page.second is None:
            page.second = trimmed(simple, line)
    return False


def _try_items(page: Page, line: Span, number: int) -> tuple[int, int]:
    """Read items from the start of a line, keeping what they say only where they are furniture."""
    fields = PageFields()
    start = _past_publisher(page, line, fields)
    stop, proofs = read_items(page.simple, start, line.end, fields)
    whole = stop >= line.end or not page.simple[stop : line.end].strip(" |:-。.*_")
    if whole and not proofs and "printed" in fields.values:
        proofs = 1
    following = page.head_line(number + 1) if proofs else None
    if following and _EVENT_RE.match(page.simple, following.start, following.end):
        return line.start, 0
    if not proofs or not (whole or _is_sure(fields, proofs)):
        return line.start, 0
    page.fields.take(fields)
    page.fields.add_people(tuple(fields.people))
    _prefer_second_title(page)
    return (line.end if whole else stop), proofs


def _past_publisher(page: Page, line: Span, fields: PageFields) -> int:
    """Behind the publisher's name that opens a line with a date right after it (`某某日报 2017-…`)."""
    match = _PUBLISHER_RE.match(page.simple, line.start, line.end)
    if not match or date_at(page.simple, match.end(), line.end) is None:
        return line.start
    fields.set("source", match["name"])
    return match.end()


def _is_sure(fields: PageFields, proofs: int) -> bool:
    """Whether items are furniture even where prose follows them on the same line."""
    return proofs > 1 or not _DATE_KINDS.isdisjoint(fields.values)


def read_crumbs(page: Page, line: Span) -> int:
    """Read a path of links at the start of a line; where what stands behind it begins."""
    simple = page.simple
    near = min(line.end, line.start + CRUMBS_MAX_CHARS)
    if all(simple.find(word, line.start, near) < 0 for word in ("位置", "首页", "主页")):
        return _read_path(page, line)
    match = CRUMBS_RE.match(simple, line.start, line.end)
    home = None if match else HOME_RE.match(simple, line.start, line.end)
    if not match and not home:
        return line.start
    at = match.end() if match else line.start
    crumbs: list[str] = []
    while len(crumbs) < MAX_CRUMBS and (crumb := _CRUMB_RE.match(simple, at, line.end)):
        crumbs.append(plain_words(page, Span(*crumb.span())))
        at = crumb.end()
        mark = _CRUMB_MARK_RE.match(simple, at, line.end)
        if not mark:
            break
        at = mark.end()
    if len(crumbs) < 2 and not (match and match[0].strip().endswith(":")):
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
    parts = [part.strip() for part in _PATH_MARK_RE.split(words)]
    short = all(0 < len(part) <= 16 and not _PATH_STOP_RE.search(part) for part in parts)
    known = parts[-1] == "正文" or parts[0].endswith(("网", "频道", "新闻"))
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


def _read_labelled_title(page: Page, line: Span) -> bool:
    """Read a line that labels the title (`标题:…`); whether it is one."""
    simple = page.simple
    start = line.end - len(line.of(simple).lstrip())
    label = label_at(simple, start, line.end) if start < line.end else None
    if page.title is not None or label is None or label[0] != "title":
        return False
    page.title = trimmed(simple, Span(label[1], line.end))
    page.spans.append(Span(line.start, page.title.start))
    return True


def _without_site(page: Page, title: Span) -> Span:
    """`title` without the site's name that a browser's title carries behind a dash."""
    match = _SITE_RE.search(page.simple, title.start, title.end)
    if not match:
        return title
    page.fields.set("owner", match["site"])
    return Span(title.start, match.start())


def _read_run_in(page: Page, line: Span, *, prose: bool) -> bool:
    """Read a title with the page's items behind it on the same line; whether it was that."""
    simple = page.simple
    near = min(line.end, line.start + RUN_IN_MAX_CHARS)
    at = find_label(simple, line.start, near)
    if at is None:
        dated = None if prose else find_date(simple, line.start, near)
        if dated is None or simple[dated[1].end : line.end].strip(" )]】"):
            return False
        at = dated[1].start
    fields = PageFields()
    stop, proofs = read_items(simple, at, line.end, fields)
    title = trimmed(simple, Span(line.start, at))
    gap = simple[title.end : at]
    if stop <= at or not len(title) or not gap or not looks_like_title(title.of(simple)):
        return False
    if stop < line.end and not _is_sure(fields, proofs):
        return False
    page.fields.take(fields)
    page.fields.add_people(tuple(fields.people))
    page.title = title
    page.spans.append(Span(title.end, stop))
    return True


def _prefer_second_title(page: Page) -> None:
    """Take the line above source and date for the title where the first names a channel (要闻)."""
    if page.title is None or page.second is None:
        return
    if len(page.title) <= CHANNEL_MAX_CHARS and len(page.second) >= 2 * len(page.title):
        page.spans.append(page.title)
        page.title = page.second


def _is_title(page: Page, line: Span, number: int) -> bool:
    simple = page.simple
    words = line.of(simple)
    if not looks_like_title(words):
        return False
    if _HEADING_RE.match(words):
        return True
    return page.head_line(number + 1) is not None and not _NUMBERED_RE.match(words)


def _is_wrapped(page: Page, line: Span, number: int) -> bool:
    """Whether the line is prose broken at a fixed width, as the next two lines are."""
    if len(line) < WRAPPED_MIN_CHARS:
        return False
    following = [page.head_line(number + ahead) for ahead in (1, 2)]
    lines = [line, *(span for span in following if span is not None)]
    if any(page.simple.find(":", span.start, span.end) >= 0 for span in lines):
        return False
    lengths = [len(span) for span in lines]
    wide = len(lengths) == 3 and min(lengths) >= WRAPPED_MIN_CHARS
    return wide and max(lengths) - min(lengths) <= WRAPPED_SPREAD_CHARS


def _repeats_title(page: Page, line: Span) -> bool:
    if page.title is None:
        return False
    return trimmed(page.simple, line).of(page.simple) == page.title.of(page.simple)
