"""What speaks for and against a verb as what happened to an amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic

from govnews_extract.link.action_candidates import Candidate, Source, Verb
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.vocabulary import VERBS, actions
from govnews_extract.link.weighing import MANY, Features, Scale, Worth, bucket

PATH_STEPS = 5
LEAD_UNITS = 6
MAX_WORDS = 2048
"""Verbs that are remembered, of each source and kind of amount."""

SEEN = frozenset((Source.CLAUSE, Source.BEHIND, Source.BEFORE, Source.LATER))
"""Candidates that stand in the text around the amount."""


class ActionEvidence(Generic[Worth]):
    """Weighs the candidates of one article by signs."""

    def __init__(self, scale: Scale[Worth]) -> None:
        self._scale = scale
        self._none = scale.signs(_none)
        self._none_beside = scale.signs(_none_beside)
        self._none_path = scale.values("none|path")
        self._none_verb = scale.signs(_none_verb)
        self._none_metric = scale.values("none|metric")
        self._none_rules = scale.values("none|rules")
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
        beside = _amount_beside(point)
        worths: dict[str, Worth] = {}
        for text, (source, verb) in found.items():
            if not text:
                worths[text] = self._of_none(point, linked, beside)
                continue
            here = signs[source]
            worth = here.alone + here.standing[text == said if done else None] + here.words[text]
            if text == chosen:
                worth += here.taken[text]
            elif chosen is not None:
                if text in chosen or chosen in text:
                    worth += here.near[chosen in text]
                else:
                    worth += here.apart + here.beside[chosen]
            if source in SEEN:
                worth += here.of_verb(verb, point) + here.amount[beside]
            worths[text] = worth
        return worths

    def _of_amount(self, amount: Amount) -> _ByAmount[Worth]:
        """Signs of verbs given what the amount is."""
        known = self._by_amount.get(amount)
        if known is None:
            known = self._by_amount[amount] = _ByAmount(self._scale, amount)
        return known

    def _of_none(self, point: Point, linked: Linked, beside: tuple[str, str]) -> Worth:
        """What speaks for no action at all."""
        view, unit, dimension = point.view, point.unit, point.dimension
        start = max(
            view.letters.rfind(",", max(0, unit - LEAD_UNITS), unit) + 1, unit - LEAD_UNITS, 0
        )
        path, nothing = view.path(start, unit), self._scale.nothing
        metric = (linked.metric or "")[-2:]
        return (
            self._none[dimension, linked.rule]
            + self._none_beside[dimension, beside]
            + self._none_path.get(path, nothing)
            + self._none_verb[not VERBS.isdisjoint(path)]
            + self._none_metric.get(metric, nothing)
            + self._none_metric.get(metric[-1:], nothing)
            + self._none_rules.get(str(linked.action), nothing)
        )


Amount = tuple[str, str, bool | None, bool]
"""Dimension of an amount, the rule that read it, whether the amount before is of the same
dimension, None where there is none, and whether the rules took no verb."""


class _ByAmount(dict[Source, "_Here[Worth]"], Generic[Worth]):
    """Signs of verbs given what the amount is, by where the verb stands."""

    def __init__(self, scale: Scale[Worth], amount: Amount) -> None:
        super().__init__()
        self._scale, self._amount = scale, amount

    def __missing__(self, source: Source) -> _Here[Worth]:
        found = self[source] = _Here(self._scale, source, self._amount)
        return found


class _Words(dict[str, Worth]):
    """What speaks for verbs by what they say, given what the amount is and where they stand."""

    def __init__(self, scale: Scale[Worth], source: Source, dimension: str) -> None:
        super().__init__()
        self._nothing, self._actions = scale.nothing, actions()
        self._source, self._dimension = source.value, dimension
        self._status = scale.signs(_status).given(source, dimension)
        self._verb, self._verb_beside = scale.values("verb"), scale.facets("verb")
        self._last1, self._last2 = scale.facets("last1"), scale.values("last2")

    def __missing__(self, text: str) -> Worth:
        if len(self) >= MAX_WORDS:
            self.clear()
        nothing, listed = self._nothing, self._actions.get(text)
        worth = self._status[listed.status if listed else None, len(text)]
        worth += self._verb.get(text, nothing) + self._last2.get(text[-2:], nothing)
        beside, last = self._verb_beside.get(text), self._last1.get(text[-1:])
        if beside:
            worth += beside.get(self._source, nothing) + beside.get(self._dimension, nothing)
        if last:
            worth += last.get(str(len(text)), nothing)
        self[text] = worth
        return worth


class _Here(Generic[Worth]):
    """Signs of verbs given what the amount is and where they stand."""

    def __init__(self, scale: Scale[Worth], source: Source, amount: Amount) -> None:
        dimension, rule, alike, open_ = amount
        signs = scale.signs
        self._nothing, self._source = scale.nothing, source.value
        self.alone = signs(_rules_none)[source, rule, dimension] if open_ else scale.nothing
        words = scale.table("verbs")
        if (source, dimension) not in words:
            words[source, dimension] = _Words(scale, source, dimension)
        self.words: _Words[Worth] = words[source, dimension]
        self.standing = signs(_standing).given(source, dimension, rule, alike, open_)
        self.amount = signs(_amount).given(source, dimension)
        self.taken = signs(_taken).given(source, rule, dimension)
        self.near = signs(_near).given(source, rule)
        self.apart, self.beside = signs(_apart)[source, rule], signs(_beside).given(source)
        self._before, self._behind = signs(_before).given(source), signs(_behind).given(source)
        self._around, self._path = scale.values("beside"), scale.facets("path")
        self._distance = signs(_distance).given(source, rule)
        self._counts = signs(_counts).given(source)

    def of_verb(self, verb: Verb, point: Point) -> Worth:
        """What speaks for a verb by what is around it, and between it and the amount."""
        view, unit, low, high = point.view, point.unit, verb.low, verb.high
        letters, nothing = view.letters, self._nothing
        before, own, behind = (
            letters[low - 1 : low] or "^",
            letters[low:high],
            letters[high : high + 1] or "$",
        )
        if high <= unit:
            between, path = letters[high:unit], view.path(high, unit)[-PATH_STEPS:]
        else:
            between, path = letters[unit + 1 : low], view.path(unit + 1, low)[:PATH_STEPS]
        count = between.count
        verbs = count("V") + count("v") + count("W")
        worth = (
            self._before[before, own]
            + self._behind[behind, own[-1]]
            + self._around.get(f"{before}{own}{behind}", nothing)
            + self._distance[bucket(len(between)), count(",")]
            + self._counts[min(count("Q"), MANY), min(verbs, MANY + 1), own]
        )
        ways = self._path.get(path)
        return worth + ways.get(self._source, nothing) if ways else worth


def _amount_beside(point: Point) -> tuple[str, str]:
    """Letters of what stands before and behind the amount."""
    letters, unit = point.view.letters, point.unit
    return letters[unit - 1 : unit] or "^", letters[unit + 1 : unit + 2] or "$"


def _none(dimension: str, rule: str) -> Features:
    return "none", f"none|{dimension}", f"none|{rule}"


def _none_beside(dimension: str, beside: tuple[str, str]) -> Features:
    before, behind = beside
    return (
        f"none|before={before}",
        f"none|behind={behind}",
        f"none|{before}{behind}|{dimension}",
    )


def _none_verb(verb: bool) -> Features:  # noqa: FBT001 - a sign has positions only
    return (f"none|verb={verb}",)


def _standing(source: str, dimension: str, rule: str, *last: bool | None) -> Features:
    alike, open_, same = last
    here = f"source={source}|{dimension}", f"source={source}|{rule}"
    if same is None:
        return here
    return *here, f"as_last={same}|{rule}|{source}", f"as_last={same}|{alike}|{open_}"


def _status(source: str, dimension: str, status: str | None, chars: int) -> Features:
    return (
        f"status={status}|{source}",
        f"status={status}|{source}|{dimension}",
        f"size={chars}|{source}",
    )


def _before(source: str, before: str, own: str) -> Features:
    return f"own={own}|{source}", f"before={before}|{source}|{own[0]}"


def _behind(source: str, behind: str, last: str) -> Features:
    return (f"behind={behind}|{source}|{last}",)


def _distance(source: str, rule: str, units: str, clauses: int) -> Features:
    return (
        f"units={units}|{source}",
        f"units={units}|{source}|{rule}",
        f"clauses={clauses}|{source}|{rule}",
    )


def _counts(source: str, amounts: int, verbs: int, own: str) -> Features:
    return f"amounts={amounts}|{source}", f"verbs={verbs}|{source}|{own}"


def _amount(source: str, dimension: str, before: str, behind: str) -> Features:
    return (
        f"amount_behind={before}|{source}|{dimension}",
        f"amount_before={behind}|{source}|{dimension}",
        f"amount={before}{behind}|{source}",
    )


def _rules_none(source: str, rule: str, dimension: str) -> Features:
    return f"rules_none|{source}|{rule}", f"rules_none|{source}|{dimension}"


def _taken(source: str, rule: str, dimension: str, text: str) -> Features:
    """What rules took."""
    return (
        "rules",
        f"rules|{rule}",
        f"rules|{dimension}",
        f"rules|{rule}|{dimension}",
        f"rules|{source}",
        f"rules|{text}",
    )


def _near(source: str, rule: str, over: bool) -> Features:  # noqa: FBT001 - a sign has positions only
    """What shares words with what rules took, and says more than that or less."""
    name = "over_rules" if over else "in_rules"
    return name, f"{name}|{rule}", f"{name}|{source}"


def _apart(source: str, rule: str) -> Features:
    """What shares nothing with what rules took."""
    return (f"beside_rules|{source}|{rule}",)


def _beside(source: str, chosen: str) -> Features:
    """What shares nothing with what rules took, by that."""
    return f"beside_rules|{chosen}", f"beside_rules|{chosen}|{source}"
