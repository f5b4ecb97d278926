"""Workers that share the rule data of one process, and what happens when one of them ends."""

from __future__ import annotations

import fcntl
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from govnews_extract.batch.extraction import failure_of
from govnews_extract.batch.options import BatchOptions, ExtractorSettings
from govnews_extract.batch.planning import Task
from govnews_extract.batch.stopping import Stop
from govnews_extract.batch.worker import Answer, WorkerPlan, loaded_extractor, run_worker
from govnews_extract.errors import BatchError, GovnewsError

MAX_TRIES = 2
"""So many workers may die over an article."""
MAX_IDLE_DEATHS = 5
"""So many workers may die with nothing to do before the run gives up."""
TASKS_IN_ADVANCE = 64
"""Tasks that a worker holds at most, so that it never waits while the parent writes."""
PIPE_BYTES = 1 << 20
"""Room in each pipe, where the system gives so much: tasks and answers wait there."""
LEAST_PIPE_BYTES = 1 << 14
"""Room that a pipe has on every system."""
MESSAGE_BYTES = 1 << 13
"""Room that a message may take beside its own bytes: it can begin and end within a page."""
WINDOW_TASKS = 128
"""Tasks for each worker that may be on their way, from the first one that is not settled on."""
LOOK_SECONDS = 0.5
"""The longest wait without a look at whether to stop."""
WAITING_TASKS = 32
"""Tasks that may wait for a worker."""
WAITING_BYTES = 64_000_000
"""Bytes of all articles that may wait for a worker."""


class Worker:
    """One worker as its parent sees it: what it was sent, in order, and when it began the first."""

    def __init__(self, context: multiprocessing.context.BaseContext, plan: WorkerPlan) -> None:
        there, self._out = context.Pipe(duplex=False)
        self.pipe, back = context.Pipe(duplex=False)
        self.tasks: deque[Task] = deque()
        self._sizes: deque[int] = deque()
        self._unanswered = 0
        self._room = _roomy(self._out)
        _roomy(back)
        self.began = time.monotonic()
        _OPEN_PIPES.update((self.pipe, self._out))
        inherited = list(_OPEN_PIPES) if _start_method() == "fork" else []
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=run_worker, args=(there, back, inherited, plan), daemon=True
        )
        self.process.start()
        there.close()
        back.close()

    def offer(self, task: Task, data: bytes) -> bool:
        """Send a task, unless that might block: it is refused while too much is unanswered."""
        size = len(data) + MESSAGE_BYTES
        if self.tasks and self._unanswered + size > self._room:
            return False
        if not self.tasks:
            self.began = time.monotonic()
        try:
            self._out.send_bytes(data)
        except OSError:
            return False  # it died; its pipe tells so when it is next read
        self.tasks.append(task)
        self._sizes.append(size)
        self._unanswered += size
        return True

    def receive(self) -> Answer:
        """The answer to the first task.

        Raises:
            EOFError, OSError: where the process is gone.
        """
        answer: Answer = pickle.loads(self.pipe.recv_bytes())  # noqa: S301 - our own process
        self.began = time.monotonic()
        if self._sizes:
            self._unanswered -= self._sizes.popleft()
        return answer

    def end(self, *, patience: float = 0.0) -> str:
        """Kill the process if it lives after some seconds of `patience`; say how it ended."""
        self.process.join(patience)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        for pipe in (self.pipe, self._out):
            pipe.close()
            _OPEN_PIPES.discard(pipe)
        return _ending(self.process.exitcode)


_OPEN_PIPES: set[Connection] = set()
"""The parent's ends, which a process that is forked inherits."""


def _start_method() -> str:
    return "fork" if sys.platform == "linux" else "spawn"


def _roomy(pipe: Connection) -> int:
    """Make a pipe as large as the system lets it be; so many bytes can wait in it unread."""
    if sys.platform != "linux":
        return LEAST_PIPE_BYTES
    for size in (PIPE_BYTES, PIPE_BYTES // 4):
        try:
            return fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, size)
        except PermissionError:
            continue  # more than an unprivileged user may have, all pipes together
    return fcntl.fcntl(pipe.fileno(), fcntl.F_GETPIPE_SZ)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    return f"its process ended with code {code}"


class WorkerPool:
    """Processes that settle tasks side by side; tasks leave in the order in which they came.

    On Linux the rule data are loaded once, here, and shared by all workers; elsewhere each loads
    its own. A worker that dies is replaced: the article it was at is tried once more and then
    given up, the others that it had are none the worse. One that exceeds its time is given up at
    once.
    """

    def __init__(
        self,
        settings: ExtractorSettings,
        options: BatchOptions,
        *,
        restarted: Callable[[str], None] = lambda _: None,
        stop: Stop | None = None,
    ) -> None:
        self._options = options
        self._stop = stop or Stop()
        self._restarted = restarted
        self._context = multiprocessing.get_context(_start_method())
        shares = _start_method() == "fork"
        self._plan = WorkerPlan(
            settings=settings,
            extractor=loaded_extractor(settings) if shares else None,
            megabytes=options.article_megabytes,
            parent=os.getpid(),
        )
        gc.freeze()  # the rule data: the collector would look through them again and again
        self._idle_deaths = 0
        self._waiting: deque[tuple[Task, bytes]] = deque()
        self._waiting_bytes = 0
        self._workers: list[Worker] = []

    def settled(self, tasks: Iterator[Task]) -> Generator[Task]:
        """`tasks`, each once it is settled, in order.

        Raises:
            LexiconError: where the rule data are broken.
            BatchError: where workers die without any work.
        """
        try:
            self._workers = [self._started() for _ in range(self._options.workers)]
            yield from self._run(tasks)
        finally:
            for worker in self._workers:
                worker.end()
            self._workers = []
            gc.unfreeze()

    def _run(self, tasks: Iterator[Task]) -> Iterator[Task]:
        window: deque[Task] = deque()
        more = True
        while more or window:
            while more and self._has_room(window):
                more = self._take_in(tasks, window)
            self._feed()
            while window and window[0].is_settled:
                yield window.popleft()
            if self._stop.requested:
                return
            if window:
                self._wait(0 if more and self._has_room(window) else self._seconds_left())

    def _has_room(self, window: deque[Task]) -> bool:
        """Whether more may be read: workers have little waiting, and the first is not far back."""
        few = len(window) < WINDOW_TASKS * len(self._workers)
        short = len(self._waiting) < WAITING_TASKS
        return few and short and self._waiting_bytes < WAITING_BYTES

    def _take_in(self, tasks: Iterator[Task], window: deque[Task]) -> bool:
        task = next(tasks, None)
        if task is None:
            return False
        window.append(task)
        if task.article is not None:
            self._wait_in_line(task)
        return True

    def _wait_in_line(self, task: Task, *, first: bool = False) -> None:
        data = pickle.dumps(task.article, pickle.HIGHEST_PROTOCOL)
        self._waiting_bytes += len(data)
        if first:
            self._waiting.appendleft((task, data))
        else:
            self._waiting.append((task, data))

    def _feed(self) -> None:
        """Give tasks to whoever has fewest, some in advance, as far as none blocks."""
        while self._waiting:
            task, data = self._waiting[0]
            free = [worker for worker in self._workers if len(worker.tasks) < TASKS_IN_ADVANCE]
            free.sort(key=lambda worker: len(worker.tasks))
            if not any(worker.offer(task, data) for worker in free):
                return
            self._waiting.popleft()
            self._waiting_bytes -= len(data)

    def _seconds_left(self) -> float:
        """How long until the first worker has had its time, or there may be a reason to look."""
        busy = [worker.began for worker in self._workers if worker.tasks]
        until = min(busy, default=time.monotonic()) + self._options.article_seconds
        return min(max(until - time.monotonic(), 0.01), LOOK_SECONDS)

    def _wait(self, seconds: float) -> None:
        ready = set(wait([worker.pipe for worker in self._workers], seconds))
        for place, worker in enumerate(self._workers):
            if worker.pipe in ready:
                self._take_answer(place, worker)
            elif self._is_overdue(worker):
                self._give_up(worker.tasks[0])
                self._replace(place, blame=False)

    def _take_answer(self, place: int, worker: Worker) -> None:
        try:
            answer = worker.receive()
        except (EOFError, OSError):
            self._replace(place, blame=True)
            return
        if isinstance(answer, GovnewsError):
            raise answer
        worker.tasks.popleft().outcome = answer
        self._idle_deaths = 0

    def _is_overdue(self, worker: Worker) -> bool:
        return bool(worker.tasks) and (
            time.monotonic() - worker.began > self._options.article_seconds
        )

    def _give_up(self, task: Task) -> None:
        seconds = f"{self._options.article_seconds:g}"
        reason = f"takes longer than {seconds} s; raise --article-seconds"
        if task.article is not None:
            task.outcome = failure_of(task.article, "worker", reason)

    def _replace(self, place: int, *, blame: bool) -> None:
        """Start a new worker in place of one, and see to the tasks that the old one had.

        Args:
            place: Which one.
            blame: Whether it died over its first task.
        """
        worker = self._workers[place]
        reason = worker.end(patience=1.0 if blame else 0.0)  # it has closed its pipe
        tasks = worker.tasks
        if tasks and blame:
            first = tasks[0]
            first.tries += 1
            if first.tries >= MAX_TRIES and first.article is not None:
                first.outcome = failure_of(first.article, "worker", f"{reason}, twice")
        elif blame:
            self._idle_deaths += 1
            if self._idle_deaths >= MAX_IDLE_DEATHS:
                raise BatchError(f"workers die as they start: {reason}")
        for task in reversed(tasks):
            if not task.is_settled:
                self._wait_in_line(task, first=True)
        self._workers[place] = self._started()
        self._restarted(reason if blame else "an article took too long")

    def _started(self) -> Worker:
        return Worker(self._context, self._plan)
