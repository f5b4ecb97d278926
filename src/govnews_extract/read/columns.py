"""The article in one row of a table with named columns, whatever program holds the table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from govnews_extract.errors import ReadError
from govnews_extract.read.articles import ArchivedArticle, archived_bytes, archived_fields
from govnews_extract.read.fields import choose_fields, read_meta, read_record
from govnews_extract.read.options import ReadOptions


def archived_columns(
    row: Mapping[str, Any], options: ReadOptions, path: str | None
) -> ArchivedArticle:
    """The article of one row.

    The same cells give the same id wherever the row comes from. A text column of bytes holds
    files as they were archived: they are decoded, and their digest is the id.

    Args:
        row: Cells of the columns that `article_columns` names.
        options: Fields, encoding and limits.
        path: What the row is called; None where it has no name.

    Raises:
        ReadError: where the text is missing, empty, or of another type.

    Example:
        >>> archived_columns({"text": "张掖", "title": None}, ReadOptions(), "a").decoded.text
        '张掖'
    """
    column = choose_fields(row, options).get("text")
    text = row.get(column) if column is not None else None
    if isinstance(text, bytes | bytearray | memoryview):
        return _from_bytes(bytes(text), row, options, path)
    if column in row and not isinstance(text, str | list):
        found = "is missing" if text is None else f"is of type {type(text).__name__}, not text"
        raise ReadError(f"the cell in column {column!r} {found}", path)
    text, meta = read_record(row, options, path)
    raw = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
    return archived_fields(text, meta, raw.encode("utf-8", "replace"), path, encoding="utf-8")


def _from_bytes(
    data: bytes, row: Mapping[str, Any], options: ReadOptions, path: str | None
) -> ArchivedArticle:
    article = archived_bytes(data, path or "", options)
    return replace(article, path=path, meta=read_meta(row, options))
