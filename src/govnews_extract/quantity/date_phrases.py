"""Cut a text into date phrases: one point in time, or two joined to a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from govnews_extract.quantity.date_doubts import is_date, is_doubtful_festival
from govnews_extract.quantity.date_rules import point_re
from govnews_extract.quantity.date_starts import openings, starter_re, trigger_re

_JOIN_RE = re.compile(r"[ ]?(?:起?至|[-—–―−~─]{1,2}|到(?=[0-9]))[ ]?")
_TAIL_RE = re.compile(
    r"(?P<since>(?:年|月|日)?以来)|(?P<till_now>[-—–]{0,2}起?至今)|(?P<same>同期)|(?P<between>间)|许"
)
# What the text behind a point begins with where the phrase goes on; nearly all end with the point.
_GOES_ON = frozenset("(,、周星礼 起至到-—–―−~─年月日以同间许末初中前后") | set(
    "0123456789一二三四五六七八九"
)
_WEEKDAY_NOTE_RE = re.compile(
    r"\((?:周|星期|礼拜)[一二三四五六日天]\)|[,、]?[ ]?(?:周|星期|礼拜)[一二三四五六日天]"
)


class Phrase(NamedTuple):
    """A date as the text writes it.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        first: The match of its first point, by the groups of `point_re`.
        last: The match of its second point; None where it is no range.
        note: The match of a date that stands in brackets behind the first point.
        time: The match of a part of the day and a clock time behind the brackets.
        tail: `since` (以来), `till_now` (至今), `same` (同期) or empty.
    """

    start: int
    end: int
    first: re.Match[str]
    last: re.Match[str] | None = None
    note: re.Match[str] | None = None
    time: re.Match[str] | None = None
    tail: str = ""

    @property
    def is_vague(self) -> bool:
        """Whether it is a word such as 当天 that names a date only where another is told before.

        次年6月 is a date, if one that may stay open.
        """
        point = self.first
        if point["year_rel"] or point["d_same"] == "同日":
            return False
        if point["year_same"]:
            return point.end() == point.end("year_same")
        return bool(point["d_same"] or point["m_same"])


def iter_phrases(simple: str) -> Iterator[Phrase]:
    """The date phrases of a simplified text, in order, disjoint.

    Example:
        >>> text = "去年10月至今年3月,周三(24日)上午9时,未来5年"
        >>> [text[phrase.start : phrase.end] for phrase in iter_phrases(text)]
        ['去年10月至今年3月', '周三(24日)上午9时']
    """
    starts, pairs = starter_re().match, openings()
    end = 0
    for found in trigger_re().finditer(simple):
        at = found.start()
        second = found[1]
        if at < end or (second and simple[at] + second not in pairs) or not starts(simple, at):
            continue
        phrase = _read_phrase(simple, at)
        if phrase is not None:
            end = phrase.end
            yield phrase


def _read_phrase(simple: str, start: int) -> Phrase | None:
    """The phrase that begins at `start`; None where none does."""
    first = point_re().match(simple, start)
    if first is None or first.end() == start or not is_date(simple, first):
        return None
    end = first.end()
    note = time = last = None
    tail = ""
    if simple[end : end + 1] in _GOES_ON:
        note, time, end = _read_note(simple, first)
        last = _read_last(simple, first, end)
        tail, end = _read_tail(simple, start, last.end() if last else end, ranged=bool(last))
    if last is None and is_doubtful_festival(simple, first, start, end):
        return None
    return Phrase(start, end, first, last, note, time, tail)


def _read_note(
    simple: str, first: re.Match[str]
) -> tuple[re.Match[str] | None, re.Match[str] | None, int]:
    """What stands in brackets behind a point, and a time behind that: `周三(24日)上午9时`."""
    note, end = None, first.end()
    if first["d"] or first["iso"]:
        weekday = None if first["part"] or first["h2"] else _WEEKDAY_NOTE_RE.match(simple, end)
        if weekday is None:
            return None, None, end
        end = weekday.end()
    elif first["d_rel"] or first["weekday"] or first["weekday2"] or first["d_same"]:
        note = point_re().match(simple, end + 1) if simple.startswith("(", end) else None
        if note is None or not (note["d"] or note["iso"]) or not simple.startswith(")", note.end()):
            return None, None, end
        end = note.end() + 1
    else:
        return None, None, end
    time = point_re().match(simple, end)
    if time is None or time["calendar"] or time.end() == end:
        return note, None, end
    return note, time, time.end()


def _read_last(simple: str, first: re.Match[str], end: int) -> re.Match[str] | None:
    """The point that closes a range which `first` began; 80年代末90年代初 needs no word between."""
    joined = _JOIN_RE.match(simple, end)
    if joined is None:
        last = point_re().match(simple, end) if first["dec_edge"] else None
        return last if last is not None and last["dec"] else None
    last = point_re().match(simple, joined.end())
    if last is None or last.end() == joined.end():
        return None
    if not last["calendar"]:
        begun = first["part"] or first["h"] or first["h2"] or first["d_rel"]
        return last if begun else None
    if (last["fest"] or last["plan"]) and not (first["fest"] or first["plan"]):
        return None
    return last


def _read_tail(simple: str, start: int, end: int, *, ranged: bool) -> tuple[str, int]:
    """What closes a phrase; 以来 that answers 自 stays out of it."""
    tail = _TAIL_RE.match(simple, end)
    kind = tail.lastgroup if tail else None
    if tail is None or (kind == "between" and not ranged):
        return "", end
    if kind == "since" and simple[max(0, start - 1) : start] == "自":
        return "", end
    return kind or "", tail.end()
