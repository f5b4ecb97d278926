"""The regexes that find numerals, built from the table of numeral characters."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govnews_extract.quantity.numerals import numeral_class

ASCII_NUMBER: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?"
"""Arabic digits, with thousands marks only where they group by three."""

ASCII_REST: Final = r"(?:[0-9]{0,2}(?:,[0-9]{3}(?![0-9]))++|[0-9]*+)(?:\.[0-9]++)?+"
"""What goes on behind the first of them; taken whole, since no unit begins inside a number."""

_AFTER_ONE_GE: Final = "(?:半|亿|百分|多?月|多?小时|世纪|季度|工作|星期|礼拜|基点|周|整|昼夜)"

HARM: Final = "(?:死亡|身亡|遇难|受伤|轻伤|重伤|轻微伤|失踪|失联|获救|被困)"
"""What befalls people whose number is told, be it one."""

ITEMS: Final = "家名位人座条个处项所台辆艘架栋幢段支份件间套枚只头本宗起幅部"
"""Measure words before which 一 may count: behind its noun (车辆一辆) or in a list (两起、一起)."""

LISTED_ON: Final = (
    rf"[{ITEMS}][^，。；、,;和与及\n]{{1,8}}(?:[、和与]|以?及)"
    rf"(?:[两三四五六七八九]|[0-9]{{1,3}})[{ITEMS}]"
)
"""One thing that another count is listed with: (一)座电厂和两座."""

POWER: Final = r"[ \n]?(?:[十百千拾佰仟]?(?:万亿|万|亿))|[十百千拾佰仟](?![十百千拾佰仟])"
"""A magnitude behind Arabic digits: 万, 亿, 千万, 万亿, 百."""

# A lone 一 is an article before most words; as an amount it stands before these.
_AFTER_ONE: Final = "年天周小吨公千万亿米倍半元亩斤克升成里分美厘毫英立平海瓦兆秒刻角块"


@cache
def numeral_source(*, grouped: bool = False, begun: bool = False) -> str:
    """A regex for every run that may be a numeral.

    Args:
        grouped: Whether group 1 shall be its Arabic digits and group 2 their magnitude.
        begun: Whether its first character is read already.
    """
    digits = numeral_class("digit", "tens")
    powers = numeral_class("power", "group").replace("兆", "")
    chars = digits + powers
    formal = "壹贰叁肆伍陆柒捌玖"
    everyday = "".join(char for char in chars if char not in formal + "一零〇○拾")
    goes_on = rf"[{chars}几]*(?:点[{digits}]+[{powers}]*)?"

    def run(first: str, then: str = "", before: str = "") -> str:
        if begun:
            return f"(?<={before}{first}){then}"
        return (f"(?<={before})" if before else "") + first + then

    openings = (
        run("[数几上]", "(?=[十百千万亿])"),
        run(f"[{everyday}]"),
        run("一", rf"(?=[{chars}{_AFTER_ONE}]|点[{digits}]|个{_AFTER_ONE_GE})"),
        run("一", f"(?=[{ITEMS}死伤])", before="[和及与、致成]"),
        run("一", rf"(?=[人名位][^，。；,;]{{0,4}}{HARM}(?![的者人员民患]))"),
        run("一", f"(?={LISTED_ON})"),
        run("一", "(?=[大多]半(?![年天]))"),
        run("一", "(?=番)", before="[翻了近约超逾]"),
        run("一", "(?=[家座所条台辆名户处])", before="[有仅剩]"),
        run("一", "(?=[死伤男女])", before="[死男]"),
        run("一", "(?=[金银铜](?![属融额条币价砖矿色行]))", before="[金银添夺获取摘]"),
        run("一", f"(?=[{ITEMS}](?:[，。；、,;)]|$))"),
        run("一", "(?=[至到](?:两|[三四五六七八九](?:成|倍|个月|天|周|小时|万|亿|千|百)))"),
        run("一", "(?=[省市县区镇乡])", before="[省市县区镇乡]"),
        run("一", "(?=[省市县区死伤男女][0-9两二三四五六七八九])"),
        run(f"[{formal}]", f"(?=[{chars}元圆角分点])"),
        run("[零〇]", f"(?=[{chars}点元度])(?!零)", before="(?<!零)"),
    )
    opening = "(" if grouped else "(?:"
    number = f"(?<=[0-9]){ASCII_REST}" if begun else ASCII_NUMBER
    return (
        rf"{opening}{number}){opening}{POWER}|兆(?=[元日韩美]|[0-9]{{1,4}}千?亿|[0-9],[0-9]{{3}}亿))?"
        rf"|(?:{'|'.join(openings)}){goes_on}"
        rf"|{run('半', '(?=[年天个月小公升斤里亩吨米加]|数(?![据字码量]))')}|{run('[俩仨]')}"
        rf"|{run('零', rf'下(?=[0-9{chars}])')}"
    )


def first_characters() -> str:
    """The inside of a character class with all that a numeral may begin with."""
    return numeral_class("digit", "tens", "power", "group") + "0-9数几上半俩仨"


@cache
def numeral_re() -> re.Pattern[str]:
    """`numeral_source` with its groups."""
    return re.compile(numeral_source(grouped=True))


@cache
def mixed_re() -> re.Pattern[str]:
    """Arabic digits and Chinese magnitudes in turn: 3亿5000万, 3千5百万, 1万2."""
    digits = numeral_class("digit")
    step = rf"(?:[0-9]{{1,3}},[0-9]{{3}}|[0-9]+(?:\.[0-9]+)?|[{digits}])[百千万亿]+"
    return re.compile(
        rf"[0-9][0-9,]{{0,12}}(?:\.[0-9]+)?[十百千万亿兆]+(?:零?{step}){{0,6}}(?:零?[0-9{digits}]{{1,4}}(?![0-9.]))?"
    )


PER_MANY_RE: Final = re.compile(
    r"([0-9]+(?:\.[0-9]+)?)/(十万|百万|10万|100万)(?![0-9]|[^，。；、,;)）]?[元人亩吨户])"
)
RATIO_RE: Final = re.compile(
    r"([0-9]+(?:\.[0-9]+)?)[:∶比]([0-9]+(?:\.[0-9]+)?)(?![0-9.]*[:∶比]|[0-9])"
)
FRACTION_RE: Final = re.compile(r"([0-9]{1,3})/([0-9]{1,3})(?![0-9/月.次])")
CONNECTOR_RE: Final = re.compile(r"(?:\(含\))? ?(?:——|~~|--|[-—–─~−至到]) ?")
UPPER_RE: Final = re.compile("以上(?:(不满|不足)|[至到]?)")
ABOVE_RE: Final = re.compile(
    r"[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百]+几?(?:点[零〇一二三四五六七八九]+)?"
)
LIST_RE: Final = re.compile(r" ?、 ?|和|与|及|以及|或")
VARIANT_RE: Final = re.compile(r"\([一-龥]{1,3}(?:、[一-龥]{1,3}){0,3}\)")
"""Other words for what is counted: 200辆(台), 8县(市、区)."""
