"""Consoles, lines for a person, the progress line and the summary."""

from __future__ import annotations

import io
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from govnews_extract.cli.messages import counted, localised, localised_word
from govnews_extract.errors import ConfigError
from govnews_extract.write.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

    from govnews_extract.read import ReadOptions

PIPE_COLUMNS = 120
"""Width of tables where no terminal says how wide it is."""

NARROW_COLUMNS = 72
"""On a terminal of fewer columns facts are shown in fewer columns."""

MAX_KINDS, MAX_KIND_CHARS = 6, 12
"""So many kinds of files passed over are named, each by a suffix of at most so many characters."""

Progress = Callable[[int, str], None]
"""Is told after each article how many are done and which was the last."""


def console_for(stream: IO[str]) -> Console:
    """A console on `stream`: colours only on a terminal, and none where `NO_COLOR` is set."""
    from govnews_extract.cli.consoles import LocalConsole  # noqa: PLC0415 - rich, only for tables

    known = stream.isatty() or "COLUMNS" in os.environ
    return LocalConsole(file=stream, width=None if known else PIPE_COLUMNS, highlight=False)


def is_narrow(console: Console) -> bool:
    """Whether there is no room for all columns of facts."""
    return console.width < NARROW_COLUMNS


def complain(message: str) -> None:
    """One line to standard error."""
    print(f"govnews: {one_line(localised(message))}", file=sys.stderr)  # noqa: T201 - to a person


def refuse_input(
    output: Path | None, inputs: Sequence[str], options: ReadOptions | None = None
) -> None:
    """Nothing, unless `output` is a file that would be read, and lost, as one of `inputs`.

    Raises:
        ConfigError: where it is.
    """
    from govnews_extract.read.sources import is_among  # noqa: PLC0415 - loads the stage

    if output is not None and is_among(output, inputs, options):
        raise ConfigError("is among the inputs; name another --output", str(output))


def tell_misuse(show: Callable[[IO[str]], None]) -> None:
    """What typer has to `show` of arguments that make no sense, to standard error.

    Of no arguments at all it shows the help, which is in English.
    """
    shown = io.StringIO()
    show(shown)
    lines = shown.getvalue().splitlines()
    if lines[-1].startswith("Error: "):
        lines = list(map(localised, lines))
    print(*lines, sep="\n", file=sys.stderr)  # noqa: T201 - to a person


def tell(message: str) -> None:
    """One line to standard output."""
    print(one_line(localised(message)))  # noqa: T201 - talks to a person


def one_line(message: str) -> str:
    """`message` without line breaks and without characters that steer a terminal."""
    return visible(" ".join(message.split()))


@dataclass(slots=True)
class Tally:
    """Counts of one run, for its last line."""

    articles: int = 0
    repairs: int = 0
    quantities: int = 0
    facts: int = 0
    failed: int = 0
    began: float = field(default_factory=time.monotonic)

    def summary(self) -> str:
        """The run in one line."""
        seconds = time.monotonic() - self.began
        return counted(
            "{articles:article/articles}, {repairs:repair/repairs}, "
            "{quantities:quantity/quantities}, {facts:fact/facts}, {failed} failed, {seconds} s",
            articles=self.articles,
            repairs=self.repairs,
            quantities=self.quantities,
            facts=self.facts,
            failed=self.failed,
            seconds=f"{seconds:.1f}",
        )


@dataclass(slots=True)
class PassedOver:
    """Files of no kind that can be read, counted by their kind."""

    kinds: Counter[str] = field(default_factory=Counter)

    def __call__(self, name: str) -> None:
        """Count the file `name`."""
        self.kinds[PurePosixPath(name).suffix.lower()[:MAX_KIND_CHARS] or "no suffix"] += 1

    def among(self, options: ReadOptions) -> ReadOptions:
        """`options` that have these files counted here."""
        return replace(options, passed_over=self)

    def tell(self) -> None:
        """One line, where there were any."""
        if not self.kinds:
            return
        told = "{files:file/files} of other kinds passed over: {kinds}"
        shown = [
            f"{localised_word(kind)} {count}" for kind, count in self.kinds.most_common(MAX_KINDS)
        ]
        more = ["…"] if len(self.kinds) > MAX_KINDS else []
        complain(counted(told, files=self.kinds.total(), kinds=", ".join(shown + more)))


@contextmanager
def progress_line(*, wanted: bool) -> Iterator[Progress]:
    """A moving line on standard error, where that is a terminal and it is wanted."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda _done, _path: None
        return
    from rich.progress import Progress as Bar  # noqa: PLC0415 - only on a terminal
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    last = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn(), last)
    with Bar(*columns, console=console_for(sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, path: bar.update(task, completed=done, description=one_line(path))
