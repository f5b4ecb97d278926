"""What each token of an article is worth for each tag: the weights of all its features, added up.

The weights of what a word says of itself and of the words around it are added up once a word and
kept; what lexicons and rules say of a token is added to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from govnews_extract.tag.features import (
    EDGE,
    SIDE_MARKS,
    SIDES,
    Events,
    TokenRow,
    class_of,
    classes,
    own_features,
    repeat_feature,
)

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

CACHED_WORDS = 30_000
"""Words whose weights are kept added up; about 10 MB."""


class TokenScores:
    """Adds up the weights of the features of tokens.

    Args:
        names: Features, in the order of the rows of `weights` behind its first, empty row.
        weights: One row a feature, one column a tag.
    """

    def __init__(self, names: Sequence[str], weights: Floats) -> None:
        self._rows = {name: number for number, name in enumerate(names, 1)}
        self._weights = weights
        self._shared = self._shared_rows()
        kinds = classes()
        self._kinds = {kind: number for number, kind in enumerate(kinds)}
        self._trigrams = self._trigram_rows(len(kinds))
        self._lock = Lock()
        self._clear()

    def _shared_rows(self) -> dict[str, dict[str, list[int]]]:
        """The rows of `side_features`, one for each side, by mark and by value."""
        shared: dict[str, dict[str, list[int]]] = {mark: {} for mark in SIDE_MARKS}
        sides = {
            f"{side}{mark}": (at, mark) for mark in shared for at, side in enumerate(SIDES.values())
        }
        for name, row in self._rows.items():
            mark, _, value = name.partition("=")
            if mark in sides:
                at, mark = sides[mark]
                shared[mark].setdefault(value, [0] * len(SIDES))[at] = row
        return shared

    def _trigram_rows(self, size: int) -> NDArray[np.int32]:
        """The row of each three classes in a row, 0 where the weights say nothing of them."""
        rows = np.zeros(size**3, dtype=np.int32)
        for name, row in self._rows.items():
            if name.startswith("ccc="):
                parts = [self._kinds.get(kind) for kind in name[4:].split("|")]
                if None not in parts:
                    a, b, c = (part or 0 for part in parts)
                    rows[(a * size + b) * size + c] = row
        return rows

    def _clear(self) -> None:
        """Forget all words but the edge of a text, which keeps number 0."""
        self._numbers: dict[str, int] = {}
        self._sums = np.zeros((len(SIDES), 1024, self._weights.shape[1]), dtype=np.float32)
        self._word_kinds = np.zeros(1024, dtype=np.int64)
        self._word_repeats = np.zeros(1024, dtype=np.int64)
        self._learn([EDGE])

    def _learn(self, words: Sequence[str]) -> None:
        """Add up the weights of new words for themselves and for the words around them."""
        first = len(self._numbers)
        stop = first + len(words)
        while stop > self._sums.shape[1]:
            size = self._sums.shape[1]
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)], axis=1)
            self._word_kinds = np.pad(self._word_kinds, (0, size))
            self._word_repeats = np.pad(self._word_repeats, (0, size))
        none = [0] * len(SIDES)
        by_word, by_kind, by_last = (self._shared[mark] for mark in SIDE_MARKS)
        row_of = self._rows.get
        rows: list[int] = []
        begins: list[int] = []
        for number, word in enumerate(words, first):
            kind = class_of(word)
            sides = zip(
                by_word.get(word, none),
                by_kind.get(kind, none),
                by_last.get(word[-1], none),
                strict=True,
            )
            for side in sides:
                begins.append(len(rows))
                rows += side
            rows += map(row_of, own_features(word, kind), repeat(0))  # the last side is its own
            self._word_kinds[number] = self._kinds[kind]
            self._word_repeats[number] = row_of(repeat_feature(word) or "", 0)
            self._numbers[word] = number
        sums = np.add.reduceat(self._weights.take(rows, axis=0), begins, axis=0)
        self._sums[:, first:stop] = sums.reshape(len(words), len(SIDES), -1).swapaxes(0, 1)

    def _word_numbers(self, words: Sequence[str]) -> Numbers:
        """Numbers of the words, with two edges on each side; learns those not met before."""
        if len(self._numbers) > CACHED_WORDS:
            self._clear()
        found = [*map(self._numbers.get, words)]
        if None in found:
            new = (word for word, number in zip(words, found, strict=True) if number is None)
            self._learn([*dict.fromkeys(new)])
            found = [*map(self._numbers.get, words)]
        return np.array([0, 0, *found, 0, 0], dtype=np.int64)

    def of(self, row: TokenRow, events: Events) -> Floats:
        """Sum of the weights of each token's features, one row a token and one column a tag."""
        with self._lock:
            numbers = self._word_numbers(row.words)
            words = numbers[2:-2]
            before, after, far_before, far_after, own = self._sums
            kinds = self._word_kinds.take(numbers)
            repeats = self._word_repeats.take(words)
            scores: Floats = own.take(words, axis=0)
            scores += before.take(numbers[1:-3], axis=0)
            scores += after.take(numbers[3:-1], axis=0)
            scores += far_before.take(numbers[:-4], axis=0)
            scores += far_after.take(numbers[4:], axis=0)
        size = len(self._kinds)
        keys = (kinds[1:-3] * size + kinds[2:-2]) * size + kinds[3:-1]
        scores += self._weights.take(self._trigrams.take(keys), axis=0)
        self._add_repeats(scores, words, repeats)
        if events.at:
            self._add_events(scores, events)
        return scores

    def _add_repeats(self, scores: Floats, words: Numbers, repeats: Numbers) -> None:
        """Add the weights of the words that stand more than once, and that it says something of."""
        which = repeats.nonzero()[0]
        numbers = words.take(which).tolist()
        if len(set(numbers)) < len(numbers):
            counts = Counter(numbers)
            which = which[[counts[number] > 1 for number in numbers]]
            scores[which] += self._weights.take(repeats.take(which), axis=0)

    def _add_events(self, scores: Floats, events: Events) -> None:
        """Add the weights of `events` to the rows of their tokens."""
        tags = scores.shape[1]
        rows = [*map(self._rows.get, events.names, repeat(0))]
        cells = np.array(events.at)[:, None] * tags + np.arange(tags)
        # Adding at single cells is a few times faster than at rows.
        np.add.at(scores.reshape(-1), cells.ravel(), self._weights.take(rows, axis=0).ravel())
