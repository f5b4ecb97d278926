"""Train the ranker of metrics and write its weights.

Run: python scripts/train_metric_ranker.py TAGGED.tsv... [--folds 5]

The tagged passages are lines of an id, a tab and a text with inline tags, amounts as
`<Q m="metric" …>…</Q>`. With `--folds` nothing is written: each part is read with weights trained
on the others, and the share of amounts whose metric is right is printed, by rules alone and by
both, for each file.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from log_linear import Group, Recorded, Row, answered, measure, plain, ship_weights, train, worth
from train_tagger import Passage, read_passages

from govnews_extract.link import linker
from govnews_extract.link.metric_evidence import MetricEvidence
from govnews_extract.link.metric_ranker import MODEL, RULES_MARGIN, MetricRanker
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.rankers import Rankers
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.weighing import NAMES
from govnews_extract.pipeline import Extractor

METRIC_RE = re.compile(r' m="([^"]+)"')
PARTLY = 0.05
"""What a phrase that only overlaps the metric is worth beside one that equals it."""

PENALTY = 5.0
"""Weight of the squares of the weights (L2)."""

LEAST_WEIGHT = 0.03
"""Weights nearer to zero are not kept; there are many, and together they choose no other phrase."""


class Recorder(MetricRanker):
    """Notes the candidates of each amount and leaves the rules' choice as it is."""

    groups: list[Recorded] = []  # noqa: RUF012

    def __init__(self, reader: PhraseReader) -> None:
        super().__init__(reader)
        self._names = MetricEvidence(NAMES)

    def revise(self, point: Point, linked: Linked) -> None:
        """Note what there is to choose from."""
        found = self._finder.find(point, linked)
        features = self._names.of_all(found, point, linked)
        self.groups.append((point, linked.metric or "", features))


def groups_of(extractor: Extractor, number: int, passage: Passage, kind: str) -> Iterator[Group]:
    """The amounts of a passage whose metric is tagged, with their candidates."""
    for metric, chosen, found in answered(Recorder.groups, extractor, passage, METRIC_RE):
        rows = [
            Row(
                features=features,
                worth=worth({plain(text)}, metric, PARTLY),
                chosen=text == chosen,
                bias=RULES_MARGIN if text == chosen else 0.0,
            )
            for text, features in found.items()
        ]
        yield Group(passage=number, rows=rows, kind=kind)


def main() -> None:
    """Train on all files, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tagged", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    linker.Rankers = partial(Rankers, metric=Recorder)  # type: ignore[attr-defined, assignment]
    extractor = Extractor()
    groups = [
        group
        for path in options.tagged
        for number, each in enumerate(read_passages(path))
        for group in groups_of(extractor, number, each, path.stem)
    ]
    if options.folds:
        measure(groups, options.folds, PENALTY, LEAST_WEIGHT)
        return
    ship_weights(train(groups, PENALTY, LEAST_WEIGHT), MODEL)


if __name__ == "__main__":
    main()
