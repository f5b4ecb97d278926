"""Inputs of any kind to a stream of decoded articles."""

from __future__ import annotations

import glob
import io
import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from govnews_extract.datatypes import SourceArticle
from govnews_extract.errors import ReadError
from govnews_extract.read.archives import iter_tar, iter_zip
from govnews_extract.read.articles import (
    HTML_SUFFIXES,
    TEXT_SUFFIXES,
    ArchivedArticle,
    archived_bytes,
    suffix_of,
)
from govnews_extract.read.options import MEBIBYTE, ReadFailure, ReadOptions
from govnews_extract.read.rows import iter_delimited, iter_json, iter_jsonl
from govnews_extract.read.streams import (
    COMPRESSED_SUFFIXES,
    RawStream,
    damage_named,
    decompressed,
    read_limited,
)

STDIN = "-"
WEB_SCHEMES = ("http://", "https://")
# An archive in an archive in an archive: deeper ones are built to exhaust whoever opens them.
MAX_DEPTH = 3
# ZIP and Parquet end with their table of contents; inside other archives they are held in memory.
MAX_BUFFERED_BYTES = 256 * MEBIBYTE

_ROW_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
_ARCHIVE_SUFFIXES = frozenset({".zip", ".tar", ".tgz", ".txz", ".tbz2", ".warc"})
_SHORT_TARS = {".tgz": ".gz", ".txz": ".xz", ".tbz2": ".bz2"}
_KNOWN_SUFFIXES = (
    TEXT_SUFFIXES | HTML_SUFFIXES | _ROW_SUFFIXES | _ARCHIVE_SUFFIXES | COMPRESSED_SUFFIXES
)

Result = ArchivedArticle | ReadFailure


def iter_articles(
    inputs: Iterable[str | Path],
    options: ReadOptions | None = None,
    *,
    stdin: BinaryIO | None = None,
) -> Iterator[SourceArticle | ReadFailure]:
    """Read `inputs` one after another, lazily, and yield each article or why there is none.

    Never raises for an input: what is missing, empty, binary, too large or cut short becomes a
    `ReadFailure`, and the next one is read. Memory is bounded by the largest article.

    Args:
        inputs: Files, folders (read through, sorted by name), globs (`news/**/*.html`), or `-`.
            Files are told apart by their suffix: plain text and Markdown, HTML, JSON, JSON Lines,
            CSV, TSV, Parquet, WARC, ZIP and TAR archives, and any of them compressed.
        options: Fields, encoding and limits.
        stdin: Stream that `-` stands for.

    Example:
        >>> import io
        >>> (article,) = iter_articles(["-"], stdin=io.BytesIO("签约31项。".encode("gb18030")))
        >>> article.repaired.text, article.encoding
        ('签约31项。', 'gb18030')
    """
    for found in iter_archived(inputs, options, stdin=stdin):
        if isinstance(found, ReadFailure):
            yield found
            continue
        try:
            yield found.read()
        except ReadError as error:
            yield ReadFailure.of(error, found.path or "")


def iter_archived(
    inputs: Iterable[str | Path],
    options: ReadOptions | None = None,
    *,
    stdin: BinaryIO | None = None,
) -> Iterator[ArchivedArticle | ReadFailure]:
    """The articles of `inputs` as `iter_articles` takes them, their markup still to be read.

    Example:
        >>> import io
        >>> (found,) = iter_archived(["-"], stdin=io.BytesIO("<p>签约31项。</p>".encode()))
        >>> found.decoded.text
        '<p>签约31项。</p>'
    """
    chosen = options or ReadOptions()
    for name in inputs:
        yield from _guarded(_input(str(name), chosen, stdin), str(name))


def is_among(path: Path, inputs: Iterable[str | Path], options: ReadOptions | None = None) -> bool:
    """Whether the file at `path`, which need not be there yet, is one that `inputs` would read.

    What a run writes must not be: it would be emptied before it is read.

    Example:
        >>> is_among(Path("news/out.jsonl"), ["news/out.jsonl", "other.zip"])
        True
        >>> is_among(Path("out.jsonl"), ["-", "other.zip"])
        False
    """
    real = Path(os.path.realpath(path))
    chosen = options or ReadOptions()
    for name in map(str, inputs):
        if os.path.isdir(name):  # noqa: PTH112 - as below
            if Path(os.path.realpath(name)) in real.parents and _is_wanted(real.name, chosen):
                return True
        elif glob.has_magic(name) and not os.path.exists(name):  # noqa: PTH110 - as below
            if str(real) in map(os.path.realpath, glob.glob(name, recursive=True)):  # noqa: PTH207
                return True
        elif name != STDIN and os.path.realpath(name) == str(real):
            return True
    return False


def read_text_file(path: str | Path, options: ReadOptions | None = None) -> SourceArticle:
    """The one article in a file of plain text, Markdown or HTML.

    Raises:
        ReadError: naming the file: missing, empty, binary, too large.

    Example:
        >>> read_text_file("nowhere.txt")
        Traceback (most recent call last):
            ...
        govnews_extract.errors.ReadError: nowhere.txt: cannot be read: No such file or directory
    """
    chosen = options or ReadOptions()
    name = str(path)
    with damage_named(name), Path(path).open("rb") as stream:
        return archived_bytes(read_limited(stream, name, chosen), name, chosen).read()


def _guarded(results: Iterator[Result], path: str) -> Iterator[Result]:
    """`results` up to the first error that concerns all that would follow, then that error.

    An input without any result is a failure too, so that nothing vanishes.
    """
    found = False
    try:
        with damage_named(path):
            for result in results:
                found = True
                yield result
        if not found:
            yield ReadFailure(path=path, reason="holds no article of a kind that can be read")
    except ReadError as error:
        yield ReadFailure.of(error, path)


def _input(name: str, options: ReadOptions, stdin: BinaryIO | None) -> Iterator[Result]:
    if name == STDIN:
        if stdin is None:
            raise ReadError("no standard input was given", name)
        yield from _unnamed(stdin, options)
    elif name.lower().startswith(WEB_SCHEMES):
        raise ReadError("is an address on the web, where nothing is fetched; save the page", name)
    elif os.path.isdir(name):  # noqa: PTH112 - `Path` would raise for a name with NUL
        yield from _folder(Path(name), options)
    elif glob.has_magic(name) and not os.path.exists(name):  # noqa: PTH110 - as above
        yield from _matching(name, options)
    else:
        yield from _file(Path(name), name, options)


def _matching(pattern: str, options: ReadOptions) -> Iterator[Result]:
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - patterns may be absolute
    if not names:
        raise ReadError("matches no file", pattern)
    seen: set[str] = set()
    for name in names:
        real = os.path.realpath(name)
        left_out = real in options.left_out
        if os.path.isfile(name) and real not in seen and not left_out:  # noqa: PTH113 - as above
            seen.add(real)
            yield from _guarded(_file(Path(name), name, options), name)


def _folder(folder: Path, options: ReadOptions) -> Iterator[Result]:
    """Files of known kinds below a folder, by name; links that lead out of it are reported."""
    inside = folder.resolve()
    for root, folders, files in os.walk(folder):
        here = os.path.realpath(root) if options.left_out else root
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.join(here, name) not in options.left_out  # noqa: PTH118 - as below
        )
        for file in sorted(files):
            path = Path(root) / file
            if os.path.join(here, file) in options.left_out:  # noqa: PTH118 - a string to compare
                continue
            if not _is_taken(file, str(path), options):
                continue
            if path.is_symlink() and inside not in Path(os.path.realpath(path)).parents:
                yield ReadFailure(
                    path=str(path), reason="is a link out of the folder; not followed"
                )
                continue
            yield from _guarded(_file(path, str(path), options), str(path))


def _is_taken(file: str, path: str, options: ReadOptions) -> bool:
    """Whether a file met in a folder or archive is read; the caller is told of other kinds."""
    if file.startswith("."):
        return False
    wanted = _is_wanted(file, options)
    if not wanted and options.pattern is None and options.passed_over is not None:
        options.passed_over(path)
    return wanted


def _is_wanted(name: str, options: ReadOptions) -> bool:
    base = PurePosixPath(name).name
    if options.pattern is not None:
        return fnmatch(base, options.pattern) or suffix_of(base) in _ARCHIVE_SUFFIXES
    return suffix_of(base) in _KNOWN_SUFFIXES


def _file(path: Path, name: str, options: ReadOptions) -> Iterator[Result]:
    try:
        stream = path.open("rb")
    except ValueError as error:
        raise ReadError("is no name of a file", name) from error
    with stream:
        yield from _stream(cast(BinaryIO, stream), name, name, options)


def _unnamed(stream: BinaryIO, options: ReadOptions) -> Iterator[Result]:
    """Standard input: compressed, an archive, JSON or text, told by its first bytes."""
    buffered = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(RawStream(stream))
    )
    start = buffered.peek(512)[:512]
    suffix = ""
    if start.startswith(b"\x1f\x8b"):
        plain = decompressed(cast(BinaryIO, buffered), ".gz", STDIN, options)
        yield from _unnamed(cast(BinaryIO, plain), options)
        return
    if start.startswith(b"WARC/"):
        suffix = ".warc"
    elif start[257:262] == b"ustar":
        suffix = ".tar"
    elif start.startswith(b"PK\x03\x04"):
        suffix = ".zip"
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b'{"', b"{ ", b"[{", b"[ ", b"{\n", b"[\n")
    ):
        suffix = ".json"
    yield from _stream(cast(BinaryIO, buffered), STDIN, STDIN + suffix, options)


def _stream(
    stream: BinaryIO, path: str, name: str, options: ReadOptions, *, depth: int = 0
) -> Iterator[Result]:
    """Articles of a stream; `name` is what its kind is told by, `path` what it is called."""
    suffix = suffix_of(name)
    if suffix in COMPRESSED_SUFFIXES or suffix in _SHORT_TARS:
        packing = _SHORT_TARS.get(suffix, suffix)
        inner = name[: -len(suffix)] + (".tar" if suffix in _SHORT_TARS else "")
        plain = cast(BinaryIO, decompressed(stream, packing, path, options))
        yield from _stream(plain, path, inner, options, depth=depth)
    elif suffix in {".zip", ".tar"}:
        if depth >= MAX_DEPTH:
            raise ReadError(
                f"is an archive nested more than {MAX_DEPTH} deep; unpack it first", path
            )
        members = (
            _zip(stream, path, options) if suffix == ".zip" else iter_tar(stream, path, options)
        )
        yield from _members(members, path, options, depth)
    elif suffix in {".jsonl", ".ndjson"}:
        yield from iter_jsonl(_buffered(stream), path, options)
    elif suffix == ".json":
        yield from iter_json(stream, path, options)
    elif suffix in {".csv", ".tsv"}:
        yield from iter_delimited(stream, path, options, "\t" if suffix == ".tsv" else None)
    elif suffix == ".parquet":
        from govnews_extract.read.parquet import iter_parquet  # noqa: PLC0415 - an extra

        yield from iter_parquet(_seekable(stream, path, options), path, options)
    elif suffix == ".warc":
        from govnews_extract.read.warc import iter_warc  # noqa: PLC0415 - an extra

        yield from iter_warc(stream, path, options)
    else:
        yield archived_bytes(read_limited(stream, path, options), path, options)


def _zip(
    stream: BinaryIO, path: str, options: ReadOptions
) -> Iterator[tuple[str, BinaryIO | ReadError]]:
    return iter_zip(_seekable(stream, path, options), path, options)


def _members(
    members: Iterator[tuple[str, BinaryIO | ReadError]], path: str, options: ReadOptions, depth: int
) -> Iterator[Result]:
    for member, stream in members:
        inner = f"{path}!/{member}"
        if isinstance(stream, ReadError):
            yield ReadFailure.of(stream, inner)
        elif _is_taken(PurePosixPath(member).name, inner, options):
            yield from _guarded(_stream(stream, inner, member, options, depth=depth + 1), inner)


def _buffered(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(RawStream(stream), 1 << 18))


def _seekable(stream: BinaryIO, path: str, options: ReadOptions) -> BinaryIO:
    """`stream` itself where it is a file; else its bytes, up to `MAX_BUFFERED_BYTES`."""
    if isinstance(stream, io.BytesIO) or isinstance(getattr(stream, "raw", None), io.FileIO):
        return stream
    return io.BytesIO(read_limited(stream, path, options, limit=MAX_BUFFERED_BYTES))
