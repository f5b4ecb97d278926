"""Tables kept in the form they are used in, checked and joined, so that programs start faster.

A file in the user's cache folder holds columns of text and says what it was made of. It is taken
only where it is a plain file of this user, was made of just these tables by this version, and is
whole; otherwise the tables are read and the file is written anew. Nothing in it is run or
unpickled. Where the folder cannot be written, there is no cache, and no word about it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from govnews_extract.lexicon.loader import lexicon_path
from govnews_extract.version import __version__

CACHE_FOLDER = "GOVNEWS_CACHE"
"""Environment variable that names the folder of the cache; an empty value is for none."""

FORM = b"govnews-extract tables 1\n"
"""First line of every file; to be changed with what builders put into the columns."""

MAX_BYTES = 1 << 24
SUM_BYTES = 65
"""Length of a SHA-256 in hexadecimal digits, with its line break."""

Columns = Mapping[str, list[str]]
"""Columns of text by name; no cell holds a line break."""


def load_compiled(name: str, tables: Sequence[str], build: Callable[[], Columns]) -> Columns:
    """What `build` makes of the tables, from the cache where that holds it.

    Args:
        name: What to call it among the files of the cache.
        tables: Names of all tables that `build` reads.
        build: Reads the tables; run where the cache has nothing that can be trusted.

    Raises:
        LexiconError: as `build` does, where a table is missing or broken.
    """
    folder = cache_folder()
    if folder is None:
        return build()
    path, key = folder / f"{name}.tables", _key(tables, build)
    columns = _read(path, key)
    if columns is None:
        columns = build()
        if _key(tables, build) == key:  # no table changed meanwhile
            _write(path, key, columns)
    return columns


def cache_folder() -> Path | None:
    """Where compiled tables are kept: as the user says, or as the XDG base directories do.

    Source: XDG Base Directory Specification 0.8.
    """
    said = os.environ.get(CACHE_FOLDER)
    if said is not None:
        return Path(said) if said else None
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # a user without a home
        return None
    return folder / "govnews_extract"


def _key(tables: Sequence[str], build: Callable[[], Columns]) -> bytes:
    """Digest of everything that the columns depend on: version, tables, the module of `build`."""
    digest = hashlib.sha256(__version__.encode())
    code = Path(build.__code__.co_filename)
    for path in (code, *(lexicon_path(f"{table}.tsv") for table in tables)):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest().encode() + b"\n"


def _read(path: Path, key: bytes) -> Columns | None:
    """The columns of the file at `path`; None unless it is this user's, of this key, and whole."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(number, "rb") as file:
            state = os.fstat(number)
            foreign = hasattr(os, "geteuid") and state.st_uid != os.geteuid()
            if foreign or not stat.S_ISREG(state.st_mode) or state.st_size > MAX_BYTES:
                return None
            content = file.read(MAX_BYTES)
    except OSError:
        return None
    head = FORM + key
    body = content[len(head) + SUM_BYTES :]
    if content[: len(head) + SUM_BYTES] != head + _sum(body):
        return None
    return _parsed(body)


def _sum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n"


def _parsed(body: bytes) -> Columns | None:
    try:
        parts = body.decode("utf-8").split("\x1e")
    except UnicodeDecodeError:
        return None
    return {name: cells for name, *cells in (part.split("\n") for part in parts)}


def _write(path: Path, key: bytes, columns: Columns) -> None:
    """Put a file in place, whole or not at all, unless the columns would not come back the same."""
    parts = ["\n".join([name, *cells]) for name, cells in columns.items()]
    body = "\x1e".join(parts).encode()
    if _parsed(body) != columns or len(body) > MAX_BYTES // 2:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    except OSError:
        return
    try:
        with os.fdopen(number, "wb") as file:
            file.write(FORM + key + _sum(body) + body)
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
