"""What speaks for and against a phrase as the subject of an amount, as signs.

Those of a phrase alone are weighed once a sentence, the others once for each amount beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from govnews_extract.link.candidates import LEAD_UNITS, Candidate, Phrase, Relation
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.subjects import is_media
from govnews_extract.link.vocabulary import nouns_with_role
from govnews_extract.link.weighing import MANY, Features, Sign, bucket, steps

VERBS = frozenset("VvWSCIA")
ROLES = ("group", "tail", "agent")
CHANGED = frozenset(("ratio", "ratio_point", "multiple"))


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
        if is_media(subject):
            yield _media, ()

    def of_candidate(self, candidate: Candidate, point: Point, linked: Linked) -> Iterator[Sign]:
        """What can be said of a candidate for the amount at `point`, which rules read as `linked`."""
        phrase, back = candidate.phrase, candidate.back
        relation = candidate.relation.value
        where = f"{relation}{back}" if back else relation
        kind, opens, letters = phrase.kind, phrase.opens, phrase.view.letters
        yield _standing, (where, kind, _amount_kind(point.dimension), linked.rule, opens, not back)
        before = letters[phrase.low - 1 : phrase.low] or "^"
        yield _neighbours, (before, letters[phrase.high : phrase.high + 1], relation)
        if candidate.seen > 1:
            yield _seen, (min(candidate.seen, 4), phrase.subject.letter)
        if linked.action:
            yield _action, (linked.action[-2:], kind, relation)
        if back:
            yield _clauses_in, (letters.count(",", 0, phrase.low), back, kind)
        else:
            yield from self._between(candidate, point)
        if point.state.done and (last := point.state.done[-1].subject):
            yield _as_last, (last.text == phrase.subject.text, linked.rule)
        yield _beside_rules(phrase.subject.text, linked, kind=kind, where=where)
        if linked.metric:
            yield _beside_metric, (phrase.subject.text, linked.metric)

    def _between(self, candidate: Candidate, point: Point) -> Iterator[Sign]:
        """What stands between a candidate and the amount in its sentence."""
        phrase, relation, unit = candidate.phrase, candidate.relation, point.unit
        letters, kind = phrase.view.letters, phrase.kind
        ahead = phrase.high <= unit
        low, high = (phrase.high, unit) if ahead else (unit + 1, phrase.low)
        between = letters[low:high]
        own = phrase.subject.letter
        yield _distance, (between, relation.value, phrase.opens[0], own, kind)
        if ahead:
            yield from self._verbs_between(candidate, (low, high))
        elif not between:
            behind = letters[phrase.high : phrase.high + 1]
            yield _counted, (kind, _amount_kind(point.dimension), behind)
        elif between == "X":
            yield _attribute, (kind,)

    def _verbs_between(self, candidate: Candidate, between: tuple[int, int]) -> Iterator[Sign]:
        phrase, relation = candidate.phrase, candidate.relation
        letters = phrase.view.letters
        verbs = [at for at in range(*between) if letters[at] in "VvWCSI"]
        yield _verbs, (min(len(verbs), MANY), relation.value, phrase.kind)
        if verbs and relation is Relation.CLAUSE:
            last = self._reader.word(phrase.view, verbs[-1])
            first = self._reader.word(phrase.view, verbs[0])
            yield _verb_words, (first, last, phrase.subject.letter)


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


def _media() -> Features:
    return ("media",)


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


def _seen(times: int, letter: str) -> Features:
    return (f"seen={times}|{letter}",)


def _action(end: str, kind: str, relation: str) -> Features:
    return f"action={end}|kind={kind}", f"action={end}|{relation}"


def _clauses_in(clauses: int, back: int, kind: str) -> Features:
    return f"clauses_in={bucket(clauses)}|{back}", f"first_clause={clauses == 0}|kind={kind}"


def _distance(*sign: str) -> Features:
    between, relation, opens, letter, kind = sign
    clauses, names = bucket(between.count(",")), sum(map(between.count, "EOJ"))
    features = [
        f"clauses={clauses}|{relation}",
        f"clauses={clauses}|opens={opens}",
        f"amounts={min(between.count('Q'), 4)}|{relation}",
        f"names={min(names, MANY)}|{relation}",
        f"alike={min(between.count(letter), MANY)}|kind={kind}",
    ]
    if relation == Relation.CLAUSE.value:
        features += [f"path={steps(between)[-5:]}", f"gap={bucket(len(between))}"]
    elif relation == Relation.AFTER.value:
        features.append(f"path_behind={steps(between)[:5]}")
    return tuple(features)


def _counted(kind: str, amount: str, behind: str) -> Features:
    return "counted", f"counted|kind={kind}|{amount}|{behind}"


def _attribute(kind: str) -> Features:
    return (f"attribute|kind={kind}",)


def _verbs(number: int, relation: str, kind: str) -> Features:
    return (f"verbs={number}|{relation}|kind={kind}",)


def _verb_words(first: str, last: str, letter: str) -> Features:
    return f"last_verb={last}", f"first_verb={first}|{letter}"


def _as_last(same: bool, rule: str) -> Features:  # noqa: FBT001 - a sign has positions only
    return (f"as_last={same}|{rule}",)


def _beside_rules(text: str, linked: Linked, *, kind: str, where: str) -> Sign:
    """How a candidate compares with what the rules took."""
    chosen, confidence = linked.subject, linked.confidence.value
    if chosen is None:
        return _no_choice, (kind,)
    if text == chosen.text:
        return _choice, (confidence, linked.source, linked.rule, kind, where)
    if chosen.text in text:
        return _near_choice, ("over_rules", confidence, linked.source)
    if text in chosen.text:
        return _near_choice, ("in_rules", confidence, linked.source)
    return _nothing, ()


def _nothing() -> Features:
    return ()


def _no_choice(kind: str) -> Features:
    return (f"rules_none|kind={kind}",)


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
    if metric in text:
        return (f"over_metric={'end' if text.endswith(metric) else 'inside'}",)
    return ()


def _amount_kind(dimension: str) -> str:
    """What a dimension counts as beside subjects."""
    if dimension in ("money", "count"):
        return dimension
    return "change" if dimension in CHANGED else "physical"
