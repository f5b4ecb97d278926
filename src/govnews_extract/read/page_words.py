"""Words by which lines of a page are known, by what they do there."""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.lexicon import words_of


@cache
def page_words(role: str) -> frozenset[str]:
    """The words with `role` in the table.

    Example:
        >>> "匿名" in page_words("nobody"), "匿名" in page_words("body")
        (True, False)
    """
    return frozenset(words_of("page_words", role))


@cache
def any_of(*roles: str) -> str:
    """A pattern for one word with any of `roles`, the longest that stands there.

    Example:
        >>> re.match(any_of("rank"), "全媒体记者")[0]
        '全媒体'
    """
    words = sorted(frozenset().union(*map(page_words, roles)), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, words))})"
