"""Weights of features, as a ranker adds them up.

Evidence tells what speaks for a candidate as a sum over signs. A sign is the arguments of a
function that names features, which are the rows of the weights that a script of training writes.
Few signs differ over an article, so what each is worth is remembered: where a ranker chooses, the
sum of the weights of its features; where weights are trained, the features themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache, lru_cache, partial
from itertools import repeat
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar

from govnews_extract.lexicon.weights import lines_of, read_weights, weights_path

MAX_SIGNS = 131_072
"""Signs of a scale that are remembered."""

MAX_PATHS = 4096
MANY = 3
"""Numbers above it are told apart in steps only."""

Features = tuple[str, ...]
Namer = Callable[..., Features]


class Summed(Protocol):
    """What can be added to its like."""

    def __add__(self, other: Self, /) -> Self: ...


Worth = TypeVar("Worth", bound=Summed)


class Signs(dict[Hashable, Worth]):
    """What signs are worth, by their arguments; each is weighed when first asked for.

    A sign of one argument stands under that itself, one of several under a tuple of them.
    """

    def __init__(self, scale: Scale[Worth], name_features: Namer) -> None:
        super().__init__()
        self._scale = scale
        self._name_features = name_features
        self._given: dict[tuple[Hashable, ...], Signs[Worth]] = {}

    def given(self, *first: Hashable) -> Signs[Worth]:
        """The signs with these first arguments, by those that are left."""
        known = self._given.get(first)
        if known is None:
            namer = partial(self._name_features, *first)
            known = self._given[first] = Signs(self._scale, namer)
        return known

    def forget(self) -> None:
        """Forget all signs."""
        for signs in self._given.values():
            signs.forget()
        self._given.clear()
        self.clear()

    def __missing__(self, sign: Hashable) -> Worth:
        arguments = sign if isinstance(sign, tuple) else (sign,)
        found = self[sign] = self._scale.weigh(self._name_features(*arguments))
        return found


class Scale(Generic[Worth]):
    """Weighs signs of all kinds.

    Args:
        weigh: What the features of a sign are worth together.

    Example:
        >>> signs = NAMES.signs(lambda verb, size: (f"verb={verb}", f"size={size}"))
        >>> signs["签约", 2]
        ('verb=签约', 'size=2')
        >>> signs.given("签约")[2]
        ('verb=签约', 'size=2')
    """

    def __init__(self, weigh: Callable[[Features], Worth]) -> None:
        self._weigh = weigh
        self._kinds: dict[Namer, Signs[Worth]] = {}
        self._tables: dict[str, dict[Any, Any]] = {}
        self._weighed = 0

    def signs(self, name_features: Namer) -> Signs[Worth]:
        """Signs whose features the function names."""
        known = self._kinds.get(name_features)
        if known is None:
            known = self._kinds[name_features] = Signs(self, name_features)
        return known

    def table(self, name: str) -> dict[Any, Any]:
        """What else is remembered as long as the signs are, such as those given one thing."""
        return self._tables.setdefault(name, {})

    def weigh(self, features: Features) -> Worth:
        """What the features of a new sign are worth; now and then all old ones are forgotten."""
        self._weighed += 1
        if self._weighed > MAX_SIGNS:
            self._weighed = 0
            for signs in self._kinds.values():
                signs.forget()
            for table in self._tables.values():
                table.clear()
        return self._weigh(features)


NAMES: Scale[Features] = Scale(lambda features: features)
"""Weighs nothing: a sign is worth the names of its features."""


def read_scale(path: Path) -> Scale[float]:
    """What weighs by the weights in a file as `scripts/log_linear.py` writes them.

    Raises:
        LexiconError: where the file is missing, which means a broken installation.
    """
    weight, nothing = read_features(path).get, repeat(0.0)
    return Scale(lambda features: sum(map(weight, features, nothing)))


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
