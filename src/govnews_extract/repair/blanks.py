"""Fill one lost character from the few that its remaining bytes or its reading allow."""

from __future__ import annotations

import math
from collections.abc import Iterable

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.article_words import ArticleWords
from govnews_extract.repair.words import MAX_WORD_CHARS, WordCounts

CONTEXT_CHARS = 5
UNKNOWN_LOG = -17.0


def likeliest_fill(
    before: str, options: Iterable[str], after: str, *, words: ArticleWords
) -> tuple[str, float]:
    """Which of `options` stands best between `before` and `after`, and its probability.

    Options may be several characters long. The empty string and 0.0 where there are none.

    Example:
        >>> likeliest_fill("列出所有平", "台厰", "", words=ArticleWords(""))[0]
        '台'
    """
    left = simplify(before[-CONTEXT_CHARS:])
    right = simplify(after[:CONTEXT_CHARS])
    scored = [(score_words(left + simplify(o) + right, words), o) for o in dict.fromkeys(options)]
    if not scored:
        return "", 0.0
    best, option = max(scored)
    total = sum(math.exp(score - best) for score, _ in scored)
    return option, 1.0 / total


def score_words(simple: str, words: ArticleWords | WordCounts) -> float:
    """Log likelihood of `simple`, in Simplified Chinese, as the best sequence of words."""
    best = [0.0] + [-math.inf] * len(simple)
    for start in range(len(simple)):
        for end in range(start + 1, min(start + MAX_WORD_CHARS, len(simple)) + 1):
            share = words.log_share(simple[start:end])
            if share is None and end == start + 1:
                share = UNKNOWN_LOG
            if share is not None and best[start] + share > best[end]:
                best[end] = best[start] + share
    return best[-1]
