"""Trained weights that lie in the package: where they are, and how they are read."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews_extract.errors import LexiconError

if TYPE_CHECKING:
    from numpy.typing import NDArray


def weights_path(name: str) -> Path:
    """Where the weights `name` lie in the installed package."""
    return Path(str(files("govnews_extract"))) / "models" / name


@cache
def weights_digest() -> str:
    """SHA-256 over the names and bytes of all trained weights, in hexadecimal.

    Example:
        >>> len(weights_digest())
        64
    """
    digest = hashlib.sha256()
    for path in sorted(weights_path("").glob("*.npz")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read_weights(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file of weights, by name; nothing in it is unpickled.

    Raises:
        LexiconError: where the file is missing, which means a broken installation.

    Example:
        >>> sorted(read_weights(weights_path("subjects.npz")))
        ['names', 'scale', 'weights']
    """
    import numpy as np  # noqa: PLC0415 - costs a tenth of a second

    if not path.is_file():
        raise LexiconError("the weights are missing; install govnews-extract again", str(path))
    with np.load(path, allow_pickle=False) as arrays:
        return dict(arrays)


def lines_of(array: NDArray[Any]) -> list[str]:
    """The names that an array of UTF-8 holds, one a line."""
    return bytes(array).decode("utf-8").split("\n")
