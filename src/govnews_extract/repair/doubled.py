"""Passages that stand twice in one text, whose amounts must not count twice.

Only whole sentences of some length that repeat to the character are told of; a slogan or a formula
repeats by right and is short. The text keeps both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.datatypes import Issue, Span

RULE = "doubled.sentence"
MIN_SENTENCE_CHARS = 16
_SENTENCE_RE = re.compile(r"[^。！？；\n]+[。！？；]?")


def find_doubled(text: str) -> Iterator[Issue]:
    """One issue over each later copy of sentences that stood before.

    Example:
        >>> told = "全市完成固定资产投资86.4亿元，同比增长5%。"
        >>> [issue.span for issue in find_doubled(told + "其次。" + told)]
        [Span(start=27, end=51)]
    """
    sentences = text.replace("\n", "。").split("。")
    if len(set(sentences)) == len(sentences):
        return
    seen: set[str] = set()
    low = high = -1
    for m in _SENTENCE_RE.finditer(text):
        sentence = m.group().strip()
        if len(sentence) < MIN_SENTENCE_CHARS:
            continue
        if sentence not in seen:
            seen.add(sentence)
            continue
        if high >= 0 and not text[high : m.start()].strip():
            high = m.end()
            continue
        if high >= 0:
            yield _issue(low, high)
        low, high = m.start(), m.end()
    if high >= 0:
        yield _issue(low, high)


def _issue(low: int, high: int) -> Issue:
    return Issue(
        kind="doubled_text",
        span=Span(low, high),
        message="these sentences stood before in this text",
        rule_id=RULE,
    )
