"""What the head of a page says of its article, in the fields of government sites and others.

Source: fields of the State Council's Guidelines on the Development of Government Websites (2017),
annex on page tags (ArticleTitle, PubDate, ContentSource, Author, SiteName, ColumnName, Url); Open
Graph; schema.org names as they stand in `meta` elements.
"""

from __future__ import annotations

import re
from html import unescape

from govnews_extract.datatypes import ArticleMeta
from govnews_extract.lexicon.script import simplify
from govnews_extract.read.bylines import parse_names
from govnews_extract.read.page_dates import find_date

# The head ends long before this; a page without one is not searched to its end.
HEAD_MAX_CHARS = 65_536

_META_RE = re.compile(r"<meta\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE_RE = re.compile(r"""([A-Za-z:-]{2,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CANONICAL_RE = re.compile(
    r"<link\s[^<>]{0,200}?rel\s*=\s*[\"']canonical[\"'][^<>]{0,400}?>", re.IGNORECASE
)
_HREF_RE = re.compile(r"href\s*=\s*[\"']([^\"']{4,500})[\"']", re.IGNORECASE)

_TITLE_NAMES = ("articletitle", "og:title", "twitter:title")
_SOURCE_NAMES = ("contentsource", "source", "article:author_source", "copyright_source")
_DATE_NAMES = (
    "pubdate",
    "publishdate",
    "publish_time",
    "og:article:published_time",
    "article:published_time",
    "weibo: article:create_at",
    "datepublished",
    "og:release_date",
    "dc.date",
)
_AUTHOR_NAMES = ("author", "article:author", "og:article:author", "dc.creator")
_SITE_NAMES = ("sitename", "og:site_name", "application-name")
_URL_NAMES = ("url", "og:url")
_COLUMN_NAMES = ("columnname",)


def head_values(source: str) -> dict[str, str]:
    """The `meta` fields of a page by lower-case name, entities decoded; the first of a name wins.

    Example:
        >>> head_values('<meta name="PubDate" content="2019-05-06 08:00">')
        {'pubdate': '2019-05-06 08:00'}
    """
    values: dict[str, str] = {}
    for match in _META_RE.finditer(source, 0, HEAD_MAX_CHARS):
        pairs = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE_RE.finditer(match[1])}
        name = pairs.get("name") or pairs.get("property") or pairs.get("itemprop")
        content = unescape(pairs.get("content", "")).strip()
        if name and content:
            values.setdefault(name.strip().lower(), content)
    canonical = _CANONICAL_RE.search(source, 0, HEAD_MAX_CHARS)
    href = _HREF_RE.search(canonical[0]) if canonical else None
    if href:
        values.setdefault("url", unescape(href[1]))
    return values


def head_meta(values: dict[str, str]) -> ArticleMeta:
    """The article's meta from the fields of a page's head."""
    date = _first(values, _DATE_NAMES)
    found = find_date(simplify(date), 0, len(date)) if date else None
    author = _first(values, _AUTHOR_NAMES)
    column = _first(values, _COLUMN_NAMES)
    return ArticleMeta(
        title=_first(values, _TITLE_NAMES),
        source=_first(values, _SOURCE_NAMES),
        published=found[0] if found else None,
        site=_first(values, _SITE_NAMES),
        url=_url(values),
        breadcrumbs=(column,) if column else (),
        byline=(parse_names(simplify(author), strict=True) or ()) if author else (),
    )


def page_url(source: str) -> str | None:
    """The address that the head of a page names, as `head_meta` finds it.

    Example:
        >>> page_url('<link rel="canonical" href="http://www.example.gov.cn/1.html">')
        'http://www.example.gov.cn/1.html'
    """
    return _url(head_values(source))


def _url(values: dict[str, str]) -> str | None:
    url = _first(values, _URL_NAMES)
    return url if url and url.startswith("http") else None


def _first(values: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((values[name] for name in names if values.get(name)), None)
