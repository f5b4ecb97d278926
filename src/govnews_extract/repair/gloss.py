"""Pinyin glosses that a site's script converter left behind: `發(fā)展` was 發展.

Seen on about one page in five of converted pages. The converter writes the reading after some of
the characters that it changed, the same characters all through a page. A person writes a reading
for another reason: to teach a character, or to tell a rare name's sound. So a gloss goes only where
the bracket holds a reading of the very character before it, that character is a common one which a
Simplified→Traditional converter makes, and the page as a whole looks converted: each glossed
character is glossed nearly every time, and none of the glosses teaches. Where many characters are
glossed so, a lesson in between stays: its characters are not the converter's. A page that was made
Simplified again keeps the glosses; there more of them are asked for. Some sites scatter readings
over a page, each character once or twice and most of them not the converter's: on a Traditional
page those of everyday characters go, where nobody needs to be told the reading (`移(yí)民`).

It could be wrong on a Traditional page that glosses one common character and never repeats it
without the gloss; there the reading is lost from the text and kept in the edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from govnews_extract.lexicon.loader import load_table
from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.changes import Change
from govnews_extract.repair.gbk_bytes import is_common, is_simplified_only, spellings
from govnews_extract.repair.readings import (
    TONED,
    is_reading,
    plain_reading,
    readings_of,
    toneless,
    toneless_readings,
)

KIND = "pinyin_gloss"
RULE = "gloss.converter"

GLOSS_RE = re.compile(
    r"(?<=[\u3400-\u9fff])[ \u3000]?[(（][ \u3000]?"
    r"(?P<reading>[a-zɑɡāáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6})[ \u3000]?[)）]"
)
# A gloss whose opening bracket went with a lone byte before it.
EATEN_GLOSS_RE = re.compile(r"(?P<reading>[a-zɑɡāáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6})[)）]")
# Found in a tenth of the time: where none is, no gloss is.
_OPEN_RE = re.compile("[(（][ \u3000]?[a-zɑɡāáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]")
QUOTES = frozenset("“”‘’「」『』\"'")
SIGNS = TONED | frozenset("(（")
LESSON_RE = re.compile(
    r"拼音|注音|读音|讀音|读作|讀作|念作|多音字|声调|聲調|发音|發音|生字|识字|識字|普通[话話]考"
)
# A converter glosses a character wherever it stands (110 of 110 in the article that this was
# learned from); furniture pasted in later may hold it bare.
MIN_GLOSSED_SHARE = 0.5
# A page with fewer distinct glossed characters shows no pattern of its own.
MIN_PATTERN_CHARS = 3
# Of the distinct glossed characters so many are of the converter's making, with and without a
# pattern to be seen.
MIN_MADE_SHARE, MIN_MADE_SHARE_OF_FEW = 0.6, 0.8
# So many are more than a lesson has beside its own.
MANY_CHARS, MANY_GLOSSES = 5, 8
# The same of a page that was made Simplified again, and the share of characters that differ.
MANY_SIMPLIFIED_CHARS, MANY_SIMPLIFIED_GLOSSES, MIN_DIFFERING_SHARE = 5, 8, 0.9
# Of the glosses scattered over a Traditional page so many tell a reading that everybody knows.
MIN_NEEDLESS_SHARE = 0.75
# A reader for children glosses more than this share of the text's characters.
MAX_SCATTERED_SHARE = 0.08
# A page is Traditional by so many characters, and at most this share of Simplified ones to them.
MIN_TRADITIONAL_CHARS, MAX_SIMPLIFIED_SHARE = 4, 0.1


def find_glosses(text: str) -> tuple[Change, ...]:
    """The glosses of `text` that a converter wrote, as deletions, sorted.

    Example:
        >>> [change.start for change in find_glosses("加快發(fā)展產(chǎn)業(yè)，新華網(wǎng)")]
        [3, 9, 16, 24]
        >>> find_glosses("“长(zhǎng)”字怎么读")
        ()
    """
    if not _OPEN_RE.search(text):
        return ()
    found = [m for m in GLOSS_RE.finditer(text) if _is_gloss(m["reading"], text[m.start() - 1])]
    if not found:
        return ()
    glossed = Counter(text[m.start() - 1] for m in found)
    if not (_is_converted(text, found, glossed) or _is_scattered(text, found)):
        return ()
    simplified = not any(simplify(char) != char for char in glossed)
    return tuple(
        Change(
            start=m.start(),
            end=m.end(),
            after="",
            rule_id=RULE,
            evidence=f"{m['reading']} is a reading of {text[m.start() - 1]}; "
            f"{len(found)} glosses of {len(glossed)} characters on the page",
        )
        for m in found
        if simplified
        or simplify(text[m.start() - 1]) != text[m.start() - 1]
        or not is_simplified_only(text[m.start() - 1])
    )


def _is_gloss(reading: str, char: str) -> bool:
    """Whether a bracket may be a gloss of the character before it, with its tone or without."""
    if not is_common(char):
        return False
    if is_reading(reading, char):
        return True
    bare = TONED.isdisjoint(reading) and simplify(char) != char
    return bare and toneless(reading) in toneless_readings(char)


def _is_converted(text: str, found: Sequence[re.Match[str]], glossed: Counter[str]) -> bool:
    """Whether the glosses look like a converter's work, all of them or none."""
    made = {char for char in glossed if simplify(char) != char}
    total = sum(glossed.values())
    if not made:
        return _is_made_simplified(text, glossed)
    pattern = len(made) >= MIN_PATTERN_CHARS
    if len(made) < len(glossed) * (MIN_MADE_SHARE if pattern else MIN_MADE_SHARE_OF_FEW):
        return False
    many = len(made) >= MANY_CHARS and total >= MANY_GLOSSES
    if not many and _teaches(text, found):
        return False
    if total < MIN_GLOSSED_SHARE * sum(text.count(char) for char in glossed):
        return False
    if pattern:
        return True
    # Too few to see a pattern: then only the plainest case, a character in its first reading.
    return all(_is_first_reading(text, m) for m in found)


def _is_made_simplified(text: str, glossed: Counter[str]) -> bool:
    """Whether a Simplified page has the glosses of a converter that wrote Traditional before."""
    total = sum(glossed.values())
    if len(glossed) < MANY_SIMPLIFIED_CHARS or total < MANY_SIMPLIFIED_GLOSSES:
        return False
    if LESSON_RE.search(text):
        return False
    differing = sum(len(spellings().get(char, ())) > 1 for char in glossed)
    if differing < MIN_DIFFERING_SHARE * len(glossed):
        return False
    return total >= MIN_GLOSSED_SHARE * sum(text.count(char) for char in glossed)


def _is_scattered(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether readings of everyday characters are strewn over a Traditional page."""
    if len(found) > MAX_SCATTERED_SHARE * len(text) or _teaches(text, found):
        return False
    if not _is_traditional(text):
        return False
    return sum(_is_needless(text, m) for m in found) >= MIN_NEEDLESS_SHARE * len(found)


def _is_needless(text: str, gloss: re.Match[str]) -> bool:
    """Whether a gloss tells the first reading of an everyday character."""
    return simplify(text[gloss.start() - 1]) in _everyday() and _is_first_reading(text, gloss)


def _is_first_reading(text: str, gloss: re.Match[str]) -> bool:
    """Whether a gloss tells the first reading of a character that no quotes name as such."""
    at = gloss.start() - 1
    if text[at - 1 : at] in QUOTES and text[gloss.end() : gloss.end() + 1] in QUOTES:
        return False
    return plain_reading(gloss["reading"]) == readings_of(text[at])[0]


@cache
def _everyday() -> frozenset[str]:
    return frozenset(row[1] for row in load_table("common_characters").rows)


def _is_traditional(text: str) -> bool:
    """Whether `text` is in Traditional script by its characters, nearly all of them."""
    counts = Counter(text)
    traditional = sum(n for char, n in counts.items() if simplify(char) != char)
    simplified = sum(n for char, n in counts.items() if is_simplified_only(char))
    return traditional >= MIN_TRADITIONAL_CHARS and simplified <= MAX_SIMPLIFIED_SHARE * traditional


def _teaches(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether a person wrote the readings: the text talks of sounds, or reads a character two ways."""
    if LESSON_RE.search(text):
        return True
    readings: dict[str, str] = {}
    for m in found:
        char = text[m.start() - 1]
        reading = toneless(m["reading"])
        if readings.setdefault(char, reading) != reading:
            return True
    return False
