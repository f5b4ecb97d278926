"""Choose the subject of an amount among the phrases around it, by trained weights.

Rules see the clause; who a clause without a subject goes on about is a matter of many weak signs
(how far, how named, what stood between), which add up better in a log-linear model than in rules.
The rules' own choice is one of the signs, and the surer they are the more must speak against it.
"""

from __future__ import annotations

from math import exp
from operator import attrgetter, itemgetter

from govnews_extract.datatypes import Confidence
from govnews_extract.link.candidates import CandidateFinder, Phrase
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.subject_evidence import SubjectEvidence
from govnews_extract.link.subjects import Subject
from govnews_extract.link.weighing import shipped_scale

MARGIN = 2.0
"""How many times as much as for the rules' choice must speak for another phrase before it replaces
that; what stands in one phrase with the amount is never replaced.

Folds of tagged passages would have it lower, but the rules' own sentences and articles lose by it.
"""

ALIKE = 0.3
"""What counts of the odds of phrases that say a part of a phrase, or more."""

DOUBTFUL = 0.75
"""A subject is only guessed, however rules came by it, where no more than this share of the odds
speaks for it and what it overlaps. On folds, 91% of what stays stated overlaps what is right."""

MAX_WEIGHED = 8
"""So many candidates are weighed beside the amount."""

MODEL = "subjects.npz"
SCORE = attrgetter("score")
SOURCE = "is the likeliest phrase around"


class SubjectRanker:
    """Chooses subjects in one article."""

    def __init__(self, candidates: CandidateFinder, reader: PhraseReader) -> None:
        self._candidates = candidates
        self._evidence = SubjectEvidence(reader, shipped_scale(MODEL))

    def revise(self, point: Point, linked: Linked) -> None:
        """Give `linked` another subject where one is likelier than what the rules took."""
        if linked.rule == "paired":
            return
        chosen = linked.subject
        found = self._likeliest(self._candidates.find(point, chosen), chosen)
        if not found:
            return
        scores = self._evidence.of_all(found, point, linked)
        odds = _odds(
            {each.text: (each.score or 0.0) + s for each, s in zip(found, scores, strict=True)}
        )
        text = self._better(odds, linked)
        if chosen is None or text != chosen.text:
            phrase = next(each for each in found if each.text == text)
            linked.subject, linked.source = self._candidates.subject(phrase), SOURCE
            linked.confidence = Confidence.GUESSED
        elif _shared(odds, text) < DOUBTFUL:
            linked.confidence = Confidence.GUESSED

    @staticmethod
    def _better(odds: dict[str, float], linked: Linked) -> str:
        """The likeliest of the texts in `odds`, or the rules' choice where it is not far behind."""
        chosen = linked.subject
        if chosen is not None and linked.confidence is Confidence.STATED:
            return chosen.text
        best, most = "", 0.0
        for text, share in sorted(odds.items(), key=itemgetter(1), reverse=True):
            if share + ALIKE <= most:
                break
            worth = share + ALIKE * _shared(odds, text)
            if worth > most:
                best, most = text, worth
        if chosen is not None:
            text = chosen.text
            if most <= MARGIN * (odds[text] + ALIKE * _shared(odds, text)):
                return text
        return best

    def _likeliest(self, found: list[Phrase], chosen: Subject | None) -> list[Phrase]:
        """The candidates that most speaks for wherever they stand, and the rules' choice."""
        fresh = [phrase for phrase in found if phrase.score is None]
        for phrase, score in zip(fresh, self._evidence.of_phrases(fresh), strict=True):
            phrase.score = score
        found.sort(key=SCORE, reverse=True)
        kept = found[:MAX_WEIGHED]
        if chosen:
            kept += (each for each in found[MAX_WEIGHED:] if each.text == chosen.text)
        return kept


def _odds(scores: dict[str, float]) -> dict[str, float]:
    """The share of each text in the odds, by its score in logarithms."""
    top = max(scores.values())
    odds = {text: exp(score - top) for text, score in scores.items()}
    total = sum(odds.values())
    return {text: share / total for text, share in odds.items()}


def _shared(odds: dict[str, float], text: str) -> float:
    """Share of the odds of `text` and of all that say a part of it or more.

    A longer and a shorter name of one thing split the odds between them; together they may
    outweigh a third.

    Example:
        >>> _shared({"临江": 0.25, "临江企业": 0.25, "建溪": 0.5}, "临江")
        0.5
    """
    return sum(share for other, share in odds.items() if other in text or text in other)
