"""Pinyin glosses that a site's script converter left behind: `發(fā)展` was 發展.

Seen on about one page in five of converted pages. The converter writes the reading after some of
the characters that it changed, the same characters all through a page. A person writes a reading
for another reason: to teach a character, or to tell a rare name's sound. So a gloss goes only where
the bracket holds a reading of the very character before it, that character is a common one which a
Simplified→Traditional converter makes, and the page as a whole looks converted: each glossed
character is glossed nearly every time, and none of the glosses teaches.

It could be wrong on a Traditional page that glosses one common character and never repeats it
without the gloss; there the reading is lost from the text and kept in the edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.changes import Change
from govnews_extract.repair.gbk_bytes import is_common
from govnews_extract.repair.readings import is_reading, plain_reading, readings_of

KIND = "pinyin_gloss"
RULE = "gloss.converter"

GLOSS_RE = re.compile(
    r"(?<=[\u3400-\u9fff])[(（](?P<reading>[a-zɑɡāáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6})[)）]"
)
LESSON_RE = re.compile(
    r"拼音|注音|读音|讀音|读作|讀作|念作|多音字|声调|聲調|发音|發音|生字|识字|識字|普通[话話]考"
)
# A converter glosses a character wherever it stands (110 of 110 in the article that this was
# learned from); furniture pasted in later may hold it bare.
MIN_GLOSSED_SHARE = 0.5
# A page with fewer distinct glossed characters shows no pattern of its own.
MIN_PATTERN_CHARS = 3


def find_glosses(text: str) -> tuple[Change, ...]:
    """The glosses of `text` that a converter wrote, as deletions, sorted.

    Example:
        >>> [change.start for change in find_glosses("加快發(fā)展產(chǎn)業(yè)，新華網(wǎng)")]
        [3, 9, 16, 24]
        >>> find_glosses("“长(zhǎng)”字怎么读")
        ()
    """
    found = [
        m
        for m in GLOSS_RE.finditer(text)
        if is_common(text[m.start() - 1]) and is_reading(m["reading"], text[m.start() - 1])
    ]
    if not found or not _is_converted(text, found):
        return ()
    chars = len({text[m.start() - 1] for m in found})
    return tuple(
        Change(
            start=m.start(),
            end=m.end(),
            after="",
            rule_id=RULE,
            evidence=f"{m['reading']} is a reading of {text[m.start() - 1]}; "
            f"{len(found)} glosses of {chars} characters on the page",
        )
        for m in found
    )


def _is_converted(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether the glosses look like a converter's work, all of them or none."""
    glossed = Counter(text[m.start() - 1] for m in found)
    made = {char for char in glossed if simplify(char) != char}
    if len(made) < len(glossed) * 0.8 or _teaches(text, found):
        return False
    total = sum(glossed.values())
    if total < MIN_GLOSSED_SHARE * sum(text.count(char) for char in glossed):
        return False
    if len(made) >= MIN_PATTERN_CHARS:
        return True
    # Too few to see a pattern: then only the plainest case, a character in its first reading.
    return all(plain_reading(m["reading"]) == readings_of(text[m.start() - 1])[0] for m in found)


def _teaches(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether a person wrote the readings: the text talks of sounds, or reads a character two ways."""
    if LESSON_RE.search(text):
        return True
    readings: dict[str, str] = {}
    for m in found:
        char = text[m.start() - 1]
        if readings.setdefault(char, plain_reading(m["reading"])) != plain_reading(m["reading"]):
            return True
    return False
