"""Labels of page furniture: where one begins or ends, and what stands behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnews_extract.lexicon import load_table
from govnews_extract.read.page_words import spaced

LABEL_MAX_CHARS = 20
# Labels of two characters of which no other word is the end; longer ones are all sure.
_SURE_NAMES = "作者 记者 编辑 责编 来源 稿源 字体 字号 点击 点击数 浏览量"
_SURE = frozenset(_SURE_NAMES.split())
_MARKS = r"\s|丨/()\[\]【】;,。>》”·•"
# Kinds in which a label of several words is named by its last: 新媒体编辑, 值班总编.
_ROLES = frozenset({"person", "staff"})
_ROLE_MAX_CHARS = 8
_LINES = frozenset({"phrase", "related", "articles"})
"""Kinds of words that label no value."""
_JOINED_RE = re.compile("[、/和]")
# The last word before a colon; layouts stretch one of two characters: 来 源, 作　者.
_WORD_END_RE = re.compile(
    rf"(?:(?<![^{_MARKS}])[\u4e00-\u9fff]\s{{1,4}}[\u4e00-\u9fff]|[^{_MARKS}:]+)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the table of labels is turned into.

    Attributes:
        kinds: Kind of each label.
        sure: Labels that are looked for inside a value, since no other word ends so.
        button: A word of the page that has no value; `button_first` are its first characters.
        related: A line that opens a list of links; `related_first` as above.
        articles: The `line` behind a break that stands over other articles.
    """

    kinds: dict[str, str]
    sure: frozenset[str]
    button: re.Pattern[str]
    button_first: frozenset[str]
    related: re.Pattern[str]
    related_first: frozenset[str]
    articles: re.Pattern[str]


@cache
def page_labels() -> Labels:
    """The table of labels, ready for use."""
    rows = [(row[1], row[2]) for row in load_table("page_labels").rows]
    kinds = {word: kind for word, kind in rows if kind not in _LINES}
    phrases = sorted((w for w, kind in rows if kind == "phrase"), key=len, reverse=True)
    related, articles = (
        [word for word, kind in rows if kind == wanted] for wanted in ("related", "articles")
    )
    return Labels(
        kinds=kinds,
        sure=frozenset(word for word in kinds if len(word) > 3 or word in _SURE),
        button=re.compile(rf"(?:{'|'.join(map(spaced, phrases))})(?![\u4e00-\u9fff])"),
        button_first=frozenset(word[0] for word in phrases) | frozenset("0123456789"),
        related=re.compile(rf"(?:{'|'.join(related)})(?:[\s:】\]>]|$)"),
        related_first=frozenset(word[0] for word in related),
        articles=re.compile(
            rf"\n(?P<line>[ \t【\[■●◆>*#]{{0,8}}(?:{'|'.join(articles)})[ \t:】\]>]{{0,8}})(?=\n)"
        ),
    )


def kind_of(word: str) -> str | None:
    """The kind of a label, given without blanks and colon; None where it is none.

    Labels joined to one (排版、美编) have one kind; a role may carry a word before it.

    Example:
        >>> kind_of("新媒体编辑"), kind_of("作者/来源"), kind_of("会议议程")
        ('person', 'source', None)
    """
    kinds = page_labels().kinds
    kind = kinds.get(word)
    if kind or not 2 < len(word) <= LABEL_MAX_CHARS:
        return kind
    parts = (
        {kind_of(part) for part in _JOINED_RE.split(word)} if _JOINED_RE.search(word) else {None}
    )
    if None not in parts and parts <= _ROLES:
        return "person" if "person" in parts else "staff"
    if len(word) > _ROLE_MAX_CHARS:
        return None
    ends = (kinds.get(word[-size:]) for size in (4, 3, 2) if size < len(word))
    return next((kind for kind in ends if kind in _ROLES), None)


def opens_related(words: str) -> bool:
    """Whether a line opens a list of links to other pages.

    Example:
        >>> opens_related("相关链接:"), opens_related("相关链接单位负责人")
        (True, False)
    """
    bare = words[:40].lstrip(" \t【[■●◆>*#")
    labels = page_labels()
    return bare[:1] in labels.related_first and labels.related.match(bare) is not None


def label_at(simple: str, at: int, end: int) -> tuple[str, int] | None:
    """Kind of the label that begins at `at`, and where its value begins."""
    colon = simple.find(":", at, min(end, at + LABEL_MAX_CHARS))
    if colon < 0:
        return None
    written = simple[at:colon].strip()
    word = written.replace(" ", "").removeprefix("本文")
    kind = page_labels().kinds.get(word) if " " in written else kind_of(word)
    return (kind, colon + 1) if kind else None


def find_label(simple: str, start: int, end: int) -> int | None:
    """Where the first labelled item of `simple[start:end]` begins."""
    colon = simple.find(":", start, end)
    while colon >= 0:
        at = _label_before(simple, start, colon)
        if at is not None:
            return at
        colon = simple.find(":", colon + 1, end)
    return None


def _label_before(simple: str, start: int, colon: int) -> int | None:
    """Where the label that ends at a colon begins: behind a blank or mark, or inside a value."""
    window = simple[max(start, colon - LABEL_MAX_CHARS) : colon].rstrip()
    match = _WORD_END_RE.search(window)
    if not match:
        return None
    word = re.sub(r"\s", "", match[0]).removeprefix("本文")
    base = max(start, colon - LABEL_MAX_CHARS)
    if word in page_labels().kinds:
        return base + match.start()
    for size in range(min(len(window), 8), 1, -1):
        if window[-size:] in page_labels().sure:
            return base + len(window) - size
    return None
