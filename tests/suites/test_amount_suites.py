"""Amounts and numerals of public suites, with pinned floors."""

from __future__ import annotations

from decimal import Decimal

import pytest
from suites.suite_files import FOLDER, score_suite

from govnews_extract.errors import QuantityError
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import find_quantities
from govnews_extract.quantity.numerals import parse_numeral

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the suites are not here")

# Their unit: ours, and what one of theirs is in it.
UNITS = {
    "Gram": ("t", "0.000001"),
    "Centimetre": ("m", "0.01"),
    "Metre": ("m", "1"),
    "Kilometre": ("m", "1000"),
    "Foot": ("m", "0.3048"),
    "Inch": ("m", "0.0254"),
    "Mile": ("m", "1609.344"),
    "Litre": ("m3", "0.001"),
    "Millilitre": ("m3", "0.000001"),
    "Gallon": ("m3", "0.003785411784"),
    "Celsius": ("degC", "1"),
    "Fahrenheit": ("degF", "1"),
    "Degree": ("deg", "1"),
    "Cent": ("CNY", "0.01"),
    "Dollar": ("CNY", "1"),
    "CNY": ("CNY", "1"),
    "HKD": ("HKD", "1"),
    "Second": ("s", "1"),
    "Minute": ("min", "1"),
    "Hour": ("h", "1"),
    "Day": ("d", "1"),
    "Month": ("mo", "1"),
}
SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "mo": 2592000, "a": 31104000}
BOUNDS = {"under": {"at_most"}, "above": {"at_least"}}
CURRENCIES = {
    "元": "CNY", "港元": "HKD", "美元": "USD", "日元": "JPY", "新台币": "TWD", "泰铢": "THB",
    "卢布": "RUB", "欧元": "EUR", "澳元": "AUD", "韩元": "KRW",
}  # fmt: skip

FLOORS = {
    "cn2an/cn2an.cn2an": "1",
    "cn2an/cn2an.an2cn": "1",
    "jionlp/money_parser": "0.97",
    "jionlp/money_extractor": "0.97",
    "duckling/Numeral": "0.95",
    "duckling/Quantity": "0.95",
    "duckling/Distance": "0.95",
    "duckling/Volume": "0.95",
    "duckling/Temperature": "0.95",
    "duckling/AmountOfMoney": "0.95",
    "duckling/Duration": "0.95",
}


def read_number(text):
    """The number that a text with a numeral, or with one amount, says; None where none."""
    bare = simplify(text).removesuffix("个")
    try:
        return parse_numeral(bare).low
    except QuantityError:
        found = find_quantities(text)
        return found[0].value if len(found) == 1 else None


def is_numeral_right(case):
    return read_number(case["text"]) == case["expected"][0]["value"]


def is_cn2an_right(case):
    if case["value"] is None:
        return read_number(case["text"]) is None
    return read_number(case["text"]) == Decimal(case["value"])


def is_spelling_right(case):
    """Whether every spelling of the number reads back as the number."""
    said = [case["expected"]] if isinstance(case["expected"], str) else case["expected"]
    exact = Decimal(case["value"])
    for text in said:
        wanted = (
            exact.quantize(Decimal("0.01"), "ROUND_DOWN") if set(text) & set("元角分") else exact
        )
        if read_number(text) != wanted:
            return False
    return True


def is_measure_right(case):
    expected = case["expected"][0]
    found = find_quantities(case["text"])
    unit, factor = UNITS[expected["unit"]]
    if len(found) != 1:
        return False
    values = expected["value"] if isinstance(expected["value"], list) else [expected["value"], None]
    if found[0].dimension == "duration":
        mine = found[0].value * SECONDS[found[0].unit]
        return mine == Decimal(values[0]) * SECONDS[unit]
    wanted = [None if value is None else Decimal(value) * Decimal(factor) for value in values]
    bounds = BOUNDS.get(expected["kind"])
    right = [found[0].value, found[0].high] == wanted and found[0].unit == unit
    return right and (bounds is None or found[0].modifier in bounds)


def is_money_right(case):
    expected = case["expected"][0]
    found = find_quantities(case["text"])
    if len(found) != 1 or found[0].unit != CURRENCIES[expected["unit"]]:
        return False
    if isinstance(expected["value"], list):
        low, high = map(Decimal, expected["value"])
        if found[0].high is None:
            return found[0].value == low and found[0].modifier in {"approx", "order"}
        return (found[0].value, found[0].high) == (low, high)
    return found[0].value.quantize(Decimal("0.01"), "ROUND_HALF_EVEN") == Decimal(expected["value"])


def is_extraction_right(case):
    found = [
        (q.span.start, q.span.end) for q in find_quantities(case["text"]) if q.dimension == "money"
    ]
    return found == [(row["start"], row["end"]) for row in case["expected"]]


CHECKS = {
    "cn2an/cn2an.cn2an": is_cn2an_right,
    "cn2an/cn2an.an2cn": is_spelling_right,
    "jionlp/money_parser": is_money_right,
    "jionlp/money_extractor": is_extraction_right,
    "duckling/Numeral": is_numeral_right,
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_suite_is_read_at_its_floor(name):
    share, wrong = score_suite(name, CHECKS.get(name, is_measure_right))
    assert share >= Decimal(FLOORS[name]), f"{name}: {share:.3f}; wrong: {wrong}"
