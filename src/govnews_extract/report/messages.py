"""Texts of the page in both languages, and numbers as people of each language write them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

SHOWN_DIGITS = 4
"""Significant digits of a shortened number."""


@cache
def load_messages() -> dict[str, dict[str, Any]]:
    """All texts, by language and key."""
    table = files("govnews_extract.report").joinpath("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(table)


def short_amount(value: Decimal, unit: str, language: str) -> str:
    """An amount with the magnitudes of a language, rounded to `SHOWN_DIGITS` digits.

    Example:
        >>> short_amount(Decimal(31860000000), "CNY", "zh")
        '318.6亿元'
        >>> short_amount(Decimal(31860000000), "CNY", "en")
        '31.86 billion CNY'
    """
    texts = load_messages()[language]
    name = texts["units"].get(unit, unit)
    scales = sorted(((Decimal(key), word) for key, word in texts["magnitudes"].items()))
    scale, word = max((pair for pair in scales if abs(value) >= pair[0]), default=(Decimal(1), ""))
    number = _rounded(value / scale)
    if language == "zh":
        return f"{number}{word}{name}"
    return " ".join(part for part in (number, word, name) if part)


def _rounded(value: Decimal) -> str:
    digits = max(SHOWN_DIGITS - 1 - value.adjusted(), 0) if value else 0
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
