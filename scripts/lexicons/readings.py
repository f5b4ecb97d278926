"""Write lexicons/readings.tsv: the Mandarin readings of the characters of GBK.

Run: python scripts/lexicons/readings.py   (needs `pypinyin`, at build time only)
"""

from __future__ import annotations

import unicodedata
from importlib.metadata import version
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "readings.tsv"


def main() -> None:
    """Ask for the readings of every hanzi that GBK can write, the commonest first."""
    lines = [
        "# holds: Mandarin readings of every hanzi in GBK, with tone marks, the commonest first",
        "# columns: id (code point), surface (character), canonical (readings)",
        f"# source: pypinyin {version('pypinyin')}, asked character by character with heteronyms",
        "# licence: MIT",
        "# date: 2026-11-23",
        "id\tsurface\tcanonical",
    ]
    rows = []
    for code in range(0x3400, 0xA000):
        char = chr(code)
        try:
            char.encode("gbk")
        except UnicodeEncodeError:
            continue
        found = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")
        readings = [unicodedata.normalize("NFC", reading) for part in found for reading in part]
        if readings:
            rows.append(f"U+{code:05X}\t{char}\t{';'.join(dict.fromkeys(readings))}")
    TARGET.write_text("\n".join([*lines, *sorted(rows)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
