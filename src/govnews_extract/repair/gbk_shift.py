"""Stretches of GBK text read one byte late: `重獎??h委` was 重獎。縣委.

Seen on pages whose full-width marks were made half-width on the level of bytes: where the second
byte of one character and the first of the next happened to spell ！ ？ ， or ； (A3A1, A3BF, A3AC,
A3BB), the pass took them for that mark; so with 。 (A1A3) between 省 and a full-width mark. The
first character lost its first byte, and all that follows pairs one byte late until a byte below
0x80 puts it right; pairs that are no character vanish. Where a blank (A1A1) or ” and a tag follow 。 at
the end of a paragraph, the tag loses its `<`: `。　</p>` shows as `?！?/p>`.

All readings that the bytes allow are weighed by word counts and the article's own words, the text
as it stands among them. A character is written only where it is sure; one that is not becomes
U+FFFD with an issue over it, and near such a gap more is asked of the others; what is written and
not certain has an issue too. It could be wrong where a rare name stands in the stretch and a common
word fits the same bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from itertools import islice

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.article_words import MAX_ARTICLE_CHARS, ArticleWords
from govnews_extract.repair.blanks import score_words
from govnews_extract.repair.changes import Change
from govnews_extract.repair.gbk_bytes import is_simplified_only, rare_chars
from govnews_extract.repair.readings import TONED
from govnews_extract.repair.shift_lattice import (
    ALIGNED,
    LETTER,
    MARK_BYTES,
    SHIFTED,
    STOP,
    Damage,
    Node,
    ShiftLattice,
    Torn,
)
from govnews_extract.repair.shift_odds import ReadChar, likeliest_reading
from govnews_extract.repair.shift_steps import Style
from govnews_extract.repair.shifted_gloss import SHIFTED_GLOSS_RE, torn_leads
from govnews_extract.repair.words import word_counts

KIND = "gbk_shift"
RULE = "gbk_shift.words"
TAG_RULE = "gbk_shift.tag"
GAP = "\ufffd"
SIGNS = frozenset(MARK_BYTES)

# A guessed character less likely than this is left as a gap: more is asked where pairs vanished, since
# what stood there may be a name that no list holds, and least of 。, which nothing is taken for.
# Of what is written in news whose words the lists lack, one character in 140 is wrong.
SURE_STOP = 0.5
SURE = 0.65
SURE_AMONG_VANISHED = 0.72
SURE_ALONE_AMONG_VANISHED = 0.85
# Errors stand together: so near a gap only what is surer than this is written.
SURE_NEAR_GAP = 0.92
NEAR_CHARS = 4
# What is written and less likely than this is told of, and no quantity is read across it.
CERTAIN = 0.95
# Shown characters of one stretch; longer ones are cut, which ends the repair there.
MAX_RUN_CHARS = 160
MAX_QUOTATION_CHARS = 400
MAX_STRETCH_CHARS = 400
MAX_STRETCHES = 40
MAX_BREAKS = 8
"""Damaged pages were seen with up to a dozen shifted places, seldom two of them close together."""
CONTEXT_CHARS = 4

# Shown characters of a stretch, the letter and the gloss that may close it, and some context.
_RUN_RE = re.compile(
    rf"(?:[^\x00-\x7f]|[!?,;\ufffd](?=[^\x00-\x7f])){{0,{MAX_RUN_CHARS}}}"
    r"(?:[!-~](?:\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}\))?)?[^\n]{0,4}"
)

# What a writer doubles.
_DOUBLED_RE = re.compile(r"[?!！？;；]{0,2}|\?+|!+")
_TAG_RE = re.compile(
    r"(?<=[\u3400-\u9fff”》）)\d])[?\ufffd]?[!！][?\ufffd]/(?:p|div|span|td|li|font|strong)\s?>"
)
_TRACED_RE = re.compile(r"(?<!\?\?)\?(?:[!?,;！？，；](?!\?\?)|。(?=[^\x00-\x7f]))")
# A letter alone between characters: the second byte of a character that closed the stretch.
_LETTER_RE = re.compile(
    r"(?<![!-~])\ufffd?[!?,;！？，；](?=[@-~][\u3400-\u9fff(]"
    r"|[^\x00-\x7f]{1,12}[\[-~](?:[^\x00-\x7f]|\()|[\u3400-\u9fff]{1,8}[A-Z][\u3400-\u9fff0-9])"
)
# What stands behind a mark of these is no Chinese where its characters are less likely than this:
# of 6,579 beginnings of clauses in news 0.7% are, and those are names; of shifted ones, all.
_OPEN_RE = re.compile(r"(?<!\?\?)[!?！？](?=(?P<run>[^\x00-\x7f，。！？、：；（）]{2,8}))")
_BEHIND_RE = re.compile(r"[^\x00-\x7f，。！？、：；（）]{1,8}")
BROKEN = frozenset("?!！？\ufffd")
"""Behind one of these a mark is as broken as that."""

LIKELY_LOG = -8.25
"""What is likelier than this behind a mark is Chinese as it stands (沿G2高速, 东莞)."""

UNLIKELY_LOG = -9.0
MAX_CHECKED = 500
# A quotation that a clause goes on with, so short that it holds no sentence.
MAX_TERM_CHARS = 8
_TERM_RE = re.compile(rf"[\u3400-\u9fff0-9]“[^“”\n，。：,:]{{1,{MAX_TERM_CHARS}}}$")
_BRACKETS = ("“”", "《》", "（）", "「」", "‘’", "〈〉")
# Text with so many kana of all its wide characters is Japanese.
MAX_KANA_SHARE = 0.08
_KANA_RE = re.compile(r"[\u3041-\u30fe]")


# A mark with rare characters close behind it, two of them near each other; each is put as RARE.
RARE = "ɡ"
_GARBLED_RE = re.compile(
    rf"\ufffd?[!?,;！？，；](?=[^\x00-\x7f]{{0,6}}?{RARE}[^\x00-\x7f]{{0,5}}?{RARE})"
)


@cache
def _rare() -> frozenset[str]:
    return rare_chars() | frozenset("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜɑɡ")


def find_shifts(text: str) -> tuple[Change, ...]:
    """The shifted stretches of `text` put right, one change a character, sorted.

    Example:
        >>> [(c.start, c.end, c.after) for c in find_shifts("给予千万元重奖??h委、縣政府")]
        [(7, 8, '。'), (8, 10, '縣')]
    """
    tags = tuple(
        Change(
            start=m.start(),
            end=m.end(),
            after="。”"
            if "”" in _closing(text[max(m.start() - MAX_QUOTATION_CHARS, 0) : m.start()])
            else "。",
            rule_id=TAG_RULE,
            evidence=f"{m[0]} is 。, a blank or ” and a tag, read one byte late",
        )
        for m in (_TAG_RE.finditer(text) if ">" in text else ())
    )
    return tags or _read_anew(text)


def _read_anew(text: str) -> tuple[Change, ...]:
    """The stretches whose readings have to be weighed, as `find_shifts` gives them."""
    torn = _torn_glosses(text)
    breaks = sorted({*_suspects(text), *torn})
    if not breaks:
        return ()
    stretches = _stretches(text, breaks, torn)
    words = ArticleWords(_without(text, stretches))
    style = _style(text)
    changes: list[Change] = []
    read_to, before = 0, ""
    for start, end in stretches:
        before = (before + text[read_to:start])[-MAX_QUOTATION_CHARS:]
        read_to = start
        inside = breaks[bisect_left(breaks, start) : bisect_left(breaks, end)]
        if len(inside) > MAX_BREAKS:
            continue
        closing = _closing(before + text[start : inside[0]])
        damage = Damage(
            text=text[start:end],
            breaks=frozenset(at - start for at in inside if at not in torn),
            torn={
                at - start: Torn(torn[at].end - start, torn[at].leads)
                for at in inside
                if at in torn
            },
            style=style,
            quoting="”" in closing,
            closing=closing,
            ends_line=text[end : end + 1] in {"", "\n"},
            in_term=bool(
                _TERM_RE.search((before + text[start : inside[0]])[-2 * MAX_TERM_CHARS :])
            ),
        )
        reading = likeliest_reading(ShiftLattice(damage), words)
        changes += _changes(start, damage.text, reading)
        if reading:
            before += "".join(read.char for read in reading)
            read_to = end
    return tuple(_founded(text, changes))


def _founded(text: str, changes: list[Change]) -> list[Change]:
    """`changes`, or none where they make gaps of nothing but doubled marks (真的?! and the like).

    Where what stood there can be told, or any other stretch is shifted, such marks are too.
    """
    runs: list[list[Change]] = []
    for change in changes:
        if runs and runs[-1][-1].end == change.start:
            runs[-1].append(change)
        else:
            runs.append([change])
    bare = all(_DOUBLED_RE.fullmatch(text[run[0].start : run[-1].end]) for run in runs)
    return [] if bare and any(change.gap for change in changes) else changes


def _closing(before: str) -> str:
    """The marks that would close what is open behind `before`, in its last line."""
    line = before[before.rfind("\n") + 1 :][-MAX_QUOTATION_CHARS:]
    return "".join(
        closer
        for opener, closer in map(tuple, _BRACKETS)
        if line.count(opener) > line.count(closer)
    )


def _torn_glosses(text: str) -> dict[int, Torn]:
    """The glosses of `text` that stand between the two bytes of a character, by their beginning."""
    if TONED.isdisjoint(text):
        return {}
    found = {
        m.start(): Torn(m.end(), torn_leads(text[m.start() - 1], m["false"]))
        for m in SHIFTED_GLOSS_RE.finditer(text)
    }
    return {at: torn for at, torn in found.items() if torn.leads}


def _suspects(text: str) -> list[int]:
    """The marks of `text` that may hide a break, sorted."""
    found = {m.end() - 1 for m in _LETTER_RE.finditer(text)}
    if "?" in text:
        found.update(m.end() - 1 for m in _TRACED_RE.finditer(text))
    rare = _rare() & set(text)
    if rare:
        marked = text.translate(dict.fromkeys(map(ord, rare), RARE))
        found.update(m.end() - 1 for m in _GARBLED_RE.finditer(marked))
    found = {at for at in found if not _is_plain(text, at)}
    for m in islice(_OPEN_RE.finditer(text), MAX_CHECKED):
        if _score(m["run"]) < UNLIKELY_LOG:
            found.add(m.start())
    if found and len(_KANA_RE.findall(text)) > MAX_KANA_SHARE * len(text):
        return []
    return sorted(found)


def _is_plain(text: str, at: int) -> bool:
    """Whether what stands behind the mark at `at` is Chinese as it stands."""
    if text[max(at - 1, 0)] in BROKEN:
        return False
    run = _BEHIND_RE.match(text, at + 1)
    return run is not None and _score(run[0]) > LIKELY_LOG


def _score(run: str) -> float:
    """Log likelihood of a run as Chinese, a character."""
    return score_words(simplify(run), word_counts()) / len(run)


def _stretches(text: str, breaks: list[int], torn: Mapping[int, Torn]) -> list[tuple[int, int]]:
    """What has to be read anew, with some context on both sides; disjoint and sorted.

    Both their length and their number are bounded, so that a text of nothing but marks costs no
    more than one that is damaged in earnest.
    """
    spans: list[tuple[int, int]] = []
    for at in breaks:
        low = max(at - CONTEXT_CHARS, 0)
        start = max(text.rfind("\n", low, at) + 1, low)
        behind = torn[at].end if at in torn else at + 1
        run = _RUN_RE.match(text, behind)
        end = run.end() if run else behind
        if spans and start <= spans[-1][1]:
            if max(end, spans[-1][1]) - spans[-1][0] > MAX_STRETCH_CHARS:
                continue
            start, end = spans[-1][0], max(end, spans[-1][1])
            spans.pop()
        if len(spans) == MAX_STRETCHES:
            break
        spans.append((start, end))
    return spans


def _is_restored(read: ReadChar) -> bool:
    aligned = read.start.order == read.end.order == ALIGNED
    return not (aligned and read.end.at == read.start.at + 1)


def _without(text: str, stretches: list[tuple[int, int]]) -> str:
    """The text of the article that is not under suspicion."""
    pieces, at = [], 0
    for start, end in stretches:
        pieces.append(text[at:start])
        at = end
    pieces.append(text[at:])
    return "\n".join(pieces)


def _style(text: str) -> Style:
    head = text[:MAX_ARTICLE_CHARS]
    changed = sum(a != b > "\x7f" for a, b in zip(head, simplify(head), strict=True))
    return Style(
        traditional=changed > sum(map(is_simplified_only, head)),
        half_width=head.count(",") + head.count(":") > head.count("，") + head.count("："),
    )


def _changes(start: int, shown: str, reading: tuple[ReadChar, ...]) -> list[Change]:
    """The reading as changes; a character with nothing of its own to show joins its neighbour."""
    changes: list[Change] = []
    waiting = ""
    restored = [read for read in reading if _is_restored(read)]
    for read, written in zip(restored, _written(restored), strict=True):
        low, high = _shown_from(read.start), _shown_from(read.end)
        char = read.char if written else GAP
        if low == high and not changes:
            waiting = char
            continue
        gap, doubt = _told(read, written=written)
        if low == high:
            last = changes.pop()
            low, high = last.start - start, last.end - start
            gap, doubt = last.gap or gap, last.doubt or doubt
            char = last.after + char
        changes.append(
            Change(
                start=start + low,
                end=start + high,
                after=waiting + char,
                rule_id=RULE,
                evidence=f"{shown[low:high]} is GBK read one byte late",
                gap=gap,
                doubt=doubt,
            )
        )
        waiting = ""
    return changes


def _written(restored: list[ReadChar]) -> list[bool]:
    """Of each character, whether it is sure enough to be written."""
    likely = [read.sure >= _needed_odds(read) for read in restored]
    return [
        here
        and (
            read.char == STOP
            or read.sure >= SURE_NEAR_GAP
            or all(likely[max(at - NEAR_CHARS, 0) : at + NEAR_CHARS + 1])
        )
        for at, (here, read) in enumerate(zip(likely, restored, strict=True))
    ]


def _told(read: ReadChar, *, written: bool) -> tuple[str, str]:
    """What is told of a gap and of a doubt, if there is one."""
    if not written:
        return f"one character lost, perhaps {read.char} ({read.sure:.2f})", ""
    return "", "" if read.sure >= CERTAIN else f"{read.char} is likely here ({read.sure:.2f})"


def _needed_odds(read: ReadChar) -> float:
    """How likely the character must be to be written."""
    if read.char == STOP:
        return SURE_STOP
    if {read.start.order, read.end.order} <= {SHIFTED, LETTER, ALIGNED}:
        return SURE
    return SURE_AMONG_VANISHED if read.word_chars > 1 else SURE_ALONE_AMONG_VANISHED


def _shown_from(node: Node) -> int:
    """Where what shows of the character after `node` begins: at the one that holds its lead."""
    return node.at - 1 if node.order in {SHIFTED, LETTER} else node.at
