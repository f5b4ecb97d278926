"""Write lexicons/news_words.tsv and lexicons/tag_pairs.tsv: words of news and how they follow.

Run: python scripts/lexicons/news_words.py UNPACKED_WHEEL   (of `xmnlp` 0.1.8, at build time only)

The package holds the counts of a tagger trained on newspaper text: how often a word was seen with
a part of speech, and how often one part of speech followed another.
"""

from __future__ import annotations

import bz2
import pickle
import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "lexicons"
SOURCE = "xmnlp/postag/tag.hmm.pickle.3"
MIN_COUNT = 2
HEAD = [
    "# source: xmnlp 0.1.8, counts of its part-of-speech tagger",
    "# licence: MIT",
    "# date: 2026-11-23",
]
# The tagger's classes come down to these; the letters are those that jieba's dictionary uses.
COARSE = frozenset("nvadpucmqrtfsbzijlwykhox")


def coarse(tag: str) -> str:
    """One letter for a part of speech, with proper names of persons, places and bodies apart."""
    if tag in {"nr", "ns", "nt"}:
        return tag
    return tag[0].lower() if tag[0].lower() in COARSE else "n"


def main() -> None:
    """Read the pickled counts and write both tables."""
    packed = (Path(sys.argv[1]) / SOURCE).read_bytes()
    model = pickle.loads(bz2.decompress(packed))  # noqa: S301 - a package read at build time
    words: dict[str, Counter[str]] = {}
    for (word, tag), count in model["emit"].items():
        if not any(c in word for c in " \t\n") and word:
            words.setdefault(word, Counter())[coarse(tag)] += count
    total = sum(sum(tags.values()) for tags in words.values())
    rows = [
        f"{word}\t{sum(tags.values())}\t{tags.most_common(1)[0][0]}"
        for word, tags in sorted(words.items())
        if sum(tags.values()) >= MIN_COUNT and len(word) <= 8
    ]
    head = [
        "# holds: words of newspaper text with their count and part of speech",
        "# columns: id (word), count, tag (its commonest part of speech, a letter as jieba's)",
        *HEAD,
        f"# total: {total}",
        "id\tcount\ttag",
    ]
    (TARGET / "news_words.tsv").write_text("\n".join(head + rows) + "\n", encoding="utf-8")
    pairs: Counter[tuple[str, str]] = Counter()
    for (first, second), count in model["bi"].items():
        if "BOS" not in first and "BOS" not in second:
            pairs[coarse(first), coarse(second)] += count
    rows = [f"{a} {b}\t{a}\t{b}\t{n}" for (a, b), n in sorted(pairs.items())]
    head = [
        "# holds: how often one part of speech follows another in newspaper text",
        "# columns: id, first, second (parts of speech, letters as jieba's), count",
        *HEAD,
        "id\tfirst\tsecond\tcount",
    ]
    (TARGET / "tag_pairs.tsv").write_text("\n".join(head + rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
