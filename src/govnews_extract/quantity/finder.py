"""Find amounts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from string import ascii_letters, digits
from typing import Final

from govnews_extract.datatypes import (
    ArticleContext,
    Mention,
    Modifier,
    Quantity,
    SegmentedText,
    Span,
)
from govnews_extract.lexicon.loader import load_table
from govnews_extract.quantity._rules import numeral_re
from govnews_extract.quantity.bounds import (
    bound_after,
    bound_before,
    characters_before,
    characters_between,
)
from govnews_extract.quantity.counts import is_name
from govnews_extract.quantity.founds import Found
from govnews_extract.quantity.grammar import AmountGrammar
from govnews_extract.quantity.guards import (
    begins_code,
    code_end,
    is_in_slogan,
    is_rank,
    title_spans,
)
from govnews_extract.quantity.lone_numbers import (
    LONE_BEHIND,
    TOTAL_BEHIND,
    number_alone,
    number_under_heading,
)
from govnews_extract.quantity.money import (
    LOCAL_CURRENCY,
    SIGN_ENDS,
    currency,
    is_about_money,
    is_behind_sign,
    sign_before,
)
from govnews_extract.quantity.numerals import MAX_NUMERAL_CHARS
from govnews_extract.quantity.plain import NAMED_DIMENSIONS, PlainReader
from govnews_extract.quantity.reader import AtomReader
from govnews_extract.quantity.surfaces import SurfaceIndex
from govnews_extract.quantity.unit_signs import sign_re
from govnews_extract.quantity.units import load_units

# 总投资亿元: where a value is due, 亿 with no digit has lost it.
_LOST_DIGITS_RE: Final = re.compile("[资金值入额款税量积本出口程费润产余为了共计达到有值]$")
_UNITS_ALONE: Final = ("千瓦", "千伏", "千克", "千焦", "千卡")
_BEFORE_NO_AMOUNT: Final = ("成千上", "成百上", "一落", "长命", "单位:")
_MADE: Final = frozenset("建完形组达集构变促汇连编筑造养育落")
"""In front of 成 these make a verb of it, behind which a number may stand."""

_LONE: Final = frozenset({"", "万", "亿"})
"""Magnitudes that alone may be what is left of a number: 占地万亩。"""

_STOPS: Final = frozenset(("", "，", "。", "、", "；", ",", ";", "\n", ")"))
MAX_LIST_GAP_CHARS: Final = 12
"""How far behind an amount of money a bare 10亿 may stand to be money too."""

_BREAK_RE: Final = re.compile("[。\n]")
_JOINTS: Final = frozenset(
    "多余来几个半分/±•‧比:∶×xX*-—–─~−至到、和与及以或 0123456789零一二两三四五六七八九十·\n"
)
_OPEN_ENDS: Final = frozenset("千百万亿半俩仨")
# Signs, codes, minuses and ranks in front of a number call for the full grammar.
_GRAMMAR_BEFORE: Final = frozenset(
    "负±币元¥￥€£〔【 .·:∶/_#@[$+-~\n男女子这那头哪届大初高研村屯庄湾坡寨坪局"
) | frozenset(ascii_letters + digits)
_BOUND_AFTER: Final = frozenset("以及或左上下多余强弱许出开有光前挂级(含之")
_RANGE_GOES_ON: Final = frozenset("0123456789一二两三四五六七八九十百千不至到")
"""What may stand behind 以上 in 三年以上十年以下."""

_SPOKEN_ENDS: Final = frozenset("一二三四五六七八九")
_SPOKEN_POWERS: Final = _SPOKEN_ENDS | frozenset("百千万")
_BEHIND_POINT: Final = frozenset("万亿 ")
_LIST_BEFORE: Final = frozenset("和与及、")
_DIGITS: Final = frozenset(digits)
_IDIOM_HEADS: Final = frozenset(
    "接二连 隔三差 隔三岔 不三不 朝三暮 丢三落 颠三倒 低三下 推三阻 挑三拣 说三道 张三李".split()
)
"""What an idiom begins with whose last character is a numeral: 接二连三地."""

_PER_ONE: Final = frozenset({"area", "duration", "mass"})
"""What 一 is an article of where the clause says what one brings: 一个月能挣, 一公斤卖."""

_SIGNED: Final = frozenset({"temperature", "ratio"})
# 万元GDP能耗, 百公里油耗: what an intensity is reckoned by.
_INTENSITY_RE: Final = re.compile(
    "(?:地区)?(?:GDP|生产总值|工业增加值|产值|[能油电水]耗|耗[能油电水气氢]|加速)"
)
# 万名学生 and 千户企业 count; 万家 alone is everybody, and 百家姓 and 百家争鸣 are names.
_SOME_RE: Final = re.compile(
    "[名户位辆台头只株棵艘架栋幢场对件项座条套册份间种款所支笔例宗起匹羽幅部篇根颗盏顶处列批](?![的之以和与及内联村])[一-龥]"
    "|(?<=[百千])个(?![的之以和与及人])[一-龥]|(?<=[百千])家(?![的之以和与及姓乐号争讲湖饭宴言万户汇福园院])[一-龥]"
    "|人(?=规模|以[上下]|级|企业|团队|就业|上岗|参[加与]|报名|受益|增收|脱贫|观[看摩])|个(?=重[点大]|项目|村|家庭|品牌|企业|示范)"
    "|家(?=企业|公司|商场|单位|商[户店家]|[门网]店|店铺|工厂|医院|银行|酒店|景区|媒体|机构|农户|旅游|重点|龙头|中小|民营|知名|骨干|协会|社团|学校)"
)
# 千亿产业集群, 万亿市场: the order of what they turn over.
_BIG_MONEY_RE: Final = re.compile("产业|集群|市场|企业|园区|板块|赛道|规模|产值|投资|俱乐部|大关")
_SOLD_BY_RE: Final = re.compile("一(?:吨|亩|平|[公市]?斤|克|头|台|套|间|个月|[天年])")
"""What a price is for that leaves 元 unsaid: 9.7万一吨."""

_BIG: Final = frozenset({"百亿", "千亿", "万亿"})
# 百亿工程 is a campaign by that name.
_NAMED_RE: Final = re.compile("工程|行动|计划")
_ROAD_RE: Final = re.compile("(?:高速(?:公路)?|[国省县]道|公路|线|路段|方向|[上下]行)(?:约)?$")


class QuantityFinder:
    """Finds amounts in a segmented article.

    Args:
        units: A table of the user's own with the columns of `lexicons/units.tsv`; its rows win
            over the shipped ones.

    Raises:
        LexiconError: where that table does not fit.

    Example:
        >>> from govnews_extract.segment import Segmenter
        >>> text = "投资120亿元以上。"
        >>> doc = Segmenter().segment(text, text)
        >>> (found,) = QuantityFinder().find(doc, ArticleContext(), dates=())
        >>> found.value, found.unit, found.modifier.value
        (Decimal('12000000000'), 'CNY', 'at_least')
    """

    def __init__(self, *, units: Path | None = None) -> None:
        self._units = known = load_units(units)
        self._grammar = AmountGrammar(AtomReader(known))
        self._plain = PlainReader(known)
        self._numeral_re = numeral_re()
        self._openers = frozenset(word[0] for word, _ in known.items()) | _JOINTS
        self._bounding, self._between = characters_before(), characters_between()
        self._fixed: SurfaceIndex[str] = SurfaceIndex(
            (row[1], row[2]) for row in load_table("fixed_numerals").rows
        )

    def find(
        self, doc: SegmentedText, context: ArticleContext, dates: Sequence[Mention]
    ) -> tuple[Quantity, ...]:
        """Amounts, sorted, disjoint, none in furniture, dates or across blocked stretches."""
        closed = [(mention.span.start, mention.span.end) for mention in dates]
        if context.furniture or context.blocked:
            closed += [(span.start, span.end) for span in (*context.furniture, *context.blocked)]
        if "《" in doc.simple:
            closed += title_spans(doc.simple)
        closed.sort()
        closed.append((len(doc.simple), len(doc.simple)))
        code = context.place.code[:2] if context.place else ""
        return tuple(self._scan(doc, closed, LOCAL_CURRENCY.get(code, "CNY")))

    def _scan(
        self, doc: SegmentedText, closed: Sequence[tuple[int, int]], local: str
    ) -> list[Quantity]:
        """The amounts outside `closed`, sorted stretches that end with the end of the text."""
        found: list[Quantity] = []
        at: int | None = 0
        while at is not None:
            at = self._scan_on(doc, closed, local, found=found, at=at)
        return found

    def _scan_on(
        self,
        doc: SegmentedText,
        closed: Sequence[tuple[int, int]],
        local: str,
        *,
        found: list[Quantity],
        at: int,
    ) -> int | None:
        """Add to `found` from offset `at` on.

        None at the end of the text; else where to go on from, since the digits that end an amount
        were taken for the beginning of the next number: 120m2,300户.
        """
        text = doc.simple
        number = max(0, bisect_left(closed, (at,)) - 1)
        low, high = closed[number]
        for match in self._plain.scan_re.finditer(text, at):
            start, end = match.span()
            if start < at:
                if at < end and found and found[-1].span.end == at:
                    return at
                continue
            while high <= start:
                number += 1
                low, high = closed[number]
            if low < end:
                at = max(at, high if low <= start else start + 1)
                continue
            is_plain = match.lastindex is not None
            if start and text[start - 1] == "第":
                at = code_end(text, match.start(5) if is_plain else end)
                continue
            split = match.end(1)
            if split < 0:
                split = start + 1
                nothing = self._nothing_until(text, start, split if is_plain else end)
                if nothing:
                    at = nothing
                    continue
            if is_plain:
                one = self._read_plain(doc, match, found, local)
                if one is not None:
                    found.append(one)
                    at = one.span.end
                    continue
            more, at = self._read(text, start, found[-1] if found else None)
            found += [_quantity(doc.text, one, local) for one in more if one.end <= low]
        return None

    def _nothing_until(self, text: str, start: int, end: int) -> int:
        """Where to go on behind the numeral `start:end` if it is no amount; else 0.

        It is none where it begins an idiom, or where nothing goes with it.
        """
        if text[start] in _DIGITS:
            fixed = None
        elif text[max(0, start - 3) : start] in _IDIOM_HEADS:
            return end
        else:
            fixed = self._fixed.at(text, start)
        if fixed is None or text.startswith("分之", end):
            follower = text[end : end + 1]
            if follower in self._openers or text[end - 1] in _OPEN_ENDS:
                return 0
            if text[end - 1] in _SPOKEN_ENDS and text[end - 2] in _SPOKEN_POWERS:
                return 0  # 挣了三万六
            if follower == "." and text[end + 1 : end + 2] in _BEHIND_POINT:
                return 0  # 736.亿元, 3. 5亿元
            if follower == "。" and text[end + 1 : end + 2] in _DIGITS:
                return 0  # 57。6亿元
            before = text[start - 1 : start]
            is_lone = "." in text[start:end] or before in LONE_BEHIND or before in TOTAL_BEHIND
            return 0 if is_lone else end
        fixed_end = start + len(fixed[0])
        unit = self._units.at(text, end)
        if fixed_end < end or (unit is not None and end + len(unit[0]) > fixed_end):
            return 0
        return fixed_end

    def _read_plain(
        self,
        doc: SegmentedText,
        match: re.Match[str],
        so_far: Sequence[Quantity],
        local: str,
    ) -> Quantity | None:
        """The amount of `match` where nothing around it calls for the full grammar."""
        text = doc.simple
        start, end = match.span()
        split = match.end(1)
        if split < 0:
            split = start + 1
        unit = self._plain.unit(match, text[split:end])
        number, follower = text[start:split], text[end : end + 1]
        before = text[start - 1] if start else ""
        if before in _GRAMMAR_BEFORE or not unit.takes(number, follower):
            return None
        if follower in unit.longer and not self._plain.is_longest(text, match):
            return None
        modifier = unit.modifier
        if follower in _BOUND_AFTER:
            end, modifier = _with_bound(text, end, modifier)
            if modifier is Modifier.AT_LEAST and text[end : end + 1] in _RANGE_GOES_ON:
                return None
        if modifier is None:
            if before in self._bounding:
                if before not in self._between or text[start - 2 : start - 1] in self._bounding:
                    modifier = bound_before(text, start)
            elif before in _LIST_BEFORE and so_far:
                modifier = _shared_bound(text, start, unit.dimension, so_far[-1])
        if unit.named and (
            ((unit.ranked or before == "前") and unit.counts and is_rank(text, start, match[5]))
            or is_in_slogan(text, start, end)
        ):
            return None
        if len(number) > MAX_NUMERAL_CHARS or (unit.noun and is_name(number)):
            return None
        return Quantity(
            text=doc.text[start:end],
            span=Span(start, end),
            value=unit.value(number),
            high=None,
            unit=local if unit.local else unit.canonical,
            dimension=unit.dimension,
            modifier=modifier,
            surface_value=number,
            surface_unit=unit.text,
            rule_id="quantity.number_unit",
        )

    def _read(self, text: str, start: int, last: Quantity | None) -> tuple[list[Found], int]:
        """The amounts that begin at `start` by the full grammar, and where to go on."""
        match = self._numeral_re.match(text, start)
        if match is None:
            return [], start + 1
        goes_on = last is not None and last.span.end == start - 1 and text[start - 1] == "/"
        if not goes_on and begins_code(text, start) and not is_behind_sign(text, start):
            return [], match.end()
        founds, end = self._grammar.parse(text, match)
        if not founds:
            lone = number_alone(text, match, last) or number_under_heading(text, match, self._units)
            return ([lone] if lone else []), max(end, start + 1)
        settled = [self._settled(text, found, last) for found in founds]
        first = settled[0]
        if first is not None and first.bare and first.rule == "list":
            for found in settled[1:]:  # 经费为5900万及3800万: what the first is of, all are
                if found is not None and found.bare:
                    found.unit = first.unit
        return [found for found in settled if found is not None], max(end, start + 1)

    def _settled(self, text: str, found: Found, previous: Quantity | None) -> Found | None:
        """`found` with its front bound and currency, or None where the context forbids it."""
        start = found.start
        if _is_phrase(text, found):
            return None
        if found.unit.dimension in NAMED_DIMENSIONS and (
            (not _is_order(text, found) and is_in_slogan(text, start, found.end))
            or (found.unit.counts and is_rank(text, start, found.surface_unit))
        ):
            return None
        start = _take_sign(text, found)
        leader = text[start - 1] if start else ""
        sign = sign_before(text, start) if leader in SIGN_ENDS else None
        found.stated = sign is not None
        before = None
        if sign is not None or leader in self._bounding:
            before = bound_before(text, sign[0] if sign else start)
        if found.bare:
            if sign is not None:
                found.unit = sign[1]
            elif _is_bare_money(text, found, previous):
                found.unit = currency("CNY")
        elif sign is not None and (found.unit.canonical == "CNY" or found.rule == "list"):
            found.unit = sign[1]
        if found.vague and before is None and not _is_vague_amount(text, found):
            return None
        if before is None and previous is not None:
            before = _shared_bound(text, start, found.unit.dimension, previous)
        if before is not None and (
            found.modifier is None
            or (found.modifier is Modifier.ORDER and before is not Modifier.REACH)
        ):
            found.modifier = before
        return found


def _with_bound(text: str, end: int, inner: Modifier | None) -> tuple[int, Modifier | None]:
    """Where an amount that ends at `end` ends with the bound behind it, and its modifier."""
    behind = bound_after(text, end)
    if behind is None or (inner is behind[1] and len(behind[0]) == 1):
        return end, inner
    return end + len(behind[0]), behind[1]


def _shared_bound(text: str, start: int, dimension: str, previous: Quantity) -> Modifier | None:
    """The bound in front of a list, which holds for each: 高达32.3%和33.4%."""
    if previous.span.end != start - 1 or previous.dimension != dimension:
        return None
    if text[start - 1] not in _LIST_BEFORE:
        return None
    return bound_before(text, previous.span.start)


def _is_order(text: str, found: Found) -> bool:
    """Whether an amount says an order of magnitude, in quotes too: “千亿级”产业集群."""
    return found.vague and text[found.end - 1] == "级"


def _take_sign(text: str, found: Found) -> int:
    """Where `found` begins with the minus or ± in front of it, which it takes in."""
    sign = text[found.start - 1] if found.start else ""
    if sign and sign in "-−负" and _is_minus(text, found):
        found.start -= 1
        found.negate()
    elif sign == "±":
        found.start -= 1
    return found.start


def _is_minus(text: str, found: Found) -> bool:
    """Whether the dash or 负 in front of an amount is a minus sign, and joins nothing."""
    start = found.start
    before = text[start - 2 : start - 1] if start > 1 else ""
    if text[start - 1] == "负":
        return not before or before not in "背身肩自担欠抱重减增胜辜"
    if found.unit.dimension not in _SIGNED:
        return (bool(before) and before in "为是至到达:(") or (
            sign_re("signed", "before").search(text[max(0, start - 7) : start - 1]) is not None
        )
    return not before or not before.isascii() or before in "( :,"


def _is_bare_money(text: str, found: Found, previous: Quantity | None) -> bool:
    """Whether a number with a magnitude and no unit (15亿, 25个亿) is an amount of money."""
    if _SOLD_BY_RE.match(text, found.end):
        return True
    said = is_about_money(text, found.start, found.end)
    if said is not None:
        return said
    if "个" in text[found.start : found.end] or _is_big(text, found):
        return True
    # 交易额200亿元、税收10亿: the amount before says what this one is of.
    return (
        previous is not None
        and previous.dimension == "money"
        and found.start - previous.span.end <= MAX_LIST_GAP_CHARS
        and found.surface_unit.endswith("亿")
        and not _BREAK_RE.search(text, previous.span.end, found.start)
    )


def _is_big(text: str, found: Found) -> bool:
    """Whether a number is 百亿, 千亿 or 万亿, which alone is said of money: 千亿目标, 市值百亿."""
    return text[found.start : found.end] in _BIG


def _is_phrase(text: str, found: Found) -> bool:
    """Whether an amount belongs to 最后一家, 数以十万计, 一个月能挣 or a place on a road (高速709公里处)."""
    if (
        found.unit.dimension == "length"
        and text.startswith("处", found.end)
        and _ROAD_RE.search(text, max(0, found.start - 6), found.start)
    ):
        return True
    if found.vague and text.startswith(_UNITS_ALONE, found.start):
        return True  # 按千瓦计算
    if found.surface_value == "一" and text.startswith("最后", max(0, found.start - 2)):
        return True
    if found.surface_value == "一" and found.unit.dimension in _PER_ONE:
        return (
            sign_re("per_one", "after", prefix="[也就只才]{0,2}").match(text, found.end) is not None
        )
    leader = text[found.start - 1 : found.start]
    return found.bare and leader == "以" and text.startswith("计", found.end)


def _is_vague_amount(text: str, found: Found) -> bool:
    """Whether a power of ten with no digit, such as 千亿 or 百户, is meant as an amount."""
    if _is_idiom(text, found):
        return False
    if found.modifier not in {None, Modifier.ORDER}:
        return True
    if found.surface_value[0] in "数几上" or text[found.end - 1] == "级":
        return True
    if not found.bare and _INTENSITY_RE.match(text, found.end):
        return False
    if found.surface_value in "万亿" and _LOST_DIGITS_RE.search(
        text, max(0, found.start - 2), found.start
    ):
        return False
    if found.bare:
        return _is_bare_amount(text, found)
    if found.unit.counts:
        return _SOME_RE.match(text, found.end - 1) is not None
    return found.surface_value not in _LONE or text[found.end : found.end + 1] not in _STOPS


def _is_idiom(text: str, found: Found) -> bool:
    """Whether a power of ten is part of a saying: 数以千计, 成百上千, 每百户, 以百元为单位."""
    if text.startswith("为单位", found.end) or text.endswith(_BEFORE_NO_AMOUNT, 0, found.start):
        return True
    before = text[found.start - 1 : found.start]
    if found.surface_value[0] in "数几" or before + found.surface_value[0] == "成上":
        return False
    if before == "成":  # but 建成百公里, 形成千亿产业
        return text[found.start - 2 : found.start - 1] not in _MADE
    return before == "每" or (before == "以" and text.startswith("计", found.end))


def _is_bare_amount(text: str, found: Found) -> bool:
    """Whether 亿 with neither digit nor unit is an amount: 千亿产业, but not 百亿工程."""
    if _NAMED_RE.match(text, found.end) is not None:
        return False
    followed = text[found.end - 1] == "亿" and _BIG_MONEY_RE.match(text, found.end) is not None
    return followed or _is_big(text, found)


def _quantity(text: str, found: Found, local: str) -> Quantity:
    unit = found.unit.canonical
    if local != "CNY" and unit == "CNY" and not (found.stated or "人民币" in found.surface_unit):
        unit = local
    return Quantity(
        text=text[found.start : found.end],
        span=Span(found.start, found.end),
        value=found.low,
        high=found.high,
        unit=unit,
        dimension=found.unit.dimension,
        modifier=found.modifier,
        surface_value=found.surface_value,
        surface_unit=found.surface_unit,
        rule_id=f"quantity.{found.rule}",
    )
