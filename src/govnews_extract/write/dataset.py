"""Rows into a Parquet dataset: a folder of part files for each table. Needs the extra `parquet`."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from govnews_extract.errors import ConfigError, MissingExtraError, RefusedRowsError, WriteError
from govnews_extract.write.address import scheme_of
from govnews_extract.write.closing import Closing
from govnews_extract.write.rows import PARTS, ArticleRows, widened
from govnews_extract.write.sinks import (
    DeadLetter,
    Delivery,
    Failure,
    Run,
    Scope,
    Source,
)

try:
    import pyarrow as pa
    import pyarrow.compute as pc
except ImportError as missing:
    message = 'Parquet needs pyarrow: install "govnews-extract[parquet]"'
    raise MissingExtraError(message) from missing

from govnews_extract.write.arrow import row_tables, table_schema
from govnews_extract.write.dataset_files import DatasetFiles, Manifest
from govnews_extract.write.dataset_index import PartIndex
from govnews_extract.write.dataset_waiting import ROW_TABLES, Replaced, Waiting
from govnews_extract.write.journal import Journal

PART_BYTES = 64 << 20
"""So much waits in memory and in the journal until it becomes a part of each table."""

_RUNS = pa.schema(
    [(name, pa.string()) for name in ("id", "status", "version", "lexicons", "fingerprint")]
    + [(name, pa.string()) for name in ("settings", "inputs", "started", "finished")]
    + [(name, pa.int64()) for name in ("articles", "facts", "failures", "passed")]
)
_DEAD_LETTERS = pa.schema(
    [(name, pa.string()) for name in ("path", "stage", "reason", "article", "run")]
    + [("tries", pa.int32())]
)


def open_parquet_sink(address: str) -> ParquetSink:
    """A sink on a folder, given by its path or as `parquet:path`.

    Raises:
        ConfigError: for an address without a folder.
        WriteError: where the folder holds other files, is in use by another process, or was
            written by a newer version.
    """
    name = address
    if scheme_of(address) == "parquet" and address.lower().startswith("parquet:"):
        name = address.partition(":")[2].removeprefix("//")
    if not name:
        raise ConfigError("names no folder; write it as parquet:out", address)
    with _errors(name):
        files = DatasetFiles(Path(name))
        try:
            return ParquetSink(files)
        except BaseException:
            files.close()
            raise


class ParquetSink(Closing):
    """A `Sink` on a folder of Parquet files: a delivery is an entry of a journal.

    Deliveries gather until they make a part of a good size, and at the end of a run. Parts that
    hold articles which are replaced are written anew without them.
    """

    def __init__(self, files: DatasetFiles, *, part_bytes: int = PART_BYTES) -> None:
        self._files = files
        for name in PARTS:
            files.widen_parts(name, table_schema(name))
        self._part_bytes = part_bytes
        self._is_broken = False
        self._run: Run | None = None
        self._runs: dict[str, dict[str, Any]] = {}
        self._letters: dict[str, dict[str, Any]] = {}
        for _, rows in files.iter_parts("runs", _RUNS.names):
            self._runs = {row["id"]: row for row in rows.to_pylist()}
        for _, rows in files.iter_parts("dead_letters", _DEAD_LETTERS.names):
            self._letters = {row["path"]: row for row in rows.to_pylist()}
        numbers = {
            n for name in ("articles", "sources") for n in files.manifest.parts.get(name, ())
        }
        self._indexes = {number: self._index(number) for number in sorted(numbers)}
        self._waiting = Waiting()
        self._journal = Journal(files.journal_path())
        for entry in self._journal.entries():
            self._replay(entry)

    def _index(self, number: int) -> PartIndex:
        ids: list[str] = []
        runs: list[int] = []
        places: list[tuple[str, str]] = []
        parts, order = self._files.manifest.parts, list(self._runs)
        if number in parts.get("articles", ()):
            rows = self._files.read_part("articles", number, ["id", "run"])
            ids = rows["id"].to_pylist()
            numbers = {name: at for at, name in enumerate(order)}
            runs = [numbers.get(run, -1) for run in rows["run"].to_pylist()]
        if number in parts.get("sources", ()):
            rows = self._files.read_part("sources", number, ["article", "path"])
            places = list(zip(rows["article"].to_pylist(), rows["path"].to_pylist(), strict=True))
        return PartIndex(ids, runs, places)

    def _replay(self, entry: Mapping[str, Any]) -> None:
        if "run" in entry:
            self._runs[entry["run"]["id"]] = entry["run"]
            return
        held = entry["delivery"]
        articles = [
            ArticleRows(id=a["id"], article=tuple(a["article"]), parts=widened(a["parts"]))
            for a in held["articles"]
        ]
        delivery = Delivery(
            articles=tuple(articles),
            sources=tuple(Source(**source) for source in held["sources"]),
            failures=tuple(Failure(**failure) for failure in held["failures"]),
            settled=tuple(held["settled"]),
        )
        self._take(delivery, row_tables(articles), entry["of"])

    @property
    def name(self) -> str:
        """The folder."""
        return str(self._files.folder)

    @property
    def folder(self) -> Path | None:
        """Where files beside the dataset may stand: the folder around it."""
        return self._files.folder.absolute().parent

    def begin(self, run: Run) -> None:
        """Note that `run` has begun."""
        self._note(run)
        self._run = run

    def finish(self, run: Run) -> None:
        """Note how `run` ended, and put everything into part files."""
        self._note(run)
        self.flush()

    def _note(self, run: Run) -> None:
        with self._guarded():
            row = _run_row(run)
            self._journal.append({"run": row})
            self._runs[run.id] = row

    def standing(self, ids: Collection[str], scope: Scope) -> set[str]:
        """Those of `ids` that this run, or this extractor, wrote."""
        if self._run is None:
            return set()
        fingerprint = self._run.fingerprint
        wanted = list(ids)
        found = {one: by for one in wanted if (by := self._waiting.runs.get(one)) is not None}
        order = list(self._runs)
        for index in self._indexes.values():
            for one, number in index.run_of(wanted).items():
                found.setdefault(one, order[number] if number >= 0 else "")
        if scope is Scope.RUN:
            return {one for one, by in found.items() if by == self._run.id}
        same = {name for name, row in self._runs.items() if row["fingerprint"] == fingerprint}
        return {one for one, by in found.items() if by in same}

    def dead_letters(self, paths: Collection[str]) -> dict[str, DeadLetter]:
        """The dead letters of those of `paths` that have one."""
        return {path: self._letter(path) for path in paths if path in self._letters}

    def iter_dead_letters(self) -> Iterator[DeadLetter]:
        """All dead letters, sorted by path."""
        yield from map(self._letter, sorted(self._letters))

    def _letter(self, path: str) -> DeadLetter:
        row = self._letters[path]
        failure = Failure(**{key: row[key] for key in ("path", "stage", "reason", "article")})
        run = self._runs.get(row["run"] or "")
        return DeadLetter(
            failure=failure,
            tries=row["tries"],
            fingerprint=run["fingerprint"] if run else None,
            run=row["run"],
        )

    def deliver(self, delivery: Delivery) -> None:
        """Take all of `delivery` into the journal; full part files are written before."""
        if self._waiting.bytes >= self._part_bytes:
            self.flush()
        with self._guarded():
            tables = row_tables(delivery.articles)
            run = None if self._run is None else self._run.id
            self._journal.append({"delivery": _entry(delivery), "of": run})
            self._take(delivery, tables, run)

    def _take(
        self, delivery: Delivery, tables: Mapping[str, pa.RecordBatch], run: str | None
    ) -> None:
        self._waiting.add(tables, run)
        for source in delivery.sources:
            self._waiting.sources.setdefault((source.article, source.path), source.url)
        for path in delivery.settled:
            self._letters.pop(path, None)
        for failure in delivery.failures:
            tries = self._letters.get(failure.path, {"tries": 0})["tries"] + 1
            self._letters[failure.path] = {**asdict(failure), "tries": tries, "run": run}

    def flush(self) -> None:
        """Put everything that waits into part files.

        Raises:
            WriteError: where the disk refuses; what was delivered then stays in the journal, and
                the dataset has to be opened again.
        """
        with self._guarded():
            try:
                self._commit()
            except BaseException:
                self._is_broken = True
                with suppress(OSError):
                    self._files.discard_new()
                raise

    def _commit(self) -> None:
        old = self._files.manifest
        number = old.number + 1
        kept, taken = self._without_replaced(number + 1)
        parts = {
            name: [n for n in old.parts.get(name, ()) if n not in taken.parts]
            for name in ("sources", *ROW_TABLES)
        }
        written = {number: self._new_tables(taken), **kept}
        state = {"runs": _table(self._runs, _RUNS)}
        state["dead_letters"] = _table(self._letters, _DEAD_LETTERS)
        written[number] |= state
        parts |= {name: [] for name in state}
        for part, tables in written.items():
            for name, rows in tables.items():
                # A table without rows has one part all the same, so that it can be read.
                if rows.num_rows or (part == number and not parts[name]):
                    self._files.write_part(name, part, rows)
                    parts[name].append(part)
        last = max(written)
        counted = {name: tuple(sorted(numbers)) for name, numbers in parts.items()}
        self._files.commit(Manifest(number=last, journal=last, parts=counted))
        self._journal.close()
        self._journal = Journal(self._files.journal_path())
        self._waiting = Waiting()
        for gone in taken.parts:
            del self._indexes[gone]
        for part in written:
            self._indexes[part] = self._index(part)

    def _without_replaced(self, number: int) -> tuple[dict[int, dict[str, pa.Table]], Replaced]:
        """Parts that hold articles which are replaced, without these, and what of these stays.

        The parts take new numbers, from `number` on.
        """
        taken = Replaced()
        kept: dict[int, dict[str, pa.Table]] = {}
        wanted = list(self._waiting.runs)
        for part, index in self._indexes.items():
            if not (replaced := list(index.run_of(wanted))):
                continue
            gone = pa.array(replaced, pa.string())
            taken.parts.append(part)
            rest: dict[str, pa.Table] = {}
            for name in ("sources", *ROW_TABLES):
                if part not in self._files.manifest.parts.get(name, ()):
                    continue
                rows = self._files.read_part(name, part)
                here = pc.is_in(rows["id" if name == "articles" else "article"], gone)
                rest[name] = rows.filter(pc.invert(here))
                taken.add(name, rows.filter(here))
            kept[number + len(kept)] = rest
        return kept, taken

    def _new_tables(self, taken: Replaced) -> dict[str, pa.Table]:
        """What waits, and the places of the articles that it replaces."""
        tables = self._waiting.tables(taken.paths)
        places = list(self._waiting.sources)
        known = {p for index in self._indexes.values() for p in index.known_sources(places)}
        rows = [
            {"article": article, "path": path, "url": url}
            for (article, path), url in self._waiting.sources.items()
            if (article, path) not in known
        ]
        new = pa.Table.from_pylist(rows, schema=table_schema("sources"))
        return {**tables, "sources": pa.concat_tables([new, *taken.sources])}

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        if self._is_broken:
            raise WriteError("has to be opened again after the error before", self.name)
        with _errors(self.name):
            yield

    def close(self) -> None:
        """Put everything into part files, and let go of the folder."""
        if self._files.is_closed:
            return
        try:
            if not self._is_broken and self._waiting.is_worth_a_part:
                self.flush()
        finally:
            self._journal.close()
            self._files.close()


def _entry(delivery: Delivery) -> dict[str, Any]:
    return {
        "articles": [
            {"id": rows.id, "article": rows.article, "parts": rows.parts}
            for rows in delivery.articles
        ],
        "sources": [asdict(source) for source in delivery.sources],
        "failures": [asdict(failure) for failure in delivery.failures],
        "settled": delivery.settled,
    }


def _table(rows: Mapping[str, Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(list(rows.values()), schema=schema)


def _run_row(run: Run) -> dict[str, Any]:
    row = {**asdict(run), "status": run.status.value}
    row["settings"] = json.dumps(dict(run.settings), ensure_ascii=False)
    row["inputs"] = json.dumps(run.inputs, ensure_ascii=False)
    row["started"] = run.started.isoformat()
    row["finished"] = run.finished.isoformat() if run.finished else None
    return row


@contextmanager
def _errors(place: str) -> Iterator[None]:
    """Errors of files and of Arrow as one line about `place`.

    Raises:
        RefusedRowsError: where rows can never be held.
        WriteError: for any other error.
    """
    try:
        yield
    except WriteError:
        raise
    except (pa.ArrowInvalid, OverflowError, UnicodeError) as error:
        raise RefusedRowsError(f"cannot hold the rows: {_line(error)}", place) from error
    except (OSError, pa.ArrowException) as error:
        reason = getattr(error, "strerror", None) or _line(error)
        raise WriteError(f"cannot be written: {reason}", place) from error


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
