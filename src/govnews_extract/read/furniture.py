"""Page furniture: what a page prints around an article, and what it says of the article.

Only the first and last lines of a text are looked at, so the cost does not grow with its length.
A line is furniture when all of it can be read as furniture: labelled items, dates, buttons,
links, bylines. A line of prose that merely mentions a source or a date stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from govnews_extract.datatypes import ArticleMeta, Furniture, Span
from govnews_extract.read.bylines import find_byline, find_closing, find_lead
from govnews_extract.read.page_dates import find_date, url_date
from govnews_extract.read.page_items import PageFields, read_items
from govnews_extract.read.page_labels import find_label, opens_related

HEAD_LINES = 12
TAIL_LINES = 30
TITLE_MAX_CHARS = 70
CRUMBS_MAX_CHARS = 40
PROSE_MIN_CHARS = 60
TAIL_LINE_MAX_CHARS = 300
# How far into a line the items behind a title run into it may begin.
RUN_IN_MAX_CHARS = 160
APPEAL_MAX_CHARS = 800

_CRUMBS_RE = re.compile(
    r"\s{0,8}(?:(?:您|你)?(?:的)?(?:现在|当前|目前)?(?:所处|所在|的)?(?:的)?位置\s?(?:是|为|在)?\s?[:>]?\s{0,3})"
)
_HOME_RE = re.compile(r"\s{0,8}[^\s>»›→:。]{0,14}(?:首页|主页)\s{0,3}(?=>|»|›|→|-|/)")
_CRUMB_MARK_RE = re.compile(r"\s{0,3}(?:>{1,2}|»|›|→|::|(?<=\s)[-/|](?=\s))\s{0,3}")
_CRUMB_RE = re.compile(r"[^\s>»›→]{1,20}")
_MARKUP_RE = re.compile(r"[\s#*>_=]{0,12}")
_HEADING_RE = re.compile(r"\s{0,8}#{1,6}\s")
_NUMBERED_RE = re.compile(
    r"\s{0,8}(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])"
)
_PROSE_END_RE = re.compile(r"[。;,、:][”’」』\")]{0,2}\s{0,8}\Z")
_SENTENCE_END_RE = re.compile(r"[。!?…;][”’」』\")]{0,2}\s{0,8}\Z")
_RULE_RE = re.compile(r"\s{0,8}[-=_*—]{3,80}\s{0,8}\Z")
_APPEAL_RE = re.compile(
    r"订户|订阅|月费|赞助|捐款|扫码|扫描二维码|关注我们|公众号|支持我们|下载.{0,8}客户端"
)
_APPEAL_SITE_RE = re.compile(
    r"(?:成为|订阅|关注|支持|赞助|加入){1,3}[「“\"《]?(?P<site>[\u4e00-\u9fffA-Za-z]{2,14}?)[」”\"》]?(?:的)?"
    r"(?:月费|年费|付费|官方|微信)?(?:订户|会员|公众号|微博|微信|频道|客户端)"
)
_LEGAL_RE = re.compile(
    r"(?:[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵黔云滇陕秦甘陇青蒙桂宁新藏港澳]\s?)?"
    r"(?:ICP备|ICP证|公网安备|ICP)|网站标识码|版权所有|Copyright|copyright|©|All Rights Reserved|免责声明"
    r"|未经.{0,12}(?:授权|许可).{0,12}(?:转载|使用)|违法和不良信息举报"
)
_OWNER_RE = re.compile(
    r"(?:版权所有|版权归)[\s:©]{0,4}(?P<site>[\u4e00-\u9fff]{2,16}?(?:网|网站|在线|门户|新闻))"
)
_AMOUNT_RE = re.compile(r"\d\s?(?:[万亿元吨%℃]|公里|千瓦|平方|立方|公顷|亩|人次)")
_EVENT_RE = re.compile(
    r"\s{0,8}(?:地\s?点|会议地点|主\s?题|议\s?题|参会|参加人|主持人?|嘉\s?宾|人\s?员)\s?[:]"
)
_DONE_RE = re.compile(r"\s{0,8}[(\[【]?(?:完|全文完|END|End|the end)[)\]】]?[\s。]{0,8}\Z")


@dataclass(slots=True)
class _Page:
    """A text on its way through the rules: its first lines with content, and what was found."""

    text: str
    simple: str
    head: list[Span] = field(default_factory=list)
    next_at: int = 0
    fields: PageFields = field(default_factory=PageFields)
    spans: list[Span] = field(default_factory=list)
    title: Span | None = None
    crumbs: tuple[str, ...] = ()

    def head_line(self, number: int) -> Span | None:
        """The line with content of that number, read on demand; None behind the last."""
        simple = self.simple
        while len(self.head) <= number and self.next_at <= len(simple):
            start = self.next_at
            end = simple.find("\n", start)
            end = len(simple) if end < 0 else end
            self.next_at = end + 1
            if simple[start : min(end, start + 200)].strip():
                self.head.append(Span(start, end))
        return self.head[number] if number < len(self.head) else None


def find_furniture(text: str, simple: str) -> Furniture:
    r"""Title, source, date, site, breadcrumbs and byline of a page, and where furniture stands.

    Args:
        text: The repaired text of an article.
        simple: The same in Simplified Chinese with half-width marks; same length.

    Returns:
        What the furniture says, in Simplified Chinese, and its spans over `text`. A text without
        furniture, such as one paragraph of prose, gives empty fields and no spans.

    Example:
        >>> page = "某县开工项目12个\n来源：某县新闻网 2023-04-07 09:44\n4月6日，该县开工。\n"
        >>> from govnews_extract.lexicon.script import simplify
        >>> found = find_furniture(page, simplify(page))
        >>> found.meta.title, found.meta.source, found.meta.published
        ('某县开工项目12个', '某县新闻网', '2023-04-07T09:44:00')
    """
    page = _Page(text=text, simple=simple)
    if page.head_line(0) is not None:
        _read_head(page)
        _read_tail(page)
    return Furniture(meta=_meta(page), spans=_merged(page.spans), title_span=page.title)


def is_page_line(simple: str) -> bool:
    """Whether one line of a page, taken alone, names source, date, people or breadcrumbs.

    Example:
        >>> is_page_line("来源:某县新闻网 2023-04-07"), is_page_line("某县新闻网报道")
        (True, False)
    """
    words = simple.strip()
    if not words or len(words) > TAIL_LINE_MAX_CHARS:
        return False
    if _CRUMBS_RE.match(words) or _HOME_RE.match(words):
        return True
    if find_byline(words):
        return True
    fields = PageFields()
    stop, _ = read_items(words, 0, len(words), fields)
    telling = bool(fields.people) or not fields.values.keys() <= {"link", "url", "owner"}
    return telling and not words[stop:].strip(" |:-。.*_)]】")


def is_page_noise(simple: str) -> bool:
    """Whether one line of a page, taken alone, is nothing but buttons, links or legal notes.

    Example:
        >>> is_page_noise("【打印】 【关闭】"), is_page_noise("责任编辑:周敏")
        (True, False)
    """
    words = simple.strip()
    if not words or len(words) > TAIL_LINE_MAX_CHARS or _SENTENCE_END_RE.search(words):
        return False
    if opens_related(words) or (_LEGAL_RE.search(words) and not _AMOUNT_RE.search(words)):
        return True
    fields = PageFields()
    stop, proofs = read_items(words, 0, len(words), fields)
    silent = not fields.people and fields.values.keys() <= {"link", "url", "owner"}
    return bool(proofs) and silent and not words[stop:].strip(" |:-。.*_)]】")


def _last_lines(simple: str, first: int, end: int) -> Iterator[Span]:
    """Lines with content of `simple[first:end]` from the last one, not more than `TAIL_LINES`."""
    number = 0
    while end > first and number < TAIL_LINES:
        start = simple.rfind("\n", 0, end) + 1
        if start >= first and simple[max(start, end - 200) : end].strip():
            number += 1
            yield Span(start, end)
        end = start - 1


def _read_head(page: _Page) -> None:
    for number in range(HEAD_LINES):
        line = page.head_line(number)
        if line is None:
            return
        start = _read_crumbs(page, line)
        if start < line.end and _read_head_line(page, Span(start, line.end), number):
            return


def _read_head_line(page: _Page, line: Span, number: int) -> bool:
    """Read one line of the head; whether it is prose, which ends the head."""
    simple = page.simple
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
    if page.title is not None and _repeats_title(page, line):
        page.spans.append(line)
        return False
    prose = _is_prose(words)
    if page.title is None and _read_run_in(page, line, prose=prose):
        return False
    if prose:
        lead = find_lead(simple, line.start, line.end)
        if lead:
            page.spans.append(lead.span)
            page.fields.add_people(lead.names)
            page.fields.set("agency", lead.agency)
        return True
    if page.title is None and _is_title(page, line, number):
        page.title = _trimmed(simple, line)
    return False


def _try_items(page: _Page, line: Span, number: int) -> tuple[int, int]:
    """Read items from the start of a line, keeping what they say only where they are furniture."""
    fields = PageFields()
    stop, proofs = read_items(page.simple, line.start, line.end, fields)
    whole = stop >= line.end or not page.simple[stop : line.end].strip(" |:-。.*_")
    if whole and not proofs and "printed" in fields.values:
        proofs = 1
    following = page.head_line(number + 1) if proofs else None
    if following and _EVENT_RE.match(page.simple, following.start, following.end):
        return line.start, 0
    if not proofs or (not whole and proofs < 2 and "printed" not in fields.values):
        return line.start, 0
    page.fields.take(fields)
    page.fields.add_people(tuple(fields.people))
    return (line.end if whole else stop), proofs


def _read_crumbs(page: _Page, line: Span) -> int:
    """Read a path of links at the start of a line; where what stands behind it begins."""
    simple = page.simple
    near = min(line.end, line.start + CRUMBS_MAX_CHARS)
    if all(simple.find(word, line.start, near) < 0 for word in ("位置", "首页", "主页")):
        return line.start
    match = _CRUMBS_RE.match(simple, line.start, line.end)
    home = None if match else _HOME_RE.match(simple, line.start, line.end)
    if not match and not home:
        return line.start
    at = match.end() if match else line.start
    crumbs: list[str] = []
    while crumb := _CRUMB_RE.match(simple, at, line.end):
        crumbs.append(_plain(page, Span(*crumb.span())))
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


def _read_run_in(page: _Page, line: Span, *, prose: bool) -> bool:
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
    title = _trimmed(simple, Span(line.start, at))
    gap = simple[title.end : at]
    if stop <= at or not len(title) or not gap or not _looks_like_title(title.of(simple)):
        return False
    if stop < line.end and proofs < 2 and "printed" not in fields.values:
        return False
    page.fields.take(fields)
    page.fields.add_people(tuple(fields.people))
    page.title = title
    page.spans.append(Span(title.end, stop))
    return True


def _is_title(page: _Page, line: Span, number: int) -> bool:
    simple = page.simple
    words = line.of(simple)
    if not _looks_like_title(words):
        return False
    if _HEADING_RE.match(words):
        return True
    return page.head_line(number + 1) is not None and not _NUMBERED_RE.match(words)


def _looks_like_title(words: str) -> bool:
    bare = words.strip(" #*\t\xa0")
    return (
        2 <= len(bare) <= TITLE_MAX_CHARS
        and not _PROSE_END_RE.search(bare)
        and "。" not in bare
        and any("\u4e00" <= char <= "\u9fff" for char in bare)
    )


def _is_prose(words: str) -> bool:
    if "。" in words or len(words.strip()) >= PROSE_MIN_CHARS:
        return True
    return _SENTENCE_END_RE.search(words) is not None


def _repeats_title(page: _Page, line: Span) -> bool:
    assert page.title is not None  # noqa: S101 - the caller asked
    return _trimmed(page.simple, line).of(page.simple) == page.title.of(page.simple)


def _read_tail(page: _Page) -> None:
    simple = page.simple
    first = max(page.spans[-1].end if page.spans else 0, page.title.end if page.title else 0)
    first = simple.find("\n", first) + 1 if first else 0
    if not first and (page.spans or page.title):
        return
    end = _read_appeal(page, first)
    lines: list[Span] = []
    people: list[tuple[int, tuple[str, ...]]] = []
    for line in _last_lines(simple, first, end):
        words = line.of(simple)
        prose = _is_prose(words)
        fields = (
            None if prose and len(words) > TAIL_LINE_MAX_CHARS else _read_tail_line(simple, line)
        )
        if fields:
            page.spans.append(line)
            page.fields.take(fields)
            people.append((line.start, tuple(fields.people)))
        elif closing := find_closing(simple, line.start, line.end):
            page.spans.append(closing.span)
            people.append((line.start, closing.names))
        if prose and not fields:
            break
        lines.append(line)
    for _, names in sorted(people):
        page.fields.add_people(names)
    _read_sections(page, lines[::-1])


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
    names = find_byline(words)
    if names:
        fields.add_people(names)
        return fields
    if _LEGAL_RE.search(words) and not _AMOUNT_RE.search(words):
        owner = _OWNER_RE.search(words)
        fields.set("owner", owner["site"] if owner else None)
        return fields
    return fields if _RULE_RE.match(words) or _DONE_RE.match(words) else None


def _read_sections(page: _Page, lines: list[Span]) -> None:
    """Whole sections at the end: links to other pages, lists of promotion."""
    simple = page.simple
    for number, line in enumerate(lines):
        words = line.of(simple)
        rest = lines[number + 1 :]
        if opens_related(words) and not _SENTENCE_END_RE.search(words):
            if not any(_is_prose(after.of(simple)) for after in rest):
                page.spans += [line, *rest]
                return
        elif _opens_promotion(simple, line, rest):
            page.spans += [line, *rest]
            return


def _read_appeal(page: _Page, first: int) -> int:
    """Take off an appeal to subscribe behind a rule at the end; where the text before it ends."""
    simple = page.simple
    start = simple.rfind("---", max(first, len(simple) - APPEAL_MAX_CHARS))
    line = simple.rfind("\n", 0, start) + 1
    if start < first or not _RULE_RE.match(simple[line : simple.find("\n", start)]):
        return len(simple)
    appeal = simple[start:]
    if not _APPEAL_RE.search(appeal):
        return len(simple)
    found = _APPEAL_SITE_RE.search(appeal)
    if found and found["site"] not in {"我们", "本报", "本网"}:
        page.fields.set("owner", found["site"])
    page.spans.append(Span(line, len(simple)))
    return line


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
        if _AMOUNT_RE.search(words) or _SENTENCE_END_RE.search(words):
            return False
        numbered += bool(re.match(rf"{number}[、.]", words))
    return numbered >= 3 and numbered >= len(block) - 2


def _meta(page: _Page) -> ArticleMeta:
    values = page.fields.values
    url = values.get("url") or values.get("link")
    published = values.get("published") or values.get("printed") or values.get("updated")
    if published is None and url is not None:
        published = url_date(url)
    title = _plain(page, page.title) if page.title else values.get("labelled_title")
    return ArticleMeta(
        title=title,
        source=values.get("source") or values.get("publisher") or values.get("agency"),
        published=published,
        site=_site(page) or values.get("owner"),
        url=url if url and url.startswith("http") else None,
        breadcrumbs=page.crumbs,
        byline=tuple(page.fields.people),
    )


def _site(page: _Page) -> str | None:
    if not page.crumbs:
        return None
    name = page.crumbs[0].removesuffix("首页").removesuffix("主页").removesuffix("网站")
    return name if len(name) >= 2 else None


def _plain(page: _Page, span: Span) -> str:
    """A stretch in Simplified Chinese with its own full-width marks."""
    pairs = zip(span.of(page.text), span.of(page.simple), strict=True)
    chars = (
        own if own in "\u3000\u00a0" or "\uff00" <= own <= "\uffef" else plain
        for own, plain in pairs
    )
    return "".join(chars).strip()


def _trimmed(simple: str, span: Span) -> Span:
    """`span` without markup of a heading and blanks at its ends."""
    words = span.of(simple)
    lead = _MARKUP_RE.match(words)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + len(words.rstrip(" \t\r*#_=-|"))
    return Span(min(start, end), max(start, end)) if start < end else Span(start, start)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif len(span):
            merged.append(span)
    return tuple(merged)
