"""Word counts to judge readings of damaged text by, loaded when first needed.

The counts are those of jieba's dictionary, read as a sorted list of lines, which takes a
twentieth of the time that jieba takes to load them. Words are in Simplified Chinese.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from govnews_extract.errors import LexiconError

MAX_WORD_CHARS = 8
# What one sighting in the article itself is worth: its share of the article's characters, halved.
ARTICLE_WEIGHT = 0.5
# Words of an article are looked for in this many characters around the damage.
MAX_ARTICLE_CHARS = 20_000
RARE_CHAR_LOG = -14.0
"""Log share below which a character is not guessed for itself."""

# Marks and figures have no count in a dictionary; log shares as they stand in news.
_MARKS = {"，": -3.2, "。": -3.9, "、": -4.0, "“": -5.0, "”": -5.0, "：": -6.0, "；": -6.0,
          "《": -6.5, "》": -6.5, "（": -6.0, "）": -6.0, "—": -6.5, "…": -8.0, "‘": -8.5, "’": -8.5,
          "！": -7.5, "？": -7.5, "·": -7.0, ",": -3.2, ":": -6.0, ";": -6.0, "(": -6.0, ")": -6.0,
          "!": -7.5, "?": -7.5, "%": -6.0, "～": -8.5, "「": -8.0, "」": -8.0, "〈": -10.0, "〉": -10.0}  # fmt: skip
_PHRASE_RE = re.compile(r"[\u3400-\u9fff“”《》（）]{2,}")
_OTHER = -17.0
"""Log share of a character that no word holds."""


class WordCounts:
    """The words of a dictionary with their counts, sorted.

    Args:
        lines: `word count tag`, in any order.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = sorted(lines)
        self._children: dict[str, frozenset[str]] = {}
        self._logs: dict[str, float | None] = {}
        self._log_total = math.log(6.0e7)

    def log_share(self, word: str) -> float | None:
        """Natural log of the word's share of all words; None where it is unknown."""
        if word not in self._logs:
            self._logs[word] = self._look_up(word)
        return self._logs[word]

    def _look_up(self, word: str) -> float | None:
        at = bisect_left(self._lines, word + " ")
        if at == len(self._lines) or not self._lines[at].startswith(word + " "):
            return None
        count = int(self._lines[at].split(" ")[1])
        return math.log(count or 0.5) - self._log_total

    def next_chars(self, prefix: str) -> frozenset[str]:
        """The characters that continue `prefix` towards a word."""
        known = self._children.get(prefix)
        if known is None:
            low = bisect_left(self._lines, prefix)
            high = bisect_left(self._lines, prefix + "\U0010ffff", lo=low)
            size = len(prefix)
            found = {line[size] for line in self._lines[low:high]} - {" "}
            known = self._children[prefix] = frozenset(found)
        return known


@cache
def word_counts() -> WordCounts:
    """jieba's dictionary, loaded once.

    Raises:
        LexiconError: where jieba's dictionary cannot be read.
    """
    spec = find_spec("jieba")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise LexiconError("jieba is not installed; its word counts are needed for repair")
    path = Path(folders[0]) / "dict.txt"
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", str(path)) from error
    return WordCounts(line for line in lines if line)


@cache
def is_common_start(char: str) -> bool:
    """Whether `char` is a mark, a word seen often, or the beginning of a longer word."""
    share = word_counts().log_share(char)
    common = share is not None and share > RARE_CHAR_LOG
    return common or char in _MARKS or bool(word_counts().next_chars(char))


class ArticleWords:
    """Scores of words in one article: the dictionary's, and those of what the article repeats.

    Args:
        simple: The article's text in Simplified Chinese, damaged stretches left out.
    """

    def __init__(self, simple: str) -> None:
        self._counts = word_counts()
        self._logs: dict[str, float | None] = {}
        self._own = _own_words(simple)
        self._length = max(len(simple), 400)
        self._next: dict[str, frozenset[str]] = {}
        self._own_next: dict[str, set[str]] = {}
        for key in self._own:
            self._own_next.setdefault(key[:-1], set()).add(key[-1])

    def log_share(self, word: str) -> float | None:
        """Natural log of a word's share; None where neither knows it as one word."""
        known = self._logs.get(word, 1.0)
        if known != 1.0:
            return known
        best = self._logs[word] = self._log_share(word)
        return best

    def _log_share(self, word: str) -> float | None:
        mark = _MARKS.get(word)
        if mark is not None:
            return mark
        best = self._counts.log_share(word)
        own = self._own.get(word)
        if own:
            share = math.log(own * ARTICLE_WEIGHT / self._length)
            best = share if best is None else max(best, share)
        return best

    def next_chars(self, prefix: str) -> frozenset[str]:
        """The characters that continue `prefix` towards a word of either."""
        known = self._next.get(prefix)
        if known is None:
            own = self._own_next.get(prefix)
            known = self._counts.next_chars(prefix)
            known = self._next[prefix] = known | own if own else known
        return known

    def score(self, simple: str) -> float:
        """Log likelihood of `simple` as the best sequence of words."""
        best = [0.0] + [-math.inf] * len(simple)
        for at, start in enumerate(best[:-1]):
            start = best[at]
            for end in range(at + 1, min(at + MAX_WORD_CHARS, len(simple)) + 1):
                share = self.log_share(simple[at:end])
                if share is None and end == at + 1:
                    share = _OTHER
                if share is not None and start + share > best[end]:
                    best[end] = start + share
        return best[-1]


def _own_words(simple: str) -> dict[str, int]:
    """Stretches of two to eight characters within the phrases of `simple`, with their counts."""
    own: Counter[str] = Counter()
    for phrase in _PHRASE_RE.findall(simple):
        length = len(phrase)
        for size in range(2, min(MAX_WORD_CHARS, length) + 1):
            own.update([phrase[i : i + size] for i in range(length - size + 1)])
    return own
