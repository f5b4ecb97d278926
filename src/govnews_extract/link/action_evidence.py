"""What speaks for and against a verb as what happened to an amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic

from govnews_extract.link.action_candidates import Candidate, Source, Verb
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.vocabulary import actions
from govnews_extract.link.weighing import MANY, Features, Scale, Worth, bucket, steps

PATH_STEPS = 5
LEAD_UNITS = 6
SEEN = frozenset((Source.CLAUSE, Source.BEHIND, Source.BEFORE, Source.LATER))
"""Candidates that stand in the text around the amount."""


class ActionEvidence(Generic[Worth]):
    """Weighs the candidates of one article by signs."""

    def __init__(self, scale: Scale[Worth]) -> None:
        self._none = scale.signs(_none)
        self._lead = scale.signs(_lead)
        self._standing = scale.signs(_standing)
        self._wording = scale.signs(_wording)
        self._beside_rules = scale.signs(_beside_rules)
        self._neighbours = scale.signs(_neighbours)
        self._path = scale.signs(_path)
        self._distance = scale.signs(_distance)
        self._amount = scale.signs(_amount)

    def of_all(
        self, found: Mapping[str, Candidate], point: Point, linked: Linked
    ) -> dict[str, Worth]:
        """What speaks for each candidate for the amount at `point`, which rules read as `linked`."""
        done, rule, chosen = point.state.done, linked.rule, linked.action
        dimension, open_, beside = point.dimension, chosen is None, _beside(point)
        said = last = alike = None
        if done:
            last = done[-1]
            said, alike = last.action, last.dimension == dimension
        worths: dict[str, Worth] = {}
        for text, (source, verb) in found.items():
            if not text:
                worths[text] = self._of_none(point, linked)
                continue
            same = None if last is None else text == said
            near = text if chosen is not None and (chosen in text or text in chosen) else ""
            worth = (
                self._standing[source, dimension, rule, same, alike, open_]
                + self._wording[text, source, dimension]
                + self._beside_rules[near, chosen, source, rule, dimension]
            )
            if source in SEEN:
                worth += self._amount[beside, source, dimension]
                worth += self._around(verb, source, point, rule)
            worths[text] = worth
        return worths

    def _of_none(self, point: Point, linked: Linked) -> Worth:
        """What speaks for no action at all."""
        letters, unit = point.view.letters, point.unit
        start = max(letters.rfind(",", max(0, unit - LEAD_UNITS), unit) + 1, unit - LEAD_UNITS, 0)
        metric = (linked.metric or "")[-2:]
        amount = metric, point.dimension, linked.rule, *_beside(point), linked.action
        return self._none[amount] + self._lead[steps(letters[start:unit]),]

    def _around(self, verb: Verb, source: Source, point: Point, rule: str) -> Worth:
        """What stands around the verb, and between it and the amount."""
        letters, unit, low, high = point.view.letters, point.unit, verb.low, verb.high
        own = letters[low:high]
        before, behind = letters[low - 1 : low] or "^", letters[high : high + 1] or "$"
        if high <= unit:
            between = letters[high:unit]
            path = steps(between)[-PATH_STEPS:]
        else:
            between = letters[unit + 1 : low]
            path = steps(between)[:PATH_STEPS]
        count = between.count
        counts = (
            bucket(len(between)),
            count(","),
            min(count("Q"), MANY),
            min(count("V") + count("v") + count("W"), MANY + 1),
        )
        return (
            self._neighbours[own, before, behind, source]
            + self._path[path, source]
            + self._distance[counts, own, source, rule]
        )


def _beside(point: Point) -> tuple[str, str]:
    """Letters of what stands before and behind the amount."""
    letters, unit = point.view.letters, point.unit
    return letters[unit - 1 : unit] or "^", letters[unit + 1 : unit + 2] or "$"


def _none(metric: str, *sign: str | None) -> Features:
    dimension, rule, before, behind, action = sign
    return (
        "none",
        f"none|{dimension}",
        f"none|{rule}",
        f"none|before={before}",
        f"none|behind={behind}",
        f"none|{before}{behind}|{dimension}",
        f"none|rules={action}",
        f"none|metric={metric}",
        f"none|metric={metric[-1:]}",
    )


def _lead(path: str) -> Features:
    return f"none|path={path}", f"none|verb={not set('VvW').isdisjoint(path)}"


def _standing(source: str, dimension: str, rule: str, *last: bool | None) -> Features:
    same, alike, open_ = last
    here = f"source={source}|{dimension}", f"source={source}|{rule}"
    if same is None:
        return here
    return *here, f"as_last={same}|{rule}|{source}", f"as_last={same}|{alike}|{open_}"


def _wording(text: str, source: str, dimension: str) -> Features:
    listed = actions().get(text)
    status = listed.status if listed else None
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


def _distance(counts: tuple[str | int, ...], own: str, source: str, rule: str) -> Features:
    units, clauses, amounts, verbs = counts
    return (
        f"units={units}|{source}",
        f"units={units}|{source}|{rule}",
        f"clauses={clauses}|{source}|{rule}",
        f"amounts={amounts}|{source}",
        f"verbs={verbs}|{source}|{own}",
    )


def _amount(beside: tuple[str, str], source: str, dimension: str) -> Features:
    before, behind = beside
    return (
        f"amount_behind={before}|{source}|{dimension}",
        f"amount_before={behind}|{source}|{dimension}",
        f"amount={before}{behind}|{source}",
    )


def _beside_rules(text: str, chosen: str | None, *sign: str) -> Features:
    """How a candidate, "" for one that shares nothing, compares with what the rules took."""
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
    if text:
        name = "over_rules" if chosen in text else "in_rules"
        return name, f"{name}|{rule}", f"{name}|{source}"
    return (
        f"beside_rules|{source}|{rule}",
        f"beside_rules|{chosen}",
        f"beside_rules|{chosen}|{source}",
    )
