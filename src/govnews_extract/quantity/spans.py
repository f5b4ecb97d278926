"""Where 年, 月, 天, 日 and 旬 say how long, and not when."""

from __future__ import annotations

import re
from typing import Final

from govnews_extract.quantity.atoms import Atom, Site
from govnews_extract.quantity.bounds import bound_before
from govnews_extract.quantity.unit_signs import sign_re
from govnews_extract.quantity.units import Unit

_NOT_YEAR_RE: Final = re.compile(
    "代|级|度|金(?=[，。；、,;)额的制计领保险租给]|$)|报|鉴|货|轻|终|底|初|末|薪|味|青|夜|画|糕|检|审|制(?![定订造约作])|[0-9一二三四五六七八九十]{1,3}月"
    "|(?:滚动|发展)?(?:行动|规划|计划|攻坚|倍增)|春|夏|秋|冬|全国|中央|省|上半|下半|[一二三四1-4]季"
)
_ERA_ENDS: Final = frozenset("元前武文乐德统化治靖庆历启祯熙正隆光丰绪观宝")
_AGE_AFTER_RE: Final = re.compile(
    "的?(?:悠久)?历史(?![性最新上同])|文明史|使用权|产权|经营权|承包期|租期"
)
_SPAN_AFTER_RE: Final = re.compile("(?:左右)?之?内|以[内上下]|游|期限|不等|的?时间")
_DAYS_RE: Final = re.compile("[.][0-9]$")
"""2.3日 are days, 5.12日 is a date."""

_YEAR_AFTER_RE: Final = re.compile(
    "多|来|零|之久|又[0-9一二三四五六七八九]|之?[前后内间里]|以[来内上后前]|左右|时间|半|任期|期限|增|左"
)
_TERM_RE: Final = re.compile(
    "[^一二三四五六七八九十0-9同前后近早末初周时中每这本首上下头此]期(?:均?为)?$"
)
"""投产期一年, 试用期为一年 say how long; 同期一年 does not."""

_CHANGES_RE: Final = re.compile("(?:延长|缩短|压缩|缩减|增加|减少|提高|[增减降提变缩])?[至到为]")
"""Behind 由一天 what says that it is a length which changes."""

_PAST: Final = frozenset("这那的新每同又上下前后去第有哪逐任某整当最过成头节")
_THIS: Final = frozenset("这那明今")
_POINTED: Final = frozenset("这那第每新明今去上")
_LONGER_RE: Final = re.compile(
    "半(?!年)|以?来(?![自到的])|多(?![种样次家个名项人元地出])|有?余|左右|以上|以内"
)
_CLAUSE_ENDS: Final = frozenset("，。；、,;)")
_BEFORE_YEAR: Final = frozenset(
    ("", *"，。；、,;:(（“‘\n 在于自从到至由和与及是为即截他她我你前后今的")
)
"""What stands before a year of two digits (在98年), not before a stretch (从教67年)."""
_NUMERALS: Final = frozenset("0123456789零一二两三四五六七八九十")


def year_use(site: Site) -> Unit | None:
    """年 behind a number that says how long, and names no year."""
    if site.word != "年":
        return site.unit
    if site.leader in _THIS and site.leader and site.before(2) != "距今":
        return None
    if site.leader in _ERA_ENDS and sign_re("era", "before").search(site.before(3)):
        return None
    if _NOT_YEAR_RE.match(site.text, site.end) and site.before(2) != "连续":
        return None
    atom, numeral = site.atom, site.atom.surface
    if atom.marker or atom.scale or atom.vague or "." in numeral or "点" in numeral:
        return site.unit
    return site.unit if _is_span_of_years(site, numeral) else None


def _is_span_of_years(site: Site, numeral: str) -> bool:
    """Whether 年 behind a plain number says how long, and not which year."""
    atom = site.atom
    if numeral == "一":
        return _is_one_span(site)
    if numeral == "半":
        return site.leader not in ("上", "下", "前", "后")
    if sign_re("age", "before").search(site.before(5)):
        return True
    if _AGE_AFTER_RE.match(site.text, site.end) and not _is_recent_year(numeral):
        return True
    if numeral[0] in "0〇零○" or (atom.digits and _is_year(site.text, atom)):
        return False
    if not atom.digits and len(numeral) > 1 and not set(numeral) & set("十百千万廿卅几"):
        return atom.high is not None
    if atom.digits and len(numeral) == 2 and numeral > "50":
        # 98年 is a year, 60年来 is a stretch of time.
        return (
            _YEAR_AFTER_RE.match(site.text, site.end) is not None
            or bound_before(site.text, atom.start) is not None
            or site.follower in ("的", "历", "老")
            or (site.follower in _CLAUSE_ENDS and site.leader not in _BEFORE_YEAR)
        )
    return True


def _is_recent_year(numeral: str) -> bool:
    """Whether 1998年历史 may begin 1998年历史最高: 2000 and 1900 are ages there."""
    return len(numeral) == 4 and "1840" <= numeral <= "2099" and not numeral.endswith("00")


def _is_year(text: str, atom: Atom) -> bool:
    if len(atom.surface) != 4:
        return len(atom.surface) > 4
    return "1000" <= atom.surface <= "2999" and bound_before(text, atom.start) is None


def _is_one_span(site: Site) -> bool:
    """Whether 一年 or 一天 is a length of time, and not 新的一年, 这一天, 一年一度."""
    if site.leader in ("由", "从") and _CHANGES_RE.match(site.text, site.end):
        return True
    if _LONGER_RE.match(site.text, site.end) and site.leader not in _POINTED:
        return True
    if site.before(2) == "过去" or (site.follower == "的" and site.leader not in _PAST):
        return True
    if sign_re("one_stretch", "before").search(site.before(4)) or _TERM_RE.search(site.before(4)):
        return True
    bounded = bound_before(site.text, site.atom.start) is not None
    if bounded and (site.leader != "过" or site.before(2) == "超过"):
        return True
    if site.leader in _PAST and site.leader:
        return False
    return bounded or _YEAR_AFTER_RE.match(site.text, site.end) is not None


def day_use(site: Site) -> Unit | None:
    """天, 周 and longer: a length of time where 一 before it counts."""
    if site.leader in ("这", "那", "头", "哪") and not site.atom.digits:
        return None
    if site.word == "个周" and site.follower in tuple("边末年期长岁转"):
        return None  # 六个周边区县
    return site.unit if site.atom.surface != "一" or _is_one_span(site) else None


def month_use(site: Site) -> Unit | None:
    """半月 and 两月 are lengths; other numbers before 月 are dates."""
    if site.leader and (site.leader in _NUMERALS or site.leader in "上下前后"):
        return None
    is_length = site.atom.surface in ("半", "两") and site.follower not in tuple("刊谈板湾弯形牙报")
    return site.unit if is_length else None


def span_use(site: Site) -> Unit | None:
    """日 behind how long something lasts; else it is a date."""
    if (
        _SPAN_AFTER_RE.match(site.text, site.end)
        or site.atom.marker
        or _DAYS_RE.search(site.atom.surface)
    ):
        return site.unit
    return site.unit if sign_re("stretch", "before").search(site.before(4)) else None


def decade_use(site: Site) -> Unit | None:
    """旬 of an age: 八旬老人."""
    is_age = site.atom.surface in tuple("五六七八九56789")
    return site.unit if is_age and site.leader not in tuple("上中下") else None
