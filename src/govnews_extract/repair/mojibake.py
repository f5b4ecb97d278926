"""Text decoded with the wrong encoding from end to end: `浜垮厓` was 亿元, `ÒÚÔª` was 亿元.

Seen: GBK read as Latin-1 (or its Windows kin; or as UTF-8 where its bytes allow it), UTF-8 read as
GBK (once three times over), UTF-8 read as Latin-1. Encoding a line back and decoding it as what it
was must succeed and must turn rare or foreign letters into common Chinese ones; UTF-8 is so regular
that chance does not pass.
Bytes that the wrong decoder dropped leave a gap. It could be wrong on a line of a few accented
letters that happen to spell two common characters, which is why four are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from govnews_extract.repair.changes import Change
from govnews_extract.repair.gbk_bytes import is_common, pair_of
from govnews_extract.repair.mojibake_mixed import Unit, read_mixed

KIND = "mojibake"
GAP = "\ufffd"

# A line is taken for mojibake where so much of what it becomes is common Chinese,
COMMON_SHARE = 0.8
# so little of what it shows is,
SHOWN_COMMON_SHARE = 0.5
# and where bytes were dropped, no more than this share of its characters is lost.
MAX_LOST_SHARE = 0.25
MIN_LATIN_LETTERS = 4
# No language that is written with these letters has so many with marks.
MIN_LATIN_SHARE = 0.4

_PAGES = ("cp1252", "cp1250", "latin-1")
_LATIN_RE = re.compile(r"[\u0080-\u017f\u02c6-\u02dd\u2010-\u203a\u20ac\u2122\u0192]")
_LATIN_LETTERS_RE = re.compile(rf"(?:{_LATIN_RE.pattern}[ -~]{{0,2}}){{{MIN_LATIN_LETTERS}}}")
_HANZI_RE = re.compile(r"[\u3400-\u9fff]")


_UTF8_LEADS = (0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF)
_UTF8_TAILS = range(0x80, 0xC0)


def _shown(leads: Iterable[int], seconds: Iterable[int]) -> frozenset[str]:
    """What pairs of bytes show as in GBK."""
    shown = (bytes((a, b)).decode("gbk", "ignore") for a in leads for b in seconds)
    return frozenset(char for char in shown if char)


BEGINS_OF_UTF8 = _shown(_UTF8_LEADS, _UTF8_TAILS)
"""What the first two bytes of common characters in UTF-8 show as in GBK."""
SIGNS = BEGINS_OF_UTF8 | {chr(code) for code in range(0xC0, 0x100) if code not in {0xD7, 0xF7}}


@cache
def _two_chars_re() -> re.Pattern[str]:
    """Three characters of GBK whose bytes are two characters of UTF-8."""
    middle = "".join(sorted(_shown(_UTF8_TAILS, _UTF8_LEADS)))
    last = "".join(sorted(_shown(_UTF8_TAILS, _UTF8_TAILS)))
    return re.compile(f"[{''.join(sorted(BEGINS_OF_UTF8))}][{middle}][{last}€]")


def find_mojibake(text: str) -> tuple[Change, ...]:
    """Lines of `text` read once with the wrong encoding, as changes of a few characters each.

    Example:
        >>> [(c.start, c.end, c.after) for c in find_mojibake("浜垮厓")]
        [(0, 3, '亿元')]
        >>> [c.after for c in find_mojibake("120ÒÚÔª")]
        ['亿', '元']
    """
    if not (_two_chars_re().search(text) or _LATIN_LETTERS_RE.search(text)):
        return ()
    changes: list[Change] = []
    start = 0
    for line in text.split("\n"):
        if not line.isascii():
            changes += _line_changes(line, start)
        start += len(line) + 1
    return tuple(changes)


def _line_changes(line: str, start: int) -> list[Change]:
    for rule, shown, true in _readings(line):
        changes = []
        for low, high, after in _regrouped(shown, true):
            if line[low:high] == after:
                continue
            gap = "bytes were dropped before this text was saved" if GAP in after else ""
            changes.append(
                Change(start=start + low, end=start + high, after=after, rule_id=rule, gap=gap)
            )
        return changes
    return []


def _readings(line: str) -> Iterator[tuple[str, list[Unit], list[Unit]]]:
    """The way of reading `line` that makes Chinese of it: rule, units shown, units read; or none."""
    letters = len(_LATIN_RE.findall(line))
    hanzi = _HANZI_RE.findall(line)
    if letters >= MIN_LATIN_LETTERS and letters > 2 * len(hanzi):
        for page in _PAGES:
            shown = _as_page(line, page)
            if shown is None:
                continue
            for encoding in ("utf-8", "gbk"):
                true = _decoded(b"".join(part for _, part in shown), encoding)
                if true and _is_chinese(true):
                    units = [Unit(char, len(part)) for char, part in shown]
                    yield f"mojibake.{encoding}_as_{page}", units, true
                    return
        if letters < MIN_LATIN_SHARE * len(line):
            return
        units, true = read_mixed(line)
        if _is_chinese(true) and _lost_share(true) <= MAX_LOST_SHARE:
            yield "mojibake.gbk_as_utf-8_and_latin-1", units, true
            return
    if _two_chars_re().search(line):
        common = sum(map(is_common, hanzi))
        if common > SHOWN_COMMON_SHARE * len(hanzi):
            return
        parts = [(char, _gbk(char)) for char in line]
        true = _decoded(b"".join(part for _, part in parts), "utf-8")
        if true and _is_chinese(true):
            yield "mojibake.utf-8_as_gbk", [Unit(char, len(part)) for char, part in parts], true


def _gbk(char: str) -> bytes:
    """The bytes that code page 936 shows as `char`; those of UTF-8 where it has none."""
    if char == "€":
        return b"\x80"
    pair = pair_of(char)
    if pair:
        return bytes(pair)
    if "\ue000" <= char <= "\uf8ff":
        return char.encode("gb18030")
    return char.encode("utf-8", "surrogatepass")


@cache
def _page_bytes(page: str) -> dict[str, int]:
    table = {chr(code): code for code in range(0x100)}
    if page != "latin-1":
        for code in range(0x80, 0x100):
            table[bytes((code,)).decode(page, "ignore") or chr(code)] = code
    return table


def _as_page(line: str, page: str) -> list[tuple[str, bytes]] | None:
    table = _page_bytes(page)
    codes = [table.get(char) for char in line]
    if None in codes:
        return None
    return [
        (char, bytes((code,))) for char, code in zip(line, codes, strict=True) if code is not None
    ]


def _decoded(data: bytes, encoding: str) -> list[Unit] | None:
    """`data` as characters; what cannot be decoded becomes a gap. None where too much is lost."""
    if encoding == "gbk":
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            return None
        return [Unit(char, len(char.encode("gb18030"))) for char in text]
    units: list[Unit] = []
    lost = 0
    at = 0
    while at < len(data):
        size = _utf8_size(data, at)
        if size:
            units.append(Unit(data[at : at + size].decode("utf-8"), size))
            at += size
            continue
        end = at + 1
        while end < len(data) and 0x80 <= data[end] < 0xC0:
            end += 1
        # A decoder that dropped the last byte of a character wrote a question mark for it.
        if data[end : end + 1] == b"?":
            end += 1
        if units and units[-1].size > 1 and not is_common(units[-1].char):
            at -= units.pop().size  # what stands before a dropped byte took a part of the next
        units.append(Unit(GAP, end - at))
        lost += 1
        at = end
    wide = sum(unit.size > 1 for unit in units)
    return None if lost > MAX_LOST_SHARE * wide else units


def _utf8_size(data: bytes, at: int) -> int:
    """Length of the character of UTF-8 at `at`; 0 where there is none."""
    lead = data[at]
    size = 1 if lead < 0x80 else 2 if 0xC2 <= lead < 0xE0 else 3 if lead < 0xF0 else 4
    if 0x80 <= lead < 0xC2:
        return 0
    try:
        data[at : at + size].decode("utf-8")
    except UnicodeDecodeError:
        return 0
    return size


def _lost_share(units: list[Unit]) -> float:
    return sum(unit.char == GAP for unit in units) / max(len(units), 1)


def _is_chinese(units: list[Unit]) -> bool:
    wide = [unit.char for unit in units if unit.size > 1]
    common = sum(is_common(char) for char in wide)
    return common >= 2 and common >= COMMON_SHARE * len(wide)


def _regrouped(shown: list[Unit], true: list[Unit]) -> Iterator[tuple[int, int, str]]:
    """The smallest stretches of `shown` and `true` that cover the same bytes, in order."""
    i = j = 0
    while i < len(shown) and j < len(true):
        low, first = i, j
        left, right = shown[i].size, true[j].size
        i, j = i + 1, j + 1
        while left != right:
            if left < right:
                if i == len(shown):
                    return
                left += shown[i].size
                i += 1
            else:
                if j == len(true):
                    return
                right += true[j].size
                j += 1
        yield low, i, "".join(unit.char for unit in true[first:j])
