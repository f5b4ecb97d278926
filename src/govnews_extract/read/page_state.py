"""A page on its way through the rules of furniture, and what its lines look like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govnews_extract.datatypes import Span
from govnews_extract.read.page_items import PageFields

TITLE_MAX_CHARS = 70
PROSE_MIN_CHARS = 60

_MARKUP_RE = re.compile(r"[\s#*>_=]{0,12}")
_PROSE_END_RE = re.compile(r"[。;,、:][”’」』\")]{0,2}\s{0,8}\Z")
SENTENCE_END_RE = re.compile(r"[。!?…;][”’」』\")]{0,2}\s{0,8}\Z")


@dataclass(slots=True)
class Page:
    """A text on its way through the rules: its first lines with content, and what was found."""

    text: str
    simple: str
    head: list[Span] = field(default_factory=list)
    next_at: int = 0
    fields: PageFields = field(default_factory=PageFields)
    spans: list[Span] = field(default_factory=list)
    title: Span | None = None
    second: Span | None = None
    body: int | None = None
    header: Span | None = None
    pending: str | None = None
    crumbs: tuple[str, ...] = ()
    last_crumb: Span | None = None

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


def looks_like_title(words: str) -> bool:
    """Whether a line may be a title: short, Chinese, no end of a sentence."""
    bare = words.strip(" #*\t\xa0")
    return (
        2 <= len(bare) <= TITLE_MAX_CHARS
        and not _PROSE_END_RE.search(bare)
        and "。" not in bare
        and any("\u4e00" <= char <= "\u9fff" for char in bare)
    )


def is_prose(words: str) -> bool:
    """Whether a line is prose: a sentence, or longer than titles and labels are."""
    if "。" in words or len(words.strip()) >= PROSE_MIN_CHARS:
        return True
    return SENTENCE_END_RE.search(words) is not None


def plain_words(page: Page, span: Span) -> str:
    """A stretch in Simplified Chinese with its own full-width marks."""
    pairs = zip(span.of(page.text), span.of(page.simple), strict=True)
    chars = (
        own if own in "\u3000\u00a0" or "\uff00" <= own <= "\uffef" else plain
        for own, plain in pairs
    )
    return "".join(chars).strip()


def trimmed(simple: str, span: Span) -> Span:
    """`span` without markup of a heading and blanks at its ends."""
    words = span.of(simple)
    lead = _MARKUP_RE.match(words)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + len(words.rstrip(" \t\r*#_=-|—"))
    return Span(min(start, end), max(start, end)) if start < end else Span(start, start)
