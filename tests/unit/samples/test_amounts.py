"""Amounts of whole articles, damaged ones too, against what a person reads."""

from __future__ import annotations

from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Any

import pytest
from loading import ROOT, cases

from govnews_extract import Extractor
from govnews_extract.lexicon.script import simplify
from govnews_extract.read import ReadFailure, iter_articles

Key = tuple[str, Fraction, Fraction | None, str]


def wanted(row: str) -> tuple[Key, str | None]:
    """Surface, value, end of the range and unit of a row, and its modifier."""
    surface, value, unit, *modifier = row.split(" ")
    low, _, high = value.partition("..")
    amount = (Fraction(low), Fraction(high) if high else None, unit)
    return (simplify(surface.removeprefix("?")), *amount), (modifier[0] if modifier else None)


def read_all(name: str, extractor: Extractor) -> list[tuple[Key, str | None]]:
    found = []
    for article in iter_articles([ROOT / "samples" / name]):
        assert not isinstance(article, ReadFailure)
        for amount in extractor.extract_article(article).quantities:
            values = (rounded(amount.value), amount.high and rounded(amount.high), amount.unit)
            found.append(
                ((simplify(amount.text), *values), amount.modifier and amount.modifier.value)
            )
    return found


def rounded(number: Decimal) -> Fraction:
    """The simplest fraction near a decimal: 613333333.333333333333 is 1840000000/3."""
    return Fraction(number).limit_denominator(100_000)


@pytest.mark.parametrize("case", cases("samples/amounts", "sample"))
def test_every_amount_is_found_and_no_other(case: dict[str, Any], extractor: Extractor) -> None:
    rows = [wanted(row) for row in case["amounts"]]
    optional = [row.startswith("?") for row in case["amounts"]]
    found = read_all(case["id"], extractor)
    pairs = SequenceMatcher(
        None, [row[0] for row in rows], [row[0] for row in found], autojunk=False
    )
    missed, extra, modifiers = [], [], []
    for kind, low, high, start, end in pairs.get_opcodes():
        if kind == "equal":
            both = zip(range(low, high), range(start, end), strict=True)
            modifiers += [
                (rows[i], found[j][1])
                for i, j in both
                if rows[i][1] not in {found[j][1], "*"} and not optional[i]
            ]
        else:
            missed += [rows[i][0] for i in range(low, high) if not optional[i]]
            extra += found[start:end]
    faults = [f"missed {row}" for row in missed] + [f"extra {row}" for row in extra]
    assert not [*faults, *modifiers]
