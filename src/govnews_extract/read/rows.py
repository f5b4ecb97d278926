"""Articles of JSON, JSON Lines, CSV and TSV files, one at a time."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from govnews_extract.errors import ReadError
from govnews_extract.read.articles import ArchivedArticle, archived_fields
from govnews_extract.read.encodings import decode_bytes
from govnews_extract.read.fields import choose_fields, read_record
from govnews_extract.read.options import ReadFailure, ReadOptions
from govnews_extract.read.streams import RawStream

_SAMPLE_BYTES = 65_536
_CHUNK_CHARS = 65_536
# Keys under which services wrap their list of articles.
_LIST_KEYS = (
    "articles",
    "data",
    "items",
    "results",
    "docs",
    "documents",
    "records",
    "rows",
    "list",
    "news",
)
_DELIMITERS = ",\t;|"

Result = ArchivedArticle | ReadFailure


def iter_jsonl(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Result]:
    """One article a line; a bad line becomes a failure that names it."""
    limit = options.max_article_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        name = f"{path}#{number}"
        if len(line) > limit:
            size = len(line) + _skip_line(stream)
            message = f"is a line of {size:,} bytes, more than an article's limit of {limit:,}"
            yield ReadFailure(path=name, line=number, reason=f"{message}; raise max_article_bytes")
            continue
        line = line.removeprefix(codecs.BOM_UTF8).strip()
        if not line:
            continue
        try:
            text = decode_bytes(line, path=name, forced=options.encoding)
            yield _article(
                _parsed(text.text, path, number), line, name, options, encoding=text.encoding
            )
        except ReadError as error:
            yield ReadFailure(path=name, line=number, reason=error.message)


def _skip_line(stream: BinaryIO) -> int:
    size = 0
    while piece := stream.readline(1 << 20):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def _parsed(text: str, path: str, number: int) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ReadError("is nested too deeply to be read as JSON", path, number) from error
    except ValueError as error:
        found = f"is no JSON ({error}); mend or remove it"
        raise ReadError(found, path, number) from error


def _article(
    record: object, raw: bytes, name: str, options: ReadOptions, *, encoding: str
) -> ArchivedArticle:
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, Mapping):
        raise ReadError(f"is a JSON {type(record).__name__}, not an object with fields", name)
    text, meta = read_record(record, options, name)
    return archived_fields(text, meta, raw, name, encoding=encoding)


def iter_json(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Result]:
    """The objects of a JSON file: a list, one object, an object that wraps a list, or one a line.

    A list is read element by element, so that memory is bounded by the largest article.
    """
    buffered = io.BufferedReader(RawStream(stream), _SAMPLE_BYTES)
    encoding = _encoding_of(buffered.peek(_SAMPLE_BYTES), path, options)
    reader = io.TextIOWrapper(buffered, encoding, errors="replace", newline="")
    number = 0
    for value, raw in _iter_values(reader, path, options.max_article_bytes):
        for record, source in _unwrapped(value, raw):
            number += 1
            name = f"{path}#{number}"
            try:
                yield _article(
                    record, source.encode("utf-8", "replace"), name, options, encoding=encoding
                )
            except ReadError as error:
                yield ReadFailure.of(error, name)


def _unwrapped(value: object, raw: str) -> Iterator[tuple[object, str]]:
    inner = None
    if isinstance(value, Mapping):
        lists = (value[key] for key in _LIST_KEYS if key in value)
        inner = next((found for found in lists if isinstance(found, list) and found), None)
    if inner is None or not all(isinstance(record, Mapping) for record in inner):
        yield value, raw
        return
    for record in inner:
        yield record, json.dumps(record, ensure_ascii=False, sort_keys=True)


def _iter_values(reader: io.TextIOWrapper, path: str, limit: int) -> Iterator[tuple[object, str]]:
    """Values of a JSON text one behind another, with their source; an outer list is opened."""
    decoder = json.JSONDecoder()
    buffer = reader.read(_CHUNK_CHARS).lstrip("\ufeff \t\r\n")
    in_list = buffer.startswith("[")
    buffer = buffer[1:] if in_list else buffer
    wanted = _CHUNK_CHARS
    while True:
        buffer = buffer.lstrip(" \t\r\n,")
        if not buffer:
            buffer = reader.read(_CHUNK_CHARS)
            if buffer:
                continue
            return
        if in_list and buffer[0] == "]":
            return
        try:
            value, end = decoder.raw_decode(buffer)
        except RecursionError as error:
            raise ReadError("is nested too deeply to be read as JSON", path) from error
        except ValueError as error:
            more = reader.read(wanted)
            if not more or len(buffer) > limit:
                raise ReadError(f"is no JSON ({error}); mend it", path) from error
            # Twice as much each time: an element is then tried a logarithmic number of times.
            buffer, wanted = buffer + more, wanted * 2
            continue
        if end == len(buffer) and (more := reader.read(_CHUNK_CHARS)):
            # A number at the end of the buffer may go on.
            buffer += more
            continue
        yield value, buffer[:end]
        buffer, wanted = buffer[end:], _CHUNK_CHARS


def iter_delimited(
    stream: BinaryIO, path: str, options: ReadOptions, delimiter: str | None
) -> Iterator[Result]:
    """One article a row of a CSV or TSV file with a line of column names.

    The largest field that Python's `csv` accepts is one number for the whole process; it is
    raised to the limit of an article.
    """
    csv.field_size_limit(max(csv.field_size_limit(), options.max_article_bytes))
    buffered = io.BufferedReader(RawStream(stream), _SAMPLE_BYTES)
    encoding = _encoding_of(buffered.peek(_SAMPLE_BYTES), path, options)
    text = io.TextIOWrapper(buffered, encoding, errors="replace", newline="")
    lines = _Lines(text, path, options.max_article_bytes)
    header_line = next(lines, "").lstrip("\ufeff")
    mark = delimiter or max(_DELIMITERS, key=header_line.count)
    header = next(csv.reader([header_line], delimiter=mark), [])
    _check_header(header, options, path)
    number = 1
    while True:
        number += 1
        name = f"{path}#{number}"
        first = lines.number + 1
        try:
            row = _next_row(lines, mark, len(header))
        except csv.Error as error:
            yield ReadFailure(path=name, line=first, reason=f"is no row of CSV ({error}); mend it")
            continue
        if row is None:
            return
        if not any(row):
            continue
        try:
            record = dict(zip(header, row, strict=False))
            raw = mark.join(row).encode("utf-8", "replace")
            yield _article(record, raw, name, options, encoding=encoding)
        except ReadError as error:
            yield ReadFailure(path=name, line=first, reason=error.message)


def _next_row(lines: _Lines, mark: str, cells: int) -> list[str] | None:
    """The cells of the next row, which may go on over lines within quotes; None at the end.

    A quote that nothing closes begins no cell of several lines: it is a character of its own line,
    as in tables that were written without quoting. So are quotes around the first words of a cell.
    """
    lines.taken.clear()
    try:
        row = next(csv.reader(lines, delimiter=mark), None)
        if row is None:
            return None
        if _is_meant(row, lines.taken, mark, cells):
            return _unquoted(lines.taken[0], mark, row) if len(lines.taken) == 1 else row
    except csv.Error:
        if not lines.taken:
            raise
    line = lines.put_back_all_but_first()
    return next(csv.reader([line], delimiter=mark, quoting=csv.QUOTE_NONE))


def _unquoted(line: str, mark: str, row: list[str]) -> list[str]:
    """`row`, or the cells of its `line` with all quotes kept where words follow a closing one.

    Such quotes enclose no cell, unless a delimiter stands within them.
    """
    if '"' not in line:
        return row
    try:
        return next(csv.reader([line], delimiter=mark, strict=True))
    except csv.Error:
        plain = next(csv.reader([line], delimiter=mark, quoting=csv.QUOTE_NONE))
        return plain if len(plain) == len(row) else row


def _is_meant(row: list[str], taken: list[str], mark: str, cells: int) -> bool:
    """Whether quotes in the lines `taken` were meant as quotes where cells of `row` span lines."""
    spanning = [cell for cell in row if "\n" in cell or "\r" in cell]
    if not spanning:
        return True
    if len(row) > cells or (mark == "\t" and any(mark in cell for cell in spanning)):
        return False
    try:
        next(csv.reader(taken, delimiter=mark, strict=True))
    except csv.Error:
        return False
    return True


def _check_header(header: list[str], options: ReadOptions, path: str) -> None:
    names = [name.strip() for name in header if name.strip()]
    chosen = choose_fields(names, options)
    if "text" not in chosen or chosen["text"] not in names:
        held = ", ".join(names[:12]) or "none"
        asked = (
            f"has no column {options.text_field!r}"
            if options.text_field
            else "has no column of text"
        )
        raise ReadError(f"{asked}; name it with --text-field (columns: {held})", path, 1)


class _Lines:
    """Lines of a text stream, none longer than an article may be.

    Attributes:
        number: How many were read and not put back.
        taken: Those read since it was cleared.
    """

    def __init__(self, stream: io.TextIOWrapper, path: str, limit: int) -> None:
        self._stream = stream
        self._path = path
        self._limit = limit
        self._waiting: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        self.number += 1
        self.taken.append(line)
        return line

    def put_back_all_but_first(self) -> str:
        """Put back all lines taken but the first, and return that."""
        first, *others = self.taken
        self._waiting.extendleft(reversed(others))
        self.number -= len(others)
        return first

    def _read(self) -> str:
        line = self._stream.readline(self._limit + 1)
        if not line:
            raise StopIteration
        if len(line) > self._limit:
            message = f"is a line of more than {self._limit:,} characters; raise max_article_bytes"
            raise ReadError(message, self._path, self.number + 1)
        return line.replace("\0", "")


def _encoding_of(sample: bytes, path: str, options: ReadOptions) -> str:
    if not sample.strip():
        raise ReadError("is empty", path)
    if options.encoding:
        return options.encoding
    # The sample may end inside a character.
    cut = sample.rfind(b"\n") + 1 if b"\n" in sample[-4096:] else len(sample)
    return decode_bytes(sample[:cut] or sample, path=path).encoding
