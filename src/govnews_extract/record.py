"""The finished record of one article, and its form as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from importlib import import_module
from typing import Any

from govnews_extract import record_form as form
from govnews_extract.datatypes import (
    ArticleMeta,
    Edit,
    Fact,
    Mention,
    Place,
    Project,
    Quantity,
    RepairedText,
    Span,
)
from govnews_extract.errors import ReadError


def plain_decimal(number: Decimal | None) -> str | None:
    """`number` without exponent and without trailing zeros behind the point.

    Example:
        >>> plain_decimal(Decimal("2.3448E+10"))
        '23448000000'
    """
    if number is None:
        return None
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Record:
    """Everything extracted from one article.

    All spans of `mentions`, `quantities` and `facts` index `repaired.text`. Shown in brief, and in
    notebooks with a table of its facts; `to_dict` has all of it.

    Attributes:
        id: SHA-256 of the article's raw bytes, in hexadecimal.
        place: The division that the article is about.
        extractor: Version of the package and digest of its rule data.

    Example:
        >>> from govnews_extract import Extractor
        >>> record = Extractor(tagger=None).extract("江山市完成投資36.4億元。")
        >>> record.place, record.to_dict()["quantities"][0]["value"]
        (Place(code='330881', name='江山市'), '3640000000')
    """

    id: str
    path: str | None
    meta: ArticleMeta
    place: Place | None
    encoding: str | None
    repaired: RepairedText
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    facts: tuple[Fact, ...]
    projects: tuple[Project, ...]
    extractor: Mapping[str, str] = field(hash=False)

    @property
    def text(self) -> str:
        """The repaired text."""
        return self.repaired.text

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, part))} {part}" for part in _COUNTED)
        return f"<Record {self.id[:12]} {self.meta.title or self.text[:20]!r}: {counts}>"

    def _repr_html_(self) -> str:
        rows = [_shown(fact, self.quantities[fact.quantity]) for fact in self.facts[:_SHOWN_FACTS]]
        cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
        head = "".join(f"<th>{name}</th>" for name in _SHOWN)
        table = f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
        rest = len(self.facts) - len(rows)
        more = f"<p>{rest} more facts</p>" if rest else ""
        return f"<p>{escape(repr(self))}</p>{table if rows else ''}{more}"

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any]) -> Record:
        """The record that `to_dict` wrote, or that was read from its JSON.

        Its `to_dict` is the same again. What it does not hold is lost: the `place_code` that a
        caller gave, and which issues no amount was read across.

        Raises:
            ReadError: where `whole` is no such form.

        Example:
            >>> import json
            >>> from govnews_extract import Extractor
            >>> record = Extractor(tagger=None).extract("江山市發(fā)改局安排資金8000萬元。")
            >>> back = Record.from_dict(json.loads(json.dumps(record.to_dict())))
            >>> back == record, back.repaired.raw
            (True, '江山市發(fā)改局安排資金8000萬元。')
        """
        try:
            return cls(
                id=whole["id"],
                path=whole["path"],
                meta=form.read_meta(whole),
                place=form.read_place(whole["place"]),
                encoding=whole["encoding"],
                repaired=form.read_repaired(whole),
                mentions=form.read_mentions(whole["mentions"]),
                quantities=form.read_quantities(whole["quantities"]),
                facts=form.read_facts(whole["facts"]),
                projects=form.read_projects(whole["projects"]),
                extractor=dict(whole["extractor"]),
            )
        except KeyError as error:
            raise ReadError(f"is no record as to_dict gives it: {error} is missing") from error
        except (ArithmeticError, TypeError, ValueError) as error:
            raise ReadError(f"is no record as to_dict gives it: {error}") from error

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON-ready values: numbers as decimal strings, tuples as lists."""
        meta = self.meta
        return {
            "id": self.id,
            "path": self.path,
            "url": meta.url,
            "title": meta.title,
            "source": meta.source,
            "published": meta.published,
            "site": meta.site,
            "breadcrumbs": list(meta.breadcrumbs),
            "byline": list(meta.byline),
            "place": {"code": self.place.code, "name": self.place.name} if self.place else None,
            "encoding": self.encoding,
            "text": self.text,
            "repairs": [_repair(i, edit) for i, edit in enumerate(self.repaired.edits)],
            "issues": [
                {
                    "index": i,
                    "kind": issue.kind,
                    "start": issue.span.start if issue.span else None,
                    "end": issue.span.end if issue.span else None,
                    "message": issue.message,
                    "rule": issue.rule_id,
                }
                for i, issue in enumerate(self.repaired.issues)
            ],
            "mentions": [self._mention(i, mention) for i, mention in enumerate(self.mentions)],
            "quantities": [self._quantity(i, found) for i, found in enumerate(self.quantities)],
            "facts": [_fact(i, fact) for i, fact in enumerate(self.facts)],
            "projects": [_project(i, project) for i, project in enumerate(self.projects)],
            "extractor": dict(self.extractor),
        }

    def to_frames(self) -> dict[str, Any]:
        """The record as pandas DataFrames, one a table.

        Raises:
            MissingExtraError: where the extra `pandas` is not installed.
        """
        # By name, since what lies above records knows them and not the other way round.
        frames = import_module("govnews_extract.adapters.pandas_frames")
        return dict(frames.to_frames(self))

    def _offsets(self, span: Span) -> dict[str, int]:
        raw = self.repaired.to_raw(span)
        return {"start": span.start, "end": span.end, "raw_start": raw.start, "raw_end": raw.end}

    def _mention(self, index: int, mention: Mention) -> dict[str, Any]:
        return {
            "index": index,
            "label": mention.label.value,
            "text": mention.text,
            "norm": mention.norm,
            **self._offsets(mention.span),
            "code": mention.code,
            "value": mention.value,
            "candidates": list(mention.candidates),
            "rule": mention.rule_id,
        }

    def _quantity(self, index: int, found: Quantity) -> dict[str, Any]:
        return {
            "index": index,
            "text": found.text,
            **self._offsets(found.span),
            "value": plain_decimal(found.value),
            "high": plain_decimal(found.high),
            "unit": found.unit,
            "dimension": found.dimension,
            "modifier": found.modifier.value if found.modifier else None,
            "surface_value": found.surface_value,
            "surface_unit": found.surface_unit,
            "rule": found.rule_id,
        }


_COUNTED = ("mentions", "quantities", "facts", "projects")
_SHOWN = ("subject", "metric", "action", "as written", "value", "unit", "place")
_SHOWN_FACTS = 50
"""How many facts a notebook shows of a record."""


def _shown(fact: Fact, amount: Quantity) -> tuple[str, ...]:
    """The cells of a fact, named by `_SHOWN`."""
    value = "–".join(filter(None, map(plain_decimal, (amount.value, amount.high))))
    cells = (fact.subject, fact.metric, fact.action, amount.text, value, amount.unit, fact.place)
    return tuple(cell or "" for cell in cells)


def _repair(index: int, edit: Edit) -> dict[str, Any]:
    return {
        "index": index,
        "kind": edit.kind,
        "start": edit.span.start,
        "end": edit.span.end,
        "raw_start": edit.raw_span.start,
        "raw_end": edit.raw_span.end,
        "before": edit.before,
        "after": edit.after,
        "rule": edit.rule_id,
        "evidence": edit.evidence,
    }


def _fact(index: int, fact: Fact) -> dict[str, Any]:
    return {
        "index": index,
        "quantity": fact.quantity,
        "subject": fact.subject,
        "subject_text": fact.subject_text,
        "subject_label": fact.subject_label.value if fact.subject_label else None,
        "metric": fact.metric,
        "metric_text": fact.metric_text,
        **_optional_span("metric", fact.metric_span),
        "action": fact.action,
        "action_text": fact.action_text,
        **_optional_span("action", fact.action_span),
        "status": fact.status,
        "comparison": fact.comparison,
        "place": fact.place,
        "period": fact.period,
        "project": fact.project,
        "confidence": fact.confidence.value,
        "evidence": fact.evidence,
        "duplicate_of": fact.duplicate_of,
        "sentence_start": fact.sentence.start,
        "sentence_end": fact.sentence.end,
        "rule": fact.rule_id,
    }


def _optional_span(name: str, span: Span | None) -> dict[str, int | None]:
    start, end = (span.start, span.end) if span else (None, None)
    return {f"{name}_start": start, f"{name}_end": end}


def _project(index: int, project: Project) -> dict[str, Any]:
    return {
        "index": index,
        "name": project.name,
        "owner": project.owner,
        "place": project.place,
        "capacity": plain_decimal(project.capacity),
        "unit": project.unit,
        "investment": plain_decimal(project.investment),
        "status": project.status,
        "aliases": list(project.aliases),
        "mentions": list(project.mentions),
    }
