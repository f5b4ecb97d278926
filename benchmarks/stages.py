"""Speed of finding amounts, dates and names beside `jieba.lcut` on the same texts, in one run.

Run: python benchmarks/stages.py [FILE…] [--whole]. A file is plain text, one passage a line, or
with `--whole` one article; tags in angle brackets are taken out. Without files it measures
`samples/`. Each step goes over all texts before the next begins; `extract.py` has the stages as
they run in an extraction, one article at a time. What a step learns of words and places it keeps:
the last column is its first round, in which it meets each text for the first time, as in an
archive; it is one round only, and so less steady than the others.
"""

from __future__ import annotations

import argparse
import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
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

OPENING = "张掖市甘州区招商局局长王建国10日说,甘肃晨曜新材料有限公司投资5亿元的光伏项目开工。"
"""Read by each step before it is measured, so that its tables are loaded."""

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

    def name(names: NameTagger, texts: Sequence[Read]) -> None:
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

    seconds = measured(
        {
            "jieba.lcut": lambda texts: [words.lcut(each.doc.text) for each in texts],
            "amounts": lambda texts: [
                amounts.find(each.doc, context, each.dates) for each in texts
            ],
            "dates": lambda texts: [dates.find(each.doc, context) for each in texts],
            "names by rules": lambda texts: name(rules, texts),
            "names with the tagger": lambda texts: name(tagger, texts),
        },
        texts,
    )
    characters = sum(len(each.doc.text) for each in texts)
    found = sum(len(each.amounts) for each in texts)
    table = Table(title=f"{len(texts)} texts, {characters} characters, {found} amounts")
    for title in ("step", "characters/s", "× jieba.lcut", "first round"):
        table.add_column(title, justify="left" if title == "step" else "right")
    beside, _ = seconds["jieba.lcut"]
    for title, (spent, first) in seconds.items():
        ratios = f"{beside / spent:.1f}", f"{beside / first:.1f}"
        table.add_row(title, f"{characters / spent:,.0f}", *ratios)
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


def measured(
    steps: dict[str, Callable[[Sequence[Read]], object]], texts: Sequence[Read]
) -> dict[str, tuple[float, float]]:
    """Processor seconds of the fastest and of the first round of each step; they take turns."""
    for step in steps.values():
        step([read_text(OPENING)])
    spent: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, step in steps.items():
            began = time.process_time()
            step(texts)
            spent[name].append(time.process_time() - began)
    return {name: (min(rounds), rounds[0]) for name, rounds in spent.items()}


if __name__ == "__main__":
    main()
