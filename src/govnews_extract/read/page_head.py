"""The first lines of a page: breadcrumbs, title, source and date, byline, agency lead."""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.datatypes import Span
from govnews_extract.read.bylines import find_byline, find_lead
from govnews_extract.read.page_cells import read_cells
from govnews_extract.read.page_crumbs import read_crumbs
from govnews_extract.read.page_dates import date_at, find_date
from govnews_extract.read.page_items import PageFields, read_items, read_value
from govnews_extract.read.page_labels import find_label, label_at
from govnews_extract.read.page_notes import is_bar, is_note, is_notice
from govnews_extract.read.page_state import Page, is_prose, looks_like_title, trimmed
from govnews_extract.read.page_words import any_of

# Lines looked at that are no furniture, and lines that are.
HEAD_LINES, FURNITURE_LINES = 12, 28
ASKING_MAX_CHARS = 50
VALUE_CHARS = 40
# A count or a size; what is longer and stands below such a label is a title.
SHORT_VALUE_CHARS = 12
LEAD_LINES = 4
CRUMB_TITLE_MIN_CHARS = 10
PREFIX_MAX_CHARS = 12
POP_UP_LINES, POP_UP_MAX_CHARS = 4, 20
CHANNEL_MAX_CHARS = 6
WRAPPED_MIN_CHARS, WRAPPED_SPREAD_CHARS = 16, 2
# How far into a line the items behind a title run into it may begin.
RUN_IN_MAX_CHARS = 160

_REST = " |:-。.*_"
# The channel behind a publisher and a date: 某网 2010-09-07 11:13 蔬菜.
_CHANNEL_RE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_FIRST_WORDS_RE = re.compile(r"[^\s。!?]{6,70}(?=\s)")
_ASKING_RE = re.compile(r"[!?…][”’」』\")]{0,2}\s{0,8}\Z")
_DATE_KINDS = frozenset({"printed", "published", "updated"})
_NUMBERED_RE = re.compile(
    r"\s{0,8}(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])"
)


@cache
def _channel() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{0,4}}{any_of('channel')}")


@cache
def _masthead() -> re.Pattern[str]:
    """The name of a paper or site alone on a line; 舆情 and 在网 are none."""
    return re.compile(
        rf"[-—\s]*(?P<name>[\u4e00-\u9fff]{{1,10}}{any_of('paper', 'site')}(?<![情在]网))"
        r"(?:\s+(?P=name))?[-—\s]*"
    )


@cache
def _event() -> re.Pattern[str]:
    """What a notice of an event says below a date: where, of what, who comes."""
    return re.compile(rf"\s{{0,8}}{any_of('event', stretched=True)}\s?:")


@cache
def _site_behind() -> re.Pattern[str]:
    """The name of a site behind a title, as browsers show both."""
    return re.compile(
        rf"(?<![-_—–|])\s?[-_|–]\s?(?P<site>[\u4e00-\u9fff·]{{2,16}}{any_of('site')})\s*$"
    )


@cache
def _publisher() -> re.Pattern[str]:
    """Who publishes, in front of a date."""
    return re.compile(
        rf"\s{{0,8}}(?P<name>[\u4e00-\u9fff]{{1,14}}{any_of('site', 'medium')}"
        r"|中国[\u4e00-\u9fff]{2,6}(?=\s?·))[\s|·]{1,6}(?=[12民二])"
    )


def read_head(page: Page) -> None:
    """Read the first lines into `page`, up to the first line of prose."""
    plain = 0
    for number in range(HEAD_LINES + FURNITURE_LINES):
        line = page.head_line(number)
        if line is None or plain == HEAD_LINES:
            break
        seen = len(page.spans)
        start = read_crumbs(page, line)
        if start > line.start:
            _drop_header(page)
        if start < line.end and _read_head_line(page, Span(start, line.end), number):
            break
        plain += len(page.spans) == seen
    if page.title is not None and page.second is not None:
        _prefer_behind_channel(page)
    if page.title is None and page.header is not None:
        page.title = page.header
        page.spans = [span for span in page.spans if span != page.header]
    last = page.last_crumb
    if page.title is None and last is not None and len(last) >= CRUMB_TITLE_MIN_CHARS:
        page.title, page.crumbs = last, page.crumbs[:-1]
        page.spans = [
            Span(span.start, last.start) if span.start <= last.start < span.end else span
            for span in page.spans
        ]


def _prefer_behind_channel(page: Page) -> None:
    """Take the second line for the title where the first can only be a channel's name."""
    if page.title and page.second and _channel().fullmatch(page.title.of(page.simple)):
        page.spans.append(page.title)
        page.title, page.second = page.second, None


def _drop_header(page: Page) -> None:
    """Take lines above the breadcrumbs for the site's own header, not for a title."""
    if page.title is not None:
        page.header = page.header or page.title
        page.spans += [span for span in (page.title, page.second) if span is not None]
        page.title = page.second = None


def _read_head_line(page: Page, line: Span, number: int) -> bool:
    """Read one line of the head; whether it is prose, which ends the head."""
    simple = page.simple
    if _read_labelled_title(page, line) or _read_pending(page, line, number):
        return page.body is not None
    stop, proofs = _try_items(page, line, number)
    if proofs and stop > line.start:
        page.spans.append(Span(line.start, stop))
        page.pending = _pending_kind(page, line)
        return stop < line.end
    words = line.of(simple)
    names = find_byline(words)
    if names or read_cells(simple, line, page.fields):
        page.fields.add_people(names)
        page.spans.append(line)
        return False
    if (
        _repeats_title(page, line)
        or is_bar(words)
        or is_note(words)
        or (page.title and is_notice(words))
    ):
        page.spans.append(line)
        return False
    prose = _is_prose(page, line, number)
    if not prose and page.title is not None and _read_prefixed(page, line):
        return False
    if page.title is None and _read_run_in(page, line, prose=prose):
        return False
    if prose:
        page.body = line.start
        _read_lead(page, line, number)
        return True
    if _is_title(page, line, number):
        _take_title(page, trimmed(simple, line))
    return False


def _read_lead(page: Page, line: Span, number: int) -> None:
    """Read the lead that opens the text, or the paragraph behind captions and a summary."""
    lead = find_lead(page.simple, line.start, line.end)
    for ahead in range(1, LEAD_LINES):
        if lead:
            break
        following = page.head_line(number + ahead)
        if following is None:
            return
        found = find_lead(page.simple, following.start, following.end)
        # The reporters alone say nothing so far down; a despatch does.
        lead = found if found and found.span.start == following.start else None
    if lead:
        page.spans.append(lead.span)
        page.fields.add_people(lead.names)
        page.fields.set("agency", lead.agency)


def _take_title(page: Page, line: Span) -> None:
    """Keep a line that may be the title: the first one, unless that only names the site."""
    first = page.title
    if first is None:
        page.title = _without_site(page, line)
        return
    words = first.of(page.simple)
    if line.of(page.simple) == page.fields.values.get("labelled_title"):
        page.spans.append(first)
        page.title = line
        return
    masthead = _masthead().fullmatch(words)
    if masthead or is_notice(words):
        page.fields.set("masthead", masthead["name"] if masthead else None)
        page.spans.append(first)
        page.title = _without_site(page, line)
    elif page.second is None:
        page.second = line


def _is_prose(page: Page, line: Span, number: int) -> bool:
    """Whether a line is prose; a question or a call above source and date is a title."""
    words = line.of(page.simple)
    if is_prose(words):
        asks = len(words) <= ASKING_MAX_CHARS and _ASKING_RE.search(words) and "。" not in words
        # A pop-up speaks shortly, some lines above the items.
        ahead = POP_UP_LINES if len(words.strip()) <= POP_UP_MAX_CHARS else 1
        following = [page.head_line(number + step) for step in range(1, ahead + 1)]
        return not (asks and any(span is not None and _is_items(page, span) for span in following))
    return page.title is None and _is_wrapped(page, line, number)


def _is_items(page: Page, line: Span) -> bool:
    """Whether a line is furniture from its first to its last character."""
    fields = PageFields()
    start = _past_publisher(page, line, fields)
    stop, proofs = read_items(page.simple, start, line.end, fields)
    if stop < line.end and page.simple[stop : line.end].strip(_REST):
        return False
    return proofs > 0 or "printed" in fields.values


def _pending_kind(page: Page, line: Span) -> str | None:
    """The kind of a label alone on its line, whose value may stand on the next."""
    words = line.of(page.simple).strip(" •●◆*")
    return label[0] if words.endswith(":") and (label := label_at(words, 0, len(words))) else None


def _read_pending(page: Page, line: Span, number: int) -> bool:
    """Read the value of the label on the line above, in a list of labels; whether there is one."""
    kind, page.pending = page.pending, None
    words = line.of(page.simple)
    following = page.head_line(number + 1)
    if kind is None or following is None or is_prose(words):
        return False
    told = kind == "other" and looks_like_title(words)
    if len(words.strip()) > (SHORT_VALUE_CHARS if told else VALUE_CHARS):
        return False
    bare = [span.of(page.simple).lstrip(" •●◆*") for span in (line, following)]
    if label_at(bare[0], 0, len(bare[0])) or not label_at(bare[1], 0, len(bare[1])):
        return False
    start = line.end - len(words.lstrip())
    if read_value(kind, page.simple, start, line.end, fields=page.fields) is None:
        return False
    page.spans.append(line)
    return True


def _read_prefixed(page: Page, line: Span) -> bool:
    """Read items behind a few words of the page's own: a channel, buttons, a reporter."""
    simple = page.simple
    near = min(line.end, line.start + RUN_IN_MAX_CHARS)
    dated = find_date(simple, line.start, near)
    found = [at for at in (find_label(simple, line.start, near), dated and dated[1].start) if at]
    at = min(found, default=line.start)
    prefix = simple[line.start : at].strip(_REST + "[【】")
    if at == line.start or len(re.sub(r"\s", "", prefix)) > PREFIX_MAX_CHARS:
        return False
    fields = PageFields()
    stop, proofs = read_items(simple, at, line.end, fields)
    rest = simple[stop : line.end].strip(_REST)
    if rest and not _CHANNEL_RE.fullmatch(rest):
        return False
    if not (proofs or "printed" in fields.values):
        return False
    if _masthead().fullmatch(prefix):
        fields.set("publisher", prefix)
    page.fields.take(fields)
    page.fields.add_people(find_byline(prefix))
    page.fields.add_people(tuple(fields.people))
    page.spans.append(line)
    _prefer_second_title(page)
    return True


def _try_items(page: Page, line: Span, number: int) -> tuple[int, int]:
    """Read items from the start of a line, keeping what they say only where they are furniture."""
    fields = PageFields()
    start = _past_publisher(page, line, fields)
    stop, proofs = read_items(page.simple, start, line.end, fields)
    rest = page.simple[stop : line.end].strip(_REST)
    whole = not rest or (start > line.start and _CHANNEL_RE.fullmatch(rest) is not None)
    if whole and not proofs and "printed" in fields.values:
        proofs = 1
    following = page.head_line(number + 1) if proofs else None
    if following and _event().match(page.simple, following.start, following.end):
        return line.start, 0
    if not proofs or not (whole or _is_sure(fields, proofs)):
        return line.start, 0
    page.fields.take(fields)
    page.fields.add_people(tuple(fields.people))
    _prefer_second_title(page)
    return (line.end if whole else stop), proofs


def _past_publisher(page: Page, line: Span, fields: PageFields) -> int:
    """Behind the publisher's name that opens a line with a date right after it (`某某日报 2017-…`)."""
    match = _publisher().match(page.simple, line.start, line.end)
    if not match or date_at(page.simple, match.end(), line.end) is None:
        return line.start
    fields.set("source", match["name"])
    return match.end()


def _is_sure(fields: PageFields, proofs: int) -> bool:
    """Whether items are furniture even where prose follows them on the same line."""
    return proofs > 1 or not _DATE_KINDS.isdisjoint(fields.values)


def _read_labelled_title(page: Page, line: Span) -> bool:
    """Read a line that labels the title (`标题:…`); whether it is one.

    Where the text goes on behind the title on the same line, `page.body` is set.
    """
    simple = page.simple
    start = line.end - len(line.of(simple).lstrip())
    label = label_at(simple, start, line.end) if start < line.end else None
    if page.title is not None or label is None or label[0] != "title":
        return False
    end = find_label(simple, label[1], line.end) or line.end
    title = trimmed(simple, Span(label[1], end))
    if not looks_like_title(title.of(simple)):
        first = _FIRST_WORDS_RE.match(simple, title.start, end)
        title = Span(title.start, first.end()) if first else Span(title.start, title.start)
        end = title.end
        if not first or not looks_like_title(title.of(simple)):
            return False
    page.title = title
    page.spans.append(Span(line.start, title.start))
    stop = end
    if end < line.end:
        stop, _ = read_items(simple, end, line.end, page.fields)
        page.spans.append(Span(title.end, max(stop, title.end)))
    if simple[stop : line.end].strip(_REST):
        page.body = max(stop, title.end)
    return True


def _without_site(page: Page, title: Span) -> Span:
    """`title` without the site's name that a browser's title carries behind a dash."""
    match = _site_behind().search(page.simple, title.start, title.end)
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
    masthead = _masthead().fullmatch(title.of(simple))
    gap = simple[title.end : at]
    if stop <= at or not len(title) or not gap or not looks_like_title(title.of(simple)):
        return False
    if stop < line.end and not _is_sure(fields, proofs):
        return False
    page.fields.take(fields)
    page.fields.add_people(tuple(fields.people))
    if masthead:
        page.fields.set("masthead", masthead["name"])
        page.spans.append(Span(line.start, stop))
        return True
    page.title = title
    page.spans.append(Span(title.end, stop))
    return True


def _prefer_second_title(page: Page) -> None:
    """Take the line above source and date for the title where the first names a channel (要闻)."""
    if page.title is None or page.second is None:
        return
    if len(page.title) <= CHANNEL_MAX_CHARS and len(page.second) >= 2 * len(page.title):
        page.spans.append(page.title)
        page.title, page.second = page.second, None


def _is_title(page: Page, line: Span, number: int) -> bool:
    simple = page.simple
    words = line.of(simple)
    if not looks_like_title(words) or _NUMBERED_RE.match(words):
        return False
    return page.head_line(number + 1) is not None


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
    """Whether a line says the title again; the second line above, where that is repeated."""
    words = trimmed(page.simple, line).of(page.simple)
    if page.title is None or not words:
        return False
    told = not _DATE_KINDS.isdisjoint(page.fields.values)
    if page.second is not None and not told and words == page.second.of(page.simple):
        page.spans.append(page.title)
        page.title, page.second = page.second, None
        return True
    return words == page.title.of(page.simple)
