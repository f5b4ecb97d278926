"""All values that cross the border of a stage.

Spans are half open and count Unicode code points. Numbers are `Decimal`. Everything is frozen,
slotted and picklable. A value that was not found is `None` as a whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

from govnews_extract.edits import Edit, Issue, RepairedText, Span, apply_edits
from govnews_extract.errors import ConfigError

__all__ = [
    "ArticleContext",
    "ArticleMeta",
    "Confidence",
    "Edit",
    "Fact",
    "Furniture",
    "Issue",
    "Label",
    "Links",
    "Mention",
    "Modifier",
    "OutsideName",
    "Place",
    "Project",
    "Quantity",
    "RepairedText",
    "SegmentedText",
    "SourceArticle",
    "Span",
    "apply_edits",
    "name_label",
]


class Label(StrEnum):
    """What a mention names.

    Example:
        >>> Label("PLACE") == "PLACE"
        True
    """

    __hash__ = str.__hash__  # that of Enum is written in Python, and ten times slower

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


def name_label(label: str) -> Label:
    """The label of names that `label` is, as a string or as a `Label`; dates are no names.

    Raises:
        ConfigError: where it is none, listing those there are.

    Example:
        >>> name_label("COMPANY")
        <Label.COMPANY: 'COMPANY'>
    """
    if label not in _NAME_LABELS:
        raise ConfigError(
            f"{str(label)!r} is no label of names; use one of {', '.join(_NAME_LABELS)}"
        )
    return Label(label)


_NAME_LABELS = tuple(label for label in Label if label is not Label.DATE)


class Modifier(StrEnum):
    """How an amount is bounded; an exact amount has none.

    Example:
        >>> from govnews_extract.quantity import parse_quantity
        >>> parse_quantity("120亿元以上").modifier
        <Modifier.AT_LEAST: 'at_least'>
    """

    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    NEAR = "near"
    REACH = "reach"
    ORDER = "order"


class Confidence(StrEnum):
    """Where the subject of a fact comes from.

    Example:
        >>> Confidence("inherited").name
        'INHERITED'
    """

    STATED = "stated"
    INHERITED = "inherited"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An administrative division: its GB/T 2260 code and the name in force.

    Example:
        >>> Place(code="620723", name="临泽县").name
        '临泽县'
    """

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMeta:
    """What an article says of itself, or its container says of it.

    Attributes:
        published: ISO 8601 local date or time, as precise as the page gives it.
        byline: Reporters and editors, in order.
        place_code: Code of the place that the article is about, where the caller knows it.

    Example:
        >>> told = ArticleMeta(published="2011-05-12")
        >>> told.filled_from(ArticleMeta(title="签约31项", published="2020")).published
        '2011-05-12'
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

    Example:
        >>> article = SourceArticle(id="0", path="a.txt", repaired=RepairedText.untouched("投资3亿元"))
        >>> article.repaired.raw
        '投资3亿元'
    """

    id: str
    path: str | None
    repaired: RepairedText
    meta: ArticleMeta = ArticleMeta()
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    r"""What of a text is page furniture, and what the furniture says.

    Attributes:
        spans: Stretches that are not the article's prose, sorted; no quantity or fact comes
            from them. Dates and names in them are mentions like any other. The title is prose.
        title_span: Where the title stands, if it does.

    Example:
        >>> from govnews_extract.read import find_furniture
        >>> text = "签约项目31项\n来源:江山日报 2023-04-07 09:44\n4月6日,江山市签约31项。\n"
        >>> found = find_furniture(text, text)
        >>> found.meta.source, found.meta.published, found.title_span
        ('江山日报', '2023-04-07T09:44:00', Span(start=0, end=7))
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
        is_start: The same as flags: 1 for each offset that is a word boundary, else 0.

    Example:
        >>> from govnews_extract.segment import Segmenter
        >>> text = "签约31项。投资3亿元。"
        >>> doc = Segmenter().segment(text, text)
        >>> [span.of(text) for span in doc.sentences], doc.sentence_at(7)
        (['签约31项。', '投资3亿元。'], Span(start=6, end=12))
    """

    text: str
    simple: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]
    words: tuple[int, ...]
    is_start: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        flags = bytearray(len(self.simple) + 1)
        for at in self.words:
            flags[at] = 1
        object.__setattr__(self, "is_start", bytes(flags))

    def sentence_at(self, at: int) -> Span:
        """The sentence that holds offset `at`, or the nearest one before it."""
        return _holding(self.sentences, at)

    def clause_at(self, at: int) -> Span:
        """The clause that holds offset `at`, or the nearest one before it."""
        return _holding(self.clauses, at)

    def paragraph_at(self, at: int) -> Span:
        """The paragraph that holds offset `at`, or the nearest one before it."""
        return _holding(self.paragraphs, at)


_start = attrgetter("start")


def _holding(spans: Sequence[Span], at: int) -> Span:
    number = bisect_right(spans, at, key=_start)
    return spans[max(number - 1, 0)] if spans else Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContext:
    """What the stages after reading know of an article as a whole.

    Attributes:
        published: ISO 8601 date or time of publication; None where unknown.
        place: The place the article is about; None until it is known.
        furniture: Page furniture of the text.
        blocked: Stretches across which no quantity may be read.

    Example:
        >>> ArticleContext(meta=ArticleMeta(published="2011-05-12")).year
        2011
    """

    meta: ArticleMeta = ArticleMeta()
    place: Place | None = None
    furniture: tuple[Span, ...] = ()
    title_span: Span | None = None
    blocked: tuple[Span, ...] = ()

    def about(self, place: Place | None) -> ArticleContext:
        """This context with `place` as the place that the article is about."""
        return ArticleContext(
            meta=self.meta,
            place=place,
            furniture=self.furniture,
            title_span=self.title_span,
            blocked=self.blocked,
        )

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

    Example:
        >>> from govnews_extract import Extractor
        >>> (mention,) = Extractor(tagger=None).extract("江山市发改局。").mentions[:1]
        >>> mention.label.value, mention.norm, mention.code, mention.span
        ('AGENCY', '江山市发改局', '330881', Span(start=0, end=6))
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
class OutsideName:
    """A name that another tool found in an article.

    Attributes:
        label: Any but DATE; its name as a string will do.
        span: Where it stands in the text as it was given, before any repair.
        canonical: Its canonical form, where the tool knows one.
        code: GB/T 2260 code of the division that it is or lies in, where the tool knows one.

    Example:
        >>> from govnews_extract import Extractor
        >>> name = OutsideName(label=Label.COMPANY, span=Span(0, 4), canonical="青禾云谷公司")
        >>> record = Extractor(tagger=None).extract("青禾云谷投资2亿元。", outside=[name])
        >>> record.facts[0].subject
        '青禾云谷公司'
    """

    label: Label
    span: Span
    canonical: str | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", name_label(self.label))
        if not isinstance(self.span, Span):
            raise TypeError(f"span must be Span, is {type(self.span).__name__}")


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

    Example:
        >>> from govnews_extract.quantity import parse_quantity
        >>> found = parse_quantity("46.5万吨")
        >>> found.value, found.unit, found.dimension, found.surface_value, found.surface_unit
        (Decimal('465000'), 't', 'mass', '46.5', '万吨')
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
        subject_text: What the text says (全县, 市招商局), in the article's script.
        subject_label: Label of the subject where it is a mention.
        metric: Name of what is counted or measured: the head of its phrase with the modifiers that
            tell it from others, simplified, without 的.
        metric_text: The noun phrase that says so, in the article's script; None where no words do.
        metric_span: Where that phrase stands in the text.
        action: Verb or state, simplified.
        action_text: The verb with what stands right before it (同比增长, 已建成投产), in the
            article's script; None where no words say it.
        action_span: Where these words stand in the text.
        status: From a small closed list, derived from `action`.
        place: GB/T 2260 code in force when the article was published.
        period: EDTF.
        project: Index of the project it is about.
        sentence: Where the sentence stands in the text.
        comparison: What a change is measured against, as the text has it (同比, 比上年).
        duplicate_of: Index of an earlier fact that says the same.
        evidence: How the subject was come by, and what else weights chose, for a person.

    Example:
        >>> from govnews_extract import Extractor
        >>> (fact,) = Extractor(tagger=None).extract("江山市2018年完成技改投资36.4亿元。").facts
        >>> fact.subject, fact.metric, fact.action, fact.status, fact.place, fact.period
        ('江山市', '技改投资', '完成', 'completed', '330881', '2018')
        >>> fact.metric_text, fact.metric_span
        ('技改投资', Span(start=10, end=14))
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
    metric_text: str | None = None
    metric_span: Span | None = None
    action_text: str | None = None
    action_span: Span | None = None
    confidence: Confidence = Confidence.STATED
    duplicate_of: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project of an article, merged over its mentions (indexes into the mentions).

    Example:
        >>> from govnews_extract import Extractor
        >>> text = "江山市鲁家沟20万千瓦光伏发电项目开工建设，总投资9.6亿元。"
        >>> (project,) = Extractor(tagger=None).extract(text).projects
        >>> project.name, str(project.capacity), project.unit, str(project.investment)
        ('江山市鲁家沟20万千瓦光伏发电项目', '200000', 'kW', '960000000')
    """

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
    """What linking found: facts, at most one a quantity, and projects.

    Example:
        >>> Links(facts=(), projects=()).facts
        ()
    """

    facts: tuple[Fact, ...]
    projects: tuple[Project, ...]
