"""The trained weights, and the best reading of a text by them.

A linear-chain conditional random field: the score of a reading is the sum of the weights of all
features of each word for its tag, and of all pairs of neighbouring tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from govnews_extract.lexicon.weights import lines_of, read_weights, weights_path
from govnews_extract.tag.features import Events, TokenRow
from govnews_extract.tag.paths import Floats, Name, Paths
from govnews_extract.tag.token_scores import TokenScores


def model_path() -> Path:
    """Where the weights lie in the installed package."""
    return weights_path("names.npz")


@cache
def load_decoder() -> Decoder:
    """The decoder of the shipped weights; loaded when first used and shared.

    Raises:
        LexiconError: where the file is missing, which means a broken installation.
    """
    return read_decoder(model_path())


def read_decoder(path: Path) -> Decoder:
    """The decoder of the weights at `path`.

    Raises:
        LexiconError: where the file is missing.
    """
    arrays = read_weights(path)
    names, tags = lines_of(arrays["names"]), lines_of(arrays["tags"])
    weights = np.zeros((len(names) + 1, len(tags)), dtype=np.float32)
    weights[1:] = arrays["weights"].astype(np.float32) * arrays["scale"]
    return Decoder(names, tags, weights, arrays["transitions"].astype(np.float32))


class Decoder:
    """Finds the names of an article by the best tags of its tokens.

    Args:
        names: Features, in the order of the rows of `weights` behind its first, empty row.
        tags: Tags, in the order of its columns.
        weights: One row a feature, one column a tag.
        transitions: Weight of each tag (column) right behind each tag (row).
    """

    def __init__(
        self, names: Sequence[str], tags: Sequence[str], weights: Floats, transitions: Floats
    ) -> None:
        self._paths = Paths(tags, transitions)
        self._scores = TokenScores(names, np.ascontiguousarray(weights[:, self._paths.order]))

    def read(self, row: TokenRow, events: Events) -> list[Name]:
        """Names by the best reading, sorted: first token, the one behind the last, and label."""
        return self._paths.best(self._scores.of(row, events), row.chains) if row.words else []
