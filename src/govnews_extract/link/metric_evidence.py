"""What speaks for and against a phrase as what an amount measures."""

from __future__ import annotations

from typing import Any, Generic

from govnews_extract.link.carrying import MAGNITUDES
from govnews_extract.link.metric_candidates import BACK_UNITS, BEHIND, Found, Source
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.weighing import Features, Scale, Signs, Worth, bucket, steps

LAST_CHARS = 2
LEAD_STEPS = 3
LEAD_UNITS = 10
GAP_UNITS = 6
MAX_TEXTS = 2048
"""Phrases whose words are remembered, of each source and kind of amount."""

NAMED = frozenset("EOJUu")
"""Letters of what an amount may belong to."""

NOTHING = "\0"
"""Stands for a phrase that there is not; nothing holds it."""


class MetricEvidence(Generic[Worth]):
    """Weighs the candidates of one article by signs."""

    def __init__(self, scale: Scale[Worth]) -> None:
        self._scale = scale
        self._by_tail = scale.signs(_by_tail)
        self._by_amount: dict[Amount, _ByAmount[Worth]] = scale.table("metrics by amount")
        self._by_place: dict[tuple[str, str], _ByPlace[Worth]] = scale.table("metrics by place")

    def of_all(self, found: Found, point: Point, linked: Linked) -> dict[str, Worth]:
        """What speaks for each candidate for the amount at `point`, which rules read as `linked`."""
        done = point.state.done
        metric, action = linked.metric or NOTHING, linked.action or NOTHING
        last = (done[-1].metric if done else None) or NOTHING
        no_metric, no_action, no_last = _unlike(metric), _unlike(action), _unlike(last)
        subject = linked.subject.text if linked.subject else NOTHING
        no_subject, letters = _unlike(subject), f"^{point.view.letters}$"
        signs = self._of_amount(point, linked.rule)
        by_tail = self._by_tail.given((linked.metric or "")[-LAST_CHARS:])
        place: _Place[Worth] | None = None
        scores: dict[str, Worth] = {}
        for text, (source, low, high) in found.items():
            by_rules, wording, by_action, as_last = signs[source]
            taken = _likeness(text, metric) if metric in text or text in metric else no_metric
            carried = _likeness(text, last) if last in text or text in last else no_last
            worth = by_rules[taken] + by_tail[taken] + wording[text] + as_last[carried]
            if action in text or text in action:
                worth += by_action[_likeness(text, action), action]
            else:
                worth += by_action[no_action]
            if low >= 0:
                if place is None or place.source is not source.name:
                    place = self._of_place(point, source.name)
                    starts, ends, path, by_subject = place.tables
                begins, stops = starts.get(low), ends.get(high)
                if begins is None:
                    begins = starts[low] = place.of_start(low)
                if stops is None:
                    stops = ends[high] = place.of_end(high)
                like = subject in text or text in subject
                likeness = _likeness(text, subject) if like else no_subject
                worth += begins + stops + path[letters[low : high + 2]]
                worth += by_subject[likeness, letters[low + 1]]
            scores[text] = worth
        return scores

    def _of_amount(self, point: Point, rule: str) -> _ByAmount[Worth]:
        """Signs of candidates given what the amount is."""
        done, dimension = point.state.done, point.dimension
        unit = point.quantity.surface_unit.lstrip(MAGNITUDES)[-LAST_CHARS:]
        amount = dimension, unit, rule, bool(done) and done[-1].dimension == dimension
        known = self._by_amount.get(amount)
        if known is None:
            known = self._by_amount[amount] = _ByAmount(self._scale, amount)
        return known

    def _of_place(self, point: Point, source: str) -> _Place[Worth]:
        """Weighs where the phrases of one source around an amount begin and end."""
        known = self._by_place.get((source, point.dimension))
        if known is None:
            known = self._by_place[source, point.dimension] = _ByPlace(
                self._scale, source, point.dimension
            )
        return _Place(known, source, point)


Amount = tuple[str, str, str, bool]
"""Dimension and last characters of the unit of an amount, the rule that read it, and whether the
amount before is of the same dimension."""


class _Wording(dict[str, Worth]):
    """What the words of a candidate are worth, by what it says, given its source and the amount."""

    def __init__(self, first: Signs[Worth], last: Signs[Worth], size: Signs[Worth]) -> None:
        super().__init__()
        self._signs = first, last, size

    def __missing__(self, text: str) -> Worth:
        first, last, size = self._signs
        if len(self) >= MAX_TEXTS:
            self.clear()
        worth = first[text[:LAST_CHARS]] + last[text[-LAST_CHARS:]] + size[len(text)]
        self[text] = worth
        return worth


class _ByAmount(dict[Source, tuple[dict[Any, Worth], ...]]):
    """Signs of what a candidate says given what the amount is, by the source of the candidate."""

    def __init__(self, scale: Scale[Worth], amount: Amount) -> None:
        super().__init__()
        self._scale, self._amount = scale, amount

    def __missing__(self, source: Source) -> tuple[dict[Any, Worth], ...]:
        signs = self._scale.signs
        dimension, unit, rule, alike = self._amount
        name, note = source
        found = self[source] = (
            signs(_by_rules).given(name, note, rule, dimension),
            _Wording(
                signs(_first).given(name),
                signs(_last).given(name, dimension, unit),
                signs(_size).given(name, note, dimension, unit),
            ),
            signs(_by_action).given(name, dimension),
            signs(_as_last).given(alike, name, rule, dimension),
        )
        return found


class _ByPlace(Generic[Worth]):
    """Signs of where a candidate stands given its source and the dimension of the amount."""

    def __init__(self, scale: Scale[Worth], source: str, dimension: str) -> None:
        self.path = scale.signs(_path).given(source, dimension)
        self.by_subject = scale.signs(_by_subject).given(source)
        self.start = scale.signs(_start).given(source)
        self.start_word = scale.signs(_start_word)
        self.before_word = scale.signs(_before_word).given(source)
        self.lead = scale.signs(_lead).given(source)
        self.end = scale.signs(_end).given(source, dimension)
        self.end_word = scale.signs(_end_word).given(source)
        self.behind_word = scale.signs(_behind_word).given(source)


class _Place(Generic[Worth]):
    """Weighs where the phrases of one source around one amount begin and end."""

    def __init__(self, signs: _ByPlace[Worth], source: str, point: Point) -> None:
        self.source = source
        self.tables: tuple[dict[Any, Worth], ...] = {}, {}, signs.path, signs.by_subject
        self._signs = signs
        self._view, self._unit = point.view, point.unit
        self._clause = point.view.reach_start(point.unit, BACK_UNITS)

    def of_start(self, low: int) -> Worth:
        """What speaks for a phrase that begins at unit `low`."""
        signs, letters, words = self._signs, self._view.letters, self._view.words
        letter, before = letters[low], letters[low - 1] if low else "^"
        lead = letters[min(self._clause, low) : low][-LEAD_UNITS:]
        named = not NAMED.isdisjoint(lead)
        return (
            signs.start[before, letters[low : low + 2]]
            + signs.start_word[words[low], before, letter]
            + signs.before_word[words[low - 1] if low else "", letter]
            + signs.lead[named, letter, steps(lead)[-LEAD_STEPS:]]
        )

    def of_end(self, high: int) -> Worth:
        """What speaks for a phrase that ends before unit `high`."""
        signs, letters, words = self._signs, self._view.letters, self._view.words
        behind = letters[high : high + 1] or "$"
        ahead = self.source == BEHIND.name
        gap = "" if ahead else steps(letters[high : self._unit][:GAP_UNITS])
        return (
            signs.end[gap, behind, letters[high - 1]]
            + signs.end_word[words[high - 1], behind]
            + signs.behind_word[words[high] if high < len(words) else ""]
        )


def _unlike(other: str) -> str:
    """How what has nothing in common with another phrase compares with it."""
    return "none" if other == NOTHING else "other"


def _likeness(text: str, other: str) -> str:
    """How `text` compares with another phrase, of which one is in the other."""
    if text == other:
        return "same"
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


def _by_tail(tail: str, likeness: str) -> Features:
    """How a candidate compares with what the rules took, by how that ends."""
    return (f"{_compared(likeness)}|{tail}",)


def _compared(likeness: str) -> str:
    return "rules" if likeness == "same" else f"by_rules={likeness}"


def _first(source: str, first: str) -> Features:
    return f"first={first}", f"first1={first[:1]}|{source}"


def _last(source: str, dimension: str, unit: str, last: str) -> Features:
    return (
        f"last={last}",
        f"last={last}|{dimension}",
        f"last={last}|{source}",
        f"last1={last[-1:]}|{dimension}",
        f"last1={last[-1:]}|{unit}",
    )


def _size(*sign: object) -> Features:
    """How long a candidate is, and how it was made."""
    source, note, dimension, unit, chars = sign
    size = bucket(int(str(chars)))
    return (
        f"size={size}|{source}",
        f"size={size}|{source}|{dimension}",
        f"note={note}|{source}|{dimension}",
        f"note={note}|{unit}",
        f"unit={unit}|{source}",
        f"source={source}|{dimension}",
    )


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


def _start_word(word: str, before: str, letter: str) -> Features:
    return (
        f"start_word={word}",
        f"start_word={word}|{before}",
        f"start_last={word[-1:]}|{letter}",
    )


def _before_word(source: str, word: str, letter: str) -> Features:
    return f"before_word={word}|{source}", f"before_word={word}|{letter}"


def _end(*sign: str) -> Features:
    source, dimension, gap, behind, last = sign
    return (
        f"gap={gap}|{source}",
        f"gap={gap}|{last}|{source}",
        f"gap={gap}|{source}|{dimension}",
        f"end={last}|{behind}|{source}",
        f"end={last}|{behind}|{source}|{dimension}",
    )


def _end_word(source: str, word: str, behind: str) -> Features:
    return f"end_word={word}|{source}", f"end_word={word}|{behind}"


def _behind_word(source: str, word: str) -> Features:
    return (f"behind_word={word}|{source}",)


def _path(source: str, dimension: str, around: str) -> Features:
    """The units of a candidate, with the one before and the one behind."""
    before, path, behind, units = around[0], steps(around[1:-1]), around[-1], len(around) - 2
    return (
        f"path={path}|{source}",
        f"path={path}|{dimension}",
        f"path={before}{path}|{source}",
        f"path={path}{behind}|{source}",
        f"units={units}|{source}|{dimension}",
    )
