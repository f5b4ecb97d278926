"""Longest match of a fixed set of words at a place of a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class SurfaceIndex(Generic[Value]):
    """Words and what they mean, found by longest match at a given offset.

    A lookup costs one slice and one dictionary access for each length that words with that first
    character have; nothing depends on how many words there are.

    Example:
        >>> index = SurfaceIndex([("千瓦", "power"), ("千瓦时", "energy")])
        >>> index.at("30千瓦时", 2)
        ('千瓦时', 'energy')
    """

    __slots__ = ("_lengths", "_words")

    def __init__(self, words: Iterable[tuple[str, Value]]) -> None:
        self._words = dict(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {char: sorted(known, reverse=True) for char, known in lengths.items()}

    def at(self, text: str, at: int) -> tuple[str, Value] | None:
        """The longest word of the index that begins at offset `at` of `text`, and its meaning."""
        for length in self._lengths.get(text[at : at + 1], ()):
            word = text[at : at + length]
            if word in self._words:
                return word, self._words[word]
        return None

    def __getitem__(self, word: str) -> Value:
        return self._words[word]

    def items(self) -> Iterable[tuple[str, Value]]:
        """All words with their meanings."""
        return self._words.items()

    def next_chars(self) -> dict[str, set[str]]:
        """The characters that go on with each beginning of a word."""
        found: dict[str, set[str]] = {}
        for word in self._words:
            for size in range(1, len(word)):
                found.setdefault(word[:size], set()).add(word[size])
        return found

    def candidates(self, text: str, at: int) -> list[tuple[str, Value]]:
        """All words of the index that begin at offset `at`, longest first."""
        found = []
        words = self._words
        for length in self._lengths.get(text[at : at + 1], ()):
            word = text[at : at + length]
            if word in words:
                found.append((word, words[word]))
        return found


class EndIndex(Generic[Value]):
    """Words and what they mean, found by longest match that ends at a given offset.

    Example:
        >>> EndIndex([("超过", 1), ("过", 2)]).before("已超过3家", 3)
        ('超过', 1)
    """

    __slots__ = ("_root",)

    def __init__(self, words: Iterable[tuple[str, Value]]) -> None:
        self._root: _Node[Value] = _Node()
        for word, value in words:
            node = self._root
            for char in reversed(word):
                node = node.before.setdefault(char, _Node())
            node.word = (word, value)

    def before(self, text: str, at: int) -> tuple[str, Value] | None:
        """The longest word of the index that ends at offset `at` of `text`, and its meaning."""
        found, node = None, self._root
        while at > 0:
            longer = node.before.get(text[at - 1])
            if longer is None:
                break
            found, node, at = longer.word or found, longer, at - 1
        return found


class _Node(Generic[Value]):
    """The word that ends here, if one does, and what may stand before it to make a longer one."""

    __slots__ = ("before", "word")

    def __init__(self) -> None:
        self.before: dict[str, _Node[Value]] = {}
        self.word: tuple[str, Value] | None = None
