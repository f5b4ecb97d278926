"""Mandarin readings of characters, as the glosses of a page write them."""

from __future__ import annotations

import unicodedata
from functools import cache

from govnews_extract.lexicon.loader import load_table

TONED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ")
"""Letters with a tone mark; every gloss but that of a neutral syllable holds one."""

# GBK writes a and g of pinyin as the IPA letters U+0251 and U+0261.
_LETTERS = str.maketrans({"ɑ": "a", "ɡ": "g", "ｇ": "g", "ａ": "a"})


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {row[1]: tuple(row[2].split(";")) for row in load_table("readings").rows}


def plain_reading(reading: str) -> str:
    """`reading` with the letters that GBK writes another way put into plain pinyin."""
    return unicodedata.normalize("NFC", reading).translate(_LETTERS)


def readings_of(char: str) -> tuple[str, ...]:
    """The readings of `char`, the commonest first; empty where it has none.

    Example:
        >>> readings_of("業")
        ('yè',)
    """
    return _table().get(char, ())


def is_reading(reading: str, char: str) -> bool:
    """Whether `reading` is one of the readings of `char`, with its tone.

    Example:
        >>> is_reading("zhǎng", "長"), is_reading("zhǎng", "業")
        (True, False)
    """
    return plain_reading(reading) in readings_of(char)


@cache
def toneless(reading: str) -> str:
    """`reading` without its tone, ü as the v that keyboards write for it.

    Example:
        >>> toneless("lǜ"), toneless("zhǎng")
        ('lv', 'zhang')
    """
    letters = unicodedata.normalize("NFD", plain_reading(reading).replace("ü", "v"))
    letters = letters.replace("u\u0308", "v").replace("u\u0304\u0308", "v")
    return "".join(c for c in letters if not unicodedata.combining(c))


@cache
def toneless_readings(char: str) -> frozenset[str]:
    """The readings of `char` without tones.

    Example:
        >>> sorted(toneless_readings("長"))
        ['chang', 'zhang']
    """
    return frozenset(map(toneless, readings_of(char)))
