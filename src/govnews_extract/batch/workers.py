"""Workers that share the rule data of one process, and what happens when one of them ends."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import socket
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
TASKS_IN_ADVANCE = 8
"""Tasks that a worker holds at most, so that it never waits while the parent writes."""
WINDOW_TASKS = 64
"""Tasks for each worker that may be on their way, from the first one that is not settled on."""
LOOK_SECONDS = 0.5
"""The longest wait without a look at whether to stop."""
WINDOW_CHARS = 32_000_000
"""Characters of all texts that may be on their way."""


class Worker:
    """One worker as its parent sees it: what it was sent, in order, and when it began the first."""

    def __init__(self, context: multiprocessing.context.BaseContext, plan: WorkerPlan) -> None:
        self.pipe, far = context.Pipe()
        self.tasks: deque[Task] = deque()
        self._sizes: deque[int] = deque()
        self._room = _buffer_bytes(self.pipe)
        self.began = time.monotonic()
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=run_worker, args=(far, _open_pipes(self.pipe), plan), daemon=True
        )
        self.process.start()
        far.close()

    def offer(self, task: Task, data: bytes) -> bool:
        """Send a task, unless that might block: it is refused while too much is unanswered."""
        if self.tasks and sum(self._sizes) + len(data) > self._room:
            return False
        if not self.tasks:
            self.began = time.monotonic()
        try:
            self.pipe.send_bytes(data)
        except OSError:
            return False  # it died; its pipe tells so when it is next read
        self.tasks.append(task)
        self._sizes.append(len(data))
        return True

    def receive(self) -> Answer:
        """The answer to the first task.

        Raises:
            EOFError, OSError: where the process is gone.
        """
        answer: Answer = pickle.loads(self.pipe.recv_bytes())  # noqa: S301 - our own process
        self.began = time.monotonic()
        if self._sizes:
            self._sizes.popleft()
        return answer

    def end(self) -> str:
        """Kill the process if it lives, and say how it ended."""
        if self.pipe.poll():
            self.process.join(1)  # its pipe is closed: let it end as it would
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.pipe.close()
        _OPEN_PIPES.discard(self.pipe)
        return _ending(self.process.exitcode)


_OPEN_PIPES: set[Connection] = set()


def _open_pipes(new: Connection) -> list[Connection]:
    """The parent's ends that a process forked now inherits; none where it is not forked."""
    _OPEN_PIPES.add(new)
    return list(_OPEN_PIPES) if _start_method() == "fork" else []


def _start_method() -> str:
    return "fork" if sys.platform == "linux" else "spawn"


def _buffer_bytes(pipe: Connection) -> int:
    """So many bytes can be sent without anyone reading them."""
    with socket.socket(fileno=os.dup(pipe.fileno())) as end:
        return end.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) // 2


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
        self._idle_deaths = 0
        self._waiting: deque[tuple[Task, bytes]] = deque()
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

    def _run(self, tasks: Iterator[Task]) -> Iterator[Task]:
        window: deque[Task] = deque()
        more = True
        while more or window:
            if more and self._has_room(window):
                more = self._take_in(tasks, window)
            self._feed()
            while window and window[0].is_settled:
                yield window.popleft()
            if self._stop.requested:
                return
            if window and not (more and self._has_room(window)):
                self._wait(self._seconds_left())
            else:
                self._wait(0)

    def _has_room(self, window: deque[Task]) -> bool:
        """Whether more may be read: workers have little waiting, and the first is not far back."""
        few = len(window) < WINDOW_TASKS * len(self._workers)
        short = len(self._waiting) < WINDOW_TASKS // 2
        chars = sum(len(task.article.repaired.raw) for task, _ in self._waiting if task.article)
        return few and short and chars < WINDOW_CHARS

    def _take_in(self, tasks: Iterator[Task], window: deque[Task]) -> bool:
        task = next(tasks, None)
        if task is None:
            return False
        window.append(task)
        if task.article is not None:
            self._waiting.append((task, _packed(task)))
        return True

    def _feed(self) -> None:
        """Give each idle worker a task, then all some in advance, as far as none blocks."""
        for depth in range(TASKS_IN_ADVANCE):
            for worker in self._workers:
                if not self._waiting:
                    return
                if len(worker.tasks) == depth and worker.offer(*self._waiting[0]):
                    self._waiting.popleft()

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
        reason = worker.end()
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
                self._waiting.appendleft((task, _packed(task)))
        self._workers[place] = self._started()
        self._restarted(reason if blame else "an article took too long")

    def _started(self) -> Worker:
        return Worker(self._context, self._plan)


def _packed(task: Task) -> bytes:
    return pickle.dumps(task.article, pickle.HIGHEST_PROTOCOL)
