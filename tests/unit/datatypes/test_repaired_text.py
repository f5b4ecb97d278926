from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews_extract.datatypes import Edit, RepairedText, Span, apply_edits
from govnews_extract.errors import GovnewsError, LexiconError, ReadError, SpanError


@st.composite
def edited(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    """Sorted, disjoint edits over `text`: replacements, deletions and insertions."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits, shift = [], 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(st.text(alphabet="abc", max_size=3))
        span = Span(start + shift, start + shift + len(after))
        before = text[start:end]
        edits.append(
            Edit(
                kind="k",
                span=span,
                raw_span=Span(start, end),
                before=before,
                after=after,
                rule_id="r",
            )
        )
        shift += len(after) - len(before)
    return tuple(edits)


@given(st.data())
def test_two_layers_of_edits_fold_into_one_that_replays(data: st.DataObject) -> None:
    raw = data.draw(st.text(alphabet="甲乙丙丁", max_size=12))
    first = RepairedText.untouched(raw).then(data.draw(edited(raw)))
    second = first.then(data.draw(edited(first.text)))
    third = second.then(data.draw(edited(second.text)))
    for repaired in (first, second, third):
        assert apply_edits(repaired.raw, repaired.edits) == repaired.text
        for edit in repaired.edits:
            assert edit.span.of(repaired.text) == edit.after
            assert edit.raw_span.of(raw) == edit.before


@given(st.data())
def test_a_span_leads_back_to_what_it_was_read_from(data: st.DataObject) -> None:
    raw = data.draw(st.text(alphabet="甲乙丙丁", min_size=1, max_size=12))
    repaired = RepairedText.untouched(raw).then(data.draw(edited(raw)))
    start = data.draw(st.integers(0, len(repaired.text)))
    span = Span(start, data.draw(st.integers(start, len(repaired.text))))
    back = repaired.to_raw(span)
    assert back.end <= len(raw)
    inside = [e for e in repaired.edits if back.covers(e.raw_span) and e.raw_span.end > back.start]
    inner = [
        Edit(
            kind=e.kind,
            span=e.span,
            raw_span=Span(e.raw_span.start - back.start, e.raw_span.end - back.start),
            before=e.before,
            after=e.after,
            rule_id=e.rule_id,
        )
        for e in inside
    ]
    if span.start < span.end:
        assert span.of(repaired.text) in apply_edits(back.of(raw), inner)


def test_deletions_at_the_border_of_a_span_stay_outside() -> None:
    raw = "<p>31项</p>"
    edits = (
        Edit(
            kind="markup", span=Span(0, 0), raw_span=Span(0, 3), before="<p>", after="", rule_id="t"
        ),
        Edit(
            kind="markup",
            span=Span(3, 3),
            raw_span=Span(6, 10),
            before="</p>",
            after="",
            rule_id="t",
        ),
    )
    repaired = RepairedText.untouched(raw).then(edits)
    assert repaired.to_raw(Span(0, 3)).of(raw) == "31项"


def test_an_edit_that_does_not_fit_its_text_is_refused() -> None:
    edit = Edit(
        kind="k", span=Span(0, 1), raw_span=Span(0, 1), before="乙", after="甲", rule_id="r"
    )
    with pytest.raises(SpanError, match="does not fit"):
        apply_edits("丙", [edit])


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_outside_reason_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Span(start, end)


@pytest.mark.parametrize("kind", [LexiconError, ReadError, GovnewsError])
def test_errors_survive_pickling(kind: type[GovnewsError]) -> None:
    error = kind("no such unit", "units.tsv", 12, "unit")
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(back), str(back)) == (kind, "units.tsv:12 [unit]: no such unit")


@given(st.data())
def test_a_span_leads_forth_to_all_that_was_made_of_it(data: st.DataObject) -> None:
    raw = data.draw(st.text(alphabet="甲乙丙丁", min_size=1, max_size=12))
    repaired = RepairedText.untouched(raw).then(data.draw(edited(raw)))
    start = data.draw(st.integers(0, len(raw)))
    span = Span(start, data.draw(st.integers(start, len(raw))))
    made = repaired.to_text(span)
    assert made.end <= len(repaired.text)
    # What of the span no edit touched stands in the stretch, in its order.
    touched = {i for e in repaired.edits for i in range(e.raw_span.start, e.raw_span.end)}
    kept = [raw[i] for i in range(span.start, span.end) if i not in touched]
    assert [char for char in made.of(repaired.text) if char in "甲乙丙丁"] == kept


def test_a_span_inside_what_was_removed_leads_to_nothing() -> None:
    edit = Edit(
        kind="k", span=Span(1, 1), raw_span=Span(1, 5), before="(fā)", after="", rule_id="r"
    )
    repaired = RepairedText(raw="發(fā)展", text="發展", edits=(edit,))
    assert repaired.to_text(Span(1, 5)) == repaired.to_text(Span(2, 4)) == Span(1, 1)
    assert repaired.to_text(Span(0, 6)) == Span(0, 2)
    assert repaired.to_text(Span(0, 2)) == Span(0, 1)
