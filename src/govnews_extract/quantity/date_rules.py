"""The regular expressions of dates, built from the words of `date_words`.

They read the simplified text. `trigger_re` and `starter_re` find where a date may begin,
`point_re` reads one point in time from there. Every repeat is bounded, so that each match costs
no more than a constant.
"""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.quantity.date_numerals import DIGIT_CLASS, NUMBER_CLASS
from govnews_extract.quantity.date_words import alternation, words

_NUMERALS = "零〇○Oo一二三四五六七八九十廿卅两"
_C = f"[{NUMBER_CLASS}]"
_TO = "[ ]?(?:至|到|[-—–―−~─]{1,2})[ ]?"
_YEAR4 = "[12][0-9]{3}"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TENS_CN = "(?:三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)"
_DAY = f"(?:3[01]|[12][0-9]|0?[1-9]|{_TENS_CN}|[一二三四五六七八九])"
_HOUR = "(?:2[0-4]|[01]?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一两二三四五六七八九])"
_MINUTE_CN = "(?:[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|[一二三四五六七八九])"
_QUOTE = "[“\"‘’']"
_UNQUOTE = "[”\"’'‘]"
_EDGE = "(?:月?[底末初](?![期中级步衷心选一二三四五六七八九十廿0-9])|[上中下]{1,2}旬)"
# What makes another word of N月 (月薪) or of Chinese N月 (三月三, 五月花, 一月有余).
_NO_MONTH = (
    "(?![龄嫂子饼球星薪租均票经])"
    "(?!(?<=三月)三(?![十日号])|(?<=二月)二(?![十日号])|(?<=[一-九十]月)[有花瓜街革])"
)
_NO_DAY = "(?!元(?![宵旦])|[游龄均产本供增处程内])"
_HOLIDAY_TAIL = "(?:节?假期|假日|小?长假|黄金周|佳节)"
# 五一, 十一 and the like are numbers where a unit or another numeral follows.
_NO_FESTIVAL = (
    "(?!(?<=[三五六七八十][一四八])"
    "[月日号年时点个人名项家条届次批楼路级期大中小万亿千百十%0-9一二三四五六七八九])"
)
_PLAN_TAIL = "(?:期间|时期|期末|末期?|初期?|中期|后期|前[一两二三四]年)"
_LONG_PLAN = "十[一二三四五六]五(?![十百千万亿号日月年个0-9])"
_SHORT_PLAN = f"[六七八九十]五(?={_PLAN_TAIL}|以来|计划|规划)"

_YEAR = rf"""(?P<any_year>
    (?:(?P<lunar_year>农历|阴历)|公元)?
    (?:(?P<year0>{_YEAR4}){_TO}(?={_YEAR4}[ ]?年|{_YEAR4}[ ]?[春夏秋冬]季|[0-9]{{2}}年))?
    (?: (?P<year>{_YEAR4})
        (?:[ ]?年(?![货画轻级龄薪检审会])度?
          |(?=春节|国庆|元旦|中秋|第?[一二三四]季度|[上下]半年|[ ]?[春夏秋冬]季))
      | (?P<year2>(?:[0-9]{{2}}|[零〇○五六七八九][{DIGIT_CLASS}])(?=年[ ]?
          (?:{_MONTH}月|年?[底末初]|第?[一二三四1-4]季|[上下]半年|前|春节|端午|中秋|国庆))
          |(?<={_YEAR4}[-—–~到至])[0-9]{{2}})年 )
  | (?P<year_cn>[一二][{DIGIT_CLASS}]{{3}})年(?![货画轻级龄薪检审会])度?
  | 民国(?P<roc>[0-9]{{1,3}}|{_C}{{1,4}})年度?
  | (?P<roc3>1[01][0-9])年(?:度|(?={_MONTH}月))
  | (?P<year_rel>{alternation("year")})度?(?!夜)
  | (?P<years_rel>{alternation("years")})
  | (?P<year_same>{alternation("year_same")}) )"""

_YEAR_EDGE = (
    "(?P<year_edge>年?[底初末](?![期级步中心选])|年?内(?![需部地外容涵生在蒙])|伊始"
    "|年?中(?=[,。、;)]|前|左右))"
)

_MONTHS = rf"""
    (?P<lunar>(?:农历|阴历)(?:闰)?(?:{_MONTH}|正|腊|冬)月(?:初?{_DAY}[日号]?)?
      |(?:正|腊)月(?:[初廿]?{_DAY}(?![0-9]))?|闰{_MONTH}月|大年初[一二三四五六七八九十]
      |{_MONTH}月(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?|{_TENS_CN})
       (?![日号一二三四五六七八九十百千万亿至到、—-]))
  | (?:(?P<m0>{_MONTH})(?:月份?)?(?:{_TO}|、))?(?P<m>{_MONTH})[ ]?
    (?:月{_NO_MONTH}份?(?P<m_edge>{_EDGE})?|(?P<m_short>(?<=[0-9])[底末](?![0-9])))
  | (?P<m_rel>{alternation("month")})(?P<m_rel_edge>{_EDGE})?
  | (?P<m_same>{alternation("month_same")})(?P<m_same_edge>{_EDGE})?"""

_FESTIVAL = rf"""
    (?:农历)?(?<![国列太利亚兰斯度尼])(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?|[鼠牛虎兔龙蛇马羊猴鸡狗猪]年)?
    {_QUOTE}?(?P<fest>3[·.]15(?=前后|期间|前夕|{_UNQUOTE})
      |(?:{alternation("festival", "festival_weak")}){{1,2}}){_NO_FESTIVAL}{_UNQUOTE}?
    (?P<fest_tail>(?:节|佳节)?{_HOLIDAY_TAIL}|节)?
    (?P<fest_day>第(?:[一二三四五六七八]|[1-8])天|[前后首](?:[一二两三四五六]|[1-6])?[天日])?
  | 假期(?P<vacation>第[一二三四五六七八]天|[前后][一二两三四五六]天)"""

_PART = rf"""(?P<any_part>
    (?P<half>[上下])半年(?![以个多])
  | 第?(?:(?P<q0>[一二三1-3])(?:季度)?(?:{_TO}|[、和]))?第?(?P<q>[一二三四首1-4])季度
    (?P<q_edge>[初末](?!期))?
  | (?P<q_rel>[上下本])(?:个|一)?季度(?P<q_rel_edge>[初末](?!期))?
  | 前(?P<first_q>[两二三23])个?季度
  | (?<!提)(?:[前头](?P<first_m>1[0-2]|[1-9]|{_MONTH}|两)个?月(?![前后内以])|(?P<month1>首月))
  | (?P<all>全年)
  | (?P<season>[春夏秋冬])(?:[季天]|(?=[,。;、]|以来|$))
  | {_FESTIVAL}
  | {_MONTHS}
  | (?P<y_edge>年[底初末]|年内|岁末|岁初)(?!期)
  | 月(?P<this_month>[底初末])(?!期) )"""

_DAYS = rf"""(?P<any_day>
    (?:(?P<d0>{_DAY})日?(?:{_TO}|、))?(?P<d>{_DAY})[ ]?[日号]{_NO_DAY} )"""

_WEEK = r"""
    (?P<week>[上下]{1,2}|[本这])(?:个|一)?(?:周|星期|礼拜)
    (?:(?:周|星期|礼拜)?(?P<weekday>[一二三四五六日天末])(?!年)|(?![年边期转围界报刊]))
  | (?:周|星期|礼拜)(?P<weekday2>[一二三四五六日天])(?![年个次至])"""

_DECADE = rf"""
    (?P<century>[上本]世纪|(?:[12]?[0-9]|{_C}{{1,3}})世纪)?
    (?:(?P<dec0>[1-9一二三四五六七八九])(?:[0十]年代)?(?:{_TO}|、)?)?
    (?P<dec>[1-9一二三四五六七八九])[0十]年代(?P<dec_edge>[初末中前后]{{1,2}}期?)?
  | (?P<century_only>[上本]世纪|(?:[12][0-9]|{_C}{{2,3}})世纪)
    (?P<cen_edge>[初末](?!期)|[初末中前后]期|中叶|以来|(?<!本世纪)(?<!21世纪)(?<!二十一世纪)(?![网报末]))"""

_ISO = rf"""
    (?P<iso>(?P<iy>{_YEAR4})(?P<sep>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=sep)
        (?P<id>3[01]|[12][0-9]|0?[1-9])(?![0-9]))
  | (?P<iso_month>(?:19|20)[0-9]{{2}}(?:
        -(?:1[0-2]|0[1-9])(?![0-9\-/.年月日万亿%元个])
      | \.(?:1[0-2]|0[1-9])(?={_TO}(?:{_YEAR4}\.(?:1[0-2]|0[1-9])|至今|今))
      | (?<=[-—–~─至]{_YEAR4})\.(?:1[0-2]|0[1-9])))(?![0-9])"""

_CLOCK = rf"""
    (?P<h>2[0-4]|[01]?[0-9]):(?P<mi>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?(?![0-9:.%])时?
  | (?:(?P<h0>{_HOUR}){_TO})?(?P<h2>{_HOUR})
    (?:时(?![代间段速差效装期常令光候空])|点(?!多?[万亿]|[0-9]%))
    (?: (?P<mi2>[0-5]?[0-9]|{_MINUTE_CN})分(?:(?P<s2>[0-5]?[0-9])秒)?
      | (?P<mi3>[0-5][0-9](?![0-9.%\w])|{_MINUTE_CN}(?!\w))
      | (?P<clock_tail>半(?!年)|整|钟|[一三13]刻) )?
    [许整]?"""


@cache
def point_re() -> re.Pattern[str]:
    """One point or period; may match nothing. Its groups are read by `date_resolver`."""
    plan = f"(?P<plan>{_LONG_PLAN}|(?<={_QUOTE})[六七八九十]五(?={_UNQUOTE})|{_SHORT_PLAN})"
    return re.compile(
        rf"""
        (?P<calendar> {_ISO}
          | {_QUOTE}?{plan}{_UNQUOTE}?(?P<plan_tail>{_PLAN_TAIL})?
          | (?P<rs0>[今去明])(?P<ss0>[春夏秋冬])(?:(?P<rs1>[今明来去])(?P<ss1>[春夏秋冬]))?
            (?![天节耕种粮运游])
          | {_DECADE}
          | (?<!大)(?P<d_rel>{alternation("day", "day_part")})
          | (?P<d_same>{alternation("day_same")})
          | {_WEEK}
          | (?:{_YEAR}{_YEAR_EDGE}?)?(?:[ ]?{_PART})?(?:[ ]?{_DAYS})? )
        (?P<part>[ ]?(?:{alternation("part")}))?(?:[ T]{{0,3}}(?:{_CLOCK}))?
        """,
        re.VERBOSE,
    )


# First two characters of what dates may begin with beside numerals and the words of the table.
_OPENINGS = [
    "第一",
    "第二",
    "第三",
    "第四",
    "第1",
    "第2",
    "第3",
    "第4",
    "首季",
    "上半",
    "下半",
    "上季",
    "下季",
    "本季",
    "上个",
    "下个",
    "这个",
    "本个",
    "上一",
    "下一",
    "上周",
    "下周",
    "本周",
    "这周",
    "上上",
    "下下",
    "上星",
    "下星",
    "本星",
    "这星",
    "上礼",
    "下礼",
    "本礼",
    "这礼",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "星期",
    "礼拜",
    "年底",
    "年初",
    "年末",
    "年内",
    "岁末",
    "岁初",
    "月底",
    "月初",
    "月末",
    "假期",
    "民国",
    "公元",
    "上世",
    "本世",
    "农历",
    "阴历",
    "正月",
    "腊月",
    "大年",
]
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"


def _openings() -> tuple[str, str]:
    """The characters that a date which opens with no numeral may have first, and second."""
    kinds = ("year", "years", "year_same", "month", "month_same", "day", "day_same", "day_part")
    pairs = {
        surface[:2]
        for kind in (*kinds, "part", "festival", "festival_weak")
        for surface in words(kind)
    }
    pairs |= set(_OPENINGS) | {sign + "年" for sign in _ANIMALS}
    pairs |= {head + tail for head in "前头晚闰" for tail in "0123456789" + NUMBER_CLASS + "两"}
    pairs |= {head + tail for head in "今去明" for tail in "春夏秋冬"}
    pairs |= {head + tail for head in _STEMS for tail in _BRANCHES}
    pairs = {pair for pair in pairs if len(pair) > 1 and pair[0] not in _NUMERALS}
    return tuple("".join(sorted({pair[at] for pair in pairs})) for at in (0, 1))  # type: ignore[return-value]


@cache
def trigger_re() -> re.Pattern[str]:
    """Two characters that a date may begin with: cheap, and found at few places of a text."""
    first, second = _openings()
    quoted = "".join(
        sorted({s[0] for kind in ("plan", "festival", "festival_weak") for s in words(kind)})
    )
    return re.compile(
        rf"""[0-9{_NUMERALS}{first}“"‘’'](?:
            (?<=[0-9])[0-9]{{0,3}}
              (?:[ ]?[年月日时点号季:世至到、—–―−~─]|[-/.·][0-9]|[底末春国元中第上下])
          | (?<=[{_NUMERALS}])[{_NUMERALS}0-9年月日号时点季世至到、—–―−~─-]
          | (?<=[“"‘’'])[{quoted}]
          | (?<=[{first}])[{second}] )""",
        re.VERBOSE,
    )


@cache
def starter_re() -> re.Pattern[str]:
    """Where a date may begin; what it matches is only a sign. Tried where `trigger_re` matches."""
    digits = rf"""[0-9]{{1,4}}(?:[ ]?[年月日时季](?!元)|[底末]|[ ]?号(?!线|机)
        |[-/.](?=[0-9]{{1,2}}[-/.][0-9])|点(?:[半整许钟]|[0-9]{{1,2}}分)|:[0-5][0-9](?![0-9])
        |世纪|(?:{_TO}|、){_C}?[0-9]{{0,4}}[ ]?[年月日时点]|-[0-9]{{2}}(?![0-9])|0年代|·15
        |(?=春节|国庆|元旦|中秋|第?[一二三四]季度|[上下]半年)
        |\.[01][0-9]{_TO}(?:{_YEAR4}\.|至?今)|{_TO}{_YEAR4}(?=[ ]?[春夏秋冬]季|赛季|学年))"""
    chinese = rf"""[{DIGIT_CLASS}十廿卅两]{{1,4}}(?:[年月日号]|季度|[0十]?年代|世纪
        |[时点](?=[半许整钟{_C}])|{_TO}{_MONTH}月)"""
    kinds = ("year", "years", "month", "day", "day_part", "day_same", "month_same", "year_same")
    festivals = alternation("festival", "festival_weak")
    return re.compile(
        rf"""
        (?<![0-9A-Za-z./])(?<![0-9][,:-]){digits}
      | (?<![{DIGIT_CLASS}十百千廿卅几数]){chinese}
      | {_QUOTE}(?:3[·.]15|{alternation("plan", "festival", "festival_weak")}){_UNQUOTE}
      | {alternation(*kinds)}
      | (?<![一二三四五六七八九百千0-9])(?:{_LONG_PLAN}|{_SHORT_PLAN})
      | 第?[一二三四首1-4](?:季度)?(?:(?:{_TO}|[、和])第?[二三四2-4])?季度
      | [上下本](?:个|一)?季度 | 前[两二三23]个?季度 | [上下]半年
      | (?<!提)[前头](?:{_MONTH}|两)个?月
      | (?<![0-9一二三四五六七八九十几数两半多每])(?:年[底初末内]|岁[末初])
      | (?<![0-9个])月[底初末]
      | {festivals} | 假期[第前后]
      | (?:[{_STEMS}][{_BRANCHES}]年?|[{_ANIMALS}]年){_QUOTE}?{festivals}
      | [今去明][春夏秋冬] | [上本]世纪 | 民国(?=[0-9{NUMBER_CLASS}]) | 公元(?=[0-9])
      | (?<![一两每0-9几三二])(?:周|星期|礼拜)[一二三四五六日天]
      | (?:[上下]{{1,2}}|[本这])(?:个|一)?(?:周|星期|礼拜)
      | 农历 | 阴历 | 闰{_MONTH}月 | [正腊]月 | 大年初
      | {alternation("part")}
        """,
        re.VERBOSE,
    )
