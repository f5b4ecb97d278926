"""One record as its page shows it: all texts cut, so that the page counts no offsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govnews_extract.annotated import AnnotatedText, JsonRecord, is_markup, written_value
from govnews_extract.edits import Edit, Span
from govnews_extract.report.places import PlaceNames
from govnews_extract.report.plain import shown

MAX_RAW_CHARS = 4000
"""A sentence's archived form is shown up to here; markup in a page can be longer than its text."""

FACT_TEXTS = (
    *("subject", "subject_text", "metric", "metric_text", "action", "action_text"),
    *("comparison", "period", "evidence"),
)
"""Keys of a fact whose text its details show."""

Row = dict[str, Any]


def article_view(record: JsonRecord, number: int, places: PlaceNames) -> Row:
    """Everything that the page of one article shows."""
    text = AnnotatedText(record)
    sentences: dict[Span, int] = {}
    facts = [_fact(record, fact, sentences, places) for fact in record["facts"]]
    url = record["url"] or ""
    place = record["place"]
    return {
        "number": number,
        "title": shown(record["title"] or record["path"] or record["id"][:12]),
        "date": shown((record["published"] or "")[:10]),
        "about": shown(place["name"]) if place else "",
        "source": shown(record["source"] or ""),
        "path": shown(record["path"] or ""),
        "url": shown(url) if url.startswith(("http://", "https://")) else "",
        "pieces": _pieces(text, None),
        "names": [
            [name["label"], shown(name["norm"]), name.get("code") or "", name["rule"]]
            for name in record["mentions"]
        ],
        "facts": facts,
        "sentences": [_sentence(text, span) for span in sentences],
        "mended": [_repair(edit) for edit in text.repairs()],
        "issues": [_issue(issue, text.text) for issue in record["issues"]],
    }


def _pieces(text: AnnotatedText, within: Span | None) -> list[list[Any]]:
    """Pieces as [text], [text, name] or [text, name, amount]; -1 where there is no name."""
    rows: list[list[Any]] = []
    for piece in text.pieces(within):
        row: list[Any] = [shown(piece.text)]
        if piece.mention is not None or piece.quantity is not None:
            row.append(-1 if piece.mention is None else piece.mention)
        if piece.quantity is not None:
            row.append(piece.quantity)
        rows.append(row)
    return rows


def _fact(
    record: JsonRecord, fact: Mapping[str, Any], sentences: dict[Span, int], places: PlaceNames
) -> Row:
    found = record["quantities"][fact["quantity"]]
    span = Span(fact["sentence_start"], fact["sentence_end"])
    project = fact.get("project")
    row = {
        "amount": fact["quantity"],
        "text": shown(found["text"]),
        "value": written_value(found),
        "place": places.name(fact["place"], record["published"]),
        "code": fact["place"],
        "project": None if project is None else shown(record["projects"][project]["name"]),
        "sentence": sentences.setdefault(span, len(sentences)),
        "amountRule": found["rule"],
        "repeats": fact["duplicate_of"],
    }
    for key in FACT_TEXTS:
        row[key] = shown(fact.get(key) or "")
    for key in ("status", "confidence", "rule"):
        row[key] = fact[key]
    return row


def _sentence(text: AnnotatedText, span: Span) -> Row:
    return {
        "pieces": _pieces(text, span),
        "raw": list(_raw_pieces(text, span)),
        "mended": [_repair(edit) for edit in text.repairs(span)],
    }


def _raw_pieces(text: AnnotatedText, span: Span) -> Iterator[list[str]]:
    """The archived form as [text], and as [text, "mended" or "markup"] where an edit read it."""
    raw = text.repaired.to_raw(span)
    at, end = raw.start, min(raw.end, raw.start + MAX_RAW_CHARS)
    for edit in text.edits(span):
        if edit.raw_span.start > end:
            break
        if at < edit.raw_span.start:
            yield [shown(text.repaired.raw[at : edit.raw_span.start])]
        if edit.before:
            yield [shown(edit.before[:MAX_RAW_CHARS]), "markup" if is_markup(edit) else "mended"]
        at = edit.raw_span.end
    if at < end:
        yield [shown(text.repaired.raw[at:end])]
    if end < raw.end:
        yield ["…"]


def _repair(edit: Edit) -> list[str]:
    cells = (edit.before, edit.after, edit.kind, edit.rule_id, edit.evidence)
    return [shown(cell) for cell in cells]


def _issue(issue: Mapping[str, Any], text: str) -> list[str]:
    there = "" if issue["start"] is None else text[issue["start"] : issue["end"]][:80]
    return [issue["kind"], shown(there), shown(issue["message"])]
