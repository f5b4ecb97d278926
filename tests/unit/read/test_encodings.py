"""Encodings: nine of them, declared rightly, wrongly or not at all."""

from __future__ import annotations

import itertools
import os
import random

import pytest

from govnews_extract.errors import ReadError
from govnews_extract.read.encodings import declared_in_html, decode_bytes, well_formed

SIMPLE = (
    "截至9月底，全县新建高标准农田3.2万亩，完成投资4800万元，受益农户6500户，农业机械化率达到81.5%。",
    "县住房和城乡建设局介绍，今年计划改造老旧小区26个，涉及居民4300户，目前已有19个小区开工，其余将在6月底前启动。",
    "会议强调，要把项目建设作为经济工作的第一抓手，确保重点项目按期开工、按期投产、按期见效。（记者王小明）",
    "Q1全区规模以上工业增加值同比增长7.2%，其中装备制造业增长11.4%、电子信息产业增长9.8%，高技术产业投资占比升至31.6%。",
)
TRADITIONAL = (
    "縣府表示，今年已完成農地重劃3200公頃，投入經費新臺幣4億元，受益農民超過6500人，預計明年底前全部完工。",
    "運輸署指出，新路線每日提供460班次，單程票價介乎120元至130元，繁忙時段每5分鐘一班，市民可於網上購票。",
    "市政府昨日公布第三季就業情況，全市新增就業人數達42000人，失業率降至3.1%，為近五年來最低水準。",
)
SCRIPTS = {
    "gb2312": SIMPLE,
    "big5": TRADITIONAL,
    "big5hkscs": tuple(text + "（深水埗、鰂魚涌、嘅）" for text in TRADITIONAL),
}
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gb2312",
    "gbk",
    "gb18030",
    "big5",
    "big5hkscs",
    "utf-16-le",
    "utf-16-be",
)
DECLARED_AS = {
    "utf-8-sig": "UTF-8",
    "big5hkscs": "Big5-HKSCS",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
}
NOISE = random.Random(7).randbytes(5000)
WRONG = ("utf-8", "gb2312", "big5", "utf-16le", "iso-8859-1", "windows-1252", "x-unknown")


def generated() -> list[tuple[str, str, str | None]]:
    rows: list[tuple[str, str, str | None]] = []
    for encoding in ENCODINGS:
        own = DECLARED_AS.get(encoding, encoding)
        texts = SCRIPTS.get(encoding, SIMPLE + TRADITIONAL)
        declarations = [None, own, own.upper(), *(name for name in WRONG if name != own.lower())]
        for text, declared in itertools.product(texts, declarations):
            rows.append((encoding, text, declared))
            rows.append((encoding, text[: max(40, len(text) // 2)], declared))
    return rows


def test_there_are_300_cases_of_nine_encodings() -> None:
    rows = generated()
    assert len(rows) >= 300
    assert {row[0] for row in rows} == set(ENCODINGS)
    assert min(len(row[1]) for row in rows) >= 40


def test_every_generated_case_is_read_right() -> None:
    wrong = [
        (encoding, declared, text[:20], found.encoding)
        for encoding, text, declared in generated()
        if (found := decode_bytes(text.encode(encoding), declared=declared)).text != text
    ]
    assert not wrong


def test_a_wrong_declaration_is_noticed_and_a_right_one_is_not() -> None:
    data = SIMPLE[0].encode("gbk")
    [issue] = decode_bytes(data, declared="utf-8").issues
    assert issue.kind == "encoding_mismatch"
    assert "utf-8" in issue.message
    assert "gb18030" in issue.message
    for declared in (None, "GB2312", "gbk", "x-gbk"):
        assert not decode_bytes(data, declared=declared).issues


def test_markup_before_the_text_does_not_hide_it() -> None:
    page = "<html><head>" + "<meta name='a' content='b'>" * 2000 + "</head><p>" + SIMPLE[1]
    assert decode_bytes(page.encode("gbk"), declared="utf-8").text == page


def test_a_text_cut_inside_a_character_keeps_the_rest() -> None:
    for encoding in ("utf-8", "gbk"):
        text = SIMPLE[1] + "县"
        found = decode_bytes(text.encode(encoding)[:-1])
        assert found.text.rstrip("\ufffd") == SIMPLE[1]


@pytest.mark.parametrize("text", ["plain ASCII text, 12 of them\n" * 3, "2011年", "共12个", ""])
def test_short_and_plain_texts_in_utf8(text: str) -> None:
    assert decode_bytes(text.encode()).text == text


def test_an_encoding_that_the_caller_is_sure_of() -> None:
    data = TRADITIONAL[0].encode("big5")
    assert decode_bytes(data, forced="big5").text == TRADITIONAL[0]
    with pytest.raises(ReadError, match="is not utf-8 at byte 0"):
        decode_bytes(data, forced="utf-8")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4\n", "PDF"),
        (b"PK\x03\x04" + bytes(40), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (NOISE, "binary"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_binary_data_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        decode_bytes(data, path="some.txt")
    assert caught.value.path == "some.txt"


def test_charset_of_a_page() -> None:
    assert declared_in_html(b'<?xml version="1.0" encoding="GBK"?>') == "GBK"
    assert declared_in_html(b"<META charset='big5'>") == "big5"
    assert declared_in_html(b"<p>charset=gbk</p>") is None


def test_surrogates_are_joined_or_replaced() -> None:
    assert well_formed("县\ud842\udfb7城\ud800") == "县\U00020bb7城\ufffd"


def test_cost_is_linear() -> None:
    data = ("全县开工项目12个。" * 200_000).encode("gbk")
    started = os.times().user
    assert decode_bytes(data).encoding == "gb18030"
    assert os.times().user - started < 1.0
