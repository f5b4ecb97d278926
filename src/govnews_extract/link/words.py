"""The letter of any word: from the tables, else read off its characters."""

from __future__ import annotations

from functools import cache

from govnews_extract.link.vocabulary import MEASURE_ENDINGS, NOT_MEASURES, VERBS, word_letters

MAX_WORDS = 65_536
"""Words whose letter is remembered, each of no more characters than follows."""

MAX_WORD_CHARS = 8

STOPS = {",": ",", ":": ",", ";": ",", "。": ",", "!": ",", "?": ",", "…": ",", "、": "、",
         "(": "(", ")": ")", "|": ",", ">": ","}  # fmt: skip
QUOTES = {"“": "“", "「": "“", "『": "“", "”": "”", "」": "”", "』": "”"}
SKIPPED = frozenset("‘’\"' \t\n\r")
CUT = "/"
"""Letter of what the segmenter took for one word and is two; `find_cut` tells where."""

JOIN = "+"
"""Letter of a word that may go on with the one before it."""

JOINING = frozenset(("于", "支配", "以上"))

CONTAINED = frozenset(("中有", "内有", "里有"))
OPENING = frozenset("TIVvSC")
BEFORE_BOUND = MEASURE_ENDINGS | frozenset("比至已将均共仅面")
"""A bound behind one of these is a word of its own (占比|超, 已|超)."""

JOINED_BEHIND = frozenset("时格其第早笄至")
"""What makes a word of 及 before it; before others it joins two: 道路|及|某镇."""


class Letters(dict[str, str]):
    """Letter of each word, see `vocabulary.LETTERS`; a space for what is passed over.

    Holds the words that were asked for, which are few beside all that are known.

    Example:
        >>> letters = all_letters()
        >>> letters["、"], letters["签约额"], letters["同比增加"]
        ('、', 'H', '/')
        >>> letters["于"], letters.plain("于")
        ('+', 'P')
    """

    def __missing__(self, word: str) -> str:
        letter = JOIN if word in JOINING else self.plain(word)
        if len(word) <= MAX_WORD_CHARS:
            if len(self) >= MAX_WORDS:
                self.clear()
            self[word] = letter
        return letter

    @staticmethod
    def plain(word: str) -> str:
        """The letter of a word where it goes on with no other."""
        return word_letters().get(word) or _letter(word)


@cache
def all_letters() -> Letters:
    """The letters that all articles share."""
    return Letters()


def _letter(word: str) -> str:
    """Letter of a word in no table."""
    if len(word) == 1:
        return STOPS.get(word) or QUOTES.get(word) or (" " if word in SKIPPED else "N")
    if word.isspace():
        return " "
    if find_cut(word):
        return CUT
    if word[-1] in MEASURE_ENDINGS and word not in NOT_MEASURES:
        return "H"
    if len(word) > 2 and word_letters().get(word[-2:]) == "H":
        return "H"
    return "N"


def find_cut(word: str) -> int:
    """Where two known words stand that the segmenter took for one; 0 for nowhere.

    Example:
        >>> find_cut("同比增加"), find_cut("同比")
        (2, 0)
    """
    known, size, head, last = word_letters(), len(word), word[0], word[-1]
    first, rest = known.get(word[:2], " "), known.get(word[2:], " ")
    if rest != " " and first in OPENING:
        return 2
    joins = head == "及" and size > 2 and word[1] not in JOINED_BEHIND
    if joins or (head == "占" and size < 4) or word in CONTAINED:
        return 1
    if (rest in VERBS and first in "VvWAb") or (rest == "H" and first in VERBS):
        return 2
    if head in "已共均仅总再比较新":
        tail = known.get(word[1:], " ")
        if tail in VERBS and head in "已共均仅总再":
            return 1
    else:
        tail = " "
    if size > 2 and known.get(word[-2:]) == "I":
        return size - 2
    if (tail == "D" and head in "比较") or (tail != " " and head == "新"):
        return 1
    if last in "达为超近约" and (size > 2 or head in BEFORE_BOUND):
        return size - 1
    return 0
