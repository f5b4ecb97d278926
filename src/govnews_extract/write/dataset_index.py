"""Which articles and places stand in a dataset, in some fifty bytes each."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.bytes_]


class PartIndex:
    """The articles and the places of one part.

    Args:
        ids: Ids of its articles, in hexadecimal.
        runs: Number of the run that made each.
        sources: Article and path of each place.
    """

    def __init__(
        self, ids: Sequence[str], runs: Sequence[int], sources: Iterable[tuple[str, str]]
    ) -> None:
        keys = _article_keys(ids)
        order = np.argsort(keys)
        self._ids = keys[order]
        self._runs = np.array(runs, np.int32)[order]
        self._sources = np.sort(_source_keys(sources))

    def run_of(self, ids: Sequence[str]) -> dict[str, int]:
        """Those of `ids` that stand here, with the number of their run."""
        at, found = _lookup(self._ids, _article_keys(ids))
        runs = self._runs[at[found]]
        return dict(zip(np.array(ids, object)[found], map(int, runs), strict=True))

    def known_sources(self, sources: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of `sources` that stand here."""
        _, found = _lookup(self._sources, _source_keys(sources))
        return {source for source, known in zip(sources, found, strict=True) if known}


def _lookup(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Where each of `wanted` would stand in sorted `keys`, and whether it does."""
    if not len(keys):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def _article_keys(ids: Collection[str]) -> Keys:
    return np.array([bytes.fromhex(one) for one in ids], "S32")


def _source_keys(sources: Iterable[tuple[str, str]]) -> Keys:
    digests = [
        hashlib.blake2b(f"{article}\n{path}".encode(), digest_size=16).digest()
        for article, path in sources
    ]
    return np.array(digests, "S16")
