"""Numbers read back as they were written; any text is read in linear time and no float appears."""

from __future__ import annotations

import ast
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import ROOT
from property.number_spelling import FINANCIAL, spell_decimal, spell_integer, widen

from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import find_quantities
from govnews_extract.quantity.numerals import parse_numeral

INTEGERS = st.integers(min_value=1, max_value=10**16)
DECIMALS = st.decimals(
    min_value=Decimal("0.0001"), max_value=Decimal(10**11), places=4, allow_nan=False
)


def in_tens_of_thousands(number: int | Decimal) -> str:
    """`number` with 万 behind it: 1.2345万."""
    return format(Decimal(number).scaleb(-4), "f") + "万"


INTEGER_STYLES = {
    "digits": str,
    "grouped": lambda number: f"{number:,}",
    "full_width": lambda number: widen(str(number)),
    "everyday": spell_integer,
    "financial": lambda number: spell_integer(number, FINANCIAL),
    "magnitude": in_tens_of_thousands,
}
DECIMAL_STYLES = {
    "digits": lambda number: format(number, "f"),
    "grouped": lambda number: f"{number:,f}",
    "full_width": lambda number: widen(format(number, "f")),
    "everyday": spell_decimal,
    "financial": lambda number: spell_decimal(number, FINANCIAL),
    "magnitude": in_tens_of_thousands,
}


@pytest.mark.parametrize("style", INTEGER_STYLES)
@settings(max_examples=150)
@given(number=INTEGERS)
def test_an_integer_reads_back(style: str, number: int) -> None:
    text = INTEGER_STYLES[style](number)
    assert parse_numeral(simplify(text)).low == number


@pytest.mark.parametrize("style", DECIMAL_STYLES)
@settings(max_examples=150)
@given(number=DECIMALS)
def test_a_decimal_reads_back(style: str, number: Decimal) -> None:
    text = DECIMAL_STYLES[style](number)
    assert parse_numeral(simplify(text)).low == number


@pytest.mark.parametrize("style", DECIMAL_STYLES)
@settings(max_examples=60)
@given(number=DECIMALS)
def test_an_amount_reads_back_from_a_sentence(style: str, number: Decimal) -> None:
    spelled = DECIMAL_STYLES[style](number)
    found = find_quantities(f"本年度共处理{spelled}吨，比上年多。")
    assert [(q.text, q.value, q.unit) for q in found] == [(spelled + "吨", number, "t")]


@settings(max_examples=200)
@given(
    st.text(
        alphabet="0123456789.,-~至到、和一二三十百千万亿半几数多余约"
        "元吨%亩个年月日第以上下“”《》/× \n",
        max_size=60,
    )
)
def test_any_text_gives_sorted_disjoint_spans_that_hold(text: str) -> None:
    end = 0
    for found in find_quantities(text):
        assert found.span.start >= end
        end = found.span.end
        assert found.span.of(text) == found.text
        assert type(found.value) is Decimal
        assert "E" not in str(found.value)


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_any_string_is_read_without_an_error(text: str) -> None:
    find_quantities(text)


@settings(max_examples=60)
@given(
    number=st.integers(min_value=1, max_value=10**8),
    unit=st.sampled_from(["億元", "萬畝", "公噸", "個"]),
)
def test_traditional_and_full_width_read_as_simplified(number: int, unit: str) -> None:
    traditional = find_quantities(f"共計{widen(str(number))}{unit}。")
    simplified = find_quantities(f"共计{number}{simplify(unit)}。")
    assert [(q.value, q.unit) for q in traditional] == [(q.value, q.unit) for q in simplified]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "万",
        "一",
        "1、",
        "十",
        "1-",
        "千万",
        "第1",
        "2小时3分",
        "“1",
        "1/",
        "零下",
        "3万5千",
        "半年",
        "《1",
    ],
)
def test_time_is_linear_in_the_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        find_quantities(text)
        return time.process_time() - start

    seconds(1000)
    small = min(seconds(5_000) for _ in range(3))
    # Quadratic time would be a hundred times as long; noise is not.
    assert seconds(50_000) < max(40 * small, 0.5)


def test_no_module_of_the_stage_uses_floats() -> None:
    for path in sorted(Path(ROOT, "src/govnews_extract/quantity").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_float = isinstance(node, ast.Constant) and isinstance(node.value, float)
            is_name = isinstance(node, ast.Name) and node.id == "float"
            assert not is_float, f"a float in {path.name}, line {node.lineno}"
            assert not is_name, f"float in {path.name}, line {node.lineno}"
