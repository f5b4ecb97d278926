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
def any_of(*roles: str, stretched: bool = False) -> str:
    """A pattern for one word with any of `roles`, the longest that stands there.

    Args:
        roles: Roles in the table.
        stretched: Whether a layout may stretch words of two characters (主 题).

    Example:
        >>> re.match(any_of("rank"), "全媒体记者")[0]
        '全媒体'
    """
    words = sorted(frozenset().union(*map(page_words, roles)), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(spaced if stretched else re.escape, words))})"


def spaced(word: str) -> str:
    """The pattern of a word, which a layout may stretch if it has two characters (打 印)."""
    return r"\s?".join(map(re.escape, word)) if len(word) == 2 else re.escape(word)
