"""Linking holds for any text, gives one fact an amount, and takes time linear in the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govnews_extract import Extractor
from govnews_extract.datatypes import ArticleContext
from govnews_extract.lexicon.script import simplify
from govnews_extract.link import Linker
from govnews_extract.quantity import QuantityFinder
from govnews_extract.segment import Segmenter

EXTRACTOR = Extractor()
PIECES = (
    *(
        "云溪县",
        "全县",
        "该公司",
        "分别",
        "其中",
        "同比增长",
        "占",
        "的",
        "、",
        "和",
        ",",
        "。",
        "\n",
    ),
    *(
        "签约",
        "项目",
        "总投资",
        "31个",
        "5亿元",
        "6%",
        "(",
        ")",
        "“",
        "”",
        "等",
        "在",
        "为",
        "达到",
    ),
)
MAX_GROWTH = 3.2
"""Twice the text may take this many times as long; a square would take four times."""


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_amount_has_one_fact_in_its_sentence(pieces: list[str]) -> None:
    record = EXTRACTOR.extract("".join(pieces))
    assert [fact.quantity for fact in record.facts] == list(range(len(record.quantities)))
    for index, fact in enumerate(record.facts):
        span = record.quantities[fact.quantity].span
        assert fact.sentence.start <= span.start < fact.sentence.end
        assert fact.duplicate_of is None or fact.duplicate_of < index
        assert fact.project is None or fact.project < len(record.projects)
        assert fact.rule_id.startswith("link.")


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_no_text_makes_linking_fail(text: str) -> None:
    record = EXTRACTOR.extract(text)
    assert len(record.facts) == len(record.quantities)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_script_does_not_change_what_is_linked(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain, wide = EXTRACTOR.extract(text), EXTRACTOR.extract(text.replace(",", "，"))
    assert [(f.metric, f.action) for f in plain.facts] == [(f.metric, f.action) for f in wide.facts]


@pytest.mark.parametrize(
    "unit",
    [
        "新建项目31个和改造企业12个",
        "签约项目31项,总投资5亿元,同比增长5%。",
        "分别为5%、6%、7%、",
        "都都都都都都31个",
        "农业工业工程企业市场31个",
        "云溪县、青石县31个",
    ],
)
def test_time_is_linear_in_a_long_sentence(unit: str) -> None:
    linker, finder, segmenter = Linker(), QuantityFinder(), Segmenter()
    seconds = []
    for size in (20_000, 40_000):
        text = simplify((unit * (size // len(unit) + 1))[:size])
        doc = segmenter.segment(text, text)
        found = finder.find(doc, ArticleContext(), ())
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            linker.link(doc, ArticleContext(), (), found)
            best = min(best, time.process_time() - start)
        seconds.append(best)
    assert seconds[1] < MAX_GROWTH * seconds[0] + 0.02, seconds
