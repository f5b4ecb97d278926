"""Pinyin glosses that were put between the two bytes of a character: `日?qǐng)?bào)` was 日報.

Seen three times. The converter looked at the bytes one late, took the last byte of 日 and the
first of 報 for 請 (D588), and wrote that character's reading between them; the opening bracket
then went with the lone first byte. So the first reading is that of a character whose first byte
is known, which gives the lost character's own first byte; a second reading, where there is one,
is its own. Where the second byte of the lost character is 0x80 it vanishes without a mark
(`?zhèn)` was 個).

Where the second byte shows as half of what follows, all up to the next byte below 0x80 is read one
byte late: `總?cè)藬?shù)` was 總人數, `當?shù)仄鹬貦C(jī)` 當地起重機.

Of the characters that fit, the one that the words around it ask for is taken, if it is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.article_words import ArticleWords
from govnews_extract.repair.blanks import likeliest_fill
from govnews_extract.repair.changes import Change
from govnews_extract.repair.gbk_bytes import is_common, pair_of, pair_table
from govnews_extract.repair.gloss import EATEN_GLOSS_RE
from govnews_extract.repair.readings import is_reading

KIND = "gbk_shift"
RULE = "gbk_shift.gloss"
GAP = "\ufffd"
SURE = 0.75
MAX_LATE_CHARS = 60
MIN_COMMON_SHARE = 0.8

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
    found = list(SHIFTED_GLOSS_RE.finditer(text))
    if not found:
        return ()
    words = ArticleWords(SHIFTED_GLOSS_RE.sub("\n", text))
    changes = []
    read_to = 0
    for m in found:
        if m.start() < read_to:
            continue
        options = tuple(_options(text[m.start() - 1], m["false"], m["own"]))
        late, end = "", m.end()
        if not m["own"] and (run := _late_run(text, m)):
            options, late, end = run
        if not options:
            continue
        char, odds = likeliest_fill(
            text[: m.start()][-8:], options, (late + text[end : end + 8])[:8], words=words
        )
        sure = odds >= SURE
        read_to = end
        changes.append(
            Change(
                start=m.start(),
                end=end,
                after=(char if sure else GAP) + late,
                rule_id=RULE,
                evidence=f"{m['false']} is read from a byte of it and of {text[m.start() - 1]}",
                gap="" if sure else f"one character lost, perhaps {char} ({odds:.2f})",
            )
        )
    return tuple(changes)


def _late_run(text: str, m: re.Match[str]) -> tuple[tuple[str, ...], str, int] | None:
    """What stood where a gloss tore a character apart and its second byte shows in the next pair.

    Returns:
        What the torn character may be, the characters behind it, and where they end; None where
        the bytes make no text.
    """
    before = pair_of(text[m.start() - 1])
    if before is None:
        return None
    read = _read_late(text, m.end())
    if read is None:
        return None
    trail, late, end = read
    by_lead = pair_table().by_lead.get(before[1], {})
    leads = [lead for lead, char in by_lead.items() if is_reading(m["false"], char)]
    found = (pair_table().char.get((lead, trail)) for lead in leads)
    options = tuple(char for char in found if char and is_common(char))
    common = sum(map(is_common, late))
    return (options, late, end) if options and common >= MIN_COMMON_SHARE * len(late) else None


def _read_late(text: str, at: int) -> tuple[int, str, int] | None:
    """The first byte that shows at `at`, the characters behind it read in step, and their end."""
    first: int | None = None
    pending = 0
    late: list[str] = []
    chars = pair_table().char
    for place in range(at, min(len(text), at + MAX_LATE_CHARS)):
        shown = text[place]
        pair = pair_of(shown)
        if pair is None:
            closed = _closed(text, place, pending) if first is not None else None
            if first is None and "@" <= shown <= "~":
                return ord(shown), "", place + 1
            return (first, "".join(late) + closed[0], closed[1]) if first and closed else None
        if first is None:
            first = pair[0]
        else:
            char = chars.get((pending, pair[0]))
            if char is None:
                return None
            late.append(char)
        pending = pair[1]
        if pending < 0x80:
            return first, "".join(late) + chr(pending), place + 1
    return None


def _closed(text: str, at: int, lead: int) -> tuple[str, int] | None:
    """The character of `lead` that a byte below 0x80 closes at `at`, and where it ends."""
    shown = text[at]
    if "@" <= shown <= "~":
        char = pair_table().char.get((lead, ord(shown)))
        return (char, at + 1) if char else None
    gloss = EATEN_GLOSS_RE.match(text, at + 1) if shown in {"?", GAP} else None
    if gloss is None:
        return None
    fits = [
        char
        for trail, char in pair_table().by_lead.get(lead, {}).items()
        if trail > 0x80 and is_reading(gloss["reading"], char) and is_common(char)
    ]
    made = [char for char in fits if simplify(char) != char] or fits
    return (made[0], gloss.end()) if len(made) == 1 else None


def _options(before: str, false: str, own: str | None) -> Iterator[str]:
    """The characters that may have been torn apart behind `before`."""
    pair = pair_of(before)
    if pair is None or pair[1] not in pair_table().by_lead:
        return
    for lead, char in pair_table().by_lead[pair[1]].items():
        if lead not in pair_table().by_lead or not is_reading(false, char):
            continue
        for trail, lost in pair_table().by_lead[lead].items():
            fits = is_reading(own, lost) if own else trail == 0x80
            if fits and is_common(lost) and (own is None or simplify(lost) != lost):
                yield lost
