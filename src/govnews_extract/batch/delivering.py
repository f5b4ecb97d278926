"""Outcomes gathered into deliveries, each written whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Iterable

from govnews_extract.batch.extraction import Extracted
from govnews_extract.batch.planning import Planner, Task
from govnews_extract.batch.reporting import Reporter, Tally
from govnews_extract.errors import RefusedRowsError
from govnews_extract.write.rows import ArticleRows
from govnews_extract.write.sinks import Delivery, Failure, Sink, Source

DELIVERY_SECONDS = 5.0
"""What was gathered is delivered at the latest when another task comes after so long."""


class Deliverer:
    """Takes settled tasks in order, and gives the sink a delivery every some hundred."""

    def __init__(
        self, sink: Sink, planner: Planner, reporter: Reporter, *, tally: Tally, size: int
    ) -> None:
        self._sink = sink
        self._size = size
        self._planner = planner
        self._reporter = reporter
        self._tally = tally
        self._tasks: list[Task] = []
        self._last = time.monotonic()

    def take(self, task: Task) -> None:
        """Gather one task; deliver when there are enough.

        Raises:
            WriteError: where the sink fails.
        """
        if task.original is not None and isinstance(task.original.outcome, Failure):
            task.outcome = _same_failure(task, task.original.outcome)
        self._tasks.append(task)
        is_late = time.monotonic() - self._last > DELIVERY_SECONDS
        if len(self._tasks) >= self._size or is_late:
            self.flush()

    def flush(self) -> None:
        """Deliver all that is gathered.

        Raises:
            WriteError: where the sink fails.
        """
        if not self._tasks:
            return
        began = time.monotonic()
        try:
            self._sink.deliver(_delivery(self._tasks))
        except RefusedRowsError:
            self._one_by_one()
        self._last = time.monotonic()
        self._tally.writing += self._last - began
        for task in self._tasks:
            self._count(task)
        self._planner.forget({task.source.article for task in self._tasks if task.source})
        self._tasks = []
        self._reporter.delivered(self._tally)

    def _one_by_one(self) -> None:
        """Deliver each task alone; one whose rows are refused becomes a dead letter."""
        for task in self._tasks:
            if task.original is not None and isinstance(task.original.outcome, Failure):
                task.outcome = _same_failure(task, task.original.outcome)
            try:
                self._sink.deliver(_delivery([task]))
            except RefusedRowsError as error:
                if task.source is None or isinstance(task.outcome, Failure):
                    raise
                task.outcome = Failure(
                    path=task.source.path,
                    stage="write",
                    reason=error.message,
                    article=task.source.article,
                )
                self._sink.deliver(_delivery([task]))

    def _count(self, task: Task) -> None:
        tally = self._tally
        if isinstance(task.outcome, Failure):
            tally.failures += 1
            self._reporter.failed(task.outcome)
        elif isinstance(task.outcome, Extracted):
            parts = task.outcome.rows.parts
            tally.articles += 1
            tally.facts += len(parts["facts"])
            tally.quantities += len(parts["quantities"])
            tally.repairs += len(parts["repairs"])
            tally.characters += task.outcome.characters
        else:
            tally.passed += 1
        self._reporter.progressed(tally)


def _same_failure(task: Task, failure: Failure) -> Failure:
    path = task.source.path if task.source else failure.path
    return Failure(path=path, stage=failure.stage, reason=failure.reason, article=failure.article)


def _delivery(tasks: Iterable[Task]) -> Delivery:
    articles: dict[str, ArticleRows] = {}
    sources: dict[tuple[str, str], Source] = {}
    failures: dict[str, Failure] = {}
    settled: set[str] = set()
    for task in tasks:
        if isinstance(task.outcome, Failure):
            failures[task.outcome.path] = task.outcome
            settled.discard(task.outcome.path)
            continue
        if task.source is None:
            continue
        if task.outcome is not None:
            articles[task.source.article] = task.outcome.rows
        sources[task.source.article, task.source.path] = task.source
        settled.add(task.source.path)
        failures.pop(task.source.path, None)
    return Delivery(
        articles=tuple(articles.values()),
        sources=tuple(sources.values()),
        failures=tuple(failures.values()),
        settled=tuple(sorted(settled)),
    )
