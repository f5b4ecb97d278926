"""Word counts to judge readings of damaged text by, loaded when first needed.

The counts are those of jieba's dictionary, read as a sorted list of lines, which takes a
twentieth of the time that jieba takes to load them. Words are in Simplified Chinese.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from govnews_extract.errors import LexiconError

MAX_WORD_CHARS = 8
RARE_CHAR_LOG = -14.0
"""Log share below which a character is not guessed for itself."""

MARK_LOGS = {"，": -3.2, "。": -3.9, "、": -4.0, "“": -5.0, "”": -5.0, "：": -6.0, "；": -6.0,
          "《": -6.5, "》": -6.5, "（": -6.0, "）": -6.0, "—": -6.5, "…": -8.0, "‘": -8.5, "’": -8.5,
          "！": -7.5, "？": -7.5, "·": -7.0, ",": -3.2, ":": -6.0, ";": -6.0, "(": -6.0, ")": -6.0,
          "。”": -5.5, "”。": -5.8, "”,": -5.8, ",“": -6.5, "：“": -6.0, ":“": -6.0, "”、“": -7.0,
          "》《": -9.0, "》,": -7.5, "》、《": -7.5, "。“": -7.0, "?”": -9.0, "!”": -9.0, "、“": -7.5,
          "!": -7.5, "?": -7.5, "%": -6.0, "～": -8.5, "「": -8.0, "」": -8.0, "〈": -10.0, "〉": -10.0}  # fmt: skip
"""Marks have no count in a dictionary; the natural log of their share in news."""


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
            found |= {m[size] for m in MARK_LOGS if len(m) > size and m.startswith(prefix)}
            known = self._children[prefix] = frozenset(found)
        return known


@cache
def word_counts() -> WordCounts:
    """Jieba's dictionary, loaded once.

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
    return common or char in MARK_LOGS or bool(word_counts().next_chars(char))
