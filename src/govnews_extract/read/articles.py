"""The bytes of one article, or a text out of a table, to an article in two steps.

The first finds the article in its container, the second reads its markup.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from govnews_extract.datatypes import ArticleMeta, Edit, RepairedText, SourceArticle, Span
from govnews_extract.errors import ReadError
from govnews_extract.read.encodings import Decoded, declared_in_html, decode_bytes, well_formed
from govnews_extract.read.html_meta import page_url
from govnews_extract.read.options import ReadOptions

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
HTML_SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".shtml", ".shtm", ".asp", ".aspx", ".jsp", ".php"}
)
# HTML in a field of a table has its first tag within so many characters.
MARKUP_SAMPLE_CHARS = 20_000

_CONTROL_RE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]+")
# An opening tag that plain text about HTML does not begin with.
_HTML_RE = re.compile(
    r"\s{0,200}(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype\s+html|\?xml|html|head|body|meta|title|table|div|p)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_TAG_RE = re.compile(
    r"<(?:/?(?:p|div|br|span|table|tr|td|a|font|strong|b|h[1-6])|img)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedArticle:
    """An article out of its container: decoded and known by its bytes, its markup not yet read.

    To find these is cheap. `read`, which takes most of the time that reading takes, can be left
    to another process.

    Attributes:
        id: SHA-256 of the article's raw bytes, in hexadecimal.
        path: Stable name of where it came from; None where it has none.
        decoded: Its text, markup included.
        is_markup: Whether the text is HTML.
        meta: What the fields beside its text say; it goes before what a page says of itself.
        fetched_from: Address that its container names; a page's own goes before it.
        encoding: The encoding assumed; None for text given as `str`.

    Example:
        >>> from govnews_extract.read.options import ReadOptions
        >>> found = archived_bytes("<p>签约31项。</p>".encode(), "a.html", ReadOptions())
        >>> found.is_markup, found.read().repaired.text
        (True, '签约31项。')
    """

    id: str
    path: str | None
    decoded: Decoded
    is_markup: bool
    meta: ArticleMeta = field(default_factory=ArticleMeta)
    fetched_from: str | None = None
    encoding: str | None = None

    @property
    def url(self) -> str | None:
        """Its address, as `read` finds it."""
        own = page_url(self.decoded.text) if self.is_markup and not self.meta.url else None
        return self.meta.url or own or self.fetched_from

    def read(self) -> SourceArticle:
        """The article with its markup taken off.

        Raises:
            ReadError: where nothing is left.
        """
        repaired, found = _plain(self.decoded), ArticleMeta()
        if self.is_markup:
            repaired, found = _read_markup(self.decoded)
        repaired = _without_controls(repaired)
        if not repaired.text.strip():
            raise ReadError("holds no text besides markup", self.path)
        return SourceArticle(
            id=self.id,
            path=self.path,
            repaired=repaired,
            meta=self.meta.filled_from(found).filled_from(ArticleMeta(url=self.fetched_from)),
            encoding=self.encoding,
        )


def archived_bytes(
    data: bytes,
    path: str,
    options: ReadOptions,
    *,
    html: bool | None = None,
    declared: str | None = None,
    url: str | None = None,
) -> ArchivedArticle:
    """The article that `data`, the whole of a file or member, holds.

    Args:
        data: Its bytes.
        path: Its stable name.
        options: Encoding and limits.
        html: Whether it is HTML; None to tell by its name and first tag.
        declared: Encoding that its container declares.
        url: Address it was fetched from.

    Raises:
        ReadError: empty, too large, or no text.
    """
    if not data.strip():
        raise ReadError("is empty", path)
    if len(data) > options.max_article_bytes:
        raise ReadError(_too_large(len(data), options), path)
    named = suffix_of(path)
    marked_up = html if html is not None else named in HTML_SUFFIXES
    meant = declared_in_html(data) or declared if marked_up or b"<" in data[:64] else declared
    decoded = decode_bytes(data, path=path, declared=meant, forced=options.encoding)
    if html is None and not marked_up:
        marked_up = _HTML_RE.match(decoded.text) is not None
    return ArchivedArticle(
        id=hashlib.sha256(data).hexdigest(),
        path=path,
        decoded=decoded,
        is_markup=marked_up,
        fetched_from=url,
        encoding=decoded.encoding,
    )


def archived_fields(
    text: str, meta: ArticleMeta, raw: bytes, path: str | None, *, encoding: str | None
) -> ArchivedArticle:
    """The article of one row or object, whose text may be HTML.

    Args:
        text: Its text field.
        meta: What its other fields say.
        raw: The bytes of the row, from which its id comes.
        path: Its stable name, with the row's number; None where it has none.
        encoding: Encoding of the file.

    Raises:
        ReadError: where the text is empty.
    """
    decoded = Decoded(text=well_formed(text), encoding=encoding or "")
    if not text.strip():
        raise ReadError("has an empty text field", path)
    return ArchivedArticle(
        id=hashlib.sha256(raw).hexdigest(),
        path=path,
        decoded=decoded,
        is_markup=_TAG_RE.search(decoded.text[:MARKUP_SAMPLE_CHARS]) is not None,
        meta=meta,
        encoding=encoding,
    )


def suffix_of(name: str) -> str:
    """The suffix of a file's name, in small letters; a saved page may have its query behind it.

    Example:
        >>> suffix_of("news/1.HTML"), suffix_of("show.asp?id=3.5"), suffix_of("a.txt")
        ('.html', '.asp', '.txt')
    """
    page = name.rpartition("/")[2].partition("?")[0]
    asked = PurePosixPath(page).suffix.lower() if page != name else ""
    return asked if asked in HTML_SUFFIXES else PurePosixPath(name).suffix.lower()


def _without_controls(repaired: RepairedText) -> RepairedText:
    """The text without NUL and the like, which no page means and databases refuse."""
    found = _CONTROL_RE.finditer(repaired.text)
    edits: list[Edit] = []
    taken = 0
    for match in found:
        start, end = match.span()
        edits.append(
            Edit(
                kind="control_character",
                span=Span(start - taken, start - taken),
                raw_span=Span(start, end),
                before=match[0],
                after="",
                rule_id="read.control",
            )
        )
        taken += end - start
    return repaired.then(edits) if edits else repaired


def _too_large(size: int, options: ReadOptions) -> str:
    return (
        f"holds {size:,} bytes, more than an article's limit of {options.max_article_bytes:,}; "
        "split it, or raise max_article_bytes"
    )


def _plain(decoded: Decoded) -> RepairedText:
    return RepairedText(raw=decoded.text, text=decoded.text, issues=decoded.issues)


def _read_markup(decoded: Decoded) -> tuple[RepairedText, ArticleMeta]:
    from govnews_extract.read.html import read_html  # noqa: PLC0415 - parsers load when needed

    repaired, meta = read_html(decoded.text)
    return repaired.then((), decoded.issues) if decoded.issues else repaired, meta
