"""Whether what has the form of a date is one: durations, habits, numbers and names have it too."""

from __future__ import annotations

import re
from functools import lru_cache

from govnews_extract.quantity.date_rules import NUMERALS
from govnews_extract.quantity.date_words import words

_MAX_LEFT_CHARS = 8
# The last characters of every sign of a stretch or a habit, to spare the search for one.
_SIGN_ENDS = frozenset(
    "留示渔续期时后来近去达工耗满逾约几数第足过少短用前长每年月周天日个逐至到上下逢、"
)
_STRETCH_LEFT = "连续|为期|历时|今后|未来|最近|过去|长达|工期|耗时|[近每满逾]"
_MONTH_STRETCH_LEFT_RE = re.compile(f"(?:{_STRETCH_LEFT})$")
_STRETCH_LEFT_RE = re.compile(
    rf"(?:{_STRETCH_LEFT}|[达约几数第]|(?<![随此之])后|不足|超过|至少|缩短|仅用|只用|提前|延长|拘留|公示期?|公告期|休渔)$"
)
_STRETCH_RIGHT_RE = re.compile("之?内|以[内上下]|左右|之?后")
_RECURRING_LEFT_RE = re.compile(
    "(?:每[年月周天日个]?(?:[0-9一二三四五六七八九十]{1,3}[月日时点][至到、])?|逐|逢[0-9、]{0,6})$"
)
_ANAPHORA_LEFT_RE = re.compile(r"(?:^|[\s,。;:、!?()“”\"《》·]|[在于从自是至到由为据的]|截[至止])$")
_SAME_YEAR_DEED_RE = re.compile(
    "[开竣完复]工|[投达]产|建成|见效|[建开]设|签约|引进|施工|落地|开建|入库|纳统|立项|[栽种]|受益|收回"
)
# 今日 and 明日 open names of plans, papers and programmes in quotes (“明日之星”).
_TITLE_WORDS = frozenset(("今日", "明日", "昨日", "明天"))
_OPENING = frozenset("“「『《‘")
_FIRST_SURE_YEAR = 1840
_AGE_RIGHT_RE = re.compile("的?(?:历史|文明)|以上|[多余]")
_AGE_LEFT_RE = re.compile("(?:[有近约达超逾]|距今|历经|历时|树龄|上溯|建城|建县)$")
_AGE_SIGNS = frozenset("的历文以多余前来间之")
_OLD_AGE_RIGHT_RE = re.compile("[前来间之]")
_JOINTS = frozenset("至到-—~、")
_REPUBLIC_RE = re.compile(
    "民国[0-9一二三四五六七八九十]|(?<![0-9])1[01][0-9](?:学?年度|年[0-9]{1,2}月)"
)
_NUMERAL_LEFT = frozenset(("点", *NUMERALS))
_HALF_DAYS = frozenset(("上午", "下午"))
_HOLIDAY_LEFT_RE = re.compile(r"(?:^|[\s,。;:、!?(“\"'》]|[在于从自至到即逢迎过庆年今去的])$")
_HOLIDAY_RIGHT_RE = re.compile(
    r"期间|前夕|前后|来临|到来|临近|将至|当[天日]|[节假前后]|小?长假|[,、。;)\s]|$"
)


def is_date(simple: str, point: re.Match[str]) -> bool:
    """Whether a match of `point_re` that is not empty names a date by itself.

    Example:
        >>> from govnews_extract.quantity.date_rules import point_re
        >>> is_date("29日开幕", point_re().match("29日开幕"))
        True
        >>> is_date("近3日内", point_re().match("近3日内", 1))
        False
    """
    left = simple[max(0, point.start() - _MAX_LEFT_CHARS) : point.start()]
    if not point["calendar"]:
        return _is_time(simple, point, left)
    if point["any_year"]:
        return _is_year(simple, point, left)
    if point["d_rel"]:
        titled = simple[point.start() : point.start() + 2] in _TITLE_WORDS
        return not titled or left[-1:] not in _OPENING
    signed = left[-1:] in _SIGN_ENDS
    if signed and (_RECURRING_LEFT_RE.search(left) or _is_twice_removed(point, left)):
        return False
    if point["weekday2"]:
        return left[-1:] not in _JOINTS
    if point["d_same"] or point["m_same"]:
        return _ANAPHORA_LEFT_RE.search(left) is not None
    if point["m"] or point["first_m"]:
        return bool(point["d"]) or not signed or not _is_stretch_of_months(point, left)
    return not point["d"] or bool(point["m_rel"]) or _is_bare_day(simple, point, left)


def is_doubtful_festival(simple: str, point: re.Match[str], start: int, end: int) -> bool:
    """Whether a word that may be a festival shows no sign of one, or opens a name in quotes.

    Example:
        >>> from govnews_extract.quantity.date_rules import point_re
        >>> [is_doubtful_festival(text, point_re().match(text, at), at, at + 2)
        ...     for text, at in (("王国庆主任", 1), ("在国庆期间", 1))]
        [True, False]
    """
    festival = point["fest"]
    if festival is None or point["any_year"]:
        return False
    if simple[start] in NUMERALS and simple[max(0, start - 1) : start] in _NUMERAL_LEFT:
        return True  # 十二点|五一|三八吨 is one numeral
    signed = _HOLIDAY_RIGHT_RE.match(simple, end) is not None
    if simple[max(0, start - 1) : start] in ("“", "「", "《"):
        return not signed and simple[end : end + 1] not in ("”", "」", "》")
    if festival not in words("festival_weak") or point["fest_tail"]:
        return False
    if simple[start] in "“\"‘’'" and simple[end - 1] in "”\"’'‘":
        return False
    return not signed or not _HOLIDAY_LEFT_RE.search(simple[max(0, start - 1) : start])


def _is_year(simple: str, point: re.Match[str], left: str) -> bool:
    """Not 2000年历史 (an age), 投产后年产 (后年 across words), 当年开工、当年投产 (within a year)."""
    if point["year"]:
        if int(point["year"]) % 100 == 0 and _AGE_LEFT_RE.search(left):
            return point["m"] is not None
        if simple[point.end() : point.end() + 1] not in _AGE_SIGNS:
            return True
        old = int(point["year"]) < _FIRST_SURE_YEAR and _OLD_AGE_RIGHT_RE.match(simple, point.end())
        return point["m"] is not None or not (old or _AGE_RIGHT_RE.match(simple, point.end()))
    if point["year_same"]:
        bare = point["year_same"] == "当年" and point.end() == point.end("year_same")
        idiom = bare and _SAME_YEAR_DEED_RE.match(simple, point.end())
        return not idiom and _ANAPHORA_LEFT_RE.search(left) is not None
    if point["roc_bare"]:
        return not _AGE_RIGHT_RE.match(simple, point.end()) and _counts_by_republic(simple)
    if point["year_rel"] and point["year_rel"].startswith("后"):
        return _ANAPHORA_LEFT_RE.search(left) is not None
    return True


def _is_twice_removed(point: re.Match[str], left: str) -> bool:
    """Whether 上 or 下 stands before a word that begins with it: 下下个季度 is not 下个季度."""
    return left[-1] in "上下" and bool(point["week"] or point["q_rel"] or point["m_rel"])


@lru_cache(maxsize=4)
def _counts_by_republic(simple: str) -> bool:
    """Whether a text counts years from 1912, as Taiwan does, so that 110年 may be one."""
    return _REPUBLIC_RE.search(simple) is not None


def _is_stretch_of_months(point: re.Match[str], left: str) -> bool:
    """Whether 三月 counts months; 3月 does so only behind a plain sign of a stretch."""
    written = point["m"] or point["first_m"]
    sign = _MONTH_STRETCH_LEFT_RE if written.isascii() else _STRETCH_LEFT_RE
    return sign.search(left) is not None


def _is_bare_day(simple: str, point: re.Match[str], left: str) -> bool:
    """Whether a day without its month is one: 29日, not 29号 (a house) nor 三日 (three days)."""
    if left[-1:] == "月" or (left[-1:] in _SIGN_ENDS and _STRETCH_LEFT_RE.search(left)):
        return False
    if _STRETCH_RIGHT_RE.match(simple, point.end()):
        return False
    if simple[point.end("any_day") - 1] == "号":
        return bool(point["part"] or point["h2"])
    if len(point["d"]) == 1 and not point["d"].isascii():
        return False
    # 12日至15日 and 12至15日 are days, 3-5日 is a stretch.
    return len(point["d0"] or "12") > 1 or "日" in simple[point.start("d0") : point.start("d")]


def _is_time(simple: str, point: re.Match[str], left: str) -> bool:
    """Whether a part of the day or a clock time without a day is one, and of no habit."""
    if _RECURRING_LEFT_RE.search(left):
        return False
    if point["part"]:
        return bool(point["h"] or point["h2"]) or point["part"].strip() in _HALF_DAYS
    if point["h"]:
        # 1:20 is a ratio; 1 o'clock is written 01 or with its side of the day.
        if point["h"] == "1":
            return False
        return left[-1:] not in tuple("比分以:") and simple[point.end() : point.end() + 1] not in (
            "的",
            "比",
        )
    if point["mi2"] or point["clock_tail"] in ("半", "整"):
        return True
    if point["mi3"]:
        # 八点八 is a decimal fraction.
        return point["mi3"].isascii()
    return simple[point.end() - 1] in "许整"
