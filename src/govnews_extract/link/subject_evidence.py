"""What speaks for and against a phrase as the subject of an amount.

The signs of a phrase alone are weighed once a sentence, the others once for each amount beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from string import digits
from typing import Generic

from govnews_extract.link.candidates import FAR, LEAD_UNITS, Phrase
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import nouns_with_role
from govnews_extract.link.weighing import (
    MANY,
    MAX_PATHS,
    Features,
    Scale,
    Signs,
    Worth,
    bucket,
    steps,
)

VERBS = frozenset("VvWSCIA")
ROLES = ("group", "tail", "agent")
CHANGED = frozenset(("ratio", "ratio_point", "multiple"))
PATH_STEPS = 5
SHAPE_STEPS = 5
LEAD_STEPS = 4
WHERE = ("", *(f"earlier{back}" for back in range(1, FAR)), f"far{FAR}")
"""Where a phrase stands that is so many sentences before the amount."""


class SubjectEvidence(Generic[Worth]):
    """Weighs the candidates of one article by signs."""

    def __init__(self, reader: PhraseReader, scale: Scale[Worth]) -> None:
        self._reader = reader
        self._scale = scale
        self._opening = scale.signs(_opening)
        self._next = scale.signs(_next)
        self._verb = scale.signs(_verb)
        self._wording = scale.signs(_wording)
        self._shape = scale.signs(_shape)
        self._as_last = scale.signs(_as_last)
        self._choice = scale.signs(_choice)
        self._near_choice = scale.signs(_near_choice)
        self._beside_metric = scale.signs(_beside_metric)
        self._by_amount: dict[tuple[str, str], _ByAmount[Worth]] = scale.table("subjects by amount")

    def of_phrases(self, phrases: Sequence[Phrase]) -> list[Worth]:
        """What speaks for each phrase wherever the amount stands."""
        found = []
        next_, verb, wording, shape = self._next, self._verb, self._wording, self._shape
        view, low = None, -1
        for phrase in phrases:
            if phrase.low != low or phrase.view is not view:
                view, low, letters = phrase.view, phrase.low, phrase.view.letters
                opening = self._opening[self._before(view, low)]
            high = phrase.high
            behind = letters[high : high + 2]
            worth = (
                opening
                + next_[behind]
                + wording[phrase.text, phrase.letter, phrase.kind]
                + shape[letters[low:high]]
            )
            if behind and behind[0] in VERBS:
                worth += verb[view.words[high]]
            found.append(worth)
        return found

    def _before(self, view: View, low: int) -> tuple[str, str, str]:
        """What stands between the begin of the clause and unit `low`."""
        letters = view.letters
        before = letters[low - 1 : low] or "^"
        first = max(0, low - LEAD_UNITS)
        lead = steps(letters[max(letters.rfind(",", first, low) + 1, first) : low])[-LEAD_STEPS:]
        return lead, before, view.words[low - 1] if before in "PK" else ""

    def of_all(self, phrases: Sequence[Phrase], point: Point, linked: Linked) -> list[Worth]:
        """What more speaks for each phrase for the amount at `point`, read as `linked`."""
        number, unit, done = point.state.number, point.unit, point.state.done
        rule, letters = linked.rule, point.view.letters
        signs = self._of_amount(_amount_kind(point.dimension), rule)
        last = done[-1].subject if done else None
        chosen, metric = linked.subject, linked.metric
        taken = chosen.text if chosen else ""
        found = []
        for phrase in phrases:
            text, kind, opens, back = phrase.text, phrase.kind, phrase.opens, number - phrase.number
            if back:
                where = WHERE[back]
                standing, beside, _ = signs[where]
                worth = standing[kind, opens] + beside[phrase.beside]
            else:
                low, high = phrase.low, phrase.high
                between = letters[high:unit] or letters[unit + 1 : low]
                where = _relation(between, ahead=high <= unit)
                standing, beside, distance = signs[where]
                counts = _counts(between, phrase.letter, where)
                worth = (
                    standing[kind, opens] + beside[phrase.beside] + distance[counts, opens[0], kind]
                )
            if last:
                worth += self._as_last[last.text == text, rule]
            if taken and (text in taken or taken in text):
                worth += self._beside_rules(text, taken, linked, kind=kind, where=where)
            if metric and (text in metric or metric in text):
                worth += self._beside_metric[text, metric]
            found.append(worth)
        return found

    def _of_amount(self, amount: str, rule: str) -> _ByAmount[Worth]:
        """Signs of phrases given what the amount is."""
        known = self._by_amount.get((amount, rule))
        if known is None:
            known = self._by_amount[amount, rule] = _ByAmount(self._scale, amount, rule)
        return known

    def _beside_rules(
        self, text: str, chosen: str, linked: Linked, *, kind: str, where: str
    ) -> Worth:
        """What speaks for a phrase that shares words with what the rules took."""
        confidence, source = linked.confidence, linked.source
        if text == chosen:
            return self._choice[confidence, source, linked.rule, kind, where]
        return self._near_choice[chosen in text, confidence, source]


class _ByAmount(dict[str, tuple[Signs[Worth], ...]]):
    """Signs of phrases given what the amount is, by where the phrase stands."""

    def __init__(self, scale: Scale[Worth], amount: str, rule: str) -> None:
        super().__init__()
        self._scale, self._amount, self._rule = scale, amount, rule

    def __missing__(self, where: str) -> tuple[Signs[Worth], ...]:
        signs = self._scale.signs
        found = self[where] = (
            signs(_standing).given(self._amount, self._rule, where),
            signs(_neighbours).given(where.rstrip(digits)),
            signs(_distance).given(where),
        )
        return found


def _relation(between: str, *, ahead: bool) -> str:
    """Where a phrase of the sentence of the amount stands, by what stands between them."""
    if "," in between:
        return "before" if ahead else "later"
    return "clause" if ahead else "after"


def _counts(between: str, letter: str, where: str) -> tuple[str | int, ...]:
    """What is counted between a phrase and the amount, and the way from one to the other."""
    count = between.count
    clauses, gap, path = "0", "", ""
    if where == "clause":
        gap, path = bucket(len(between)), steps(between)[-PATH_STEPS:]
    elif where == "after":
        path = steps(between)[:PATH_STEPS]
    else:
        clauses = bucket(count(","))
    amounts, names, alike = count("Q"), count("E") + count("O") + count("J"), count(letter)
    return (
        clauses,
        min(amounts, MANY + 1),
        min(names, MANY),
        min(alike, MANY),
        gap,
        path,
    )


def _opening(lead: str, before: str, preposition: str) -> Features:
    more = (f"preposition={preposition}",) if preposition else ()
    return f"lead={lead}", f"before={before}", *more


def _next(behind: str) -> Features:
    return f"next={behind[:1] or '$'}", f"next2={behind}"


def _verb(verb: str) -> Features:
    return (f"verb={verb}",)


def _wording(text: str, letter: str, kind: str) -> Features:
    return (
        f"kind={kind}",
        f"last1={text[-1:]}{'N' if letter == 'N' else ''}",
        f"last2={text[-2:]}",
        f"size={bucket(len(text))}|{letter}",
        *_roles(text[-_role_chars() :]),
    )


@lru_cache(maxsize=MAX_PATHS)
def _roles(end: str) -> Features:
    return tuple(f"role={role}" for role in ROLES if end.endswith(tuple(nouns_with_role(role))))


@cache
def _role_chars() -> int:
    """Characters of the longest noun that plays a role."""
    return max(len(noun) for role in ROLES for noun in nouns_with_role(role))


def _shape(letters: str) -> Features:
    shape = f"shape={steps(letters)[:SHAPE_STEPS]}"
    return (shape, "has_of") if "X" in letters else (shape,)


def _standing(*sign: str) -> Features:
    amount, rule, where, kind, opens = sign
    return (
        f"where={where}",
        f"kind={kind}|where={where}",
        f"kind={kind}|amount={amount}",
        f"where={where}|amount={amount}|rule={rule}",
        f"kind={kind}|where={where}|rule={rule}",
        f"opens={opens[0]}|where={where}",
        f"opens={opens}|kind={kind}|same={where not in WHERE}",
    )


def _neighbours(where: str, beside: str) -> Features:
    return (f"before={beside[0]}|next={beside[1:]}|{where}",)


def _distance(relation: str, counts: Sequence[str | int], opens: str, kind: str) -> Features:
    clauses, amounts, names, alike, gap, path = counts
    features = [
        f"clauses={clauses}|{relation}",
        f"clauses={clauses}|opens={opens}",
        f"amounts={amounts}|{relation}",
        f"names={names}|{relation}",
        f"alike={alike}|kind={kind}",
    ]
    if relation == "clause":
        features += [f"path={path}", f"gap={gap}"]
    elif relation == "after":
        features.append(f"path_behind={path}")
    return tuple(features)


def _as_last(same: bool, rule: str) -> Features:  # noqa: FBT001 - a sign has positions only
    return (f"as_last={same}|{rule}",)


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


def _near_choice(over: bool, confidence: str, source: str) -> Features:  # noqa: FBT001 - a sign has positions only
    name = "over_rules" if over else "in_rules"
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
