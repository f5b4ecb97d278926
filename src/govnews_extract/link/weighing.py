"""Weights of features, as a ranker adds them up.

Evidence tells what speaks for a candidate as a sum over signs. A sign is the arguments of a
function that names features, which are the rows of the weights that a script of training writes.
Few signs differ over an article, so what each is worth is remembered: where a ranker chooses, the
sum of the weights of its features; where weights are trained, the features themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

from govnews_extract.lexicon.weights import lines_of, read_weights, weights_path

MAX_SIGNS = 16_384
"""Signs that are remembered, of each function that names features."""

MAX_PATHS = 4096
MANY = 3
"""Numbers above it are told apart in steps only."""

Features = tuple[str, ...]
Namer = Callable[..., Features]


class Summed(Protocol):
    """What can be added to its like."""

    def __add__(self, other: Self, /) -> Self: ...


Worth = TypeVar("Worth", bound=Summed)


class Signs(dict[tuple[Hashable, ...], Worth]):
    """What signs are worth, by their arguments; each is weighed when first asked for."""

    def __init__(self, name_features: Namer, weigh: Callable[[Features], Worth]) -> None:
        super().__init__()
        self._name_features = name_features
        self._weigh = weigh

    def __missing__(self, sign: tuple[Hashable, ...]) -> Worth:
        if len(self) >= MAX_SIGNS:
            self.clear()
        found = self[sign] = self._weigh(self._name_features(*sign))
        return found


class Scale(Generic[Worth]):
    """Weighs signs of all kinds.

    Args:
        weigh: What the features of a sign are worth together.

    Example:
        >>> signs = NAMES.signs(lambda verb: (f"verb={verb}", f"size={len(verb)}"))
        >>> signs["签约",]
        ('verb=签约', 'size=2')
    """

    def __init__(self, weigh: Callable[[Features], Worth]) -> None:
        self._weigh = weigh
        self._kinds: dict[Namer, Signs[Worth]] = {}

    def signs(self, name_features: Namer) -> Signs[Worth]:
        """Signs whose features the function names."""
        known = self._kinds.get(name_features)
        if known is None:
            known = self._kinds[name_features] = Signs(name_features, self._weigh)
        return known


NAMES: Scale[Features] = Scale(lambda features: features)
"""Weighs nothing: a sign is worth the names of its features."""


def read_scale(path: Path) -> Scale[float]:
    """What weighs by the weights in a file as `scripts/log_linear.py` writes them.

    Raises:
        LexiconError: where the file is missing, which means a broken installation.
    """
    weight = read_features(path).get
    return Scale(lambda features: sum(weight(name, 0.0) for name in features))


def read_features(path: Path) -> dict[str, float]:
    """Weight of each feature in a file as `scripts/log_linear.py` writes them."""
    arrays = read_weights(path)
    steps = arrays["weights"].astype(float) * float(arrays["scale"])
    return dict(zip(lines_of(arrays["names"]), steps.tolist(), strict=True))


@cache
def shipped_scale(model: str) -> Scale[float]:
    """What weighs by the shipped weights `model`; loaded when first used."""
    return read_scale(weights_path(model))


@lru_cache(maxsize=MAX_PATHS)
def steps(letters: str) -> str:
    """`letters`, of repeated ones only the first."""
    return "".join(b for a, b in zip(" " + letters, letters, strict=False) if a != b)


def bucket(number: int) -> str:
    """`number`, in steps above `MANY`."""
    if number <= MANY:
        return str(number)
    return "4-6" if number < 7 else "7-12" if number < 13 else "13+"
