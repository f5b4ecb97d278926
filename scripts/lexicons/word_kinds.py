"""Write lexicons/word_kinds.tsv: words of the segmenter's own dictionary that are no nouns.

Run: python scripts/lexicons/word_kinds.py
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

# A word must stand this often in the counts of the dictionary; rarer ones are mostly names.
MIN_COUNT = 60
# A verb may be rarer: taken for a noun, it becomes part of what an amount measures. Rare ones are
# taken to stand as nouns too (煤炭采选板块).
MIN_VERB_COUNT = 4
VERBS = frozenset(("verb", "verb_noun"))
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
    """Group the words whose tag is listed by kind and first character."""
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, number, tag = line.split(" ")
        kind, count = KINDS.get(tag, ""), int(number)
        if not kind or not 2 <= len(word) <= 4:
            continue
        if count >= MIN_COUNT:
            groups[kind, word[0]].add(word)
        elif kind in VERBS and count >= MIN_VERB_COUNT:
            groups["verb_noun", word[0]].add(word)
    write(groups)


def write(groups: dict[tuple[str, str], set[str]]) -> None:
    """Write the table."""
    lines = [
        "# holds: verbs, and common adverbs, adjectives and words of time, to cut a clause by",
        "# columns: id (kind and first character), kind (verb_noun: also stands as a noun), words",
        f"# source: dict.txt of jieba {version('jieba')}; but for verbs, words counted {MIN_COUNT} times",
        "# licence: MIT",
        "# date: 2026-11-23",
        "id\tkind\twords",
        *(f"{k}.{c}\t{k}\t{';'.join(sorted(ws))}" for (k, c), ws in sorted(groups.items())),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
