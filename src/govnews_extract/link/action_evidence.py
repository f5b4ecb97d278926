"""What speaks for and against a verb as what happened to an amount, as signs."""

from __future__ import annotations

from collections.abc import Iterator

from govnews_extract.link.action_candidates import Candidate, Source
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.vocabulary import actions
from govnews_extract.link.weighing import MANY, Features, Sign, bucket, steps

PATH_STEPS = 5
LEAD_UNITS = 6
SEEN = frozenset((Source.CLAUSE, Source.BEHIND, Source.BEFORE, Source.LATER))
"""Candidates that stand in the text around the amount."""


class ActionEvidence:
    """Gives the signs of the candidates of one article."""

    def __init__(self) -> None:
        self._actions = actions()

    def of_none(self, point: Point, linked: Linked) -> Iterator[Sign]:
        """What can be said for no action at all."""
        letters, unit = point.view.letters, point.unit
        start = max(letters.rfind(",", max(0, unit - LEAD_UNITS), unit) + 1, unit - LEAD_UNITS, 0)
        beside = _beside(letters, unit)
        yield _none, (point.dimension, linked.rule, *beside, linked.action, linked.metric or "")
        yield _lead, (steps(letters[start:unit]),)

    def of_verb(
        self, text: str, candidate: Candidate, point: Point, linked: Linked
    ) -> Iterator[Sign]:
        """What can be said of a verb for the amount at `point`, which rules read as `linked`."""
        source, _ = candidate
        dimension, rule = point.dimension, linked.rule
        listed = self._actions.get(text)
        yield _standing, (source, dimension, rule)
        yield _wording, (text, listed.status if listed else None, source, dimension)
        if source in SEEN:
            yield from _around(candidate, point, rule)
        yield _beside_rules, (text, linked.action, source, rule, dimension)
        if point.state.done:
            last = point.state.done[-1]
            alike = last.dimension == dimension
            yield _as_last, (text == last.action, alike, source, rule, linked.action is None)


def _around(candidate: Candidate, point: Point, rule: str) -> Iterator[Sign]:
    """What stands around the verb, and between it and the amount."""
    (source, verb), letters, unit = candidate, point.view.letters, point.unit
    own = letters[verb.low : verb.high]
    before, behind = letters[verb.low - 1 : verb.low] or "^", letters[verb.high : verb.high + 1]
    yield _neighbours, (own, before, behind or "$", source)
    ahead = verb.high <= unit
    between = letters[verb.high : unit] if ahead else letters[unit + 1 : verb.low]
    path = steps(between)
    yield _path, (path[-PATH_STEPS:] if ahead else path[:PATH_STEPS], source)
    verbs = min(sum(map(between.count, "VvW")), MANY + 1)
    counts = bucket(len(between)), between.count(","), min(between.count("Q"), MANY), verbs
    yield _distance, (*counts, own, source, rule)
    yield _amount, (*_beside(letters, unit), source, point.dimension)


def _beside(letters: str, unit: int) -> tuple[str, str]:
    """Letters of what stands before and behind the amount."""
    return letters[unit - 1 : unit] or "^", letters[unit + 1 : unit + 2] or "$"


def _none(*sign: str) -> Features:
    dimension, rule, before, behind, action, metric = sign
    return (
        "none",
        f"none|{dimension}",
        f"none|{rule}",
        f"none|before={before}",
        f"none|behind={behind}",
        f"none|{before}{behind}|{dimension}",
        f"none|rules={action}",
        f"none|metric={metric[-2:]}",
        f"none|metric={metric[-1:]}",
    )


def _lead(path: str) -> Features:
    return f"none|path={path}", f"none|verb={not set('VvW').isdisjoint(path)}"


def _standing(source: str, dimension: str, rule: str) -> Features:
    return f"source={source}|{dimension}", f"source={source}|{rule}"


def _wording(text: str, status: str | None, source: str, dimension: str) -> Features:
    return (
        f"verb={text}",
        f"verb={text}|{source}",
        f"verb={text}|{dimension}",
        f"last2={text[-2:]}",
        f"last1={text[-1:]}|{len(text)}",
        f"status={status}|{source}",
        f"status={status}|{source}|{dimension}",
        f"size={len(text)}|{source}",
    )


def _neighbours(own: str, before: str, behind: str, source: str) -> Features:
    return (
        f"own={own}|{source}",
        f"before={before}|{source}|{own[0]}",
        f"behind={behind}|{source}|{own[-1]}",
        f"beside={before}{own}{behind}",
    )


def _path(path: str, source: str) -> Features:
    return (f"path={path}|{source}",)


def _distance(*sign: str | int) -> Features:
    units, clauses, amounts, verbs, own, source, rule = sign
    return (
        f"units={units}|{source}",
        f"units={units}|{source}|{rule}",
        f"clauses={clauses}|{source}|{rule}",
        f"amounts={amounts}|{source}",
        f"verbs={verbs}|{source}|{own}",
    )


def _amount(before: str, behind: str, source: str, dimension: str) -> Features:
    return (
        f"amount_behind={before}|{source}|{dimension}",
        f"amount_before={behind}|{source}|{dimension}",
        f"amount={before}{behind}|{source}",
    )


def _beside_rules(text: str, chosen: str | None, *sign: str) -> Features:
    """How a candidate compares with what the rules took."""
    source, rule, dimension = sign
    if chosen is None:
        return f"rules_none|{source}|{rule}", f"rules_none|{source}|{dimension}"
    if text == chosen:
        return (
            "rules",
            f"rules|{rule}",
            f"rules|{dimension}",
            f"rules|{rule}|{dimension}",
            f"rules|{source}",
            f"rules|{text}",
        )
    for name, holds in (("over_rules", chosen in text), ("in_rules", text in chosen)):
        if holds:
            return name, f"{name}|{rule}", f"{name}|{source}"
    return (
        f"beside_rules|{source}|{rule}",
        f"beside_rules|{chosen}",
        f"beside_rules|{chosen}|{source}",
    )


def _as_last(same: bool, alike: bool, *sign: object) -> Features:  # noqa: FBT001 - a sign has positions only
    source, rule, open_ = sign
    return f"as_last={same}|{rule}|{source}", f"as_last={same}|{alike}|{open_}"
