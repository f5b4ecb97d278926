"""What a phrase says: its text without what only points, and without lone quotation marks."""

from __future__ import annotations

import re

MAX_SAID = 32_768
"""Phrases of which is remembered what they say, each of no more characters than follows."""

MAX_SAID_CHARS = 24

CLOSERS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
ARTICLE_RE = re.compile(r"^一(?:个|家|座|条|项|批|系列|种|片|所|处)(?=.)")
LEADING_RE = re.compile(
    r"^(?:此次|前述|本次|本届|各类|各项|相关|有关|多项|以下|全年|地区的?(?!生产总值|GDP|性|间|差))(?=..)"
)  # 佛山|地区销售收入: the place has it
POINTING = frozenset("一前此本各相有多以全地")
"""First characters of what `ARTICLE_RE` and `LEADING_RE` take away."""


class Said(dict[str, str]):
    """What a phrase says: its text without spaces, lone quotation marks and words that only point.

    Example:
        >>> SAID["各类 招商活动"]
        '招商活动'
    """

    def __missing__(self, text: str) -> str:
        said = text if text.isalnum() else _unquoted("".join(text.split()))
        said = said.removesuffix("之一")
        if said[:1] in POINTING:
            said = LEADING_RE.sub("", ARTICLE_RE.sub("", said))
        if len(text) <= MAX_SAID_CHARS:
            if len(self) >= MAX_SAID:
                self.clear()
            self[text] = said
        return said


SAID = Said()
"""What the phrases of all articles say, of as many as are remembered."""


def _unquoted(text: str) -> str:
    """`text` without quotation marks that have no partner in it."""
    if text[:1] in "\"'" or text[-1:] in "\"'":
        text = text.strip("\"'")
    if text.count('"') == 1:
        text = text.rpartition('"')[2] or text
    if "”“" in text:
        # “走出去”“请进来”招商活动: slogans in a row only describe.
        text = text.rpartition("”")[2] or text
    closer = CLOSERS.get(text[:1])
    if closer is not None and closer not in text[:-1]:
        return text[1:-1] if text.endswith(closer) else text[1:]
    if text[-1:] in CLOSERS.values() and not any(mark in text for mark in CLOSERS):
        return text[:-1]
    return text
