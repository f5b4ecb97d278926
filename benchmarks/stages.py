"""Speed of finding amounts, dates and names beside `jieba.lcut` on the same texts, in one run.

Run: python benchmarks/stages.py [FILE…] [--whole]. A file is plain text, one passage a line, or
with `--whole` one article; tags in angle brackets are taken out. Without files it measures
`samples/`. Each step goes over all texts before the next begins; `extract.py` has the stages as
they run in an extraction, one article at a time.
"""

from __future__ import annotations

import argparse
import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jieba
from rich.console import Console
from rich.table import Table

from govnews_extract.datatypes import ArticleContext, Mention, Quantity, SegmentedText
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import DateFinder, QuantityFinder
from govnews_extract.segment import Segmenter
from govnews_extract.tag import NameTagger, PlaceTagger, find_surfaces

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
"""Each step runs so often; the fastest round counts, since other work only ever slows one."""

TAG_RE = re.compile("<[^<>]*>")
MIN_PASSAGE_CHARS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One text with what is found before names are."""

    doc: SegmentedText
    dates: tuple[Mention, ...]
    amounts: tuple[Quantity, ...]


def main() -> None:
    """Measure and print one table for all files together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--whole", action="store_true", help="a file is one article")
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "samples").glob("*.txt"))
    jieba.setLogLevel(logging.WARNING)
    words = jieba.Tokenizer()
    words.initialize()
    dates, amounts, context = DateFinder(), QuantityFinder(), ArticleContext()
    places, rules, tagger = PlaceTagger(), NameTagger(tagger=None), NameTagger()
    texts = [read_text(text) for path in files for text in texts_of(path, whole=options.whole)]

    def name(names: NameTagger) -> None:
        for each in texts:
            surfaces = find_surfaces(each.doc.simple)
            found, where = places.tag(each.doc, context, surfaces)
            names.tag(
                each.doc,
                where,
                places=found,
                dates=each.dates,
                quantities=each.amounts,
                surfaces=surfaces,
            )

    seconds = fastest(
        {
            "jieba.lcut": lambda: [words.lcut(each.doc.text) for each in texts],
            "amounts": lambda: [amounts.find(each.doc, context, each.dates) for each in texts],
            "dates": lambda: [dates.find(each.doc, context) for each in texts],
            "names by rules": lambda: name(rules),
            "names with the tagger": lambda: name(tagger),
        }
    )
    characters = sum(len(each.doc.text) for each in texts)
    found = sum(len(each.amounts) for each in texts)
    table = Table(title=f"{len(texts)} texts, {characters} characters, {found} amounts")
    for title in ("step", "characters/s", "× jieba.lcut"):
        table.add_column(title, justify="left" if title == "step" else "right")
    for title, spent in seconds.items():
        ratio = seconds["jieba.lcut"] / spent
        table.add_row(title, f"{characters / spent:,.0f}", f"{ratio:.1f}")
    Console().print(table)


def texts_of(path: Path, *, whole: bool) -> Iterator[str]:
    """The lines of a file that are long enough to be text, or all of it, without tags."""
    text = TAG_RE.sub("", path.read_text(encoding="utf-8", errors="replace"))
    for passage in [text] if whole else text.split("\n"):
        if len(passage) >= MIN_PASSAGE_CHARS:
            yield passage


def read_text(text: str) -> Read:
    """One text, cut into words, with its dates and amounts."""
    context = ArticleContext()
    doc = Segmenter().segment(text, simplify(text))
    dates = DateFinder().find(doc, context)
    return Read(doc=doc, dates=dates, amounts=QuantityFinder().find(doc, context, dates))


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
