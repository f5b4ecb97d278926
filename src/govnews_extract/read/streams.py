"""Byte streams with limits: decompressed on the way, counted, and never longer than allowed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from govnews_extract.errors import ReadError
from govnews_extract.read.options import MEBIBYTE, ReadOptions

COMPRESSED_SUFFIXES = frozenset({".gz", ".xz", ".bz2"})
_CHUNK_BYTES = 1 << 16


class RawStream(io.RawIOBase):
    """Any readable binary stream as a raw one, so that it can be buffered and peeked into."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` from the stream beneath."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class CountedStream(RawStream):
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.count = 0

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` from the stream beneath, and count."""
        size = super().readinto(buffer)
        self.count += size
        return size


class LimitedStream(io.RawIOBase):
    """What a compressed stream unpacks to, refused beyond the limits of size and expansion.

    Raises:
        ReadError: from a read that passes a limit.
    """

    def __init__(
        self, stream: BinaryIO, path: str, options: ReadOptions, packed: CountedStream | None = None
    ) -> None:
        super().__init__()
        # `read` would lose what was unpacked before a break in the stream.
        self._read = getattr(stream, "read1", stream.read)
        self._path = path
        self._options = options
        self._packed = packed
        self.count = 0

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`, checking the limits."""
        data: bytes = self._read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        packed = self._packed.count if self._packed else self.count
        check_expansion(self.count, packed, self._path, self._options)
        return len(data)


def check_expansion(size: int, packed: int, path: str, options: ReadOptions) -> None:
    """Refuse what has unpacked, or says it will unpack, to too much.

    Raises:
        ReadError: beyond `max_archive_bytes`, or beyond `max_expansion` times the packed size.
    """
    if size > options.max_archive_bytes:
        raise ReadError(
            f"unpacks to more than {options.max_archive_bytes:,} bytes; raise max_archive_bytes",
            path,
        )
    if size > MEBIBYTE and size > options.max_expansion * max(packed, 1):
        raise ReadError(
            f"unpacks to more than {options.max_expansion} times its size, as a decompression bomb "
            "does; raise max_expansion if it is none",
            path,
        )


def decompressed(
    stream: BinaryIO, suffix: str, path: str, options: ReadOptions
) -> io.BufferedReader:
    """The stream that a `.gz`, `.xz` or `.bz2` file unpacks to, within the limits."""
    packed = CountedStream(stream)
    inner = io.BufferedReader(packed, _CHUNK_BYTES)
    openers: dict[str, Callable[[BinaryIO, str], object]] = {
        ".gz": gzip.open,
        ".xz": lzma.open,
        ".bz2": bz2.open,
    }
    plain = cast(BinaryIO, openers[suffix](cast(BinaryIO, inner), "rb"))
    return io.BufferedReader(LimitedStream(plain, path, options, packed), _CHUNK_BYTES)


@contextmanager
def damage_named(path: str) -> Iterator[None]:
    """Turn what decompressors and the system raise into one `ReadError` that names `path`."""
    try:
        yield
    except ReadError:
        raise
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise ReadError(f"is cut short or damaged ({error}); fetch it again", path) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadError(f"cannot be read: {reason}", path) from error


def read_limited(
    stream: BinaryIO, path: str, options: ReadOptions, *, limit: int | None = None
) -> bytes:
    """All bytes of one article, or of a member that must be held whole.

    Raises:
        ReadError: naming the line at which the limit (of an article, where none is given) is
            passed.
    """
    allowed = limit or options.max_article_bytes
    pieces: list[bytes] = []
    size = 0
    while size <= allowed:
        data = stream.read(min(_CHUNK_BYTES * 16, allowed + 1 - size))
        if not data:
            return b"".join(pieces)
        pieces.append(data)
        size += len(data)
    line = sum(piece.count(b"\n") for piece in pieces) + 1
    what = "the limit of one article" if limit is None else "the limit inside an archive"
    remedy = "name its form by a suffix (.jsonl, .csv), or raise max_article_bytes"
    raise ReadError(f"holds more than {allowed:,} bytes, {what}; split it, {remedy}", path, line)
