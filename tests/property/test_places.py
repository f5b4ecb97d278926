from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from govnews_extract.datatypes import ArticleContext, ArticleMeta, Mention
from govnews_extract.lexicon.divisions import load_divisions
from govnews_extract.lexicon.script import simplify
from govnews_extract.segment import Segmenter
from govnews_extract.tag import PlaceTagger

SEGMENTER = Segmenter()
TAGGER = PlaceTagger()
NAMES = sorted({row.name for row in load_divisions().all if len(row.name) > 2})
PIECES = st.sampled_from(
    [*NAMES[::40], "张掖", "高台", "和平", "市", "县", "新区", "开发区", "城关镇", "上洲村", "、",
     "，", "。", "和", "在", "召开会议", "南路", "全县", "12", "\n", "龍游縣", "A", "\U0001f600"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)
YEARS = st.none() | st.integers(1975, 2030)


def tag(text: str, year: int | None) -> tuple[Mention, ...]:
    meta = ArticleMeta(published=f"{year}-01-01" if year else None)
    doc = SEGMENTER.segment(text, simplify(text))
    return TAGGER.tag(doc, ArticleContext(meta=meta))[0]


@given(TEXTS, YEARS)
def test_mentions_are_sorted_disjoint_and_hold_their_text(text: str, year: int | None) -> None:
    mentions = tag(text, year)
    assert all(m.span.of(text) == m.text for m in mentions)
    assert all(before.span.end <= after.span.start for before, after in pairwise(mentions))


@given(TEXTS, YEARS)
def test_every_code_is_known(text: str, year: int | None) -> None:
    divisions = load_divisions()
    assert all(divisions.by_code(m.code) for m in tag(text, year) if m.code)


@given(TEXTS, YEARS)
def test_the_same_text_gives_the_same_places(text: str, year: int | None) -> None:
    assert tag(text, year) == tag(text, year)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    tag(text, None)
