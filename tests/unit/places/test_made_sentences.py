"""Two thousand sentences made from the table by a seed."""

from __future__ import annotations

from collections import Counter

import pytest
from place_sentences import Made, SentenceMaker

from govnews_extract.datatypes import ArticleContext, ArticleMeta
from govnews_extract.lexicon.script import simplify
from govnews_extract.segment import Segmenter
from govnews_extract.tag import PlaceTagger

COUNT = 2000
MIN_SHARE = 1.0
"""Reached."""


def is_right(made: Made, segmenter: Segmenter, tagger: PlaceTagger) -> bool:
    meta = ArticleMeta(published=f"{made.year}-06-15", place_code=made.own)
    doc = segmenter.segment(made.text, simplify(made.text))
    mentions, _ = tagger.tag(doc, ArticleContext(meta=meta))
    start = made.text.rindex(made.name)
    end = start + len(made.name)
    if made.code is None:
        return all(m.code is None for m in mentions if m.span.start < end and start < m.span.end)
    return any((m.span.start, m.span.end, m.code) == (start, end, made.code) for m in mentions)


@pytest.fixture(scope="module")
def wrong() -> list[Made]:
    segmenter, tagger = Segmenter(), PlaceTagger()
    return [m for m in SentenceMaker().make(COUNT) if not is_right(m, segmenter, tagger)]


def test_ambiguous_and_historical_names_are_settled(wrong: list[Made]) -> None:
    assert 1 - len(wrong) / COUNT >= MIN_SHARE, Counter(made.kind for made in wrong)


def test_no_code_where_the_sentence_leaves_it_open(wrong: list[Made]) -> None:
    assert [made for made in wrong if made.code is None] == []


def test_every_kind_is_made() -> None:
    kinds = Counter(made.kind for made in SentenceMaker().make(22))
    assert len(kinds) == 11
    assert set(kinds.values()) == {2}
