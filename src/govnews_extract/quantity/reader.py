"""Read one number with its magnitude and unit at a place of a text."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from govnews_extract.datatypes import Modifier
from govnews_extract.errors import QuantityError
from govnews_extract.quantity._rules import VARIANT_RE, mixed_re
from govnews_extract.quantity.atoms import Atom, Site
from govnews_extract.quantity.counts import COUNT_KINDS, is_count
from govnews_extract.quantity.money import currency, is_about_money
from govnews_extract.quantity.numerals import (
    EXACT,
    MAX_NUMERAL_CHARS,
    ONE,
    Numeral,
    parse_numeral,
    power_suffix,
)
from govnews_extract.quantity.rates import RATE_MARKS, rate_at
from govnews_extract.quantity.surfaces import SurfaceIndex
from govnews_extract.quantity.units import Unit, make_unit
from govnews_extract.quantity.uses import fitting

HALF: Final = Decimal("0.5")
_POWERS_RE: Final = re.compile(" ?[十百千万亿]+")
# 35 522亩: spaces between groups of three, as GB/T 15835 has them.
_SPACED_RE: Final = re.compile("[0-9]{1,3}(?: [0-9]{3}(?![0-9,.]))+(?= ?[一-龥%])")
# What is measured in decimals.
_MEASURED: Final = (
    "(?= ?(?:[百千]?[万亿]|[%‰℃元倍吨米亩]|个百分点|公[里斤顷]|平方|立方|千[瓦米克]|[美欧日港]元))"
)
# 30·5米, as papers set the point; 57。6亿元, as converted pages have it; 3. 5亿元, broken by a
# space; 736.亿元, whose decimals are lost.
_DOTTED_RE: Final = re.compile(
    rf"([·•‧])[0-9]{{1,4}}(?:{_MEASURED}|(?=点))|(?: \. ?|\. |。)[0-9]{{1,4}}{_MEASURED}|(\.)(?=[万亿][元吨美])"
)
_DIGITS_BEFORE_RE: Final = re.compile("(?:[0-9][.,:/ -]{0,2}|第)$")
_NUMBERED: Final = frozenset("件表图第条款注题例节章篇")
"""What numbers of points stand behind: 附件3. 5万元以上的项目."""

_PRICE_POWERS: Final = frozenset("百千万")
_SOLD_BY: Final = frozenset({"area", "mass", "volume"})
_POINTS: Final = frozenset("·•‧. 。")
_GROUPS_RE: Final = re.compile("[万亿]+$")
_TO_THE_UNIT_RE: Final = re.compile("万(?!19|20)[0-9]{4}$")
_SHORT_RE: Final = re.compile("[万亿][1-9]$")
_ENDS: Final = frozenset(("", *"，。；、,;)的"))
_INNER: Final = "多余来几把"
_NOT_UP_TO: Final = frozenset("千百海以网线路马早晚身世会岸船车江河山水纸历之加赶追村迈跃踏登站")
_UP_TO_BEHIND: Final = frozenset(
    "增加 参加 上海 全村 该村 我村 本村 浙江 九江 镇江 湛江 丽江 阳江 内江 晋江 龙江".split()
)
"""Words that end in one of these and go before 上百 as they stand."""

_MORE_THAN_HALF: Final = ("大半", "多半")
_ONLY_POWERS: Final = frozenset("十百千万亿")
_PAIR_OF_PEOPLE: Final = frozenset("伎我你咱他她它们妻夫弟妹姐兄母父爷孙娘女子老小")
_TOGETHER: Final = {"俩": Decimal(2), "仨": Decimal(3)}
"""Numbers that hold their measure word."""

_COUNTLESS: Final = frozenset({"亿万", "万千", "千百", "百千", "百千万", "千百万"})
NEIGHBOURS: Final = frozenset(
    ["一二", "一两", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"]
)
"""Digits that side by side mean one or the other."""

_PRICED: Final = frozenset({"CNY/m2", "CNY/t"})
_RATIO: Final = make_unit("1", Fraction(1), "ratio")
_PAIR: Final = make_unit("count", Fraction(1), "count", "pair")
_HALF_MEASURE_RE: Final = re.compile("个半(?=小时|分钟|月|世纪|钟头|学期|工作日|天|昼夜)")


class AtomReader:
    """Reads numbers with their units.

    Args:
        units: Units and measure words by their forms.
    """

    def __init__(self, units: SurfaceIndex[Unit]) -> None:
        self._units = units

    def read(self, text: str, match: re.Match[str]) -> Atom | None:
        """The number that `match` of the numeral regex found, with what belongs to it.

        The unit is None where none follows. None where the run is no numeral, or too long.
        """
        start, end = match.span()
        if end - start > MAX_NUMERAL_CHARS:
            return None
        atom = (self._chinese if match[1] is None else self._arabic)(text, match)
        if atom is None or atom.unit is not None:
            return atom
        self._inner_marker(text, atom)
        if atom.unit is None:
            self.read_unit(text, atom)
        return atom

    def _arabic(self, text: str, match: re.Match[str]) -> Atom | None:
        start, end = match.span()
        number, scale = match[1], match[2] or ""
        if scale:
            follower = text[end : end + 1]
            if follower and (follower in "0123456789零一二两三四五六七八九"):
                return self._mixed(text, start) or self._scaled(text, match)
            return self._scaled(text, match)
        spaced = _SPACED_RE.match(text, start) if text.startswith(" ", end) else None
        if spaced and not _DIGITS_BEFORE_RE.search(text, max(0, start - 3), start):
            end, number = spaced.end(), spaced[0]
        may_go_on = "." not in number and text[end : end + 1] in _POINTS
        dotted = _DOTTED_RE.match(text, end) if may_go_on else None
        if dotted and (dotted.lastindex or _follows_a_word(text, start)):
            end = dotted.end()
            number += "." + dotted[0].lstrip("·•‧.。 ")
        else:
            dotted = None
        atom = Atom(
            start=start,
            number_end=end,
            end=end,
            surface=number,
            low=Decimal(number.replace(",", "").replace(" ", "")),
            digits=True,
        )
        powers = _POWERS_RE.match(text, end) if spaced or dotted else None
        if powers:
            self._more_power(text, atom, powers)
        return atom

    def _scaled(self, text: str, match: re.Match[str]) -> Atom | None:
        """Digits with a magnitude; 千 goes back to a unit that begins with it (千瓦)."""
        start, end = match.span()
        number, scale = match[1], match[2]
        if scale[-1] in "千百" and self._unit_begins(text, end - 1):
            end -= 1
            scale = scale[:-1]
        power = _power(scale.strip())
        if power is None:
            return None
        low = Decimal(number.replace(",", ""))
        return Atom(
            start=start,
            number_end=end,
            end=end,
            surface=number,
            low=low,
            power=power,
            scale=scale.strip(),
            digits=True,
        )

    def _mixed(self, text: str, start: int) -> Atom | None:
        found = mixed_re().match(text, start)
        if found is None:
            return None
        end = found.end()
        last = text[end - 1]
        if (last in "千百" and self._unit_begins(text, end - 1)) or self._is_per_one(text, end):
            end -= 1
        surface = text[start:end]
        numeral = _numeral(surface)
        is_whole = surface[-1] not in "0123456789" or self._units.at(text, end) is not None
        is_short = text[end : end + 1] in _ENDS and _SHORT_RE.search(surface)  # 每月2万5
        if numeral is None or not (is_whole or is_short or _TO_THE_UNIT_RE.search(surface)):
            return None
        trailing = _GROUPS_RE.search(surface)
        scale = trailing[0] if trailing else "" if is_whole else "万"
        return Atom(
            start=start,
            number_end=end,
            end=end,
            surface=surface,
            low=numeral.low,
            scale=scale,
            digits=True,
        )

    def _chinese(self, text: str, match: re.Match[str]) -> Atom | None:
        start, end = match.span()
        run = text[start:end]
        if run == "半":
            is_share = text.startswith("数", end)
            return _share_of_half(start, end + 1, "半数") if is_share else self._half(start)
        if run in _TOGETHER:
            return self._together(text, start)
        if run[0] in "上数" and _is_of_word_before(text, start, run):
            start, run = start + 1, run[1:]
        if len(run) == 2 and text.startswith("折", end) and _is_row_of_digits(run):
            return self._discount(start, run)
        if len(run) > 1 and (
            (run[-1] == "两" and not (run == "一两" and self._units.at(text, end)))
            or (run[-1] in "千百" and (run[-2] in "万亿" or self._unit_begins(text, end - 1)))
            or self._is_per_one(text, end)
        ):
            end -= 1
            run = run[:-1]
        if run in _COUNTLESS or (len(run) > 1 and _is_row_of_digits(run)):
            return None
        if run == "一" and text.startswith("半", end):
            return _share_of_half(start, end + 1, "一半")
        if run == "一" and text.startswith(_MORE_THAN_HALF, end):
            return _share_of_half(start, end + 2, text[start : end + 2], Modifier.AT_LEAST)
        split = _chinese_parts(run)
        if split is None:
            return None
        numeral, number, scale, power = split
        marker = Modifier.APPROX if numeral.open else Modifier.ORDER if numeral.vague else None
        return Atom(
            start=start,
            number_end=end,
            end=end,
            surface=run.removesuffix(scale) or run,
            low=number.low,
            high=number.high,
            power=power,
            scale=scale,
            vague=numeral.vague,
            marker=marker,
        )

    def _half(self, start: int) -> Atom:
        end = start + 1
        return Atom(start=start, number_end=end, end=end, surface="半", low=HALF)

    def _discount(self, start: int, run: str) -> Atom:
        """九五折: two digits say hundredths."""
        low, end = parse_numeral(run[0] + "十" + run[1]).low, start + 2
        return Atom(start=start, number_end=end, end=end, surface=run, low=low)

    def _together(self, text: str, start: int) -> Atom | None:
        """俩 and 仨 of things, months and hours; of people they only take up who was named."""
        if text[start - 1 : start] in _PAIR_OF_PEOPLE:
            return None
        end, surface = start + 1, text[start]
        atom = Atom(
            start=start,
            number_end=end,
            end=end,
            surface=surface,
            low=_TOGETHER[surface],
            unit=_PAIR,
        )
        unit = self._units.at("个" + text[end : end + 4], 0)
        if unit is not None and unit[1].dimension == "duration":
            atom.unit, atom.unit_text = unit[1], unit[0].removeprefix("个")
            atom.end = end + len(atom.unit_text)
        return atom

    def _is_per_one(self, text: str, end: int) -> bool:
        """Whether 一 at the end of a numeral says what a price is for: 9.7万|一吨, 三百|一斤."""
        return (
            text[end - 1] == "一"
            and text[end - 2] in _PRICE_POWERS
            and (unit := self._units.at(text, end)) is not None
            and unit[1].dimension in _SOLD_BY
        )

    def unit_begins(self, text: str, at: int) -> bool:
        """Whether a unit or measure word begins at offset `at`; nouns that are counted are none."""
        found = self._units.at(text, at)
        return found is not None and found[1].use != "noun"

    def _unit_begins(self, text: str, at: int) -> bool:
        found = self._units.at(text, at)
        return found is not None and not found[1].counts

    def _inner_marker(self, text: str, atom: Atom) -> None:
        """多, 余, 来 behind the number, and a magnitude behind those: 4000多亿."""
        at = atom.number_end
        char = text[at : at + 1]
        if char == " ":
            char = text[at + 1 : at + 2]
        if char == "分" and text.startswith("分多钟", at):
            atom.unit, atom.unit_text, atom.end = self._units["分钟"], "分多钟", at + 3
            atom.marker = Modifier.APPROX
            return
        if char == "个" and text.startswith("多", at + 1):
            if self._several(text, atom, at):
                return
            if text.startswith("亿", at + 2):
                self._scale_by(atom, "亿", at + 3)
                atom.marker = Modifier.APPROX
                return
        if char and char in _INNER:
            inside = text.index(char, at) + 1
            powers = _POWERS_RE.match(text, inside)
            if char in "来把" and not (powers or self._rounds(text, atom, char, inside)):
                return
            if powers:
                self._more_power(text, atom, powers)
            elif char == "几" and atom.digits is False:
                return
            else:
                atom.number_end = inside
            atom.marker = Modifier.APPROX
            at = atom.number_end
        if (
            text.startswith("个", at)
            and text[at + 1 : at + 2] == "亿"
            and not text.startswith("级", at + 2)
        ):
            self._scale_by(atom, "亿", at + 2)
        elif text.startswith("个半", at) and _HALF_MEASURE_RE.match(text, at):
            self._and_a_half(text, atom, at)

    def _rounds(self, text: str, atom: Atom, mark: str, at: int) -> bool:
        """Whether 来 or 把 with a unit at `at` rounds the number: 二十来家, 千把人, but not 十把椅子."""
        found = self._units.at(text, at)
        if found is None:
            return False
        if mark == "把":
            return atom.vague and found[1].use not in {"sparse", "noun"}
        return not EXACT.multiply(atom.low, atom.power) % 10

    def _several(self, text: str, atom: Atom, at: int) -> bool:
        """三个多月, 两个多小时: 多 stands inside the unit."""
        unit = self._units.at("个" + text[at + 2 : at + 8], 0)
        if unit is None or len(unit[0]) < 2:
            return False
        atom.unit, atom.unit_text = unit[1], unit[0]
        atom.end = at + 1 + len(unit[0])
        atom.marker = Modifier.APPROX
        return True

    def _and_a_half(self, text: str, atom: Atom, at: int) -> None:
        """一个半月, 两个半小时: half a unit more, with 个 part of the unit or not."""
        unit = self._units.at("个" + text[at + 2 : at + 8], 0)
        if unit is not None and len(unit[0]) > 1:
            atom.low += HALF
            atom.unit, atom.unit_text = unit[1], unit[0]
            atom.end = at + 1 + len(unit[0])
        elif self._units.at(text, at + 2):
            atom.low += HALF
            atom.number_end = at + 2

    def _more_power(self, text: str, atom: Atom, powers: re.Match[str]) -> None:
        suffix, end = powers[0].strip(), powers.end()
        if suffix[-1] in "千百" and self._unit_begins(text, end - 1):
            suffix, end = suffix[:-1], end - 1
        if _power(suffix) is not None:
            self._scale_by(atom, suffix, end)

    def _scale_by(self, atom: Atom, suffix: str, end: int) -> None:
        atom.power = EXACT.multiply(atom.power, power_suffix(suffix))
        atom.scale += suffix
        atom.number_end = end

    def read_unit(self, text: str, atom: Atom) -> Unit | None:
        """Give `atom` the unit that begins where its number ends, and return it, if one does."""
        at = atom.number_end
        if text.startswith(" ", at):
            at += 1
        for word, unit in self._units.candidates(text, at):
            end = at + len(word)
            if word[-1].isascii() and word[-1].isalpha() and _latin_goes_on(text, end):
                continue
            fits: Unit | None = unit
            if unit.counts and unit.use in COUNT_KINDS:
                fits = unit if is_count(Site(unit, word, text, atom, at)) else None
            elif unit.use:
                fits = fitting(Site(unit, word, text, atom, at))
            if fits is not None:
                self._take_unit(text, atom, fits, end)
                return atom.unit
            if atom.scale and unit.use == "noun" and len(word) > 1:
                break  # 5万床位 is 5万 of places, and no 5万床
        atom.end = atom.number_end
        return None

    def read_price(self, text: str, atom: Atom) -> None:
        """Give `atom` the price behind it that leaves 元 unsaid: 单价1200万/亩, 1.2万每吨, 报价3200/吨."""
        rate = rate_at(currency("CNY"), self._units, text, atom.end)
        if rate is None or rate[1].canonical not in _PRICED:
            return
        about = is_about_money(text, atom.start, atom.end)
        if about or (about is None and atom.scale):
            atom.end, atom.unit = rate
            atom.unit_text = text[atom.number_end : atom.end]

    def _take_unit(self, text: str, atom: Atom, unit: Unit, end: int) -> None:
        atom.unit = unit
        begin = atom.number_end
        rate = None
        if text[end : end + 1] in RATE_MARKS:
            rate = rate_at(unit, self._units, text, end)
        if rate is not None:
            end, atom.unit = rate
        elif unit.counts and text.startswith("(", end):
            variant = VARIANT_RE.match(text, end)
            if variant and self._units.at(text, end + 1):
                end = variant.end()
        atom.unit_text = text[begin:end].strip()
        atom.end = end


def _is_of_word_before(text: str, start: int, run: str) -> bool:
    """Whether 上 or 数 in front of a numeral ends a word: 网上|百家, 人数|十二万; but 上百家, 数十万."""
    if not _ONLY_POWERS.issuperset(run[1:]):
        return True
    if run[0] == "数":
        return False
    if text[start + 1 : start + 3] in {"十多", "十余"}:
        return True
    return text[start - 1 : start] in _NOT_UP_TO and text[start - 2 : start] not in _UP_TO_BEHIND


def _follows_a_word(text: str, start: int) -> bool:
    """Whether a word ends before the number at `start`, so that it counts no points of a list."""
    before = text[max(0, start - 2) : start].rstrip(" ")[-1:]
    return "一" <= before <= "龥" and before not in _NUMBERED


def _share_of_half(start: int, end: int, surface: str, marker: Modifier | None = None) -> Atom:
    return Atom(
        start=start,
        number_end=end,
        end=end,
        surface=surface,
        low=HALF,
        unit=_RATIO,
        marker=marker,
        rule="half",
    )


@lru_cache(maxsize=4096)
def _chinese_parts(run: str) -> tuple[Numeral, Numeral, str, Decimal] | None:
    """A Chinese numeral, what stands before its magnitude, the magnitude, and its power."""
    numeral = _numeral(run)
    return None if numeral is None else (numeral, *_split_power(run, numeral))


def _split_power(run: str, numeral: Numeral) -> tuple[Numeral, str, Decimal]:
    """A Chinese numeral as what stands before its last 万 or 亿, and that magnitude.

    一亿五千万 cannot be split so; it stays whole, with a factor of one.
    """
    trailing = _GROUPS_RE.search(run)
    if trailing is None:
        return numeral, "", ONE
    head, power = _numeral(run[: trailing.start()]), _power(trailing[0])
    if head is None or power is None or EXACT.multiply(head.low, power) != numeral.low:
        return numeral, trailing[0], ONE
    return head, trailing[0], power


def _is_row_of_digits(run: str) -> bool:
    """Whether a run of two or more is 一一 or 五六七: no number where no 零 shows it."""
    return not set(run) - set("一二三四五六七八九两") and not (len(run) == 2 and run in NEIGHBOURS)


def _latin_goes_on(text: str, at: int) -> bool:
    char = text[at : at + 1]
    if char == "+":
        return not text[at + 1 : at + 2].isdigit()  # 12GB+256GB
    return bool(char) and char.isascii() and (char.isalnum() or char == "_")


def _numeral(run: str) -> Numeral | None:
    try:
        return parse_numeral(run)
    except QuantityError:
        return None


def _power(suffix: str) -> Decimal | None:
    try:
        return power_suffix(suffix)
    except QuantityError:
        return None
