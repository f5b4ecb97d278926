"""Write lexicons/word_kinds.tsv: common words of the segmenter's own dictionary that are no nouns.

Run: python scripts/lexicons/word_kinds.py
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

# A word must stand this often in the counts of the dictionary; rarer ones are mostly names.
MIN_COUNT = 60
KINDS = {
    "v": "verb",
    "vn": "verb_noun",
    "vi": "verb",
    "vd": "verb",
    "d": "adverb",
    "ad": "adverb",
    "c": "adverb",
    "a": "modifier",
    "b": "modifier",
    "z": "modifier",
    "t": "time",
}
TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "word_kinds.tsv"


def main() -> None:
    """Keep words of two to four characters whose tag is listed."""
    rows = []
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if tag in KINDS and int(count) >= MIN_COUNT and 2 <= len(word) <= 4:
            rows.append((word, KINDS[tag]))
    lines = [
        "# holds: common verbs, adverbs, adjectives and words of time, so that a clause can be cut",
        "# columns: id (the word), surface, kind (verb_noun: also stands as a noun)",
        f"# source: dict.txt of jieba {version('jieba')}, words counted {MIN_COUNT} times or more",
        "# licence: MIT",
        "# date: 2026-11-23",
        "id\tsurface\tkind",
        *(f"{word}\t{word}\t{kind}" for word, kind in sorted(set(rows))),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
