"""Numbers that are no amounts: ordinals, codes, versions, slogans, list markers."""

from __future__ import annotations

import re
from typing import Final

from govnews_extract.quantity.atoms import Atom

SLOGAN_CHARS: Final = 12
"""The longest quoted text that is taken for a slogan or name."""

_TITLE_RE: Final = re.compile("《[^》\n]{0,60}》")
RANKED: Final = frozenset({"位", "名"})
_NO_RANKS: Final = frozenset("届期批轮次家户个所座类种项只支")
"""前三届 and 前20家企业 are so many, and no places in an order."""

_MORE_CODES_RE: Final = re.compile(
    "(?:[、和与及至到~—-][0-9一二三四五六七八九十]{1,4}(?![0-9.万亿多余%]))+"
)
_LATIN_NOUN_RE: Final = re.compile(
    "(?<![A-Za-z0-9])(?:LED|GDP|CPI|PPI|PPP|VOC|VOCs|COD|SO|NOx|EPC|BOT|APP|IPO|LNG|CNG|LPG|SUV|ETC|CT|DR|AI|VR|KTV|ATM|POS|IC|TFT|LCD|OLED|PVC|PE|PP|PTA|PX|MW|GW|QFII|FDI|RD|R&D)$"
)
_LATIN_WORD_RE: Final = re.compile("(?<![A-Za-z0-9])[A-Za-z]{2,8}$")
# 年产MDI40万吨: behind a word in letters, what is measured so is no code.
_MEASURED_RE: Final = re.compile(
    "[0-9][0-9,.]*(?:[余多]?[万亿]|%|[余多]|吨|公斤|[千兆吉]瓦|亩|平方|立方|[美欧日港]?元|[颗辆家名户项])"
)
_BEFORE_CODE: Final = frozenset("第.·:∶/_#№@〔[+")
_NOT_RANK_BEFORE: Final = "目日此之以提年天当月史生跟眼会课餐饭战事赛节楼面幕"
_RANK_RE: Final = re.compile(
    "(?:排名|排行|位[居列]|名列|居|列|跃居|跻身|榜单?的?)(?:第|[全省市国县区]{1,2})?$"
)
_MARKER_RE: Final = re.compile(r"[、.,:)](?![0-9])")
# 3. 5亿元: a decimal broken by a space; where a line begins it is a marker.
_BROKEN_RE: Final = re.compile("[^\n0-9 ] ?[0-9]{1,4} ?[.] $")
_SPANS: Final = frozenset("年月天周日时钟")
_BEHIND_SPAN: Final = frozenset("前后来内间")
"""What is told in quotes and no slogan: “两个月前还不敢想”."""

_QUOTES: Final = {"“": "”", "「": "」", "‘": "’", "『": "』", '"': '"'}


def begins_code(text: str, start: int) -> bool:
    """Whether what stands before offset `start` makes the number part of a code or an ordinal.

    Example:
        >>> begins_code("国道G30线", 3), begins_code("第3批", 1), begins_code("共3批", 1)
        (True, True, False)
    """
    if not start:
        return False
    before = text[start - 1]
    if before in _BEFORE_CODE:
        if before == ".":
            return not text.endswith("...", 0, start)
        return before not in ":∶·+" or text[start - 2 : start - 1].isdigit()
    if before.isalpha() and before.isascii():
        return text[start] in "0123456789" and not (
            _LATIN_NOUN_RE.search(text, max(0, start - 12), start)
            or (
                _MEASURED_RE.match(text, start)
                and _LATIN_WORD_RE.search(text, max(0, start - 12), start)
            )
        )
    return _goes_on(text, start, before)


def _goes_on(text: str, start: int, before: str) -> bool:
    """Whether the number at `start` is the second half of one that `before` breaks."""
    if before == "\n":
        return text[start - 2 : start - 1].isdigit() and start > 1
    if before == " ":
        if text[start] == "0" and text[start - 2 : start - 1].isdigit():
            return True  # 3 00人
        return _BROKEN_RE.search(text, max(0, start - 8), start) is not None
    if before == "-":
        return text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalnum()
    return False


def code_end(text: str, at: int) -> int:
    """Where a list of ordinals or codes whose first ends at `at` goes on to: 第一、二产业."""
    match = _MORE_CODES_RE.match(text, at)
    return match.end() if match else at


def is_rank(text: str, start: int, word: str) -> bool:
    """Whether a count says a place in an order: 前10名, 排名56位."""
    leader = text[start - 1 : start]
    if leader == "头" and word in RANKED:
        return True
    if word in _NO_RANKS or (leader != "前" and word not in RANKED):
        return False
    before = text[max(0, start - 6) : start]
    if before.endswith("前") and before[-2:-1] not in tuple(_NOT_RANK_BEFORE):
        return True
    if before.endswith("后") and word == "位":
        return True
    return word in RANKED and _RANK_RE.search(before) is not None


def title_spans(text: str) -> list[tuple[int, int]]:
    """Where titles in 《 》 stand: their numbers are part of a name."""
    return [match.span() for match in _TITLE_RE.finditer(text)]


def is_in_slogan(text: str, start: int, end: int) -> bool:
    """Whether `start:end` lies in quotation marks around a short name, such as “三抓三促”."""
    if (
        text[start] in "0123456789"
        and text[start - 1 : start] not in _QUOTES
        and text[start - 2 : start - 1] not in _QUOTES
    ) or text[start - 1 : start] == "了":
        return False
    if text[end : end + 1] in _BEHIND_SPAN and text[end - 1] in _SPANS:
        return False
    low = max(0, start - SLOGAN_CHARS)
    for at in range(start - 1, low - 1, -1):
        char = text[at]
        if char in "”」’』，。；！？,;!?\n":
            return False
        if char in _QUOTES:
            close = text.find(_QUOTES[char], end, at + SLOGAN_CHARS + 2)
            return close >= 0 and not any(mark in text[at:close] for mark in ",，。;；")
    return False


def is_list_marker(text: str, atom: Atom) -> bool:
    """Whether the number counts the points of a list: `1、`, `2.` or `3)` where a line begins."""
    if atom.unit is not None or atom.scale or not _MARKER_RE.match(text, atom.number_end):
        return False
    before = text[max(0, atom.start - 1) : atom.start]
    return not before or before in "\n。;；:：(（ "
