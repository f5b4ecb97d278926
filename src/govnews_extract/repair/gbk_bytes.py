"""GBK as bytes: which pairs are characters, and which characters share a half.

Source: GBK 1.0 as Python's `gbk` codec has it (code page 936 without the user-defined areas).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from govnews_extract.lexicon.script import simplify

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
MARKS = frozenset("，。、；：“”‘’《》（）！？—…·%　「」～")
"""Marks that Chinese text is full of."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """The pairs of GBK.

    Attributes:
        char: Character by pair.
        by_lead: Characters by first byte, then second byte.
        by_trail: Characters by second byte, then first byte.
        vanishing: By first byte, the bytes that make no character with it and could themselves
            begin one; a decoder that drops unassigned pairs drops these.
    """

    char: dict[tuple[int, int], str]
    by_lead: dict[int, dict[int, str]]
    by_trail: dict[int, dict[int, str]]
    vanishing: dict[int, frozenset[int]]


@cache
def pair_table() -> PairTable:
    """The pairs of GBK, made once from the codec."""
    encoded = "".join(map(chr, range(0x80, 0x10000))).encode("gbk", "ignore")
    pairs = sorted(zip(encoded[::2], encoded[1::2], encoded.decode("gbk"), strict=True))
    char = {(lead, trail): found for lead, trail, found in pairs}
    by_lead: dict[int, dict[int, str]] = {lead: {} for lead in LEADS}
    by_trail: dict[int, dict[int, str]] = {trail: {} for trail in TRAILS}
    for (lead, trail), found in char.items():
        by_lead[lead][trail] = found
        by_trail[trail][lead] = found
    vanishing = {
        lead: frozenset(second for second in LEADS if (lead, second) not in char) for lead in LEADS
    }
    return PairTable(char, by_lead, by_trail, vanishing)


@cache
def pair_of(char: str) -> tuple[int, int] | None:
    """The two bytes of `char` in GBK; None where it has no pair there.

    Example:
        >>> pair_of("。")
        (161, 163)
    """
    try:
        encoded = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (encoded[0], encoded[1]) if len(encoded) == 2 else None


@cache
def is_common(char: str) -> bool:
    """Whether `char` is a mark of Chinese text or, in either script, one of the 3,755 common hanzi.

    Source: level 1 of GB 2312, rows B0 to D7.

    Example:
        >>> is_common("亿"), is_common("億"), is_common("浜")
        (True, True, False)
    """
    return char in MARKS or simplify(char) in _level_one()


@cache
def _level_one() -> frozenset[str]:
    return frozenset(
        char
        for (lead, trail), char in pair_table().char.items()
        if 0xB0 <= lead <= 0xD7 and trail > 0xA0
    )


_ODD = ((0x370, 0x500), (0x2474, 0x249C), (0x2500, 0x2596), (0x3021, 0x302A), (0x3041, 0x3130),
        (0x3220, 0x322A), (0xFE30, 0xFE6C), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))  # fmt: skip


@cache
def rare_chars() -> frozenset[str]:
    """Characters of GBK that clean news seldom has and shifted text is full of.

    They are the hanzi that are not common in either script, and letters of other alphabets, kana,
    lines of boxes and numbered forms.
    """
    chars = "".join(pair_table().char.values())
    hanzi = {
        char
        for char, simple in zip(chars, simplify(chars), strict=True)
        if "\u3400" <= char <= "\u9fff" and simple not in _level_one()
    }
    odd = {chr(code) for low, high in _ODD for code in range(low, high)}
    return frozenset(hanzi | (odd & set(chars)))


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """By Simplified character, the characters of GBK that it stands for, itself first."""
    found: dict[str, list[str]] = {}
    for char in pair_table().char.values():
        found.setdefault(simplify(char), []).append(char)
    return {key: tuple(sorted(chars, key=lambda c: (c != key, c))) for key, chars in found.items()}


@cache
def is_simplified_only(char: str) -> bool:
    """Whether Traditional text has no `char`: it is a hanzi that Big5 cannot write.

    Example:
        >>> is_simplified_only("发"), is_simplified_only("后")
        (True, False)
    """
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return True
    return False
