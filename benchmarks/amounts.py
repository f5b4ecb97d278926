"""Speed of finding amounts beside `jieba.lcut` on the same texts, in one run.

Run: python benchmarks/amounts.py [FILE…]. A file is plain text, one passage a line; tags in angle
brackets are taken out. Without files it measures `samples/`.
"""

from __future__ import annotations

import argparse
import logging
import re
import time
from collections.abc import Callable
from pathlib import Path

import jieba
from rich.console import Console
from rich.table import Table

from govnews_extract.datatypes import ArticleContext, SegmentedText, Span
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import DateFinder, QuantityFinder

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
"""Each step runs so often; the fastest round counts, since other work only ever slows one."""

TAG_RE = re.compile("<[^<>]*>")
MIN_PASSAGE_CHARS = 8


def main() -> None:
    """Measure and print one table for all files together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files or sorted((ROOT / "samples").glob("*.txt"))
    docs = [as_text(line) for path in files for line in passages(path)]
    characters = sum(len(doc.text) for doc in docs)
    jieba.setLogLevel(logging.WARNING)
    words = jieba.Tokenizer()
    words.initialize()
    dates, amounts, context = DateFinder(), QuantityFinder(), ArticleContext()
    known = [dates.find(doc, context) for doc in docs]
    found = sum(
        len(amounts.find(doc, context, when)) for doc, when in zip(docs, known, strict=True)
    )
    steps: dict[str, Callable[[], object]] = {
        "jieba.lcut": lambda: [words.lcut(doc.text) for doc in docs],
        "amounts": lambda: [
            amounts.find(doc, context, when) for doc, when in zip(docs, known, strict=True)
        ],
        "dates": lambda: [dates.find(doc, context) for doc in docs],
    }
    seconds = fastest(steps)
    table = Table(title=f"{len(docs)} passages, {characters} characters, {found} amounts")
    for name in ("step", "characters/s", "× jieba.lcut"):
        table.add_column(name, justify="left" if name == "step" else "right")
    for name, spent in seconds.items():
        ratio = seconds["jieba.lcut"] / spent
        table.add_row(name, f"{characters / spent:,.0f}", f"{ratio:.1f}")
    Console().print(table)


def passages(path: Path) -> list[str]:
    """The lines of a file that are long enough to be text, without tags."""
    lines = TAG_RE.sub("", path.read_text(encoding="utf-8", errors="replace")).split("\n")
    return [line for line in lines if len(line) >= MIN_PASSAGE_CHARS]


def as_text(line: str) -> SegmentedText:
    """One passage, uncut: amounts need no words."""
    whole = (Span(0, len(line)),)
    simple = simplify(line)
    return SegmentedText(
        text=line, simple=simple, paragraphs=whole, sentences=whole, clauses=whole, words=()
    )


def fastest(steps: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Processor seconds of the fastest round of each step; the steps take turns."""
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(ROUNDS):
        for name, step in steps.items():
            began = time.process_time()
            step()
            best[name] = min(best[name], time.process_time() - began)
    return best


if __name__ == "__main__":
    main()
