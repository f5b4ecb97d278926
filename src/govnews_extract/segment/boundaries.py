"""Where paragraphs, sentences and clauses end."""

from __future__ import annotations

import re
from typing import NamedTuple

from govnews_extract.datatypes import Span

# Rules read the half-width form, in which ， is a comma and ； a semicolon. A stop ends a sentence
# together with the closing marks behind it; half-width ; ! ? stand for the Chinese marks in half
# of all archives.
BREAK_RE = re.compile(
    r"[\n\r\u2028\u2029]\s*|[。!?;][。!?;…”’」』)\"']*|……[。!?;…”’」』)\"']*|[,:]"
)
LINE_ENDS = "\n\r\u2028\u2029"


class Boundaries(NamedTuple):
    """Paragraphs, sentences and clauses of one text, each sorted and disjoint."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]


def find_boundaries(text: str) -> Boundaries:
    """Cut a simplified text in one pass.

    Paragraphs are lines with content, without the white space around them. Sentences lie in a
    paragraph, clauses tile a sentence; marks that close a quotation stay with their sentence. A
    comma or colon between digits is a thousands mark or a clock time and ends nothing.

    Example:
        >>> [span.of("签约8项,开工5项。") for span in find_boundaries("签约8项,开工5项。").clauses]
        ['签约8项,', '开工5项。']
    """
    paragraphs: list[Span] = []
    sentences: list[Span] = []
    clauses: list[Span] = []
    line = sentence = clause = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    for match in BREAK_RE.finditer(text, line, last):
        start, end = match.span()
        mark = text[start]
        if mark in ",:":
            if end < last and not (text[start - 1].isdigit() and text[end].isdigit()):
                clauses.append(Span(clause, end))
                clause = end
            continue
        if mark in LINE_ENDS:
            stop = start - _spaces_before(text, start, line)
            if stop > sentence:
                clauses.append(Span(clause, stop))
                sentences.append(Span(sentence, stop))
            paragraphs.append(Span(line, stop))
            line = end
        else:
            clauses.append(Span(clause, end))
            sentences.append(Span(sentence, end))
        sentence = clause = end
    if last > sentence:
        clauses.append(Span(clause, last))
        sentences.append(Span(sentence, last))
    if last > line:
        paragraphs.append(Span(line, last))
    return Boundaries(tuple(paragraphs), tuple(sentences), tuple(clauses))


def _spaces_before(text: str, at: int, floor: int) -> int:
    """How many white-space characters stand in front of `at`, back to `floor`."""
    start = at
    while start > floor and text[start - 1].isspace():
        start -= 1
    return at - start
