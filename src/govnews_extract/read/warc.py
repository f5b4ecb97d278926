"""Articles of web archives in WARC. Needs the extra `warc`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from govnews_extract.datatypes import SourceArticle
from govnews_extract.errors import ReadError
from govnews_extract.read.articles import article_from_bytes
from govnews_extract.read.options import ReadFailure, ReadOptions

_CHARSET_RE = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,20})", re.I)
_TEXT_TYPES = ("text/html", "application/xhtml", "text/plain")


def iter_warc(
    stream: BinaryIO, path: str, options: ReadOptions
) -> Iterator[SourceArticle | ReadFailure]:
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
    records = ArchiveIterator(stream, record_types=wanted, parse_http=True)
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
            yield article_from_bytes(
                data, url or f"{path}#{number}", options, html=html, declared=declared, url=url
            )
        except ReadError as error:
            yield ReadFailure.of(error, url or f"{path}#{number}")
    if not number:
        raise ReadError("holds no response record; is it a WARC file?", path)


def _page(record: object, options: ReadOptions) -> tuple[bytes, str | None, str | None, bool] | None:
    """Body, address, declared charset and whether it is HTML; None for what is no page."""
    headers = record.headers  # type: ignore[attr-defined]
    http = record.http_headers  # type: ignore[attr-defined]
    if http is not None and http.status_code not in {200, None}:
        return None
    kind = (http.get("Content-Type") if http is not None else headers.get("Content-Type")) or ""
    if not kind.lower().startswith(_TEXT_TYPES):
        return None
    data = record.reader.read(options.max_article_bytes + 1)  # type: ignore[attr-defined]
    charset = _CHARSET_RE.search(kind)
    html = not kind.lower().startswith("text/plain")
    return data, headers.get("WARC-Target-URI"), charset[1] if charset else None, html
