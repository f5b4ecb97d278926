"""Read the longest amount at a numeral: alone, a range, a list, or a compound."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from govnews_extract.datatypes import Modifier
from govnews_extract.quantity._rules import CONNECTOR_RE, LIST_RE, UPPER_RE, numeral_re
from govnews_extract.quantity.atoms import Atom
from govnews_extract.quantity.bounds import bound_before, goes_on_as_word
from govnews_extract.quantity.compounds import (
    CHAINED_DIMENSIONS,
    COUNT,
    extend_chain,
    goes_on,
    is_multiplied,
    parts_at,
    ratio_at,
    slash_at,
    take_decimals,
)
from govnews_extract.quantity.founds import Found, found_of, take_bound
from govnews_extract.quantity.guards import is_list_marker
from govnews_extract.quantity.money import currency, is_about_money
from govnews_extract.quantity.numerals import EXACT, ONE, parse_numeral
from govnews_extract.quantity.reader import HALF, NEIGHBOURS, AtomReader
from govnews_extract.quantity.units import Unit, convert

MAX_LIST_ITEMS: Final = 12
"""Longer rows of numbers without a unit are tables or codes."""

MIN_DOZENS: Final = 10
"""The least number that 余 and 多 round: 5多 is nothing."""

_HUNDREDS: Final = {
    "百": Decimal(100),
    "佰": Decimal(100),
    "千": Decimal(1000),
    "仟": Decimal(1000),
}
_DIGITS: Final = {
    digit: Decimal(n) / 10
    for digits in ("一二三四五六七八九", "123456789")
    for n, digit in enumerate(digits, start=1)
} | {"半": HALF}
_CLAUSE_ENDS: Final = frozenset(("", "，", "。", "；", ",", ";", ")", "的", "以", "左", "至", "\n"))
_BEHIND_HUNDREDTHS: Final = _CLAUSE_ENDS | frozenset("人受居市民用")
_DASHES: Final = "-—–─~−至到"
_SEPARATORS: Final = "、和与及以或"
_NIGHTS_RE: Final = re.compile(
    "[1-9一两二三四五六七八九十]{1,2}(?:个?(?:晚上?|夜晚)|夜)(?![班间宴会饭市校场色幕])"
)
_PAID_RE: Final = re.compile("(?:[挣赚卖花落付罚省]|到手|收入|发|领)[了到得过]?$")
_SPOKEN_RE: Final = re.compile("[百千万][一二三四五六七八九]{1,2}$")
_HALF_AFTER: Final = frozenset({"duration", "length", "mass", "multiple", "area"})
MANY_TIMES: Final = 3
"""What rose by one and to another many times as large is told by no range."""

_BELOW_RE: Final = re.compile("[-−]|零下")
"""In front of the second number of a range: -12~-8℃, 零下5度到零下10度."""

_MOVE_RE: Final = re.compile("[涨跌升降挫扬攀落调][了约近超逾]?$")
_GROUPS: Final = frozenset("万亿")
_NUMERALS: Final = frozenset("0123456789零一二两三四五六七八九十百千万亿几多余")
_PARTED: Final = frozenset({"area", "duration", "energy", "length", "mass", "power", "volume"})
"""What is measured in fractions of a unit: 四分之一公里, 1/10盎司."""

_ORDERED: Final = frozenset("层排组班版章节卷册类批轮档部集月位名")
"""What is ordered more often than counted: 二、三层 are floors."""

_LISTED_RE: Final = re.compile("(?:第|、|分别[^，。；,;]{0,8}|[0-9]和)$")
_LOOSELY_COUNTED: Final = frozenset({"个", "人", "家", "户", "头", "辆", "次"})
_NOT_HALF: Final = frozenset("个数导价径年月岛场球程")


class AmountGrammar:
    """Reads the amount, or the list of amounts, that begins at a numeral."""

    def __init__(self, reader: AtomReader) -> None:
        self._reader = reader
        self._numeral_re = numeral_re()

    def parse(self, text: str, match: re.Match[str]) -> tuple[list[Found], int]:
        """The amounts that begin at `match`, and the offset to go on from."""
        atom = self._reader.read(text, match)
        if atom is None:
            return self._below_zero(text, match)
        if atom.unit is None:
            compound = self._compound(text, atom)
            if compound is not None:
                return compound
        tail = text[atom.end : atom.end + 2].lstrip(" ")
        if tail == "(含" and text.startswith("(含)", atom.end):
            tail = text[atom.end + 3 : atom.end + 4]
        ranged = self._ranged(text, atom, tail) if tail else None
        if ranged is not None:
            return ranged
        if atom.unit is None and tail and tail[0] in _SEPARATORS and not _ends_a_code(text, atom):
            listed = None if is_list_marker(text, atom) else self._list(text, atom)
            if listed is not None:
                return listed
        if atom.unit is not None and atom.unit.dimension in CHAINED_DIMENSIONS:
            take_decimals(text, atom)
            self._chain(text, atom)
        return self._alone(text, atom)

    def _below_zero(self, text: str, match: re.Match[str]) -> tuple[list[Found], int]:
        """零下5度; anything else at `match` is no number."""
        inner = self._numeral_re.match(text, match.end()) if match[0] == "零下" else None
        if inner is None or inner[0] == match[0]:
            return [], match.end()
        founds, end = self.parse(text, inner)
        if not founds or founds[0].unit.dimension != "temperature":
            return [], match.end()
        first = founds[0]
        first.start = match.start()
        if first.high is not None and first.low >= 0 and not first.parted:
            first.low, first.high = -first.high, -first.low
        else:
            first.negate()
        return founds, end

    def _compound(self, text: str, atom: Atom) -> tuple[list[Found], int] | None:
        """A fraction or product that begins with `atom`, which has no unit of its own."""
        following = text[atom.number_end : atom.number_end + 1]
        if following == "分" and text.startswith("分之", atom.number_end):
            part = parts_at(text, atom)
            return ([], part) if isinstance(part, int) else self._alone(text, self._of(text, part))
        if following == "/" and atom.digits and not atom.scale:
            slash = slash_at(text, atom)
            if slash is not None:
                return self._alone(text, self._of(text, slash))
            self._reader.read_price(text, atom)
            return ([], atom.number_end) if atom.unit is None else self._alone(text, atom)
        if following and following in "×xX*" and atom.digits:
            return self._product(text, atom)
        if following and following in ":∶比" and atom.digits:
            ratio = ratio_at(text, atom)
            return None if ratio is None else self._alone(text, ratio)
        return None

    def _of(self, text: str, part: Atom) -> Atom:
        """A fraction of a unit of measure: 四分之一公里."""
        ratio, part.unit = part.unit, None
        unit = self._reader.read_unit(text, part)
        if unit is None or unit.dimension not in _PARTED:
            part.unit, part.unit_text, part.end = ratio, "", part.number_end
        return part

    def _next(self, text: str, at: int) -> Atom | None:
        match = self._numeral_re.match(text, at)
        return self._reader.read(text, match) if match else None

    def _alone(self, text: str, atom: Atom) -> tuple[list[Found], int]:
        """`atom` as the only amount, with the bound behind it."""
        if atom.unit is None and atom.scale and text[atom.end : atom.end + 1] in ("/", "每"):
            self._reader.read_price(text, atom)
        unit, bare = atom.unit, False
        if unit is None and _is_some_dozen(text, atom):
            unit = COUNT
        if unit is None and _is_spoken_sum(text, atom):
            unit = currency("CNY")
        if unit is None:
            if not (
                (atom.scale or atom.vague)
                and (atom.scale[-1:] in _GROUPS or _is_bounded(text, atom))
            ):
                return [], max(atom.number_end, atom.end)
            unit, bare = COUNT, True
        if (
            unit.dimension in _HALF_AFTER
            and text.startswith("半", atom.end)
            and text[atom.end + 1 : atom.end + 2] not in _NOT_HALF
        ):
            atom.low += HALF
            atom.end += 1
        if unit.use == "tenth":
            self._take_hundredth(text, atom)
        elif unit.canonical == "d" and (nights := _NIGHTS_RE.match(text, atom.end)):
            atom.end = nights.end()
        take_bound(text, atom)
        found = found_of(atom, atom, unit)
        found.bare, found.vague = bare, atom.vague
        return [found], found.end

    def _product(self, text: str, atom: Atom) -> tuple[list[Found], int]:
        """4×66万千瓦: the whole of several equal units."""
        second = self._next(text, atom.number_end + 1)
        if second is None:
            return [], atom.number_end
        if not is_multiplied(atom, second):
            return [], max(second.number_end, second.end)
        second.low = EXACT.multiply(second.low, atom.low)
        second.surface = text[atom.start : second.start] + second.surface
        second.start, second.rule = atom.start, "product"
        return self._alone(text, second)

    def _ranged(self, text: str, atom: Atom, tail: str) -> tuple[list[Found], int] | None:
        """The range that begins with `atom`, if what stands behind it (`tail`) joins it to more."""
        if tail[0] in _DASHES:
            return self._range(text, atom)
        if tail[0] == "、":
            return self._spoken_range(text, atom)
        if tail[0] == "±":
            return self._tolerance(text, atom)
        return self._between(text, atom) if tail == "以上" else None

    def _range(self, text: str, atom: Atom) -> tuple[list[Found], int] | None:
        """10至15分钟, 5—8万, 12.5亿元至13.5亿元; None where the two are no range."""
        connector = CONNECTOR_RE.match(text, atom.end)
        below = _BELOW_RE.match(text, connector.end()) if connector else None
        end = below or connector
        second = self._next(text, end.end()) if end else None
        if second is None or (below and not _is_warmth(second.unit)):
            return None
        unit = second.unit
        if unit is None and atom.unit is None and not second.scale:
            return [], second.number_end
        if atom.unit is not None and not _is_same(atom.unit, unit):
            return None
        if unit is not None and self._has_smaller(text, second):
            return None
        if atom.unit is None and not atom.scale and atom.low < second.low:
            atom.power = EXACT.multiply(second.power, _hidden_power(atom, second))
        take_bound(text, second)
        used = unit or COUNT
        of_first = used if "/" in used.canonical else atom.unit or used
        low = convert(EXACT.multiply(atom.low, atom.power), of_first)
        high = convert(EXACT.multiply(second.low, second.power), used)
        if below:
            high = -high
        if low == high or (low * MANY_TIMES < high and _is_move(text, atom)):
            return None
        found = found_of(second, second, used)
        found.start, found.rule, found.bare = atom.start, "range", unit is None
        found.low, found.high = min(low, high), max(low, high)
        found.opening, found.parted = low, atom.unit is not None
        found.surface_value = text[atom.start : second.start] + second.surface
        return [found], second.end

    def _tolerance(self, text: str, atom: Atom) -> tuple[list[Found], int] | None:
        """85±5℃: from so much less to so much more."""
        second = self._next(text, atom.end + 1)
        if second is None or second.unit is None or second.high is not None:
            return None
        if atom.unit is not None and not _is_same(atom.unit, second.unit):
            return None
        take_bound(text, second)
        middle = convert(EXACT.multiply(atom.low, atom.power), atom.unit or second.unit)
        found = found_of(second, second, second.unit)
        found.start, found.rule = atom.start, "range"
        found.low, found.high = EXACT.subtract(middle, found.low), EXACT.add(middle, found.low)
        found.surface_value = text[atom.start : second.start] + second.surface
        return ([found], second.end) if found.low < found.high else None

    def _between(self, text: str, atom: Atom) -> tuple[list[Found], int] | None:
        """三年以上十年以下, 三万元以上不满二十万元: one range; None where no upper end follows."""
        joint = UPPER_RE.match(text, atom.end)
        second = self._next(text, joint.end()) if joint else None
        if joint is None or second is None or atom.unit is None or second.unit is None:
            return None  # 50以上
        if not _is_same(atom.unit, second.unit):
            return None
        take_bound(text, second)
        if not joint[1] and second.marker is not Modifier.AT_MOST:
            return None
        found = found_of(second, second, second.unit)
        found.start, found.rule, found.modifier = atom.start, "range", None
        found.low, found.high = convert(EXACT.multiply(atom.low, atom.power), atom.unit), found.low
        found.surface_value = text[atom.start : second.start] + second.surface
        return ([found], second.end) if found.low < found.high else None

    def _spoken_range(self, text: str, atom: Atom) -> tuple[list[Found], int] | None:
        """三、四十家, 两、三年, 十七、八岁: neighbours with a mark between them are one range."""
        second = None if atom.unit else self._next(text, atom.end + 1)
        if second is None or second.high is not None or second.vague:
            return None
        if atom.digits or second.digits:
            return self._digits_beside(text, atom, second)
        pair = atom.surface[-1] + second.surface[:1]
        unit = second.unit or COUNT
        if pair not in NEIGHBOURS or text[atom.start - 1 : atom.start] in tuple("第、"):
            return None
        is_order = second.unit_text in _ORDERED and len(second.surface) == 1
        if is_order or unit.use in {"ordinal", "group", "noun"}:
            return [], second.end
        if second.unit is None and not second.scale:
            return None
        numeral = parse_numeral(atom.surface + second.surface)
        if numeral.high is None:
            return None
        second.low, second.high, second.start = numeral.low, numeral.high, atom.start
        second.surface = text[atom.start : second.number_end].removesuffix(second.scale)
        second.rule = "range"
        return self._alone(text, second)

    def _digits_beside(self, text: str, atom: Atom, second: Atom) -> tuple[list[Found], int] | None:
        """7、8公里, 3、4个月: about so much, where two digits in a row alone have a unit of measure."""
        unit = second.unit
        is_pair = (
            len(atom.surface) == len(second.surface) == 1
            and second.low == atom.low + 1
            and not (atom.scale or second.scale)
        )
        if (
            unit is None
            or not is_pair
            or _LISTED_RE.search(text[max(0, atom.start - 10) : atom.start])
        ):
            return None
        if unit.counts and second.unit_text not in _LOOSELY_COUNTED:
            return None
        second.low, second.high, second.start = atom.low, second.low, atom.start
        second.surface, second.rule = text[atom.start : second.number_end], "range"
        return self._alone(text, second)

    def _has_smaller(self, text: str, atom: Atom) -> bool:
        """Whether a smaller unit of the same kind follows, as in 1年7个月."""
        at = goes_on(text, atom.end)
        third = None if at is None else self._next(text, at)
        if third is None or third.unit is None or atom.unit is None:
            return False
        return third.unit.dimension == atom.unit.dimension in CHAINED_DIMENSIONS

    def _list(self, text: str, atom: Atom) -> tuple[list[Found], int] | None:
        """15.2、16.3和17.1亿元: three amounts, each with the last one's magnitude and unit."""
        items = [atom]
        while items[-1].unit is None and len(items) < MAX_LIST_ITEMS:
            separator = LIST_RE.match(text, items[-1].end)
            following = self._next(text, separator.end()) if separator else None
            if following is None:
                break
            items.append(following)
        last = items[-1]
        unit = last.unit
        if unit is None:
            return None if len(items) == 1 else (_bare_list(text, items), last.end)
        if unit.counts and unit.use in {"noun", "group", "ordinal"}:
            return [], last.end
        for item in items[:-1]:
            item.rule = "list"
            item.end = item.number_end
            if not item.scale and not item.vague:
                item.power = last.power
        take_bound(text, last)
        return [found_of(item, last, unit) for item in items], last.end

    def _take_hundredth(self, text: str, atom: Atom) -> None:
        """Take the digit behind 成 into `atom`: 三成五 is 35 per cent, 六成七市民 67.

        A digit that counts what follows is none of it: 三成五项.
        """
        at = atom.end + 1
        digit, follower = _DIGITS.get(text[at - 1 : at]), text[at : at + 1]
        if not digit or atom.marker:
            return
        if text[at - 1] == "半":
            ends = follower not in _NOT_HALF
        else:
            counts = follower in _NUMERALS or self._reader.unit_begins(text, at)
            ends = follower in _BEHIND_HUNDREDTHS or not counts
        if ends:
            atom.low += digit
            atom.end = at

    def _chain(self, text: str, atom: Atom) -> None:
        """Take the smaller units behind `atom` into it, as far as they go."""
        while not atom.vague:
            at = goes_on(text, atom.end)
            second = None if at is None else self._next(text, at)
            if second is None or not extend_chain(text, atom, second):
                return


def _ends_a_code(text: str, atom: Atom) -> bool:
    """Whether a number is the end of a designation, which no list begins with: 歼-20、20架."""
    return text[atom.start - 1 : atom.start] == "-"


def _is_same(first: Unit, second: Unit | None) -> bool:
    """Whether two amounts of a range are of one unit: 380元-400元/吨 too."""
    if second is None:
        return False
    return second.canonical == first.canonical or second.canonical.startswith(f"{first.canonical}/")


def _is_warmth(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension == "temperature"


def _is_move(text: str, atom: Atom) -> bool:
    """Whether `atom` says how far something moved, and 至 behind it where to: 涨67点至1250点."""
    if atom.unit is None or not (
        atom.unit.dimension in {"money", "ratio"} or atom.unit.use == "points"
    ):
        return False
    return _MOVE_RE.search(text[max(0, atom.start - 3) : atom.start]) is not None


def _is_bounded(text: str, atom: Atom) -> bool:
    """Whether 百 or 千 without a unit is an amount: 突破3千, 数量过百, but not 近百强."""
    if not atom.digits and text[atom.end : atom.end + 1] not in _CLAUSE_ENDS:
        return False
    return bound_before(text, atom.start) is not None


def _is_some_dozen(text: str, atom: Atom) -> bool:
    """Whether 余 or 多 behind a number shows that an unknown noun is counted: 30余信访人员."""
    mark, follower = text[atom.number_end - 1], text[atom.number_end : atom.number_end + 1]
    if mark not in "余多" or atom.scale or atom.low < MIN_DOZENS:
        return False
    return "一" <= follower <= "龥" and not goes_on_as_word(mark, follower)


def _is_spoken_sum(text: str, atom: Atom) -> bool:
    """Whether 三万六 or 七八千 is money, in the words of speech: 挣了三万六, 能挣七八千."""
    if atom.digits or atom.scale:
        return False
    if atom.high is not None and atom.surface[-1] in _HUNDREDS:
        ends = text[atom.end : atom.end + 1] in _CLAUSE_ENDS
        return ends and _PAID_RE.search(text[max(0, atom.start - 4) : atom.start]) is not None
    if not _SPOKEN_RE.search(atom.surface):
        return False
    if _PAID_RE.search(text[max(0, atom.start - 4) : atom.start]):
        return True
    ends = text[atom.end : atom.end + 1] in _CLAUSE_ENDS
    return ends and is_about_money(text, atom.start, atom.end) is True


def _bare_list(text: str, items: list[Atom]) -> list[Found]:
    """8万、10万和15万 without a unit; nothing where one has no magnitude either."""
    if not all(item.scale and item.scale[-1] in "万亿" for item in items):
        return []
    take_bound(text, items[-1])
    founds = [found_of(item, item, COUNT) for item in items]
    for found, item in zip(founds, items, strict=True):
        found.bare, found.vague, found.rule = True, item.vague, "list"
    return founds


def _hidden_power(atom: Atom, second: Atom) -> Decimal:
    """What 百 or 千 adds to the first of 两到三千: both digits are of that power."""
    if len(atom.surface) == 1 and len(second.surface) == 2 and second.surface[1] in _HUNDREDS:
        return _HUNDREDS[second.surface[1]]
    return ONE
