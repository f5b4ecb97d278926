"""Train the ranker of actions and write its weights.

Run: python scripts/train_action_ranker.py TAGGED.tsv... [--folds 5]

The tagged passages are lines of an id, a tab and a text with inline tags, amounts as
`<Q a="action" …>…</Q>`, an empty action where the passage tells of none. Those of the first file
are no part of this project; amounts of the files behind it count less. With `--folds` nothing is
written: each part is read with weights trained on the others, and the share of amounts whose
action is right is printed, by rules alone and by both.
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
from govnews_extract.link.action_evidence import ActionEvidence
from govnews_extract.link.action_ranker import MODEL, NONE_MARGIN, RULES_MARGIN, ActionRanker
from govnews_extract.link.rankers import Rankers
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.weighing import NAMES
from govnews_extract.pipeline import Extractor

ACTION_RE = re.compile(r' a="([^"]*)"|\Z')
"""The action of an amount; none where it has no such attribute."""
PARTLY = 0.3
"""What a verb that only overlaps the action is worth beside one that equals it."""

MORE_WEIGHT = 0.4
"""What an amount of a file behind the first counts beside one of the first."""


class Recorder(ActionRanker):
    """Notes the candidates of each amount and leaves the rules' choice as it is."""

    groups: list[Recorded] = []  # noqa: RUF012

    def revise(self, point: Point, linked: Linked) -> None:
        """Note what there is to choose from."""
        found = self._finder.find(point, linked)
        features = ActionEvidence(NAMES).of_all(found, point, linked)
        self.groups.append((point, linked.action or "", features))


def groups_of(
    extractor: Extractor, number: int, passage: Passage, weight: float
) -> Iterator[Group]:
    """The tagged amounts of a passage, with their candidates."""
    for action, chosen, found in answered(Recorder.groups, extractor, passage, ACTION_RE):
        rows = [
            Row(
                features=features,
                worth=worth({plain(text)}, action, PARTLY),
                chosen=text == chosen,
                bias=(RULES_MARGIN if text == chosen else 0) - (0 if text else NONE_MARGIN),
            )
            for text, features in found.items()
        ]
        kind = "told" if action else "untold"
        yield Group(passage=number, rows=rows, kind=kind, weight=weight)


def main() -> None:
    """Train on the whole file, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tagged", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    linker.Rankers = partial(Rankers, action=Recorder)  # type: ignore[attr-defined, assignment]
    extractor = Extractor()
    passages = enumerate(
        (each, 1.0 if number == 0 else MORE_WEIGHT)
        for number, path in enumerate(options.tagged)
        for each in read_passages(path)
    )
    groups = [
        group for n, (each, weight) in passages for group in groups_of(extractor, n, each, weight)
    ]
    if options.folds:
        measure(groups, options.folds)
        return
    ship_weights(train(groups), MODEL)


if __name__ == "__main__":
    main()
