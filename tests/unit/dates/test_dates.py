from __future__ import annotations

import tomllib
from typing import Any

import pytest
from loading import ROOT, cases

from govnews_extract.datatypes import ArticleContext, ArticleMeta, Label, Mention
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import DateFinder
from govnews_extract.segment import Segmenter

SEGMENTER = Segmenter()
FINDER = DateFinder()
NONE = tomllib.loads((ROOT / "tests" / "cases" / "dates" / "none.toml").read_text("utf-8"))["none"]


def find(text: str, published: str | None = None) -> tuple[Mention, ...]:
    context = ArticleContext(meta=ArticleMeta(published=published))
    return FINDER.find(SEGMENTER.segment(text, simplify(text)), context)


@pytest.mark.parametrize("row", cases("dates/absolute", "date") + cases("dates/relative", "date"))
def test_dates_and_values(row: dict[str, Any]) -> None:
    found = find(row["text"], row.get("published"))
    assert [[mention.text, mention.value or ""] for mention in found] == row["expect"]


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str) -> None:
    assert [mention.text for mention in find(text, "2011-05-12")] == []


def test_mentions_are_complete() -> None:
    text = "民國104年3月，記者昨日獲悉"
    first, second = find(text, "2015-04-02")
    assert first.label is Label.DATE
    assert (first.text, first.norm) == ("民國104年3月", "民国104年3月")
    assert first.span.of(text) == first.text
    assert (second.text, second.value) == ("昨日", "2015-04-01")
    assert {first.rule_id, second.rule_id} == {"date.point"}


def test_a_range_names_its_rule() -> None:
    (found,) = find("2011年4月8日至5月2日")
    assert found.rule_id == "date.range"
