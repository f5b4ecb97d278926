"""All values that cross the border of a stage.

Spans are half open and count Unicode code points. Numbers are `Decimal`. Everything is frozen,
slotted and picklable. A value that was not found is `None` as a whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from govnews_extract.errors import SpanError


class Label(StrEnum):
    """What a mention names."""

    PLACE = "PLACE"
    LOC = "LOC"
    AGENCY = "AGENCY"
    COMPANY = "COMPANY"
    ORG = "ORG"
    PROJECT = "PROJECT"
    PERSON = "PERSON"
    DATE = "DATE"
    PROGRAM = "PROGRAM"
    WORK = "WORK"


class Modifier(StrEnum):
    """How an amount is bounded; an exact amount has none."""

    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    NEAR = "near"
    REACH = "reach"
    ORDER = "order"


class Confidence(StrEnum):
    """Where the subject of a fact comes from."""

    STATED = "stated"
    INHERITED = "inherited"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True, order=True)
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

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise SpanError(f"span {self.start}:{self.end} is not 0 <= start <= end")

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


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text with its part of speech; `tag` is empty where none was asked for."""

    span: Span
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One replacement that turned a stretch of one text into a stretch of the next.

    Attributes:
        kind: What was mended, such as `pinyin_gloss`.
        span: Where `after` stands in the new text.
        raw_span: Where `before` stood in the old text.
        rule_id: The rule that decided it.
        evidence: Why the rule was sure, for a person.
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
    """Damage that was seen and could not be mended, or is worth telling of.

    Attributes:
        kind: Such as `lost_characters` or `encoding_mismatch`.
        span: Where it stands in the text; None where it is about the whole article.
        message: What was seen, for a person.
        blocks: No quantity may be read across `span`.
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


def _fold(first: RepairedText, second: RepairedText) -> list[Edit]:
    """The edits of two layers as edits from `first.raw` to `second.text`."""
    # Both layers meet in the middle text: (start, end, layer, edit) there, in reading order.
    middle = [(e.span.start, e.span.end, 0, e) for e in first.edits]
    middle += [(e.raw_span.start, e.raw_span.end, 1, e) for e in second.edits]
    middle.sort(key=lambda row: (row[0], row[1], row[2]))
    folded: list[Edit] = []
    cluster: list[Edit] = []
    layers: list[int] = []
    low = high = -1

    def close() -> None:
        if not cluster:
            return
        raw_start = _cluster_edge(first.edits, cluster, layers, 0, low, high)
        new_start = _cluster_edge(second.edits, cluster, layers, 1, low, high)
        folded.append(_merged(first.raw, second.text, raw_start, new_start, cluster, layers))

    for start, end, layer, edit in middle:
        if not cluster or start > high or (start == high and (low < high or start < end)):
            close()
            cluster, layers, low, high = [], [], start, end
        cluster.append(edit)
        layers.append(layer)
        high = max(high, end)
    close()
    return folded


def _cluster_edge(
    edits: Sequence[Edit],
    cluster: Sequence[Edit],
    layers: Sequence[int],
    layer: int,
    low: int,
    high: int,
) -> Span:
    """Where a cluster at `low:high` of the middle text lies on the outer side of one layer."""
    own = [edit for edit, number in zip(cluster, layers, strict=True) if number == layer]

    def inner(edit: Edit) -> Span:
        return edit.span if layer == 0 else edit.raw_span

    def outer(edit: Edit) -> Span:
        return edit.raw_span if layer == 0 else edit.span

    if own:
        start = outer(own[0]).start - (inner(own[0]).start - low)
        return Span(start, outer(own[-1]).end + high - inner(own[-1]).end)
    number = bisect_right(edits, low, key=lambda edit: inner(edit).end)
    shift = outer(edits[number - 1]).end - inner(edits[number - 1]).end if number else 0
    return Span(low + shift, high + shift)


def _merged(
    raw: str,
    text: str,
    raw_span: Span,
    span: Span,
    cluster: Sequence[Edit],
    layers: Sequence[int],
) -> Edit:
    last = max(zip(layers, range(len(cluster)), strict=True))[1]
    main = cluster[last]
    others = sorted({edit.rule_id for edit in cluster} - {main.rule_id})
    evidence = "; ".join(filter(None, [main.evidence, others and "after " + ", ".join(others)]))
    return Edit(
        kind=main.kind,
        span=span,
        raw_span=raw_span,
        before=raw_span.of(raw),
        after=span.of(text),
        rule_id=main.rule_id,
        evidence=evidence,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An administrative division: its GB/T 2260 code and the name in force."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMeta:
    """What an article says of itself, or its container says of it.

    Attributes:
        published: ISO 8601 local date or time, as precise as the page gives it.
        byline: Reporters and editors, in order.
        place_code: Code of the place that the article is about, where the caller knows it.
    """

    title: str | None = None
    source: str | None = None
    published: str | None = None
    site: str | None = None
    url: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    place_code: str | None = None

    def filled_from(self, other: ArticleMeta) -> ArticleMeta:
        """This meta with every empty field taken from `other`."""
        names = self.__dataclass_fields__
        return ArticleMeta(**{n: getattr(self, n) or getattr(other, n) for n in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceArticle:
    """One article as reading hands it on: decoded, markup already taken off by edits.

    Attributes:
        id: SHA-256 of the article's raw bytes, in hexadecimal.
        path: Stable name of where it came from (`news.zip!/2011/a.html`, `dump.jsonl#12`).
        repaired: The decoded text and the edits that took off its markup.
        meta: What the container said (HTML head, JSON fields).
        encoding: The encoding assumed; None for text given as `str`.
    """

    id: str
    path: str | None
    repaired: RepairedText
    meta: ArticleMeta = ArticleMeta()
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What of a text is page furniture, and what the furniture says.

    Attributes:
        spans: Stretches that are not the article's prose, sorted; no quantity or fact comes
            from them. Dates and names in them are mentions like any other. The title is prose.
        title_span: Where the title stands, if it does.
    """

    meta: ArticleMeta
    spans: tuple[Span, ...] = ()
    title_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentedText:
    """A text cut into paragraphs, sentences, clauses and words.

    Attributes:
        text: The repaired text, in the article's own script.
        simple: The same in Simplified Chinese, half-width digits and letters; same length, same
            offsets. Rules read this; surfaces are cut from `text`.
        paragraphs: Lines with content, sorted, disjoint.
        sentences: Sorted, disjoint; each lies in one paragraph.
        clauses: Sorted, disjoint; each lies in one sentence, and they tile it.
        words: Word boundaries: sorted offsets where a word begins, ending with `len(text)`.
    """

    text: str
    simple: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]
    words: tuple[int, ...]

    def sentence_at(self, at: int) -> Span:
        """The sentence that holds offset `at`, or the nearest one before it."""
        return _holding(self.sentences, at)

    def clause_at(self, at: int) -> Span:
        """The clause that holds offset `at`, or the nearest one before it."""
        return _holding(self.clauses, at)

    def paragraph_at(self, at: int) -> Span:
        """The paragraph that holds offset `at`, or the nearest one before it."""
        return _holding(self.paragraphs, at)


def _holding(spans: Sequence[Span], at: int) -> Span:
    number = bisect_right(spans, at, key=lambda span: span.start)
    return spans[max(number - 1, 0)] if spans else Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContext:
    """What the stages after reading know of an article as a whole.

    Attributes:
        published: ISO 8601 date or time of publication; None where unknown.
        place: The place the article is about; None until it is known.
        furniture: Page furniture of the text.
        blocked: Stretches across which no quantity may be read.
    """

    meta: ArticleMeta = ArticleMeta()
    place: Place | None = None
    furniture: tuple[Span, ...] = ()
    title_span: Span | None = None
    blocked: tuple[Span, ...] = ()

    @property
    def year(self) -> int | None:
        """Year of publication, as printed."""
        published = self.meta.published
        return int(published[:4]) if published and published[:4].isdigit() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text.

    Attributes:
        text: As the article writes it.
        norm: Canonical name in Simplified Chinese: a body's full name with its place, a
            division's full name; the simplified surface where nothing better is known.
        code: GB/T 2260 code of a PLACE, or of the division a body or zone belongs to.
        value: Normalised date (EDTF) of a DATE; None otherwise.
        candidates: Other readings that lost, as `code name: reason`.
    """

    label: Label
    text: str
    norm: str
    span: Span
    rule_id: str
    code: str | None = None
    value: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A measured or counted amount.

    Attributes:
        text: As written, with a marker of bound behind or inside it, none in front.
        value: In `unit`, exact; the low end of a range.
        high: The high end of a range, in `unit`; None otherwise.
        unit: Canonical unit, such as `CNY`, `kW`, `m2`, `count`.
        dimension: Such as `money`, `power`, `area`, `count`.
        surface_value: The numeral as written, without magnitude, unit and marker.
        surface_unit: Magnitude and unit as written, simplified.
    """

    text: str
    span: Span
    value: Decimal
    high: Decimal | None
    unit: str
    dimension: str
    modifier: Modifier | None
    surface_value: str
    surface_unit: str
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one quantity is a fact of.

    Attributes:
        quantity: Index of the quantity.
        subject: Resolved name of whom or what it is about; None where the text does not say.
        subject_text: What the text says (全县, 市招商局), simplified.
        subject_label: Label of the subject where it is a mention.
        metric: What is counted or measured.
        action: Verb or state as the text has it.
        status: From a small closed list, derived from `action`.
        place: GB/T 2260 code in force when the article was published.
        period: EDTF.
        project: Index of the project it is about.
        sentence: Where the sentence stands in the text.
    """

    quantity: int
    subject: str | None
    subject_text: str | None
    subject_label: Label | None
    metric: str | None
    action: str | None
    place: str | None
    period: str | None
    project: int | None
    sentence: Span
    rule_id: str
    status: str | None = None
    comparison: str | None = None
    confidence: Confidence = Confidence.STATED
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project of an article, merged over its mentions (indexes into the mentions)."""

    name: str
    owner: str | None
    place: str | None
    capacity: Decimal | None
    unit: str | None
    investment: Decimal | None
    status: str | None
    mentions: tuple[int, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What linking found: facts, at most one a quantity, and projects."""

    facts: tuple[Fact, ...]
    projects: tuple[Project, ...]
