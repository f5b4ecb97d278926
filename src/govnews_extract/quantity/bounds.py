"""Words that bound an amount: 约 and 超过 before it, 多 inside it, 以上 behind it."""

from __future__ import annotations

from functools import cache
from typing import Final

from govnews_extract.datatypes import Modifier
from govnews_extract.lexicon.loader import load_table
from govnews_extract.quantity.surfaces import EndIndex, SurfaceIndex
from govnews_extract.quantity.word_edges import word_edges

_BETWEEN: Final = "了共为有需 人民币合计在"
"""Characters that may stand between a bound and the number: 超过了共计300家."""

MAX_BETWEEN_CHARS: Final = 5

_RATHER: Final = frozenset("强弱")
_BEFORE_RATHER: Final = frozenset("%‰成半倍亿万千百十0123456789一二三四五六七八九")
"""Behind a share or a bare number 强 says rather more: 50%强, but 三次强台风."""

_LAND: Final = frozenset("亩顷垧分")
"""Units of land: 3亩多地 is land, 5省多地 are places."""


@cache
def _side(side: str) -> dict[str, Modifier]:
    rows = load_table("bounds").rows
    return {row[1]: Modifier(row[2]) for row in rows if row[3] == side}


@cache
def _before() -> EndIndex[Modifier]:
    return EndIndex(_side("before").items())


@cache
def _after() -> SurfaceIndex[Modifier]:
    return SurfaceIndex(_side("after").items())


@cache
def characters_before() -> frozenset[str]:
    """The characters right in front of a number that call for a look at its bound."""
    return frozenset(_BETWEEN) | {word[-1] for word in _side("before")}


@cache
def characters_between() -> frozenset[str]:
    """Those of `characters_before` that end no bound: one may stand in front of them."""
    return frozenset(_BETWEEN) - {word[-1] for word in _side("before")}


def _bound_at(text: str, at: int) -> tuple[str, Modifier] | None:
    """The bound that ends right at offset `at`."""
    found = _before().before(text, at)
    if found is None or len(found[0]) > 1 or at < 2:
        return found
    # 签约, 下达, 通过, 附近: no bounds.
    return None if text[at - 2] in word_edges("front").get(found[0], "") else found


def bound_before(text: str, at: int) -> Modifier | None:
    """The bound that stands right in front of offset `at`, or a short word away.

    Of two in a row the stronger counts: 达 says least (约达30家 is about 30).

    Example:
        >>> bound_before("总投资超过了人民币30亿元", 9)
        <Modifier.AT_LEAST: 'at_least'>
    """
    low = max(0, at - MAX_BETWEEN_CHARS)
    while at > low:
        found = _bound_at(text, at)
        if found:
            word, modifier = found
            if modifier is Modifier.REACH:
                further = _bound_at(text, at - len(word))
                return further[1] if further else modifier
            return modifier
        if text[at - 1] not in _BETWEEN:
            return None
        at -= 1
    return None


def bound_after(text: str, at: int) -> tuple[str, Modifier] | None:
    """The bound that begins at offset `at`, right behind a unit.

    Example:
        >>> bound_after("120亿元以上的项目", 5)
        ('以上', <Modifier.AT_LEAST: 'at_least'>)
    """
    found = _after().at(text, at)
    if found is None:
        return None
    if found[0] in _RATHER and text[at - 1] not in _BEFORE_RATHER:
        return None
    end = at + len(found[0])
    follower = text[end : end + 1]
    if found[1] is Modifier.ORDER:
        further = _after().at(text, end)
        if further is not None and len(further[0]) > 1:
            return found[0] + further[0], further[1]  # 万吨级以上
    if follower == "地" and text[at - 1] in _LAND:
        return found
    return None if goes_on_as_word(found[0], follower) else found


def goes_on_as_word(bound: str, follower: str) -> bool:
    """Whether `follower` makes a bound behind a number the beginning of a word: 多|功能, 余|热."""
    return bool(follower) and follower in word_edges("bound").get(bound, "")
