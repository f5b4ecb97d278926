"""Speed, memory and growth of batches: articles into SQLite, beside `jieba.lcut` on their texts.

Run: python benchmarks/batch.py [speed] [workers] [growth]. The articles are generated.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import jieba

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from damage.passages import passage

from govnews_extract.batch import BatchOptions, ExtractorSettings, Reporter, Tally, run_batch
from govnews_extract.write.sinks import Sink, open_sink

SPEED_ARTICLES = 600
GROWTH_ARTICLES = 50_000
STRETCHES = {500: (250, 750), 5_000: (2_500, 7_500), 50_000: (45_000, 50_000)}
"""Sizes of a growing archive, and between which articles the cost of one is taken."""
MEMORY_MARKS = (2_000, GROWTH_ARTICLES)


def main() -> None:
    """Run the measures that are asked for, all of them if none is."""
    parser = argparse.ArgumentParser(description=__doc__)
    measures = {"speed": measure_speed, "workers": measure_workers, "growth": measure_growth}
    parser.add_argument("measures", nargs="*", choices=[*measures, []])
    chosen = parser.parse_args().measures or list(measures)
    jieba.setLogLevel(logging.WARNING)
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(f"{os.cpu_count()} processors, load {load}")
    with tempfile.TemporaryDirectory() as home:
        for name in chosen:
            measures[name](Path(home))


def measure_speed(home: Path) -> None:
    """One process, extraction and writing, against `jieba.lcut` on the same texts."""
    texts = generated(SPEED_ARTICLES)
    characters = sum(map(len, texts))
    words = jieba.Tokenizer()
    words.initialize()
    began = time.process_time()
    for text in texts:
        words.lcut(text)
    lcut = time.process_time() - began
    print(f"jieba.lcut: {characters / lcut:,.0f} characters/s")
    dump = written(home / "speed.jsonl", texts)
    for tagger in (None, "crf"):
        tally, seconds = run(dump, home / f"{tagger}.sqlite", tagger=tagger)
        print(
            f"tagger {tagger or 'off'}: {len(texts) / seconds:.0f} articles/s, "
            f"{characters / seconds:,.0f} characters/s, {lcut / seconds:.2f} times jieba.lcut; "
            f"writing {tally.writing / tally.seconds:.1%} of the time"
        )


def measure_workers(home: Path) -> None:
    """Two workers against one process: wall time, and processor time, which others leave alone."""
    dump = written(home / "workers.jsonl", generated(SPEED_ARTICLES * 2))
    walls: dict[int, float] = {}
    costs: dict[int, tuple[float, float]] = {}
    for workers in (0, 1, 2):
        before = processor_seconds(resource.RUSAGE_CHILDREN)
        tally, own = run(dump, home / f"w{workers}.sqlite", tagger="crf", workers=workers)
        walls[workers] = tally.seconds
        costs[workers] = own, processor_seconds(resource.RUSAGE_CHILDREN) - before
    for workers, (own, others) in costs.items():
        print(
            f"{workers} workers: {walls[workers]:.1f} s; processor: parent {own:.1f} s, "
            f"workers {others:.1f} s" + (f" ({own / others:.0%})" if workers else "")
        )
    free = costs[0][0] / (sum(costs[2]) / 2)
    print(f"2 workers: {walls[0] / walls[2]:.2f} times one process; by processor time {free:.2f}")


def processor_seconds(who: int) -> float:
    """Processor time of this process, or of its children that have ended."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measure_growth(home: Path) -> None:
    """Memory of the parent, and cost of an article, as the archive grows tenfold and again."""
    dump = written(home / "growth.jsonl", generated(GROWTH_ARTICLES))
    for workers in (0, 1):
        marks = Marks()
        run(dump, home / f"g{workers}.sqlite", tagger=None, workers=workers, reporter=marks)
        memory = ", ".join(f"{marks.megabytes[mark]:.0f} MB at {mark:,}" for mark in MEMORY_MARKS)
        print(f"{workers or 'no'} workers: the parent holds {memory}")
        for size, (start, end) in STRETCHES.items():
            whole, sink = (
                (after - before) / (end - start) * 1e3
                for before, after in zip(marks.seconds[start], marks.seconds[end], strict=True)
            )
            print(
                f"  at {size:6,}: an article costs it {whole:.2f} ms, the sink {sink:.2f} of them"
            )


class Marks(Reporter):
    """Notes memory and processor time, all of it and the sink's, at the marks."""

    def __init__(self) -> None:
        self.megabytes: dict[int, float] = {}
        self.seconds: dict[int, tuple[float, float]] = {}
        self.sink = TimedSink()

    def progressed(self, tally: Tally) -> None:
        """Note, where this is a mark."""
        if tally.done in MEMORY_MARKS:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.megabytes[tally.done] = pages * resource.getpagesize() / 2**20
        if any(tally.done in stretch for stretch in STRETCHES.values()):
            self.seconds[tally.done] = time.process_time(), self.sink.seconds


class TimedSink:
    """Counts the processor time that a sink takes for deliveries and lookups."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def watch(self, sink: Sink) -> None:
        """Count what `sink` does from now on."""
        for name in ("deliver", "standing"):
            setattr(sink, name, self._timed(getattr(sink, name)))

    def _timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            began = time.process_time()
            try:
                return call(*arguments)
            finally:
                self.seconds += time.process_time() - began

        return timed


def generated(count: int) -> list[str]:
    """Articles of one to four paragraphs."""
    rng = Random(5)
    return [f"{passage(rng)}（第{number}期）" for number in range(count)]


def written(path: Path, texts: list[str]) -> Path:
    """`texts` as lines of JSON."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    return path


def run(
    dump: Path,
    into: Path,
    *,
    tagger: str | None,
    workers: int = 0,
    reporter: Marks | None = None,
) -> tuple[Tally, float]:
    """One batch: its counts, and the processor seconds that this process took from its start."""
    clock = Clock(reporter or Reporter())
    with open_sink(str(into)) as sink:
        if reporter is not None:
            reporter.sink.watch(sink)
        tally = run_batch(
            [str(dump)],
            sink,
            settings=ExtractorSettings(tagger=tagger),
            options=BatchOptions(workers=workers),
            reporter=clock,
        )
    return tally, time.process_time() - clock.began


class Clock(Reporter):
    """Notes when the run began to read, with all rule data loaded."""

    def __init__(self, inner: Reporter) -> None:
        self.began = 0.0
        self.progressed = inner.progressed  # type: ignore[method-assign]

    def started(self, *_: object) -> None:
        """Begin to count."""
        self.began = time.process_time()


if __name__ == "__main__":
    main()
