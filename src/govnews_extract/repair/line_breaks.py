"""Line breaks that typesetting put inside numbers and words.

Seen as `6.8` on one line and `亿` on the next. A break goes where a figure cannot end: between two
parts of one number, between a number and its unit, and, in a text set in lines of one length, where
a word runs over the break. Paragraphs end in a mark or differ in length, and stay.
"""

from __future__ import annotations

import re
from itertools import pairwise

from govnews_extract.repair.changes import Change
from govnews_extract.repair.words import word_counts

KIND = "line_break"
NUMBER_RULE = "line_break.number"
WORD_RULE = "line_break.word"

_INDENT = " \t\u3000"
_DIGITS = "0123456789０１２３４５６７８９"
_BEFORE = frozenset(_DIGITS + ".．万萬亿億")
_AFTER = frozenset(_DIGITS + ".．万萬亿億千百元吨噸亩畝米克平%％")
# The end of one line, a bar, and the beginning of the next: a number that runs over the break.
_SPLIT_RE = re.compile(
    r"[0-9０-９]\|(?:[万萬亿億千百]|[元吨噸亩畝米克%％](?![0-9])|[.．][0-9０-９])"
    r"|[0-9０-９][.．]\|[0-9０-９]"
    r"|[0-9０-９][万萬亿億]\|[元千吨噸平亩畝]"
)
# Lines of a wrapped text are this alike in length, and this long at least.
MIN_LINE_CHARS = 16
MAX_LINE_DIFFERENCE = 3
MIN_WRAPPED_LINES = 3
# Menus and paths of links have lines of a length too.
_MENU = frozenset(">|»")


def find_line_breaks(text: str) -> tuple[Change, ...]:
    r"""Line breaks of `text` inside numbers and words as deletions, sorted.

    Example:
        >>> [(c.start, c.end) for c in find_line_breaks("完成投资6.8\n亿元")]
        [(7, 8)]
        >>> find_line_breaks("全年目标\n亿元以上")
        ()
    """
    changes: list[Change] = []
    lines = text.split("\n")
    end = -1
    for number, (line, following) in enumerate(pairwise(lines)):
        end += len(line) + 1
        before, after = line.rstrip(_INDENT), following.lstrip(_INDENT)
        if not before or not after:
            continue
        rule = ""
        if before[-1] in _BEFORE and after[0] in _AFTER:
            rule = NUMBER_RULE if _SPLIT_RE.search(f"{before[-2:]}|{after[:2]}") else ""
        elif len(line) >= MIN_LINE_CHARS and _is_wrapped(lines, number):
            rule = WORD_RULE if _runs_over(before, after) else ""
        if rule:
            start, stop = end - len(line) + len(before), end + 1 + len(following) - len(after)
            changes.append(Change(start=start, end=stop, after="", rule_id=rule))
    return tuple(changes)


def _is_wrapped(lines: list[str], number: int) -> bool:
    """Whether the line is one of a block of long lines of nearly one length, and no menu."""
    if not _MENU.isdisjoint(lines[number]):
        return False
    length = len(lines[number])
    low = max(number - MIN_WRAPPED_LINES, 0)
    near = lines[low : number + MIN_WRAPPED_LINES + 1]
    alike = sum(abs(len(line) - length) <= MAX_LINE_DIFFERENCE for line in near)
    return alike >= MIN_WRAPPED_LINES


def _runs_over(line: str, following: str) -> bool:
    """Whether a word of the dictionary reaches over the break and none ends there instead."""
    if not ("\u3400" <= line[-1] <= "\u9fff" and "\u3400" <= following[0] <= "\u9fff"):
        return False
    known = word_counts().log_share
    return any(
        known(line[-left:] + following[:right]) is not None
        for left in (1, 2, 3)
        for right in (1, 2, 3)
        if left <= len(line) and right <= len(following)
    )
