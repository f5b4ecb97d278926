"""The text as people look at it is the text, whatever was found in it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from govnews_extract.annotated import AnnotatedText, repaired_text
from govnews_extract.datatypes import apply_edits
from govnews_extract.edits import Span

LABELS = ["PLACE", "AGENCY", "PROJECT"]


@st.composite
def found(draw: st.DrawFn, text: str) -> list[dict[str, Any]]:
    """Stretches of the text that may overlap, touch or nest."""
    pairs = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 6))
    spans = sorted({(at, min(at + size, len(text))) for at, size in draw(st.lists(pairs))})
    return [
        {"index": i, "start": start, "end": end, "label": LABELS[i % len(LABELS)]}
        for i, (start, end) in enumerate(spans)
    ]


@st.composite
def repairs(draw: st.DrawFn, text: str) -> list[dict[str, Any]]:
    """Edits that are sorted and disjoint, some of which only took characters off."""
    rows: list[dict[str, Any]] = []
    at = shift = 0
    for gap, size in draw(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2)), max_size=5)):
        start, end = at + gap, at + gap + size
        if end > len(text):
            break
        before = draw(st.text("?幀(q)", min_size=1, max_size=3))
        rows.append(
            {
                "index": len(rows),
                "start": start,
                "end": end,
                "raw_start": start + shift,
                "raw_end": start + shift + len(before),
                "before": before,
                "after": text[start:end],
                "kind": "gbk_shift",
                "rule": "gbk_shift.words",
                "evidence": None,
            }
        )
        shift += len(before) - size
        at = end
    return rows


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    text = draw(st.text("江山市投资亿元3.，。\n𠮷", min_size=1, max_size=30))
    return {
        "text": text,
        "mentions": draw(found(text)),
        "quantities": draw(found(text)),
        "repairs": draw(repairs(text)),
    }


@given(records(), st.data())
def test_pieces_join_to_the_text_and_cut_no_amount(record: dict[str, Any], data: Any) -> None:
    text = record["text"]
    start = data.draw(st.integers(0, len(text)))
    within = Span(start, data.draw(st.integers(start, len(text))))
    pieces = list(AnnotatedText(record).pieces(within))
    assert "".join(piece.text for piece in pieces) == within.of(text)
    assert all(piece.text for piece in pieces)
    for piece in pieces:
        if piece.quantity is not None:
            row = record["quantities"][piece.quantity]
            assert piece.text == text[row["start"] : row["end"]]


@given(records())
def test_an_amount_that_overlaps_no_other_is_shown(record: dict[str, Any]) -> None:
    rows = record["quantities"]
    shown = {piece.quantity for piece in AnnotatedText(record).pieces()}
    for row in rows:
        others = [other for other in rows if other is not row]
        if all(other["end"] <= row["start"] or row["end"] <= other["start"] for other in others):
            assert row["index"] in shown


@given(records(), st.data())
def test_the_raw_text_comes_back_and_holds_what_a_stretch_was(
    record: dict[str, Any], data: Any
) -> None:
    text = record["text"]
    repaired = repaired_text(record)
    assert apply_edits(repaired.raw, repaired.edits) == text
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    shown = AnnotatedText(record)
    touching = shown.repairs(span)
    if not touching:
        assert shown.raw(span) == span.of(text)
    for edit in touching:
        assert edit.before in shown.raw(span)
