"""How many articles inputs hold, where that can be told without reading them."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

COUNTED_LINES_BYTES = 1 << 32
"""Larger files of lines are not read through only to count them."""
_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_UNKNOWN_SUFFIXES = frozenset(
    {".json", ".csv", ".tsv", ".parquet", ".warc", ".tar", ".tgz", ".txz", ".tbz2"}
    | {".gz", ".xz", ".bz2"}
)


def count_articles(inputs: Sequence[str]) -> int | None:
    """About how many articles `inputs` hold; None where only reading them would tell.

    Files count as one, ZIP archives by their members, files of lines by their lines.

    Example:
        >>> count_articles(["-"]) is None
        True
    """
    total = 0
    for name in inputs:
        if not Path(name).exists():
            return None
        for path in _files(name):
            found = _count(path)
            if found is None:
                return None
            total += found
    return total or None


def _files(name: str) -> Iterator[str]:
    if not Path(name).is_dir():
        yield name
        return
    for root, folders, files in os.walk(name):
        folders[:] = [folder for folder in folders if not folder.startswith(".")]
        yield from (str(Path(root) / file) for file in files if not file.startswith("."))


def _count(path: str) -> int | None:
    suffix = PurePath(path).suffix.lower()
    if suffix in _UNKNOWN_SUFFIXES:
        return None
    try:
        if suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                return sum(not member.is_dir() for member in archive.infolist())
        if suffix in _LINE_SUFFIXES:
            return _lines(path)
    except (OSError, zipfile.BadZipFile, NotImplementedError):
        return None
    return 1


def _lines(path: str) -> int | None:
    if Path(path).stat().st_size > COUNTED_LINES_BYTES:
        return None
    with Path(path).open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
