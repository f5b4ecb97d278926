"""Verbs around an amount that may say what happened to it."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import VERBS, actions, short_words, spoken_verbs

BACK_UNITS = 40
AHEAD_UNITS = 30
CLAUSES_BACK = 2
"""Units and clauses around that of an amount in which verbs are looked for; ahead it is one."""

DOING = frozenset("VvWIS")
LISTED = frozenset("NHAMC")
"""Letters of words that are verbs only where they are listed as such."""

MAX_ACTION_CHARS = 10
LISTED_CHARS = 2
"""Verbs inside a measure (签约 of 签约额) are sought by this length."""

NOUN_SIGN = "总"
"""Behind it a verb is a noun: 总投资, 总产出, 总支出."""


class Source(StrEnum):
    """Where a verb stands, seen from the amount."""

    CLAUSE = "clause"
    BEHIND = "behind"
    BEFORE = "before"
    LATER = "later"
    METRIC = "metric"
    DONE = "done"
    RULES = "rules"
    NONE = "none"


CLAUSE, BEHIND, BEFORE, LATER = Source.CLAUSE, Source.BEHIND, Source.BEFORE, Source.LATER


class Verb(NamedTuple):
    """One verb of a sentence, or two that stand together."""

    text: str
    low: int
    high: int


NO_VERB = Verb("", 0, 0)
Candidate = tuple[Source, Verb]
NOTHING = Source.NONE, NO_VERB


class ActionFinder:
    """Finds verbs in the sentences of one article; each sentence is read once."""

    def __init__(self, reader: PhraseReader) -> None:
        self._reader = reader
        self._actions = actions()
        self._listed = _listed()
        self._endings = short_words("ending")
        self._verbs: dict[int, tuple[list[int], list[Verb]]] = {}

    def find(self, point: Point, linked: Linked) -> dict[str, Candidate]:
        """Candidates by what they say, the nearest of those that say the same; "" for none."""
        found = self._around(point)
        metric = linked.metric or ""
        for at in range(len(metric) - 1):
            word = metric[at : at + LISTED_CHARS]
            if word in self._actions and not metric.endswith(NOUN_SIGN, 0, at):
                found.setdefault(word, (Source.METRIC, NO_VERB))
        done = point.state.done
        if done and done[-1].action:
            found.setdefault(done[-1].action, (Source.DONE, NO_VERB))
        if linked.action:
            found.setdefault(linked.action, (Source.RULES, NO_VERB))
        found[""] = NOTHING
        return found

    def _around(self, point: Point) -> dict[str, Candidate]:
        """Verbs of the clause, of two before it and of the one behind it, the nearest first."""
        letters, unit = point.view.letters, point.unit
        low = max(0, unit - BACK_UNITS)
        start = first = letters.rfind(",", low, unit) + 1 or low
        for _ in range(CLAUSES_BACK):
            first = letters.rfind(",", low, max(first - 1, low)) + 1 or low
        high = min(len(letters), unit + AHEAD_UNITS)
        stop = _find_stop(letters, unit, high)
        last = _find_stop(letters, stop + 1, high)
        lows, verbs = self._in_sentence(point.state.number, point.view)
        near = verbs[bisect_left(lows, first) : bisect_left(lows, last)]
        near.sort(key=lambda verb: abs(verb.low - unit))
        found: dict[str, Candidate] = {}
        for verb in near:
            if verb.text not in found:
                if verb.low < unit:
                    source = CLAUSE if verb.low >= start else BEFORE
                else:
                    source = BEHIND if verb.low < stop else LATER
                found[verb.text] = source, verb
        return found

    def _in_sentence(self, number: int, view: View) -> tuple[list[int], list[Verb]]:
        """First units of the verbs of a sentence, and the verbs, in order."""
        known = self._verbs.get(number)
        if known is None:
            verbs = self._read(view)
            known = self._verbs[number] = [verb.low for verb in verbs], verbs
        return known

    def _read(self, view: View) -> list[Verb]:
        letters, words = view.letters, view.words
        found = []
        for at, (letter, word) in enumerate(zip(letters, words, strict=True)):
            if letter not in DOING and (letter not in LISTED or word not in self._listed):
                continue
            if at and words[at - 1] == NOUN_SIGN:
                continue
            if len(word) <= MAX_ACTION_CHARS:
                found.append(Verb(word, at, at + 1))
            ended = len(word) == 1 and words[at + 1 : at + 2]
            if letters[at + 1 : at + 2] in VERBS or (ended and ended[0] in self._endings):
                both = word + words[at + 1]
                if len(both) <= MAX_ACTION_CHARS:
                    found.append(Verb(both, at, at + 2))
        return found


@cache
def _listed() -> frozenset[str]:
    """Words that may say what happened."""
    return frozenset(actions()) | spoken_verbs() | short_words("degree")


def _find_stop(letters: str, low: int, high: int) -> int:
    """The next stop of a clause from unit `low` on; `high` where there is none before it."""
    at = letters.find(",", low, high)
    return high if at < 0 else at
