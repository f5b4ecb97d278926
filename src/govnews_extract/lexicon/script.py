"""Traditional characters, full-width forms and look-alikes to one plain script, one to one."""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.lexicon.loader import load_table

_MARKS = {
    **dict.fromkeys("\u2010\u2011\ufe63", "-"),
    "\u2015": "—",
    **dict.fromkeys("\u223c\u301c", "~"),
    "\u2215": "/",
    "\ufe6a": "%",
    "\ufe52": ".",
    "\ufe50": ",",
    "\ufe51": "、",
}
"""Dashes and small forms that pages have for the usual marks: 10―15亿元, 100﹪."""

WORDS_RE = re.compile(
    "(?<=[計规規策籌筹])畫(?![面册冊像圖图家])|(?<=[隨沿接朝跟帶本有])著(?![名作者述稱称錄录書书])"
    "|瞭(?=解)|(?<=[回答])覆(?![蓋盖])|(?<!慰)藉(?=[由此])"
)
USUAL = {"畫": "划", "著": "着", "瞭": "了", "覆": "复", "藉": "借"}
"""Characters of Traditional text with another Simplified form in some words: 計畫, but 設計畫面."""


@cache
def _variants() -> dict[int, int]:
    table = {ord(row[1]): ord(row[2]) for row in load_table("script_variants").rows}
    # Full-width ASCII (U+FF01-FF5E) differs from ASCII by a constant; U+3000 is its space.
    table.update({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    table.update({0x3000: 0x20, 0x00A0: 0x20})
    table.update({ord(other): ord(usual) for other, usual in _MARKS.items()})
    # Lone surrogates, which automata and segmenters of other languages refuse.
    table.update(dict.fromkeys(range(0xD800, 0xE000), 0xFFFD))
    return table


# Full-width marks and spaces that stand in every article, set right by plain replacement. Only a
# text with any other variant pays for the table, which costs twice as much a character.
COMMON_MARKS = (
    *((wide, chr(ord(wide) - 0xFEE0)) for wide in "，：；（）！？％"),
    ("\u3000", " "),
    ("\u00a0", " "),
)
SHORT_CHARS = 16


@cache
def _rare_re() -> re.Pattern[str]:
    common = {wide for wide, _ in COMMON_MARKS}
    rare = [chr(code) for code in _variants() if code < 0x10000 and chr(code) not in common]
    # One range for all characters beyond the BMP: listed singly they are tried one by one.
    return re.compile(f"[{re.escape(''.join(rare))}\U00010000-\U0010ffff]")


def simplify(text: str) -> str:
    """`text` in Simplified Chinese with half-width letters, digits and marks.

    The result has the same length, so that offsets into one hold in the other. Lossy on purpose:
    rules read this form, surfaces are cut from the text itself.

    Source: single-character rows of OpenCC's t2s data; Unicode's half-width, full-width and small
    forms, and dashes that look like the usual ones.

    Example:
        >>> simplify("臨澤縣１２０億元"), simplify("隨著計畫推進")
        ('临泽县120亿元', '随着计划推进')
    """
    if len(text) > SHORT_CHARS:
        for wide, narrow in COMMON_MARKS:
            text = text.replace(wide, narrow)
        if not _rare_re().search(text):
            return text
    if not USUAL.keys().isdisjoint(text):
        text = WORDS_RE.sub(lambda match: USUAL[match[0]], text)
    return text.translate(_variants())
