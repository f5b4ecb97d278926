"""The work of `govnews report`: records of all inputs to one HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from govnews_extract.cli.messages import counted
from govnews_extract.cli.messages import language as told_language
from govnews_extract.cli.records import RecordReader
from govnews_extract.cli.terminal import complain, progress_line, refuse_input
from govnews_extract.errors import GovnewsError, WriteError
from govnews_extract.report import ReportSize, write_report
from govnews_extract.write.whole_file import whole_file


def report_inputs(
    inputs: Sequence[str],
    *,
    output: Path,
    language: str | None,
    limit: int,
    reader: RecordReader,
) -> int:
    """Write the page of all records of `inputs` to `output`, and say so.

    The page takes its name when it is whole: a run that is stopped, or finds no article, leaves
    none behind, and an older one in place.

    Returns:
        The exit code: 1 where an input failed, or there was no record.

    Raises:
        ConfigError: where `output` is among `inputs`.
        WriteError: where it cannot be written.
    """
    refuse_input(output, inputs)
    try:
        # Characters that UTF-8 cannot hold come from records that others wrote.
        with whole_file(output, errors="replace") as file:
            records = _told(reader.iter_records(inputs))
            size = write_report(records, file, language=language or told_language(), limit=limit)
            _refuse_nothing(size)
    except _NoArticlesError:
        complain("no articles, no report")
        return 1
    except OSError as error:
        if isinstance(error, GovnewsError):
            raise
        raise WriteError(f"cannot be written: {error.strerror}", str(output)) from error
    complain(_summary(output, size))
    return int(reader.failed > 0)


class _NoArticlesError(Exception):
    """Nothing to write a page of, so that an older page stays."""


def _refuse_nothing(size: ReportSize) -> None:
    if not size.articles:
        raise _NoArticlesError


def _told(records: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The records, with a moving line for whoever waits."""
    with progress_line(wanted=True) as progress:
        for number, record in enumerate(records, 1):
            yield record
            progress(number, record["path"] or "")


def _summary(output: Path, size: ReportSize) -> str:
    counts = {"articles": size.articles, "facts": size.facts}
    left = size.articles - size.shown
    if not left:
        return counted(
            "{output}: {articles:article/articles}, {facts:fact/facts}", output=output, **counts
        )
    return counted(
        "{output}: {articles:article/articles}, {facts:fact/facts}; "
        "{left:article is/articles are} counted but not shown, see --limit",
        output=output,
        left=left,
        **counts,
    )
