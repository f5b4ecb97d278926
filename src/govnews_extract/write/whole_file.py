"""A file that takes its name when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_file(path: Path, *, errors: str = "strict") -> Iterator[TextIO]:
    """A file to write UTF-8 text into, that stands at `path` once the block ends, and not before.

    Where the block raises, an older file stays as it is. A link stays a link to what is written.
    A device or a pipe is written to as it stands: neither can be replaced by a file, nor be half
    written.

    Raises:
        OSError: where the file cannot be written, and whatever the block raises.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with whole_file(Path(folder, "a.txt")) as file:
        ...         _ = file.write("投资36.4亿元")
        ...     Path(folder, "a.txt").read_text(encoding="utf-8")
        '投资36.4亿元'
    """
    path = Path(os.path.realpath(path))
    if is_device(path):
        with path.open("w", encoding="utf-8", errors=errors, newline="\n") as file:
            yield file
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", errors=errors, newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def is_device(path: Path) -> bool:
    """Whether `path` is something to write into that is neither file nor folder."""
    return path.exists() and not path.is_file() and not path.is_dir()
