"""Which word follows which: counts of pairs in news, loaded when first needed.

Words are in Simplified Chinese, marks half-width where `simplify` makes them so. All figures are
one word.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from govnews_extract.lexicon.loader import load_table

FIGURE = "0"
FIGURES_LOG = -3.6
"""Log share of figures among the words that the pairs were counted in."""
TOTAL_LOG = 14.1
"""Log of how many words they are."""
NEVER = -100.0
# Of what follows a word, so many sightings are held back for what was never seen behind it.
HELD_BACK = 8.0
DISCOUNT = 0.5
"""Taken from the count of each pair: what was seen twice is overrated by its count."""


class WordPairs:
    """Counts of words and of what follows each.

    Args:
        counts: By word, how often it was seen.
        followers: By word, what followed it: words and counts in turn, parted by spaces.
    """

    def __init__(self, counts: Mapping[str, int], followers: Mapping[str, str]) -> None:
        self._counts = counts
        self._followers = followers
        self._parsed: dict[str, dict[str, float]] = {}
        self._endings: dict[str, str] = {}

    def ending(self, word: str) -> str:
        """The longest ending of `word` of which it is known what follows it; empty if there is none.

        Example:
            >>> word_pairs().ending("7"), word_pairs().ending("抽水蓄能发展")
            ('0', '发展')
        """
        known = self._endings.get(word)
        if known is None:
            own = _merged(word)
            endings = (own[at:] for at in range(len(own)))
            known = self._endings[word] = next((e for e in endings if e in self._counts), "")
        return known

    def beginning(self, word: str) -> str:
        """The longest word among those counted that `word` begins with, shorter than it if longer.

        A figure begins with any figure. Empty if there is none.
        """
        own = _merged(word)
        if own != word:
            return own
        sizes = range(len(word) - 1, 0, -1)
        return next((word[:size] for size in sizes if word[:size] in self._counts), "")

    def log_count(self, word: str) -> float:
        """Log of how often `word` was seen; of 1 where it was not."""
        return math.log(self._counts.get(word, 1))

    def log_share(self, word: str) -> float:
        """Log share of `word` among the words that were counted; very low where it was not seen."""
        count = self._counts.get(_merged(word))
        return math.log(count) - TOTAL_LOG if count else NEVER

    def followers(self, ending: str) -> Mapping[str, float]:
        """Log share of each word that was seen behind `ending`, of all that follows it."""
        known = self._parsed.get(ending)
        if known is None:
            cells = self._followers[ending].split(" ")
            total = self._counts[ending] + HELD_BACK
            counts = zip(cells[::2], map(int, cells[1::2]), strict=True)
            known = {word: math.log((count - DISCOUNT) / total) for word, count in counts}
            self._parsed[ending] = known
        return known


def _merged(word: str) -> str:
    return FIGURE if word.isascii() and word.isdigit() else word


@cache
def word_pairs() -> WordPairs:
    """The pairs of `word_pairs.tsv`, loaded once; what follows a word is read when asked for."""
    rows = load_table("word_pairs").rows
    return WordPairs(
        {word: int(count) for word, count, _ in rows},
        {word: followers for word, _, followers in rows},
    )
