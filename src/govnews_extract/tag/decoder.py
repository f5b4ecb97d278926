"""The trained weights, and the best reading of a text by them.

A linear-chain conditional random field: the score of a reading is the sum of the weights of all
features of each word for its tag, and of all pairs of neighbouring tags. The clauses of one text
are decoded together, one step of all clauses at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from govnews_extract.errors import LexiconError
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


def model_path() -> Path:
    """Where the weights lie in the installed package."""
    return weights_path("names.npz")


@cache
def load_decoder() -> Decoder:
    """The decoder of the shipped weights; loaded when first used and shared.

    Raises:
        LexiconError: where the file is missing, which means a broken installation.
    """
    arrays = read_weights(model_path())
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
        # Begins, then O, then insides: the inside of a name follows its begin or its inside only.
        count = sum(tag.startswith("B-") for tag in self.tags)
        self._begins, self._free = slice(0, count), slice(0, count + 1)
        self._insides = slice(count + 1, len(tags))
        if [t[2:] for t in self.tags[self._begins]] != [t[2:] for t in self.tags[self._insides]]:
            raise LexiconError("the weights hold a name's begin without its inside; train again")
        self._first = np.array(
            [FORBIDDEN if tag.startswith("I-") else 0 for tag in self.tags], dtype=np.float32
        )
        kinds = classes()
        self._kinds = {kind: number for number, kind in enumerate(kinds)}
        self._trigrams = self._trigram_rows(len(kinds))
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

    def _trigram_rows(self, size: int) -> tuple[Numbers, Numbers]:
        """Sorted keys of three classes, and the row of each."""
        found = []
        for name, row in self._rows.items():
            if name.startswith("ccc="):
                parts = [self._kinds.get(kind) for kind in name[4:].split("|")]
                if None not in parts:
                    a, b, c = (part or 0 for part in parts)
                    found.append(((a * size + b) * size + c, row))
        found.sort()
        keys = np.array([key for key, _ in found] or [-1], dtype=np.int64)
        return keys, np.array([row for _, row in found] or [0], dtype=np.int64)

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
        known = self._numbers
        numbers = [known[w] if w in known else self._learn(w) for w in words]
        return np.array([0, 0, *numbers, 0, 0], dtype=np.int64)

    def _scores(self, row: TokenRow, events: Events) -> Floats:
        """Sum of the weights of each token's features, one column a tag."""
        with self._lock:
            numbers = self._word_numbers(row.words)
            own, before, after, far_before, far_after = self._sums
            kinds = self._word_kinds[numbers]
            repeats = self._word_repeats[numbers[2:-2]]
            scores: Floats = (
                own[numbers[2:-2]]
                + before[numbers[1:-3]]
                + after[numbers[3:-1]]
                + far_before[numbers[:-4]]
                + far_after[numbers[4:]]
            )
        often = np.bincount(numbers)[numbers[2:-2]] > 1
        scores += self._weights[np.where(often, repeats, 0)]
        size = len(self._kinds)
        keys = (kinds[1:-3] * size + kinds[2:-2]) * size + kinds[3:-1]
        known_keys, known_rows = self._trigrams
        found = np.minimum(np.searchsorted(known_keys, keys), len(known_keys) - 1)
        scores += self._weights[np.where(known_keys[found] == keys, known_rows[found], 0)]
        if events.at:
            self._add_events(scores, events)
        return scores

    def _add_events(self, scores: Floats, events: Events) -> None:
        """Add the weights of `events` to the rows of their tokens, all of a token at once."""
        at = np.array(events.at, dtype=np.int64)
        rows = np.fromiter(map(self._rows.get, events.names, repeat(0)), np.int64, len(at))
        known = np.flatnonzero(rows)
        order = known[np.argsort(at[known], kind="stable")]
        at = at[order]
        firsts = np.flatnonzero(np.diff(at, prepend=-1))
        if len(firsts):
            scores[at[firsts]] += np.add.reduceat(self._weights[rows[order]], firsts, axis=0)

    def _chains(self, row: TokenRow, scores: Floats) -> tuple[Numbers, Numbers]:
        """Begins and lengths of the stretches to decode, longest first.

        They are clauses, cut where a word is surely no name.

        A sure word keeps its place at the begin of the stretch behind it, and what the step to it
        is worth is added to `scores` at the end of the stretch before. Fewer steps for all
        stretches at once make the decoding of an article twice as fast.
        """
        outside = self._free.stop - 1
        rivals = np.maximum(scores[:, :outside].max(axis=1), scores[:, outside + 1 :].max(axis=1))
        cuts = scores[:, outside] - rivals > SURE_MARGIN
        clauses = np.array(row.chains[:-1], dtype=np.int64)
        clauses = clauses[clauses < len(scores)]
        inner = cuts.copy()
        inner[clauses] = False
        before = np.flatnonzero(inner) - 1
        scores[before] += self._steps[outside]  # what it is worth to go on with no name
        begins = cuts.copy()
        begins[clauses] = True
        firsts = np.flatnonzero(begins)
        sizes = np.diff(firsts, append=len(scores))
        # A stretch of one sure word has no name.
        open_ = (sizes > 1) | ~cuts[firsts]
        firsts, sizes = firsts[open_], sizes[open_]
        order = np.argsort(-sizes, kind="stable")
        return firsts[order], sizes[order]

    def read(self, row: TokenRow, events: Events) -> Iterator[tuple[int, int, str]]:
        """Names by the best reading: numbers of the first token and behind the last, and label."""
        if not row.words:
            return
        scores = self._scores(row, events)
        best = self._decode(scores, *self._chains(row, scores))
        outside = self._free.stop - 1
        first, stop, label = -1, -1, ""
        for number in np.flatnonzero(best != outside).tolist():
            tag = self.tags[best[number]]
            if number == stop and tag[0] == "I":
                stop += 1
                continue
            if label:
                yield first, stop, label
            first, stop, label = number, number + 1, tag[2:]
        if label:
            yield first, stop, label

    def _decode(self, scores: Floats, firsts: Numbers, sizes: Numbers) -> Numbers:
        """Viterbi over all stretches at once, which come longest first; no name elsewhere."""
        if not len(sizes):
            return np.full(len(scores), self._free.stop - 1, dtype=np.int64)
        longest = int(sizes[0])
        live = np.searchsorted(-sizes, -np.arange(longest)).tolist()
        at = firsts + np.arange(longest)[:, None]
        # Step, tag, chain: what numpy adds and takes maxima of fastest.
        columns = scores[np.minimum(at, len(scores) - 1)].transpose(0, 2, 1).copy()
        columns[0] += self._first[:, None]
        free, begins, insides = self._free, self._begins, self._insides
        into_free = self._steps.T[:, free, None]
        from_begin = self._steps[insides, begins].diagonal()[:, None]
        from_inside = self._steps[insides, insides].diagonal()[:, None]
        for step in range(1, longest):
            before = columns[step - 1, :, : live[step]]
            here = columns[step, :, : live[step]]
            here[free] += (before[:, None, :] + into_free).max(axis=0)
            here[insides] += np.maximum(before[begins] + from_begin, before[insides] + from_inside)
        return self._walk_back(columns, live, at, len(scores))

    def _walk_back(self, columns: Floats, live: Sequence[int], at: Numbers, size: int) -> Numbers:
        """The tags of the best readings that reach the ends of all chains."""
        result = np.full(size, self._free.stop - 1, dtype=np.int64)
        tags = np.zeros(0, dtype=np.int64)
        for step in range(len(live) - 1, -1, -1):
            count, going = live[step], len(tags)
            reached = columns[step, :, :count].T
            best = reached.argmax(axis=1)
            if going:
                best[:going] = (reached[:going] + self._steps[tags]).argmax(axis=1)
            tags = best
            result[at[step, :count]] = tags
        return result
