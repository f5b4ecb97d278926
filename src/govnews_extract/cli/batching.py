"""The work of `govnews batch`: a run over an archive, and what is told of it."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from govnews_extract.batch import BatchOptions, ExtractorSettings, Reporter, Tally, run_batch
from govnews_extract.batch.sizing import count_articles
from govnews_extract.batch.stopping import stop_on_signals
from govnews_extract.cli.messages import counted
from govnews_extract.cli.terminal import PassedOver, complain, console_for
from govnews_extract.write.sinks import Failure, Run, open_sink
from govnews_extract.write.visible import visible

if TYPE_CHECKING:
    from rich.progress import Progress

MAX_COMPLAINTS = 20
"""Failures that are told of one by one; the dead letters have them all."""
REFRESHES_A_SECOND = 4
INTERRUPTED = 130


def batch_inputs(
    inputs: Sequence[str],
    *,
    into: str,
    settings: ExtractorSettings,
    options: BatchOptions,
    as_json: bool,
) -> int:
    """Run a batch and tell of it on standard error, or as lines of JSON on standard output.

    Returns:
        The exit code: 1 where an article failed or there was none at all, 130 after a request to
        stop, else 0.
    """
    passed_over = PassedOver()
    options = dataclasses.replace(options, read=passed_over.among(options.read))
    with (
        open_sink(into) as sink,
        stop_on_signals() as stop,
        _reporter(inputs, as_json=as_json) as reporter,
    ):
        tally = run_batch(
            inputs,
            sink,
            settings=settings,
            options=options,
            reporter=reporter,
            stop=stop,
            stdin=sys.stdin.buffer,
        )
        if not as_json:
            passed_over.tell()
        elif passed_over.kinds:
            _log("passed_over", kinds=dict(passed_over.kinds))
        if stop.requested:
            return INTERRUPTED
        found_nothing = not (tally.done or options.retry_failed or options.resume)
        return int(tally.failures > 0 or found_nothing)


@contextmanager
def _reporter(inputs: Sequence[str], *, as_json: bool) -> Iterator[Reporter]:
    if as_json:
        yield JsonReporter()
    elif not sys.stderr.isatty():
        yield LineReporter()
    else:
        with _progress() as progress:
            yield ProgressReporter(progress, count_articles(inputs))


class LineReporter(Reporter):
    """Tells a person of failures and of the end, in lines on standard error."""

    def __init__(self) -> None:
        self._complaints = 0

    def failed(self, failure: Failure) -> None:
        """A line, for the first failures."""
        self._complaints += 1
        if self._complaints <= MAX_COMPLAINTS:
            complain(f"{failure.path}: {failure.reason}")
        elif self._complaints == MAX_COMPLAINTS + 1:
            complain("more failures: the dead letters have them all")

    def restarted(self, reason: str) -> None:
        """A line."""
        complain(f"a worker was replaced: {reason}")

    def finished(self, run: Run, tally: Tally) -> None:
        """The counts of the run, and what to do about dead letters."""
        complain(summary(run, tally))
        if tally.letters:
            told = (
                "{letters:dead letter/dead letters}; govnews batch --retry-failed tries them again"
            )
            complain(counted(told, letters=tally.letters))


def summary(run: Run, tally: Tally) -> str:
    """A run in one line."""
    rate = tally.articles / tally.seconds if tally.seconds else 0.0
    return counted(
        "{status}: {articles:article/articles}, {facts:fact/facts}, {failed} failed, "
        "{passed:was/were} there, {seconds} s, {rate} articles/s",
        status=str(run.status),
        articles=tally.articles,
        facts=tally.facts,
        failed=tally.failures,
        passed=tally.passed,
        seconds=f"{tally.seconds:.1f}",
        rate=f"{rate:.1f}",
    )


class ProgressReporter(LineReporter):
    """A moving line beside the lines of a `LineReporter`, for a terminal."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        super().__init__()
        self._progress = progress
        self._task = progress.add_task("", total=total, facts=0, failures=0, rate=0.0)
        self._shown = 0.0

    def progressed(self, tally: Tally) -> None:
        """The line anew, a few times a second."""
        if tally.seconds - self._shown < 1 / REFRESHES_A_SECOND:
            return
        self._shown = tally.seconds
        self._progress.update(
            self._task,
            completed=tally.done,
            facts=tally.facts,
            failures=tally.failures,
            rate=tally.done / tally.seconds,
        )
        self._progress.refresh()

    def finished(self, run: Run, tally: Tally) -> None:
        """The summary in place of the line."""
        self._progress.stop()
        super().finished(run, tally)


def _progress() -> Progress:
    """A progress line without a thread of its own: workers are forked from this process."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    texts = (
        "{task.completed:,} articles",
        "{task.fields[facts]:,} facts",
        "{task.fields[failures]:,} failed",
        "{task.fields[rate]:.1f}/s",
    )
    columns = [BarColumn(), *map(TextColumn, texts), TimeRemainingColumn()]
    console = console_for(sys.stderr)
    return Progress(*columns, console=console, transient=True, auto_refresh=False)


class JsonReporter(Reporter):
    """Every event as a line of JSON on standard output, for another program."""

    def started(self, run: Run, place: str) -> None:
        """The run, and where its rows go."""
        _log("started", run=run.id, into=place, version=run.version, lexicons=run.lexicons)

    def failed(self, failure: Failure) -> None:
        """The failure."""
        _log("failed", **dataclasses.asdict(failure))

    def restarted(self, reason: str) -> None:
        """Why."""
        _log("restarted", reason=reason)

    def delivered(self, tally: Tally) -> None:
        """The counts so far."""
        _log("delivered", **_counts(tally))

    def finished(self, run: Run, tally: Tally) -> None:
        """The counts and how the run ended."""
        letters = tally.letters
        _log("finished", run=run.id, status=str(run.status), dead_letters=letters, **_counts(tally))


def _counts(tally: Tally) -> dict[str, Any]:
    names = ("articles", "facts", "quantities", "repairs", "failures", "passed", "restarts")
    times = {"seconds": round(tally.seconds, 3), "writing_seconds": round(tally.writing, 3)}
    return {name: getattr(tally, name) for name in names} | times


def _log(event: str, **fields: Any) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"time": now, "event": event, **fields}, ensure_ascii=False)
    print(visible(line), flush=True)  # noqa: T201 - for another program
