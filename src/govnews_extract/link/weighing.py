"""Weights of features, as a ranker adds them up.

A sign is a function with its arguments; called, it names features, which are the rows of the
weights that a script of training writes. Few signs differ over an article, so each is weighed once
and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from pathlib import Path

from govnews_extract.lexicon.weights import lines_of, read_weights, weights_path

MAX_SIGNS = 65_536
"""Signs whose weight is remembered, of each model."""

MAX_PATHS = 4096
MANY = 3
"""Numbers above it are told apart in steps only."""

Features = tuple[str, ...]
Sign = tuple[Callable[..., Features], tuple[Hashable, ...]]


class Weigher:
    """Weighs signs by the weights in one file.

    Args:
        path: Weights as `scripts/log_linear.py` writes them.

    Raises:
        LexiconError: where the file is missing, which means a broken installation.
    """

    def __init__(self, path: Path) -> None:
        arrays = read_weights(path)
        steps = arrays["weights"].astype(float) * float(arrays["scale"])
        self.weights: dict[str, float] = dict(
            zip(lines_of(arrays["names"]), steps.tolist(), strict=True)
        )
        self.weigh = lru_cache(maxsize=MAX_SIGNS)(self._weigh)

    def _weigh(self, sign: Sign) -> float:
        """Sum of the weights of the features of a sign."""
        name_features, arguments = sign
        weights = self.weights
        return sum(weights.get(name, 0.0) for name in name_features(*arguments))


@cache
def weigher(model: str) -> Weigher:
    """What weighs by the shipped weights `model`; loaded when first used."""
    return Weigher(weights_path(model))


@lru_cache(maxsize=MAX_PATHS)
def steps(letters: str) -> str:
    """`letters`, of repeated ones only the first."""
    return "".join(b for a, b in zip(" " + letters, letters, strict=False) if a != b)


def bucket(number: int) -> str:
    """`number`, in steps above `MANY`."""
    if number <= MANY:
        return str(number)
    return "4-6" if number < 7 else "7-12" if number < 13 else "13+"
