"""Phrases around an amount that may be what it is a fact about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from govnews_extract.link.phrases import SUFFIXES, Range
from govnews_extract.link.state import Point
from govnews_extract.link.subjects import LEAD_RE, Subject, SubjectFinder
from govnews_extract.link.view import View, ViewMaker

BACK_UNITS = 80
AHEAD_UNITS = 40
"""Units before and behind an amount in which its sentence is searched."""

SENTENCES_BACK = 4
"""Sentences before that of the amount that are searched, each in its first units."""

MAX_PHRASE_UNITS = 7
MAX_ENDS = 6
"""Phrases that are tried from one begin; a longer noun phrase names nothing."""

MAX_PHRASE_CHARS = 40

LEADING = "DAZKBTPLFYM、"
"""Units that may stand before the subject of a clause."""

LEAD_UNITS = 40
"""Units before a phrase that are looked at."""

NOMINAL_RE = re.compile(r"[NHMWvEOJGUuX]+")
NAMED = frozenset("EOJUuG")
SOURCE = "据"
"""A common noun that begins so says where a figure is from (据统计)."""

BREAKS = frozenset("XWvEOU")
"""Units behind which a shorter phrase may begin: 的, verbs, names of places and bodies."""

ENDS = frozenset("NHEOJGUu")
OPENING_MARKS = frozenset("“「『《(")


class Relation(StrEnum):
    """Where a phrase stands, seen from the amount."""

    CLAUSE = "clause"
    BEFORE = "before"
    AFTER = "after"
    LATER = "later"
    EARLIER = "earlier"
    FAR = "far"


@dataclass(slots=True, kw_only=True, eq=False)
class Phrase:
    """A noun phrase of one sentence.

    Attributes:
        subject: What it says, as a subject.
        low: First unit; `high` the unit behind the last.
        kind: Label of the name it is, or begins with; its letter where it is none.
        opens: Whether it is the first of its clause (c), of its sentence too (cs), or neither (-).
        score: What speaks for it wherever the amount stands; None until first weighed.
    """

    subject: Subject
    view: View
    low: int
    high: int
    kind: str
    opens: str
    score: float | None = None

    @classmethod
    def at(cls, subject: Subject, view: View, units: Range) -> Phrase:
        """The phrase that says `subject` at `units`."""
        low, high = units
        opens = _opens(view.letters, low)
        return cls(subject=subject, view=view, low=low, high=high, kind=_kind(subject), opens=opens)


@dataclass(slots=True, kw_only=True, eq=False)
class Candidate:
    """A phrase as a candidate for one amount.

    Attributes:
        back: Sentences from it to the amount.
    """

    phrase: Phrase
    relation: Relation
    back: int = 0


class CandidateFinder:
    """Finds candidates in the sentences of one article; each sentence is read once.

    Args:
        meaning: Tells the name that a subject stands for where reading has come to.
    """

    def __init__(
        self, views: ViewMaker, finder: SubjectFinder, meaning: Callable[[Subject], str]
    ) -> None:
        self.meaning = meaning
        self._views = views
        self._finder = finder
        self._phrases: dict[int, tuple[list[int], list[Phrase]]] = {}
        self._carried: dict[int, list[Phrase]] = {}
        self._made: dict[int, dict[Range, Phrase | None]] = {}
        self._ranges: dict[int, list[Range]] = {}

    def find(self, point: Point, chosen: Subject | None) -> dict[str, Candidate]:
        """Candidates by what they say, the nearest of those that say the same.

        Args:
            point: The amount.
            chosen: What the rules take; it is always among the candidates.
        """
        found = self._around(point)
        number = point.state.number
        for back in range(1, min(SENTENCES_BACK, number) + 1):
            for phrase in self._carried_from(number - back):
                if phrase.subject.text not in found:
                    found[phrase.subject.text] = Candidate(
                        phrase=phrase, relation=Relation.EARLIER, back=back
                    )
        if chosen is not None and chosen.text not in found:
            phrase = Phrase.at(chosen, point.view, (0, 0))
            far = Candidate(phrase=phrase, relation=Relation.FAR, back=SENTENCES_BACK + 1)
            found[chosen.text] = far
        return found

    def _around(self, point: Point) -> dict[str, Candidate]:
        """Phrases in the sentence of the amount."""
        found: dict[str, Candidate] = {}
        view, unit = point.view, point.unit
        start, stop = view.clause_start(unit), view.clause_end(unit)
        lows, phrases = self._in_sentence(point.state.number, view)
        first = bisect_left(lows, unit - BACK_UNITS)
        last = bisect_left(lows, unit + AHEAD_UNITS)
        for phrase in phrases[first:last]:
            if phrase.high <= unit:
                relation = Relation.CLAUSE if phrase.low >= start else Relation.BEFORE
            elif phrase.low > unit:
                relation = Relation.AFTER if phrase.low < stop else Relation.LATER
            else:
                continue
            old = found.get(phrase.subject.text)
            if old is None:
                found[phrase.subject.text] = Candidate(phrase=phrase, relation=relation)
            elif abs(old.phrase.low - unit) > abs(phrase.low - unit):
                old.phrase, old.relation = phrase, relation
        return found

    def _carried_from(self, number: int) -> list[Phrase]:
        """Phrases of a sentence that a later one may go on with, the last first."""
        known = self._carried.get(number)
        if known is None:
            view = self._views.view(number)
            ranges = self._in_order(number, view)
            near = ranges[: bisect_left(ranges, (BACK_UNITS, 0))]
            spoken = [units for units in reversed(near) if _stands_out(view, units)]
            known = self._carried[number] = self._read(number, view, spoken)
        return known

    def _in_sentence(self, number: int, view: View) -> tuple[list[int], list[Phrase]]:
        """First units of the phrases of a sentence, and the phrases, in order."""
        known = self._phrases.get(number)
        if known is None:
            phrases = self._read(number, view, self._in_order(number, view))
            known = self._phrases[number] = [phrase.low for phrase in phrases], phrases
        return known

    def _in_order(self, number: int, view: View) -> list[Range]:
        """Units of every phrase of a sentence, in order."""
        known = self._ranges.get(number)
        if known is None:
            known = self._ranges[number] = sorted(set(_ranges(view.letters)))
        return known

    def _read(self, number: int, view: View, ranges: Sequence[Range]) -> list[Phrase]:
        """The phrases at `ranges` of a sentence, each made once."""
        known = self._made.setdefault(number, {})
        for units in ranges:
            if units not in known:
                subject = self._finder.of_range(view, units)
                sayable = subject is not None and _is_sayable(subject)
                known[units] = Phrase.at(subject, view, units) if subject and sayable else None
        return [phrase for units in ranges if (phrase := known[units])]


def _kind(subject: Subject) -> str:
    names = subject.names
    if subject.letter == "N" or not names:
        return subject.letter
    if len(names) > 1:
        return f"{subject.letter}+"
    whole = len(subject.text) <= len(names[0].span)
    return f"{names[0].label.value}{'' if whole else '+'}"


def _opens(letters: str, low: int) -> str:
    first = max(0, low - LEAD_UNITS)
    lead = letters[first:low].rstrip(LEADING)
    if not lead:
        return "cs" if first == 0 else "c"
    if lead[-1] != ",":
        return "-"
    return "c" if lead.strip(LEADING + ",") or first else "cs"


def _is_sayable(subject: Subject) -> bool:
    text = subject.text
    if subject.letter == "N" and (len(text) < 2 or text[0] == SOURCE or text[0] in SUFFIXES):
        return False
    return len(text) <= MAX_PHRASE_CHARS and (text[0].isalnum() or text[0] in OPENING_MARKS)


def _stands_out(view: View, units: Range) -> bool:
    """Whether a later sentence may go on with the phrase: it holds a name, or opens a clause."""
    low, high = units
    if not NAMED.isdisjoint(view.letters[low:high]):
        return True
    return low == 0 or view.letters[low - 1] in ",D"


def _ranges(letters: str) -> Iterator[Range]:
    """Units of names, of lists of names, and of noun phrases."""
    for lead in LEAD_RE.finditer(letters):
        yield lead.span()
        for at in range(*lead.span()):
            if letters[at] in NAMED:
                yield at, at + 1
    for run in NOMINAL_RE.finditer(letters):
        start, stop = run.span()
        for low in range(start, stop):
            if low == start or letters[low - 1] in BREAKS:
                yield from _phrases_from(letters, low, stop)


def _phrases_from(letters: str, low: int, stop: int) -> Iterator[Range]:
    """Noun phrases that begin at unit `low`; none holds a plain verb, or one before a name."""
    ends = 0
    for high in range(low + 1, min(low + MAX_PHRASE_UNITS, stop) + 1):
        letter = letters[high - 1]
        if letter == "v" or (letter == "W" and letters[high : high + 1] in NAMED):
            return
        if letter in ENDS:
            yield low, high
            ends += 1
            if ends == MAX_ENDS:
                return
