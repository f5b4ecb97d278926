"""What speaks for and against a phrase as the subject of an amount.

The signs of a phrase alone are weighed once a sentence, the others once for each amount beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from string import digits
from typing import Any, Generic

from govnews_extract.link.candidates import FAR, LEAD_UNITS, Phrase
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import nouns_with_role
from govnews_extract.link.weighing import (
    MANY,
    Features,
    Scale,
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
MAX_ROLE_CHARS = 3
WHERE = ("", *(f"earlier{back}" for back in range(1, FAR)), f"far{FAR}")
"""Where a phrase stands that is so many sentences before the amount."""


class SubjectEvidence(Generic[Worth]):
    """Weighs the candidates of one article by signs."""

    def __init__(self, reader: PhraseReader, scale: Scale[Worth]) -> None:
        self._reader = reader
        self._scale = scale
        self._nothing = scale.nothing
        self._leads, self._before = scale.values("lead"), scale.values("before")
        self._prepositions, self._verbs = scale.values("preposition"), scale.values("verb")
        self._last1, self._last2 = scale.values("last1"), scale.values("last2")
        self._next = scale.signs(_next)
        self._shape = scale.signs(_shape)
        self._sort = scale.signs(_sort)
        self._roles = scale.signs(_roles)
        self._alike = scale.signs(_alike)
        self._paths, self._paths_behind = scale.values("path"), scale.values("path_behind")
        self._as_last = scale.signs(_as_last)
        self._choice = scale.signs(_choice)
        self._near_choice = scale.signs(_near_choice)
        self._beside_metric = scale.signs(_beside_metric)
        self._by_amount: dict[tuple[str, str], _ByAmount[Worth]] = scale.table("subjects by amount")

    def of_phrases(self, phrases: Sequence[Phrase]) -> list[Worth]:
        """What speaks for each phrase wherever the amount stands."""
        found = []
        next_, shape, sort, roles = self._next, self._shape, self._sort, self._roles
        verbs, last1, last2, nothing = self._verbs, self._last1, self._last2, self._nothing
        view, low, role_ends = None, -1, _role_ends()
        for phrase in phrases:
            if phrase.low != low or phrase.view is not view:
                view, low = phrase.view, phrase.low
                letters, words, opening = view.letters, view.words, self._of_opening(view, low)
            high, text, letter = phrase.high, phrase.text, phrase.letter
            behind, last = letters[high : high + 2], text[-1:]
            worth = (
                opening
                + next_[behind]
                + shape[letters[low:high]]
                + sort[phrase.kind, letter, len(text)]
                + last1.get(f"{last}N" if letter == "N" else last, nothing)
                + last2.get(text[-2:], nothing)
            )
            if last in role_ends:
                worth += roles[text[-MAX_ROLE_CHARS:]]
            if behind and behind[0] in VERBS:
                worth += verbs.get(words[high], nothing)
            found.append(worth)
        return found

    def _of_opening(self, view: View, low: int) -> Worth:
        """What speaks for a phrase by what stands between the begin of its clause and it."""
        letters, nothing = view.letters, self._nothing
        before = letters[low - 1 : low] or "^"
        first = max(0, low - LEAD_UNITS)
        first = max(letters.rfind(",", first, low) + 1, first)
        lead = view.path(first, low)[-LEAD_STEPS:]
        worth = self._leads.get(lead, nothing) + self._before.get(before, nothing)
        if before in "PK":
            worth += self._prepositions.get(view.words[low - 1], nothing)
        return worth

    def of_all(self, phrases: Sequence[Phrase], point: Point, linked: Linked) -> list[Worth]:
        """What more speaks for each phrase for the amount at `point`, read as `linked`."""
        number, done, rule = point.state.number, point.state.done, linked.rule
        signs = self._of_amount(_amount_kind(point.dimension), rule)
        last = done[-1].subject if done else None
        as_last, not_last = self._as_last[True, rule], self._as_last[False, rule]
        chosen, metric = linked.subject, linked.metric
        taken = chosen.text if chosen else ""
        found = []
        for phrase in phrases:
            text, back = phrase.text, number - phrase.number
            if back:
                where = WHERE[back]
                standing, beside, _ = signs[where]
                worth = standing[phrase.kind, phrase.opens] + beside[phrase.beside]
            else:
                where, worth = self._of_way(phrase, point, signs)
            if last:
                worth += as_last if last.text == text else not_last
            if taken and (text in taken or taken in text):
                worth += self._beside_rules(text, taken, linked, kind=phrase.kind, where=where)
            if metric and (text in metric or metric in text):
                worth += self._beside_metric[_part(text, metric)]
            found.append(worth)
        return found

    def _of_way(self, phrase: Phrase, point: Point, signs: _ByAmount[Worth]) -> tuple[str, Worth]:
        """Where in the sentence of the amount a phrase stands, and what speaks for it there."""
        view, unit, low, high = point.view, point.unit, phrase.low, phrase.high
        ahead, kind, opens = high <= unit, phrase.kind, phrase.opens
        between = view.letters[high:unit] if ahead else view.letters[unit + 1 : low]
        count = between.count
        stops, names = count(","), count("E") + count("O") + count("J")
        if stops:
            where, gap, way = "before" if ahead else "later", "", self._nothing
        elif ahead:
            where, gap = "clause", bucket(len(between))
            way = self._paths.get(view.path(high, unit)[-PATH_STEPS:], self._nothing)
        else:
            where, gap = "after", ""
            way = self._paths_behind.get(view.path(unit + 1, low)[:PATH_STEPS], self._nothing)
        standing, beside, counted = signs[where]
        worth = (
            standing[kind, opens]
            + beside[phrase.beside]
            + counted[bucket(stops), min(count("Q"), MANY + 1), min(names, MANY), gap, opens[0]]
            + self._alike[min(count(phrase.letter), MANY), kind]
            + way
        )
        return where, worth

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


class _ByAmount(dict[str, tuple[dict[Any, Worth], ...]]):
    """Signs of phrases given what the amount is, by where the phrase stands."""

    def __init__(self, scale: Scale[Worth], amount: str, rule: str) -> None:
        super().__init__()
        self._scale, self._amount, self._rule = scale, amount, rule

    def __missing__(self, where: str) -> tuple[dict[Any, Worth], ...]:
        signs = self._scale.signs
        found = self[where] = (
            _Standing(self._scale, (self._amount, self._rule, where)),
            signs(_neighbours).given(where.rstrip(digits)),
            signs(_counted).given(where),
        )
        return found


class _Standing(dict[tuple[str, str], Worth]):
    """What is worth which name a phrase is and how it opens its clause.

    Given what the amount is, the rule that read it, and where the phrase stands.
    """

    def __init__(self, scale: Scale[Worth], given: tuple[str, str, str]) -> None:
        super().__init__()
        amount, rule, where = given
        self._where = scale.signs(_where)[given]
        self._kind = scale.signs(_kind).given(amount, where)
        self._by_rule = scale.signs(_by_rule).given(where, rule)
        self._opens = scale.signs(_opens).given(where)

    def __missing__(self, sign: tuple[str, str]) -> Worth:
        kind = sign[0]
        worth = self._where + self._kind[kind] + self._by_rule[kind] + self._opens[sign]
        self[sign] = worth
        return worth


def _next(behind: str) -> Features:
    return f"next={behind[:1] or '$'}", f"next2={behind}"


def _sort(kind: str, letter: str, chars: int) -> Features:
    return f"kind={kind}", f"size={bucket(chars)}|{letter}"


def _roles(end: str) -> Features:
    return tuple([f"role={role}" for role, nouns in _role_nouns() if end.endswith(nouns)])


@cache
def _role_nouns() -> list[tuple[str, tuple[str, ...]]]:
    """Roles, and the nouns that play each."""
    return [(role, tuple(nouns_with_role(role))) for role in ROLES]


@cache
def _role_ends() -> frozenset[str]:
    """Last characters of nouns that play a role."""
    return frozenset(noun[-1] for _, nouns in _role_nouns() for noun in nouns)


def _shape(letters: str) -> Features:
    shape = f"shape={steps(letters)[:SHAPE_STEPS]}"
    return (shape, "has_of") if "X" in letters else (shape,)


def _where(amount: str, rule: str, where: str) -> Features:
    return f"where={where}", f"where={where}|amount={amount}|rule={rule}"


def _kind(amount: str, where: str, kind: str) -> Features:
    return f"kind={kind}|where={where}", f"kind={kind}|amount={amount}"


def _by_rule(where: str, rule: str, kind: str) -> Features:
    return (f"kind={kind}|where={where}|rule={rule}",)


def _opens(where: str, kind: str, opens: str) -> Features:
    return (
        f"opens={opens[0]}|where={where}",
        f"opens={opens}|kind={kind}|same={where not in WHERE}",
    )


def _neighbours(where: str, beside: str) -> Features:
    return (f"before={beside[0]}|next={beside[1:]}|{where}",)


def _counted(*sign: str | int) -> Features:
    """What is counted between a phrase and the amount, by where the phrase stands."""
    where, clauses, amounts, names, gap, opens = sign
    return (
        f"clauses={clauses}|{where}",
        f"clauses={clauses}|opens={opens}",
        f"amounts={amounts}|{where}",
        f"names={names}|{where}",
        *((f"gap={gap}",) if gap else ()),
    )


def _alike(alike: int, kind: str) -> Features:
    return (f"alike={alike}|kind={kind}",)


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


def _beside_metric(part: str) -> Features:
    return (part,)


def _part(text: str, metric: str) -> str:
    """How a phrase and the metric, of which one is in the other, compare."""
    if text in metric:
        part = "whole" if text == metric else "start" if metric.startswith(text) else "inside"
        return f"in_metric={part}"
    return f"over_metric={'end' if text.endswith(metric) else 'inside'}"


def _amount_kind(dimension: str) -> str:
    """What a dimension counts as beside subjects."""
    if dimension in ("money", "count"):
        return dimension
    return "change" if dimension in CHANGED else "physical"
