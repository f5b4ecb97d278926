"""Put numbers together: ranges, lists, fractions, products, 2小时30分."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from govnews_extract.datatypes import Modifier
from govnews_extract.errors import QuantityError
from govnews_extract.quantity._rules import ABOVE_RE, CONNECTOR_RE, FRACTION_RE, LIST_RE, numeral_re
from govnews_extract.quantity.atoms import Atom
from govnews_extract.quantity.bounds import bound_after, bound_before
from govnews_extract.quantity.guards import is_list_marker
from govnews_extract.quantity.numerals import EXACT, MAX_NUMERAL_CHARS, ONE, ZERO, parse_numeral
from govnews_extract.quantity.reader import HALF, AtomReader
from govnews_extract.quantity.units import Unit, convert, make_unit

MAX_LIST_ITEMS: Final = 12
RATIO: Final = make_unit("1", Fraction(1), "ratio")
COUNT: Final = make_unit("count", Fraction(1), "count")
_MULTIPLIED: Final = frozenset({"power", "apparent_power", "mass", "area", "volume", "energy", "mass/duration"})
_PARTS: Final = {"百": 100, "千": 1000, "万": 10_000}
_HALF_AFTER: Final = frozenset({"duration", "length", "mass", "multiple", "area"})
_SIXTY: Final = {"h": "min", "min": "s", "a": "mo", "d": "h"}
_BASE: Final = {"a": (12, "mo"), "d": (24, "h"), "h": (60, "min"), "min": (60, "s")}


@dataclass(slots=True, kw_only=True)
class Found:
    """An amount with its value in the canonical unit.

    `modifier` is what stands inside or behind it; a bound in front is looked up by the finder.
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


class AmountGrammar:
    """Reads the longest amount, or list of amounts, that begins at a numeral."""

    def __init__(self, reader: AtomReader) -> None:
        self._reader = reader
        self._numeral_re = numeral_re()

    def parse(self, text: str, match: re.Match[str]) -> tuple[list[Found], int]:
        """The amounts that begin at `match`, and the offset to go on from."""
        atom = self._reader.read(text, match)
        if atom is None:
            return self._no_numeral(text, match)
        following = text[atom.number_end : atom.number_end + 1]
        if atom.unit is None:
            if following == "分" and text.startswith("分之", atom.number_end):
                return self._parts(text, atom)
            if following == "/" and atom.digits:
                return self._slash(text, atom)
            if following and following in "×xX*" and atom.digits:
                return self._product(text, atom)
        tail = text[atom.end : atom.end + 2]
        if tail and (tail[0] in "-—–─~−至到" or (tail[0] == " " and tail[1:] and tail[1:] in "-—–─~−至到")):
            ranged = self._range(text, atom)
            if ranged is not None:
                return ranged
        if atom.unit is None and tail and tail[0] in "、和与及以或" and not is_list_marker(text, atom):
            listed = self._list(text, atom)
            if listed is not None:
                return listed
        if atom.unit is not None:
            self._chain(text, atom)
        found = self._single(text, atom)
        return ([found], found.end) if found else ([], atom.number_end)

    def _no_numeral(self, text: str, match: re.Match[str]) -> tuple[list[Found], int]:
        if match[0].startswith("零下"):
            inner = self._numeral_re.match(text, match.end())
            below, end = self.parse(text, inner) if inner else ([], match.end())
            if below and below[0].unit.dimension == "temperature":
                first = below[0]
                first.low = -first.low
                first.start = match.start()
                if first.high is not None:
                    first.low, first.high = -first.high, first.low
                return below, end
        return [], match.end()

    def _next(self, text: str, at: int) -> Atom | None:
        match = self._numeral_re.match(text, at)
        return self._reader.read(text, match) if match else None

    def _single(self, text: str, atom: Atom) -> Found | None:
        unit, bare = atom.unit, False
        if unit is None:
            if not (atom.scale and atom.scale[-1] in "万亿"):
                return None
            unit, bare = COUNT, True
        self._half_after(text, atom, unit)
        self._marker_after(text, atom)
        low = EXACT.multiply(atom.low, atom.power) if atom.power is not ONE else atom.low
        high = None if atom.high is None else convert(EXACT.multiply(atom.high, atom.power), unit)
        return Found(
            start=atom.start,
            end=atom.end,
            low=convert(low, unit),
            high=high,
            unit=unit,
            modifier=atom.marker,
            surface_value=atom.surface,
            surface_unit=atom.unit_text if not atom.scale or atom.power is ONE else atom.scale + atom.unit_text,
            rule=atom.rule,
            bare=bare,
            vague=atom.vague,
        )

    def _half_after(self, text: str, atom: Atom, unit: Unit) -> None:
        if text.startswith("半", atom.end) and unit.dimension in _HALF_AFTER:
            if text[atom.end + 1 : atom.end + 2] not in tuple("数导价径年月岛场球程"):
                atom.low += HALF
                atom.end += 1

    def _marker_after(self, text: str, atom: Atom) -> None:
        found = bound_after(text, atom.end)
        if found is not None:
            word, modifier = found
            atom.end += len(word)
            if not (modifier is Modifier.ORDER and atom.marker is Modifier.APPROX):
                atom.marker = modifier

    def _parts(self, text: str, atom: Atom) -> tuple[list[Found], int]:
        """百分之七十, 三分之一."""
        at = atom.number_end + 2
        match = ABOVE_RE.match(text, at)
        below = EXACT.multiply(atom.low, atom.power)
        if match is None or not below or len(match[0]) > MAX_NUMERAL_CHARS:
            return [], at
        end = match.end()
        try:
            value = EXACT.divide(parse_numeral(match[0]).low, below)
        except QuantityError:
            return [], end
        if value.as_tuple()[2] < -12:
            value = EXACT.quantize(value, Decimal("1e-12"))
        part = Atom(
            start=atom.start, number_end=end, end=end, surface=text[atom.start : end], low=value, unit=RATIO, rule="parts"
        )
        found = self._single(text, part)
        return ([found], found.end) if found else ([], end)

    def _slash(self, text: str, atom: Atom) -> tuple[list[Found], int]:
        match = FRACTION_RE.match(text, atom.start)
        if match is None or not 0 < int(match[1]) < int(match[2]):
            return [], atom.number_end
        end = match.end()
        value = EXACT.divide(Decimal(match[1]), Decimal(match[2]))
        if value.as_tuple()[2] < -12:
            value = EXACT.quantize(value, Decimal("1e-12"))
        part = Atom(start=atom.start, number_end=end, end=end, surface=match[0], low=value, unit=RATIO, digits=True, rule="parts")
        found = self._single(text, part)
        return ([found], found.end) if found else ([], end)

    def _product(self, text: str, atom: Atom) -> tuple[list[Found], int]:
        """4×66万千瓦: the whole of several equal units."""
        second = self._next(text, atom.number_end + 1)
        if second is None or second.unit is None:
            return [], second.end if second else atom.number_end
        if second.unit.dimension not in _MULTIPLIED:
            return [], second.end
        second.low = EXACT.multiply(second.low, atom.low)
        second.surface = text[atom.start : second.start] + second.surface
        second.start, second.rule = atom.start, "product"
        found = self._single(text, second)
        return ([found], found.end) if found else ([], second.end)

    def _range(self, text: str, atom: Atom) -> tuple[list[Found], int] | None:
        connector = CONNECTOR_RE.match(text, atom.end)
        if connector is None:
            return None
        second = self._next(text, connector.end())
        if second is None:
            return None
        unit = second.unit
        if unit is None and not second.scale and (atom.unit is None):
            return [], second.number_end
        if atom.unit is not None and (unit is None or unit.canonical != atom.unit.canonical):
            return None
        first_power = atom.power
        if atom.unit is None and not atom.scale and atom.low < second.low:
            first_power = second.power
        if second.end < len(text) and text[second.end] in "0123456789" and second.unit is not None:
            return None
        self._marker_after(text, second)
        used = unit or COUNT
        low = convert(EXACT.multiply(atom.low, first_power), atom.unit or used)
        high = convert(EXACT.multiply(second.low, second.power), used)
        if low == high:
            return None
        found = Found(
            start=atom.start,
            end=second.end,
            low=min(low, high),
            high=max(low, high),
            unit=used,
            modifier=second.marker,
            surface_value=text[atom.start : second.start] + second.surface,
            surface_unit=second.scale + second.unit_text,
            rule="range",
            bare=unit is None,
        )
        return [found], second.end

    def _list(self, text: str, atom: Atom) -> tuple[list[Found], int] | None:
        """15.2、16.3和17.1亿元: three amounts, each with the last one's magnitude and unit."""
        items = [atom]
        while items[-1].unit is None and len(items) < MAX_LIST_ITEMS:
            separator = LIST_RE.match(text, items[-1].end)
            following = self._next(text, separator.end()) if separator else None
            if following is None:
                return None
            items.append(following)
        last = items[-1]
        if last.unit is None:
            return [], last.number_end
        if last.unit.counts and last.unit.use in {"noun", "group", "ordinal"}:
            return [], last.end
        founds = []
        for item in items:
            if item is not last:
                item.unit, item.rule = last.unit, "list"
                if not item.scale:
                    item.power = last.power
                    if not last.digits and last.vague is False and item.vague:
                        item.power = ONE
                item.end = item.number_end
            else:
                self._marker_after(text, item)
            founds.append(self._listed(item, last))
        return founds, last.end

    def _listed(self, item: Atom, last: Atom) -> Found:
        unit = last.unit or COUNT
        return Found(
            start=item.start,
            end=item.end,
            low=convert(EXACT.multiply(item.low, item.power), unit),
            high=None if item.high is None else convert(EXACT.multiply(item.high, item.power), unit),
            unit=unit,
            modifier=item.marker or last.marker,
            surface_value=item.surface,
            surface_unit=(item.scale or last.scale) + last.unit_text,
            rule=item.rule,
        )

    def _chain(self, text: str, atom: Atom) -> None:
        """2小时30分, 1年7个月, 5元3角: smaller units behind larger ones."""
        unit = atom.unit
        if unit is None or unit.dimension not in {"duration", "money", "mass"} or atom.vague:
            return
        while True:
            at = atom.end + (1 if text.startswith("零", atom.end) else 0)
            char = text[at : at + 1]
            if not char or not (char.isdigit() or char in "一二两三四五六七八九十"):
                return
            second = self._next(text, at)
            if second is None:
                return
            step = self._chained(text, atom, second)
            if step is None:
                return

    def _chained(self, text: str, atom: Atom, second: Atom) -> bool | None:
        above, below = atom.unit, second.unit
        if above is None or second.scale:
            return None
        if above.dimension == "duration":
            factor, smaller = _BASE.get(above.canonical, (0, ""))
            if below is None and smaller in {"min", "s"} and text.startswith({"min": "分", "s": "秒"}[smaller], second.number_end):
                below = make_unit(smaller, Fraction(1), "duration")
                second.end = second.number_end + 1
            if below is None or below.canonical != smaller or above.factor != 1:
                return None
            minutes = EXACT.multiply(atom.low, Decimal(factor)) + second.low
            value = EXACT.divide(minutes, Decimal(factor))
            if value.as_tuple()[2] >= -4:
                atom.low = value
            else:
                atom.low, atom.unit = minutes, below
        elif above.dimension == "money":
            part = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")}.get(
                text[second.number_end : second.number_end + 1]
            )
            if part is None or above.canonical != "CNY":
                return None
            atom.low = EXACT.multiply(atom.low, atom.power) + EXACT.multiply(second.low, part)
            atom.power = ONE
            second.end = second.number_end + 1
            second.end += text.startswith("钱", second.end)
        else:
            if below is None or below.dimension != "mass" or below.factor >= above.factor:
                return None
            atom.low += EXACT.multiply(second.low, convert(ONE, below) / convert(ONE, above))
        atom.unit_text = text[atom.number_end : second.end]
        atom.end = second.end
        atom.rule = "chain"
        return True


__all__ = ["COUNT", "RATIO", "ZERO", "AmountGrammar", "Found", "bound_before"]
