"""Articles of a Parquet file, batch by batch. Needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from govnews_extract.errors import ReadError
from govnews_extract.read.articles import ArchivedArticle
from govnews_extract.read.columns import archived_columns
from govnews_extract.read.fields import article_columns
from govnews_extract.read.options import ReadFailure, ReadOptions

BATCH_ROWS = 256


def iter_parquet(
    stream: BinaryIO, path: str, options: ReadOptions
) -> Iterator[ArchivedArticle | ReadFailure]:
    """One article a row; only the columns that are fields of an article are read.

    Args:
        stream: A seekable stream.
        path: Name of the file.
        options: Fields and limits.

    Raises:
        ReadError: where pyarrow is missing, or the file is no Parquet.
    """
    try:
        from pyarrow import ArrowException, ArrowInvalid  # noqa: PLC0415 - an extra, slow to load
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415
    except ImportError as error:
        message = "needs pyarrow to be read; pip install 'govnews-extract[parquet]'"
        raise ReadError(message, path) from error
    try:
        file = ParquetFile(stream)
        names = file.schema_arrow.names
        columns = article_columns(names, options)
        number = 0
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=columns):
            for record in batch.to_pylist():
                number += 1
                name = f"{path}#{number}"
                try:
                    yield archived_columns(record, options, name)
                except ReadError as error:
                    yield ReadFailure.of(error, name)
    except (ArrowInvalid, ArrowException, OSError) as error:
        if isinstance(error, ReadError):
            raise
        reason = str(error).splitlines()[0] if str(error) else "damaged"
        raise ReadError(f"is no whole Parquet file ({reason}); fetch it again", path) from error
