"""What speaks for and against a phrase as what an amount measures."""

from __future__ import annotations

from typing import Any, Generic

from govnews_extract.link.carrying import MAGNITUDES
from govnews_extract.link.metric_candidates import BACK_UNITS, BEHIND, Found, Source
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.weighing import Features, Scale, Signs, Worth, bucket

LAST_CHARS = 2
MAX_TAILS = 2048
"""Last characters that are remembered, of each source and kind of amount."""

LEAD_STEPS = 3
LEAD_UNITS = 10
GAP_UNITS = 6
NAMED = frozenset("EOJUu")
"""Letters of what an amount may belong to."""

SAME = "same"
NOTHING = "\0"
"""Stands for a phrase that there is not; nothing holds it."""


class MetricEvidence(Generic[Worth]):
    """Weighs the candidates of one article by signs."""

    def __init__(self, scale: Scale[Worth]) -> None:
        self._scale = scale
        self._nothing = scale.nothing
        self._first, self._first1 = scale.values("first"), scale.facets("first1")
        self._same_tail, self._tails = scale.signs(_same_tail), scale.facets("by_rules")
        self._by_amount: dict[Amount, _ByAmount[Worth]] = scale.table("metrics by amount")
        self._by_place: dict[tuple[str, str], _ByPlace[Worth]] = scale.table("metrics by place")

    def of_all(self, found: Found, point: Point, linked: Linked) -> dict[str, Worth]:
        """What speaks for each candidate for the amount at `point`, which rules read as `linked`."""
        done = point.state.done
        metric, action = linked.metric or NOTHING, linked.action or NOTHING
        last = (done[-1].metric if done else None) or NOTHING
        amount = _amount(point, linked.rule)
        signs = self._by_amount.get(amount)
        if signs is None:
            signs = self._by_amount[amount] = _ByAmount(self._scale, amount)
        tail = (linked.metric or "")[-LAST_CHARS:]
        no_metric, no_last_metric = _unlike(metric), _unlike(last)
        no_tail = self._of_tail(no_metric, tail)
        places: dict[str, _Place[Worth]] = {}
        scores: dict[str, Worth] = {}
        first, first1, nothing = self._first, self._first1, self._nothing
        at: Source | None = None
        for text, (source, low, high) in found.items():
            if source is not at:
                at, (by_rules, by_action, as_last, sizes, tails) = source, signs[source]
                no_rules = by_rules[no_metric] + no_tail
                no_action, no_last = by_action[_unlike(action)], as_last[no_last_metric]
            worth = (
                sizes[len(text)] + tails[text[-LAST_CHARS:]] + first.get(text[:LAST_CHARS], nothing)
            )
            start = first1.get(text[:1])
            if start:
                worth += start.get(source.name, nothing)
            if metric in text or text in metric:
                likeness = _likeness(text, metric)
                worth += by_rules[likeness] + self._of_tail(likeness, tail)
            else:
                worth += no_rules
            like = last in text or text in last
            worth += as_last[_likeness(text, last)] if like else no_last
            like = action in text or text in action
            worth += by_action[_likeness(text, action), action] if like else no_action
            if low >= 0:
                place = places.get(source.name)
                if place is None:
                    place = places[source.name] = self._of_place(point, linked, source.name)
                worth += place.of(text, low, high)
            scores[text] = worth
        return scores

    def _of_tail(self, likeness: str, tail: str) -> Worth:
        """What it is worth how a candidate compares with what the rules took, by how that ends."""
        if likeness == SAME:
            return self._same_tail[tail]
        known = self._tails.get(likeness)
        return known.get(tail, self._nothing) if known else self._nothing

    def _of_place(self, point: Point, linked: Linked, source: str) -> _Place[Worth]:
        """Weighs where the phrases of one source around an amount begin and end."""
        key = source, point.dimension
        known = self._by_place.get(key)
        if known is None:
            known = self._by_place[key] = _ByPlace(self._scale, *key)
        subject = linked.subject.text if linked.subject else NOTHING
        return _Place(known, point, subject)


Amount = tuple[str, str, str, bool]
"""Dimension and last characters of the unit of an amount, the rule that read it, and whether the
amount before is of the same dimension."""


def _amount(point: Point, rule: str) -> Amount:
    """What the amount is."""
    done, dimension = point.state.done, point.dimension
    unit = point.quantity.surface_unit.lstrip(MAGNITUDES)[-LAST_CHARS:]
    return dimension, unit, rule, bool(done) and done[-1].dimension == dimension


class _ByAmount(dict[Source, tuple[dict[Any, Worth], ...]]):
    """Signs of candidates given what the amount is, by the source of the candidate."""

    def __init__(self, scale: Scale[Worth], amount: Amount) -> None:
        super().__init__()
        self._scale, self._amount = scale, amount

    def __missing__(self, source: Source) -> tuple[dict[Any, Worth], ...]:
        signs = self._scale.signs
        dimension, unit, rule, alike = self._amount
        name, note = source
        made = signs(_made)[name, note, dimension, unit]
        found = self[source] = (
            signs(_by_rules).given(name, note, rule, dimension),
            signs(_by_action).given(name, dimension),
            signs(_as_last).given(alike, name, rule, dimension),
            _Sizes(signs(_size).given(name, dimension), made),
            _Tails(self._scale, (name, dimension, unit)),
        )
        return found


class _Sizes(dict[int, Worth]):
    """What candidates of one source are worth by how long they are."""

    def __init__(self, size: Signs[Worth], made: Worth) -> None:
        super().__init__()
        self._size, self._made = size, made

    def __missing__(self, chars: int) -> Worth:
        worth = self[chars] = self._made + self._size[chars]
        return worth


class _Tails(dict[str, Worth]):
    """What candidates are worth by their last characters.

    Given their source, and the dimension and the unit of the amount.
    """

    def __init__(self, scale: Scale[Worth], given: tuple[str, str, str]) -> None:
        super().__init__()
        self._given, self._nothing = given, scale.nothing
        self._last, self._beside = scale.values("last"), scale.facets("last")
        self._last1 = scale.facets("last1")

    def __missing__(self, tail: str) -> Worth:
        if len(self) >= MAX_TAILS:
            self.clear()
        source, dimension, unit = self._given
        nothing, beside, last1 = self._nothing, self._beside.get(tail), self._last1.get(tail[-1:])
        worth = self._last.get(tail, nothing)
        if beside:
            worth += beside.get(source, nothing) + beside.get(dimension, nothing)
        if last1:
            worth += last1.get(dimension, nothing) + last1.get(unit, nothing)
        self[tail] = worth
        return worth


class _ByPlace(Generic[Worth]):
    """Signs of where a candidate stands given its source and the dimension of the amount."""

    def __init__(self, scale: Scale[Worth], source: str, dimension: str) -> None:
        signs, values, facets = scale.signs, scale.values, scale.facets
        self.nothing, self.source, self.dimension = scale.nothing, source, dimension
        self.paths = facets("path")
        self.units = signs(_units).given(source, dimension)
        self.by_subject = signs(_by_subject).given(source)
        self.start = signs(_start).given(source)
        self.start_word, self.start_beside = values("start_word"), facets("start_word")
        self.start_last, self.before_word = facets("start_last"), facets("before_word")
        self.lead = signs(_lead).given(source)
        self.end = signs(_end).given(source, dimension)
        self.gap = signs(_gap).given(source, dimension)
        self.end_word, self.behind_word = facets("end_word"), facets("behind_word")


class _Place(Generic[Worth]):
    """Weighs where the phrases of one source around one amount begin and end.

    Args:
        subject: Whose the amount is.
    """

    def __init__(self, signs: _ByPlace[Worth], point: Point, subject: str) -> None:
        self._signs, self._subject = signs, subject
        self._view, self._unit = point.view, point.unit
        self._letters = f"^{point.view.letters}$"
        self._clause = point.view.reach_start(point.unit, BACK_UNITS)
        self._starts: dict[int, Worth] = {}
        self._ends: dict[int, Worth] = {}

    def of(self, text: str, low: int, high: int) -> Worth:
        """What speaks for the phrase `text` where it stands."""
        signs, subject = self._signs, self._subject
        begins, stops = self._starts.get(low), self._ends.get(high)
        if begins is None:
            begins = self._starts[low] = self._of_start(low)
        if stops is None:
            stops = self._ends[high] = self._of_end(high)
        like = subject in text or text in subject
        likeness = _likeness(text, subject) if like else _unlike(subject)
        return (
            begins
            + stops
            + self._of_path(low, high)
            + signs.units[high - low]
            + signs.by_subject[likeness, self._letters[low + 1]]
        )

    def _of_path(self, low: int, high: int) -> Worth:
        """What speaks for a phrase by its units, with the one before and the one behind."""
        signs, letters, worth = self._signs, self._letters, self._signs.nothing
        nothing, source, path = worth, signs.source, self._view.path(low, high)
        alone = signs.paths.get(path)
        before = signs.paths.get(letters[low] + path)
        behind = signs.paths.get(path + letters[high + 1])
        if alone:
            worth += alone.get(source, nothing) + alone.get(signs.dimension, nothing)
        if before:
            worth += before.get(source, nothing)
        if behind:
            worth += behind.get(source, nothing)
        return worth

    def _of_start(self, low: int) -> Worth:
        """What speaks for a phrase that begins at unit `low`."""
        signs, letters, words = self._signs, self._view.letters, self._view.words
        letter, before = letters[low], letters[low - 1] if low else "^"
        first, nothing = max(min(self._clause, low), low - LEAD_UNITS), signs.nothing
        named = not NAMED.isdisjoint(letters[first:low])
        word = words[low]
        worth = (
            signs.start[before, letters[low : low + 2]]
            + signs.start_word.get(word, nothing)
            + signs.lead[named, letter, self._view.path(first, low)[-LEAD_STEPS:]]
        )
        start, last = signs.start_beside.get(word), signs.start_last.get(word[-1:])
        ahead = signs.before_word.get(words[low - 1] if low else "")
        if start:
            worth += start.get(before, nothing)
        if last:
            worth += last.get(letter, nothing)
        if ahead:
            worth += ahead.get(signs.source, nothing) + ahead.get(letter, nothing)
        return worth

    def _of_end(self, high: int) -> Worth:
        """What speaks for a phrase that ends before unit `high`."""
        signs, letters, words = self._signs, self._view.letters, self._view.words
        behind, nothing = letters[high : high + 1] or "$", signs.nothing
        ahead = signs.source == BEHIND.name
        gap = "" if ahead else self._view.path(high, min(high + GAP_UNITS, self._unit))
        last = letters[high - 1]
        worth = signs.gap[gap, last] + signs.end[behind, last]
        end = signs.end_word.get(words[high - 1])
        after = signs.behind_word.get(words[high] if high < len(words) else "")
        if end:
            worth += end.get(signs.source, nothing) + end.get(behind, nothing)
        if after:
            worth += after.get(signs.source, nothing)
        return worth


def _unlike(other: str) -> str:
    """How what has nothing in common with another phrase compares with it."""
    return "none" if other == NOTHING else "other"


def _likeness(text: str, other: str) -> str:
    """How `text` compares with another phrase, of which one is in the other."""
    if text == other:
        return SAME
    if other == NOTHING:
        return "none"
    if other in text:
        return "front" if text.endswith(other) else "back" if text.startswith(other) else "around"
    return "end" if other.endswith(text) else "start" if other.startswith(text) else "inside"


def _by_rules(*sign: str) -> Features:
    """How a candidate compares with what the rules took."""
    source, note, rule, dimension, likeness = sign
    name = _compared(likeness)
    return (
        name,
        f"{name}|{rule}",
        f"{name}|{dimension}",
        f"{name}|{rule}|{dimension}",
        f"{name}|{source}",
        f"{name}|{source}|{note}",
        f"{name}|{source}|{rule}",
    )


def _same_tail(tail: str) -> Features:
    """What the rules took, by how it ends."""
    return (f"rules|{tail}",)


def _compared(likeness: str) -> str:
    return "rules" if likeness == SAME else f"by_rules={likeness}"


def _made(source: str, note: str, dimension: str, unit: str) -> Features:
    """How a candidate was made."""
    return (
        f"note={note}|{source}|{dimension}",
        f"note={note}|{unit}",
        f"unit={unit}|{source}",
        f"source={source}|{dimension}",
    )


def _size(source: str, dimension: str, chars: int) -> Features:
    size = bucket(chars)
    return f"size={size}|{source}", f"size={size}|{source}|{dimension}"


def _by_action(source: str, dimension: str, likeness: str, action: str = "") -> Features:
    """How a candidate compares with the action, which is left out where they are not alike."""
    if not action:
        return (f"action={likeness}|{source}|{dimension}",)
    return (
        f"action={likeness}|{source}",
        f"action={likeness}|{dimension}",
        f"action={likeness}|{action}",
        f"action={likeness}|{len(action)}|{source}|{dimension}",
    )


def _as_last(*sign: object) -> Features:
    alike, source, rule, dimension, likeness = sign
    return (
        f"last_metric={likeness}|{alike}|{rule}",
        f"last_metric={likeness}|{alike}|{dimension}",
        f"last_metric={likeness}|{alike}|{source}",
    )


def _by_subject(source: str, likeness: str, first: str) -> Features:
    """How a candidate compares with whose the amount is."""
    return f"subject={likeness}|{source}", f"subject={likeness}|{first}|{source}"


def _lead(*sign: object) -> Features:
    """What stands between the beginning of the clause and a candidate."""
    source, named, first, lead = sign
    return (
        f"named={named}|{first}|{source}",
        f"lead={lead}|{first}|{source}",
        f"lead={lead}|{named}|{source}",
    )


def _start(source: str, before: str, path: str) -> Features:
    return f"start={before}|{path[:1]}|{source}", f"start={before}|{path}|{source}"


def _gap(source: str, dimension: str, gap: str, last: str) -> Features:
    return (
        f"gap={gap}|{source}",
        f"gap={gap}|{last}|{source}",
        f"gap={gap}|{source}|{dimension}",
    )


def _end(source: str, dimension: str, behind: str, last: str) -> Features:
    return f"end={last}|{behind}|{source}", f"end={last}|{behind}|{source}|{dimension}"


def _units(source: str, dimension: str, units: int) -> Features:
    return (f"units={units}|{source}|{dimension}",)
