"""Stretches of GBK text read one byte late: `重獎??h委` was 重獎。縣委.

Seen on pages whose full-width marks were made half-width on the level of bytes: where the second
byte of one character and the first of the next happened to spell ！ ？ or ， (A3A1, A3BF, A3AC), the
pass took them for that mark. The first character lost its first byte, and all that follows pairs
one byte late until a byte below 0x80 puts it right; pairs that are no character vanish.

All readings that the bytes allow are weighed by word counts and the article's own words, the text
as it stands among them. A character is written only where it is sure; one that is not becomes
U+FFFD with an issue over it. It could be wrong where a rare name stands in the stretch and a common
word fits the same bytes.
"""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.changes import Change
from govnews_extract.repair.gbk_bytes import is_simplified_only, rare_chars
from govnews_extract.repair.shift_lattice import (
    ALIGNED,
    LETTER,
    LOST_MARKS,
    MARK_BYTES,
    SHIFTED,
    Node,
    ShiftLattice,
)
from govnews_extract.repair.shift_paths import ReadChar, likeliest_reading
from govnews_extract.repair.words import MAX_ARTICLE_CHARS, ArticleWords

KIND = "gbk_shift"
RULE = "gbk_shift.words"
GAP = "\ufffd"
SIGNS = frozenset(MARK_BYTES)

# A guessed character less likely than this is left as a gap.
SURE = 0.75
# Log share of every character of a reading that needs no vanished pairs to be believed.
FLUENT_LOG = -9.5
# Shown characters of one stretch; longer ones are cut, which ends the repair there.
MAX_RUN_CHARS = 160
CONTEXT_CHARS = 6

_RUN_RE = re.compile(
    rf"(?:[?\ufffd][!?,！？，]|[!?,！？，](?=[^\x00-\x7f]|[@-~]))(?:[^\x00-\x7f]|[!?,\ufffd](?=[^\x00-\x7f])){{0,{MAX_RUN_CHARS}}}"
)
_LETTER_RE = re.compile(r"[?\ufffd][!?,！？，][@-~]|[\u3400-\u9fff][!?,][@-~](?=[\u3400-\u9fff(])")


@cache
def _rare_re() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(rare_chars()))}]")


def find_shifts(text: str) -> tuple[Change, ...]:
    """The shifted stretches of `text` put right, one change a character, sorted.

    Example:
        >>> [(c.start, c.end, c.after) for c in find_shifts("给予千万元重奖??h委、縣政府")]
        [(7, 8, '。'), (8, 10, '縣')]
    """
    spans = _suspects(text)
    if not spans:
        return ()
    words = ArticleWords(simplify(_without(text, spans)))
    traditional = _is_traditional(text)
    changes: list[Change] = []
    for start, end in spans:
        shown = text[start:end]
        changes += _changes(start, shown, _read(shown, words, traditional=traditional))
    return tuple(changes)


def _read(shown: str, words: ArticleWords, *, traditional: bool) -> tuple[ReadChar, ...]:
    """The likeliest reading of `shown`, without vanished pairs where that is fluent."""
    lattice = ShiftLattice(shown, traditional=traditional, vanishing=False)
    reading = likeliest_reading(lattice, words)
    restored = [read for read in reading if _is_restored(read)]
    fluent = all(read.word_log > FLUENT_LOG and read.sure >= SURE for read in restored[1:])
    if restored and fluent and restored[0].sure >= SURE:
        return reading
    return likeliest_reading(ShiftLattice(shown, traditional=traditional), words)


def _is_restored(read: ReadChar) -> bool:
    return read.start.order != ALIGNED or read.end.order != ALIGNED


def _suspects(text: str) -> list[tuple[int, int]]:
    """Stretches that may hold a shift, with some context, disjoint and sorted."""
    rare = _rare_re()
    spans: list[tuple[int, int]] = []
    for run in _RUN_RE.finditer(text):
        shown = run.group()
        traced = shown[0] in LOST_MARKS and shown[1:2] in MARK_BYTES
        if not (rare.search(shown) or _LETTER_RE.match(text, max(run.start() - 1, 0)) or traced):
            continue
        start = _back(text, run.start())
        end = _ahead(text, run.end())
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _back(text: str, at: int) -> int:
    low = max(at - CONTEXT_CHARS, 0)
    return max(text.rfind("\n", low, at) + 1, low)


def _ahead(text: str, at: int) -> int:
    high = min(at + CONTEXT_CHARS + 8, len(text))
    line_end = text.find("\n", at, high)
    return high if line_end < 0 else line_end


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text of the article that is not under suspicion."""
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(text[at:start])
        at = end
    pieces.append(text[at:])
    return "\n".join(pieces)[:MAX_ARTICLE_CHARS]


def _is_traditional(text: str) -> bool:
    head = text[:MAX_ARTICLE_CHARS]
    changed = sum(a != b for a, b in zip(head, simplify(head), strict=True))
    return changed > sum(map(is_simplified_only, head))


def _changes(start: int, shown: str, reading: tuple[ReadChar, ...]) -> list[Change]:
    """The reading as changes; a character with nothing of its own to show joins its neighbour."""
    changes: list[Change] = []
    waiting = ""
    for read in reading:
        if not _is_restored(read):
            continue
        low, high = _shown_from(read.start), _shown_from(read.end)
        sure = read.sure >= SURE
        char = read.char if sure else GAP
        if low == high and not changes:
            waiting = char
            continue
        gap = "" if sure else f"one character lost, perhaps {read.char} ({read.sure:.2f})"
        if low == high:
            last = changes.pop()
            low, high, gap = last.start - start, last.end - start, last.gap or gap
            char = last.after + char
        changes.append(
            Change(
                start=start + low,
                end=start + high,
                after=waiting + char,
                rule_id=RULE,
                evidence=f"{shown[low:high]} is GBK read one byte late",
                gap=gap,
            )
        )
        waiting = ""
    return changes


def _shown_from(node: Node) -> int:
    """Where what shows of the character after `node` begins: at the one that holds its lead."""
    return node.at - 1 if node.order in {SHIFTED, LETTER} else node.at
