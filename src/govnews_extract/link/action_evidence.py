"""What speaks for and against a verb as what happened to an amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic

from govnews_extract.link.action_candidates import Candidate, Source
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.vocabulary import actions
from govnews_extract.link.weighing import MANY, Features, Scale, Signs, Worth, bucket, steps

PATH_STEPS = 5
LEAD_UNITS = 6
SEEN = frozenset((Source.CLAUSE, Source.BEHIND, Source.BEFORE, Source.LATER))
"""Candidates that stand in the text around the amount."""


class ActionEvidence(Generic[Worth]):
    """Weighs the candidates of one article by signs."""

    def __init__(self, scale: Scale[Worth]) -> None:
        self._scale = scale
        self._none = scale.signs(_none)
        self._lead = scale.signs(_lead)
        self._by_amount: dict[Amount, _ByAmount[Worth]] = scale.table("actions by amount")

    def of_all(
        self, found: Mapping[str, Candidate], point: Point, linked: Linked
    ) -> dict[str, Worth]:
        """What speaks for each candidate for the amount at `point`, which rules read as `linked`."""
        done, chosen = point.state.done, linked.action
        said = alike = None
        if done:
            said, alike = done[-1].action, done[-1].dimension == point.dimension
        signs = self._of_amount((point.dimension, linked.rule, alike, chosen is None))
        beside, letters, unit = _beside(point), f"^{point.view.letters}$", point.unit
        worths: dict[str, Worth] = {}
        for text, (source, verb) in found.items():
            if not text:
                worths[text] = self._of_none(point, linked)
                continue
            standing, wording, by_rules, amount, neighbours, path, distance = signs[source]
            near = text if chosen is not None and (chosen in text or text in chosen) else ""
            worth = (
                standing[text == said if done else None] + wording[text] + by_rules[near, chosen]
            )
            if source in SEEN:
                low, high = verb.low, verb.high
                ahead = high <= unit
                between = letters[high + 1 : unit + 1] if ahead else letters[unit + 2 : low + 1]
                way = steps(between)
                worth += (
                    amount[beside]
                    + neighbours[letters[low : high + 2]]
                    + path[way[-PATH_STEPS:] if ahead else way[:PATH_STEPS]]
                    + distance[_counts(between), letters[low + 1 : high + 1]]
                )
            worths[text] = worth
        return worths

    def _of_amount(self, amount: Amount) -> _ByAmount[Worth]:
        """Signs of verbs given what the amount is."""
        known = self._by_amount.get(amount)
        if known is None:
            known = self._by_amount[amount] = _ByAmount(self._scale, amount)
        return known

    def _of_none(self, point: Point, linked: Linked) -> Worth:
        """What speaks for no action at all."""
        letters, unit = point.view.letters, point.unit
        start = max(letters.rfind(",", max(0, unit - LEAD_UNITS), unit) + 1, unit - LEAD_UNITS, 0)
        metric = (linked.metric or "")[-2:]
        amount = metric, point.dimension, linked.rule, *_beside(point), linked.action
        return self._none[amount] + self._lead[steps(letters[start:unit])]


Amount = tuple[str, str, bool | None, bool]
"""Dimension of an amount, the rule that read it, whether the amount before is of the same
dimension, None where there is none, and whether the rules took no verb."""


class _ByAmount(dict[Source, tuple[Signs[Worth], ...]]):
    """Signs of verbs given what the amount is, by where the verb stands."""

    def __init__(self, scale: Scale[Worth], amount: Amount) -> None:
        super().__init__()
        self._scale, self._amount = scale, amount

    def __missing__(self, source: Source) -> tuple[Signs[Worth], ...]:
        signs = self._scale.signs
        dimension, rule, alike, open_ = self._amount
        found = self[source] = (
            signs(_standing).given(source, dimension, rule, alike, open_),
            signs(_wording).given(source, dimension),
            signs(_by_rules).given(source, rule, dimension),
            signs(_amount).given(source, dimension),
            signs(_neighbours).given(source),
            signs(_path).given(source),
            signs(_distance).given(source, rule),
        )
        return found


def _counts(between: str) -> tuple[str | int, ...]:
    """What is counted between a verb and the amount."""
    count = between.count
    verbs = count("V") + count("v") + count("W")
    return bucket(len(between)), count(","), min(count("Q"), MANY), min(verbs, MANY + 1)


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
    alike, open_, same = last
    here = f"source={source}|{dimension}", f"source={source}|{rule}"
    if same is None:
        return here
    return *here, f"as_last={same}|{rule}|{source}", f"as_last={same}|{alike}|{open_}"


def _wording(source: str, dimension: str, text: str) -> Features:
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


def _neighbours(source: str, around: str) -> Features:
    """The units of a verb, with the one before and the one behind."""
    before, own, behind = around[0], around[1:-1], around[-1]
    return (
        f"own={own}|{source}",
        f"before={before}|{source}|{own[0]}",
        f"behind={behind}|{source}|{own[-1]}",
        f"beside={before}{own}{behind}",
    )


def _path(source: str, path: str) -> Features:
    return (f"path={path}|{source}",)


def _distance(source: str, rule: str, counts: tuple[str | int, ...], own: str) -> Features:
    units, clauses, amounts, verbs = counts
    return (
        f"units={units}|{source}",
        f"units={units}|{source}|{rule}",
        f"clauses={clauses}|{source}|{rule}",
        f"amounts={amounts}|{source}",
        f"verbs={verbs}|{source}|{own}",
    )


def _amount(source: str, dimension: str, before: str, behind: str) -> Features:
    return (
        f"amount_behind={before}|{source}|{dimension}",
        f"amount_before={behind}|{source}|{dimension}",
        f"amount={before}{behind}|{source}",
    )


def _by_rules(*sign: str | None) -> Features:
    """How a candidate, "" for one that shares nothing, compares with what the rules took."""
    source, rule, dimension, text, chosen = sign
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
