"""The parts of a record from their form as JSON, as `Record.to_dict` writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from govnews_extract.datatypes import (
    ArticleMeta,
    Confidence,
    Edit,
    Fact,
    Issue,
    Label,
    Mention,
    Modifier,
    Place,
    Project,
    Quantity,
    RepairedText,
    Span,
)

Row = Mapping[str, Any]


def read_meta(whole: Row) -> ArticleMeta:
    """What a record's own fields say of its article.

    Raises:
        KeyError: where one of them is missing.
    """
    return ArticleMeta(
        **{name: whole[name] for name in ("title", "source", "published", "site", "url")},
        breadcrumbs=tuple(whole["breadcrumbs"]),
        byline=tuple(whole["byline"]),
    )


def read_place(row: Row | None) -> Place | None:
    """The place that an article is about."""
    return None if row is None else Place(code=row["code"], name=row["name"])


def read_repaired(whole: Row) -> RepairedText:
    """The text of a record with its repairs; the raw text is the text with all of them undone.

    Raises:
        SpanError: where a repair does not stand in the text.
    """
    text, edits = whole["text"], tuple(map(_edit, whole["repairs"]))
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.span.start], edit.before)
        at = edit.span.end
    raw = "".join([*pieces, text[at:]])
    issues = tuple(map(_issue, whole["issues"]))
    return RepairedText(raw=raw, text=text, edits=edits, issues=issues)


def _edit(row: Row) -> Edit:
    return Edit(
        kind=row["kind"],
        span=_span(row),
        raw_span=Span(row["raw_start"], row["raw_end"]),
        before=row["before"],
        after=row["after"],
        rule_id=row["rule"],
        evidence=row["evidence"],
    )


def _issue(row: Row) -> Issue:
    span = None if row["start"] is None else _span(row)
    return Issue(kind=row["kind"], span=span, message=row["message"], rule_id=row["rule"])


def read_mentions(rows: Iterable[Row]) -> tuple[Mention, ...]:
    """The names of a record."""
    return tuple(
        Mention(
            label=Label(row["label"]),
            text=row["text"],
            norm=row["norm"],
            span=_span(row),
            rule_id=row["rule"],
            code=row["code"],
            value=row["value"],
            candidates=tuple(row["candidates"]),
        )
        for row in rows
    )


def read_quantities(rows: Iterable[Row]) -> tuple[Quantity, ...]:
    """The amounts of a record."""
    return tuple(
        Quantity(
            text=row["text"],
            span=_span(row),
            value=Decimal(row["value"]),
            high=_decimal(row["high"]),
            unit=row["unit"],
            dimension=row["dimension"],
            modifier=None if row["modifier"] is None else Modifier(row["modifier"]),
            surface_value=row["surface_value"],
            surface_unit=row["surface_unit"],
            rule_id=row["rule"],
        )
        for row in rows
    )


def read_facts(rows: Iterable[Row]) -> tuple[Fact, ...]:
    """The facts of a record."""
    return tuple(map(_fact, rows))


_FACT_FIELDS = (
    "quantity subject subject_text metric metric_text action action_text status comparison place "
    "period project duplicate_of evidence"
).split()


def _fact(row: Row) -> Fact:
    label = row["subject_label"]
    return Fact(
        **{name: row[name] for name in _FACT_FIELDS},
        subject_label=None if label is None else Label(label),
        metric_span=_span_of(row, "metric_"),
        action_span=_span_of(row, "action_"),
        sentence=_span(row, "sentence_"),
        confidence=Confidence(row["confidence"]),
        rule_id=row["rule"],
    )


def read_projects(rows: Iterable[Row]) -> tuple[Project, ...]:
    """The projects of a record."""
    return tuple(
        Project(
            name=row["name"],
            owner=row["owner"],
            place=row["place"],
            capacity=_decimal(row["capacity"]),
            unit=row["unit"],
            investment=_decimal(row["investment"]),
            status=row["status"],
            mentions=tuple(row["mentions"]),
            aliases=tuple(row["aliases"]),
        )
        for row in rows
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _span(row: Row, prefix: str = "") -> Span:
    return Span(row[f"{prefix}start"], row[f"{prefix}end"])


def _span_of(row: Row, prefix: str) -> Span | None:
    return None if row[f"{prefix}start"] is None else _span(row, prefix)
