"""What speaks for and against a phrase as the subject of an amount, as signs.

Those of a phrase alone are weighed once a sentence, the others once for each amount beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from govnews_extract.link.candidates import LEAD_UNITS, Candidate, Phrase, Relation
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.vocabulary import nouns_with_role
from govnews_extract.link.weighing import MANY, Features, Sign, bucket, steps

VERBS = frozenset("VvWSCIA")
ROLES = ("group", "tail", "agent")
CHANGED = frozenset(("ratio", "ratio_point", "multiple"))
PATH_STEPS = 5


class SubjectEvidence:
    """Gives the signs of the candidates of one article."""

    def __init__(self, reader: PhraseReader) -> None:
        self._reader = reader

    def of_phrase(self, phrase: Phrase) -> Iterator[Sign]:
        """What can be said of a phrase wherever the amount stands."""
        subject, view = phrase.subject, phrase.view
        letters, low, high = view.letters, phrase.low, phrase.high
        before, behind = letters[low - 1 : low] or "^", letters[high : high + 2]
        first = max(0, low - LEAD_UNITS)
        lead = steps(letters[max(letters.rfind(",", first, low) + 1, first) : low])[-4:]
        yield _place_in_clause, (phrase.kind, lead, before, behind)
        yield _wording, (subject.text, subject.letter)
        yield _shape, (steps(letters[low:high])[:5], "X" in letters[low:high])
        if before in "PK":
            yield _preposition, (self._reader.word(view, low - 1),)
        if behind[:1] and behind[0] in VERBS:
            yield _verb, (self._reader.word(view, high),)

    def of_candidate(self, candidate: Candidate, point: Point, linked: Linked) -> list[Sign]:
        """What can be said of a candidate for the amount at `point`, which rules read as `linked`."""
        phrase, back = candidate.phrase, candidate.back
        relation, text = candidate.relation.value, phrase.subject.text
        where = f"{relation}{back}" if back else relation
        kind, letters, low, high = phrase.kind, phrase.view.letters, phrase.low, phrase.high
        amount, chosen, metric = _amount_kind(point.dimension), linked.subject, linked.metric
        signs: list[Sign] = [
            (_standing, (where, kind, amount, linked.rule, phrase.opens, not back)),
            (_neighbours, (letters[low - 1 : low] or "^", letters[high : high + 1], relation)),
        ]
        if not back:
            signs.append(_between(candidate, point.unit))
        if point.state.done and (last := point.state.done[-1].subject):
            signs.append((_as_last, (last.text == text, linked.rule)))
        if chosen and (text in chosen.text or chosen.text in text):
            signs.append(_beside_rules(text, chosen.text, linked, kind=kind, where=where))
        if metric and (text in metric or metric in text):
            signs.append((_beside_metric, (text, metric)))
        return signs


def _between(candidate: Candidate, unit: int) -> Sign:
    """What stands between a candidate and the amount at `unit` of its sentence."""
    phrase, relation = candidate.phrase, candidate.relation
    ahead = phrase.high <= unit
    low, high = (phrase.high, unit) if ahead else (unit + 1, phrase.low)
    between = phrase.view.letters[low:high]
    path = ""
    if relation is Relation.CLAUSE:
        path = steps(between)[-PATH_STEPS:]
    elif relation is Relation.AFTER:
        path = steps(between)[:PATH_STEPS]
    counts = (
        bucket(between.count(",")),
        min(between.count("Q"), MANY + 1),
        min(between.count("E") + between.count("O") + between.count("J"), MANY),
        min(between.count(phrase.subject.letter), MANY),
        bucket(len(between)),
    )
    return _distance, (*counts, path, relation.value, phrase.opens[0], phrase.kind)


def _place_in_clause(kind: str, lead: str, before: str, behind: str) -> Features:
    return (
        f"kind={kind}",
        f"lead={lead}",
        f"next={behind[:1] or '$'}",
        f"next2={behind}",
        f"before={before}",
    )


def _wording(text: str, letter: str) -> Features:
    roles = (role for role in ROLES if text.endswith(tuple(nouns_with_role(role))))
    return (
        f"last1={text[-1:]}{'N' if letter == 'N' else ''}",
        f"last2={text[-2:]}",
        f"size={bucket(len(text))}|{letter}",
        *(f"role={role}" for role in roles),
    )


def _shape(shape: str, has_of: bool) -> Features:  # noqa: FBT001 - a sign has positions only
    return (f"shape={shape}", "has_of") if has_of else (f"shape={shape}",)


def _preposition(word: str) -> Features:
    return (f"preposition={word}",)


def _verb(word: str) -> Features:
    return (f"verb={word}",)


def _standing(*sign: str) -> Features:
    where, kind, amount, rule, opens, same = sign
    return (
        f"where={where}",
        f"kind={kind}|where={where}",
        f"kind={kind}|amount={amount}",
        f"where={where}|amount={amount}|rule={rule}",
        f"kind={kind}|where={where}|rule={rule}",
        f"opens={opens[0]}|where={where}",
        f"opens={opens}|kind={kind}|same={same}",
    )


def _neighbours(before: str, behind: str, relation: str) -> Features:
    return (f"before={before}|next={behind}|{relation}",)


def _distance(*sign: str) -> Features:
    clauses, amounts, names, alike, gap, path, relation, opens, kind = sign
    features = [
        f"clauses={clauses}|{relation}",
        f"clauses={clauses}|opens={opens}",
        f"amounts={amounts}|{relation}",
        f"names={names}|{relation}",
        f"alike={alike}|kind={kind}",
    ]
    if relation == Relation.CLAUSE.value:
        features += [f"path={path}", f"gap={gap}"]
    elif relation == Relation.AFTER.value:
        features.append(f"path_behind={path}")
    return tuple(features)


def _as_last(same: bool, rule: str) -> Features:  # noqa: FBT001 - a sign has positions only
    return (f"as_last={same}|{rule}",)


def _beside_rules(text: str, chosen: str, linked: Linked, *, kind: str, where: str) -> Sign:
    """How a candidate that shares words with what the rules took compares with it."""
    confidence = linked.confidence.value
    if text == chosen:
        return _choice, (confidence, linked.source, linked.rule, kind, where)
    name = "over_rules" if chosen in text else "in_rules"
    return _near_choice, (name, confidence, linked.source)


def _choice(*sign: str) -> Features:
    confidence, source, rule, kind, where = sign
    return (
        "rules",
        f"rules|{confidence}",
        f"rules|{confidence}|{source}",
        f"rules|{rule}|{confidence}",
        f"rules|kind={kind}",
        f"rules|where={where}",
    )


def _near_choice(name: str, confidence: str, source: str) -> Features:
    return name, f"{name}|{confidence}|{source}"


def _beside_metric(text: str, metric: str) -> Features:
    if text in metric:
        part = "whole" if text == metric else "start" if metric.startswith(text) else "inside"
        return (f"in_metric={part}",)
    return (f"over_metric={'end' if text.endswith(metric) else 'inside'}",)


def _amount_kind(dimension: str) -> str:
    """What a dimension counts as beside subjects."""
    if dimension in ("money", "count"):
        return dimension
    return "change" if dimension in CHANGED else "physical"
