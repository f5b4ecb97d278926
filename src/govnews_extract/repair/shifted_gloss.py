"""Pinyin glosses that were put between the two bytes of a character: `日?qǐng)?bào)` was 日報.

Seen three times. The converter looked at the bytes one late, took the last byte of 日 and the
first of 報 for 請 (D588), and wrote that character's reading between them; the opening bracket
then went with the lone first byte. So the first reading is that of a character whose first byte
is known, which gives the lost character's own first byte; a second reading, where there is one,
is its own. Where the second byte of the lost character is 0x80 it vanishes without a mark
(`?zhèn)` was 個).

Of the characters that fit, the one that the words around it ask for is taken, if it is sure. Where
there is no second reading, the second byte shows as half of what follows, and all up to the next
byte below 0x80 is read one byte late: `總?cè)藬?shù)` was 總人數; those stretches are put right with the
other shifted ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.article_words import ArticleWords
from govnews_extract.repair.blanks import likeliest_fill
from govnews_extract.repair.changes import Change
from govnews_extract.repair.gbk_bytes import LEADS, is_common, pair_of, pair_table
from govnews_extract.repair.readings import is_reading

KIND = "gbk_shift"
RULE = "gbk_shift.gloss"
GAP = "\ufffd"
SURE = 0.75

_READING = r"[a-zɑɡāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6}"
SHIFTED_GLOSS_RE = re.compile(
    rf"(?<=[\u3400-\u9fff])[?\ufffd](?P<false>{_READING})[)）]"
    rf"(?:[?\ufffd](?P<own>{_READING})[)）])?"
)


def find_shifted_glosses(text: str) -> tuple[Change, ...]:
    """The characters of `text` that a gloss tore apart, put together again, sorted.

    Example:
        >>> [(c.start, c.end, c.after) for c in find_shifted_glosses("經濟日?qǐng)?bào)報道")]
        [(3, 14, '報')]
    """
    if "?" not in text and GAP not in text:
        return ()
    found = [m for m in SHIFTED_GLOSS_RE.finditer(text) if m["own"]]
    if not found:
        return ()
    words = ArticleWords(SHIFTED_GLOSS_RE.sub("\n", text))
    changes = []
    for m in found:
        options = tuple(_options(text[m.start() - 1], m["false"], m["own"]))
        if not options:
            continue
        before, after = text[: m.start()][-8:], text[m.end() : m.end() + 8]
        char, odds = likeliest_fill(before, options, after, words=words)
        sure = odds >= SURE
        changes.append(
            Change(
                start=m.start(),
                end=m.end(),
                after=char if sure else GAP,
                rule_id=RULE,
                evidence=f"{m['false']} is read from a byte of it and of {text[m.start() - 1]}",
                gap="" if sure else f"one character lost, perhaps {char} ({odds:.2f})",
            )
        )
    return tuple(changes)


def torn_leads(before: str, false: str) -> tuple[int, ...]:
    """The first bytes of a character torn behind `before` by a gloss that reads `false`.

    Example:
        >>> [hex(lead) for lead in torn_leads("當", "shù")]
        ['0xb5']
    """
    pair = pair_of(before)
    by_lead = pair_table().by_lead.get(pair[1], {}) if pair else {}
    return tuple(
        lead for lead, char in by_lead.items() if lead in LEADS and is_reading(false, char)
    )


def _options(before: str, false: str, own: str) -> Iterator[str]:
    """The characters that may have been torn apart behind `before`."""
    for lead in torn_leads(before, false):
        for lost in pair_table().by_lead[lead].values():
            if is_reading(own, lost) and is_common(lost) and simplify(lost) != lost:
                yield lost
