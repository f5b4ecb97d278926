"""Amounts of several numbers: 三分之一, 3/4, 4×66万千瓦, 2小时30分, 5元3角."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from govnews_extract.errors import QuantityError
from govnews_extract.quantity._rules import ABOVE_RE, FRACTION_RE, PER_MANY_RE, RATIO_RE
from govnews_extract.quantity.atoms import Atom
from govnews_extract.quantity.numerals import EXACT, MAX_NUMERAL_CHARS, ONE, parse_numeral
from govnews_extract.quantity.units import Unit, convert, make_unit

COUNT: Final = make_unit("count", Fraction(1), "count")
RATIO: Final = make_unit("1", Fraction(1), "ratio")
CHAINED_DIMENSIONS: Final = frozenset({"duration", "money", "mass", "area", "length"})
"""Dimensions whose smaller units may stand behind a larger one."""

MULTIPLIED_DIMENSIONS: Final = frozenset(
    {"power", "apparent_power", "mass", "area", "volume", "energy", "evaporation", "t/h"}
)
"""Dimensions in which 4×66 means four of 66."""

MOST_TUBES: Final = 9
LEAST_METRES: Final = 100
"""2×1120米 is a tunnel of two tubes or a bridge of two halves; 4×6米 is a size."""

RATIO_CHARS: Final = 10
"""How far in front of 1:3 the word may stand that says it is a ratio."""

MAX_SPOKEN_CHARS: Final = 3
"""Longer numbers in front of 比 are compared and make no ratio."""

MAX_DECIMALS: Final = 12
_TWELVE_PLACES: Final = Decimal(1).scaleb(-MAX_DECIMALS)
_SMALLER: Final = {
    "a": {"mo": 12},
    "d": {"h": 24, "min": 1440},
    "h": {"min": 60, "s": 3600},
    "min": {"s": 60},
}
_SHORT: Final = {
    "h": ("分", make_unit("min", Fraction(1), "duration")),
    "min": ("秒", make_unit("s", Fraction(1), "duration")),
}
_PROPORTION_RE: Final = re.compile(
    "(?<!分)(?<!战)比(?![赛分拼])[例率值重]?(?:[^，。；,;0-9分]{0,6})$|按照?$|配[比套]?$"
)
_MU: Final = make_unit("m2", Fraction(2000, 3), "area")
_MU_TENTH: Final = make_unit("m2", Fraction(200, 3), "area")
_MU_TENTH_RE: Final = re.compile("分(?![之钟别店])")
_SECOND: Final = make_unit("s", Fraction(1), "duration")
_COINS: Final = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")}
_HUNDREDTHS_RE: Final = re.compile("[0-9]{1,3}")
_TO_RE: Final = re.compile("[至到~—–-]{1,2}")
_CLAUSE_ENDS: Final = frozenset(("", *"，。；、,;)的以左之\n"))
_DIGITS: Final = {digit: str(n) for n, digit in enumerate("零一二三四五六七八九")}
# 1米72, 一米八的个头; 两块五一斤, 12块8.
_METRES_RE: Final = re.compile(
    "([0-9]{1,2}|[一二三四五六七八九][零一二三四五六七八九]?)(?=[，。；、,;)\n的以左多大高长宽深]|$)"
)
_TENTHS_RE: Final = re.compile("([1-9一二三四五六七八九])(?=[，。；、,;)\n的钱每]|一?[斤个]|$)")
_DIGIT_RE: Final = re.compile("零?[0-9一二两三四五六七八九十壹贰叁肆伍陆柒捌玖]")


def quotient(above: Decimal, below: Decimal) -> Decimal:
    """`above` over `below`, exact where it ends, else rounded to twelve decimals."""
    value = EXACT.divide(above, below)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MAX_DECIMALS:
        return EXACT.quantize(value, _TWELVE_PLACES)
    return value


def parts_at(text: str, atom: Atom) -> Atom | int:
    """The fraction whose denominator `atom` stands before 分之; else where to go on."""
    at = atom.number_end + len("分之")
    below = EXACT.multiply(atom.low, atom.power)
    above = _above_at(text, at) if below else None
    if above is None:
        return at
    end, number, most = above
    if most is None and (dash := _TO_RE.match(text, end)) is not None:
        again = text.startswith(text[atom.start : at], dash.end())
        further = _above_at(text, dash.end() + (at - atom.start if again else 0))
        if further is not None and further[1] > number and (again or _ends(text, further[0])):
            end, most = further[0], further[2] or further[1]
    part = _fraction(text, (atom.start, end), quotient(number, below))
    part.high = None if most is None else quotient(most, below)
    return part


def _above_at(text: str, at: int) -> tuple[int, Decimal, Decimal | None] | None:
    """Where the numerator of a fraction ends that begins at offset `at`, and its bounds."""
    match = ABOVE_RE.match(text, at)
    if match is None or len(match[0]) > MAX_NUMERAL_CHARS:
        return None
    try:
        number = parse_numeral(match[0])
    except QuantityError:
        return None
    return match.end(), number.low, number.high


def _ends(text: str, at: int) -> bool:
    return text[at : at + 1] in _CLAUSE_ENDS


def slash_at(text: str, atom: Atom) -> Atom | None:
    """The proper fraction, such as 3/4 or 12.6/10万, that begins with `atom`."""
    many = PER_MANY_RE.match(text, atom.start)
    if many is not None:
        return _fraction(text, many.span(), quotient(Decimal(many[1]), parse_numeral(many[2]).low))
    match = FRACTION_RE.match(text, atom.start)
    if match is None or not 0 < int(match[1]) < int(match[2]):
        return None
    return _fraction(text, match.span(), quotient(Decimal(match[1]), Decimal(match[2])))


def is_multiplied(factor: Atom, each: Atom) -> bool:
    """Whether `factor` in front of × says how many of `each` there are: 4×66万千瓦, 2×1120米."""
    if each.unit is None:
        return False
    kind = each.unit.dimension
    if {kind, kind.partition("/")[0]} & MULTIPLIED_DIMENSIONS:
        return True
    return (
        each.unit.canonical == "m"
        and factor.low <= MOST_TUBES
        and convert(EXACT.multiply(each.low, each.power), each.unit) >= LEAST_METRES
    )


def ratio_at(text: str, atom: Atom) -> Atom | None:
    """The ratio, such as 1:14 or 1.2比1, that begins with `atom` where the clause speaks of one."""
    match = RATIO_RE.match(text, atom.start)
    if match is None or len(match[0]) > MAX_NUMERAL_CHARS or not Decimal(match[2]):
        return None
    # 2.3:1 is no clock and no score; 1:30.55 is a time in a race.
    is_sign = text[match.end(1)] != "比"
    if not is_sign and len(match[1]) > MAX_SPOKEN_CHARS:
        return None  # 同比2022比2021
    said = (
        (is_sign and ("." in match[1] or match[2][1:2] == "."))
        or (match[2] == "1" and text.startswith(("以上", "以下"), match.end()))
        or _PROPORTION_RE.search(text[max(0, atom.start - RATIO_CHARS) : atom.start])
    )
    if not said:
        return None
    return _fraction(text, match.span(), quotient(Decimal(match[1]), Decimal(match[2])))


def _fraction(text: str, span: tuple[int, int], value: Decimal) -> Atom:
    start, end = span
    return Atom(
        start=start,
        number_end=end,
        end=end,
        surface=text[start:end],
        low=value,
        unit=RATIO,
        rule="parts",
    )


def extend_chain(text: str, atom: Atom, second: Atom) -> bool:
    """Take `second`, right behind `atom`, into it where it is of a smaller unit of the same kind.

    The result is in the larger unit where it is exact there to four decimals (2小时30分 is
    2.5 h), else in the smaller one (1年7个月 is 19 months).
    """
    above = atom.unit
    if above is None or second.scale or second.high is not None:
        return False
    if above.dimension == "duration":
        taken = _add_time(text, atom, second, above)
    elif above.dimension == "money":
        taken = _add_coins(text, atom, second, above)
    else:
        taken = _add_smaller(text, atom, second, above)
    if taken:
        atom.unit_text = text[atom.number_end : second.end]
        atom.end = second.end
        atom.rule = "chain"
    return taken


def take_decimals(text: str, atom: Atom) -> None:
    """Take the digits behind 米, 块 or 毛 into `atom`, as in speech: 1米72, 两块五, 9毛8."""
    if atom.unit is None or atom.scale or atom.high is not None or atom.low != int(atom.low):
        return
    word = text[atom.end - 1]
    pattern = {"米": _METRES_RE, "块": _TENTHS_RE, "毛": _TENTHS_RE}.get(word)
    match = pattern.match(text, atom.end) if pattern else None
    if match is None or atom.unit.canonical not in {"m", "CNY"}:
        return
    if atom.unit.factor != 1 and word != "毛":
        return
    digits = "".join(_DIGITS.get(char, char) for char in match[1])
    atom.low += Decimal(f"0.{digits}")
    atom.unit_text = text[atom.number_end : match.end()]
    atom.end = match.end()
    atom.rule = "chain"


def goes_on(text: str, at: int) -> int | None:
    """Where a further number begins right behind offset `at`, 零 passed over."""
    match = _DIGIT_RE.match(text, at)
    return match.end() - 1 if match else None


def _add_time(text: str, atom: Atom, second: Atom, above: Unit) -> bool:
    if (
        text[atom.end - 1] == "秒"
        and second.unit is None
        and _HUNDREDTHS_RE.fullmatch(second.surface)
    ):
        # 9秒98: hundredths of a second, in reports of races.
        if above.canonical == "min":
            atom.low, atom.unit = EXACT.multiply(atom.low, Decimal(60)), _SECOND
        atom.low += EXACT.divide(second.low, Decimal(10 ** len(second.surface)))
        second.end = second.number_end
        return True
    below = second.unit
    short = _SHORT.get(above.canonical)
    if below is None and short is not None and text.startswith(short[0], second.number_end):
        below = short[1]
        second.end = second.number_end + 1
    if below is None or below.factor != 1 or above.factor != 1:
        return False
    factor = _SMALLER.get(above.canonical, {}).get(below.canonical)
    if factor is None:
        return False
    total = EXACT.multiply(atom.low, Decimal(factor)) + second.low
    value = EXACT.divide(total, Decimal(factor))
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -4:
        atom.low = value
    else:
        atom.low, atom.unit = total, below
    return True


def _add_coins(text: str, atom: Atom, second: Atom, above: Unit) -> bool:
    coin = _COINS.get(text[second.number_end : second.number_end + 1])
    if coin is None or above.canonical != "CNY" or above.factor < Fraction(1, 10):
        return False
    coin = EXACT.divide(coin, convert(ONE, above))
    atom.low = EXACT.multiply(atom.low, atom.power) + EXACT.multiply(second.low, coin)
    atom.power = ONE
    second.end = second.number_end + 1
    second.end += text.startswith("钱", second.end)
    return True


def _add_smaller(text: str, atom: Atom, second: Atom, above: Unit) -> bool:
    below = second.unit
    if below is None and above == _MU and _MU_TENTH_RE.match(text, second.number_end):
        below, second.end = _MU_TENTH, second.number_end + 1
    if below is None or below.dimension != above.dimension or below.factor >= above.factor:
        return False
    share = below.factor / above.factor
    part = EXACT.multiply(second.low, Decimal(share.numerator))
    atom.low = EXACT.multiply(atom.low, atom.power) + quotient(part, Decimal(share.denominator))
    atom.power = ONE
    return True
