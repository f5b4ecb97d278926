"""A run: articles from reading through workers into a sink, and an end that says how it went."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO

from govnews_extract.batch.delivering import Deliverer
from govnews_extract.batch.extraction import extract_rows
from govnews_extract.batch.letters import (
    inputs_of,
    letters_file,
    own_files,
    settle_stale,
    write_letters,
)
from govnews_extract.batch.options import BatchOptions, ExtractorSettings
from govnews_extract.batch.planning import Planner, Task
from govnews_extract.batch.reporting import Reporter, Tally
from govnews_extract.batch.stopping import Stop
from govnews_extract.batch.worker import loaded_extractor
from govnews_extract.batch.workers import WorkerPool
from govnews_extract.errors import WriteError
from govnews_extract.lexicon import lexicon_digest
from govnews_extract.pipeline import Extractor
from govnews_extract.read import iter_archived
from govnews_extract.version import __version__
from govnews_extract.write.rows import storable_path
from govnews_extract.write.sinks import Run, RunStatus, Sink


def run_batch(
    inputs: Sequence[str],
    sink: Sink,
    *,
    settings: ExtractorSettings,
    options: BatchOptions,
    reporter: Reporter | None = None,
    stop: Stop | None = None,
    stdin: BinaryIO | None = None,
) -> Tally:
    """Extract every article of `inputs` into `sink`, each content once.

    The run may be killed at any moment: the sink then holds whole articles only, and a run with
    `resume` brings the rest. After an exception, too, all that was gathered is delivered where
    the sink still takes it.

    Args:
        inputs: As `iter_articles` takes them; with `retry_failed` and no inputs, the files that
            the dead letters name.
        sink: Where rows go; it stays open.
        settings: How to extract.
        options: How to run.
        reporter: Is told what happens.
        stop: Ends the run between two articles once it is requested.
        stdin: Stream that the input `-` stands for.

    Returns:
        The counts of the run.

    Raises:
        WriteError: where the sink fails; its message says how to go on.
        LexiconError, ConfigError: where rule data or settings are wrong, or dead letters alone do
            not tell where they lie.
        BatchError: where workers die without any work.

    Example:
        >>> import io, tempfile
        >>> from govnews_extract.write.sinks import open_sink
        >>> with tempfile.TemporaryDirectory() as folder, open_sink(f"{folder}/out.sqlite") as sink:
        ...     options, stdin = BatchOptions(), io.BytesIO("完成投资36.4亿元。".encode())
        ...     run_batch(["-"], sink, settings=ExtractorSettings(), options=options, stdin=stdin).facts
        1
    """
    if options.retry_failed and not inputs:
        inputs = inputs_of(sink.iter_dead_letters())
    run = _new_run(inputs, settings)
    running = _Running(run, sink, options, reporter=reporter or Reporter(), stop=stop or Stop())
    return running.over(inputs, settings, stdin)


def _new_run(inputs: Sequence[str], settings: ExtractorSettings) -> Run:
    now = datetime.now(UTC)
    return Run(
        id=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}",
        started=now,
        version=__version__,
        lexicons=lexicon_digest(),
        fingerprint=settings.fingerprint(),
        settings=settings.as_dict(),
        inputs=tuple(map(storable_path, inputs)),
    )


class _Running:
    """One run while it goes on."""

    def __init__(
        self, run: Run, sink: Sink, options: BatchOptions, *, reporter: Reporter, stop: Stop
    ) -> None:
        self._stop = stop
        self._run = run
        self._sink = sink
        self._options = options
        self._letters = letters_file(sink, options.dead_letters)
        self._reporter = reporter
        self._tally = Tally()
        self._planner = Planner(sink, options, fingerprint=run.fingerprint)
        self._deliverer = Deliverer(
            sink, self._planner, reporter, tally=self._tally, size=options.delivery_articles
        )

    def over(
        self, inputs: Sequence[str], settings: ExtractorSettings, stdin: BinaryIO | None
    ) -> Tally:
        """Go over `inputs` to the end, and note the end whatever it is."""
        own = own_files(self._sink, self._letters)
        read = replace(self._options.read, left_out=(*self._options.read.left_out, *own))
        results = iter_archived(inputs, read, stdin=stdin)
        settled = self._settled(self._planner.tasks(results), settings)
        self._sink.begin(self._run)
        status = RunStatus.FAILED
        try:
            self._reporter.started(self._run, self._sink.name)
            with contextlib.closing(settled):
                for task in settled:
                    self._deliverer.take(task)
                    if self._stop.requested:
                        break
            self._deliverer.flush()
            complete = self._planner.complete and not self._stop.requested
            status = RunStatus.FINISHED if complete else RunStatus.STOPPED
            if complete:
                settle_stale(self._sink, self._run.inputs, run=self._run.id)
        except WriteError as error:
            message = f"{error.message}; what was written before stays: mend it and use --resume"
            raise type(error)(message, error.path) from error
        except KeyboardInterrupt:
            status = RunStatus.RUNNING  # perhaps in the middle of a delivery: as if killed
            raise
        except BaseException:
            with contextlib.suppress(WriteError):
                self._deliverer.flush()
            raise
        finally:
            if status is not RunStatus.RUNNING:
                self._end(status)
        return self._tally

    def _settled(self, tasks: Iterator[Task], settings: ExtractorSettings) -> Generator[Task]:
        """`tasks` as they are settled; rule data are loaded before this returns."""
        if self._options.workers:
            return WorkerPool(
                settings, self._options, restarted=self._count_restart, stop=self._stop
            ).settled(tasks)
        return _extracted(tasks, loaded_extractor(settings))

    def _count_restart(self, reason: str) -> None:
        self._tally.restarts += 1
        self._reporter.restarted(reason)

    def _end(self, status: RunStatus) -> None:
        tally = self._tally
        run = replace(
            self._run,
            finished=datetime.now(UTC),
            status=status,
            articles=tally.articles,
            facts=tally.facts,
            failures=tally.failures,
            passed=tally.passed,
        )
        try:
            self._sink.finish(run)
            tally.letters = write_letters(self._sink, self._letters)
        except WriteError:
            if status is not RunStatus.FAILED:
                raise
        finally:
            self._reporter.finished(run, tally)


def _extracted(tasks: Iterator[Task], extractor: Extractor) -> Generator[Task]:
    for task in tasks:
        if task.article is not None:
            task.outcome = extract_rows(extractor, task.article)
        yield task
