"""Write lexicons/common_characters.tsv: how often each common Chinese character is written.

Run: python scripts/lexicons/common_characters.py
"""

from __future__ import annotations

from collections import Counter
from importlib.metadata import files, version
from pathlib import Path

# Ranks below this say nothing more about a text: each is under 30 in a million characters.
KEPT = 2400
TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "common_characters.tsv"


def main() -> None:
    """Add up jieba's word counts over the characters of the words."""
    dictionary = next(file for file in files("jieba") or () if file.name == "dict.txt")
    counts: Counter[str] = Counter()
    for line in Path(str(dictionary.locate())).read_text(encoding="utf-8").splitlines():
        word, count = line.split(" ")[:2]
        for char in word:
            if "\u4e00" <= char <= "\u9fff":
                counts[char] += int(count)
    total = sum(counts.values())
    lines = [
        "# holds: the most frequent Chinese characters, simplified, and how often each is written",
        "# columns: id (rank); surface (character); per_million (of all characters)",
        f"# source: word counts of jieba {version('jieba')} (dict.txt), added up over characters",
        "# licence: MIT",
        "# date: 2026-11-23",
        "id\tsurface\tper_million",
    ]
    lines += [
        f"{rank:04}\t{char}\t{round(count * 1_000_000 / total)}"
        for rank, (char, count) in enumerate(counts.most_common(KEPT), 1)
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
