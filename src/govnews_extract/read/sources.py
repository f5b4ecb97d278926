"""Inputs of any kind to a stream of decoded articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from govnews_extract.datatypes import RepairedText, SourceArticle
from govnews_extract.errors import ReadError
from govnews_extract.read.options import ReadFailure, ReadOptions

STDIN = "-"


def iter_articles(
    inputs: Iterable[str | Path],
    options: ReadOptions | None = None,
    *,
    stdin: BinaryIO | None = None,
) -> Iterator[SourceArticle | ReadFailure]:
    """Read `inputs` one after another, lazily, and yield each article or why there is none.

    Never raises for an input: what is missing, empty, binary, too large or cut short becomes a
    `ReadFailure`, and the next one is read.

    Args:
        inputs: Files, folders (read through, sorted by name), globs (`news/*.html`), or `-`.
        options: Fields, encoding and limits.
        stdin: Stream that `-` stands for.
    """
    chosen = options or ReadOptions()
    for name in inputs:
        try:
            yield from _articles_of(str(name), chosen, stdin)
        except ReadError as error:
            yield ReadFailure.of(error, str(name))


def _articles_of(
    name: str, options: ReadOptions, stdin: BinaryIO | None
) -> Iterator[SourceArticle | ReadFailure]:
    del stdin
    path = Path(name)
    if path.is_dir():
        for member in sorted(path.rglob("*.txt")):
            yield from iter_articles([member], options)
        return
    yield read_text_file(path, options)


def read_text_file(path: str | Path, options: ReadOptions | None = None) -> SourceArticle:
    """The one article in a file of plain text, Markdown or HTML.

    Raises:
        ReadError: naming the file: missing, empty, binary, too large.
    """
    chosen = options or ReadOptions()
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", str(path)) from error
    if not data.strip():
        raise ReadError("is empty", str(path))
    try:
        text = data.decode(chosen.encoding or "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError("is not text in the encoding given", str(path)) from error
    return SourceArticle(
        id=hashlib.sha256(data).hexdigest(),
        path=str(path),
        repaired=RepairedText.untouched(text),
        encoding=chosen.encoding or "utf-8",
    )
