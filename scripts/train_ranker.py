"""Train the ranker of subjects and write its weights.

Run: python scripts/train_ranker.py TAGGED.tsv [--folds 5]

The tagged passages are lines of an id, a tab and a text with inline tags, amounts as
`<Q s="subject" …>…</Q>`. They are no part of this project. With `--folds` nothing is written: each
part is read with weights trained on the others, and the share of amounts whose subject is right is
printed for rules alone and for both.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from log_linear import Group, Row, measure, plain, train, worth, write_weights
from train_tagger import Passage, read_passages

from govnews_extract.lexicon.weights import weights_path
from govnews_extract.link import linker
from govnews_extract.link.candidates import Candidate
from govnews_extract.link.ranker import MARGINS, MODEL, SubjectRanker
from govnews_extract.link.rankers import Rankers
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.subjects import Subject
from govnews_extract.pipeline import Extractor

SUBJECT_RE = re.compile(r' s="([^"]+)"')


class Recorder(SubjectRanker):
    """Notes the candidates of each amount and leaves the rules' choice as it is."""

    groups: list[tuple[Point, Linked, list[tuple[Subject, set[str]]], list[list[str]]]] = []  # noqa: RUF012

    def revise(self, point: Point, linked: Linked) -> None:
        """Note what there is to choose from."""
        if linked.rule == "paired":
            return
        found = list(self._candidates.find(point, linked.subject).values())
        features = [self._features(each, point, linked) for each in found]
        subjects = [each.phrase.subject for each in found]
        said = [(subject, self._said(subject)) for subject in subjects]
        self.groups.append((point, linked, said, features))

    def _features(self, candidate: Candidate, point: Point, linked: Linked) -> list[str]:
        signs = [
            *self._evidence.of_phrase(candidate.phrase),
            *self._evidence.of_candidate(candidate, point, linked),
        ]
        return [name for name_features, arguments in signs for name in name_features(*arguments)]

    def _said(self, subject: Subject) -> set[str]:
        """What a subject says and what it stands for."""
        return {plain(subject.text), plain(self._candidates.meaning(subject))}


def groups_of(extractor: Extractor, number: int, passage: Passage) -> Iterator[Group]:
    """The amounts of a passage whose subject is tagged, with their candidates."""
    wanted = {
        (start, end): plain(match.group(1))
        for start, end, label, attributes in passage.spans
        if label == "Q" and (match := SUBJECT_RE.search(attributes))
    }
    Recorder.groups.clear()
    extractor.extract(passage.text)
    for point, linked, found, features in Recorder.groups:
        span, chosen = point.quantity.span, linked.subject
        subject = wanted.get((span.start, span.end))
        if subject is None:
            continue
        text = chosen.text if chosen else None
        margin = MARGINS.get(linked.confidence, np.inf)
        rows = [
            Row(
                features=row,
                worth=worth(said, subject),
                chosen=each.text == text,
                bias=margin if each.text == text else 0.0,
            )
            for (each, said), row in zip(found, features, strict=True)
        ]
        if rows:
            yield Group(passage=number, rows=rows)


def main() -> None:
    """Train on the whole file, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tagged", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    linker.Rankers = partial(Rankers, subject=Recorder)  # type: ignore[attr-defined, assignment]
    extractor = Extractor()
    passages = enumerate(read_passages(options.tagged))
    groups = [group for n, each in passages for group in groups_of(extractor, n, each)]
    if options.folds:
        measure(groups, options.folds)
        return
    weights = train(groups)
    path = weights_path(MODEL)
    write_weights(weights, path)
    print(path, path.stat().st_size, "bytes", len(weights), "features")


if __name__ == "__main__":
    main()
