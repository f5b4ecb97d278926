"""One number with its magnitude and unit, as the text writes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from govnews_extract.datatypes import Modifier
from govnews_extract.quantity.numerals import ONE
from govnews_extract.quantity.units import Unit


@dataclass(slots=True, kw_only=True)
class Atom:
    """A number, the power of ten behind it, and its unit, while they are being read.

    Attributes:
        start: Where the number begins, with a vague 数 or 上 in front of it.
        number_end: Where the number and its power end.
        end: Where the amount ends.
        surface: The numeral as written, without power.
        low, high: The numeral without `power`; `high` only for 三四十.
        power: What 万, 亿 and the like multiply by.
        scale: The magnitude as written, such as 万.
        unit: None where the number has none of its own.
        unit_text: The unit as written.
        digits: Whether the number is written in Arabic digits.
        vague: No digit at all: 千亿, 数百.
        marker: The bound inside or behind the amount.
    """

    start: int
    number_end: int
    end: int
    surface: str
    low: Decimal
    high: Decimal | None = None
    power: Decimal = ONE
    scale: str = ""
    unit: Unit | None = None
    unit_text: str = ""
    digits: bool = False
    vague: bool = False
    marker: Modifier | None = None
    rule: str = "number_unit"
