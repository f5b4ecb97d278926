"""Clock times: 09:44, 上午9时30分, 晚8点半."""

from __future__ import annotations

import re

from govnews_extract.quantity.date_numerals import read_number
from govnews_extract.quantity.date_words import words

_NOON = 12
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}


def clock_time(point: re.Match[str]) -> tuple[str | None, int]:
    """The 24-hour time of a point as ISO 8601 writes it, and how many days later it falls.

    The time is as precise as the text: an hour (`09`), a minute (`09:44`) or a second. None where
    the point has no clock time. 晚12时 and 24时 are hour 00 of the next day.
    """
    written = point["h"] or point["h2"]
    if written is None:
        return None, 0
    hour = read_number(written)
    side = _side(point)
    later = 0
    if side in ("下", "晚") and hour < _NOON and not (side == "晚" and hour < 4):  # noqa: PLR2004
        hour += _NOON
    elif side == "中" and hour < 3:
        hour += _NOON
    elif side == "晚" and hour in (_NOON, 1, 2, 3):
        hour, later = hour % _NOON, 1
    elif side == "早" and hour == _NOON:
        hour = 0
    if hour == 24:
        hour, later = 0, later + 1
    return f"{hour:02}{_minutes(point)}", later


def _side(point: re.Match[str]) -> str:
    if point["part"]:
        return words("part")[point["part"].strip()]
    word = words("day_part").get(point["d_rel"] or "") or words("day_same").get(point["d_same"] or "")
    return word.partition(";")[2] if word else ""


def _minutes(point: re.Match[str]) -> str:
    written = point["mi"] or point["mi2"] or point["mi3"]
    seconds = point["s"] or point["s2"]
    if point["clock_tail"] in _MINUTES:
        return f":{_MINUTES[point['clock_tail']]}"
    if written is None:
        return ""
    minute = f":{read_number(written):02}"
    return f"{minute}:{read_number(seconds):02}" if seconds else minute
