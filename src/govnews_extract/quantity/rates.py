"""Units over units: 元/吨, 公里/小时, 微克/立方米, 元每吨."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from govnews_extract.quantity.numerals import power_suffix
from govnews_extract.quantity.surfaces import SurfaceIndex
from govnews_extract.quantity.units import Unit, make_unit

RATE_MARKS: Final = frozenset("/每 ")
"""What may stand between a unit and the one it is divided by."""

_OVER_RE: Final = re.compile(
    r" ?/ ?(百万|[百千万]|[1-9][0-9]{0,4}(?=[a-zμ克毫升公斤千立])|)|每([百千万]?)(?=[亩吨千公平立人户度斤小])"
)
_PER_TIME_RE: Final = re.compile(r"[·/.]([日天月年次])(?![0-9])")
_TIME: Final = {
    "a": "a",
    "d": "d",
    "日": "d",
    "天": "d",
    "月": "mo",
    "年": "a",
    "时": "h",
    "周": "week",
    "季": "quarter",
    "分": "min",
}
KILOWATT_HOUR: Final = make_unit("kWh", Fraction(1), "energy")
"""度 of a rate: 0.5元/度, 20度/吨."""

_ONCE: Final = make_unit("count", Fraction(1), "count")
_HOURS: Final = {"h": Fraction(1), "min": Fraction(1, 60), "s": Fraction(1, 3600)}
_NAMED: Final = {
    ("m3", "s"): ("m3/s", "flow"),
}
_SPOKEN: Final = frozenset({"money", "mass", "energy"})
_LITRES: Final = frozenset({"升", "L", "l", "公升", "毫升", "ml", "mL"})


def rate_at(
    numerator: Unit, units: SurfaceIndex[Unit], text: str, at: int
) -> tuple[int, Unit] | None:
    """Where the denominator at offset `at` ends, and the unit it makes with `numerator`.

    A speed is `km/h`; a mass in air `ug/m3`, in water `mg/L`; any other rate is the numerator's
    canonical unit, a slash, and the denominator's.

    Example:
        >>> from govnews_extract.quantity.units import load_units
        >>> units = load_units()
        >>> end, unit = rate_at(units.at("元", 0)[1], units, "元/公斤", 1)
        >>> end, unit.canonical, unit.factor
        (4, 'CNY/t', Fraction(1000, 1))
    """
    match = _OVER_RE.match(text, at)
    if match is None or (text[at] == "每" and numerator.dimension not in _SPOKEN):
        return None
    below = _denominator(units, text, match.end())
    if below is None:
        return None
    end, unit, word = below
    if numerator.counts and unit.counts:
        # 台/套, 人/次: two words for what is counted, not one by the other.
        return (end, numerator) if match[0] == "/" else None
    power = match[1] or match[2]
    if power:
        scale = Fraction(int(power) if power.isascii() else int(power_suffix(power)))
        unit = make_unit(unit.canonical, unit.factor * scale, unit.dimension)
    rate = _over(numerator, unit, word)
    again = _PER_TIME_RE.match(text, end)
    if again is None or text[match.start() : match.end()] == "每":
        return end, rate
    if again[1] == "次":
        return again.end(), _over(rate, _ONCE, again[1])
    time = make_unit(_TIME[again[1]], Fraction(1), "duration")
    return again.end(), _over(rate, time, again[1])


def _denominator(units: SurfaceIndex[Unit], text: str, at: int) -> tuple[int, Unit, str] | None:
    for word, unit in units.candidates(text, at):
        if (
            word.isascii()
            and text[at + len(word) : at + len(word) + 1].isascii()
            and text[at + len(word) : at + len(word) + 1].isalnum()
        ):
            continue
        if word not in _TIME and unit.use != "summed":
            return at + len(word), KILOWATT_HOUR if word == "度" else unit, word
    char = text[at : at + 1]
    if char in _TIME:
        return at + 1, make_unit(_TIME[char], Fraction(1), "duration"), char
    return None


def _over(above: Unit, below: Unit, word: str) -> Unit:
    factor = above.factor / below.factor
    if above.canonical == "m" and below.canonical in _HOURS:
        return make_unit("km/h", factor / 1000 / _HOURS[below.canonical], "speed")
    if above.canonical == "t" and below.canonical == "m3" and above.factor <= Fraction(1, 10**6):
        if word in _LITRES:
            return make_unit("mg/L", factor * 10**6, "concentration")
        return make_unit("ug/m3", factor * 10**12, "concentration")
    pair = (above.canonical, below.canonical)
    if pair in _NAMED:
        return make_unit(_NAMED[pair][0], factor, _NAMED[pair][1])
    return make_unit("/".join(pair), factor, f"{above.dimension}/{below.dimension}")
