"""Which of several divisions with one name a text means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from govnews_extract.datatypes import Span
from govnews_extract.lexicon.divisions import Division, Level, code_prefix, parent_code

# Weights of the ties between a candidate and what the article says elsewhere. Only their order
# matters: the same sentence before the article's own place, that before what is named anywhere.
SAME_SENTENCE = 16
PARENT_IN_FRONT = 12
"""Added where the nearest place in front directly holds the candidate."""

OWN_PREFECTURE = 8
OWN_PROVINCE = 4
SUPPORT = 2
MARGIN = 2
"""By how much the winner must lead."""

NEAR_MENTIONS = 6
"""How many places before the sentence count as near."""


Anchor = tuple[int, str]
"""Where a place stands about which there is no doubt, and its code."""


class Evidence:
    """What an article has told so far of the places it is about.

    Args:
        own: Codes of the places that the article is known to be about.
        anchors: Places beyond doubt, sorted.
    """

    __slots__ = ("_anchors", "_support", "own")

    def __init__(self, own: tuple[str, ...] = (), anchors: Sequence[Anchor] = ()) -> None:
        self.own = own
        self._anchors = list(anchors)
        # The divisions named; 62 stands for a province with any in it, 6207 for a prefecture.
        self._support: set[str] = set()
        for code in {code for _, code in anchors}:
            self._note(code)

    def _note(self, code: str) -> None:
        self._support.update((code, code[:4], code[:2]))

    def mentions(self, code: str) -> bool:
        """Whether the division `code` itself was named beyond doubt."""
        return code in self._support

    def is_near(self, code: str) -> bool:
        """Whether the article is about the prefecture that `code` lies in, or names it."""
        return code[:4] in self._support or any(own[:4] == code[:4] for own in self.own)

    def own_code(self) -> str | None:
        """The place that the article is about, where it is a prefecture or a county."""
        return next((code for code in self.own if not code.endswith("0000")), None)

    def county_of(self, counties: tuple[str, ...]) -> str | None:
        """The only one of `counties` that the article is about or names; None otherwise."""
        for fits in (
            [code for code in counties if code in self.own],
            [code for code in counties if code in self._support],
            [code for code in counties if any(code[:4] == own[:4] for own in self.own)],
            [code for code in counties if code[:4] in self._support],
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
        rivals = frozenset(row.code for row in candidates)
        near = [item for item in self._near(start, sentence) if item[1] not in rivals]
        scored = sorted(
            ((*self._score(row, near), row) for row in candidates),
            key=lambda item: (-item[0], item[2].code),
        )
        (best, _, winner), (second, _, _) = scored[0], scored[1]
        chosen: Division | None = winner if best - second >= MARGIN else _of_highest_rank(scored)
        reasons = tuple(f"{row.code} {row.name}: {why}" for _, why, row in scored)
        return chosen, reasons

    def _score(self, row: Division, near: Sequence[tuple[int, str]]) -> tuple[int, str]:
        score, reasons = 0, []
        for weight, reason in (_in_sentence(row, near), self._by_own_place(row)):
            score += weight
            if weight:
                reasons.append(reason)
        support = code_prefix(row.code)[:4] in self._support
        if support:
            score += SUPPORT
            reasons.append("prefecture named")
        elif row.code[:2] in self._support:
            score += SUPPORT // 2
            reasons.append("province named")
        return score, ", ".join(reasons) or "nothing speaks for it"

    def _near(self, start: int, sentence: Span) -> list[tuple[int, str]]:
        """Distance and code of the places of the sentence, counted back from `start`, then on."""
        low = bisect_left(self._anchors, (sentence.start, ""))
        middle = bisect_left(self._anchors, (start, ""))
        high = bisect_left(self._anchors, (sentence.end, ""))
        before = reversed(self._anchors[max(low, middle - NEAR_MENTIONS) : middle])
        after = self._anchors[middle : min(high, middle + NEAR_MENTIONS)]
        found = [*enumerate(before), *enumerate(after, NEAR_MENTIONS)]
        return [(distance, code) for distance, (_, code) in found]

    def _by_own_place(self, row: Division) -> tuple[int, str]:
        if any(_tie(row.code, own) >= 3 for own in self.own):
            return OWN_PREFECTURE, "article's prefecture"
        if any(row.code[:2] == own[:2] for own in self.own):
            return OWN_PROVINCE, "article's province"
        return 0, ""


def _in_sentence(row: Division, near: Sequence[tuple[int, str]]) -> tuple[int, str]:
    """The best tie to a place of the sentence; nearer ones in front count most."""
    best, reason = 0, ""
    for distance, code in near:
        tie = _tie(row.code, code)
        weight = tie * SAME_SENTENCE // 4 - distance // 2 if tie else 0
        if tie == 4 and distance == 0:
            weight += PARENT_IN_FRONT
        if weight > best:
            best, reason = weight, f"{code} in the sentence"
    return best, reason


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
