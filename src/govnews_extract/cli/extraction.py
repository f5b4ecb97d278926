"""The work of `govnews extract`: articles through the stages into a writer."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from govnews_extract.batch.extraction import attempt
from govnews_extract.cli.app import Target
from govnews_extract.cli.terminal import (
    PassedOver,
    Tally,
    complain,
    console_for,
    is_narrow,
    one_line,
    progress_line,
    refuse_input,
)
from govnews_extract.datatypes import SourceArticle
from govnews_extract.errors import WriteError
from govnews_extract.pipeline import Extractor
from govnews_extract.read import ReadFailure, ReadOptions, iter_articles
from govnews_extract.record import Record
from govnews_extract.write import JsonlWriter


class Writer(Protocol):
    """Where records and failures go."""

    def write(self, record: Record) -> None:
        """Take one record."""

    def fail(self, path: str, stage: str, reason: str) -> None:
        """Take word of an article that gave none."""


class TableWriter:
    """Prints each record's facts as a table."""

    def __init__(self, stream: TextIO) -> None:
        from govnews_extract.write.terminal import facts_table  # noqa: PLC0415 - rich, if asked for

        self._table = facts_table
        self._console = console_for(stream)

    def write(self, record: Record) -> None:
        """Print one record's table."""
        narrow = is_narrow(self._console)
        self._console.print(self._table(record.to_dict(), narrow=narrow), "")

    def fail(self, path: str, stage: str, reason: str) -> None:
        """Print nothing: the run tells of it on standard error."""


@contextmanager
def open_writer(target: Target, output: Path | None) -> Iterator[Writer]:
    """A writer of `target` on `output`, or on standard output, closed at the end.

    Raises:
        WriteError: where `output` cannot be written.
    """
    if target is Target.SQLITE and output is not None:
        from govnews_extract.write.database import open_sqlite_sink  # noqa: PLC0415 - SQLAlchemy
        from govnews_extract.write.records import RecordWriter  # noqa: PLC0415

        with RecordWriter(open_sqlite_sink(str(output))) as writer:
            yield writer
    elif target in {Target.CSV, Target.SPREADSHEET} and output is not None:
        from govnews_extract.write.csv_folder import CsvWriter  # noqa: PLC0415 - if asked for

        with CsvWriter(output, spreadsheet=target is Target.SPREADSHEET) as folder:
            yield folder
    elif output is None:
        yield _stream_writer(target, sys.stdout)
        sys.stdout.flush()
    else:
        try:
            with output.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
                yield _stream_writer(target, stream)
        except OSError as error:
            if isinstance(error, WriteError):
                raise
            raise WriteError(f"cannot be written: {error.strerror}", str(output)) from error


def _stream_writer(target: Target, stream: TextIO) -> Writer:
    return TableWriter(stream) if target is Target.TABLE else JsonlWriter(stream.buffer)


def extract_inputs(
    inputs: Sequence[str],
    *,
    extractor: Extractor,
    target: Target,
    output: Path | None,
    options: ReadOptions,
) -> int:
    """Extract from every article of `inputs`, tell of failures as they come, and sum up.

    Returns:
        The exit code: 1 where an article failed or there was none, else 0.

    Raises:
        ConfigError: where `output` is among `inputs`.
        WriteError: where it cannot be written.
    """
    in_folder = output is not None and target in {Target.CSV, Target.SPREADSHEET}
    refuse_input(output and (output / "articles.csv" if in_folder else output), inputs, options)
    tally, passed_over = Tally(), PassedOver()
    shows_records = output is None and sys.stdout.isatty()
    with open_writer(target, output) as writer, progress_line(wanted=not shows_records) as progress:
        for article in iter_articles(inputs, passed_over.among(options), stdin=sys.stdin.buffer):
            record = extract_one(extractor, article)
            if isinstance(record, ReadFailure):
                tally.failed += 1
                complain(str(record))
                writer.fail(record.path, record.stage, one_line(record.reason))
            else:
                writer.write(record)
                _count(tally, record)
            progress(tally.articles, record.path or "")
    passed_over.tell()
    complain(tally.summary())
    return int(tally.failed > 0 or not tally.articles)


def extract_one(extractor: Extractor, article: SourceArticle | ReadFailure) -> Record | ReadFailure:
    """The article's record, or a failure: one bad article stops no run."""
    if isinstance(article, ReadFailure):
        return article
    done = attempt(extractor.extract_article, article)
    if isinstance(done, Record):
        return done
    return ReadFailure(path=done.path, reason=done.reason, stage=done.stage)


def _count(tally: Tally, record: Record) -> None:
    tally.articles += 1
    tally.repairs += len(record.repaired.edits)
    tally.quantities += len(record.quantities)
    tally.facts += len(record.facts)
