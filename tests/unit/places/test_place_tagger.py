from __future__ import annotations

from typing import Any

import pytest
from loading import cases

from govnews_extract.datatypes import ArticleContext, ArticleMeta, Label, Mention, Place
from govnews_extract.lexicon.script import simplify
from govnews_extract.segment import Segmenter
from govnews_extract.tag import PlaceTagger

SEGMENTER = Segmenter()
TAGGER = PlaceTagger()


def read(row: dict[str, Any], text: str) -> tuple[tuple[Mention, ...], ArticleContext]:
    year = row.get("year")
    meta = ArticleMeta(
        published=f"{year}-06-15" if year else None,
        place_code=row.get("own"),
        source=row.get("source"),
    )
    return TAGGER.tag(SEGMENTER.segment(text, simplify(text)), ArticleContext(meta=meta))


def found(row: dict[str, Any], label: Label) -> list[list[str]]:
    mentions, _ = read(row, row["text"])
    return [[m.text, m.code or ""] for m in mentions if m.label is label]


@pytest.mark.parametrize("row", cases("places/mentions", "mention"))
def test_divisions_have_the_code_in_force(row: dict[str, Any]) -> None:
    assert found(row, Label.PLACE) == row["expect"]


@pytest.mark.parametrize("row", cases("places/mentions", "zone"))
def test_zones_are_locations_with_the_code_around_them(row: dict[str, Any]) -> None:
    assert found(row, Label.LOC) == row["expect"]
    assert found(row, Label.PLACE) == []


@pytest.mark.parametrize("row", cases("places/mentions", "article"))
def test_article_is_about_one_place(row: dict[str, Any]) -> None:
    place = read(row, row["text"])[1].place
    assert (place.code if place else "") == row["expect"]


@pytest.mark.parametrize("row", cases("places/traps", "case"))
def test_ordinary_words_are_no_places(row: dict[str, Any]) -> None:
    named = {text: mentions for text in row["texts"] if (mentions := read(row, text)[0])}
    assert named == {}


@pytest.mark.xfail(strict=True, reason="the word segmenter itself reads the name")
@pytest.mark.parametrize("row", cases("places/traps", "known_failure"))
def test_words_that_the_segmenter_reads_as_names(row: dict[str, Any]) -> None:
    assert not [text for text in row["texts"] if read(row, text)[0]]


def test_traps_are_many() -> None:
    assert sum(len(case.values[0]["texts"]) for case in cases("places/traps", "case")) >= 150


def test_losing_candidates_are_kept_with_their_reasons() -> None:
    mentions, _ = read({}, "南京市组织观摩团，到鼓楼区考察。")
    candidates = mentions[1].candidates
    assert len(candidates) == 4
    assert candidates[0].startswith("320106 鼓楼区: 320100 in the sentence")
    assert candidates[-1].endswith("nothing speaks for it")


def test_place_given_by_the_caller_wins() -> None:
    _, context = read({"own": "350102"}, "南京市鼓楼区动工。")
    assert context.place == Place(code="350102", name="鼓楼区")
