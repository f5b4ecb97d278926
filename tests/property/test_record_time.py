"""No text makes extraction slow: time grows with length, whatever is repeated."""

from __future__ import annotations

import time

import pytest

from govnews_extract import Extractor

CHARS = 2_000
GROWTH = 4
ATTEMPTS = 4
"""Other work on the machine may slow one attempt, and slows no four of them in a row."""

CEILING_SECONDS = 0.5
"""Less than this is no danger, however it grows; ordinary text of as many characters takes 0.1 s."""

PIECES = (
    *"亿19(，。“《一十年县、的—?市至(东王了%：.;,!\t\n \x00",
    *(
        "9.",
        "發(fā)",
        "業(yè)",
        "?!叭",
        "??h",
        "!叭",
        "?",
        "ÒÚ",
        "锟斤拷",
        "&nbsp;",
        "<p>",
        "1,234",
    ),
    *(
        "2011年",
        "3月",
        "1至",
        "5%",
        "12个",
        "12万吨",
        "二十",
        "一、",
        "“十",
        "公司",
        "项目",
        "北京",
    ),
    *(
        "张三、",
        "区发改局",
        "张掖市",
        "张掖市招商局签约31项，签约金额234.48亿元",
        "全县投资5亿元，",
    ),
)


LISTS = ("年产5万吨新材料项目、", "甲乙项目等3个项目、")
"""What makes one sentence with thousands of projects."""
LIST_CHARS = 20_000


def seconds(extractor: Extractor, text: str) -> float:
    began = time.process_time()
    extractor.extract(text)
    return time.process_time() - began


def grows_slowly(
    piece: str, extractor: Extractor, *, chars: int = CHARS, most: float = 2.5
) -> bool:
    short = (piece * chars)[:chars]
    long = (piece * chars * GROWTH)[: chars * GROWTH]
    spent = seconds(extractor, long)
    return spent < CEILING_SECONDS or spent < most * GROWTH * seconds(extractor, short)


@pytest.fixture(scope="module", autouse=True)
def _loaded(extractor: Extractor) -> None:
    extractor.extract("张掖市招商局签约31项，產業(yè)發(fā)展??h委。")


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_time_grows_with_length(piece: str, extractor: Extractor) -> None:
    assert any(grows_slowly(piece, extractor) for _ in range(ATTEMPTS))


@pytest.mark.parametrize("piece", LISTS)
def test_time_grows_with_the_length_of_a_list_of_projects(piece: str, extractor: Extractor) -> None:
    tries = (grows_slowly(piece, extractor, chars=LIST_CHARS, most=1.5) for _ in range(ATTEMPTS))
    assert any(tries)
