"""Choose the subject of an amount among the phrases around it, by trained weights.

Rules see the clause; who a clause without a subject goes on about is a matter of many weak signs
(how far, how named, what stood between), which add up better in a log-linear model than in rules.
The rules' own choice is one of the signs, and the surer they are the more must speak against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from operator import itemgetter

from govnews_extract.datatypes import Confidence, Label
from govnews_extract.link.candidates import INSIDE, CandidateFinder, Phrase
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.subject_evidence import SubjectEvidence
from govnews_extract.link.subjects import Subject
from govnews_extract.link.weighing import shipped_scale

MARGIN = 1.4
"""How many times as much as for the rules' choice must speak for another phrase before it replaces
that; what stands in one phrase with the amount is never replaced.

Folds of tagged passages would have it lower, but annotated articles lose by it.
"""

ALIKE = 0.3
"""What counts of the odds of phrases that say a part of a phrase, or more."""

DOUBTFUL = 0.75
"""A subject is only guessed, however rules came by it, where no more than this share of the odds
speaks for it and what it overlaps. On folds, 91% of what stays stated overlaps what is right."""

MAX_WEIGHED = 8
"""So many candidates are weighed beside the amount."""

MODEL = "subjects.npz"
SOURCE = "is the likeliest phrase around"


class SubjectRanker:
    """Chooses subjects in one article."""

    def __init__(self, candidates: CandidateFinder, reader: PhraseReader) -> None:
        self._candidates = candidates
        self._evidence = SubjectEvidence(reader, shipped_scale(MODEL))

    def revise(self, point: Point, linked: Linked) -> None:
        """Give `linked` another subject where one is likelier than what the rules took."""
        chosen = linked.subject
        if linked.rule == "paired" and linked.confidence is Confidence.STATED:
            return
        found = self._likeliest(point, chosen)
        if not found:
            return
        odds = _odds(found, self._evidence.of_all(found, point, linked))
        text, worth = _best(odds)
        phrase = next(each for each in found if each.text == text)
        if chosen is not None:
            shared = _shared(odds, chosen.text)
            led = worth > MARGIN * (odds[chosen.text] + ALIKE * shared)
            if not led or _is_kept(linked, phrase, point):
                if shared < DOUBTFUL:
                    linked.confidence = Confidence.GUESSED
                return
        linked.subject, linked.source = self._candidates.subject(phrase), SOURCE
        linked.confidence = Confidence.GUESSED

    def _likeliest(self, point: Point, chosen: Subject | None) -> list[Phrase]:
        """The candidates that most speaks for wherever they stand, and the rules' choice."""
        found = self._candidates.find(point, chosen, self._evidence.of_phrases)
        kept = found[:MAX_WEIGHED]
        if chosen is not None and chosen.text not in [each.text for each in kept]:
            kept += [each for each in found if each.text == chosen.text]
        return kept


def _is_kept(linked: Linked, phrase: Phrase, point: Point) -> bool:
    """Whether the rules' choice stays beside `phrase`, however likely that is.

    What stands in one phrase with the amount stays. What is carried on from the same sentence stays
    beside what another sentence says; what is carried on from another stays beside what only stood
    inside a clause there; and both beside a document that a body issued on the way.
    """
    if linked.confidence is Confidence.INHERITED:
        if phrase.number == point.state.number:
            return phrase.kind == Label.WORK.value
        near = linked.subject is not None and linked.subject.at >= point.view.span.start
        return near or phrase.opens == INSIDE or phrase.kind == Label.WORK.value
    return linked.confidence is Confidence.STATED


def _odds(found: Sequence[Phrase], beside: Sequence[float]) -> dict[str, float]:
    """The share of each phrase in the odds, by what it says."""
    scores = [(each.score or 0.0) + more for each, more in zip(found, beside, strict=True)]
    top = max(scores)
    odds = [exp(score - top) for score in scores]
    total = sum(odds)
    return {each.text: share / total for each, share in zip(found, odds, strict=True)}


def _best(odds: dict[str, float]) -> tuple[str, float]:
    """What most speaks for with what says a part of it or more, and how much that is.

    Example:
        >>> _best({"临江": 0.35, "临江企业": 0.25, "建溪": 0.4})[0]
        '临江'
    """
    best, most = "", 0.0
    for text, share in sorted(odds.items(), key=itemgetter(1), reverse=True):
        if share + ALIKE <= most:
            break
        worth = share + ALIKE * _shared(odds, text)
        if worth > most:
            best, most = text, worth
    return best, most


def _shared(odds: dict[str, float], text: str) -> float:
    """Share of the odds of `text` and of all that say a part of it or more.

    A longer and a shorter name of one thing split the odds between them; together they may
    outweigh a third.

    Example:
        >>> _shared({"临江": 0.25, "临江企业": 0.25, "建溪": 0.5}, "临江")
        0.5
    """
    return sum([share for other, share in odds.items() if other in text or text in other])
