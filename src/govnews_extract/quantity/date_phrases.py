"""Cut a text into date phrases: one point in time, or two joined to a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govnews_extract.datatypes import Span
from govnews_extract.quantity.date_rules import point_re, starter_re, trigger_re

_JOIN_RE = re.compile(r"[ ]?(?:起?至|[-—–―−~─]{1,2}|到(?=[0-9]))[ ]?")
_TAIL_RE = re.compile(
    r"(?P<since>(?:年|月|日)?以来)|(?P<till_now>起?至今)|(?P<same>同期)|(?P<between>间)|许"
)
_WEEKDAY_NOTE_RE = re.compile(
    r"\((?:周|星期|礼拜)[一二三四五六日天]\)|[,、]?[ ]?(?:周|星期|礼拜)[一二三四五六日天]"
)
_DURATION_LEFT_RE = re.compile(
    r"(?:[近每满逾达约几数第后]|连续|为期|历时|今后|未来|最近|过去|长达|不足|超过|至少|工期|缩短|耗时|仅用|只用|提前|延长)$"
)
_RECURRING_LEFT_RE = re.compile(
    r"(?:每[年月周天日个]?(?:[0-9一二三四五六七八九十]{1,3}[月日时点][至到、])?|逐)$"
)
_ANAPHORA_LEFT_RE = re.compile(r"(?:^|[\s,。;:、!?()“”\"《》·]|[在于从自是至到由为据的]|截[至止])$")
_MAX_LEFT_CHARS = 8
# 今日 and 明日 open names of plans, papers and programmes in quotes (“明日之星”).
_TITLE_WORDS = frozenset(("今日", "明日", "昨日", "明天"))
_OPENING = ("“", "「", "『", "《", "‘")
_IN_THE_SAME_YEAR_RE = re.compile(
    r"(?:开工|投产|建成|见效|建设|签约|引进|施工|达产|完工|竣工|落地|开建|入库|纳统|立项|栽|种|受益|收回)"
)
# Words that are also names, numbers or common words; they need quotes or a sign of a holiday.
_WEAK_FESTIVALS = frozenset(
    (
        "五一",
        "十一",
        "三八",
        "六一",
        "七一",
        "八一",
        "五四",
        "国庆",
        "清明",
        "七夕",
        "重阳",
        "圣诞",
        "腊八",
        "青年节",
    )
)
_HOLIDAY_RIGHT_RE = re.compile(
    r"期间|前夕|前后|来临|到来|临近|将至|当[天日]|[节假前后]|小?长假|[,、。;)\s]|$"
)
_HOLIDAY_LEFT_RE = re.compile(r"(?:^|[\s,。;:、!?(“\"'》]|[在于从自至到即逢迎过庆年今去的])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A date as the text writes it.

    Attributes:
        span: Where it stands, in the text.
        first: The match of its first point, by the groups of `point_re`.
        last: The match of its second point; None where it is no range.
        note: The match of a date that stands in brackets behind the first point.
        time: The match of a part of the day and a clock time behind the brackets.
        tail: `since` (以来), `till_now` (至今), `same` (同期) or empty.
    """

    span: Span
    first: re.Match[str]
    last: re.Match[str] | None = None
    note: re.Match[str] | None = None
    time: re.Match[str] | None = None
    tail: str = ""

    @property
    def is_vague(self) -> bool:
        """Whether it is a word such as 当天 that names a date only where another is told before."""
        anaphora = ("d_same", "year_same", "m_same")
        said = any(self.first[name] for name in anaphora)
        return said and self.first.group().strip() not in ("同日",)


def iter_phrases(simple: str) -> Iterator[Phrase]:
    """The date phrases of a simplified text, in order, disjoint.

    Example:
        >>> text = "去年10月至今年3月,周三(24日)上午9时,未来5年"
        >>> [phrase.span.of(text) for phrase in iter_phrases(text)]
        ['去年10月至今年3月', '周三(24日)上午9时']
    """
    search, starts = trigger_re().search, starter_re().match
    found = search(simple)
    while found:
        at = found.start()
        phrase = _read_phrase(simple, at) if starts(simple, at) else None
        found = search(simple, at + 1 if phrase is None else phrase.span.end)
        if phrase is not None:
            yield phrase


def _read_phrase(simple: str, start: int) -> Phrase | None:
    """The phrase that begins at `start`; None where none does."""
    read = point_re().match
    first = read(simple, start)
    if first is None or first.end() == start or not _is_date(simple, first):
        return None
    end, note, time = _read_note(simple, first)
    last = None
    joined = _JOIN_RE.match(simple, end)
    juxtaposed = first["dec"] is not None and first["dec_edge"] is not None
    if joined or juxtaposed:
        second = read(simple, joined.end() if joined else end)
        if second and _may_close_range(first, second, joined=joined is not None):
            last, end = second, second.end()
    tail, end = _read_tail(simple, start, end, ranged=last is not None)
    if _is_weak(simple, first, start, end) and last is None:
        return None
    return Phrase(span=Span(start, end), first=first, last=last, note=note, time=time, tail=tail)


def _read_note(
    simple: str, first: re.Match[str]
) -> tuple[int, re.Match[str] | None, re.Match[str] | None]:
    """What stands in brackets behind a point, and a time behind that: `周三(24日)上午9时`."""
    end = first.end()
    if first["d"] or first["iso"]:
        weekday = (
            _WEEKDAY_NOTE_RE.match(simple, end) if not (first["part"] or first["h2"]) else None
        )
        if weekday:
            time = point_re().match(simple, weekday.end())
            if time and time.end() > weekday.end() and _is_time_only(time):
                return time.end(), None, time
            return weekday.end(), None, None
        return end, None, None
    if not (first["d_rel"] or first["weekday"] or first["weekday2"] or first["d_same"]):
        return end, None, None
    if simple[end : end + 1] != "(":
        return end, None, None
    note = point_re().match(simple, end + 1)
    if not note or simple[note.end() : note.end() + 1] != ")" or not (note["d"] or note["iso"]):
        return end, None, None
    end = note.end() + 1
    time = point_re().match(simple, end)
    if time and time.end() > end and _is_time_only(time):
        return time.end(), note, time
    return end, note, None


def _is_time_only(point: re.Match[str]) -> bool:
    return not point["calendar"]


def _may_close_range(first: re.Match[str], second: re.Match[str], *, joined: bool) -> bool:
    if second.end() == second.start():
        return False
    if not joined:
        return second["dec"] is not None
    if _is_time_only(second):
        return bool(first["part"] or first["h"] or first["h2"] or first["d_rel"])
    if second["fest"] or second["plan"]:
        return bool(first["fest"] or first["plan"])
    return True


def _read_tail(simple: str, start: int, end: int, *, ranged: bool) -> tuple[str, int]:
    """What closes a phrase: 以来, 至今, 同期, and 间 behind a range; 以来 that answers 自 stays out."""
    tail = _TAIL_RE.match(simple, end)
    if tail is None:
        return "", end
    kind = tail.lastgroup or ""
    if kind == "between" and not ranged:
        return "", end
    if kind == "since" and simple[max(0, start - 1) : start] == "自":
        return kind, end
    return kind, tail.end()


def _is_date(simple: str, point: re.Match[str]) -> bool:
    """Whether a point names a date by itself: no duration, ordinal or habit of every week."""
    start = point.start()
    left = simple[max(0, start - _MAX_LEFT_CHARS) : start]
    if simple[point.start() : point.start() + 2] in _TITLE_WORDS and left[-1:] in _OPENING:
        return False
    if point["year_rel"] and point["year_rel"].startswith("后"):
        return _ANAPHORA_LEFT_RE.search(left) is not None
    dated = point["year"] or point["iso"] or point["year_rel"] or point["year_cn"] or point["roc"]
    if dated:
        return not _is_age(simple, point)
    if _RECURRING_LEFT_RE.search(left):
        return False
    bare_month = point["m"]
    bare_day = point["d"]
    if (bare_month or bare_day or point["first_m"]) and _DURATION_LEFT_RE.search(left):
        return False
    if bare_day and not bare_month and not (point["m_rel"] or point["m_same"]):
        return _is_bare_day(simple, point)
    if point["year_same"] == "当年" and _IN_THE_SAME_YEAR_RE.match(simple, point.end()):
        return False
    if point["d_same"] or point["year_same"] or point["m_same"]:
        return _ANAPHORA_LEFT_RE.search(left) is not None
    if _is_time_only(point):
        return _is_bare_time(simple, point)
    return True


def _is_age(simple: str, point: re.Match[str]) -> bool:
    """Whether a year of four digits counts years: 2000年历史, 1500年前."""
    if not point["year"] or int(point["year"]) >= 1840 or point["m"]:
        return False
    return re.compile(r"(?:的?历史|前|以上|来|多|间|之)").match(simple, point.end()) is not None


def _is_bare_day(simple: str, point: re.Match[str]) -> bool:
    """Whether a day without its month is one: `29日`, not 29号 (a house), 三日 (three days)."""
    written = point["d"]
    mark = simple[point.end("any_day") - 1]
    if mark == "号":
        return bool(point["part"] or point["h2"])
    if len(written) < 2 and not written.isascii():
        return False
    if point["d0"] and not _names_days(point):
        return False
    follows = simple[point.end() : point.end() + 2]
    return not follows.startswith(("之内", "以内", "以上", "以下", "左右", "后", "之后"))


def _names_days(point: re.Match[str]) -> bool:
    """Whether a range of bare days repeats 日 (12日至15日), as 3-5日 for a stretch does not."""
    return "日" in point.string[point.start("d0") : point.start("d")]


def _is_bare_time(simple: str, point: re.Match[str]) -> bool:
    clock = point["h"] or point["h2"]
    if point["part"]:
        return bool(clock) or point["part"].strip() in ("上午", "下午", "当晚")
    if point["h"]:
        left = simple[max(0, point.start() - 1) : point.start()]
        right = simple[point.end() : point.end() + 1]
        return left not in tuple("比分以:") and right not in tuple("的比")
    if point["mi2"] or point["clock_tail"] in ("半", "整") or point["mi3"]:
        return True
    return simple[point.end() - 1] in "许整"


def _is_weak(simple: str, point: re.Match[str], start: int, end: int) -> bool:
    """Whether a word that may be a festival, or a name, shows no sign of a festival."""
    festival = point["fest"]
    if festival is None:
        return False
    if simple[max(0, start - 1) : start] in ("“", "「", "《") and simple[end : end + 1] not in (
        "”",
        "」",
    ):
        return _HOLIDAY_RIGHT_RE.match(simple, end) is None
    if festival not in _WEAK_FESTIVALS:
        return False
    if point["fest_tail"] or point["year_rel"] or point["year"]:
        return False
    if simple[start] in "“\"‘’'" and simple[end - 1] in "”\"’'‘":
        return False
    if not _HOLIDAY_LEFT_RE.search(simple[max(0, start - 1) : start]):
        return True
    return _HOLIDAY_RIGHT_RE.match(simple, end) is None
