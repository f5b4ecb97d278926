"""What one article itself says of its damaged stretches: its words, and its text one byte late."""

from __future__ import annotations

import math
from itertools import pairwise

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.gbk_bytes import pair_of, pair_table
from govnews_extract.repair.words import word_counts

# What one sighting in the article is worth: its share of the article's characters, halved.
ARTICLE_WEIGHT = 0.5
MIN_ARTICLE_CHARS = 400
# Words of an article are looked for in this many characters of it.
MAX_ARTICLE_CHARS = 20_000
_NO_WORD = frozenset("\n\r\t ?,!，。、；：！？;:")
_UNSET = 1.0


class ArticleWords:
    """Scores of words in one article: the dictionary's, and those of what the article repeats.

    Args:
        text: The article, damaged stretches left out.
    """

    def __init__(self, text: str) -> None:
        self.text = text[:MAX_ARTICLE_CHARS]
        self._simple = simplify(self.text)
        self._counts = word_counts()
        self._log_length = math.log(max(len(self.text), MIN_ARTICLE_CHARS) / ARTICLE_WEIGHT)
        self._logs: dict[str, float | None] = {}
        self._next: dict[str, frozenset[str]] = {}
        self._late: _LateView | None = None

    def log_share(self, word: str) -> float | None:
        """Natural log of a word's share; None where neither knows it as one word."""
        known = self._logs.get(word, _UNSET)
        if known == _UNSET:
            known = self._logs[word] = self._log_share(word)
        return known

    def _log_share(self, word: str) -> float | None:
        best = self._counts.log_share(word)
        own = self._simple.count(word) if len(word) > 1 and _NO_WORD.isdisjoint(word) else 0
        if own:
            share = math.log(own) - self._log_length
            best = share if best is None else max(best, share)
        return best

    def tag(self, word: str) -> str:
        """The commonest part of speech of `word`."""
        return self._counts.tag(word)

    def next_chars(self, prefix: str) -> frozenset[str]:
        """The characters that continue `prefix` towards a word of either."""
        known = self._next.get(prefix)
        if known is None:
            known = self._counts.next_chars(prefix)
            if prefix[-1] not in _NO_WORD:
                known |= self._own_next(prefix)
            self._next[prefix] = known
        return known

    def _own_next(self, prefix: str) -> frozenset[str]:
        found = set()
        size = len(prefix)
        at = self._simple.find(prefix)
        while at >= 0:
            found.add(self._simple[at + size : at + size + 1])
            at = self._simple.find(prefix, at + 1)
        return frozenset(found - _NO_WORD - {""})

    @property
    def repeated_log(self) -> float:
        """What a stretch is worth that the article holds elsewhere as a whole."""
        return -self._log_length

    def late_match(self, shown: str, lead: int) -> tuple[tuple[str, bool], ...]:
        """Characters of the article, the first with `lead`, that would show so one byte late.

        Each comes with whether the pair that it makes with the next one shows. The one behind
        them, which only begins in `shown`, is left out. Empty where the article has none.
        """
        if self._late is None:
            self._late = _LateView(self.text)
        return self._late.find(shown, lead)


class _LateView:
    """A text as a decoder shows it that starts one byte late, and where each character is from."""

    def __init__(self, text: str) -> None:
        char = pair_table().char
        self._text = text
        self._pairs = [pair_of(one) for one in text]
        shown: list[str] = []
        self._origins: list[int] = []
        self._seen: list[bool] = []
        for at, (here, after) in enumerate(pairwise(self._pairs)):
            late = char.get((here[1], after[0])) if here and after else "\n"
            self._seen.append(late is not None)
            if late:
                shown.append(late)
                self._origins.append(at)
        self._shown = "".join(shown)

    def find(self, shown: str, lead: int) -> tuple[tuple[str, bool], ...]:
        """What of the article would show as `shown` one byte late, the first behind `lead`."""
        at = self._shown.find(shown)
        while at >= 0:
            first, last = self._origins[at], self._origins[at + len(shown) - 1]
            pair = self._pairs[first]
            if pair is not None and pair[0] == lead:
                return tuple((self._text[i], self._seen[i]) for i in range(first, last + 1))
            at = self._shown.find(shown, at + 1)
        return ()
