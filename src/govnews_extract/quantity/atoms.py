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


@dataclass(slots=True)
class Site:
    """A word behind a number, which may be its unit.

    Attributes:
        unit: What the word means where it is a unit.
        word: The word as written.
        text: The whole text.
        atom: The number.
        at: Where the word begins.
    """

    unit: Unit
    word: str
    text: str
    atom: Atom
    at: int

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.at + len(self.word)

    @property
    def follower(self) -> str:
        """The character behind the word; empty at the end of the text."""
        return self.text[self.end : self.end + 1]

    @property
    def leader(self) -> str:
        """The character in front of the number; empty at the beginning of the text."""
        start = self.atom.start
        return self.text[start - 1 : start] if start else ""

    def before(self, length: int) -> str:
        """Up to `length` characters in front of the number."""
        return self.text[max(0, self.atom.start - length) : self.atom.start]
