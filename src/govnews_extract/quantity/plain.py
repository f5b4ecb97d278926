"""The commonest shape of an amount, read in one go: digits, magnitude, unit, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from govnews_extract.datatypes import Modifier
from govnews_extract.quantity._rules import (
    ASCII_REST,
    POWER,
    first_characters,
    numeral_source,
)
from govnews_extract.quantity.compounds import CHAINED_DIMENSIONS
from govnews_extract.quantity.counts import words_after
from govnews_extract.quantity.guards import RANKED
from govnews_extract.quantity.numerals import EXACT, power_suffix
from govnews_extract.quantity.surfaces import SurfaceIndex
from govnews_extract.quantity.units import Unit, convert, make_unit, plain
from govnews_extract.quantity.word_edges import word_edges

# What may go on behind any unit: a range, a rate, a half, a space before either.
_GOES_ON: Final = frozenset("-—–─~−至到/每半± ")
_DIGITS: Final = frozenset("0123456789零一二两三四五六七八九十")
_LATIN: Final = frozenset("0123456789_+ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
# Behind 米 what names a race; behind 个 a magnitude; behind 公里 what makes it a place on a road.
_AFTER: Final = {
    "个": frozenset("亿多"),
    "公里": frozenset("处"),
    "米": frozenset("跨栏蛙仰蝶自个混接短长赛往速障半预决跳移步手气台"),
}
SMALL: Final = {char: str(n) for n, char in enumerate("两三四五六七八九", start=2)}
"""Numbers of one character that may stand before a measure word, in digits."""

NAMED_DIMENSIONS: Final = frozenset({"count", "duration"})
"""Dimensions of what slogans and names hold: 三抓三促, 五年计划."""

MAX_GROUP_DIGITS: Final = 3
"""So many digits stand in front of no 大 (八大类)."""

_TWO_OR_THREE: Final = frozenset("两三")
_NOTHING: Final[frozenset[str]] = frozenset()
_PLAIN_USES: Final = frozenset({"", "latin", "race", "day"})
_PLAIN_COUNTS: Final = frozenset({"", "measure", "sparse", "noun", "group"})
_COMMON: Final = "元%个家年万人项名公吨平台千条户次天座亩种套米立百多件处只位张部类批场倍 "
"""Beginnings of units by how often they stand behind a number; a regex tries them in turn."""

_INNER: Final = "[多余](?:[百千]?[万亿])?"


@dataclass(frozen=True, slots=True)
class PlainUnit:
    """A magnitude and unit together, ready to convert.

    Attributes:
        text: Magnitude and unit as written.
        shift: The power of ten that the number is to be multiplied by; None where `factor` is none.
        factor: Magnitude times unit.
        follow: Characters behind the unit that call for the full grammar.
        longer: Characters behind the unit with which a longer unit may begin (个小时).
        counts: Whether it counts things.
        noun: Whether it is itself what is counted (企业).
        group: Whether a noun must follow it (大).
        local: Whether it is the currency of the place (元).
        named: Whether the amount may be part of a name or slogan.
        ranked: Whether it may say a place in an order (第 unsaid).
        always: Whether digits before it call for nothing more: the two go together (a noun is not
            counted in 万), and no noun need follow.
        modifier: What 多 or 余 before the unit says.
        small: The numbers of `SMALL` that stand before it without more ado.
        word_after: Characters that make it, behind those, the beginning of another word.
    """

    canonical: str
    dimension: str
    text: str
    shift: int | None
    factor: Unit
    follow: frozenset[str]
    longer: frozenset[str]
    counts: bool
    noun: bool
    group: bool
    local: bool
    fits: bool
    small: frozenset[str]
    word_after: str
    modifier: Modifier | None
    always: bool = field(init=False)
    named: bool = field(init=False)
    ranked: bool = field(init=False)
    zeros: str | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "always", self.fits and not self.group)
        object.__setattr__(self, "named", self.dimension in NAMED_DIMENSIONS)
        object.__setattr__(self, "ranked", self.text[-1:] in RANKED)
        zeros = None if self.shift is None or self.shift < 0 else "0" * self.shift
        object.__setattr__(self, "zeros", zeros)

    def takes(self, number: str, follower: str) -> bool:
        """Whether `number` before it and `follower` behind it call for nothing more."""
        if follower in self.follow:
            return False
        if self.always and number not in SMALL:
            return True
        if not self.fits:
            return False
        if self.group and not (len(number) < MAX_GROUP_DIGITS and "一" <= follower <= "龥"):
            return False
        return number not in SMALL or (number in self.small and follower not in self.word_after)

    def value(self, number: str) -> Decimal:
        """`number`, as `PlainReader` finds it, in the canonical unit."""
        if self.zeros is not None and number.isdigit():
            return Decimal(number + self.zeros)
        digits = SMALL.get(number, number).replace(",", "")
        shift = self.shift
        if shift is None:
            return convert(Decimal(digits), self.factor)
        whole, point, fraction = digits.partition(".")
        missing = shift - len(fraction) if point else shift
        if missing >= 0:
            return Decimal(whole + fraction + "0" * missing)
        return plain(Decimal(digits).scaleb(shift, EXACT))


class PlainReader:
    """Finds numerals, and reads those that are nothing but digits, magnitude and unit.

    Args:
        units: All units and measure words.

    Attributes:
        scan_re: Every numeral of a text. Groups 1 to 5 are what follows the first of the Arabic
            digits, their magnitude, a 多 or 余 with the magnitude behind it, nothing behind one of
            两 to 九, and the unit; all None where the numeral is no plain one. The class of what
            begins a numeral stands in front, so that other characters are passed over fast.
    """

    def __init__(self, units: SurfaceIndex[Unit]) -> None:
        self._units = units
        words = [word for word, unit in units.items() if _is_plain(word, unit)]
        firsts = "".join(sorted({re.escape(word[0]) for word in words}))
        self.scan_re = re.compile(
            rf"[{first_characters()}](?:"
            rf"(?:(?<=[0-9])({ASCII_REST})({POWER})?({_INNER})?|(?<=[{''.join(SMALL)}])())"
            rf"(?=[{firsts}])({trie_pattern(words)})|{numeral_source(begun=True)})"
        )
        self._known: dict[str, PlainUnit] = {}
        self._longer = units.next_chars()

    def unit(self, match: re.Match[str], written: str) -> PlainUnit:
        """What is `written` behind the number in a match of `scan_re`: magnitude and unit together."""
        known = self._known.get(written)
        if known is None:
            power, inner, word = match.group(2, 3, 5)
            known = self._known[written] = self._make(power or "", inner or "", word)
        return known

    def is_longest(self, text: str, match: re.Match[str]) -> bool:
        """Whether no longer unit begins where that of a match of `scan_re` does."""
        longest = self._units.at(text, match.start(5))
        return longest is not None and longest[0] == match[5]

    def _make(self, power: str, inner: str, word: str) -> PlainUnit:
        unit = self._units[word]
        first, second = power.strip(), inner[1:]
        scale = power_suffix(first) * power_suffix(second)
        factor = unit.factor * int(scale)
        whole = make_unit(unit.canonical, factor, unit.dimension)
        follow = _GOES_ON | words_after(word) | _AFTER.get(word, _NOTHING)
        if unit.dimension in CHAINED_DIMENSIONS:
            follow |= _DIGITS
        if unit.counts:
            follow |= {"("}
        if word[-1].isascii():
            follow |= _LATIN
        return PlainUnit(
            unit.canonical,
            unit.dimension,
            first + second + word,
            _power_of_ten(factor.numerator, factor.denominator),
            whole,
            follow,
            frozenset(self._longer.get(word, ())),
            unit.counts,
            unit.use == "noun",
            unit.use == "group",
            unit.canonical == "CNY" and "人民币" not in word,
            not (scale > 1 and unit.use in {"noun", "group"}),
            _small(word, unit),
            word_edges("measure").get(word, ""),
            Modifier.APPROX if inner else None,
        )


def _small(word: str, unit: Unit) -> frozenset[str]:
    """The numbers from 两 to 九 that count with `word` whatever stands around."""
    if not unit.counts or word == "院":
        return _NOTHING  # 三院 is the third hospital
    if unit.use in {"measure", "group"} or (unit.use == "noun" and len(word) > 1):
        return frozenset(SMALL)
    return _TWO_OR_THREE if unit.use in {"sparse", "noun"} else _NOTHING


def _is_plain(word: str, unit: Unit) -> bool:
    """Whether `word` is its unit wherever it stands behind Arabic digits."""
    if unit.counts:
        return unit.use in _PLAIN_COUNTS
    if word[-1].isascii() and word != "%":
        return unit.use == "" and len(word) > 1
    return unit.use in _PLAIN_USES


def _power_of_ten(above: int, below: int) -> int | None:
    digits = str(above if below == 1 else below)
    if 1 not in {above, below} or digits.strip("0") != "1":
        return None
    return len(digits) - 1 if below == 1 else 1 - len(digits)


def trie_pattern(words: Iterable[str]) -> str:
    """A regex that matches the longest of `words`, with shared beginnings written once, common ones first.

    Example:
        >>> trie_pattern(["千瓦", "千瓦时", "吨"])
        '(?:吨|千瓦(?:时)?)'
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
    for char in sorted(node, key=lambda char: (_COMMON.find(char) % len(_COMMON), char)):
        below = node[char]
        if char:
            branches.append(re.escape(char) + (_pattern(below) if set(below) != {""} else ""))  # type: ignore[arg-type]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
