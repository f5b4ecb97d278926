"""What speaks for and against a phrase as what an amount measures."""

from __future__ import annotations

from typing import Generic

from govnews_extract.link.carrying import MAGNITUDES
from govnews_extract.link.metric_candidates import Candidate, Found, Source, clause_start
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.weighing import Features, Scale, Worth, bucket, steps

LAST_CHARS = 2
LEAD_STEPS = 3
LEAD_UNITS = 10
GAP_UNITS = 6
NAMED = frozenset("EOJUu")
"""Letters of what an amount may belong to."""


class MetricEvidence(Generic[Worth]):
    """Weighs the candidates of one article by signs."""

    def __init__(self, reader: PhraseReader, scale: Scale[Worth]) -> None:
        self.word = reader.word
        self._by_rules = scale.signs(_by_rules)
        self._wording = scale.signs(_wording)
        self._by_action = scale.signs(_by_action)
        self._as_last = scale.signs(_as_last)
        self.start = scale.signs(_start)
        self.end = scale.signs(_end)
        self.path = scale.signs(_path)
        self.by_subject = scale.signs(_by_subject)
        self.lead = scale.signs(_lead)

    def of_all(self, found: Found, point: Point, linked: Linked) -> dict[str, Worth]:
        """What speaks for each candidate for the amount at `point`, which rules read as `linked`."""
        dimension, rule = point.dimension, linked.rule
        metric, action = linked.metric or "", linked.action or ""
        unit = point.quantity.surface_unit.lstrip(MAGNITUDES)[-LAST_CHARS:]
        done = point.state.done
        last = done[-1].metric or "" if done else ""
        alike = bool(done) and done[-1].dimension == dimension
        tail = metric[-LAST_CHARS:]
        place = _Place(self, point, linked.subject.text if linked.subject else "")
        scores: dict[str, Worth] = {}
        for text, candidate in found.items():
            source, note = candidate.source, candidate.note
            worth = (
                self._by_rules[_likeness(text, metric), tail, source, note, rule, dimension]
                + self._wording[
                    text[:LAST_CHARS],
                    text[-LAST_CHARS:],
                    bucket(len(text)),
                    source,
                    note,
                    dimension,
                    unit,
                ]
                + self._by_action[_likeness(text, action), action, source, dimension]
                + self._as_last[_likeness(text, last), alike, source, rule, dimension]
            )
            scores[text] = worth if candidate.low < 0 else worth + place.of(text, candidate)
        return scores


class _Place(Generic[Worth]):
    """Weighs where the phrases around one amount begin and end; many share either."""

    def __init__(self, evidence: MetricEvidence[Worth], point: Point, subject: str) -> None:
        self._evidence = evidence
        self._view, self._unit = point.view, point.unit
        self._dimension = point.dimension
        self._subject = subject
        self._clause = clause_start(point.view.letters, point.unit)
        self._starts: dict[tuple[Source, int], Worth] = {}
        self._ends: dict[tuple[Source, int], Worth] = {}

    def of(self, text: str, candidate: Candidate) -> Worth:
        """What speaks for a candidate by where it stands."""
        source, low, high = candidate.source, candidate.low, candidate.high
        begins, ends = self._starts.get((source, low)), self._ends.get((source, high))
        if begins is None:
            begins = self._starts[source, low] = self._beginning(source, low)
        if ends is None:
            ends = self._ends[source, high] = self._ending(source, high)
        letters = self._view.letters
        path, before = letters[low:high], letters[low - 1 : low] or "^"
        behind = letters[high : high + 1] or "$"
        sign = steps(path), high - low, before, behind, source, self._dimension
        likeness = _likeness(text, self._subject)
        owned = self._evidence.by_subject[likeness, letters[low], source]
        return begins + ends + self._evidence.path[sign] + owned

    def _beginning(self, source: Source, low: int) -> Worth:
        letters, word = self._view.letters, self._evidence.word
        before = letters[low - 1 : low] or "^"
        before_word = word(self._view, low - 1) if low else ""
        lead = letters[min(self._clause, low) : low][-LEAD_UNITS:]
        sign = before, before_word, letters[low : low + 2], word(self._view, low), source
        named = not NAMED.isdisjoint(lead)
        return (
            self._evidence.start[sign]
            + self._evidence.lead[named, letters[low], steps(lead)[-LEAD_STEPS:], source]
        )

    def _ending(self, source: Source, high: int) -> Worth:
        letters, word = self._view.letters, self._evidence.word
        behind_word = word(self._view, high) if high < len(letters) else ""
        gap = "" if source is Source.BEHIND else steps(letters[high : self._unit][:GAP_UNITS])
        behind = letters[high : high + 1] or "$"
        last = word(self._view, high - 1)
        return self._evidence.end[
            gap, behind, behind_word, letters[high - 1], last, source, self._dimension
        ]


def _likeness(text: str, other: str) -> str:
    """How `text` compares with another phrase."""
    if not other or text == other:
        return "same" if other else "none"
    if other in text:
        return "front" if text.endswith(other) else "back" if text.startswith(other) else "around"
    if text in other:
        return "end" if other.endswith(text) else "start" if other.startswith(text) else "inside"
    return "other"


def _by_rules(*sign: str) -> Features:
    """How a candidate compares with what the rules took."""
    likeness, last, source, note, rule, dimension = sign
    name = "rules" if likeness == "same" else f"by_rules={likeness}"
    return (
        name,
        f"{name}|{rule}",
        f"{name}|{dimension}",
        f"{name}|{rule}|{dimension}",
        f"{name}|{source}",
        f"{name}|{source}|{note}",
        f"{name}|{source}|{rule}",
        f"{name}|{last}",
    )


def _wording(*sign: str) -> Features:
    first, last, size, source, note, dimension, unit = sign
    return (
        f"last={last}",
        f"last={last}|{dimension}",
        f"last={last}|{source}",
        f"last1={last[-1:]}|{dimension}",
        f"last1={last[-1:]}|{unit}",
        f"first={first}",
        f"first1={first[:1]}|{source}",
        f"size={size}|{source}",
        f"size={size}|{source}|{dimension}",
        f"note={note}|{source}|{dimension}",
        f"note={note}|{unit}",
        f"unit={unit}|{source}",
        f"source={source}|{dimension}",
    )


def _by_action(*sign: str) -> Features:
    likeness, action, source, dimension = sign
    if likeness in ("none", "other"):
        return (f"action={likeness}|{source}|{dimension}",)
    return (
        f"action={likeness}|{source}",
        f"action={likeness}|{dimension}",
        f"action={likeness}|{action}",
        f"action={likeness}|{len(action)}|{source}|{dimension}",
    )


def _as_last(*sign: object) -> Features:
    likeness, alike, source, rule, dimension = sign
    return (
        f"last_metric={likeness}|{alike}|{rule}",
        f"last_metric={likeness}|{alike}|{dimension}",
        f"last_metric={likeness}|{alike}|{source}",
    )


def _by_subject(*sign: str) -> Features:
    """How a candidate compares with whose the amount is."""
    likeness, first, source = sign
    return f"subject={likeness}|{source}", f"subject={likeness}|{first}|{source}"


def _lead(*sign: object) -> Features:
    """What stands between the beginning of the clause and a candidate."""
    named, first, lead, source = sign
    return (
        f"named={named}|{first}|{source}",
        f"lead={lead}|{first}|{source}",
        f"lead={lead}|{named}|{source}",
    )


def _start(*sign: str) -> Features:
    before, before_word, path, first, source = sign
    return (
        f"start={before}|{path[:1]}|{source}",
        f"start={before}|{path}|{source}",
        f"start_word={first}",
        f"start_word={first}|{before}",
        f"start_last={first[-1:]}|{path[:1]}",
        f"before_word={before_word}|{source}",
        f"before_word={before_word}|{path[:1]}",
    )


def _end(*sign: str) -> Features:
    gap, behind, behind_word, last, last_word, source, dimension = sign
    return (
        f"gap={gap}|{source}",
        f"gap={gap}|{last}|{source}",
        f"gap={gap}|{source}|{dimension}",
        f"end={last}|{behind}|{source}",
        f"end={last}|{behind}|{source}|{dimension}",
        f"end_word={last_word}|{source}",
        f"end_word={last_word}|{behind}",
        f"behind_word={behind_word}|{source}",
    )


def _path(*sign: str | int) -> Features:
    path, units, before, behind, source, dimension = sign
    return (
        f"path={path}|{source}",
        f"path={path}|{dimension}",
        f"path={before}{path}|{source}",
        f"path={path}{behind}|{source}",
        f"units={units}|{source}|{dimension}",
    )
