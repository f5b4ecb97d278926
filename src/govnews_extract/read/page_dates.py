"""Dates of publication as pages print them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date

from govnews_extract.datatypes import Span

# Years that a web page can have been published in; 民国 years count from 1912.
FIRST_YEAR, LAST_YEAR = 1980, 2099
ROC_OFFSET = 1911

_DIGITS = "〇一二三四五六七八九"
_CHINESE_VALUES = {**{c: i for i, c in enumerate(_DIGITS)}, "零": 0, "○": 0, "O": 0}

DATE_RE = re.compile(
    r"(?:"
    r"(?P<year>(?:19|20)\d\d)(?:\s?(?:年\s?|[-./])|\s(?=\d\d-\d\d\s\d\d:))"
    r"(?P<month>1[0-2]|0?[1-9])\s?(?:月\s?|[-./])"
    r"(?P<day>[0-3]\d(?=\d\d?[:时])|[0-3]?\d(?!\d))(?:\s?[日号](?![前后内均]))?"
    r"|民国\s?(?P<roc>\d{2,3})年\s?(?P<roc_month>1[0-2]|0?[1-9])月\s?(?P<roc_day>[0-3]?\d)日"
    r"|(?P<han_year>[一二][〇零○O一二三四五六七八九]{3})年(?P<han_month>十?[一二三四五六七八九十])月"
    r"(?P<han_day>[二三]?十?[一二三四五六七八九十])日"
    r"|(?P<packed>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
    # Day first, as collections of news made abroad print it: with a clock time only.
    r"|(?P<last_day>[0-3]\d)\.(?P<last_month>1[0-2]|0[1-9])\.(?P<last_year>(?:19|20)\d\d)"
    r"(?=\s{1,3}\d\d:\d\d)"
    r")"
)
# Years 80 to 139 of the Republic: 1991 to 2050.
_ROC_RE = re.compile(
    r"(?<![\d-])(8\d|9\d|1[0-3]\d)\s?[-/.年]\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?([0-3]?\d)日?(?![\d-])"
)
TIME_RE = re.compile(
    r"[\sT]{0,3}(?:星期[一二三四五六日天]|周[一二三四五六日])?\s{0,3}"
    r"(?P<half>上午|下午|晚上|凌晨|AM|PM)?\s?"
    r"(?P<hour>[01]?\d|2[0-3])\s?[:时点]\s?(?P<minute>[0-5]\d)\s?分?"
    r"(?:\s?[:]?\s?(?P<second>[0-5]\d)(?!\d)秒?)?(?:\.\d{1,3})?(?:\s?(?P<later>AM|PM|am|pm))?(?!\d)"
)
URL_DATE_RE = re.compile(
    r"(?<=[/_t-])(?P<year>(?:19|20)\d\d)(?P<mark>[-/_]?)(?P<month>0[1-9]|1[0-2])"
    r"(?:(?P=mark)|/)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
# A folder for the year and one for the day: /2017/0316/.
_URL_FOLDERS_RE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])/"
)


def find_date(simple: str, start: int, end: int) -> tuple[str, Span] | None:
    """The first full date in `simple[start:end]`, with its clock time, as ISO 8601, and its span.

    Args:
        simple: Simplified, half-width text.
        start: Where to begin.
        end: Where to stop.

    Example:
        >>> find_date("发布时间:2011-05-12 9:04", 0, 20)
        ('2011-05-12T09:04:00', Span(start=5, end=20))
        >>> find_date("2011年13月", 0, 8) is None
        True
    """
    match = DATE_RE.search(simple, start, end)
    return _read(match, simple, end) if match else None


def date_at(simple: str, at: int, end: int) -> tuple[str, Span] | None:
    """The date that begins exactly at `at`, as `find_date` gives it."""
    match = DATE_RE.match(simple, at, end)
    return _read(match, simple, end) if match else None


def find_roc_date(simple: str, start: int, end: int) -> tuple[str, Span] | None:
    """The first short date of the 民国 calendar in `simple[start:end]`, behind a label only.

    Example:
        >>> find_roc_date("张贴日期:113-05-02", 5, 14)
        ('2024-05-02', Span(start=5, end=14))
    """
    match = _ROC_RE.search(simple, start, end)
    if not match:
        return None
    day = _iso(int(match[1]) + ROC_OFFSET, int(match[2]), int(match[3]))
    return (day, Span(*match.span())) if day else None


def url_date(url: str) -> str | None:
    """The date in the path of an article's address.

    A stamp of more than eight digits, as web archives put in front, is no date.

    Example:
        >>> url_date("http://www.example.gov.cn/2015-12/13/c_128.htm")
        '2015-12-13'
        >>> url_date("http://www.example.cn/n1/2017/0316/c01-1.html")
        '2017-03-16'
        >>> url_date("https://web.example.org/web/20210712022115/") is None
        True
    """
    match = URL_DATE_RE.search(url) or _URL_FOLDERS_RE.search(url)
    if not match:
        return None
    return _iso(*(int(match[name]) for name in ("year", "month", "day")))


def _read(match: re.Match[str], simple: str, end: int) -> tuple[str, Span] | None:
    day = _day(match)
    if day is None:
        return None
    time = TIME_RE.match(simple, match.end(), end)
    if not time:
        return day, Span(*match.span())
    hour = int(time["hour"])
    if (time["half"] or time["later"] or "").upper() in {"下午", "晚上", "PM"} and hour < 12:
        hour += 12
    clock = f"T{hour:02}:{time['minute']}:{time['second'] or '00'}"
    return day + clock, Span(match.start(), time.end())


def _day(match: re.Match[str]) -> str | None:
    if match["packed"]:
        packed = match["packed"]
        return _iso(int(packed[:4]), int(packed[4:6]), int(packed[6:]))
    if match["roc"]:
        year = int(match["roc"]) + ROC_OFFSET
        return _iso(year, int(match["roc_month"]), int(match["roc_day"]))
    if match["han_year"]:
        year = int("".join(str(_CHINESE_VALUES[c]) for c in match["han_year"]))
        return _iso(year, _han_number(match["han_month"]), _han_number(match["han_day"]))
    if match["last_year"]:
        return _iso(int(match["last_year"]), int(match["last_month"]), int(match["last_day"]))
    return _iso(int(match["year"]), int(match["month"]), int(match["day"]))


def _han_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE_VALUES[text]
    return (_CHINESE_VALUES[tens] if tens else 1) * 10 + (_CHINESE_VALUES[ones] if ones else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
