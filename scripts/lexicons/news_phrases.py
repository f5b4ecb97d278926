"""Write lexicons/news_phrases.tsv: how often short phrases stand in Chinese local news.

Run: python scripts/lexicons/news_phrases.py TAGGED.tsv   (an id, a tab and a tagged passage a line)

The table holds counts alone: phrases of up to four characters that stand in at least three
passages, so that nothing of any one passage can be told from it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from govnews_extract.lexicon.script import simplify

TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "news_phrases.tsv"
MAX_PHRASE_CHARS = 4
MIN_PASSAGES = 3
MIN_COUNT = 4
PHRASE_RE = re.compile(r"[\u4e00-\u9fff]{2,}")


def phrase_counts(passages: list[str]) -> tuple[dict[str, int], int]:
    """Counts of the phrases of `passages` that are common enough, and of all characters."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    total = 0
    for passage in passages:
        own: Counter[str] = Counter()
        for run in PHRASE_RE.findall(simplify(passage)):
            total += len(run)
            for size in range(2, MAX_PHRASE_CHARS + 1):
                own.update(run[i : i + size] for i in range(len(run) - size + 1))
        counts.update(own)
        spread.update(own.keys())
    kept = {p: n for p, n in counts.items() if n >= MIN_COUNT and spread[p] >= MIN_PASSAGES}
    return kept, total


def main() -> None:
    """Count the phrases of the file named on the command line."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    passages = [re.sub(r"<[^>]+>", "", line.split("\t", 1)[1]) for line in lines]
    counts, total = phrase_counts(passages)
    head = [
        "# holds: phrases of two to four characters, with their counts in Chinese news",
        "# columns: id (the phrase), count",
        (
            f"# source: counted over {len(passages)} passages of news of 2006 to 2025 "
            f"({total} characters); phrases of fewer than {MIN_PASSAGES} passages are left out"
        ),
        "# licence: MIT",
        "# date: 2026-11-23",
        f"# total: {total}",
        "id\tcount",
    ]
    rows = [f"{phrase}\t{count}" for phrase, count in sorted(counts.items())]
    TARGET.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
