"""Records as lines of JSON."""

from __future__ import annotations

import json
from typing import BinaryIO

from govnews_extract.record import Record
from govnews_extract.write.closing import Closing


def json_line(record: Record) -> bytes:
    r"""One record as one line of JSON in UTF-8, line feed included.

    A lone surrogate, which UTF-8 cannot hold, is written as its JSON escape, so that reading the
    line back gives the same string.

    Example:
        >>> from govnews_extract import Extractor
        >>> json_line(Extractor().extract("张掖"))[-2:]
        b'}\n'
    """
    line = json.dumps(record.to_dict(), ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "backslashreplace") + b"\n"


class JsonlWriter(Closing):
    r"""Writes records to a binary stream, which stays open and belongs to the caller.

    Example:
        >>> import io
        >>> from govnews_extract import Extractor
        >>> stream = io.BytesIO()
        >>> with JsonlWriter(stream) as writer:
        ...     writer.write(Extractor(tagger=None).extract("签约31项。"))
        >>> stream.getvalue().count(b"\n")
        1
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def close(self) -> None:
        """Hand on what is buffered; the stream stays open."""
        self._stream.flush()

    def write(self, record: Record) -> None:
        """Write one record as one line."""
        self._stream.write(json_line(record))

    def fail(self, path: str, stage: str, reason: str) -> None:
        """A failed article has no line here; the caller's summary tells of it."""
