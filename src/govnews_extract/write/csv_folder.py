"""Records as a folder of CSV files (RFC 4180), one a table, and one of wide rows."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from pathlib import Path

from govnews_extract.errors import WriteError
from govnews_extract.record import Record
from govnews_extract.write.closing import Closing
from govnews_extract.write.rows import (
    COLUMNS,
    DECIMALS,
    PARTS,
    Cell,
    article_rows,
    storable,
    storable_path,
)
from govnews_extract.write.wide import WIDE_COLUMNS, wide_rows

FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
"""What makes a spreadsheet program take a cell for a formula, as OWASP lists them."""
_FILES = {
    "records": WIDE_COLUMNS,
    **COLUMNS,
    "sources": ("article", "path", "url"),
    "dead_letters": ("path", "stage", "reason"),
}


class CsvWriter(Closing):
    """Writes records into the CSV files of a folder, in place of those that were there.

    Cells are plain data: whatever a text holds is read back as it was, an absent value as an
    empty cell. Decimals are written with all their digits, lists as JSON. An article that comes
    again is one row in `sources.csv` more. `records.csv` has each fact with its amount, article,
    project and sentence in one row.

    Args:
        folder: Made where it is not there.
        spreadsheet: Begin files with a byte order mark, without which Excel takes UTF-8 for
            another encoding, and put `'` before text that it would take for a formula
            (`FORMULA_STARTS`). Numbers stay as they are.

    Raises:
        WriteError: from any method, where a file cannot be written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from govnews_extract import Extractor
        >>> with TemporaryDirectory() as folder:
        ...     with CsvWriter(Path(folder)) as writer:
        ...         writer.write(Extractor(tagger=None).extract("签约31项。"))
        ...     header, fact = (Path(folder) / "facts.csv").read_text(encoding="utf-8").splitlines()
        >>> "签约" in fact
        True
    """

    def __init__(self, folder: Path, *, spreadsheet: bool = False) -> None:
        self._folder = folder
        self._spreadsheet = spreadsheet
        self._seen: set[str] = set()
        self._files = ExitStack()
        encoding = "utf-8-sig" if spreadsheet else "utf-8"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._writers = {}
            for name, columns in _FILES.items():
                path = folder / f"{name}.csv"
                file = self._files.enter_context(path.open("w", encoding=encoding, newline=""))
                self._writers[name] = csv.writer(file)
                self._writers[name].writerow(columns)
        except OSError as error:
            self._files.close()
            if folder.is_file():
                raise WriteError("is a file; name a folder", str(folder)) from error
            raise self._error(error) from error

    def write(self, record: Record) -> None:
        """Write the rows of one record."""
        rows = article_rows(record)
        if record.path is not None:
            url = None if record.meta.url is None else storable(record.meta.url)
            self._add("sources", (record.id, storable_path(record.path), url))
        if record.id in self._seen:
            return
        self._seen.add(record.id)
        self._add("articles", rows.article)
        self._add("records", *wide_rows(record))
        for name in PARTS:
            self._add(name, *rows.parts[name])

    def fail(self, path: str, stage: str, reason: str) -> None:
        """Write an article that gave no record into `dead_letters.csv`."""
        self._add("dead_letters", (storable_path(path), stage, storable(reason)))

    def _add(self, name: str, *rows: tuple[Cell, ...]) -> None:
        columns = _FILES[name]
        try:
            self._writers[name].writerows(
                [self._shown(column, cell) for column, cell in zip(columns, row, strict=True)]
                for row in rows
            )
        except OSError as error:
            raise self._error(error) from error

    def _shown(self, column: str, cell: Cell) -> str | int | None:
        if isinstance(cell, list):
            return json.dumps(cell, ensure_ascii=False)
        is_text = isinstance(cell, str) and column not in DECIMALS
        if self._spreadsheet and is_text and str(cell)[:1] in FORMULA_STARTS:
            return f"'{cell}"
        return cell

    def _error(self, error: OSError) -> WriteError:
        return WriteError(f"cannot be written: {error.strerror}", str(self._folder))

    def close(self) -> None:
        """Finish the files."""
        try:
            self._files.close()
        except OSError as error:
            raise self._error(error) from error
