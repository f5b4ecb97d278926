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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

import jieba
from rich.console import Console
from rich.table import Table

from govnews_extract import Extractor, pipeline
from govnews_extract.datatypes import SourceArticle
from govnews_extract.lexicon.divisions_gazetteer import load_gazetteer
from govnews_extract.read import ReadFailure, iter_articles

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 30
"""Each step runs so often on each article; its fastest run counts, since other work only ever
slows one."""

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
FUNCTIONS = {"furniture": "find_furniture", "simplify": "simplify", "surfaces": "find_surfaces"}

Step = Callable[[SourceArticle], object]
P = ParamSpec("P")
R = TypeVar("R")


def main() -> None:
    """Measure and print a table a folder; exit 1 where a floor is given and missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--floor", type=float, default=0.0, help="fail below this ratio")
    options = parser.parse_args()
    folders = options.folders or [ROOT / "samples", ROOT.parent / "shared" / "gold"]
    console = Console(width=None if sys.stdout.isatty() else 100)
    jieba.setLogLevel(logging.WARNING)

    began = time.process_time()
    load_gazetteer()
    console.print(f"places loaded in {time.process_time() - began:.2f} s of processor time")
    started = peak_megabytes()
    warm_up = [article for folder in folders for article in load_articles(folder)]
    extract_all(Extractor(), warm_up)
    loaded = peak_megabytes()
    words = jieba.Tokenizer()
    words.initialize()
    ratios = [measure(folder, words, console) for folder in folders if folder.is_dir()]
    console.print(
        f"peak memory: {started:.0f} MB before, {loaded:.0f} MB with all rule data in use"
    )
    if min(ratios) < options.floor:
        sys.exit(f"extraction is {min(ratios):.1f} times jieba.lcut, below {options.floor}")


def measure(folder: Path, words: jieba.Tokenizer, console: Console) -> float:
    """Print what each step takes on the articles of `folder`.

    Returns:
        How many times faster extraction by rules is than `jieba.lcut`.
    """
    articles = load_articles(folder)
    characters = sum(len(article.repaired.text) for article in articles)
    extractor, rules = Extractor(), Extractor(tagger=None)
    with watched_stages(extractor) as stages, watched_stages(rules) as quick:
        steps: dict[str, tuple[Step, dict[str, float]]] = {
            "jieba.lcut": (lambda article: words.lcut(article.repaired.text), {}),
            "extract": (extractor.extract_article, stages),
            "extract without tagger": (rules.extract_article, quick),
        }
        seconds = fastest(steps, articles)
    lcut, by_rules = seconds["jieba.lcut"], seconds["extract without tagger"]

    title = f"{folder.name}: {len(articles)} articles, {characters} characters"
    table = Table(title=title, title_justify="left")
    for name in ("step", "ms", "characters/s", "× jieba.lcut"):
        table.add_column(name, justify="left" if name == "step" else "right")
    for name, spent in seconds.items():
        rate, ratio = (characters / spent, lcut / spent) if spent else (0.0, 0.0)
        table.add_row(name, f"{spent * 1000:.1f}", f"{rate:,.0f}", f"{ratio:.1f}")
    console.print(table)
    return lcut / by_rules


def load_articles(folder: Path) -> list[SourceArticle]:
    """All articles of `folder` that can be read; of an annotated folder its raw texts only."""
    found = iter_articles(inputs_of(folder))
    return [article for article in found if not isinstance(article, ReadFailure)]


def inputs_of(folder: Path) -> list[Path]:
    """The folder's raw texts, or the folder itself where it has none."""
    return sorted(folder.glob("*/raw.txt")) or [folder]


def extract_all(extractor: Extractor, articles: list[SourceArticle]) -> None:
    """Run the whole extraction over all articles."""
    for article in articles:
        extractor.extract_article(article)


@contextmanager
def watched_stages(extractor: Extractor) -> Iterator[dict[str, float]]:
    """Make each stage of `extractor` add its seconds to the table given."""
    spent = dict.fromkeys([*STAGES, *FUNCTIONS], 0.0)
    for name, attribute in STAGES.items():
        setattr(extractor, attribute, Watched(getattr(extractor, attribute), name, spent))
    plain = {function: getattr(pipeline, function) for function in FUNCTIONS.values()}
    for name, function in FUNCTIONS.items():
        setattr(pipeline, function, timed(plain[function], name, spent))
    try:
        yield spent
    finally:
        for function, call in plain.items():
            setattr(pipeline, function, call)


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


def fastest(
    steps: Mapping[str, tuple[Step, dict[str, float]]], articles: Sequence[SourceArticle]
) -> dict[str, float]:
    """Processor seconds of each step and of its stages: each article's fastest run, added up.

    Steps take turns on each article, and articles in each round, so that none finds in the
    processor's caches what its own last run left there.

    Args:
        steps: What to run, and the table in which the run leaves the seconds of its stages.
        articles: What to run them on.
    """
    best: list[dict[str, float]] = [{} for _ in articles]
    for _ in range(ROUNDS):
        for article, known in zip(articles, best, strict=True):
            for name, (step, spent) in steps.items():
                spent.update(dict.fromkeys(spent, 0.0))
                began = time.process_time()
                step(article)
                taken = {name: time.process_time() - began, **stages_of(name, spent)}
                for part, seconds in taken.items():
                    known[part] = min(known.get(part, seconds), seconds)
    return {part: sum(known[part] for known in best) for part in best[0]}


def stages_of(step: str, spent: Mapping[str, float]) -> dict[str, float]:
    """The rows of the table that a step gives beside its own: all stages only with the tagger."""
    if not spent:
        return {}
    parts = spent["surfaces"] + spent["places"] + spent["names"]
    naming = {f"places and names{step[7:]}": parts}
    return {**naming, **spent} if step == "extract" else naming


def peak_megabytes() -> float:
    """Most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
