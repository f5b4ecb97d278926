"""A record in its JSON form as people look at it: the text cut at what was found in it.

Nothing is extracted here: a record that was written to a file or a database long ago is enough.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govnews_extract.edits import Edit, RepairedText, Span

JsonRecord = Mapping[str, Any]
"""A record as `Record.to_dict` gives it, or as it was read back."""

MARKS = {"approx": "≈", "at_least": "≥", "at_most": "≤", "near": "~", "reach": "→", "order": "10ⁿ"}
"""How a bound is shown before a value."""

UNNAMED_UNITS = frozenset({"1", "count"})
"""Units that no text writes beside a number."""

TURNING = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Code points that turn the direction of reading: with them a text can show another amount than
it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the text that shows as one.

    Attributes:
        label: Label of the name that the stretch lies in; None outside names.
        mention: Index of that name.
        quantity: Index of the amount that the stretch is; None where it is none.
    """

    text: str
    label: str | None = None
    mention: int | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    row: Mapping[str, Any]


class AnnotatedText:
    """The text of a record with its names, its amounts, and what it was before repair.

    Of names that overlap the longest from the earliest start shows.

    Example:
        >>> from govnews_extract import Extractor
        >>> shown = AnnotatedText(Extractor().extract("江山市投资3亿元。").to_dict())
        >>> [(piece.text, piece.label, piece.quantity) for piece in shown.pieces()]
        [('江山市', 'PLACE', None), ('投资', None, None), ('3亿元', None, 0), ('。', None, None)]
    """

    def __init__(self, record: JsonRecord) -> None:
        self.text: str = record["text"]
        self.repaired = repaired_text(record)
        self._names = _disjoint(record["mentions"])
        self._name_ends = [name.span.end for name in self._names]
        self._amounts = _disjoint(record["quantities"])
        self._amount_ends = [amount.span.end for amount in self._amounts]

    def raw(self, span: Span) -> str:
        """What `span` of the text was before any repair, markup of a page included."""
        return self.repaired.to_raw(span).of(self.repaired.raw)

    def edits(self, span: Span) -> tuple[Edit, ...]:
        """The edits that touch `span`, taking off a page's markup among them."""
        edits = self.repaired.edits
        first = bisect_right(edits, span.start, key=lambda edit: edit.span.end)
        until = bisect_left(edits, span.end, key=lambda edit: edit.span.start)
        return edits[first:until]

    def repairs(self, span: Span | None = None) -> tuple[Edit, ...]:
        """The repairs of the text, or those that touch `span` of it."""
        edits = self.repaired.edits if span is None else self.edits(span)
        return tuple(edit for edit in edits if not is_markup(edit))

    def pieces(self, within: Span | None = None) -> Iterator[Piece]:
        """The text, or the stretch `within` of it; joined again the pieces are that text.

        An amount that lies in the stretch is one piece and never cut.
        """
        within = Span(0, len(self.text)) if within is None else within
        at = within.start
        for amount in _between(self._amounts, self._amount_ends, within):
            if at <= amount.span.start and amount.span.end <= within.end:
                yield from self._named(Span(at, amount.span.start))
                name = self._name_over(amount.span)
                yield Piece(
                    text=amount.span.of(self.text),
                    label=name["label"] if name else None,
                    mention=name["index"] if name else None,
                    quantity=amount.row["index"],
                )
                at = amount.span.end
        yield from self._named(Span(at, within.end))

    def _named(self, within: Span) -> Iterator[Piece]:
        at = within.start
        if not len(within):
            return
        for name in _between(self._names, self._name_ends, within):
            start, end = max(at, name.span.start), min(within.end, name.span.end)
            if at < start:
                yield Piece(text=self.text[at:start])
            row = name.row
            yield Piece(text=self.text[start:end], label=row["label"], mention=row["index"])
            at = end
        if at < within.end:
            yield Piece(text=self.text[at : within.end])

    def _name_over(self, span: Span) -> Mapping[str, Any] | None:
        found = next(_between(self._names, self._name_ends, span), None)
        return found.row if found and found.span.covers(span) else None


def _disjoint(rows: Iterable[Mapping[str, Any]]) -> tuple[_Found, ...]:
    """Rows that do not overlap, sorted: of those that do, the longest from the earliest start."""
    kept: list[_Found] = []
    for row in sorted(rows, key=lambda row: (row["start"], -row["end"])):
        span = Span(row["start"], row["end"])
        if len(span) and (not kept or span.start >= kept[-1].span.end):
            kept.append(_Found(span, row))
    return tuple(kept)


def _between(found: tuple[_Found, ...], ends: list[int], span: Span) -> Iterator[_Found]:
    """What overlaps `span`, given the sorted ends of all that was found."""
    for number in range(bisect_right(ends, span.start), len(found)):
        if found[number].span.start >= span.end:
            return
        yield found[number]


def is_markup_rule(rule_id: str) -> bool:
    """Whether edits of this rule took tags off a page, which is no repair of its text."""
    return rule_id == "read.html"


def is_markup(edit: Edit) -> bool:
    """Whether the edit took tags off a page."""
    return is_markup_rule(edit.rule_id)


def repaired_text(record: JsonRecord) -> RepairedText:
    """The text with its repairs, as they were before the record was written.

    Example:
        >>> from govnews_extract import Extractor
        >>> record = Extractor().extract("江山市發(fā)展(zhǎn)改革委投资3亿元。")
        >>> repaired_text(record.to_dict()).raw == record.repaired.raw
        True
    """
    text: str = record["text"]
    edits = []
    raw: list[str] = []
    at = 0
    for row in sorted(record["repairs"], key=lambda row: row["index"]):
        span = Span(row["start"], row["end"])
        edits.append(
            Edit(
                kind=row["kind"],
                span=span,
                raw_span=Span(row["raw_start"], row["raw_end"]),
                before=row["before"],
                after=row["after"],
                rule_id=row["rule"],
                evidence=row["evidence"] or "",
            )
        )
        raw += (text[at : span.start], row["before"])
        at = span.end
    raw.append(text[at:])
    return RepairedText(raw="".join(raw), text=text, edits=tuple(edits))


def written_value(quantity: Mapping[str, Any]) -> str:
    """The exact value of an amount with its bound, its end of range and its unit, if it has one.

    Example:
        >>> written_value({"value": "260", "high": None, "modifier": "at_least", "unit": "count"})
        '≥260'
        >>> written_value({"value": "36400", "high": None, "modifier": None, "unit": "CNY"})
        '36400 CNY'
    """
    value = MARKS.get(quantity["modifier"] or "", "") + quantity["value"]
    if quantity["high"] is not None:
        value += f"–{quantity['high']}"
    return f"{value} {written_unit(quantity['unit'])}".rstrip()


def written_unit(unit: str) -> str:
    """The unit as a person is shown it: none for shares and for counts, whatever is counted.

    Example:
        >>> written_unit("CNY"), written_unit("count")
        ('CNY', '')
    """
    return "" if unit in UNNAMED_UNITS else unit
