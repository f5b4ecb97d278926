"""The files of a Parquet dataset: which ones count, and how others take their place at once.

    out.parquet/
      articles/part-000001.parquet  facts/part-000001.parquet  …   what readers read
      _manifest.json    the part files that count
      _journal-000001   deliveries that are in no part file yet
      _new/             part files before they count
      _lock             held by the process that writes

New part files are written whole and put on the disk in `_new`. Then a new manifest takes the place
of the old one by a rename, which happens or does not: from that moment the new files count. Moving
them to their folders and removing what no longer counts is done behind that, and done again when
the dataset is opened, in case a kill came between.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from govnews_extract.errors import WriteError
from govnews_extract.write.address import DATASET_MANIFEST

FORM = 1
"""Of the manifest; a newer one is refused."""
_NEW = "_new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What counts.

    Attributes:
        number: The highest number that a part file or journal has had.
        journal: Number of the journal.
        parts: Numbers of each table's part files.
    """

    number: int = 0
    journal: int = 0
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """What counts in `folder`; nothing where it is empty.

    Raises:
        WriteError: where the manifest is none, or a newer version's.
    """
    path = folder / DATASET_MANIFEST
    if not path.exists():
        return Manifest()
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        form = held.pop("form")
        if form > FORM:
            raise WriteError("was written by a newer version; upgrade", str(folder))
        parts = {name: tuple(numbers) for name, numbers in held.pop("parts").items()}
        return Manifest(parts=parts, **held)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WriteError(f"is no manifest of a dataset: {error}", str(path)) from error


def part_file(folder: Path, table: str, number: int) -> Path:
    """The file of a part that counts.

    Example:
        >>> part_file(Path("out"), "facts", 7).as_posix()
        'out/facts/part-000007.parquet'
    """
    return folder / table / f"part-{number:06}.parquet"


class DatasetFiles:
    """The files in one folder, held by one process.

    Raises:
        WriteError: where the folder holds other files, is in use, or is a newer version's.
        OSError: where it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = [path.name for path in folder.iterdir() if not path.name.startswith("_")]
        if foreign and not (folder / DATASET_MANIFEST).exists():
            raise WriteError(f"is a folder with other files ({foreign[0]})", str(folder))
        self.folder = folder
        self._lock = (folder / "_lock").open("w")
        try:
            # The process holds this lock, and not, as with `flock`, its children as well: workers
            # that outlive a killed run do not keep the next one out.
            fcntl.lockf(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            self._lock.close()
            raise WriteError("is being written by another process", str(folder)) from error
        try:
            (folder / _NEW).mkdir(exist_ok=True)
            self.manifest = read_manifest(self.folder)
            self._settle()
        except BaseException:
            self.close()
            raise

    def journal_path(self) -> Path:
        """The journal that counts."""
        return self.folder / _journal(self.manifest.journal)

    def write_part(self, table: str, number: int, rows: pa.Table) -> None:
        """A part file that does not count yet."""
        _write(rows, self.folder / _NEW / f"{table}-{number:06}")

    def read_part(self, table: str, number: int, columns: Sequence[str] | None = None) -> pa.Table:
        """A part file that counts."""
        return pq.read_table(self._part(table, number), columns=columns, partitioning=None)

    def iter_parts(self, table: str, columns: Sequence[str]) -> Iterator[tuple[int, pa.Table]]:
        """All part files of a table that count, with some columns of each."""
        for number in self.manifest.parts.get(table, ()):
            yield number, self.read_part(table, number, columns)

    def widen_parts(self, table: str, schema: pa.Schema) -> None:
        """Give part files of older versions the columns of `schema` that they lack, as nulls.

        Each takes the place of its old one by a rename, so that a kill leaves either.
        """
        for number in self.manifest.parts.get(table, ()):
            part = self._part(table, number)
            known = pq.read_schema(part).names
            missing = [column for column in schema if column.name not in known]
            if not missing:
                continue
            rows = self.read_part(table, number)
            for column in missing:
                rows = rows.append_column(column, pa.nulls(rows.num_rows, column.type))
            others = [name for name in known if name not in schema.names]
            draft = self.folder / _NEW / "widened"
            _write(rows.select([*schema.names, *others]), draft)
            draft.replace(part)

    def commit(self, manifest: Manifest) -> None:
        """Make `manifest` the one that counts, and its journal an empty one.

        Raises:
            OSError: where the disk refuses; the old manifest then counts.
        """
        (self.folder / _journal(manifest.journal)).write_bytes(b"")
        held: dict[str, Any] = {"form": FORM, "number": manifest.number}
        held |= {"journal": manifest.journal, "parts": manifest.parts}
        draft = self.folder / _NEW / DATASET_MANIFEST
        with draft.open("w", encoding="utf-8") as file:
            json.dump(held, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(self.folder / _NEW)
        draft.replace(self.folder / DATASET_MANIFEST)
        self.manifest = manifest
        _sync_folder(self.folder)
        self._settle()

    def discard_new(self) -> None:
        """Remove part files that were to count and never will."""
        for path in (self.folder / _NEW).iterdir():
            path.unlink(missing_ok=True)

    def _settle(self) -> None:
        """Every file that counts in its place, and no other."""
        counting = {
            self._part(table, number): self.folder / _NEW / f"{table}-{number:06}"
            for table, numbers in self.manifest.parts.items()
            for number in numbers
        }
        for part, new in counting.items():
            if new.exists():
                part.parent.mkdir(exist_ok=True)
                new.replace(part)
        for folder in {part.parent for part in counting}:
            _sync_folder(folder)
        for path in self.folder.glob("[!_]*/part-*.parquet"):
            if path not in counting:
                path.unlink()
        for path in self.folder.glob("_journal-*"):
            if path != self.journal_path():
                path.unlink()
        self.discard_new()

    def _part(self, table: str, number: int) -> Path:
        return part_file(self.folder, table, number)

    @property
    def is_closed(self) -> bool:
        """Whether another process may write."""
        return self._lock.closed

    def close(self) -> None:
        """Let another process write."""
        self._lock.close()


def _write(rows: pa.Table, path: Path) -> None:
    with path.open("wb") as file:
        pq.write_table(rows, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())


def _journal(number: int) -> str:
    return f"_journal-{number:06}"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
