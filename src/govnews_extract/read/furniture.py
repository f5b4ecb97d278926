"""Page furniture: what a page prints around an article, and what it says of the article.

Only the first and last lines of a text are looked at, so the cost does not grow with its length.
A line is furniture when all of it can be read as furniture: labelled items, dates, buttons,
links, bylines. A line of prose that merely mentions a source or a date stays prose.
"""

from __future__ import annotations

import re

from govnews_extract.datatypes import ArticleMeta, Furniture, Span
from govnews_extract.read.bylines import find_byline
from govnews_extract.read.page_crumbs import CRUMBS_RE, HOME_RE
from govnews_extract.read.page_dates import url_date
from govnews_extract.read.page_head import read_head
from govnews_extract.read.page_items import PageFields, read_items
from govnews_extract.read.page_labels import opens_related
from govnews_extract.read.page_notes import AMOUNT_RE, legal
from govnews_extract.read.page_state import SENTENCE_END_RE, Page, plain_words
from govnews_extract.read.page_tail import TAIL_LINE_MAX_CHARS, read_tail
from govnews_extract.read.page_words import page_words

_SITE_RE = re.compile(
    r"(?:网|在线|门户|政府|热线|之窗|信息港|传媒|[报社台]|频道|[委办局厅部院会]|中心|新区|开发区|[省市县区旗])$"
)


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
    page = Page(text=text, simple=simple)
    if page.head_line(0) is not None:
        read_head(page)
        read_tail(page)
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
    if CRUMBS_RE.match(words) or HOME_RE.match(words):
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
    if not words or len(words) > TAIL_LINE_MAX_CHARS or SENTENCE_END_RE.search(words):
        return False
    if opens_related(words) or (legal().search(words) and not AMOUNT_RE.search(words)):
        return True
    fields = PageFields()
    stop, proofs = read_items(words, 0, len(words), fields)
    silent = not fields.people and fields.values.keys() <= {"link", "url", "owner"}
    return bool(proofs) and silent and not words[stop:].strip(" |:-。.*_)]】")


def _meta(page: Page) -> ArticleMeta:
    values = page.fields.values
    url = values.get("url") or values.get("link")
    published = values.get("published") or values.get("printed") or values.get("updated")
    published = published or values.get("signed")
    if published is None and url is not None:
        published = url_date(url)
    title = plain_words(page, page.title) if page.title else values.get("labelled_title")
    masthead = values.get("masthead")
    return ArticleMeta(
        title=title,
        source=values.get("source") or values.get("publisher") or values.get("agency") or masthead,
        published=published,
        site=_site(page) or values.get("owner"),
        url=url if url and url.startswith("http") else None,
        breadcrumbs=page.crumbs,
        byline=tuple(page.fields.people),
    )


def _site(page: Page) -> str | None:
    if not page.crumbs:
        return None
    name = page.crumbs[0].removesuffix("首页").removesuffix("主页").removesuffix("网站")
    return name if _SITE_RE.search(name) and name not in page_words("section") else None


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif len(span):
            merged.append(span)
    return tuple(merged)
