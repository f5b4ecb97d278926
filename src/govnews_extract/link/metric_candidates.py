"""Phrases around an amount that may say what it measures."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from govnews_extract.lexicon import load_table
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import spoken_verbs

BACK_UNITS = 14
AHEAD_UNITS = 9
"""Units before and behind an amount in which its measure is looked for."""

SPAN_UNITS = 7
MAX_CHARS = 24
"""No measure is longer."""

ENDS = 4
"""So many ends of phrases before an amount are looked at, and one in the clause before."""

BEGINNINGS = 1
"""So many beginnings of phrases behind an amount are looked at."""

WORDS = frozenset("NHMWvEOJGUuI")
"""Letters of units that a measure may end with."""

SIZES = ("以上", "以下", "以内", "级")
SIZED_UNITS = 4
"""An amount that ends so describes the noun of no more units behind it (亿元以上项目8个)."""

STARTS = WORDS | {"D"}
INSIDE = STARTS | frozenset("XK、LPRSVA")
LAST_AMOUNTS = 3
"""Amounts before whose measure may go on."""


class Source(NamedTuple):
    """Where a phrase stands, seen from the amount, or what else it comes from.

    Attributes:
        note: How it was made of what it comes from.
    """

    name: str
    note: str = ""


BEFORE, BEHIND, EARLIER, RULES = map(Source, ("before", "behind", "earlier", "rules"))
WITHOUT_OF = {each: Source(each.name, "的") for each in (BEFORE, BEHIND, EARLIER)}
DONE = tuple(Source("done", str(number)) for number in range(LAST_AMOUNTS))

BASES = ("alone", "measure", "action")
"""What an understood measure stands behind."""

Candidate = tuple[Source, int, int]
"""Where a phrase comes from, its first unit and the unit behind its last; units are -1 where it
does not stand in the sentence."""

Found = dict[str, Candidate]
"""Candidates by what they say."""


class MetricFinder:
    """Finds phrases in the sentences of one article."""

    def __init__(self, reader: PhraseReader) -> None:
        self._text = reader.text
        self._understood = understood_measures()
        self._spoken = spoken_verbs()

    def find(self, point: Point, linked: Linked) -> Found:
        """Candidates by what they say; of those that say the same, the nearest."""
        found: Found = {}
        view, unit = point.view, point.unit
        self._before(view, unit, found)
        self._behind(view, unit, found)
        self._earlier(view, unit, found)
        for number, one in enumerate(point.state.done[: -LAST_AMOUNTS - 1 : -1]):
            if one.metric:
                found.setdefault(one.metric, (DONE[number], -1, -1))
        self._add_understood(point, linked, found)
        if linked.metric:
            found.setdefault(linked.metric, (RULES, -1, -1))
            # 发放|贷款: what a verb is done to is measured without it.
            if linked.action:
                found.pop(linked.action + linked.metric, None)
        return found

    def _before(self, view: View, unit: int, found: Found) -> None:
        """Phrases of the clause before the amount."""
        letters, low = view.letters, view.reach_start(unit, BACK_UNITS)
        spoken, words = self._spoken, view.words
        ends = [
            end
            for end in range(unit, low, -1)
            if letters[end - 1] in WORDS
            and words[end - 1] not in spoken
            and words[end - 1][0] != "每"
        ]
        for end in ends[:ENDS]:
            self._ending(view, (low, end), BEFORE, found)
            if low and low < end <= low + SIZED_UNITS and words[low - 1].endswith(SIZES):
                self._add(view, (low - 1, end), BEFORE, found)

    def _earlier(self, view: View, unit: int, found: Found) -> None:
        """Phrases that end with the last measure of the clause before."""
        low = max(0, unit - 2 * BACK_UNITS)
        stop = max(view.letters.rfind(",", low, unit), low)
        low = max(view.letters.rfind(",", low, stop) + 1, low)
        end = view.letters.rfind("H", low, stop) + 1
        if end:
            self._ending(view, (low, end), EARLIER, found)

    def _ending(self, view: View, units: tuple[int, int], source: Source, found: Found) -> None:
        """Phrases within `units` that end where these do."""
        low, end = units
        letters, starts, first = view.letters, view.starts, view.ends[end - 1] - MAX_CHARS
        # 签|率: one character behind a noun is what is left of a word.
        rest = view.ends[end - 1] - starts[end - 1] == 1 and letters[end - 1] == "N"
        rest = rest and end - 1 > low and letters[end - 2] in "NHWv"
        for start in range(end - 1 - rest, max(low, end - SPAN_UNITS) - 1, -1):
            letter = letters[start]
            if letter not in INSIDE or starts[start] < first:
                break
            if letter == "N" and start < end - 1 and view.words[start] in self._spoken:
                break
            if letter in STARTS:
                self._add(view, (start, end), source, found)

    def _behind(self, view: View, unit: int, found: Found) -> None:
        """Phrases of the clause behind the amount."""
        letters = view.letters
        high = min(len(letters), unit + 1 + AHEAD_UNITS)
        start = unit + 1 + (letters[unit + 1 : unit + 2] == "Q")
        while start < high and letters[start] in "XZ":
            start += 1
        for first in range(start, min(start + BEGINNINGS, high)):
            if letters[first] not in INSIDE:
                return
            if letters[first] in WORDS:
                self._beginning(view, (first, min(first + SPAN_UNITS, high)), found)

    def _beginning(self, view: View, units: tuple[int, int], found: Found) -> None:
        """Phrases within `units` that begin where these do."""
        first, high = units
        for at in range(first, high):
            letter = view.letters[at]
            if view.words[at] in self._spoken:
                return
            if letter not in INSIDE or view.ends[at] - view.starts[first] > MAX_CHARS:
                return
            if letter in WORDS:
                self._add(view, (first, at + 1), BEHIND, found)

    def _add(self, view: View, units: tuple[int, int], source: Source, found: Found) -> None:
        """Add the phrase of `units`, and the same without 的 inside it; no bare place measures."""
        if units[1] - units[0] == 1 and view.letters[units[0]] in "EU":
            return
        text = self._text(view, units)
        if text and text not in found:
            found[text] = source, *units
        if "的" in text and "的" in text[1:-1]:
            found.setdefault(text.replace("的", ""), (WITHOUT_OF[source], *units))

    def _add_understood(self, point: Point, linked: Linked, found: Found) -> None:
        """Measures that no word says (监控24小时: 监控时间), by what is done and measured."""
        bases = {"": "alone", linked.metric or "": "measure", linked.action or "": "action"}
        for tail, sources in self._understood.get(point.dimension, ()):
            for base, kind in bases.items():
                text = base + tail
                if text not in found and not base.endswith(tail):
                    found[text] = sources[kind], -1, -1


@cache
def understood_measures() -> dict[str, list[tuple[str, dict[str, Source]]]]:
    """Measures that are understood where no word says them, by dimension.

    Each with the source of candidates that end with it, by what stands before it there.
    """
    return {
        row[1]: [
            (tail, {kind: Source("understood", f"{kind}+{tail}") for kind in BASES})
            for tail in row[2].split(";")
        ]
        for row in load_table("understood_measures").rows
    }
