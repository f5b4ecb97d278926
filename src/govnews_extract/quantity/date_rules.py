"""The regular expressions of dates, built from the words of `date_words`.

They read the simplified text: `point_re` reads one point in time or period from where
`date_starts` finds that one may begin. Every repeat is bounded, so that a match costs no more
than a constant; look-aheads of a character class spare the engine the branches that cannot match.
"""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.quantity.date_numerals import DIGIT_CLASS, NUMBER_CLASS
from govnews_extract.quantity.date_words import alternation, heads

# Names without an underscore serve `date_starts` too.
_WORDS_RE = re.compile("«(\\^?)([a-z_ ]+)»")
NUMERALS = "零〇○Oo一二三四五六七八九十廿卅两"
_C = f"[{NUMBER_CLASS}]"
TO = "[ ]?(?:至|到|[-—–―−~─]{1,2})[ ]?"
YEAR4 = "[12][0-9]{3}"
MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TENS_CN = "(?:三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)"
_DAY = f"(?:3[01]|[12][0-9]|0?[1-9]|{_TENS_CN}|[一二三四五六七八九])"
_HOUR = "(?:2[0-4]|[01]?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一两二三四五六七八九])"
_MINUTE_CN = "(?:[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|[一二三四五六七八九])"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
QUOTE = "[“\"‘’']"
UNQUOTE = "[”\"’'‘]"
_EDGE = (
    "(?:月?(?:[底末](?![期中级步衷心选])|初(?![期中级步衷心选一二三四五六七八九十廿0-9]))"
    f"|初(?={MONTH}月[底末上中下])|[上中下]{{1,2}}旬)"
)
# What makes another word of N月 (月薪) or of Chinese N月 (三月三, 五月花, 一月有余).
_NO_MONTH = (
    "(?![龄嫂子饼球星薪租均票经])"
    "(?!(?<=三月)三(?![十日号])|(?<=二月)二(?![十日号])|(?<=[一二三四五六七八九十]月)[有花河瓜街革])"
)
_NO_DAY = "(?!元(?![宵旦])|[游龄均产本供增处程内])"
# 早 is a part of the day before an hour only, 晚 not at the head of another word (晚会, 晚稻).
_NO_PART = f"(?!早(?![0-9{NUMERALS}上晨间])|晚[会报宴餐年婚育期稻熟造高茶霜播])"
_HOLIDAY_TAIL = "(?:节?假期|假日|小?长假|黄金周|佳节)"
# 五一, 十一 and the like are numbers where a unit or another numeral follows.
_NO_FESTIVAL = (
    "(?!(?<=[三五六七八十][一四八])"
    "[月日号年时点个人名项家条届次批楼路级期大中小万亿千百十%0-9一二三四五六七八九])"
)
_PLAN_TAIL = "(?:期间|时期|期末|末期?|初期?|中期|后期|前[一两二三四]年)"
LONG_PLAN = "十[一二三四五六]五(?![十百千万亿号日月年个0-9])"
SHORT_PLAN = f"[六七八九十]五(?={_PLAN_TAIL}|以来|计划|规划)"

# How many years were listed: 2022、2023两年.
SO_MANY = "[两二三四五六七八九十]年"

_YEAR = rf"""(?P<any_year>
    (?:(?P<lunar_year>农历|阴历)|公元)?
    (?:(?P<year0>{YEAR4})(?:{TO}|/|(?:[、和与]{YEAR4}){{0,4}}[、和与])
       (?={YEAR4}(?:[ ]?年|[春夏秋冬]季|学年|{SO_MANY})|[0-9]{{2}}年))?
    (?: (?P<year>{YEAR4})
        (?:[ ]?年(?![代货画轻级龄薪检审会])度?|学年|(?(year0){SO_MANY}|(?!))
          |(?=春节|国庆|元旦|中秋|第?[一二三四]季度|[上下]半年|[ ]?[春夏秋冬]季))
      | (?P<year2>(?:0[0-9]|[89][1-9])(?=年前)|(?:[0-9]{{2}}|[零〇○五六七八九][{DIGIT_CLASS}])(?=年[ ]?
          (?:{MONTH}月|年?[底末初]|第?[一二三四1-4]季|[上下]半年|前[{DIGIT_CLASS}十两0-9]{{1,2}}个?[季月]|春节|端午|中秋|国庆))
          |(?<={YEAR4}[-—–~到至/])[0-9]{{2}})年度? )
  | (?P<year_cn>[一二][{DIGIT_CLASS}]{{3}})年(?![货画轻级龄薪检审会])度?
  | 民国(?P<roc>[0-9]{{1,3}}|{_C}{{1,4}}|元)年度?
  | (?P<roc3>1[01][0-9]|一[〇零一][〇零○一二三四五六七八九])
    (?:学年度?|年度|年(?={MONTH}月|[上下]半年|第?[一二三四1-4]季|年?[底末初](?!期)))
  | (?P<roc_bare>1[01][0-9])年(?![级生])
  | (?!(?<=[十百千])来)(?P<year_rel>«year»)度?(?!夜)
  | (?P<years_rel>«years»)
  | (?P<year_same>«year_same») )"""

_YEAR_EDGE = (
    "(?P<year_edge>年?[底初末](?![期级步中心选])|年?内(?![需部地外容涵生在蒙])|伊始"
    "|年?中(?=[,。、;)]|前|左右))"
)

_MONTHS = rf"""
    (?=[农阴正腊闰大]|.{{1,3}}月[初廿二三十])
    (?P<lunar>(?:农历|阴历)闰?(?:{MONTH}|正|腊|冬)月(?:初?{_DAY}[日号]?)?
      |(?:正|腊)月(?:[初廿]?{_DAY}(?![0-9]))?|闰{MONTH}月|大年初[一二三四五六七八九十]
      |{MONTH}月(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?|{_TENS_CN})
       (?![日号一二三四五六七八九十百千万亿至到、—-]))
  | (?:(?P<m0>{MONTH})(?:(?:月份?)?{TO}|、))?(?P<m>{MONTH}|(?<![0-9万亿千百十美港日欧澳韩])元)[ ]?
    (?:月{_NO_MONTH}份?(?P<m_edge>{_EDGE})?|(?P<m_short>(?<=[0-9])[底末](?![0-9])))
  | (?P<m_rel>«month»)(?P<m_rel_edge>{_EDGE})?
  | (?P<m_same>«month_same»)(?P<m_same_edge>{_EDGE})?"""

_FESTIVAL = rf"""
    (?=[«^festival festival_weak»{STEMS}{ANIMALS}农“"‘’'3])(?<![国列太利亚兰斯度尼])
    (?:农历)?(?:[{STEMS}][{BRANCHES}]年?|[{ANIMALS}]年)?
    {QUOTE}?(?P<fest>3[·.]15(?=前后|期间|前夕|{UNQUOTE})
      |(?:«festival festival_weak»){{1,2}}){_NO_FESTIVAL}{UNQUOTE}?(?:«festival»)?
    (?P<fest_tail>(?:节|佳节)?{_HOLIDAY_TAIL}|节)?
    (?P<fest_day>第(?:[一二三四五六七八]|[1-8])天|[前后首](?:[一二两三四五六]|[1-6])?[天日])?
  | 假期(?P<vacation>第[一二三四五六七八]天|[前后][一二两三四五六]天)"""

_PART = rf"""(?P<any_part>
    {_MONTHS}
  | (?P<half>[上下])半年(?![以个多])(?P<half_end>末)?
  | (?=.{{1,8}}季)(?P<season_of_year>(?<=年)(?:第[一二三四1-4]|首)季(?!度)|首季(?!度))
  | (?=.{{1,8}}季度)第?(?:(?P<q0>[一二三1-3])(?:(?:季度)?{TO}|[、和]|(?=[二三四]季度))(?:[二三23][、和])?)?
    第?(?P<q>[一二三四首1-4])季度(?P<q_edge>[初末](?!期))?
  | (?P<q_rel>[上下本])(?:个|一)?季度(?P<q_rel_edge>[初末](?!期))?
  | [前首](?P<first_q>[两二三23])个?季度?
  | (?<!提)(?:[前头首](?P<first_m>1[0-2]|[1-9]|{MONTH}|两)个?月(?![前后内以])|(?P<month1>首月))
  | (?P<all>全年)
  | (?P<season>[春夏秋冬])(?:[季天]|(?=[,。;、]|以来|$))
  | {_FESTIVAL}
  | (?P<y_edge>年[底初末]|年内|岁末|岁初)(?!期)
  | 月(?P<this_month>[底初末])(?!期) )"""

_DAYS = rf"""(?P<any_day>
    (?:(?P<d0>{_DAY})(?:日?{TO}|、)(?:{_DAY}、){{0,3}})?(?P<d>{_DAY})[ ]?[日号]{_NO_DAY} )"""

_WEEK = r"""
    (?P<week>[上下]{1,2}|[本这])(?:个|一)?(?:周|星期|礼拜)
    (?:(?:周|星期|礼拜)?(?P<weekday>[一二三四五六日天末])(?!年)|(?![年边期转围界报刊]))
  | (?:周|星期|礼拜)(?P<weekday2>[一二三四五六日天])(?![年个次至])"""

_DECADE = rf"""
    (?P<century>[上本]世纪|(?:[12]?[0-9]|{_C}{{1,3}})世纪|(?:1[89]|20)(?=[1-9]0年代))?
    (?:(?P<dec0>[1-9一二三四五六七八九])(?:[0十](?:年代)?)?(?:{TO}|、)?)?
    (?P<dec>[1-9一二三四五六七八九])[0十]年代(?P<dec_edge>[初末中前后]{{1,2}}期?)?
  | (?P<century_only>[上本]世纪|(?:[12][0-9]|{_C}{{2,3}})世纪)
    (?P<cen_edge>[初末](?!期)|[初末中前后]期|中叶|以来|(?<!本世纪)(?<!21世纪)(?<!二十一世纪)(?![网报末])|(?=[,。;)的]|$))"""

_ISO = rf"""
    (?P<iso>(?P<iy>{YEAR4}|1[01][0-9])(?P<sep>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=sep)
        (?P<id>(?:3[01]|[12][0-9]|0[1-9])(?=[0-2][0-9]:[0-5][0-9])|(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])))
  | (?P<iso_month>(?:19|20)[0-9]{{2}}(?:
        -(?:1[0-2]|0[1-9])(?![0-9\-/.年月日万亿%元个])
      | \.(?:1[0-2]|0[1-9])(?={TO}(?:{YEAR4}\.(?:1[0-2]|0[1-9])|至今|今))
      | (?<=[-—–~─至]{YEAR4})\.(?:1[0-2]|0[1-9])))(?![0-9])"""

_CLOCK = rf"""
    (?P<h>2[0-4]|[01]?[0-9]):(?P<mi>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?(?![0-9:.%])时?
  | (?<!分之)(?<!分之[一二三四五六七八九])(?<!分之[一二三四五六七八九]十)
    (?:(?P<h0>{_HOUR}){TO})?(?P<h2>{_HOUR})
    (?:时(?![代间段速差效装期常令光候空])|点(?!多?[万亿]|[0-9]%))
    (?: (?P<mi2>[0-5]?[0-9]|{_MINUTE_CN})分(?:(?P<s2>[0-5]?[0-9])秒)?
      | (?P<mi3>[0-5][0-9](?![0-9.%\w])|{_MINUTE_CN}(?!\w))
      | (?P<clock_tail>半(?!年)|整|钟|[一三13]刻) )?
    [许整]?"""


_PART_HEADS = (
    "«^festival festival_weak month month_same»上下第首本前头全春夏秋冬农阴正腊闰大年岁月假元 0-9"
    f"{NUMERALS}{STEMS}{ANIMALS}“\"‘’'"
)


def compiled(pattern: str) -> re.Pattern[str]:
    """A verbose pattern with the words of the table filled in.

    `«kind …»` stands for any word of those kinds, `«^kind …»` for the characters they begin with.
    """
    filled = _WORDS_RE.sub(
        lambda found: (heads if found[1] else alternation)(*found[2].split()), pattern
    )
    return re.compile(filled, re.VERBOSE)


@cache
def point_re() -> re.Pattern[str]:
    """One point or period; may match nothing. Its groups are read by `date_resolver`."""
    plan = f"(?P<plan>{LONG_PLAN}|(?<={QUOTE})[六七八九十]五(?={UNQUOTE})|{SHORT_PLAN})"
    return compiled(
        rf"""
        (?P<calendar> (?=[12][0-9]{{3}}[-/.]|1[01][0-9][-/][01][0-9][-/][0-3])(?:{_ISO})
          | (?=[“"‘’'六七八九十]){QUOTE}?{plan}{UNQUOTE}?(?P<plan_tail>{_PLAN_TAIL})?
          | (?=[今去明][春夏秋冬])(?P<rs0>[今去明])(?P<ss0>[春夏秋冬])
            (?:(?P<rs1>[今明来去])(?P<ss1>[春夏秋冬]))?(?![天节耕种粮运游])
          | (?=.{{1,8}}(?:年代|世纪))(?:{_DECADE})
          | (?<!大)(?P<d_rel>«day day_part»)
          | (?P<d_same>«day_same»)
          | (?P<d_told>[今昨明前])\((?P<d_number>3[01]|[12]?[0-9])\)[日天]
          | (?=[上下本这周星礼])(?:{_WEEK})
          | (?P<usual>
              (?:{_YEAR}(?:(?=[年底初末内伊中]){_YEAR_EDGE})?)?
              (?:(?=[{_PART_HEADS}])[ ]?{_PART})?
              (?:(?=[ 0-9一二三四五六七八九十廿])(?(any_year)(?(any_part)|(?!)))[ ]?{_DAYS})? ) )
        (?P<part>[ ]?{_NO_PART}(?:«part»))?
        (?:(?=[ T0-9{NUMERALS}])[ T]{{0,3}}(?:{_CLOCK}))?
        """
    )
