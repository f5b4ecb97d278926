"""Speed of extraction beside `jieba.lcut` on the same articles, in one run.

Run: python benchmarks/extract.py [FOLDER…]. Without folders it measures `samples/`, and the
annotated articles where they lie beside the repository.
"""

from __future__ import annotations

import argparse
import logging
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import jieba
from rich.console import Console
from rich.table import Table

from govnews_extract import Extractor, pipeline
from govnews_extract.datatypes import SourceArticle
from govnews_extract.read import ReadFailure, iter_articles

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
"""Each step runs so often; the fastest round counts, since other work only ever slows one."""

STAGES = {
    "repair": "_repairer",
    "segment": "_segmenter",
    "dates": "_dates",
    "places": "_places",
    "quantities": "_quantities",
    "names": "_names",
    "links": "_linker",
}
METHODS = ("repair", "segment", "find", "tag", "link")
FUNCTIONS = {"furniture": "find_furniture", "simplify": "simplify"}

P = ParamSpec("P")
R = TypeVar("R")


def main() -> None:
    """Measure and print a table; exit 1 where a floor is given and missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--floor", type=float, default=0.0, help="fail below this ratio")
    options = parser.parse_args()
    folders = options.folders or [ROOT / "samples", ROOT.parent / "shared" / "gold"]
    articles = load_articles([folder for folder in folders if folder.is_dir()])
    characters = sum(len(article.repaired.text) for article in articles)
    texts = [article.repaired.text for article in articles]

    started = peak_megabytes()
    extractor, rules = Extractor(), Extractor(tagger=None)
    extract_all(extractor, articles)
    loaded = peak_megabytes()
    extract_all(rules, articles)
    by_rules, _ = fastest(lambda: extract_all(rules, articles), {})
    whole, _ = fastest(lambda: extract_all(extractor, articles), {})
    watch = watch_stages(extractor)
    _, stages = fastest(lambda: extract_all(extractor, articles), watch)

    jieba.setLogLevel(logging.WARNING)
    words = jieba.Tokenizer()
    words.initialize()
    lcut, _ = fastest(lambda: [words.lcut(text) for text in texts], {})

    table = Table(title=f"{len(articles)} articles, {characters} characters")
    for name in ("step", "ms", "characters/s", "× jieba.lcut"):
        table.add_column(name, justify="left" if name == "step" else "right")
    steps = {"jieba.lcut": lcut, "extract": whole, "extract without tagger": by_rules}
    for name, seconds in {**steps, **stages}.items():
        rate = f"{characters / seconds:,.0f}" if seconds else ""
        table.add_row(
            name, f"{seconds * 1000:.1f}", rate, f"{lcut / seconds:.1f}" if seconds else ""
        )
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(table)
    console.print(
        f"peak memory: {started:.0f} MB before, {loaded:.0f} MB with all rule data in use"
    )
    if lcut / by_rules < options.floor:
        sys.exit(f"extraction is {lcut / by_rules:.1f} times jieba.lcut, below {options.floor}")


def load_articles(folders: list[Path]) -> list[SourceArticle]:
    """All articles of `folders` that can be read; of an annotated folder its raw text only."""
    found = iter_articles([path for folder in folders for path in inputs_of(folder)])
    return [article for article in found if not isinstance(article, ReadFailure)]


def inputs_of(folder: Path) -> list[Path]:
    """The folder's raw texts, or the folder itself where it has none."""
    return sorted(folder.glob("*/raw.txt")) or [folder]


def extract_all(extractor: Extractor, articles: list[SourceArticle]) -> None:
    """Run the whole extraction over all articles."""
    for article in articles:
        extractor.extract_article(article)


def watch_stages(extractor: Extractor) -> dict[str, float]:
    """Make each stage of `extractor` add its seconds to the returned table."""
    spent = dict.fromkeys([*STAGES, *FUNCTIONS], 0.0)
    for name, attribute in STAGES.items():
        setattr(extractor, attribute, Watched(getattr(extractor, attribute), name, spent))
    for name, function in FUNCTIONS.items():
        setattr(pipeline, function, timed(getattr(pipeline, function), name, spent))
    return spent


class Watched:
    """A stage that counts the time spent in its methods."""

    def __init__(self, stage: object, name: str, spent: dict[str, float]) -> None:
        for method in METHODS:
            if hasattr(stage, method):
                setattr(self, method, timed(getattr(stage, method), name, spent))


def timed(call: Callable[P, R], name: str, spent: dict[str, float]) -> Callable[P, R]:
    """`call`, with the time it takes added to `spent[name]`."""

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        began = time.process_time()
        try:
            return call(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - began

    return run


def fastest(step: Callable[[], object], spent: dict[str, float]) -> tuple[float, dict[str, float]]:
    """Processor seconds of the fastest round, and what each stage took in that round."""
    best, stages = float("inf"), {}
    for _ in range(ROUNDS):
        spent.update(dict.fromkeys(spent, 0.0))
        began = time.process_time()
        step()
        seconds = time.process_time() - began
        if seconds < best:
            best, stages = seconds, dict(spent)
    return best, stages


def peak_megabytes() -> float:
    """Most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
