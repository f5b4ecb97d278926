"""Choose the subject of an amount among the phrases around it, by trained weights.

Rules see the clause; who a clause without a subject goes on about is a matter of many weak signs
(how far, how named, what stood between), which add up better in a log-linear model than in rules.
The rules' own choice is one of the signs, and the surer they are the more must speak against it.
"""

from __future__ import annotations

from math import inf, log

from govnews_extract.datatypes import Confidence
from govnews_extract.link.candidates import Candidate, CandidateFinder, Phrase
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.subject_evidence import SubjectEvidence
from govnews_extract.link.subjects import Subject
from govnews_extract.link.weighing import weigher

MARGINS = {Confidence.GUESSED: log(1.5), Confidence.INHERITED: log(3)}
"""Log-odds by which another phrase must lead before it replaces what the rules took; what stands
in one phrase with the amount is never replaced.

Tuned on folds of tagged passages: rules were written with these in view and look surer there than
elsewhere, so less would be lost than the folds say by lower margins.
"""

MAX_WEIGHED = 12
"""So many candidates are weighed beside the amount."""

MODEL = "subjects.npz"
SOURCE = "is the likeliest phrase around"


class SubjectRanker:
    """Chooses subjects in one article."""

    def __init__(self, candidates: CandidateFinder, reader: PhraseReader) -> None:
        self._candidates = candidates
        self._evidence = SubjectEvidence(reader)
        self._weigh = weigher(MODEL).weigh

    def revise(self, point: Point, linked: Linked) -> None:
        """Give `linked` another subject where one is likelier than what the rules took."""
        chosen = linked.subject
        if linked.rule == "paired" or linked.confidence not in MARGINS:
            return
        found = self._likeliest(self._candidates.find(point, chosen), chosen)
        if not found:
            return
        scores = {text: self._score(each, point, linked) for text, each in found.items()}
        best = max(scores, key=scores.__getitem__)
        lead = scores[best] - scores[chosen.text] if chosen else inf
        if lead > MARGINS[linked.confidence]:
            linked.subject, linked.source = found[best].phrase.subject, SOURCE
        if lead > 0:
            linked.confidence = Confidence.GUESSED

    def _likeliest(
        self, found: dict[str, Candidate], chosen: Subject | None
    ) -> dict[str, Candidate]:
        """The candidates that most speaks for wherever they stand, and the rules' choice."""
        for candidate in found.values():
            if candidate.phrase.score is None:
                candidate.phrase.score = self._own(candidate.phrase)
        ordered = sorted(found.items(), key=lambda item: -(item[1].phrase.score or 0.0))
        kept = dict(ordered[:MAX_WEIGHED])
        if chosen:
            kept[chosen.text] = found[chosen.text]
        return kept

    def _score(self, candidate: Candidate, point: Point, linked: Linked) -> float:
        own = candidate.phrase.score or 0.0
        return own + sum(map(self._weigh, self._evidence.of_candidate(candidate, point, linked)))

    def _own(self, phrase: Phrase) -> float:
        return sum(map(self._weigh, self._evidence.of_phrase(phrase)))
