"""Weights of features, as a ranker adds them up.

Evidence tells what speaks for a candidate as a sum over signs. A sign is the arguments of a
function that names features, which are the rows of the weights that a script of training writes.
Few signs made of letters of units differ over an article, so what each is worth is remembered:
where a ranker chooses, the sum of the weights of its features; where weights are trained, the
features themselves. Words are new in each article: what they are worth is looked up by the word
alone, and of most no weight speaks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
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


class Values(Protocol[Worth]):
    """What values of one feature are worth, or what one value is worth beside others."""

    def get(self, value: str, default: Worth, /) -> Worth:
        """What `value` is worth; `default` where no weight speaks of it."""


class Facets(Protocol[Worth]):
    """What values of one feature are worth beside something else."""

    def get(self, value: str, /) -> Values[Worth] | None:
        """What `value` is worth, by what it stands beside; None where no weight speaks of it."""


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
        name = self._name_features
        features = name(*sign) if isinstance(sign, tuple) else name(sign)
        found = self[sign] = self._scale.weigh(features)
        return found


class Scale(ABC, Generic[Worth]):
    """Weighs signs of all kinds.

    Attributes:
        nothing: What no feature is worth.

    Example:
        >>> signs = NAMES.signs(lambda verb, size: (f"verb={verb}", f"size={size}"))
        >>> signs["签约", 2]
        ('verb=签约', 'size=2')
        >>> signs.given("签约")[2]
        ('verb=签约', 'size=2')
    """

    nothing: Worth

    def __init__(self) -> None:
        self._kinds: dict[Namer, Signs[Worth]] = {}
        self._tables: dict[str, dict[Any, Any]] = {}
        self._weighed = 0

    @abstractmethod
    def add(self, features: Features) -> Worth:
        """What features are worth together."""

    @abstractmethod
    def values(self, kind: str) -> Values[Worth]:
        """What features `kind=value` are worth, by the value."""

    @abstractmethod
    def facets(self, kind: str) -> Facets[Worth]:
        """What features `kind=value|about` are worth, by the value and then by `about`."""

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
        return self.add(features)


class Weights(Scale[float]):
    """Weighs by the weight of each feature.

    Example:
        >>> scale = Weights({"verb=签约": 1.5, "verb=签约|count": 2.0})
        >>> scale.values("verb").get("签约", 0.0), scale.facets("verb").get("签约")
        (1.5, {'count': 2.0})
    """

    nothing = 0.0

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights, self._nothing = weights, repeat(0.0)
        self._names = sorted(weights)
        self._values: dict[str, dict[str, float]] = {}
        self._facets: dict[str, dict[str, dict[str, float]]] = {}

    def add(self, features: Features) -> float:
        """The sum of the weights."""
        return sum(map(self._weights.get, features, self._nothing))

    def values(self, kind: str) -> Values[float]:
        """The weights of features `kind=value`, by the value."""
        if kind not in self._values:
            self._values[kind] = {
                value: weight for value, bar, _, weight in self._of_kind(kind) if not bar
            }
        return self._values[kind]

    def facets(self, kind: str) -> Facets[float]:
        """The weights of features `kind=value|about`, by the value and then by `about`."""
        if kind not in self._facets:
            facets = self._facets[kind] = {}
            for value, bar, about, weight in self._of_kind(kind):
                if bar:
                    facets.setdefault(value, {})[about] = weight
        return self._facets[kind]

    def _of_kind(self, kind: str) -> Iterator[tuple[str, str, str, float]]:
        """Value, bar, what stands behind the bar, and weight of features `kind=…`."""
        names, begin = self._names, f"{kind}="
        for at in range(bisect_left(names, begin), len(names)):
            if not names[at].startswith(begin):
                break
            yield *names[at].removeprefix(begin).partition("|"), self._weights[names[at]]


class Names(Scale[Features]):
    """Weighs nothing: what features are worth are their names.

    Example:
        >>> NAMES.values("verb").get("签约", ()), NAMES.facets("verb").get("签约").get("count", ())
        (('verb=签约',), ('verb=签约|count',))
    """

    nothing = ()

    def add(self, features: Features) -> Features:
        """The names."""
        return features

    def values(self, kind: str) -> Values[Features]:
        """Names by the value."""
        return _Named(f"{kind}=")

    def facets(self, kind: str) -> Facets[Features]:
        """Names by the value and then by what it stands beside."""
        return _Faceted(f"{kind}=")


@dataclass(frozen=True, slots=True)
class _Named:
    """Features of one beginning."""

    begin: str

    def get(self, value: str, _default: Features, /) -> Features:
        """The name that ends in `value`."""
        return (f"{self.begin}{value}",)


@dataclass(frozen=True, slots=True)
class _Faceted:
    """Features of one beginning and any end."""

    begin: str

    def get(self, value: str, /) -> _Named:
        """The features whose names go on with `value`."""
        return _Named(f"{self.begin}{value}|")


NAMES = Names()


def read_scale(path: Path) -> Weights:
    """What weighs by the weights in a file as `scripts/log_linear.py` writes them.

    Raises:
        LexiconError: where the file is missing, which means a broken installation.
    """
    return Weights(read_features(path))


def read_features(path: Path) -> dict[str, float]:
    """Weight of each feature in a file as `scripts/log_linear.py` writes them."""
    arrays = read_weights(path)
    steps = arrays["weights"].astype(float) * float(arrays["scale"])
    return dict(zip(lines_of(arrays["names"]), steps.tolist(), strict=True))


@cache
def shipped_scale(model: str) -> Weights:
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
