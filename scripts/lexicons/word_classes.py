"""Write lexicons/word_classes.tsv: common words of jieba's dictionary by part of speech.

Run: python scripts/lexicons/word_classes.py
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

# A word met fewer times in the dictionary's own corpus is as good as unknown to a name.
LEAST_COUNT = 30
# Tags that differ only in detail, to the tag that stands for them.
MERGED = {
    "ad": "a", "ag": "a", "an": "a", "df": "d", "dg": "d", "mg": "m", "mq": "m", "ng": "n",
    "nrfg": "nr", "nrt": "nr", "rg": "r", "rr": "r", "rz": "r", "tg": "t", "ud": "u", "ug": "u",
    "uj": "u", "ul": "u", "uv": "u", "uz": "u", "vd": "v", "vg": "v", "vi": "v", "vq": "v",
    "o": "x", "h": "x", "k": "x", "zg": "x", "g": "x", "z": "a", "l": "i",
}  # fmt: skip
TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "word_classes.tsv"


def main() -> None:
    """Group the words by tag and first character."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, count, tag = line.split()
        if int(count) >= LEAST_COUNT and ";" not in word:
            groups[MERGED.get(tag, tag), word[0]].append(word)
    lines = [
        f"# holds: words that stand at least {LEAST_COUNT} times in jieba's counts, by class",
        "# columns: id (class and first character), class (jieba's tag, details merged), words",
        f"# source: jieba {version('jieba')} dict.txt",
        "# licence: MIT",
        "# date: 2026-11-23",
        "id\tclass\twords",
    ]
    rows = [f"{tag}.{first}\t{tag}\t{';'.join(sorted(ws))}" for (tag, first), ws in groups.items()]
    TARGET.write_text("\n".join([*lines, *sorted(rows)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
