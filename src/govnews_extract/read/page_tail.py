"""The last lines of a page: people, source, links, legal notes, appeals, lists of other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from govnews_extract.datatypes import Span
from govnews_extract.read.bylines import Credit, find_byline, find_closing, find_signature
from govnews_extract.read.page_dates import find_date
from govnews_extract.read.page_items import PageFields, read_items
from govnews_extract.read.page_labels import opens_related, page_labels
from govnews_extract.read.page_notes import AMOUNT_RE, is_notice, legal, note_start
from govnews_extract.read.page_state import SENTENCE_END_RE, Page, is_prose
from govnews_extract.read.page_words import any_of

TAIL_LINES = 30
TAIL_LINE_MAX_CHARS = 300
APPEAL_MAX_CHARS = 800

_RULE_RE = re.compile(r"\s{0,8}[-=_*—]{3,80}\s{0,8}\Z")
_APPEAL_SITE_RE = re.compile(
    r"(?:成为|订阅|关注|支持|赞助|加入){1,3}[「“\"《]?"
    r"(?P<site>[\u4e00-\u9fffA-Za-z]{2,14}?)[」”\"》]?(?:的)?"
    r"(?:月费|年费|付费|官方|微信)?(?:订户|会员|公众号|微博|微信|频道|客户端)"
)
# The day on which an official document was signed stands alone on a line.
_SIGNED_DATE_RE = re.compile(
    r"[\s(]{0,60}[〇○零一二三四五六七八九十\d]{4}\s?年[^\n]{3,12}日\s?(?:\(星期.\))?[\s)]{0,8}"
)
_PROPERTIES_RE = re.compile(
    r"\s{0,8}(?P<date>(?:19|20)\d\d-\d\d-\d\d)[\s\d]{1,12}(?P<paper>[\u4e00-\u9fff]{2,12}报)\s.{0,60}enpproperty"
)
_ITEMS_BRACKET_RE = re.compile(
    r"(?<=[。!?”」』…\s])[(〔【\[](?P<items>[^()〔〕【】\[\]\n]{1,12}:[^()〔〕【】\[\]\n]{1,80})[)〕】\]][\s。|*]{0,8}\Z"
)
_PRINTED_IN_RE = re.compile(
    r"\s{0,8}[(\[]?《\s?(?P<paper>[\u4e00-\u9fff]{2,12}[报刊])\s?》\s?[(,]?\s?"
    r"(?P<date>(?:19|20)\d\d\s?年\s?\d\d?\s?月\s?\d\d?\s?日)[\s,]{0,3}(?:第?\s?[0-9A-Z]{1,4}\s?版)?[\s)\]]{0,4}\Z"
)
_DONE_RE = re.compile(r"\s{0,8}[(\[【]?(?:完|全文完|END|End|the end)[)\]】]?[\s。]{0,8}\Z")


@cache
def _owner() -> re.Pattern[str]:
    return re.compile(
        rf"(?:版权所有|版权归)[\s:©]{{0,4}}(?P<site>[\u4e00-\u9fff]{{2,16}}?{any_of('site')})"
    )


@cache
def _signed_source() -> re.Pattern[str]:
    """Who publishes, and who wrote or took the picture, in one bracket."""
    return re.compile(
        rf"(?:来源|稿源|转自):\s?(?P<name>[\u4e00-\u9fff]{{1,12}}?{any_of('site', 'medium')})"
        r"\s?(?P<people>[\u4e00-\u9fff、\s]{2,14}摄?)\Z"
    )


def read_tail(page: Page) -> None:
    """Read the last lines into `page`, from the end back to the last line of prose."""
    first = _tail_start(page)
    if first is None:
        return
    end = _read_other_pages(page, first, _read_appeal(page, first))
    lines: list[Span] = []
    people: dict[int, tuple[str, ...]] = {}
    for whole in _last_lines(page.simple, first, end):
        line = _without_note(page, whole)
        if line is None:
            continue
        prose = is_prose(line.of(page.simple))
        if not _take_line(page, line, people, prose=prose) and prose:
            break
        lines.append(line)
    for _, names in sorted(people.items()):
        page.fields.add_people(names)
    _read_sections(page, lines[::-1])


def _tail_start(page: Page) -> int | None:
    """Where the tail may begin: behind the head and the title; None where nothing stands there."""
    if page.body is not None:
        return page.body
    seen = max(page.spans[-1].end if page.spans else 0, page.title.end if page.title else 0)
    first = page.simple.find("\n", seen) + 1 if seen else 0
    return None if seen and not first else first


def _without_note(page: Page, line: Span) -> Span | None:
    """`line` without the notice or the notes that end it, which `page` takes; None if all is that."""
    words = line.of(page.simple)
    note = 0 if is_notice(words) else note_start(words)
    if note == len(words):
        return line
    page.fields.take(_note_fields(words[note:]))
    page.spans.append(Span(line.start + note, line.end))
    return Span(line.start, line.start + note) if note else None


def _take_line(page: Page, line: Span, people: dict[int, tuple[str, ...]], *, prose: bool) -> bool:
    """Take what `line` says of the page, and the `people` it names by where it begins.

    Returns:
        Whether it is furniture as a whole.
    """
    simple, words = page.simple, line.of(page.simple)
    long = prose and len(words) > TAIL_LINE_MAX_CHARS
    fields = None if long else _read_tail_line(simple, line)
    if fields is not None:
        page.spans.append(line)
        page.fields.take(fields)
        people[line.start] = tuple(fields.people)
        return True
    if _SIGNED_DATE_RE.fullmatch(words):
        dated = find_date(simple, line.start, line.end)
        page.fields.set("signed", dated[0] if dated else None)
    if labelled := _read_closing_items(simple, line):
        page.spans.append(labelled[0])
        page.fields.take(labelled[1])
        people[line.start] = tuple(labelled[1].people)
    elif closing := _closing_at(simple, line, prose=prose):
        page.spans.append(closing.span)
        people[line.start] = closing.names
    return False


def _note_fields(words: str) -> PageFields:
    """What a note on rights or a mark of a paper's system says of the page."""
    fields = PageFields()
    owner = _owner().search(words)
    fields.set("owner", owner["site"] if owner else None)
    printed = _PROPERTIES_RE.match(words)
    if printed:
        fields.set("printed", printed["date"])
        fields.set("publisher", printed["paper"])
    return fields


def _closing_at(simple: str, line: Span, *, prose: bool) -> Credit | None:
    """The people named at the end of a line, in brackets or behind its last sentence."""
    closing = find_closing(simple, line.start, line.end)
    return closing or (find_signature(simple, line.start, line.end) if prose else None)


def _read_closing_items(simple: str, line: Span) -> tuple[Span, PageFields] | None:
    """The bracket of labelled items behind the last sentence (`(撰稿:… 审核:…)`), and what it says."""
    found = _ITEMS_BRACKET_RE.search(simple, max(line.start, line.end - 120), line.end)
    if not found:
        return None
    fields = PageFields()
    source = _signed_source().match(found["items"])
    if source:
        fields.set("source", source["name"])
        fields.add_people(find_byline(source["people"]))
        return Span(*found.span()), fields
    start, end = found.span("items")
    stop, proofs = read_items(simple, start, end, fields)
    whole = proofs and not simple[stop:end].strip(" ;,。")
    return (Span(*found.span()), fields) if whole else None


def _last_lines(simple: str, first: int, end: int) -> Iterator[Span]:
    """Lines with content of `simple[first:end]` from the last one, not more than `TAIL_LINES`."""
    number = 0
    while end > first and number < TAIL_LINES:
        start = simple.rfind("\n", 0, end) + 1
        if start >= first and simple[max(start, end - 200) : end].strip():
            number += 1
            yield Span(start, end)
        end = start - 1


def _read_tail_line(simple: str, line: Span) -> PageFields | None:
    """What a line of the tail says where it is furniture as a whole; None where it is not."""
    words = line.of(simple)
    if len(words) > TAIL_LINE_MAX_CHARS:
        return None
    fields = PageFields()
    stop, proofs = read_items(simple, line.start, line.end, fields)
    if proofs and not simple[stop : line.end].strip(" |:-。.*_)]】"):
        return fields
    fields = PageFields()
    if "。" in words:
        return None
    printed = _PRINTED_IN_RE.match(words)
    if printed:
        dated = find_date(printed["date"], 0, len(printed["date"]))
        fields.set("publisher", printed["paper"])
        fields.set("printed", dated[0] if dated else None)
        return fields
    names = find_byline(words)
    if names:
        fields.add_people(names)
        return fields
    if legal().search(words) and not AMOUNT_RE.search(words):
        owner = _owner().search(words)
        fields.set("owner", owner["site"] if owner else None)
        return fields
    return fields if _RULE_RE.match(words) or _DONE_RE.match(words) else None


def _read_sections(page: Page, lines: list[Span]) -> None:
    """Whole sections at the end: links to other pages, lists of promotion."""
    simple = page.simple
    for number, line in enumerate(lines):
        words = line.of(simple)
        rest = lines[number + 1 :]
        if opens_related(words) and not SENTENCE_END_RE.search(words):
            if not any(is_prose(after.of(simple)) for after in rest):
                page.spans += [line, *rest]
                return
        elif _opens_promotion(simple, line, rest):
            page.spans += [line, *rest]
            return


@cache
def _appeal() -> re.Pattern[str]:
    return re.compile(rf"{any_of('appeal')}|下载.{{0,8}}客户端")


def _read_appeal(page: Page, first: int) -> int:
    """Take off an appeal to subscribe behind a rule at the end; where the text before it ends."""
    simple = page.simple
    start = simple.rfind("---", max(first, len(simple) - APPEAL_MAX_CHARS))
    line = simple.rfind("\n", 0, start) + 1
    if start < first or not _RULE_RE.match(simple[line : simple.find("\n", start)]):
        return len(simple)
    appeal = simple[start:]
    if not _appeal().search(appeal):
        return len(simple)
    found = _APPEAL_SITE_RE.search(appeal)
    if found and found["site"] not in {"我们", "本报", "本网"}:
        page.fields.set("owner", found["site"])
    page.spans.append(Span(line, len(simple)))
    return line


def _read_other_pages(page: Page, first: int, end: int) -> int:
    """Take off other articles under a heading for them; where the text before it ends.

    Such headings, alone on a line behind the first third, stand over what other pages say, whole
    sentences too. 相关链接 and 延伸阅读 do not count: papers put background of the article there.
    """
    found = page_labels().articles.search(page.simple, max(first, end // 3), end)
    if not found:
        return end
    page.spans.append(Span(found.start("line"), len(page.simple)))
    return found.start("line") - 1


def _opens_promotion(simple: str, line: Span, rest: list[Span]) -> bool:
    """Whether a numbered list of other pages' titles begins here and runs to the end.

    Seen: a portal's own awards, numbered, behind an empty line. Lists that belong to an article
    hold amounts or sentences, or are announced by a colon; those stay.
    """
    block = [line, *rest]
    if len(block) < 4 or not simple[max(0, line.start - 2) : line.start].isspace():
        return False
    if simple[max(0, line.start - 8) : line.start].rstrip().endswith(":"):
        return False
    numbered = 0
    for number, item in enumerate(block, 1):
        words = item.of(simple).strip()
        if AMOUNT_RE.search(words) or SENTENCE_END_RE.search(words):
            return False
        numbered += bool(re.match(rf"{number}[、.]", words))
    return numbered >= 3 and numbered >= len(block) - 2
