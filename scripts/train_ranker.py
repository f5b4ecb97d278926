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
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from train_tagger import Passage, read_passages

from govnews_extract.link import linker
from govnews_extract.link.candidates import Candidate
from govnews_extract.link.ranker import MARGINS, SubjectRanker, model_path
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.subjects import Subject
from govnews_extract.pipeline import Extractor

PENALTY = 10.0
"""Weight of the squares of the weights (L2)."""

LEAST_COUNT = 3
LEAST_WEIGHT = 0.01
PARTLY = 0.02
"""What a candidate that only overlaps the subject is worth beside one that equals it."""

HIDDEN_EVERY = 5
"""Every so many groups whose rules are right, the rules' choice is hidden from training: they
were written with the same passages in view, so they look surer there than elsewhere."""

RULE_FEATURES = ("rules", "over_rules", "in_rules")
SUBJECT_RE = re.compile(r' s="([^"]+)"')
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One candidate: its features, how right it is (0, PARTLY or 1), whether rules took it."""

    features: list[str]
    worth: float
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The candidates of one amount; `margin` is what must speak against the rules' choice."""

    passage: int
    rows: list[Row]
    margin: float


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


def plain(text: str) -> str:
    """`text` as subjects are compared."""
    return "".join(text.split()).strip("“”\"'《》")


def worth(said: set[str], subject: str) -> float:
    """How right a candidate is."""
    if subject in said:
        return 1.0
    return PARTLY if any(one in subject or subject in one for one in said) else 0.0


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
        rows = [
            Row(features=row, worth=worth(said, subject), chosen=each.text == text)
            for (each, said), row in zip(found, features, strict=True)
        ]
        if rows:
            yield Group(passage=number, rows=rows, margin=MARGINS.get(linked.confidence, np.inf))


def train(groups: Sequence[Group]) -> dict[str, float]:
    """Weights that make the right candidates of all groups likeliest."""
    counts = Counter(name for group in groups for row in group.rows for name in row.features)
    names = [name for name, count in sorted(counts.items()) if count >= LEAST_COUNT]
    column = {name: number for number, name in enumerate(names)}
    indices: list[int] = []
    bounds, owners, targets = [0], [], []
    right = used = 0
    for group in groups:
        best = max(row.worth for row in group.rows)
        if not best:
            continue
        sure = any(row.chosen and row.worth for row in group.rows)
        right += sure
        hide = sure and right % HIDDEN_EVERY == 0
        total = sum(row.worth for row in group.rows)
        for row in group.rows:
            kept = (n for n in row.features if not (hide and n.startswith(RULE_FEATURES)))
            indices += [column[name] for name in kept if name in column]
            bounds.append(len(indices))
            owners.append(used)
            targets.append(row.worth / total)
        used += 1
    matrix = csr_matrix(
        (np.ones(len(indices)), indices, bounds), shape=(len(bounds) - 1, len(names))
    )
    weights = fit(matrix, np.array(owners), np.array(targets))
    return {n: w for n, w in zip(names, weights.tolist(), strict=True) if abs(w) >= LEAST_WEIGHT}


def fit(matrix: csr_matrix, owners: NDArray[np.int64], targets: Floats) -> Floats:
    """Weights of a log-linear model over groups of rows, by L-BFGS."""
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    turned = matrix.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, starts)[owners]
        sums = np.add.reduceat(np.exp(scores), starts)[owners]
        likelihood = float((targets * (scores - np.log(sums))).sum())
        slope = turned @ (np.exp(scores) / sums - targets) + PENALTY * weights
        return PENALTY / 2 * float(weights @ weights) - likelihood, slope

    begin = np.zeros(matrix.shape[1])
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return np.asarray(found.x)


def measure(groups: Sequence[Group], folds: int) -> None:
    """Print how often the subject is right by rules alone and by both."""
    tally: Counter[str] = Counter()
    for fold in range(folds):
        weights = train([group for group in groups if group.passage % folds != fold])
        for group in groups:
            if group.passage % folds != fold:
                continue
            scores = [sum(weights.get(n, 0.0) for n in row.features) for row in group.rows]
            best = max(range(len(scores)), key=scores.__getitem__)
            rules = next((i for i, row in enumerate(group.rows) if row.chosen), None)
            keeps = rules is not None and scores[best] - scores[rules] <= group.margin
            for name, at in (("rules", rules), ("free", best), ("both", rules if keeps else best)):
                right = group.rows[at].worth if at is not None else 0
                tally[f"{name} overlap"] += right > 0
                tally[f"{name} exact"] += right == 1
    for name, count in tally.items():
        print(f"{name:14} {count / len(groups):.3f} of {len(groups)}")


def write_weights(weights: dict[str, float], path: Path) -> None:
    """Write the weights as 16-bit steps of the largest."""
    values = np.array(list(weights.values()))
    scale = abs(values).max() / 32767
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(weights).encode(), dtype=np.uint8),
        weights=np.round(values / scale).astype(np.int16),
        scale=np.float64(scale),
    )


def main() -> None:
    """Train on the whole file, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tagged", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    linker.SubjectRanker = Recorder  # type: ignore[attr-defined]
    extractor = Extractor()
    passages = enumerate(read_passages(options.tagged))
    groups = [group for n, each in passages for group in groups_of(extractor, n, each)]
    if options.folds:
        measure(groups, options.folds)
        return
    weights = train(groups)
    write_weights(weights, model_path())
    print(model_path(), model_path().stat().st_size, "bytes", len(weights), "features")


if __name__ == "__main__":
    main()
