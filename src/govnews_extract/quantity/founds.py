"""An amount once its number, magnitude and unit are read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from govnews_extract.datatypes import Modifier
from govnews_extract.quantity.atoms import Atom
from govnews_extract.quantity.bounds import bound_after
from govnews_extract.quantity.numerals import EXACT, ONE
from govnews_extract.quantity.units import Unit, convert


@dataclass(slots=True, kw_only=True)
class Found:
    """An amount with its value in the canonical unit.

    Attributes:
        modifier: The bound inside or behind it; one in front is not looked for yet.
        bare: The number has a magnitude and no unit (15亿).
        vague: The number has no digit (千亿).
        stated: The currency is said in front (人民币).
        opening: Of a range the number that is written first.
        parted: Each number of a range has its own unit (零下5℃至3℃, not 零下3至5℃).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    unit: Unit
    modifier: Modifier | None
    surface_value: str
    surface_unit: str
    rule: str
    bare: bool = False
    vague: bool = False
    stated: bool = False
    opening: Decimal | None = None
    parted: bool = False

    def negate(self) -> None:
        """Take a minus in front into account, which in a range is that of its first number."""
        if self.opening is None or self.high is None:
            self.low = -self.low
            return
        other = self.high if self.opening == self.low else self.low
        self.low, self.high = sorted((-self.opening, other))


def take_bound(text: str, atom: Atom) -> None:
    """Take a bound behind `atom`, such as 以上, into it."""
    found = bound_after(text, atom.end)
    if found is None:
        return
    word, modifier = found
    if modifier is Modifier.APPROX is atom.marker and len(word) == 1:
        return  # 80多个|多用途容器
    atom.end += len(word)
    if modifier is not Modifier.ORDER or atom.marker is not Modifier.APPROX:
        atom.marker = modifier


def found_of(atom: Atom, last: Atom, unit: Unit) -> Found:
    """`atom` as an amount of `unit`; what it leaves unsaid, the `last` of its list says."""
    low, high, power = atom.low, atom.high, atom.power
    if power is not ONE:
        low = EXACT.multiply(low, power)
        high = None if high is None else EXACT.multiply(high, power)
    scale = atom.scale or (last.scale if atom is not last else "")
    return Found(
        start=atom.start,
        end=atom.end,
        low=convert(low, unit),
        high=None if high is None else convert(high, unit),
        unit=unit,
        modifier=atom.marker or last.marker,
        surface_value=atom.surface.removesuffix(scale) or atom.surface,
        surface_unit=scale + last.unit_text,
        rule=atom.rule,
    )
