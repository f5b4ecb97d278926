"""Write lexicons/script_variants.tsv: Traditional characters and their Simplified forms.

Run: python scripts/lexicons/script_variants.py
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import opencc

# CJK Extension A, the Unified block, compatibility ideographs, Extension B.
BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2A6E0))
TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "script_variants.tsv"


def main() -> None:
    """Convert every character of the blocks and keep the rows that change."""
    convert = opencc.OpenCC("t2s").convert
    lines = [
        "# holds: Traditional and compatibility characters and their Simplified form, one to one",
        "# columns: id (code point), surface (character), canonical (its Simplified form)",
        f"# source: OpenCC {version('opencc')} t2s, asked character by character",
        "# licence: Apache-2.0",
        "# date: 2026-11-23",
        "id\tsurface\tcanonical",
    ]
    rows = []
    for low, high in BLOCKS:
        for code in range(low, high):
            simple = convert(chr(code))
            if simple != chr(code) and len(simple) == 1:
                rows.append(f"U+{code:05X}\t{chr(code)}\t{simple}")
    TARGET.write_text("\n".join([*lines, *sorted(rows)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
