"""Texts without an amount read as nothing."""

from __future__ import annotations

import pytest
from loading import cases

from govnews_extract.quantity import find_quantities

ROWS = [
    pytest.param(text, id=f"{row.values[0]['id']}-{number}")
    for row in cases("quantity/negatives", "negative")
    for number, text in enumerate(row.values[0]["texts"])
]


@pytest.mark.parametrize("text", ROWS)
def test_text_without_amount_reads_as_nothing(text: str) -> None:
    assert [found.text for found in find_quantities(text)] == []


def test_there_are_three_hundred_of_them() -> None:
    assert len({row.values[0] for row in ROWS}) >= 300
