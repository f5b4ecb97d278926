"""Articles of web archives in WARC. Needs the extra `warc`."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from govnews_extract.errors import ReadError
from govnews_extract.read.articles import ArchivedArticle, archived_bytes
from govnews_extract.read.options import ReadFailure, ReadOptions

_CHARSET_RE = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,20})", re.IGNORECASE)
_CHUNK_RE = re.compile(rb"\s{0,4}([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_TEXT_TYPES = ("text/html", "application/xhtml", "text/plain")


def iter_warc(
    stream: BinaryIO, path: str, options: ReadOptions
) -> Iterator[ArchivedArticle | ReadFailure]:
    """The pages and texts among the responses of a WARC file; each is named by its address.

    Responses other than 200, images, scripts and other records are passed over. An archive that
    was cut short gives its whole records, then a failure.

    Raises:
        ReadError: where fastwarc is missing.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = "needs fastwarc to be read; pip install 'govnews-extract[warc]'"
        raise ReadError(message, path) from error
    wanted = WarcRecordType.response | WarcRecordType.resource
    forward = _Forward(stream)
    records = ArchiveIterator(forward, record_types=wanted, parse_http=True)
    number = 0
    while True:
        try:
            record = next(records)
            number += 1
            page = _page(record, options)
        except StopIteration:
            break
        except ReadError:
            raise
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            message = f"is cut short or damaged behind record {number} ({error}); fetch it again"
            raise ReadError(message, path) from error
        if page is None:
            continue
        data, url, declared, html = page
        try:
            yield archived_bytes(
                data, url or f"{path}#{number}", options, html=html, declared=declared, url=url
            )
        except ReadError as error:
            yield ReadFailure.of(error, url or f"{path}#{number}")
    if not number:
        raise ReadError("holds no response record; is it a WARC file?", path)
    if not forward.ending.endswith((b"\n\n", b"\n\r\n")):
        raise ReadError(f"is cut short or damaged behind record {number}; fetch it again", path)


class _Forward:
    """A stream as fastwarc wants it: read in order, knowing its place.

    Attributes:
        ending: The last four bytes read; a whole archive ends with an empty line.
    """

    def __init__(self, stream: BinaryIO) -> None:
        # What came before a break in a compressed stream is had by `read1` only.
        self._read = getattr(stream, "read1", stream.read)
        self._at = 0
        self.ending = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`."""
        data: bytes = self._read(size)
        self._at += len(data)
        self.ending = (self.ending + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at

    def seekable(self) -> bool:
        """Never."""
        return False

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refused, but for asking where the stream stands.

        Raises:
            OSError: for any other place.
        """
        if (offset, whence) in {(0, 1), (self._at, 0)}:
            return self._at
        raise OSError("the stream cannot go back")

    def close(self) -> None:
        """Nothing: the stream belongs to the caller."""


def _page(
    record: object, options: ReadOptions
) -> tuple[bytes, str | None, str | None, bool] | None:
    """Body, address, declared charset and whether it is HTML; None for what is no page."""
    headers = record.headers  # type: ignore[attr-defined]
    http = record.http_headers  # type: ignore[attr-defined]
    url = headers.get("WARC-Target-URI")
    kind = headers.get("Content-Type") or ""
    if http is None and kind.lower().startswith("application/http"):
        raise EOFError("an HTTP head is not whole")
    if http is not None:
        if http.status_code not in {200, None}:
            return None
        kind = http.get("Content-Type") or ""
    if not kind.lower().startswith(_TEXT_TYPES):
        return None
    data = record.reader.read(options.max_article_bytes + 1)  # type: ignore[attr-defined]
    length = record.content_length  # type: ignore[attr-defined]
    if len(data) < min(length, options.max_article_bytes):
        raise EOFError(f"{len(data):,} of {length:,} bytes of {url}")
    if http is not None:
        if "chunked" in (http.get("Transfer-Encoding") or "").lower():
            data = _unchunked(data)
        data = _unpacked(data, (http.get("Content-Encoding") or "").lower(), options)
    charset = _CHARSET_RE.search(kind)
    html = not kind.lower().startswith("text/plain")
    return data, url, charset[1] if charset else None, html


def _unchunked(data: bytes) -> bytes:
    """A body sent in chunks, joined; as it stands where the archive stored it joined already."""
    pieces: list[bytes] = []
    at = 0
    while match := _CHUNK_RE.match(data, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(data[match.end() : match.end() + size])
        at = match.end() + size
    return b"".join(pieces) if pieces else data


def _unpacked(data: bytes, coding: str, options: ReadOptions) -> bytes:
    """A body sent compressed, unpacked up to just beyond the limit of an article.

    Data of other codings, and data stored unpacked in spite of their head, stay as they are.
    """
    if coding not in {"gzip", "x-gzip", "deflate"}:
        return data
    for bits in (47, -15):
        try:
            return zlib.decompressobj(bits).decompress(data, options.max_article_bytes + 1)
        except zlib.error:
            continue
    return data
