"""A polite end: a signal is noted, and the run stops between two articles."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Stop:
    """Whether a run was asked to end."""

    requested: bool = False


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Take the first Ctrl-C or SIGTERM within the block as a request; a second one interrupts.

    An interrupt in the middle of a transaction would leave the database locked for as long as
    the broken connection lives. To be used in the main thread.
    """
    stop = Stop()

    def note(_number: int, _frame: FrameType | None) -> None:
        if stop.requested:
            raise KeyboardInterrupt
        stop.requested = True

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, note) for number in numbers]
    try:
        yield stop
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
