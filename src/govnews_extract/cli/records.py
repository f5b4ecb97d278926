"""Records to look at: those that were written before, or those of articles read now."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews_extract.cli.terminal import PassedOver, complain
from govnews_extract.errors import ReadError
from govnews_extract.write.address import DATASET_MANIFEST, scheme_of, shown_address

if TYPE_CHECKING:
    from govnews_extract.pipeline import Extractor

SQLITE_MAGIC = b"SQLite format 3\x00"
DUCKDB_MAGIC, DUCKDB_MAGIC_AT = b"DUCK", 8
MAX_LINE_BYTES = 64 << 20
"""No line of a file of records is longer; the first decides whether the file is one."""

SPAN = ("start", "end", "raw_start", "raw_end")
KEYS = {
    "repairs": (*SPAN, "index", "kind", "before", "after", "rule", "evidence"),
    "mentions": (*SPAN, "index", "label", "text", "norm", "rule", "candidates"),
    "quantities": (*SPAN, "index", "text", "value", "high", "unit", "modifier", "rule"),
    "facts": (
        *("index", "quantity", "subject", "metric", "action", "status", "place", "period"),
        *("sentence_start", "sentence_end", "confidence", "evidence", "rule", "duplicate_of"),
    ),
    "projects": ("index", "name", "owner", "place", "capacity", "unit", "investment", "status"),
}
"""What a record's parts must hold to be shown."""


@dataclass(slots=True, kw_only=True)
class RecordReader:
    """Gives the records of inputs in their JSON form, and counts the inputs that failed.

    A database or a file of records is read as it is; anything else is read as articles, and
    extracted from with an extractor that loads when the first one comes.

    Attributes:
        encoding: Encoding of all articles; found for each where None.
        fast: Whether names are found by rules alone.
        failed: Inputs that gave no record so far; each was told of on standard error.
    """

    encoding: str | None = None
    fast: bool = False
    failed: int = 0
    _loaded: Extractor | None = None

    def iter_records(self, inputs: Sequence[str | Path]) -> Iterator[dict[str, Any]]:
        """The records of every input, in order."""
        for given in map(str, inputs):
            if given == "-":
                yield from self._extracted(given)
            elif is_database(given):
                yield from _database_records(given)
            elif holds_records(given):
                yield from _json_records(Path(given))
            elif (stored := _stored_records(Path(given))) is not None:
                yield from stored
            else:
                yield from self._extracted(given)

    def _extracted(self, given: str) -> Iterator[dict[str, Any]]:
        from govnews_extract.cli.extraction import extract_one  # noqa: PLC0415 - loads the stages
        from govnews_extract.read import ReadFailure, ReadOptions, iter_articles  # noqa: PLC0415

        passed_over = PassedOver()
        options = passed_over.among(ReadOptions(encoding=self.encoding))
        for article in iter_articles([given], options, stdin=sys.stdin.buffer):
            record = extract_one(self._extractor(), article)
            if isinstance(record, ReadFailure):
                self.failed += 1
                complain(str(record))
            else:
                yield record.to_dict()
        passed_over.tell()

    def _extractor(self) -> Extractor:
        from govnews_extract.pipeline import Extractor  # noqa: PLC0415 - loads the stages

        if self._loaded is None:
            self._loaded = Extractor(tagger=None if self.fast else "crf")
        return self._loaded


def is_database(given: str) -> bool:
    """Whether `given` is an SQLite file or a PostgreSQL address; False for what cannot be read."""
    return scheme_of(given) == "postgresql" or _starts(Path(given), SQLITE_MAGIC)


def _stored_records(path: Path) -> Iterator[dict[str, Any]] | None:
    """Records of a DuckDB file or of a Parquet folder that a batch wrote; None for all else."""
    is_dataset = (path / DATASET_MANIFEST).is_file()
    if not is_dataset and not _starts(path, DUCKDB_MAGIC, at=DUCKDB_MAGIC_AT):
        return None
    from govnews_extract.write.stored import (  # noqa: PLC0415 - loads rows and sinks
        iter_duckdb_records,
        iter_parquet_records,
    )

    return iter_parquet_records(path) if is_dataset else iter_duckdb_records(path)


def _starts(path: Path, magic: bytes, *, at: int = 0) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(at + len(magic))[at:] == magic
    except (OSError, ValueError):
        return False


def holds_records(given: str) -> bool:
    """Whether the first line of the file `given` is a record in its JSON form."""
    try:
        with Path(given).open("rb") as file:
            first = file.readline(MAX_LINE_BYTES) if file.peek(1)[:1] == b"{" else b""
        record = json.loads(first)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(record, dict) and {"text", "quantities", "facts", "extractor"} <= set(record)


def _database_records(given: str) -> Iterator[dict[str, Any]]:
    from govnews_extract.write.engines import (  # noqa: PLC0415 - 0.3 s
        driver_errors,
        open_postgresql,
        open_sqlite,
    )
    from govnews_extract.write.records import iter_records  # noqa: PLC0415

    is_server = scheme_of(given) == "postgresql"
    engine = open_postgresql(given) if is_server else open_sqlite(Path(given))
    try:
        with driver_errors(engine, shown_address(given)):
            yield from iter_records(engine)
    finally:
        engine.dispose()


def _json_records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
                fault = _fault(record)
            except (ValueError, TypeError, KeyError, RecursionError):
                fault = "it is no record as extract writes them"
            if fault:
                raise ReadError(f"cannot be shown: {fault}", str(path), number)
            yield record


def _fault(record: Any) -> str | None:
    """What is missing in a record, or at odds within it."""
    length = len(record["text"])
    if not {"id", "path", "url", "title", "source", "published", "place", "issues"} <= set(record):
        return "keys of the article are missing"
    for part, keys in KEYS.items():
        for row in record[part]:
            if not set(keys) <= set(row):
                return f"{part} lack one of {', '.join(keys)}"
            if "start" in keys and not 0 <= row["start"] <= row["end"] <= length:
                return f"{part} reach out of the text"
    if any(not 0 <= fact["quantity"] < len(record["quantities"]) for fact in record["facts"]):
        return "a fact is of no quantity"
    return None
