"""GBK read as UTF-8 where its bytes allow it, and as Latin-1 where they do not: `ÒÔѹ` was 以压.

A decoder that falls back on single bytes takes two or three bytes of GBK for one character wherever
they happen to spell one in UTF-8: letters of Greek, Cyrillic and Hebrew and marks that join the
letter before them stand among the Latin ones. Which bytes a letter of Latin-1 stands for cannot be
seen: its own, or the two of UTF-8; nor where a soft hyphen was dropped. Of all readings the one is
taken whose characters are the likeliest.
"""

from __future__ import annotations

import heapq
import math
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from govnews_extract.lexicon.loader import load_table
from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.gbk_bytes import MARKS, pair_table
from govnews_extract.repair.words import word_counts

GAP = "\ufffd"
MARK_LOG = -4.0
"""Log share of a mark among the characters of news, about."""
NO_PAIR_LOG = -20.0
"""What a byte is worth that makes no character."""
SOFT_HYPHEN = 0xAD
"""A letter of Latin-1 that shows nothing, so that it is often dropped."""
LOST_LOG = -6.0
"""What it costs to take one for dropped."""
AS_UTF8_LOG = -3.0
"""What it costs to take a letter for several bytes."""
WORD_LOG = 3.5
"""What a character is worth more that goes on a word."""
MAX_STATES = 4


class Unit(NamedTuple):
    """A character and how many bytes it stands for."""

    char: str
    size: int


class _State(NamedTuple):
    """What the next bytes are judged by: a byte without its second, and the last character made."""

    pending: int
    last: str


class _Way(NamedTuple):
    """The best reading up to some place.

    Attributes:
        score: What its characters are worth.
        parts: The bytes of the last character shown, and the way before it; None at the start.
        made: What those bytes completed.
    """

    score: float
    parts: tuple[bytes, _Way] | None
    made: tuple[Unit, ...]


def read_mixed(line: str) -> tuple[list[Unit], list[Unit]]:
    """The characters of `line` with their sizes in bytes, and those of GBK that the bytes are.

    Linear in its length.

    Example:
        >>> shown, true = read_mixed("ÔÚÕþ²ß¸ßѹ֮Ï£¬")
        >>> "".join(unit.char for unit in true)
        '在政策高压之下，'
    """
    ways = {_State(0, ""): _Way(0.0, None, ())}
    for options in _options(line):
        following: dict[_State, _Way] = {}
        for state, way in ways.items():
            for part in options:
                for lost in (False, True):
                    left, worth, made = _taken(state, part, lost=lost)
                    score = way.score + worth
                    if left not in following or score > following[left].score:
                        following[left] = _Way(score, (part, way), made)
        ways = dict(heapq.nlargest(MAX_STATES, following.items(), key=lambda item: item[1].score))
    state, best = max(
        ways.items(), key=lambda item: item[1].score + bool(item[0].pending) * NO_PAIR_LOG
    )
    true = [Unit(GAP, 1)] if state.pending else []
    sizes: list[int] = []
    while best.parts is not None:
        true += reversed(best.made)
        part, best = best.parts
        sizes.append(len(part))
    return [Unit(*item) for item in zip(line, reversed(sizes), strict=True)], true[::-1]


def _options(line: str) -> list[tuple[bytes, ...]]:
    """For each character of `line`, the bytes that it may stand for."""
    found = [_options_of(char) for char in line]
    for at, (char, mark) in enumerate(pairwise(line)):
        if unicodedata.combining(mark):
            torn = _torn(char, mark)
            if torn:
                found[at], found[at + 1] = (torn[0],), (torn[1],)
    return found


@cache
def _options_of(char: str) -> tuple[bytes, ...]:
    data = char.encode("utf-8", "surrogatepass")
    if "\x80" <= char <= "\xff":
        return char.encode("latin-1"), data
    return (data,)


@cache
def _torn(char: str, mark: str) -> tuple[bytes, bytes] | None:
    """The bytes of a letter and of a mark that went between it and its own: ö and a hook, as ǫ̈."""
    whole = unicodedata.normalize("NFD", char)
    letter = unicodedata.normalize("NFC", whole[0] + mark)
    if len(whole) != 2 or len(letter) != 1 or not "\x80" <= letter <= "\xff":
        return None
    return letter.encode("latin-1"), whole[1].encode("utf-8")


@lru_cache(maxsize=1 << 14)
def _taken(state: _State, part: bytes, *, lost: bool) -> tuple[_State, float, tuple[Unit, ...]]:
    """What `part` makes behind a state: the state then, its worth, and characters.

    Where one was `lost`, a soft hyphen stood before `part`.
    """
    pending, last = state
    worth = LOST_LOG if lost else 0.0
    worth += 0.0 if len(part) == 1 else AS_UTF8_LOG
    made: list[Unit] = []
    unseen = int(lost)
    for byte in bytes((SOFT_HYPHEN,)) + part if lost else part:
        if pending and byte >= 0x40:
            char = pair_table().char.get((pending, byte), GAP)
            made.append(Unit(char, 2 - unseen))
            worth += _log_behind(last, char)
            last = char
            pending = unseen = 0
        elif byte >= 0x80:
            pending = byte
        else:
            if pending:
                made.append(Unit(GAP, 1 - unseen))
                worth += NO_PAIR_LOG
            made.append(Unit(chr(byte), 1))
            last = ""
            pending = unseen = 0
    return _State(pending, last), worth, tuple(made)


@cache
def _log_behind(last: str, char: str) -> float:
    """Log share of `char`, more where a word goes on with it behind `last`."""
    log = _log_share(char)
    if last and simplify(char) in word_counts().next_chars(simplify(last)):
        log += WORD_LOG
    return log


@cache
def _log_share(char: str) -> float:
    """Log share of a character of GBK among those of news, about."""
    if char == GAP:
        return NO_PAIR_LOG
    if char in MARKS:
        return MARK_LOG
    counts = _char_counts()
    return math.log((counts[simplify(char)] + 0.1) / counts.total())


@cache
def _char_counts() -> Counter[str]:
    """How often each character stands in the words of news, in Simplified Chinese."""
    counts: Counter[str] = Counter()
    for word, count, _ in load_table("news_words").rows:
        for char in simplify(word):
            counts[char] += int(count)
    return counts
