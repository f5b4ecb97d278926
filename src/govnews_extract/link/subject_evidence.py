"""What speaks for and against a phrase as the subject of an amount, as named features.

The names are the rows of the weights that `scripts/train_ranker.py` writes. Those of a phrase
alone are weighed once a sentence; the others once for each amount beside it.
"""

from __future__ import annotations

from functools import lru_cache

from govnews_extract.link.candidates import LEAD_UNITS, Candidate, Phrase, Relation
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.subjects import is_media
from govnews_extract.link.vocabulary import nouns_with_role

VERBS = frozenset("VvWSCIA")
ROLES = ("group", "tail", "agent")
CHANGED = frozenset(("ratio", "ratio_point", "multiple"))
MANY = 3


class SubjectEvidence:
    """Names the features of the candidates of one article."""

    def __init__(self, reader: PhraseReader) -> None:
        self._reader = reader
        self._roles = [(role, tuple(nouns_with_role(role))) for role in ROLES]

    def of_phrase(self, phrase: Phrase) -> list[str]:
        """What can be said of a phrase wherever the amount stands."""
        subject, view = phrase.subject, phrase.view
        letters, low, high = view.letters, phrase.low, phrase.high
        kind, text = phrase.kind, subject.text
        start = letters.rfind(",", max(0, low - LEAD_UNITS), low) + 1
        before, behind = letters[low - 1 : low] or "^", letters[high : high + 2]
        features = [
            f"kind={kind}",
            f"lead={_steps(letters[max(start, low - LEAD_UNITS) : low])[-4:]}",
            f"next={behind[:1] or '$'}",
            f"next2={behind}",
            f"before={before}",
            f"last1={text[-1:]}{'N' if subject.letter == 'N' else ''}",
            f"last2={text[-2:]}",
            f"size={_bucket(len(text))}|{subject.letter}",
            f"shape={_steps(letters[low:high])[:5]}",
        ]
        if before in "PK":
            features.append(f"preposition={self._reader.word(view, low - 1)}")
        if behind[:1] and behind[0] in VERBS:
            features.append(f"verb={self._reader.word(view, high)}")
        features += [f"role={role}" for role, ends in self._roles if text.endswith(ends)]
        if is_media(subject):
            features.append("media")
        if "X" in letters[low:high]:
            features.append("has_of")
        return features

    def of_candidate(self, candidate: Candidate, point: Point, linked: Linked) -> list[str]:
        """What can be said of a candidate for the amount at `point`, which rules read as `linked`."""
        phrase = candidate.phrase
        where = candidate.relation.value + (str(candidate.back) if candidate.back else "")
        kind, amount, letter = phrase.kind, _amount_kind(point), phrase.subject.letter
        letters, opens = phrase.view.letters, phrase.opens[0]
        before = letters[phrase.low - 1 : phrase.low] or "^"
        behind = letters[phrase.high : phrase.high + 1]
        features = [
            f"where={where}",
            f"kind={kind}|where={where}",
            f"kind={kind}|amount={amount}",
            f"where={where}|amount={amount}|rule={linked.rule}",
            f"kind={kind}|where={where}|rule={linked.rule}",
            f"opens={opens}|where={where}",
            f"opens={phrase.opens}|kind={kind}|same={not candidate.back}",
            f"before={before}|next={behind}|{candidate.relation.value}",
        ]
        if candidate.seen > 1:
            features.append(f"seen={min(candidate.seen, 4)}|{letter}")
        if linked.action:
            features.append(f"action={linked.action[-2:]}|kind={kind}")
            features.append(f"action={linked.action[-2:]}|{candidate.relation.value}")
        if candidate.back:
            clauses = letters.count(",", 0, phrase.low)
            features.append(f"clauses_in={_bucket(clauses)}|{candidate.back}")
            features.append(f"first_clause={clauses == 0}|kind={kind}")
        else:
            features += self._between(candidate, point, kind=kind, opens=opens)
        if point.state.done and (last := point.state.done[-1].subject):
            features.append(f"as_last={last.text == phrase.subject.text}|{linked.rule}")
        features += _beside_rules(phrase, linked, kind=kind, where=where)
        return features

    def _between(self, candidate: Candidate, point: Point, *, kind: str, opens: str) -> list[str]:
        """What stands between a candidate and the amount in its sentence."""
        phrase, relation, unit = candidate.phrase, candidate.relation.value, point.unit
        letters = phrase.view.letters
        ahead = phrase.high <= unit
        low, high = (phrase.high, unit) if ahead else (unit + 1, phrase.low)
        between = letters[low:high]
        clauses = _bucket(between.count(","))
        names = sum(map(between.count, "EOJ"))
        features = [
            f"clauses={clauses}|{relation}",
            f"clauses={clauses}|opens={opens}",
            f"amounts={min(between.count('Q'), 4)}|{relation}",
            f"names={min(names, MANY)}|{relation}",
            f"alike={min(between.count(phrase.subject.letter), MANY)}|kind={kind}",
        ]
        if candidate.relation is Relation.CLAUSE:
            features.append(f"path={_steps(between)[-5:]}")
            features.append(f"gap={_bucket(len(between))}")
        elif candidate.relation is Relation.AFTER:
            features.append(f"path_behind={_steps(between)[:5]}")
        if ahead:
            features += self._verbs_between(candidate, (low, high), kind=kind)
        elif not between:
            amount = _amount_kind(point)
            features += ["counted", f"counted|kind={kind}|{amount}|{letters[phrase.high :][:1]}"]
        elif between == "X":
            features.append(f"attribute|kind={kind}")
        return features

    def _verbs_between(
        self, candidate: Candidate, between: tuple[int, int], *, kind: str
    ) -> list[str]:
        view = candidate.phrase.view
        verbs = [at for at in range(*between) if view.letters[at] in "VvWCSI"]
        features = [f"verbs={min(len(verbs), MANY)}|{candidate.relation.value}|kind={kind}"]
        if verbs and candidate.relation is Relation.CLAUSE:
            letter = candidate.phrase.subject.letter
            features.append(f"last_verb={self._reader.word(view, verbs[-1])}")
            features.append(f"first_verb={self._reader.word(view, verbs[0])}|{letter}")
        return features


def _beside_rules(phrase: Phrase, linked: Linked, *, kind: str, where: str) -> list[str]:
    """How a candidate compares with what the rules took, as subject and as metric."""
    text, chosen = phrase.subject.text, linked.subject.text if linked.subject else None
    confidence = linked.confidence.value
    features = []
    if chosen is None:
        features.append(f"rules_none|kind={kind}")
    elif text == chosen:
        features += [
            "rules",
            f"rules|{confidence}",
            f"rules|{confidence}|{linked.source}",
            f"rules|{linked.rule}|{confidence}",
            f"rules|kind={kind}",
            f"rules|where={where}",
        ]
    elif chosen in text:
        features += ["over_rules", f"over_rules|{confidence}|{linked.source}"]
    elif text in chosen:
        features += ["in_rules", f"in_rules|{confidence}|{linked.source}"]
    metric = linked.metric
    if metric and text in metric:
        part = "whole" if text == metric else "start" if metric.startswith(text) else "inside"
        features.append(f"in_metric={part}")
    elif metric and metric in text:
        features.append(f"over_metric={'end' if text.endswith(metric) else 'inside'}")
    return features


def _amount_kind(point: Point) -> str:
    dimension = point.dimension
    if dimension in ("money", "count"):
        return dimension
    return "change" if dimension in CHANGED else "physical"


@lru_cache(maxsize=4096)
def _steps(letters: str) -> str:
    """`letters`, of repeated ones only the first."""
    return "".join(b for a, b in zip(" " + letters, letters, strict=False) if a != b)


def _bucket(number: int) -> str:
    if number <= MANY:
        return str(number)
    return "4-6" if number < 7 else "7-12" if number < 13 else "13+"
