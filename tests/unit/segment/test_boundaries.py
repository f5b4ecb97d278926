from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import cases

from govnews_extract.datatypes import SegmentedText
from govnews_extract.lexicon.script import simplify
from govnews_extract.segment import Segmenter

SEGMENTER = Segmenter()


def segment(text: str) -> SegmentedText:
    return SEGMENTER.segment(text, simplify(text))


@pytest.mark.parametrize("row", cases("segment/boundaries", "sentence"))
def test_sentences_end_where_marked(row: dict[str, Any]) -> None:
    doc = segment(row["expect"].replace("|", ""))
    assert [span.of(doc.text) for span in doc.sentences] == row["expect"].replace("\n", "").split(
        "|"
    )


@pytest.mark.parametrize("row", cases("segment/boundaries", "clause"))
def test_clauses_end_where_marked(row: dict[str, Any]) -> None:
    doc = segment(row["expect"].replace("|", ""))
    assert [span.of(doc.text) for span in doc.clauses] == row["expect"].split("|")


@given(
    st.text(
        alphabet=st.sampled_from("张掖市签约31项,，。.!?；;:：“”’)》 \n\r\u30003a"), max_size=60
    )
)
def test_segments_nest_and_words_tile_the_text(text: str) -> None:
    doc = segment(text)
    for spans in (doc.paragraphs, doc.sentences, doc.clauses):
        assert all(a.end <= b.start for a, b in pairwise(spans))
    for sentence in doc.sentences:
        assert doc.paragraph_at(sentence.start).covers(sentence)
        inside = [span for span in doc.clauses if sentence.covers(span)]
        assert "".join(span.of(text) for span in inside) == sentence.of(text)
    covered = {i for span in doc.paragraphs for i in range(span.start, span.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
    assert (doc.words[0], doc.words[-1]) == (0, len(text))
    assert list(doc.words) == sorted(set(doc.words))


@pytest.mark.parametrize("mark", ["。", "，", "”", "\n", "…", "一", " "])
def test_a_million_of_one_character_stays_linear(mark: str) -> None:
    doc = segment(mark * 1_000_000)
    assert doc.words[-1] == 1_000_000
