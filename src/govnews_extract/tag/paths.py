"""The best tags of an article's clauses, by what each token is worth for each tag.

The score of a reading is the sum of what its tags are worth at their tokens, and of the weights of
all pairs of neighbouring tags. Most tokens are in no name of any reading that is better than
"no name at all": these are told first, by bounds, and only the stretches between are decoded, one
step of all stretches at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Name = tuple[int, int, str]
"""Numbers of the first token of a name and of the one behind its last, and its label."""

Stretch = tuple[int, int]
"""Number of the first token of a stretch, and how many it has."""

OUTSIDE = "O"
FORBIDDEN = np.float32(-1e4)
"""Score of a pair of tags that cannot follow one another."""

SURE_MARGIN = 6.0
"""By how much "no name" must beat every tag at a token for the token to be in no name.

Higher than what the pairs of tags around one word can make up for, but for the longest names.
"""

APART = 1e6
"""More than any clause is worth, so that no sum over several clauses is the best one."""

ROUNDING = 1e-3
"""More than sums of rounded weights differ by."""

MAX_TOGETHER = 1 << 10
"""Stretches that are decoded at once at most; a longest article has a few hundred."""


class Paths:
    """Finds the best tags of tokens.

    Args:
        tags: Tags, in any order.
        transitions: Weight of each tag (column) right behind each tag (row).
    """

    def __init__(self, tags: Sequence[str], transitions: Floats) -> None:
        self.order = sorted(
            range(len(tags)), key=lambda i: (tags[i] != OUTSIDE, tags[i].startswith("I-"), tags[i])
        )
        """Numbers of the tags as given, in the order used here: no name, begins, insides."""
        self.tags = tuple(tags[i] for i in self.order)
        # All that is added up below says how much more it is worth than "no name".
        steps = transitions[np.ix_(self.order, self.order)]
        steps = self._barred(steps - steps[0, 0])
        inside = np.array([tag.startswith("I-") for tag in self.tags])
        opening = np.where(inside, FORBIDDEN, np.float32(0))
        self._steps, self._arriving = steps, np.ascontiguousarray(steps.T)
        # Of each tag at the begin of a stretch, behind "no name" and at that of a clause.
        self._openings = np.stack([steps[0], opening])
        self._closings = np.stack([steps[:, 0], np.zeros_like(opening)])
        # What the best step to each tag is worth: into a run of names, and on in it.
        self._best_steps = np.stack([opening[1:], steps[1:, 1:].max(axis=0)])[:, :, None]
        self._entering, self._leaving = float(steps[0, 1:].max()), float(steps[1:, 0].max())

    def _barred(self, steps: Floats) -> Floats:
        """`steps` with a name's inside barred behind anything but that name."""
        for i, before in enumerate(self.tags):
            for j, after in enumerate(self.tags):
                if after.startswith("I-") and before[2:] != after[2:]:
                    steps[i, j] = FORBIDDEN
        return steps

    def best(self, scores: Floats, clauses: Sequence[int]) -> list[Name]:
        """The names of the best reading, sorted.

        Args:
            scores: One row a token, one column a tag, in `order`.
            clauses: Numbers of the first token of each clause, sorted, and the number of tokens.
        """
        scores = scores - scores[:, :1]
        stretches = self._stretches(scores, clauses)
        found: list[Name] = []
        for at in range(0, len(stretches), MAX_TOGETHER):
            found += self._decoded(scores, stretches[at : at + MAX_TOGETHER], frozenset(clauses))
        return sorted(found)

    def _stretches(self, scores: Floats, clauses: Sequence[int]) -> list[Stretch]:
        """The stretches that may hold names, longest first.

        A run of names that touch is worth no more than the sum of what its tokens are worth each
        with its best tag and step. A token that no run worth more than 0 holds is in no name.
        """
        names = np.ascontiguousarray(scores[:, 1:].T)
        begin, worth = np.maximum.reduce(names + self._best_steps, axis=1)
        firsts = np.array(clauses[:-1])
        worth = worth.astype(np.float64)
        worth[firsts] -= APART
        worth = worth.cumsum()
        # The best run up to each token by where it begins, and from there on by where it ends.
        left, right = begin - worth, worth
        left[firsts] -= self._entering
        right[firsts - 1] -= self._leaving  # the first, -1, is the last of all
        left = np.maximum.accumulate(left)
        right = np.maximum.accumulate(right[::-1])[::-1]
        named = left + right > -ROUNDING - self._entering - self._leaving
        named &= np.maximum.reduce(names) >= -SURE_MARGIN
        found: list[Stretch] = []
        first = stop = -1
        borders = frozenset(clauses)
        for at in np.flatnonzero(named).tolist():
            if at != stop or at in borders:
                if stop > first:
                    found.append((first, stop - first))
                first = at
            stop = at + 1
        if stop > first:
            found.append((first, stop - first))
        return sorted(found, key=itemgetter(1), reverse=True)

    def _decoded(
        self, scores: Floats, stretches: Sequence[Stretch], borders: frozenset[int]
    ) -> Iterator[Name]:
        """Names by Viterbi over all stretches at once, which come longest first."""
        count, longest = len(stretches), stretches[0][1]
        tokens: list[int] = []
        bounds = [0]  # where the tokens of each step begin
        earlier: list[int] = []  # of each token behind the first step, the one before it
        for step in range(longest):
            tokens += [first + step for first, size in stretches if size > step]
            bounds.append(len(tokens))
            if step:
                earlier += range(bounds[step - 1], bounds[step - 1] + bounds[-1] - bounds[step])
        worth = scores.take(tokens, axis=0)
        worth[:count] += self._openings.take([first in borders for first, _ in stretches], axis=0)
        ways = self._steps[:, None, :] + worth  # by the tag before, the token, and its own tag
        before = worth[:count]
        for start, stop in pairwise(bounds[1:]):
            here = ways[:, start:stop] + before[: stop - start].T[:, :, None]
            before = np.maximum.reduce(here, axis=0, out=worth[start:stop])
        arrived = worth.take(earlier, axis=0)[:, None, :] + self._arriving
        befores = arrived.argmax(axis=2).astype(np.uint8).tobytes()
        ends = [bounds[size - 1] + number for number, (_, size) in enumerate(stretches)]
        closing = self._closings.take([sum(each) in borders for each in stretches], axis=0)
        lasts = (worth.take(ends, axis=0) + closing).argmax(axis=1).tolist()
        kinds = len(self.tags)
        for number, ((first, size), tag) in enumerate(zip(stretches, lasts, strict=True)):
            end = first + size
            for step in range(size - 1, -1, -1):
                kind = self.tags[tag]
                if kind[0] != "I":
                    if tag:
                        yield first + step, end, kind[2:]
                    end = first + step
                if step:
                    tag = befores[(bounds[step] + number - count) * kinds + tag]  # noqa: PLW2901
