"""Phrases around an amount that may be what it is a fact about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from govnews_extract.datatypes import Mention
from govnews_extract.link.meanings import Meanings
from govnews_extract.link.phrases import SUFFIXES, Range
from govnews_extract.link.state import Point
from govnews_extract.link.subjects import Subject, SubjectFinder
from govnews_extract.link.view import View, ViewMaker
from govnews_extract.link.vocabulary import nouns_with_role

BACK_UNITS = 80
AHEAD_UNITS = 40
"""Units before and behind an amount in which its sentence is searched."""

SENTENCES_BACK = 4
"""Sentences before that of the amount that are searched, each in its first units."""

FAR = SENTENCES_BACK + 1
"""Sentences back that are said of what the rules brought from farther."""

MAX_PHRASE_UNITS = 7
MAX_ENDS = 6
"""Phrases that are tried from one begin; a longer noun phrase names nothing."""

MIN_NOUN_CHARS = 2
MAX_PHRASE_CHARS = 40
MAX_RUNS = 4096
"""Runs of nominal units whose phrases are remembered."""

LEADING = "DAZKBTPLFYM、"
"""Units that may stand before the subject of a clause."""

LEAD_UNITS = 40
"""Units before a phrase that are looked at."""

NOMINAL_RE = re.compile(r"[NHMWvEOJGUuX]{1,64}")
LIST_RE = re.compile(r"[EOJUuG](?:[、K][EOJUuG])+")
NAMED = frozenset("EOJUuG")
NO_BEGINNINGS = SUFFIXES | {"据"}
"""What no common noun begins with; 据统计 says where a figure is from."""

BELONGING = "归属"
"""A phrase that begins so is part of a measure (归属于股东的净利润)."""

OWNLESS = ("计划", "显示", "数据", "核算", "测算", "看", "特点", "原因", "目的")
"""What phrases that own nothing end with: what a year is to bring, what tells a figure."""

PARTS = frozenset(("社会", "社会消费品", "消费品", "固定资产", "人均", "平均"))
"""Nouns that are only the begin of a measure."""

DIVIDING = "分"
"""A phrase that begins so before 看 tells how one looks at figures (分产业看)."""

REGION = "地区"
"""A region, but for the begin of 地区生产总值."""

BREAKS = frozenset("XWvEOU")
"""Units behind which a shorter phrase may begin: 的, verbs, names of places and bodies."""

ENDS = frozenset("NHEOJGUu")
INSIDE = "-"
"""Said of a phrase that opens no clause."""

OPENINGS = frozenset(("", ",", "D"))
"""What stands before a phrase that opens its clause."""

OPENING_MARKS = frozenset("“「『《(")


SCORE = attrgetter("score")


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase of one sentence.

    Attributes:
        text: What it says; `letter` what it is, as that of a subject.
        kind: Label of the name it is, or begins with; its letter where it is none.
        opens: Whether it is the first of its clause (c), of its sentence too (cs), or neither (-).
        beside: Letters of the units before and behind it; ^ and nothing where there is none.
        number: Number of its sentence.
        low: First unit; `high` the unit behind the last.
        score: What speaks for it wherever the amount stands; None until weighed.
    """

    text: str
    letter: str
    kind: str
    opens: str
    beside: str
    view: View
    number: int
    low: int
    high: int
    score: float | None = None


class CandidateFinder:
    """Finds candidates in the sentences of one article; each sentence is read once.

    Args:
        meanings: Tells what a subject stands for where reading has come to.
    """

    def __init__(self, views: ViewMaker, finder: SubjectFinder, meanings: Meanings) -> None:
        self.meanings = meanings
        self._views = views
        self._finder = finder
        self._ownless = nouns_with_role("abstract") | PARTS
        self._attributive = nouns_with_role("attributive")
        self._phrases: dict[int, tuple[list[int], list[Phrase]]] = {}
        self._carried: dict[int, list[Phrase]] = {}
        self._window: tuple[int, int, int] | None = None
        self._texts: set[str] = set()
        self._single: list[Phrase] = []
        self._repeated: list[list[Phrase]] = []

    def find(
        self, point: Point, chosen: Subject | None, weigh: Callable[[list[Phrase]], list[float]]
    ) -> list[Phrase]:
        """Candidates, of those that say the same the nearest; first what most speaks for.

        Args:
            point: The amount.
            chosen: What the rules take; it is always among the candidates.
            weigh: Tells what speaks for each phrase wherever the amount stands.
        """
        self._look_around(point, weigh)
        unit, lacks = point.unit, chosen is not None and chosen.text not in self._texts
        if not (lacks or self._repeated):
            return self._single
        found = self._single.copy()
        found += [min(same, key=lambda phrase: abs(phrase.low - unit)) for same in self._repeated]
        if chosen is not None and lacks:
            phrase = _anywhere(chosen, point)
            (phrase.score,) = weigh([phrase])
            found.append(phrase)
        found.sort(key=SCORE, reverse=True)
        return found

    def subject(self, phrase: Phrase) -> Subject | None:
        """The subject that a phrase is."""
        return self._finder.of_range(phrase.view, (phrase.low, phrase.high))

    def _look_around(self, point: Point, weigh: Callable[[list[Phrase]], list[float]]) -> None:
        """Gather phrases around an amount by what they say, and more of the sentences before."""
        number = point.state.number
        lows, phrases = self._in_sentence(number, point.view)
        first = bisect_left(lows, point.unit - BACK_UNITS)
        last = bisect_left(lows, point.unit + AHEAD_UNITS)
        if self._window == (number, first, last):
            return
        self._window = number, first, last
        near: dict[str, list[Phrase]] = {}
        for phrase in phrases[first:last]:
            text = phrase.text
            if text in near:
                near[text].append(phrase)
            else:
                near[text] = [phrase]
        far: dict[str, Phrase] = {}
        for back in range(1, min(SENTENCES_BACK, number) + 1):
            for phrase in self._carried_from(number - back):
                text = phrase.text
                if text not in near and text not in far:
                    far[text] = phrase
        self._texts = near.keys() | far.keys()
        self._single = [*(same[0] for same in near.values() if len(same) == 1), *far.values()]
        self._repeated = [same for same in near.values() if len(same) > 1]
        fresh = [each for each in (*phrases[first:last], *far.values()) if each.score is None]
        for phrase, score in zip(fresh, weigh(fresh), strict=True):
            phrase.score = score
        self._single.sort(key=SCORE, reverse=True)

    def _carried_from(self, number: int) -> list[Phrase]:
        """Phrases of a sentence that a later one may go on with, the last first."""
        known = self._carried.get(number)
        if known is None:
            view, read = self._views.view(number), self._phrases.get(number)
            if read:
                known = [each for each in read[1] if _stands_out(view, (each.low, each.high))]
            else:
                ranges = [units for units in _ranges(view.letters) if _stands_out(view, units)]
                known = self._read(number, view, ranges)
            known.reverse()
            self._carried[number] = known
        return known

    def _in_sentence(self, number: int, view: View) -> tuple[list[int], list[Phrase]]:
        """First units of the phrases of a sentence, and the phrases, in order."""
        known = self._phrases.get(number)
        if known is None:
            phrases = self._read(number, view, _ranges(view.letters))
            known = self._phrases[number] = [phrase.low for phrase in phrases], phrases
        return known

    def _read(self, number: int, view: View, ranges: Sequence[Range]) -> list[Phrase]:
        """The phrases at `ranges` of a sentence."""
        phrases, letters, finder = [], view.letters, self._finder
        text_of, around = finder.text, f"^{letters}"
        opens, begin = "", -1
        for units in ranges:
            low, high = units
            if letters[low] in NAMED:
                said = finder.said(view, units)
                if said is None:
                    continue
                text, letter = said
                kind = _kind(text, letter, finder.names(view, units, letter))
            else:
                text, letter, kind = text_of(view, units), "N", "N"
                if len(text) < MIN_NOUN_CHARS or text[0] in NO_BEGINNINGS:
                    continue
                if text in self._ownless or text.startswith(BELONGING) or text.endswith(OWNLESS):
                    continue
                if high - low > 1 and self._attributive.issuperset(view.words[low:high]):
                    continue  # 一般公共|预算收入
            if len(text) > MAX_PHRASE_CHARS or not (text[0].isalnum() or text[0] in OPENING_MARKS):
                continue
            if self._is_aside(view, units, text, letter):
                continue
            if low != begin:
                opens, begin = _opens(letters, low), low
            beside = around[low] + letters[high : high + 1]
            phrases.append(Phrase(text, letter, kind, opens, beside, view, number, low, high))
        return phrases

    def _is_aside(self, view: View, units: Range, text: str, letter: str) -> bool:
        """Whether a phrase only tells the sort, the source or the scope of what is told."""
        low, high = units
        letters, finder = view.letters, self._finder
        if text.endswith(REGION) and finder.produces(view, high):
            return True
        if text[0] == DIVIDING and finder.looks(view, high):
            return True
        if letters[low - 1 : low] == "P" and finder.is_source(view, units):
            return True
        if letter == "N":
            # 最大的项目|是某某产业园, 已|签约某某项目
            does = letters[low] == "W" and letters[low - 1 : low] == "A"
            return letters[high : high + 2] == "CJ" or (does and finder.does(view, low))
        if letter in "OJ" and finder.is_member(view, high - 1):
            return True
        return letter == "G" and finder.tells_sort(view, high)


def _anywhere(chosen: Subject, point: Point) -> Phrase:
    """What the rules took where no phrase around says it, as one far before the amount."""
    text, letter, view = chosen.text, chosen.letter, point.view
    kind = letter if letter == "N" else _kind(text, letter, chosen.names)
    number = point.state.number - FAR
    opens, beside = _opens(view.letters, 0), "^" + view.letters[:1]
    return Phrase(text, letter, kind, opens, beside, view, number, 0, 0)


def _kind(text: str, letter: str, names: Sequence[Mention]) -> str:
    if len(names) != 1:
        return f"{letter}+" if names else letter
    return names[0].label if len(text) <= len(names[0].span) else f"{names[0].label}+"


def _opens(letters: str, low: int) -> str:
    first = max(0, low - LEAD_UNITS)
    lead = letters[first:low].rstrip(LEADING)
    if not lead:
        return "cs" if first == 0 else "c"
    if lead[-1] != ",":
        return INSIDE
    return "c" if lead.strip(LEADING + ",") or first else "cs"


def _stands_out(view: View, units: Range) -> bool:
    """Whether a later sentence may go on with the phrase: it holds a name, or opens a clause."""
    low, high = units
    letters = view.letters
    if low >= BACK_UNITS:
        return False
    return letters[low - 1 : low] in OPENINGS or not NAMED.isdisjoint(letters[low:high])


def _ranges(letters: str) -> list[Range]:
    """Units of names, of lists of names, and of noun phrases, in order."""
    found = []
    for run in NOMINAL_RE.finditer(letters):
        start = run.start()
        found += [(start + low, start + high) for low, high in _phrases_in(run.group())]
    lists = [names.span() for names in LIST_RE.finditer(letters)]
    return sorted({*found, *lists}) if lists else found


@lru_cache(maxsize=MAX_RUNS)
def _phrases_in(run: str) -> list[Range]:
    """Names and noun phrases in a run of nominal units, in order."""
    found = {(at, at + 1) for at, letter in enumerate(run) if letter in NAMED}
    for low, letter in enumerate(run):
        if letter != "X" and (low == 0 or run[low - 1] in BREAKS):
            found.update(_phrases_from(run, low))
    return sorted(found)


def _phrases_from(run: str, low: int) -> list[Range]:
    """Noun phrases that begin at unit `low`; none holds a plain verb, or one before a name."""
    found = []
    for high in range(low + 1, min(low + MAX_PHRASE_UNITS, len(run)) + 1):
        letter = run[high - 1]
        if letter == "v" or (letter == "W" and run[high : high + 1] in NAMED):
            break
        if letter in ENDS:
            found.append((low, high))
    return found[:MAX_ENDS]
