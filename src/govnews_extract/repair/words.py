"""Word counts to judge readings of damaged text by, loaded when first needed.

Two sources: jieba's dictionary, wide and general, read as a sorted list of lines, which takes a
fiftieth of the time that jieba takes to load it; and words counted in newspaper text with their
parts of speech, which also say what follows what. Words are in Simplified Chinese, marks half-width
where `simplify` makes them so.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import AnyStr

from govnews_extract.errors import LexiconError
from govnews_extract.lexicon.loader import load_table
from govnews_extract.lexicon.script import simplify

MAX_WORD_CHARS = 8
DICTIONARY_TOTAL = 60_101_967
"""Sum of the counts in jieba's dictionary."""
# How much of a word's share comes from its count in news, against the dictionary's.
NEWS_WEIGHT = 0.5
CHARS_A_WORD = 1.7
# What a phrase of local news is worth against its share there.
PHRASE_WEIGHT = 0.5
RARE_CHAR_LOG = -14.0
"""Log share below which a character is not guessed for itself."""

STOP, PAUSE, OPENER, CLOSER, ENDER, MARK = "stop", "pause", "opener", "closer", "ender", "w"
"""Parts of speech of marks: they end a clause, part a list, open or close a quotation, close a
title; others."""
MARK_TAGS = frozenset((STOP, PAUSE, OPENER, CLOSER, ENDER))
UNKNOWN_TAG = "n"
ET_CETERA = "等"
"""Part of speech of 等, which figures follow far oftener than they follow other particles."""
# Log odds of a figure behind 等, beside those behind other particles.
ET_CETERA_FIGURE_LOG = 2.0
_FIGURES = frozenset("0123456789")
_MARK_TAGS = {
    **dict.fromkeys("，。；：！？,;:!?", STOP),
    "、": PAUSE,
    **dict.fromkeys("“《（(‘「〈", OPENER),
    **dict.fromkeys("”）)’」", CLOSER),
    **dict.fromkeys("》〉", ENDER),
}
# Log odds of one mark behind another, against chance.
_MARK_PAIRS = {
    (STOP, STOP): -8.0,
    (STOP, PAUSE): -8.0,
    (PAUSE, STOP): -8.0,
    (PAUSE, PAUSE): -8.0,
    (PAUSE, OPENER): -1.0,
    (PAUSE, CLOSER): -7.0,
    (OPENER, PAUSE): -8.0,
    (CLOSER, PAUSE): 0.5,
    (STOP, OPENER): -0.5,
    (STOP, CLOSER): -1.0,
    (OPENER, STOP): -8.0,
    (OPENER, OPENER): -2.0,
    (OPENER, CLOSER): -7.0,
    (CLOSER, STOP): 0.5,
    (CLOSER, OPENER): -2.0,
    (CLOSER, CLOSER): -2.5,
    (STOP, ENDER): -6.0,
    (PAUSE, ENDER): -8.0,
    (OPENER, ENDER): -7.0,
    (CLOSER, ENDER): -2.5,
    (ENDER, STOP): 0.5,
    (ENDER, PAUSE): 0.5,
    (ENDER, OPENER): -2.0,
    (ENDER, CLOSER): -2.5,
    (ENDER, ENDER): -6.0,
}
# 、 parts names from names; log odds of what stands about it, against the other marks.
_LISTED = {
    "ns": 1.5,
    "nr": 1.2,
    "nt": 1.2,
    "n": 0.5,
    "v": 0.2,
    "l": 0.2,
    "i": 0.2,
    "j": 0.5,
    "m": 0.0,
}
UNLISTED_LOG = -1.5
# Log shares of marks that the counts leave out.
_MARK_LOGS = {
    **dict.fromkeys("“”", -5.0),
    **dict.fromkeys("—%", -6.5),
    **dict.fromkeys("…·", -7.5),
    **dict.fromkeys("‘’「」～", -8.5),
    **dict.fromkeys("〈〉", -10.0),
}
# Log odds of one part of speech behind another stay within these bounds.
MAX_PAIR_LOG = 2.5


# Tables of the project whose names are words here: column, part of speech, share of each name.
_NAME_TABLES = (
    ("genre_phrases", "id", "n", 3e-5),
    ("known_programs", "surface", "n", 3e-5),
    ("divisions", "surface", "ns", 5e-6),
    ("divisions", "short", "ns", 3e-6),
    ("project_heads", "surface", "n", 1e-5),
    ("body_heads", "surface", "n", 1e-5),
    ("national_bodies", "surface", "nt", 1e-5),
    ("actions", "surface", "v", 2e-5),
    ("clause_words", "surface", "n", 2e-5),
)


class WordCounts:
    """The words of a dictionary and of news, with their shares.

    Args:
        lines: `word count tag` of the dictionary in UTF-8, in any order.
        news: Share and part of speech by word of news.
    """

    def __init__(self, lines: Iterable[bytes], news: Mapping[str, tuple[float, str]]) -> None:
        self._lines = sorted(lines)
        self._news = news
        self._news_sorted = sorted(news)
        self._children: dict[str, frozenset[str]] = {}
        self._logs: dict[str, float | None] = {}
        self._tags: dict[str, str] = {}

    def log_share(self, word: str) -> float | None:
        """Natural log of the word's share of all words; None where it is unknown."""
        if word not in self._logs:
            self._logs[word] = self._look_up(word)
        return self._logs[word]

    def tag(self, word: str) -> str:
        """The commonest part of speech of `word`."""
        if word not in self._tags:
            self._look_up(word)
        return self._tags[word]

    def _look_up(self, word: str) -> float | None:
        share, tag = self._news.get(word, (0.0, ""))
        line = self._line(word)
        if line:
            _, count, own_tag = line.split(" ")
            known = max(int(count), 0.5) / DICTIONARY_TOTAL
            share = NEWS_WEIGHT * share + (1.0 - NEWS_WEIGHT) * known
            tag = tag or (own_tag if own_tag in {"nr", "ns", "nt"} else own_tag[:1])
        if word == ET_CETERA or word in _FIGURES:
            tag = ET_CETERA if word == ET_CETERA else "m"
        self._tags[word] = _MARK_TAGS.get(word, tag or UNKNOWN_TAG)
        if not share:
            return _MARK_LOGS.get(word)
        return math.log(share)

    def _line(self, word: str) -> str:
        begin = f"{word} ".encode("utf-8", "surrogatepass")
        at = bisect_left(self._lines, begin)
        if at < len(self._lines) and self._lines[at].startswith(begin):
            return self._lines[at].decode()
        return ""

    def next_chars(self, prefix: str) -> frozenset[str]:
        """The characters that continue `prefix` towards a word."""
        known = self._children.get(prefix)
        if known is None:
            begin = prefix.encode("utf-8", "surrogatepass")
            lines = b"\n".join(_beginning(self._lines, begin, b"\xff")).decode().split("\n")
            words = _beginning(self._news_sorted, prefix, "\U0010ffff")
            size = len(prefix)
            found = {word[size] for word in (*lines, *words) if len(word) > size}
            known = self._children[prefix] = frozenset(found - {" "})
        return known


def _beginning(words: list[AnyStr], prefix: AnyStr, behind_all: AnyStr) -> list[AnyStr]:
    """The sorted `words` that begin with `prefix`; `behind_all` sorts behind all that follows it."""
    low = bisect_left(words, prefix)
    return words[low : bisect_left(words, prefix + behind_all, lo=low)]


@cache
def word_counts() -> WordCounts:
    """The words of both sources, loaded once.

    Raises:
        LexiconError: where jieba's dictionary cannot be read.
    """
    spec = find_spec("jieba")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise LexiconError("jieba is not installed; its word counts are needed for repair")
    path = Path(folders[0]) / "dict.txt"
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", str(path)) from error
    table = load_table("news_words")
    total = int(table.header["total"])
    words = simplify("\n".join(row[0] for row in table.rows)).split("\n")
    rows = zip(words, table.rows, strict=True)
    news = {word: (int(count) / total, tag) for word, (_, count, tag) in rows}
    _add_phrases(news)
    _add_names(news)
    return WordCounts(filter(None, lines), news)


def _add_phrases(news: dict[str, tuple[float, str]]) -> None:
    """Put phrases of local news among the words, each with the part of speech that it ends in."""
    table = load_table("news_phrases")
    words = int(table.header["total"]) / CHARS_A_WORD
    for phrase, count in table.rows:
        share, tag = news.get(phrase, (0.0, ""))
        own = int(count) / words * PHRASE_WEIGHT
        last = news.get(phrase[-2:]) or news.get(phrase[-1]) or (0.0, "")
        news[phrase] = (max(share, own), tag or last[1])


def _add_names(news: dict[str, tuple[float, str]]) -> None:
    """Put the names and phrases of the project's own tables among the words, where they are rarer.

    Names of places need not be frequent to be likely in news of some place.
    """
    for table, column, tag, share in _NAME_TABLES:
        at = load_table(table).columns.index(column)
        for row in load_table(table).rows:
            name = row[at]
            known, own_tag = news.get(name, (0.0, ""))
            if 2 <= len(name) <= MAX_WORD_CHARS and share > known:
                news[name] = (share, own_tag or tag)


@cache
def tag_pairs() -> dict[tuple[str, str], float]:
    """Log odds of the second part of speech behind the first, against chance.

    Marks stand for one another in what follows and precedes them, and have rules among themselves.
    """
    counts = {(a, b): int(n) for _, a, b, n in load_table("tag_pairs").rows}
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (first, second), count in counts.items():
        firsts[first] += count
        seconds[second] += count
    total = sum(firsts.values())
    odds: dict[tuple[str, str], float] = {}
    for first in firsts:
        for second in seconds:
            chance = seconds[second] / total
            share = (counts.get((first, second), 0) + 20 * chance) / (firsts[first] + 20)
            log = max(-MAX_PAIR_LOG, min(MAX_PAIR_LOG, math.log(share / chance)))
            for one in _marks_of(first):
                for other in _marks_of(second):
                    listed = _LISTED.get(second, UNLISTED_LOG) if one == PAUSE else 0.0
                    listed += _LISTED.get(first, UNLISTED_LOG) if other == PAUSE else 0.0
                    odds[one, other] = _MARK_PAIRS.get((one, other), log + listed)
    return odds | _odds_of_et_cetera(odds)


@cache
def tag_odds_behind(tag: str) -> dict[str, float]:
    """Log odds of each part of speech behind `tag`, against chance."""
    return {second: log for (first, second), log in tag_pairs().items() if first == tag}


def _odds_of_et_cetera(odds: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The odds about 等: those of a particle, but for the figure behind it."""
    before = {(first, ET_CETERA): log for (first, second), log in odds.items() if second == "u"}
    after = {(ET_CETERA, second): log for (first, second), log in odds.items() if first == "u"}
    after[ET_CETERA, "m"] = odds["u", "m"] + ET_CETERA_FIGURE_LOG
    return before | after


def _marks_of(tag: str) -> tuple[str, ...]:
    return (MARK, STOP, PAUSE, OPENER, CLOSER, ENDER) if tag == MARK else (tag,)


@cache
def is_common_start(char: str) -> bool:
    """Whether `char` is a mark, a word seen often, or the beginning of a longer word."""
    share = word_counts().log_share(char)
    common = share is not None and share > RARE_CHAR_LOG
    return common or bool(word_counts().next_chars(char))
