"""The commonest shape of an amount, read in one go: digits, magnitude, unit, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govnews_extract.quantity._rules import ASCII_NUMBER, POWER, numeral_source
from govnews_extract.quantity.counts import words_after
from govnews_extract.quantity.numerals import EXACT, power_suffix
from govnews_extract.quantity.surfaces import SurfaceIndex
from govnews_extract.quantity.units import Unit, convert, plain

# What may go on behind a unit: a range, a rate, a bound, a smaller unit, a variant in brackets.
_GOES_ON: Final = frozenset(
    "0123456789零一二两三四五六七八九十-—–─~−至到/每(以及或左上下多余强弱许出开有光前挂级半 "
)

_AFTER: Final = {"个": frozenset("亿")}
_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class PlainUnit:
    """A magnitude and unit together, ready to convert.

    Attributes:
        shift: The power of ten that the number is to be multiplied by; None where `factor` is none.
        factor: Magnitude times unit.
        follow: Characters behind the unit that call for the full grammar.
    """

    unit: Unit
    text: str
    shift: int | None
    factor: Unit
    follow: frozenset[str]
    ranked: bool

    def value(self, number: str) -> Decimal:
        """`number`, digits with at most one point and thousands marks, in the canonical unit."""
        digits = number.replace(",", "") if "," in number else number
        if self.shift is None:
            return convert(Decimal(digits), self.factor)
        whole, point, fraction = digits.partition(".")
        if not point:
            return (
                Decimal(whole + "0" * self.shift)
                if self.shift >= 0
                else plain(_scaled(digits, self.shift))
            )
        missing = self.shift - len(fraction)
        if missing >= 0:
            return Decimal(whole + fraction + "0" * missing)
        return plain(_scaled(digits, self.shift))


def _scaled(digits: str, shift: int) -> Decimal:
    return Decimal(digits).scaleb(shift, EXACT)


class PlainReader:
    """Finds numerals, and reads those that are nothing but digits, magnitude and unit.

    Args:
        units: All units and measure words.
    """

    def __init__(self, units: SurfaceIndex[Unit]) -> None:
        self._units = units
        words = [word for word, unit in units.items() if _is_plain(word, unit)]
        self.scan_re = re.compile(
            rf"({ASCII_NUMBER})({POWER})?({trie_pattern(words)})|{numeral_source(grouped=False)}"
        )
        self._known: dict[tuple[str | None, str], PlainUnit] = {}

    def unit(self, power: str | None, word: str) -> PlainUnit:
        """What `power` and `word` mean together."""
        key = power, word
        if key not in self._known:
            self._known[key] = self._make(power, word)
        return self._known[key]

    def _make(self, power: str | None, word: str) -> PlainUnit:
        unit = self._units[word]
        scale = (power or "").strip()
        factor = unit.factor * int(power_suffix(scale))
        longer = {
            other[len(word)]
            for other, _ in self._units.items()
            if other.startswith(word) and other != word
        }
        return PlainUnit(
            unit,
            scale + word,
            _power_of_ten(factor.numerator, factor.denominator),
            Unit(
                unit.canonical,
                factor,
                unit.dimension,
                "",
                _decimal(factor.numerator, factor.denominator),
            ),
            _GOES_ON | longer | words_after(word) | _AFTER.get(word, _NOTHING),
            word in {"位", "名"},
        )


def _is_plain(word: str, unit: Unit) -> bool:
    return (
        unit.use in {"", "measure"} and (unit.counts or unit.use == "") and not word[-1].isascii()
    ) or word == "%"


def _power_of_ten(above: int, below: int) -> int | None:
    digits = str(above if below == 1 else below)
    if 1 not in {above, below} or digits.strip("0") != "1":
        return None
    return len(digits) - 1 if below == 1 else 1 - len(digits)


def _decimal(above: int, below: int) -> Decimal | None:
    rest = below
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return EXACT.divide(Decimal(above), Decimal(below)) if rest == 1 else None


def trie_pattern(words: Iterable[str]) -> str:
    """A regex that matches the longest of `words`, with shared beginnings written once.

    Example:
        >>> trie_pattern(["千瓦", "千瓦时", "吨"])
        '(?:千瓦(?:时)?|吨)'
    """
    root: dict[str, dict[str, object]] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, dict[str, object]]) -> str:
    ends = "" in node
    branches = []
    for char, below in sorted(node.items()):
        if char:
            branches.append(re.escape(char) + (_pattern(below) if set(below) != {""} else ""))  # type: ignore[arg-type]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
