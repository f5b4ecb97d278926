"""Where paragraphs, sentences and clauses end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.datatypes import Span

PARAGRAPH_RE = re.compile(r"[^\n\r\u2028\u2029]+")

# A stop of either width ends a sentence together with the closing marks behind it. Half-width
# ; ! ? stand for the Chinese marks in half of all archives (rules read the half-width form).
SENTENCE_END_RE = re.compile(r"(?:[。!?;]|……)+[”’」』)\"']*")

# A comma or colon between digits is a thousands mark or a clock time, no end of a clause.
CLAUSE_END_RE = re.compile(r"(?<![0-9])[,:]|[,:](?![0-9])")


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """Lines of `text` that hold more than white space, without the space around them."""
    return tuple(_trimmed(text, PARAGRAPH_RE.finditer(text)))


def _trimmed(text: str, matches: Iterator[re.Match[str]]) -> Iterator[Span]:
    for match in matches:
        start, end = match.span()
        inner = text[start:end]
        body = inner.strip()
        if body:
            start += len(inner) - len(inner.lstrip())
            yield Span(start, start + len(body))


def sentences_of(text: str, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """Sentences inside each paragraph; marks that close a quotation stay with their sentence."""
    found: list[Span] = []
    for paragraph in paragraphs:
        start = paragraph.start
        for end in _sentence_ends(text, paragraph):
            found.append(Span(start, end))
            start = end
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)


def _sentence_ends(text: str, paragraph: Span) -> Iterator[int]:
    for match in SENTENCE_END_RE.finditer(text, paragraph.start, paragraph.end):
        yield match.end()


def clauses_of(text: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """Clauses that tile each sentence: each ends with its comma or colon."""
    found: list[Span] = []
    for sentence in sentences:
        start = sentence.start
        for match in CLAUSE_END_RE.finditer(text, sentence.start, sentence.end):
            if match.end() < sentence.end:
                found.append(Span(start, match.end()))
                start = match.end()
        found.append(Span(start, sentence.end))
    return tuple(found)
