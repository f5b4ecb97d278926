"""Numerals by themselves: what they say, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govnews_extract.errors import QuantityError
from govnews_extract.quantity.numerals import Numeral, parse_numeral, power_suffix

READ = {
    "0": "0",
    "35,522": "35522",
    "1.2万亿": "1200000000000",
    "3千5百万": "35000000",
    "1万5000": "15000",
    "1百01": "101",
    "〇": "0",
    "二〇二三": "2023",
    "一〇一": "101",
    "廿二": "22",
    "卅": "30",
    "两万三": "23000",
    "一百零五": "105",
    "一百五": "150",
    "一千零五十": "1050",
    "十万零一千": "101000",
    "九千八百七十六万五千四百三十二亿一千": "9876543200001000",
    "一万亿三千万": "1000030000000",
    "三点一四": "3.14",
    "三点五亿": "350000000",
    "贰拾伍万": "250000",
    "负三点五": "-3.5",
    "-1,200": "-1200",
}
NO_NUMERAL = [
    "",
    "吨",
    "一百二千",
    "三万五万",
    "二三四百",
    "十七十八",
    "点五",
    "零点",
    "负",
    "1..5万",
    "9" * 60,
]


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_numeral_says_one_number(text: str, value: str) -> None:
    assert parse_numeral(text) == Numeral(low=Decimal(value))


@pytest.mark.parametrize("text", NO_NUMERAL)
def test_what_is_no_numeral_raises(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_numeral(text)


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("三四十", Numeral(low=Decimal(30), high=Decimal(40))),
        ("十七八", Numeral(low=Decimal(17), high=Decimal(18))),
        ("两三百万", Numeral(low=Decimal(2_000_000), high=Decimal(3_000_000))),
        ("数千", Numeral(low=Decimal(1000), vague=True)),
        ("上万", Numeral(low=Decimal(10_000), vague=True)),
        ("几十万", Numeral(low=Decimal(100_000), vague=True)),
        ("千万", Numeral(low=Decimal(10_000_000), vague=True)),
        ("十几", Numeral(low=Decimal(10), open=True)),
        ("二十几", Numeral(low=Decimal(20), open=True)),
    ],
)
def test_ranges_and_vague_numerals_say_so(text: str, numeral: Numeral) -> None:
    assert parse_numeral(text) == numeral


@pytest.mark.parametrize(
    ("suffix", "factor"), [("", 1), ("万", 10**4), ("千万", 10**7), ("万亿", 10**12)]
)
def test_a_magnitude_is_a_power_of_ten(suffix: str, factor: int) -> None:
    assert power_suffix(suffix) == factor
