"""Read numerals: Arabic, Chinese, financial, mixed, and vague ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache
from typing import Final

from govnews_extract.errors import QuantityError
from govnews_extract.lexicon.loader import load_table

MAX_NUMERAL_CHARS: Final = 48
"""Longer runs are identifiers or noise, never amounts."""

EXACT: Final = Context(prec=96)
"""Arithmetic that never rounds a numeral of `MAX_NUMERAL_CHARS` times a unit's factor."""

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """What a numeral says.

    Attributes:
        low: The number, or the low end of 三四十.
        high: The high end of 三四十; None where the numeral is one number.
        vague: A power of ten without a digit (千, 数百, 上万, 几十): an order of magnitude.
        open: 十几: a little more than `low`.
    """

    low: Decimal
    high: Decimal | None = None
    vague: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class _Characters:
    digits: dict[str, int]
    tens: dict[str, int]
    powers: dict[str, int]
    groups: dict[str, int]
    plain: dict[int, str]


@cache
def _characters() -> _Characters:
    """The characters by what they do; `plain` maps each to its everyday form."""
    kinds: dict[str, dict[str, int]] = {"digit": {}, "tens": {}, "power": {}, "group": {}}
    plain: dict[int, str] = {}
    for _, surface, canonical, kind, value in load_table("numerals").rows:
        kinds[kind][surface] = int(value)
        plain[ord(surface)] = canonical
    return _Characters(kinds["digit"], kinds["tens"], kinds["power"], kinds["group"], plain)


def numeral_class(*kinds: str) -> str:
    """The inside of a regex character class with the characters of `kinds` in `numerals.tsv`."""
    rows = load_table("numerals").rows
    return "".join(row[1] for row in rows if row[3] in kinds)


_SIGN_RE: Final = re.compile("[-−负] ?")
_ASCII_RE: Final = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)[ \n]?([十百千万亿兆]*)\Z")
_TOKEN_RE: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_POINT_RE: Final = re.compile(r"([^点]+)点([^点百千万亿兆十]+)([百千万亿兆]*)\Z")
_PAIR_RE: Final = re.compile(r"一[二两]|[二两]三|三四|四五|五六|六七|七八|八九|三五")
_OPEN_TENS_RE: Final = re.compile("([一二三四五六七八])?十几([二三四五六七八九])十")
_DIGITS_ONLY_RE: Final = re.compile(r"[零一二三四五六七八九]{2,}\Z")


@cache
def power_suffix(suffix: str) -> Decimal:
    """The factor of a run of powers: 万 is 10,000, 千万 is 10,000,000, 万亿 is 10^12.

    Raises:
        QuantityError: where the run is no such thing, as 万百.

    Example:
        >>> power_suffix("万亿")
        Decimal('1000000000000')
    """
    return _positional(list(suffix)) if suffix else ONE


def parse_numeral(text: str) -> Numeral:
    """Read one numeral, in simplified script and half-width digits.

    Args:
        text: The numeral alone: `35,522`, `1.2万亿`, `一百零五`, `三千五`, `3亿5000万`, `二三百`,
            `数千`, `十几`, `十几二十`, `二〇二三`, `三点五`, `贰拾`, `廿`.

    Raises:
        QuantityError: where it is no numeral, or one that contradicts itself (`一百二千`).

    Example:
        >>> parse_numeral("3亿5000万").low
        Decimal('350000000')
        >>> parse_numeral("三四十")
        Numeral(low=Decimal('30'), high=Decimal('40'), vague=False, open=False)
    """
    if not text or len(text) > MAX_NUMERAL_CHARS:
        raise QuantityError(f"a numeral of {len(text)} characters cannot be read")
    sign = _SIGN_RE.match(text)
    if sign:
        positive = parse_numeral(text[sign.end() :])
        return Numeral(low=-positive.low, vague=positive.vague, open=positive.open)
    match = _ASCII_RE.match(text)
    if match:
        number = Decimal(match[1].replace(",", ""))
        return Numeral(low=EXACT.multiply(number, power_suffix(match[2])) if match[2] else number)
    return _chinese(text.translate(_characters().plain).replace(",", "").replace(" ", ""))


def _chinese(text: str) -> Numeral:
    """A numeral that holds Chinese characters, in their everyday forms."""
    two = text.replace("两", "二")
    if _DIGITS_ONLY_RE.match(two):
        if len(two) == 2 and _PAIR_RE.match(two):
            return _numeral_range(two, 0)
        return Numeral(low=_row_of_digits(two))
    point = _POINT_RE.match(two)
    if point and "点" in two:
        is_row = _DIGITS_ONLY_RE.match(point[1]) is not None
        whole = _row_of_digits(point[1]) if is_row else _chinese(point[1]).low
        fraction = "".join(
            char if char.isdigit() and char.isascii() else str(_digit(char)) for char in point[2]
        )
        number = whole + Decimal(f"0.{fraction}")
        return Numeral(low=EXACT.multiply(number, power_suffix(point[3])))
    tens = _OPEN_TENS_RE.search(two)
    if tens:
        return _open_tens(two, tens)
    vague = two[0] in "数几上" or not any(char not in "百千万亿兆" for char in two)
    is_open = "几" in two[1:] or "数" in two[1:]
    if vague or is_open:
        two = two.lstrip("上").replace("十几", "十").replace("十数", "十")
        two = re.sub(r"[几数](?=[十百千万亿兆])", "一", two)
    pair = _PAIR_RE.search(two)
    if pair:
        return _numeral_range(two, pair.start())
    return Numeral(low=_positional(_TOKEN_RE.findall(two)), vague=vague, open=is_open)


def _open_tens(text: str, tens: re.Match[str]) -> Numeral:
    """十几二十: from one ten to the next."""
    if _digit(tens[2]) != _digit(tens[1] or "一") + 1:
        raise QuantityError(f"{text!r} names two tens that are no neighbours")
    low, high = (
        _positional(list(f"{text[: tens.start()]}{digit}十{text[tens.end() :]}"))
        for digit in (tens[1] or "", tens[2])
    )
    return Numeral(low=low, high=high)


def _numeral_range(text: str, at: int) -> Numeral:
    """三四十 as 三十 and 四十: the two digits at `at` stand for alternatives."""
    low, high = (
        _positional(list(text[:at] + digit + text[at + 2 :])) for digit in text[at : at + 2]
    )
    return Numeral(low=low, high=high)


def _row_of_digits(text: str) -> Decimal:
    return Decimal("".join(str(_digit(char)) for char in text))


def _digit(char: str) -> int:
    value = _characters().digits.get(char)
    if value is None:
        raise QuantityError(f"{char!r} is no digit")
    return value


def _positional(pieces: list[str]) -> Decimal:
    """The number that digits, tens, powers and groups spell out, from left to right."""
    table = _characters()
    total, section, pending = ZERO, ZERO, None
    last, lowest_power, lowest_group = 1, 10_000, 0
    after_zero = seen = False
    for piece in pieces:
        if piece in table.groups:
            group = table.groups[piece]
            section += ZERO if pending is None else pending
            if not seen:
                section = ONE
            total = _grouped(total, section, group, lowest_group)
            section, pending, lowest_power, lowest_group, last = ZERO, None, 10_000, group, group
        elif piece in table.powers:
            power = table.powers[piece]
            if power >= lowest_power:
                raise QuantityError(f"{''.join(pieces)!r} has its powers in the wrong order")
            section += power * (ONE if pending is None else pending)
            pending, lowest_power, last = None, power, power
        elif piece in table.tens:
            section += table.tens[piece]
            lowest_power, last = 10, 10
        elif piece == "零":
            after_zero = seen = True
            pending = pending if pending is not None else (ZERO if len(pieces) == 1 else None)
            continue
        else:
            if pending is not None:
                raise QuantityError(f"{''.join(pieces)!r} has two digits in one place")
            pending = Decimal(piece) if piece[0] in "0123456789" else Decimal(_digit(piece))
            after_zero = after_zero or piece[0] == "0"
        seen = True
        after_zero = after_zero and piece not in table.groups
    if pending is not None:
        tail = last // 10 if last > 10 and not after_zero and pending < 10 else 1
        section += pending * tail
    return total + section


def _grouped(total: Decimal, section: Decimal, group: int, lowest: int) -> Decimal:
    """`total` after a group character: 万, 亿 close what stands before them."""
    if not lowest or group < lowest:
        return total + EXACT.multiply(section, Decimal(group))
    if group == lowest and section:
        raise QuantityError("a group of 万 or 亿 stands twice")
    return EXACT.multiply(total + section, Decimal(group))
