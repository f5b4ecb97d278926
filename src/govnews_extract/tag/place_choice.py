"""Which of several divisions with one name a text means."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govnews_extract.datatypes import Span
from govnews_extract.lexicon.divisions import Division, Level, code_prefix, parent_code

# Weights of the ties between a candidate and what the article says elsewhere. Only their order
# matters: the same sentence before the article's own place, that before the sentences before.
SAME_SENTENCE = 16
PARENT_IN_FRONT = 12
"""Added where the nearest place in front directly holds the candidate."""

OWN_PREFECTURE = 8
OWN_PROVINCE = 4
NEAR_BEFORE = 3
SUPPORT = 2
MARGIN = 2
"""By how much the winner must lead."""

NEAR_MENTIONS = 6
"""How many places before the sentence count as near."""


class Anchor(NamedTuple):
    """A place of the text about which there is no doubt."""

    start: int
    code: str


class Evidence:
    """What an article has told so far of the places it is about.

    Args:
        own: Codes of the places that the article is known to be about.
    """

    __slots__ = ("_anchors", "_support", "own")

    def __init__(self, own: tuple[str, ...] = ()) -> None:
        self.own = own
        self._anchors: list[Anchor] = []
        self._support: Counter[str] = Counter()

    def add(self, start: int, code: str) -> None:
        """Note that the text at `start` means the division `code`."""
        insort(self._anchors, Anchor(start, code))
        support = self._support
        # A prefix is a set of its own: 62 for the province, 6207 for the prefecture.
        support[code[:2]] += 1
        support[code[:4]] += 1
        support[code] += 1

    def mentions(self, code: str) -> bool:
        """Whether the division `code` itself was named beyond doubt."""
        return self._support[code] > 0

    def is_near(self, code: str) -> bool:
        """Whether the article is about the prefecture that `code` lies in, or names it."""
        return self._support[code[:4]] > 0 or any(own[:4] == code[:4] for own in self.own)

    def own_code(self) -> str | None:
        """The place that the article is about, where it is a prefecture or a county."""
        return next((code for code in self.own if not code.endswith("0000")), None)

    def county_of(self, counties: tuple[str, ...]) -> str | None:
        """The only one of `counties` that the article is about or names; None otherwise."""
        for fits in (
            [code for code in counties if code in self.own],
            [code for code in counties if self._support[code]],
            [code for code in counties if any(code[:4] == own[:4] for own in self.own)],
            [code for code in counties if self._support[code[:4]]],
        ):
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    def choose(
        self, candidates: tuple[Division, ...], start: int, sentence: Span
    ) -> tuple[Division | None, tuple[str, ...]]:
        """The candidate that the article speaks for, and for each candidate why.

        Args:
            candidates: At least one.
            start: Where the name stands.
            sentence: The sentence around it.

        Returns:
            None where nothing settles it.
        """
        if len(candidates) == 1:
            return candidates[0], ()
        scored = sorted(
            ((*self._score(row, start, sentence), row) for row in candidates),
            key=lambda item: (-item[0], item[2].code),
        )
        (best, _, winner), (second, _, _) = scored[0], scored[1]
        chosen: Division | None = winner if best - second >= MARGIN else _of_highest_rank(scored)
        reasons = tuple(f"{row.code} {row.name}: {why}" for _, why, row in scored)
        return chosen, reasons

    def _score(self, row: Division, start: int, sentence: Span) -> tuple[int, str]:
        score, reasons = 0, []
        for weight, reason in (
            self._in_sentence(row, start, sentence),
            self._by_own_place(row),
            self._before(row, sentence),
        ):
            score += weight
            if weight:
                reasons.append(reason)
        support = self._support[code_prefix(row.code)[:4]] > 0
        if support:
            score += SUPPORT
            reasons.append("prefecture named")
        elif self._support[row.code[:2]] > 0:
            score += SUPPORT // 2
            reasons.append("province named")
        return score, ", ".join(reasons) or "nothing speaks for it"

    def _in_sentence(self, row: Division, start: int, sentence: Span) -> tuple[int, str]:
        """The best tie to a place of the sentence; nearer ones in front count most."""
        low = bisect_left(self._anchors, Anchor(sentence.start, ""))
        middle = bisect_left(self._anchors, Anchor(start, ""))
        high = bisect_left(self._anchors, Anchor(sentence.end, ""))
        best, reason = 0, ""
        before = reversed(self._anchors[max(low, middle - NEAR_MENTIONS) : middle])
        after = self._anchors[middle : min(high, middle + NEAR_MENTIONS)]
        for distance, anchor in (*enumerate(before), *enumerate(after, NEAR_MENTIONS)):
            tie = _tie(row.code, anchor.code)
            weight = tie * SAME_SENTENCE // 4 - distance // 2 if tie else 0
            if tie == 4 and distance == 0:
                weight += PARENT_IN_FRONT
            if weight > best:
                best, reason = weight, f"{anchor.code} in the sentence"
        return best, reason

    def _by_own_place(self, row: Division) -> tuple[int, str]:
        if any(_tie(row.code, own) >= 3 for own in self.own):
            return OWN_PREFECTURE, "article's prefecture"
        if any(row.code[:2] == own[:2] for own in self.own):
            return OWN_PROVINCE, "article's province"
        return 0, ""

    def _before(self, row: Division, sentence: Span) -> tuple[int, str]:
        high = bisect_left(self._anchors, Anchor(sentence.start, ""))
        for anchor in reversed(self._anchors[max(0, high - NEAR_MENTIONS) : high]):
            if _tie(row.code, anchor.code) >= 3:
                return NEAR_BEFORE, f"{anchor.code} before"
        return 0, ""


def _tie(code: str, other: str) -> int:
    """How closely two divisions belong together.

    4: one lies directly in the other; 3: one and the same, siblings, or a county and its province;
    2: the same province; 0: nothing.
    """
    if parent_code(code) == other or parent_code(other) == code:
        return 4
    if code == other or parent_code(code) == parent_code(other):
        return 3
    if code[:2] == other[:2]:
        return 3 if other.endswith("0000") else 2
    return 0


def _of_highest_rank(scored: Iterable[tuple[int, str, Division]]) -> Division | None:
    """The only candidate of the highest rank among those that score alike.

    吉林 alone is the province, 承德 alone the prefecture: news name a county for short only where
    it is plain which one is meant.
    """
    scored = tuple(scored)
    level_rows = [row for score, _, row in scored if scored[0][0] - score < MARGIN]
    for level in (Level.PROVINCE, Level.PREFECTURE):
        rows = [row for row in level_rows if row.level is level]
        if rows:
            return rows[0] if len({row.code for row in rows}) == 1 else None
    return None
