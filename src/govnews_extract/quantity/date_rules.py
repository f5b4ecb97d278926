"""The regular expressions of dates, built from the words of `date_words`.

They read the simplified text. `starter_re` finds where a date may begin, `point_re` reads one
point in time from there, and the rest read what may follow a point. Every repeat is bounded, so
each match costs no more than a constant.
"""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.quantity.date_numerals import DIGIT_CLASS, NUMBER_CLASS
from govnews_extract.quantity.date_words import alternation

_C = f"[{NUMBER_CLASS}]"
_TO = "[ ]?(?:至|到|[-—–―−~─]{1,2})[ ]?"
_YEAR4 = "[12][0-9]{3}"
_MONTH = "(?:1[0-2]|0?[1-9])"
_MONTH_CN = "(?:十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"
_DAY_CN = "(?:三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_HOUR = "(?:2[0-4]|[01]?[0-9])"
_HOUR_CN = "(?:二十[一二三四]?|十[一二三四五六七八九]?|[零一两二三四五六七八九])"
_MINUTE_CN = "(?:[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|[一二三四五六七八九])"
_WEEKDAY = "[一二三四五六日天末]"
_QUOTE = "[“\"‘’']"
_UNQUOTE = "[”\"’'‘]"
# 国庆 and the like are people's names too, 五一 and the like numbers and streets: outside quotes they
# need one of these behind them. 节 is no part of these words, so that 国庆节 is a word of its own.
_HOLIDAY_TAIL = "(?:节?假期|假日|小?长假|黄金周|佳节)"
_HOLIDAY_SIGN = f"(?={_HOLIDAY_TAIL}|期间|前夕|前后|来临|到来|临近|将至)"
_PLAN_TAIL = "(?:期间|时期|期末|末期?|初期?|中期|后期|前[一两二三四]年)"
_SHORT_PLAN_SIGN = "(?=(?:[”\"’'])?(?:期间|时期|期末|末|以来|计划|规划))"

_YEAR = rf"""
(?: (?:公元)?(?:(?P<year0>{_YEAR4}){_TO}(?={_YEAR4}[ ]?年|{_YEAR4}[ ]?[春夏秋冬]季|[0-9]{{2}}年))?
    (?: (?P<year>{_YEAR4})(?:[ ]?年(?![货画轻级龄薪检审会])度?
                             |(?=春节|国庆|元旦|中秋|第?[一二三四]季度|[上下]半年|[ ]?[春夏秋冬]季))
      | (?P<year2>[0-9]{{2}})年(?=[ ]?{_MONTH}月|年?[底末初]|第?[一二三四1-4]季|[上下]半年|前)
      | (?P<year2r>(?<={_YEAR4}[-—–~到至])[0-9]{{2}})年 )
  | (?P<year_cn>[一二1-2][{DIGIT_CLASS}]{{3}})年(?![货画轻级龄薪检审会])度?
  | (?P<year2_cn>[零〇○五六七八九][{DIGIT_CLASS}])年(?=十?[一二三四五六七八九十]月|年?[底末初]|第?[一二三四1-4]季|[上下]半年)
  | 民国(?P<roc>[0-9]{{1,3}}|{_C}{{1,4}})年度?
  | (?P<roc3>1[01][0-9])年(?:度|(?={_MONTH}月))
  | (?P<year_rel>{alternation("year")})度?(?!夜)
  | (?P<years_rel>{alternation("years")})
  | (?P<year_same>{alternation("year_same")}) )
"""

_PART = rf"""
(?: (?P<half>[上下])半年(?![以个多])
  | 第?(?:(?P<q0>[一二三1-3])(?:季度)?(?:{_TO}|[、和]))?第?(?P<q>[一二三四首1-4])季度(?P<q_edge>[初末](?!期))?
  | (?P<q_rel>[上下本])(?:个|一)?季度
  | 前(?P<first_q>[两二三23])个?季度
  | [前头](?P<first_m>1[0-2]|[1-9]|{_MONTH_CN}|两)个?月(?!前|后|内|以)
  | (?P<all>全年)
  | (?P<season>[春夏秋冬])[季天]
  | (?:农历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?|[鼠牛虎兔龙蛇马羊猴鸡狗猪]年)?
    {_QUOTE}?(?P<fest>3[·.]15(?=前后|期间|前夕|{_UNQUOTE})|(?:{alternation("festival")}){{1,2}}){_UNQUOTE}?
    (?P<fest_tail>(?:节|佳节)?{_HOLIDAY_TAIL}|节)?
    (?P<fest_day>第(?:[一二三四五六七八]|[1-8])天|[前后首](?:[一二两三四五六]|[1-6])?[天日])?
  | 假期(?P<vacation>第[一二三四五六七八]天|[前后][一二两三四五六]天)
  | 农历(?P<lunar>(?:{_MONTH_CN}|[0-9]{{1,2}}|正|腊|冬)月(?:初?{_DAY_CN}日?)?)
  | (?P<lunar2>(?:正|腊)月(?:(?:初|廿)?{_DAY_CN}|[0-9]{{1,2}})?|大年初[一二三四五六七八九十])
  | (?:(?P<m0>{_MONTH})(?:月份?)?(?:{_TO}|、))?(?P<m>{_MONTH})[ ]?
    (?:月(?![龄嫂子饼球星薪租均票经])份?(?P<m_edge>月?[底末初](?!期|中|级|步|衷|心|选)|[上中下]{{1,2}}旬)?|(?P<m_edge2>(?<=[0-9])[底末](?![0-9])))
  | (?:(?P<m0_cn>{_MONTH_CN})(?:月份?)?(?:{_TO}|、))?(?P<m_cn>{_MONTH_CN})月(?![龄嫂子饼球星薪租均票经有三二花瓜街革])份?
    (?P<m_edge3>月?[底末初](?!期|中|级|步|衷|心|选)|[上中下]{{1,2}}旬)?
  | (?P<m_rel>{alternation("month")})(?P<m_edge4>月?[底末初](?!期)|[上中下]{{1,2}}旬)?
  | (?P<m_same>{alternation("month_same")})(?P<m_edge5>[底末初]|[上中下]{{1,2}}旬)?
  | (?P<y_edge>年[底初末]|年内|岁末|岁初|月[底初末])(?!期) )
"""

_YEAR_EDGE = r"(?P<year_edge>年?[底初末](?!期|级|步|步|衷|中|心|选)|年?内(?![需部地外容涵生在蒙])|伊始|年?中(?=[,。、;)]|前|左右))"

_DAYS = rf"""
(?: (?:(?P<d0>{_DAY})日?(?:{_TO}|、))?(?P<d>{_DAY})[ ]?[日号](?!元(?![宵旦])|[游龄均产本供增处程内])
  | (?:(?P<d0_cn>{_DAY_CN})日?(?:{_TO}|、))?(?P<d_cn>{_DAY_CN})[日号](?!元(?![宵旦])|[游龄均产本供增处程内]) )
"""

_WEEK = rf"""
(?: (?P<week>[上下本这])(?:个|一)?(?:周|星期|礼拜)(?:(?P<weekday>{_WEEKDAY})(?!年)|(?![年边期转围界报刊一二三四五六日天末]))
  | (?:周|星期|礼拜)(?P<weekday2>[一二三四五六日天])(?![年个次至]) )
"""

_CLOCK = rf"""
(?: (?P<h>{_HOUR}):(?P<mi>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?(?![0-9:.%])时?
  | (?P<h2>{_HOUR}|{_HOUR_CN})(?:时(?![代间段速差效装期常令光候空])|点(?!多?[万亿]|[0-9]%))
    (?: (?P<mi2>[0-5]?[0-9]|{_MINUTE_CN})分(?:(?P<s2>[0-5]?[0-9])秒)?
      | (?P<mi3>[0-5][0-9](?![0-9.%\w])|{_MINUTE_CN}(?!\w)) | (?P<clock_tail>半(?!年)|整|钟|[一三]刻) )?
    [许整]? )
"""


@cache
def point_re() -> re.Pattern[str]:
    """One point or period; may match nothing. Its groups are read by `date_resolver`."""
    return re.compile(
        rf"""
        (?: (?P<iso>(?P<iy>{_YEAR4})(?P<sep>[-/.])(?P<im>{_MONTH})(?P=sep)(?P<id>{_DAY})(?![0-9]))
          | (?P<im_iso>(?:19|20)[0-9]{{2}}-(?:1[0-2]|0[1-9]))(?![0-9\-/.年月日万亿%元个])
          | (?P<compact>(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9.])
          | {_QUOTE}?(?P<plan>{alternation("plan")}){_UNQUOTE}?(?P<plan_tail>{_PLAN_TAIL})?
          | (?P<rs0>[今去明])(?P<ss0>[春夏秋冬])(?:(?P<rs1>[今明来去])(?P<ss1>[春夏秋冬]))?(?![天节耕种粮运游])
          | (?P<century>[上本]世纪|(?:[12]?[0-9]|{_C}{{1,3}})世纪)?
            (?:(?P<dec0>[1-9一二三四五六七八九])(?:[0十]年代)?(?:{_TO}|、)?)?
            (?P<dec>[1-9一二三四五六七八九])[0十]年代(?P<dec_edge>[初末中前后]{{1,2}}期?)?
          | (?P<century_only>[上本]世纪|(?:[12][0-9]|{_C}{{2,3}})世纪)(?P<cen_edge>[初末](?!期)|[初末中前后]期|中叶|以来)
          | (?P<d_rel>{alternation("day", "day_part")})
          | (?P<d_same>{alternation("day_same")})
          | {_WEEK}
          | (?:{_YEAR}{_YEAR_EDGE}?)?(?:[ ]?{_PART})?(?:[ ]?{_DAYS})? )
        (?P<part>[ ]?(?:{alternation("part")}))?(?:[ T]{{0,3}}{_CLOCK})?
        """,
        re.VERBOSE,
    )


@cache
def starter_re() -> re.Pattern[str]:
    """Where a date may begin; what it matches is only a sign."""
    digits = rf"""[0-9]{{1,4}}(?:[ ]?[年月日时](?!元)|[底末]|[ ]?号(?!线|机)|[-/.](?=[0-9]{{1,2}}[-/.][0-9])
        |点(?:[半整许钟]|[0-9]{{1,2}}分)|:[0-5][0-9](?![0-9])|世纪|(?:{_TO}|、)[0-9]{{1,4}}[ ]?[年月日时点]
        |(?=春节|国庆|元旦|中秋|第?[一二三四]季度|[上下]半年)|-[0-9]{{2}}(?![0-9])|0年代|{_TO}{_YEAR4}(?=[ ]?[春夏秋冬]季|赛季|学年)|[·]15)"""
    chinese = rf"[{DIGIT_CLASS}十廿卅两]{{1,4}}(?:[年月日]|季度|[0十]?年代|世纪|[时点](?=[半许整钟{_C}])|号)"
    named = alternation("year", "years", "month", "day", "day_part", "day_same", "month_same", "year_same")
    quoted = rf"{_QUOTE}(?:3[·.]15|{alternation('plan', 'festival')}){_UNQUOTE}"
    festivals = alternation("festival")
    return re.compile(
        rf"""
        (?<![0-9A-Za-z./])(?<![0-9][,:-]){digits}
      | (?<![{DIGIT_CLASS}十百千廿卅几数]){chinese}
      | {quoted}
      | {named}
      | (?<![一二三四五六七八九百千0-9])(?:十[一二三四五六]五(?![十百千万亿])|(?:[六七八九]五|十五){_SHORT_PLAN_SIGN})
      | 第?[一二三四首1-4](?:季度)?(?:(?:{_TO}|[、和])第?[二三四2-4])?季度|[上下本](?:个|一)?季度|前[两二三23]个?季度
      | (?<!提)[前头](?:1[0-2]|[1-9]|{_MONTH_CN}|两)个?月
      | [上下]半年 | (?<![0-9一二三四五六七八九十几数两半多每])(?:年[底初末内]|岁[末初]) | (?<![0-9个])月[底初末]
      | (?:{festivals}){{1,2}}|假期[第前后]|3[·.]15
      | [今去明][春夏秋冬] | [上本]世纪 | 民国(?=[0-9{NUMBER_CLASS}]) | 公元(?=[0-9])
      | (?<![一两每0-9几三二])(?:周|星期|礼拜)[一二三四五六日天] | [上下本这](?:个|一)?(?:周|星期|礼拜)
      | 农历 | (?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?|[鼠牛虎兔龙蛇马羊猴鸡狗猪]年){_QUOTE}?(?:{festivals}) | [正腊]月 | 大年初
      | (?:{alternation("part")})
        """,
        re.VERBOSE,
    )
