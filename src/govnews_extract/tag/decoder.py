"""The trained weights, and the best reading of a text by them.

A linear-chain conditional random field: the score of a reading is the sum of the weights of all
features of each word for its tag, and of all pairs of neighbouring tags. The clauses of one text
are decoded together, one step of all clauses at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from govnews_extract.lexicon.weights import lines_of, read_weights, weights_path
from govnews_extract.tag.features import (
    EDGE,
    Events,
    TokenRow,
    class_of,
    classes,
    far_features,
    own_features,
    repeat_feature,
    side_features,
)

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

CACHED_WORDS = 30_000
"""Words whose weights are kept added up; about 5 MB."""

SURE_MARGIN = 6.0
"""By how much "no name" must beat every tag at a word for a clause to be cut there.

Higher than what the pairs of tags around one word can make up for, but for the longest names.
"""

FORBIDDEN = np.float32(-1e4)
"""Score of a pair of tags that cannot follow one another."""

MAX_SHORT = 1 << 15
MAX_TOGETHER = 1 << 10
"""Stretches that are decoded at once at most; a longest article has a few hundred."""

FIRST = np.zeros(1, dtype=np.int64)


def model_path() -> Path:
    """Where the weights lie in the installed package."""
    return weights_path("names.npz")


@cache
def load_decoder() -> Decoder:
    """The decoder of the shipped weights; loaded when first used and shared.

    Raises:
        LexiconError: where the file is missing, which means a broken installation.
    """
    return read_decoder(model_path())


def read_decoder(path: Path) -> Decoder:
    """The decoder of the weights at `path`.

    Raises:
        LexiconError: where the file is missing.
    """
    arrays = read_weights(path)
    names, tags = lines_of(arrays["names"]), lines_of(arrays["tags"])
    weights = np.zeros((len(names) + 1, len(tags)), dtype=np.float32)
    weights[1:] = arrays["weights"].astype(np.float32) * arrays["scale"]
    return Decoder(names, tags, weights, arrays["transitions"].astype(np.float32))


class Decoder:
    """Finds the best tags of an article's tokens.

    Args:
        names: Features, in the order of the rows of `weights` behind its first, empty row.
        tags: Tags, in the order of its columns.
        weights: One row a feature, one column a tag.
        transitions: Weight of each tag (column) right behind each tag (row).
    """

    def __init__(
        self, names: Sequence[str], tags: Sequence[str], weights: Floats, transitions: Floats
    ) -> None:
        order = sorted(
            range(len(tags)), key=lambda i: (tags[i].startswith("I-"), tags[i] == "O", tags[i])
        )
        self.tags = tuple(tags[i] for i in order)
        self._rows = {name: number for number, name in enumerate(names, 1)}
        self._weights = np.ascontiguousarray(weights[:, order])
        self._steps = self._allowed(transitions[np.ix_(order, order)])
        self._outside = self.tags.index("O")
        self._first = np.array(
            [FORBIDDEN if tag.startswith("I-") else 0 for tag in self.tags], dtype=np.float32
        )
        kinds = classes()
        self._kinds = {kind: number for number, kind in enumerate(kinds)}
        self._trigrams = self._trigram_rows(len(kinds))
        self._leaving = np.ascontiguousarray(self._steps.T)[:, :, None]
        self._lock = Lock()
        self._clear()

    def _allowed(self, transitions: Floats) -> Floats:
        """`transitions`, turned, with a name's inside barred behind anything but that name."""
        steps = transitions.copy()
        for i, before in enumerate(self.tags):
            for j, after in enumerate(self.tags):
                if after.startswith("I-") and before[2:] != after[2:]:
                    steps[i, j] = FORBIDDEN
        return np.ascontiguousarray(steps.T)

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
        self._sums = np.zeros((5, 1024, len(self.tags)), dtype=np.float32)
        self._word_kinds = np.zeros(1024, dtype=np.int64)
        self._word_repeats = np.zeros(1024, dtype=np.int64)
        self._learn(EDGE)

    def _learn(self, word: str) -> int:
        """Add up the weights of a word for itself and for the four words around it."""
        number = len(self._numbers)
        if number == self._sums.shape[1]:
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)], axis=1)
            self._word_kinds = np.pad(self._word_kinds, (0, number))
            self._word_repeats = np.pad(self._word_repeats, (0, number))
        sides = (
            own_features(word) if word != EDGE else [],
            side_features(word, "-"),
            side_features(word, "+"),
            far_features(word, "--"),
            far_features(word, "++"),
        )
        for side, features in enumerate(sides):
            rows = [self._rows.get(feature, 0) for feature in features]
            self._sums[side, number] = self._weights[rows].sum(axis=0)
        self._word_kinds[number] = self._kinds[class_of(word)]
        self._word_repeats[number] = self._rows.get(repeat_feature(word) or "", 0)
        self._numbers[word] = number
        return number

    def _word_numbers(self, words: Sequence[str]) -> Numbers:
        """Numbers of the words, with two edges on each side; learns those not met before."""
        if len(self._numbers) > CACHED_WORDS:
            self._clear()
        found = np.zeros(len(words) + 4, dtype=np.int64)
        numbers = found[2:-2]
        numbers[:] = np.fromiter(map(self._numbers.get, words, repeat(-1)), np.int64, len(words))
        for at in np.flatnonzero(numbers < 0).tolist():
            word = words[at]
            numbers[at] = self._numbers[word] if word in self._numbers else self._learn(word)
        return found

    def _scores(self, row: TokenRow, events: Events) -> Floats:
        """Sum of the weights of each token's features, one row a tag and one column a token."""
        with self._lock:
            numbers = self._word_numbers(row.words)
            words = numbers[2:-2]
            own, before, after, far_before, far_after = self._sums
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
        return np.ascontiguousarray(scores.T)

    def _add_repeats(self, scores: Floats, words: Numbers, repeats: Numbers) -> None:
        """Add the weights of the words that stand more than once, and that it says something of."""
        which = np.flatnonzero(repeats)
        numbers = words[which].tolist()
        counts = Counter(numbers)
        if len(counts) < len(numbers):
            which = which[[counts[number] > 1 for number in numbers]]
            scores[which] += self._weights[repeats[which]]

    def _add_events(self, scores: Floats, events: Events) -> None:
        """Add the weights of `events` to the rows of their tokens, all of a token at once."""
        at = np.array(events.at, dtype=np.int64)
        rows = np.fromiter(map(self._rows.get, events.names, repeat(0)), np.int64, len(at))
        known = np.flatnonzero(rows)
        at = at[known]
        # Numbers of two bytes are sorted by radix, a few times faster.
        order = (at.astype(np.int16) if len(scores) < MAX_SHORT else at).argsort(kind="stable")
        at = at[order]
        firsts = np.flatnonzero(at[1:] != at[:-1]) + 1
        firsts = np.concatenate((FIRST, firsts)) if len(at) else firsts
        if len(firsts):
            weights = self._weights.take(rows[known[order]], axis=0)
            scores[at[firsts]] += np.add.reduceat(weights, firsts, axis=0)

    def _chains(self, row: TokenRow, scores: Floats) -> tuple[Numbers, Numbers]:
        """Begins and lengths of the stretches to decode, longest first.

        They are clauses, cut where a word is surely no name.

        A sure word keeps its place at the begin of the stretch behind it, and what the step to it
        is worth is added to `scores` at the end of the stretch before. Fewer steps for all
        stretches at once make the decoding of an article twice as fast.
        """
        outside, size = self._outside, scores.shape[1]
        rivals = np.maximum(
            np.maximum.reduce(scores[:outside]), np.maximum.reduce(scores[outside + 1 :])
        )
        cuts = scores[outside] - rivals > SURE_MARGIN
        clauses = np.array(row.chains[:-1], dtype=np.int64)
        clauses = clauses[clauses < size]
        inner = cuts.copy()
        inner[clauses] = False
        before = np.flatnonzero(inner) - 1
        scores[:, before] += self._steps[outside][:, None]  # worth of going on with no name
        begins = cuts.copy()
        begins[clauses] = True
        firsts = np.flatnonzero(begins)
        sizes = np.empty_like(firsts)
        sizes[:-1] = firsts[1:] - firsts[:-1]
        sizes[-1:] = size - firsts[-1:]
        # A stretch of one sure word has no name.
        open_ = (sizes > 1) | ~cuts[firsts]
        firsts, sizes = firsts[open_], sizes[open_]
        order = (-sizes).argsort(kind="stable")
        return firsts[order], sizes[order]

    def read(self, row: TokenRow, events: Events) -> Iterator[tuple[int, int, str]]:
        """Names by the best reading: numbers of the first token and behind the last, and label."""
        if not row.words:
            return
        scores = self._scores(row, events)
        best = np.full(scores.shape[1], self._outside, dtype=np.int64)
        firsts, sizes = self._chains(row, scores)
        for at in range(0, len(sizes), MAX_TOGETHER):
            part = slice(at, at + MAX_TOGETHER)
            self._decode(scores, firsts[part], sizes[part], best)
        named = np.flatnonzero(best != self._outside)
        first, stop, label = -1, -1, ""
        for number, at in zip(named.tolist(), best[named].tolist(), strict=True):
            tag = self.tags[at]
            if number == stop and tag[0] == "I":
                stop += 1
                continue
            if label:
                yield first, stop, label
            first, stop, label = number, number + 1, tag[2:]
        if label:
            yield first, stop, label

    def _decode(self, scores: Floats, firsts: Numbers, sizes: Numbers, tags: Numbers) -> None:
        """Viterbi over all stretches at once, which come longest first; writes into `tags`."""
        count = len(sizes)
        # How many stretches are as long as each step; where the words of each step begin.
        live = count - np.bincount(sizes).cumsum()[:-1]
        begins = np.concatenate((FIRST, live.cumsum()))
        steps = np.arange(len(live)).repeat(live)
        words = firsts.take(np.arange(len(steps)) - begins.take(steps)) + steps
        best = scores.take(words, axis=1)
        best[:, :count] += self._first[:, None]
        bounds = list(pairwise(begins.tolist()))
        before = best[:, :count]
        for start, end in bounds[1:]:
            here = best[:, start:end]
            arriving = before[:, None, : end - start] + self._leaving
            np.add(here, np.maximum.reduce(arriving), out=here)
            before = here
        reached = np.ascontiguousarray(best.T)
        last = reached.take(begins.take(sizes - 1) + np.arange(count), axis=0).argmax(axis=1)
        found = np.empty(len(words), dtype=np.int64)
        going = 0  # stretches that are longer
        for start, end in reversed(bounds):
            if going:
                leaving = self._steps.take(last[:going], axis=0)
                last[:going] = (reached[start : start + going] + leaving).argmax(axis=1)
            going = end - start
            found[start:end] = last[:going]
        tags[words] = found
