"""Train and measure log-linear models that choose one candidate of a group.

The scripts that train rankers gather groups of candidates from tagged passages; here weights are
fitted to them, held against them by folds, and written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from train_tagger import Passage

from govnews_extract.lexicon.script import simplify
from govnews_extract.lexicon.weights import weights_path
from govnews_extract.link.state import Point
from govnews_extract.link.weighing import Features
from govnews_extract.pipeline import Extractor

PENALTY = 10.0
"""Weight of the squares of the weights (L2)."""

LEAST_COUNT = 3
LEAST_WEIGHT = 0.01
PARTLY = 0.02
"""What a candidate that only overlaps the tagged answer is worth beside one that equals it."""

HIDDEN_EVERY = 5
"""Every so many groups whose rules are right, the rules' choice is hidden from training: they
were written with the same passages in view, so they look surer there than elsewhere."""

RULE_FEATURES = ("rules", "over_rules", "in_rules")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One candidate.

    Attributes:
        worth: How right it is, 0 to 1.
        chosen: Whether rules took it.
        bias: What is added to its score where one candidate is chosen.
    """

    features: Features
    worth: float
    chosen: bool
    bias: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The candidates of one amount.

    Attributes:
        kind: Figures are told apart by it.
        weight: What it counts beside others in training; less than 1 for passages that the rules
            were not written with.
    """

    passage: int
    rows: list[Row]
    kind: str = ""
    weight: float = 1.0


def worth(said: set[str], answer: str, partly: float = PARTLY) -> float:
    """How right a candidate is that says `said`; `partly` where that only overlaps the answer."""
    if answer in said:
        return 1.0
    return (
        partly if any(one and (one in answer or answer in one) for one in said) and answer else 0.0
    )


def plain(text: str) -> str:
    """`text` as answers are compared."""
    return simplify("".join(text.split()).strip("“”\"'《》"))


Recorded = tuple[Point, str, dict[str, Features]]
"""An amount, what rules chose for it, and what else there is, each with its evidence."""


def answered(
    recorded: list[Recorded], extractor: Extractor, passage: Passage, answer_re: re.Pattern[str]
) -> Iterator[tuple[str, str, dict[str, Features]]]:
    """The tagged amounts of a passage that have candidates.

    Args:
        recorded: What a ranker notes while `extractor` reads; it is emptied first.
        extractor: With that ranker.
        passage: Read by it.
        answer_re: What the answer stands in among the attributes of a tag; an amount without is
            passed over.

    Yields:
        The tagged answer, the rules' choice, and the candidates.
    """
    wanted = {
        (start, end): plain(match[1] or "")
        for start, end, label, attributes in passage.spans
        if label == "Q" and (match := answer_re.search(attributes))
    }
    recorded.clear()
    extractor.extract(passage.text)
    for point, chosen, found in recorded:
        answer = wanted.get((point.quantity.span.start, point.quantity.span.end))
        if answer is not None and found:
            yield answer, chosen, found


def train(
    groups: Sequence[Group], penalty: float = PENALTY, least_weight: float = LEAST_WEIGHT
) -> dict[str, float]:
    """Weights that make the right candidates of all groups likeliest, the least left out."""
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
        seen = sure and group.weight == 1
        right += seen
        hide = seen and right % HIDDEN_EVERY == 0
        total = sum(row.worth for row in group.rows)
        for row in group.rows:
            kept = (n for n in row.features if not (hide and n.startswith(RULE_FEATURES)))
            indices += [column[name] for name in kept if name in column]
            bounds.append(len(indices))
            owners.append(used)
            targets.append(group.weight * row.worth / total)
        used += 1
    matrix = csr_matrix(
        (np.ones(len(indices)), indices, bounds), shape=(len(bounds) - 1, len(names))
    )
    weights = fit(matrix, np.array(owners), np.array(targets), penalty)
    return {n: w for n, w in zip(names, weights.tolist(), strict=True) if abs(w) >= least_weight}


def fit(
    matrix: csr_matrix, owners: NDArray[np.int64], targets: Floats, penalty: float = PENALTY
) -> Floats:
    """Weights of a log-linear model over groups of rows, by L-BFGS."""
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    turned = matrix.T.tocsr()
    shares = np.add.reduceat(targets, starts)[owners]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, starts)[owners]
        sums = np.add.reduceat(np.exp(scores), starts)[owners]
        likelihood = float((targets * (scores - np.log(sums))).sum())
        slope = turned @ (shares * np.exp(scores) / sums - targets) + penalty * weights
        return penalty / 2 * float(weights @ weights) - likelihood, slope

    begin = np.zeros(matrix.shape[1])
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return np.asarray(found.x)


def measure(
    groups: Sequence[Group],
    folds: int,
    penalty: float = PENALTY,
    least_weight: float = LEAST_WEIGHT,
) -> None:
    """Print how often the choice is right by rules alone, by weights alone and by both."""
    tally: Counter[tuple[str, str]] = Counter()
    sizes: Counter[str] = Counter()
    for fold in range(folds):
        rest = [group for group in groups if group.passage % folds != fold]
        weights = train(rest, penalty, least_weight)
        for group in groups:
            if group.passage % folds != fold:
                continue
            scores = [sum(weights.get(n, 0.0) for n in row.features) for row in group.rows]
            biased = [score + row.bias for score, row in zip(scores, group.rows, strict=True)]
            rules = next((i for i, row in enumerate(group.rows) if row.chosen), None)
            free, both = (max(range(len(each)), key=each.__getitem__) for each in (scores, biased))
            sizes[group.kind] += 1
            for name, at in (("rules", rules), ("free", free), ("both", both)):
                right = group.rows[at].worth if at is not None else 0
                tally[group.kind, f"{name} overlap"] += right > 0
                tally[group.kind, f"{name} exact"] += right == 1
    for (kind, name), count in sorted(tally.items()):
        print(f"{kind:8}{name:14} {count / sizes[kind]:.3f} of {sizes[kind]}")


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


def ship_weights(weights: dict[str, float], model: str) -> None:
    """Write the weights into the package as `model`, and print how large they are."""
    path = weights_path(model)
    write_weights(weights, path)
    print(path, path.stat().st_size, "bytes", len(weights), "features")
