"""Texts and every amount in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from loading import cases

from govnews_extract.datatypes import Quantity
from govnews_extract.quantity import find_quantities

TABLES = ("peer", "numeral", "bound", "joined", "unit")
COUNT_TABLES = ("measure", "noun", "one", "share", "race", "span")
ROWS = [row for table in TABLES for row in cases("quantity/amounts", table)]
ROWS += [row for table in COUNT_TABLES for row in cases("quantity/counts", table)]


def written(found: Quantity) -> str:
    """An amount as the case files write it."""
    value = format(found.value, "f")
    if found.high is not None:
        value += f"..{found.high:f}"
    return " ".join(filter(None, [f"{found.text} = {value} {found.unit}", found.modifier]))


@pytest.mark.parametrize("row", ROWS)
def test_every_amount_of_a_text_is_read(row: dict[str, Any]) -> None:
    assert [written(found) for found in find_quantities(row["text"])] == row["expect"]


@pytest.mark.parametrize("row", ROWS)
def test_spans_hold_their_texts_and_numbers_are_decimals(row: dict[str, Any]) -> None:
    for found in find_quantities(row["text"]):
        assert found.span.of(row["text"]) == found.text
        assert type(found.value) is Decimal
        assert found.high is None or (type(found.high) is Decimal and found.high > found.value)


def test_at_least_twelve_known_failures_of_other_systems_are_read() -> None:
    assert len(cases("quantity/amounts", "peer")) >= 12
