"""Line breaks that typesetting put inside numbers and words.

Seen as `6.8` on one line and `亿` on the next. A break goes where a figure cannot end: between two
parts of one number, between a number and its unit, and, in a text set in lines of one length, where
a word runs over the break. Paragraphs end in a mark or differ in length, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.repair.changes import Change
from govnews_extract.repair.words import word_counts

KIND = "line_break"
NUMBER_RULE = "line_break.number"
WORD_RULE = "line_break.word"

_BREAK = r"[ \t\u3000]{0,4}\n[ \t\u3000]{0,4}"
_NUMBER_RE = re.compile(
    rf"(?<=[0-9０-９])(?P<unit>{_BREAK})(?=[万萬亿億千百]|[元吨噸亩畝米克%％](?![0-9]))"
    rf"|(?<=[0-9０-９][.．])(?P<decimal>{_BREAK})(?=[0-9０-９])"
    rf"|(?<=[0-9０-９])(?P<point>{_BREAK})(?=[.．][0-9０-９])"
    rf"|(?<=[0-9０-９][万萬亿億])(?P<money>{_BREAK})(?=[元千吨噸平亩畝])"
)
_HANZI = r"[\u3400-\u9fff]"
_WRAP_RE = re.compile(rf"(?<={_HANZI})\n(?={_HANZI})")
# Lines of a wrapped text are this alike in length, and this long at least.
MIN_LINE_CHARS = 16
MAX_LINE_DIFFERENCE = 3
MIN_WRAPPED_LINES = 3


def find_line_breaks(text: str) -> tuple[Change, ...]:
    """Line breaks of `text` inside numbers and words as deletions, sorted.

    Example:
        >>> [(c.start, c.end) for c in find_line_breaks("完成投资6.8\\n亿元")]
        [(7, 8)]
        >>> find_line_breaks("全年目标\\n亿元以上")
        ()
    """
    changes = {
        m.start(): Change(start=m.start(), end=m.end(), after="", rule_id=NUMBER_RULE)
        for m in _NUMBER_RE.finditer(text)
    }
    for at in _wrapped(text):
        changes.setdefault(at, Change(start=at, end=at + 1, after="", rule_id=WORD_RULE))
    return tuple(changes[at] for at in sorted(changes))


def _wrapped(text: str) -> Iterator[int]:
    """Breaks inside words, in blocks of lines of one length."""
    if not _WRAP_RE.search(text):
        return
    lines = text.split("\n")
    start = 0
    for number, line in enumerate(lines[:-1]):
        start += len(line) + 1
        following = lines[number + 1]
        if _is_wrapped(lines, number) and _runs_over(line, following):
            yield start - 1


def _is_wrapped(lines: list[str], number: int) -> bool:
    """Whether the line is one of a block of long lines of nearly one length."""
    length = len(lines[number])
    if length < MIN_LINE_CHARS:
        return False
    low = max(number - MIN_WRAPPED_LINES, 0)
    near = lines[low : number + MIN_WRAPPED_LINES + 1]
    alike = sum(abs(len(line) - length) <= MAX_LINE_DIFFERENCE for line in near)
    return alike >= MIN_WRAPPED_LINES


def _runs_over(line: str, following: str) -> bool:
    """Whether a word of the dictionary reaches over the break and none ends there instead."""
    if not (line and following and "\u3400" <= line[-1] <= "\u9fff" <= "\u9fff"):
        return False
    known = word_counts().log_share
    return any(
        known(line[-left:] + following[:right]) is not None
        for left in (1, 2, 3)
        for right in (1, 2, 3)
        if left <= len(line) and right <= len(following)
    )
