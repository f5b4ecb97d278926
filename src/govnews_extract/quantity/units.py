"""Units and measure words: what they are called and how they convert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final

from govnews_extract.errors import LexiconError
from govnews_extract.lexicon.loader import Table, load_table, read_table
from govnews_extract.lexicon.tables import TABLES
from govnews_extract.quantity.numerals import EXACT
from govnews_extract.quantity.surfaces import SurfaceIndex

RECURRING_DIGITS: Final = 12
"""Decimals kept of a value that has no finite decimal form (an area in 亩)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, currency or measure word.

    Attributes:
        canonical: The unit that results are given in.
        factor: What one of this unit is in `canonical`, exact.
        dimension: Such as `money`, `power`, `count`.
        use: Where the word is this unit; empty for everywhere. For measure words their kind.
        whole: The factor as a decimal where it has a finite one.
    """

    canonical: str
    factor: Fraction
    dimension: str
    use: str = ""
    whole: Decimal | None = None

    @property
    def counts(self) -> bool:
        """Whether the unit counts things, and is no measure."""
        return self.dimension == "count"


def make_unit(canonical: str, factor: Fraction, dimension: str, use: str = "") -> Unit:
    """A unit with its decimal factor worked out."""
    rest = factor.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    whole = EXACT.divide(Decimal(factor.numerator), Decimal(factor.denominator))
    return Unit(canonical, factor, dimension, use, whole if rest == 1 else None)


def convert(number: Decimal, unit: Unit) -> Decimal:
    """`number` of `unit` in its canonical unit, without exponent.

    Exact wherever the result has a finite decimal form; else rounded to 12 decimals.

    Example:
        >>> convert(Decimal("1.5"), make_unit("m2", Fraction(2000, 3), "area"))
        Decimal('1000')
    """
    if unit.whole is not None:
        value = number if unit.whole == 1 else EXACT.multiply(number, unit.whole)
    else:
        top = EXACT.multiply(number, Decimal(unit.factor.numerator))
        value = EXACT.divide(top, Decimal(unit.factor.denominator))
        value = EXACT.quantize(value, Decimal(1).scaleb(-RECURRING_DIGITS))
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """`value` with neither exponent nor trailing zeros behind the point."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent == 0 or (exponent < 0 and digits[-1]):
        return value
    value = value.normalize(EXACT)
    return value if value.as_tuple()[2] <= 0 else EXACT.quantize(value, Decimal(1))  # type: ignore[operator]


def _units(table: Table) -> Iterator[tuple[str, Unit]]:
    for row in table.dicts():
        unit = make_unit(row["canonical"], Fraction(row["factor"]), row["dimension"], row["use"])
        yield row["surface"], unit
        for alias in row["aliases"].split(";"):
            if alias:
                yield alias, unit


def _classifiers() -> Iterator[tuple[str, Unit]]:
    for row in load_table("classifiers").dicts():
        yield row["surface"], make_unit(row["canonical"], Fraction(1), "count", row["kind"])


def load_units(own: Path | None = None) -> SurfaceIndex[Unit]:
    """All units and measure words by their forms; a user's table is read each time.

    Args:
        own: A table of the user's with the columns of `lexicons/units.tsv`; its rows win.

    Raises:
        LexiconError: where a table does not fit, or gives one form two meanings.
    """
    if own is None:
        return _shipped_index()
    words = _shipped_words() | _unambiguous(read_table(own, TABLES["units"]), str(own))
    return SurfaceIndex(words.items())


@cache
def _shipped_index() -> SurfaceIndex[Unit]:
    return SurfaceIndex(_shipped_words().items())


def _shipped_words() -> dict[str, Unit]:
    return dict(_classifiers()) | _unambiguous(load_table("units"), "units.tsv")


def _unambiguous(table: Table, path: str) -> dict[str, Unit]:
    words: dict[str, Unit] = {}
    for surface, unit in _units(table):
        if surface in words:
            raise LexiconError(f"{surface!r} has two meanings; keep it in one row", path)
        words[surface] = unit
    return words
