"""Spans of a text, and texts that remember what they were before they were mended."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from govnews_extract.errors import SpanError


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open stretch of a text, in code points.

    Raises:
        SpanError: unless `0 <= start <= end`.

    Example:
        >>> Span(2, 5).of("张掖市招商局")
        '市招商'
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise SpanError(f"span {start}:{end} is not 0 <= start <= end")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


# Articles have thousands of spans; the `__init__` that dataclasses write takes twice as long.
_set_start, _set_end = Span.__dict__["start"].__set__, Span.__dict__["end"].__set__


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One replacement that turned a stretch of one text into a stretch of the next.

    Attributes:
        kind: What was mended, such as `pinyin_gloss`.
        span: Where `after` stands in the new text.
        raw_span: Where `before` stood in the old text.
        rule_id: The rule that decided it.
        evidence: Why the rule was sure, for a person.

    Example:
        >>> edit = Edit(kind="pinyin_gloss", span=Span(0, 1), raw_span=Span(0, 5), before="發(fā)",
        ...             after="發", rule_id="gloss")
        >>> apply_edits("發(fā)展", [edit])
        '發展'
    """

    kind: str
    span: Span
    raw_span: Span
    before: str
    after: str
    rule_id: str
    evidence: str = ""

    def __post_init__(self) -> None:
        if len(self.span) != len(self.after) or len(self.raw_span) != len(self.before):
            raise SpanError(f"edit {self.rule_id} has spans of another length than its texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    r"""Damage that was seen and could not be mended, or is worth telling of.

    Attributes:
        kind: Such as `lost_characters` or `encoding_mismatch`.
        span: Where it stands in the text; None where it is about the whole article.
        message: What was seen, for a person.
        blocks: No quantity may be read across `span`.

    Example:
        >>> issue = Issue(kind="lost_characters", span=Span(2, 3), message="U+FFFD", rule_id="lost",
        ...               blocks=True)
        >>> issue.span.of("投资\ufffd亿元") == "\ufffd"
        True
    """

    kind: str
    span: Span | None
    message: str
    rule_id: str
    blocks: bool = False


def apply_edits(raw: str, edits: Sequence[Edit]) -> str:
    """Replay `edits`, sorted and disjoint, over `raw` and return the new text.

    Raises:
        SpanError: where an edit does not find in `raw` what it replaces.

    Example:
        >>> apply_edits("發(fā)展", [Edit(kind="pinyin_gloss", span=Span(0, 1), raw_span=Span(0, 5),
        ...     before="發(fā)", after="發", rule_id="gloss")])
        '發展'
    """
    pieces: list[str] = []
    at = 0
    for edit in edits:
        if edit.raw_span.start < at or edit.raw_span.of(raw) != edit.before:
            raise SpanError(f"edit {edit.rule_id} at {edit.raw_span.start} does not fit the text")
        pieces += (raw[at : edit.raw_span.start], edit.after)
        at = edit.raw_span.end
    pieces.append(raw[at:])
    return "".join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairedText:
    """A text, what it was before, and the edits between the two.

    Attributes:
        raw: The text as decoded.
        text: The text after all edits.
        edits: Sorted and disjoint, in both texts; `apply_edits(raw, edits) == text`.
        issues: Damage left in place; their spans index `text`.

    Example:
        >>> edit = Edit(kind="pinyin_gloss", span=Span(1, 1), raw_span=Span(1, 5), before="(fā)",
        ...             after="", rule_id="gloss")
        >>> repaired = RepairedText(raw="發(fā)展", text="發展", edits=(edit,))
        >>> repaired.to_raw(Span(1, 2)), repaired.to_text(Span(5, 6))
        (Span(start=5, end=6), Span(start=1, end=2))
    """

    raw: str
    text: str
    edits: tuple[Edit, ...] = ()
    issues: tuple[Issue, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(edit.span.start for edit in self.edits))

    @classmethod
    def untouched(cls, raw: str) -> RepairedText:
        """A text to which nothing was done."""
        return cls(raw=raw, text=raw)

    def to_raw(self, span: Span) -> Span:
        """The stretch of `raw` that `span` of `text` was read from.

        A span that begins or ends inside an edit widens to the whole edit; what an edit removed
        at the very border of the span stays outside.
        """
        if not self.edits:
            return span
        start = self._raw_start(span.start)
        return Span(start, max(start, self._raw_end(span.end)))

    def to_text(self, raw: Span) -> Span:
        """The stretch of `text` that `raw`, a span of the raw text, became.

        A span that begins or ends inside an edit widens to the whole edit; the span is empty where
        all of it was removed.
        """
        if not self.edits:
            return raw
        start = _forward(self.edits, raw.start)
        return Span(start, max(start, self._text_end(raw.end)))

    def _text_end(self, at: int) -> int:
        number = bisect_left(self.edits, at, key=lambda edit: edit.raw_span.start)
        if not number:
            return at
        edit = self.edits[number - 1]
        return edit.span.end + max(0, at - edit.raw_span.end)

    def _raw_start(self, at: int) -> int:
        number = bisect_right(self._starts, at)
        if not number:
            return at
        edit = self.edits[number - 1]
        if at < edit.span.end:
            return edit.raw_span.start
        return edit.raw_span.end + at - edit.span.end

    def _raw_end(self, at: int) -> int:
        number = bisect_left(self._starts, at)
        if not number:
            return at
        edit = self.edits[number - 1]
        if at <= edit.span.end:
            return edit.raw_span.end
        return edit.raw_span.end + at - edit.span.end

    def then(self, edits: Sequence[Edit], issues: Sequence[Issue] = ()) -> RepairedText:
        """The text after `edits` over `text`, with both layers of edits folded into one.

        Edits of the two layers that touch the same characters become one edit, which keeps the
        kind and rule of the later one and names the earlier in its evidence. `issues` index the
        new text; those held so far are moved along.
        """
        if not edits:
            return self if not issues else _with_issues(self, issues)
        text = apply_edits(self.text, edits)
        step = RepairedText(raw=self.text, text=text, edits=tuple(edits))
        folded = tuple(_fold(self, step))
        moved = tuple(_moved(issue, step) for issue in self.issues)
        return RepairedText(raw=self.raw, text=text, edits=folded, issues=(*moved, *issues))


def _with_issues(repaired: RepairedText, issues: Sequence[Issue]) -> RepairedText:
    return RepairedText(
        raw=repaired.raw,
        text=repaired.text,
        edits=repaired.edits,
        issues=(*repaired.issues, *issues),
    )


def _moved(issue: Issue, step: RepairedText) -> Issue:
    """`issue` with its span, which indexes `step.raw`, put into `step.text`."""
    if issue.span is None:
        return issue
    start, end = (_forward(step.edits, at) for at in (issue.span.start, issue.span.end))
    return Issue(
        kind=issue.kind,
        span=Span(start, max(start, end)),
        message=issue.message,
        rule_id=issue.rule_id,
        blocks=issue.blocks,
    )


def _forward(edits: Sequence[Edit], at: int) -> int:
    number = bisect_right(edits, at, key=lambda edit: edit.raw_span.start)
    if not number:
        return at
    edit = edits[number - 1]
    return edit.span.start if at < edit.raw_span.end else edit.span.end + at - edit.raw_span.end


@dataclass(frozen=True, slots=True)
class _Layer:
    """Edits of one layer as seen from the text between two layers.

    `inner` are their spans in that middle text, `outer` those in the text on the far side, `ends`
    where the spans of `inner` end.
    """

    inner: tuple[Span, ...]
    outer: tuple[Span, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, inner: Iterable[Span], outer: Iterable[Span]) -> _Layer:
        """The layer of edits with these spans."""
        inner = tuple(inner)
        return cls(inner, tuple(outer), tuple(span.end for span in inner))

    def across(self, low: int, high: int, members: Sequence[int]) -> Span:
        """Where `low:high` of the middle text lies on the far side.

        `members` are the edits of this layer that lie inside it; none reaches over its borders.
        """
        if members:
            first, last = members[0], members[-1]
            start = self.outer[first].start - (self.inner[first].start - low)
            return Span(start, self.outer[last].end + high - self.inner[last].end)
        number = bisect_right(self.ends, low)
        shift = self.outer[number - 1].end - self.inner[number - 1].end if number else 0
        return Span(low + shift, high + shift)


def _fold(first: RepairedText, second: RepairedText) -> Iterator[Edit]:
    """The edits of two layers as edits from `first.raw` to `second.text`."""
    older = _Layer.of((e.span for e in first.edits), (e.raw_span for e in first.edits))
    newer = _Layer.of((e.raw_span for e in second.edits), (e.span for e in second.edits))
    for middle, old, new in _clusters(older.inner, newer.inner):
        raw_span = older.across(middle.start, middle.end, old)
        span = newer.across(middle.start, middle.end, new)
        parts = [first.edits[i] for i in old] + [second.edits[i] for i in new]
        main = parts[-1]
        evidence = main.evidence
        if len(parts) > 1:
            others = sorted({edit.rule_id for edit in parts} - {main.rule_id})
            trace = f"after {', '.join(others)}" if others else ""
            evidence = "; ".join(filter(None, (evidence, trace)))
        yield Edit(
            kind=main.kind,
            span=span,
            raw_span=raw_span,
            before=raw_span.of(first.raw),
            after=span.of(second.text),
            rule_id=main.rule_id,
            evidence=evidence,
        )


def _clusters(
    older: Sequence[Span], newer: Sequence[Span]
) -> Iterator[tuple[Span, list[int], list[int]]]:
    """Spans of two layers in one text, those that share characters together.

    Yields the stretch that a cluster covers and the numbers of its members in each layer. Spans
    that only touch stay apart, unless both are empty.
    """
    rows = [(span.start, span.end, 0, i) for i, span in enumerate(older)]
    rows += [(span.start, span.end, 1, i) for i, span in enumerate(newer)]
    low = high = -1
    members: tuple[list[int], list[int]] = ([], [])
    for start, end, layer, number in sorted(rows):
        apart = start > high or (start == high and (low < high or start < end))
        if apart and low >= 0:
            yield Span(low, high), *members
        if apart:
            low, high, members = start, end, ([], [])
        members[layer].append(number)
        high = max(high, end)
    if low >= 0:
        yield Span(low, high), *members
