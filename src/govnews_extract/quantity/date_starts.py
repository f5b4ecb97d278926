"""Where in a text a date may begin: a cheap test of two characters, then a sharper one."""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.quantity.date_numerals import DIGIT_CLASS, NUMBER_CLASS
from govnews_extract.quantity.date_rules import (
    ANIMALS,
    BRANCHES,
    LONG_PLAN,
    MONTH,
    NUMERALS,
    QUOTE,
    SHORT_PLAN,
    SO_MANY,
    STEMS,
    TO,
    UNQUOTE,
    YEAR4,
    compiled,
)
from govnews_extract.quantity.date_words import heads, words

_DIGITS = "0123456789"
# What may follow the first character of a date that opens with no numeral and no word of the table.
_OPENINGS = {
    "第": "一二三四1234",
    "首": "季月" + _DIGITS + NUMBER_CLASS + "两",
    "元": "月",
    "上": "半季个一周上星礼世",
    "下": "半季个一周下星礼",
    "本": "季个周星礼世",
    "这": "个周星礼",
    "周": "一二三四五六日",
    "星": "期",
    "礼": "拜",
    "年": "底初末内",
    "岁": "末初",
    "月": "底初末",
    "假": "期",
    "民": "国",
    "公": "元",
    "农": "历",
    "阴": "历",
    "正": "月",
    "腊": "月",
    "大": "年",
    "今": "春夏秋冬(",
    "去": "春夏秋冬",
    "明": "春夏秋冬(",
    "昨": "(",
    "早": _DIGITS + NUMBER_CLASS,
    "前": "(" + _DIGITS + NUMBER_CLASS + "两",
    "头": _DIGITS + NUMBER_CLASS + "两",
    "晚": _DIGITS + NUMBER_CLASS,
    "闰": _DIGITS + NUMBER_CLASS,
}
_NAMED = ("year", "years", "month", "day", "day_part", "day_same", "month_same", "year_same")
_FESTIVALS = ("festival", "festival_weak")


@cache
def openings() -> frozenset[str]:
    """The first two characters of every date that opens with no numeral and no quotation mark."""
    pairs = {word[:2] for kind in (*_NAMED, *_FESTIVALS, "part") for word in words(kind)}
    pairs |= {first + second for first, follow in _OPENINGS.items() for second in follow}
    pairs |= {stem + branch for stem in STEMS for branch in BRANCHES}
    pairs |= {sign + "年" for sign in ANIMALS}
    return frozenset(pair for pair in pairs if len(pair) > 1 and pair[0] not in NUMERALS + _DIGITS)


@cache
def trigger_re() -> re.Pattern[str]:
    """One character that a date may begin with, by what follows it.

    Group 1 is the second character where the first is neither numeral nor quotation mark; only
    where both together are one of `openings` may a date begin.
    """
    first = "".join(sorted({pair[0] for pair in openings()}))
    second = "".join(sorted({pair[1] for pair in openings()}))
    return re.compile(
        rf"""[0-9{NUMERALS}{first}“"‘’'](?:
            (?=([{second}]))(?<=[{first}])
          | (?<=[0-9])(?<![0-9]{{2}})(?=[0-9]{{0,3}}
              (?:[ ]?[年月日时点号季学:世至到、—–―−~─]|[和与][12][0-9]{{3}}|[-/.·][0-9]|[底末春国元中第上下]))
          | (?<=[{NUMERALS}])(?=[{NUMERALS}0-9年月日号时点季学世至到、—–―−~─-])
          | (?<=[“"‘’'])(?=[3{heads("plan", *_FESTIVALS)}]) )""",
        re.VERBOSE,
    )


@cache
def starter_re() -> re.Pattern[str]:
    """Where a date may begin; what it matches is only a sign. Tried where `trigger_re` matches."""
    numeral = f"[{NUMBER_CLASS}]"
    digits = rf"""[0-9]{{1,4}}(?:[ ]?[年月日时季](?!元)|[底末]|[ ]?号(?!线|机)
        |[-/.](?=[0-9]{{1,2}}[-/.][0-9])|点(?:[半整许钟]|[0-9]{{1,2}}分)|:[0-5][0-9](?![0-9])
        |学年|世纪|(?:{TO}|、){numeral}?[0-9]{{0,4}}[ ]?[年月日时点]|-[0-9]{{2}}(?![0-9])|0年代|·15
        |(?=春节|国庆|元旦|中秋|第?[一二三四]季度|[上下]半年)
        |\.[01][0-9]{TO}(?:{YEAR4}\.|至?今)|{TO}{YEAR4}(?=[ ]?[春夏秋冬]季|赛季|学年|{SO_MANY})
        |/[0-9]{{2,4}}年|(?:[、和与]{YEAR4}){{1,5}}(?:年|{SO_MANY}))"""
    chinese = rf"""[{DIGIT_CLASS}十廿卅两]{{1,4}}(?:[年月日号]|学年|季度|[0十]?年代|世纪
        |[时点](?=[半许整钟{NUMBER_CLASS}])|(?:{TO}|、){MONTH}月)"""
    return compiled(
        rf"""
        (?<![0-9A-Za-z./])(?<![0-9][,:-]){digits}
      | (?<![{DIGIT_CLASS}十百千廿卅几数])(?!(?<=[0-9]\.)[0-9]日){chinese}
      | {QUOTE}(?:3[·.]15|«plan {" ".join(_FESTIVALS)}»){UNQUOTE}
      | «{" ".join(_NAMED)}»
      | (?<![一二三四五六七八九百千0-9])(?:{LONG_PLAN}|{SHORT_PLAN})
      | 第?[一二三四首1-4](?:(?:(?:季度)?{TO}|[、和])第?[二三四2-4]){{0,2}}季度
      | [上下本](?:个|一)?季度 | 前[两二三23]个?季度 | 首[两二三23]?季 | [上下]半年
      | (?<!提)[前头首](?:{MONTH}|两)个?月 | (?<![0-9万亿千百十美港日欧澳韩])元月
      | (?<![0-9一二三四五六七八九十几数两半多每])(?:年[底初末内]|岁[末初])
      | (?<![0-9个])月[底初末]
      | «{" ".join(_FESTIVALS)}» | 假期[第前后]
      | (?:[{STEMS}][{BRANCHES}]年?|[{ANIMALS}]年){QUOTE}?«{" ".join(_FESTIVALS)}»
      | [今昨明前]\([0-9] | [今去明][春夏秋冬]
      | [上本]世纪 | 民国(?=[0-9元{NUMBER_CLASS}]) | 公元(?=[0-9])
      | (?<![一两每0-9几三二])(?:周|星期|礼拜)[一二三四五六日天]
      | (?:[上下]{{1,2}}|[本这])(?:个|一)?(?:周|星期|礼拜)
      | 农历 | 阴历 | 闰{MONTH}月 | [正腊]月 | 大年初
      | «part»
        """
    )
