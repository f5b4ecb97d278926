"""Clock times: 09:44, 上午9时30分, 晚8点半, 9至11时."""

from __future__ import annotations

import re
from datetime import date, timedelta

from govnews_extract.quantity.date_numerals import read_number
from govnews_extract.quantity.date_values import Period
from govnews_extract.quantity.date_words import words

_NOON = 12
_MIDNIGHT = 24
_SMALL_HOURS = 4
_MINUTES = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}


def timed(period: Period | None, point: re.Match[str], after: int = 0) -> Period | None:
    """A day with the clock time of a point; any other period as it is.

    The time is as precise as the text: an hour (`T09`), a minute (`T09:44`) or a second. 24时 and
    晚12时 are hour 00 of the next day; hours that 晚 leaves open (晚1时) are not read.

    Args:
        period: What the point's calendar part names.
        point: A match of `point_re`.
        after: Hour at which a range began that this point closes; 下午1时至3时 ends at 15.
    """
    if period is None or period.last or len(period.first) != 10 or "T" in period.first:
        return period
    written = point["h"] or point["h2"]
    side = _side(point)
    hour = _hour(written, side, after) if written else None
    if hour is None:
        return period
    last = _moment(period.first, hour, _minutes(point))
    low = _hour(point["h0"], side, after) if point["h0"] else None
    return (
        Period(last) if low is None or low >= hour else Period(_moment(period.first, low, ""), last)
    )


def _moment(day: str, hour: int, minutes: str) -> str:
    later = date.fromisoformat(day) + timedelta(days=hour // _MIDNIGHT)
    return f"{later.isoformat()}T{hour % _MIDNIGHT:02}{minutes}"


def _hour(written: str, side: str, after: int) -> int | None:
    """The hour on a clock of 24; 24 for midnight at the day's end, None where it stays open."""
    hour = read_number(written)
    if side == "晚" and hour < _SMALL_HOURS:
        return None
    if side == "晚" and hour == _NOON:
        return _MIDNIGHT
    if side in ("下", "晚") and hour < _NOON:
        return hour + _NOON
    if side == "中" and hour < _SMALL_HOURS:
        return hour + _NOON
    if side == "早" and hour == _NOON:
        return 0
    if not side and hour < after and hour < _NOON <= after:
        return hour + _NOON
    return hour


def _side(point: re.Match[str]) -> str:
    """The side of the day that a point names: 早 上 中 下 晚 or none."""
    if point["part"]:
        return words("part")[point["part"].strip()]
    word = words("day_part").get(
        point["d_rel"] or "", words("day_same").get(point["d_same"] or "", "")
    )
    return word.partition(";")[2]


def _minutes(point: re.Match[str]) -> str:
    if point["clock_tail"] in _MINUTES:
        return f":{_MINUTES[point['clock_tail']]}"
    written = point["mi"] or point["mi2"] or point["mi3"]
    if written is None:
        return ""
    seconds = point["s"] or point["s2"]
    minute = f":{read_number(written):02}"
    return f"{minute}:{read_number(seconds):02}" if seconds else minute
