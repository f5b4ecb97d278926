"""Text read with the wrong encoding from end to end."""

from __future__ import annotations

import unicodedata
from random import Random


def gbk_as_latin(text: str, page: str) -> str:
    """`text` in GBK, read as an encoding of single bytes."""
    return _as_page(text.encode("gb18030"), page)


def utf8_as_latin(text: str, page: str) -> str:
    """`text` in UTF-8, read as an encoding of single bytes."""
    return _as_page(text.encode("utf-8"), page)


def utf8_as_gbk(text: str) -> str | None:
    """`text` in UTF-8, read as GBK; None where the reading loses bytes."""
    data = text.encode("utf-8")
    out: list[str] = []
    at = 0
    while at < len(data):
        size = 1 if data[at] <= 0x80 else 2
        part = data[at : at + size]
        if part == b"\x80":
            out.append("€")
        elif size == 2 and (len(part) < 2 or part[1] < 0x40 or part[1] in {0x7F, 0xFF}):
            return None
        else:
            try:
                out.append(part.decode("gb18030"))
            except UnicodeDecodeError:
                return None
        at += size
    return "".join(out)


def in_pairs(text: str) -> str:
    """`text` without what would leave a lone byte: each run of characters made even in number."""
    runs: list[str] = [""]
    for char in text:
        if runs[-1] and runs[-1][-1].isascii() != char.isascii():
            runs.append("")
        runs[-1] += char
    return "".join(run if run.isascii() or len(run) % 2 == 0 else run[:-1] for run in runs)


def garbled_at_random(text: str, rng: Random) -> tuple[str, str] | None:
    """`text`, or as much of it as can go through, and what shows; None where nothing can."""
    way = rng.randrange(5)
    if way == 0:
        return text, gbk_as_latin(text, rng.choice(("latin-1", "cp1252")))
    if way == 1:
        return text, utf8_as_latin(text, rng.choice(("latin-1", "cp1252")))
    even = in_pairs(text)
    shown = utf8_as_gbk(even)
    if way == 4 and shown:
        again = in_pairs(shown)
        nested = utf8_as_gbk(again) if again == shown else None
        return (even, nested) if nested else None
    return (even, shown) if shown else None


def _as_page(data: bytes, page: str) -> str:
    return "".join(bytes((b,)).decode(page, "ignore") or chr(b) for b in data)


def gbk_as_utf8_or_latin(text: str) -> str:
    """`text` in GBK, read as UTF-8 where that can be and byte by byte where not, then composed.

    Soft hyphens, which show nothing, are dropped.
    """
    data = text.encode("gb18030")
    out: list[str] = []
    at = 0
    while at < len(data):
        size = next((n for n in (4, 3, 2) if _is_one_of_utf8(data[at : at + n], n)), 1)
        part = data[at : at + size]
        out.append(part.decode("utf-8") if size > 1 else part.decode("latin-1"))
        at += size
    return unicodedata.normalize("NFC", "".join(out)).replace("\xad", "")


def _is_one_of_utf8(part: bytes, size: int) -> bool:
    try:
        return len(part) == size and len(part.decode("utf-8")) == 1
    except UnicodeDecodeError:
        return False
