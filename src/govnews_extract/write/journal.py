"""A file of entries, each of which is there whole or not at all."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from govnews_extract.errors import WriteError


class Journal:
    """Entries as lines of JSON with a checksum, on the disk when `append` returns.

    What a kill left of the last one is cut off when they are read again.

    Example:
        >>> from contextlib import closing
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with closing(Journal(Path(folder) / "journal")) as journal:
        ...         journal.append({"n": 1})
        ...     with closing(Journal(Path(folder) / "journal")) as journal:
        ...         list(journal.entries())
        [{'n': 1}]
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO = path.open("a+b")

    def entries(self) -> Iterator[Any]:
        """All whole entries in order; behind the last one the file is cut."""
        self._file.seek(0)
        end = 0
        for line in self._file:
            entry = _parsed(line)
            if entry is None:
                break
            end += len(line)
            yield entry
        self._file.truncate(end)

    def append(self, entry: Any) -> None:
        """Add one entry.

        Raises:
            OSError: where the disk refuses; the file is then as it was.
            WriteError: where the file could not be brought back to what it was.
            UnicodeEncodeError: for a lone surrogate.
        """
        body = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        before = self._file.seek(0, os.SEEK_END)
        try:
            self._file.write(b"%08x %s\n" % (zlib.crc32(body), body))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError:
            self._take_back(before)
            raise

    def _take_back(self, size: int) -> None:
        """The file as it was; what its buffer holds goes with the old handle."""
        try:
            os.truncate(self._path, size)
            raw = getattr(self._file, "raw", self._file)
            raw.close()
            self._file = self._path.open("a+b")
        except OSError as error:
            raise WriteError(f"cannot be mended: {error.strerror}", str(self._path)) from error

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _parsed(line: bytes) -> Any:
    checksum, _, body = line.rstrip(b"\n").partition(b" ")
    if not line.endswith(b"\n") or checksum != b"%08x" % zlib.crc32(body):
        return None
    return json.loads(body)
