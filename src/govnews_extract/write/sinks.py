"""What a batch asks of the place that its rows go to, and the places there are.

A sink is opened by `open_sink`, told of the run by `begin`, and then takes deliveries. How a
batch uses it:

    with open_sink("out.sqlite") as sink:
        sink.begin(run)
        sink.standing(ids, Scope.EXTRACTOR)  # what need not be extracted again
        sink.deliver(delivery)               # as often as needed
        sink.finish(run_with_counts)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, cast

from govnews_extract.errors import ConfigError
from govnews_extract.write.address import scheme_of
from govnews_extract.write.rows import ArticleRows


class RunStatus(StrEnum):
    """How a run stands; a killed one is `RUNNING` for ever."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


class Scope(StrEnum):
    """Whose work counts as done."""

    RUN = "run"
    """Rows that this run wrote."""
    EXTRACTOR = "extractor"
    """Rows of any run with this run's fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a batch, as the table `runs` holds it.

    Attributes:
        id: Sorts by time of start; unique.
        version: Of the package.
        lexicons: Digest of the rule data.
        fingerprint: Digest of version, rule data and settings: equal ones give equal rows.
        settings: Options of the extraction.
        inputs: What is to be read.
        articles: Articles written; the other counts likewise.
        passed: Articles that stood there already.
    """

    id: str
    started: datetime
    version: str
    lexicons: str
    fingerprint: str
    settings: Mapping[str, str | None] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    finished: datetime | None = None
    status: RunStatus = RunStatus.RUNNING
    articles: int = 0
    facts: int = 0
    failures: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place where the bytes of an article were found."""

    article: str
    path: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that gave no record, or an input that could not be read.

    Attributes:
        path: Where it lies; the key of its dead letter.
        stage: Which stage stopped: `read`, `repair`, …, `write`, or `worker` where its process
            died or passed a bound.
        reason: One line.
        article: Its id, where it could be read.
    """

    path: str
    stage: str
    reason: str
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A failure as it is kept.

    Attributes:
        failure: What happened last.
        tries: How many runs have tried it.
        fingerprint: Of the run that tried it last.
        run: Id of that run.
    """

    failure: Failure
    tries: int
    fingerprint: str | None
    run: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Rows that belong together: a sink takes all of them or none.

    Attributes:
        articles: Each id at most once. Rows that stand under an id are replaced whole.
        sources: Places found; each article stands already or is among `articles`. A place that is
            known stays as it is.
        failures: Each path at most once; a sink adds one to the tries of a dead letter that is
            there.
        settled: Paths whose dead letters go.
    """

    articles: tuple[ArticleRows, ...] = ()
    sources: tuple[Source, ...] = ()
    failures: tuple[Failure, ...] = ()
    settled: tuple[str, ...] = ()


class Sink(Protocol):
    """A place for rows: a database, or a folder of files.

    What a sink promises, and every test of one asks for:

    - `deliver` is atomic and durable: after a kill at any moment the sink, when opened again,
      holds all of a delivery or nothing of it, and all deliveries whose `deliver` returned.
    - `standing` tells the truth about what is there, after a kill too: an article that it names
      is not extracted again.
    - An article keeps the `path` that it was first delivered with when it is replaced.
    - Text is data: whatever a cell holds comes back as it was. Cells hold no NUL and no lone
      surrogate, and exact decimals come as strings of digits (see `ArticleRows`).
    - A failure of the place itself (full, gone, locked) is a `WriteError` of one line, without
      any password. Rows that this place can never hold (a number too long for its type) are a
      `RefusedRowsError`; the delivery is then given article by article.

    Only one sink is open on a place at a time, except where the place says otherwise.

    Attributes:
        name: The place for a person, without any password.
        folder: Where files that belong beside it may stand; None for a server.
    """

    @property
    def name(self) -> str:
        """The place for a person."""

    @property
    def folder(self) -> Path | None:
        """Where files beside it may stand."""

    def begin(self, run: Run) -> None:
        """Note that `run` has begun; rows delivered from now on are its own."""

    def standing(self, ids: Collection[str], scope: Scope) -> set[str]:
        """Those of `ids` (some hundreds) whose rows stand and are of `scope`."""

    def dead_letters(self, paths: Collection[str]) -> dict[str, DeadLetter]:
        """The dead letters of those of `paths` (some hundreds) that have one."""

    def iter_dead_letters(self) -> Iterator[DeadLetter]:
        """All dead letters, sorted by path."""

    def deliver(self, delivery: Delivery) -> None:
        """Take all of `delivery`, or raise and take nothing.

        Raises:
            RefusedRowsError: where a row in it can never be held.
            WriteError: where the place fails.
        """

    def finish(self, run: Run) -> None:
        """Note how the run ended: its status and counts."""

    def close(self) -> None:
        """Let go of the place; may be called twice."""

    def __enter__(self) -> Self:
        """The sink itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""


_OPENERS = {
    "duckdb": "govnews_extract.write.duck:open_duckdb_sink",
    "parquet": "govnews_extract.write.dataset:open_parquet_sink",
    "sqlite": "govnews_extract.write.database:open_sqlite_sink",
    "postgresql": "govnews_extract.write.database:open_postgresql_sink",
}
"""Functions that open a sink on the address they are given, by the address's scheme."""


def open_sink(address: str) -> Sink:
    """The sink at `address`: a file by its suffix (`out.sqlite`) or a database URL.

    Raises:
        ConfigError: for an address of no known kind.
        WriteError: where the place cannot be opened, or belongs to something else.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, open_sink(f"{folder}/news.sqlite") as sink:
        ...     sink.folder == Path(folder)
        True
    """
    scheme = scheme_of(address)
    if scheme not in _OPENERS:
        known = ", ".join(sorted(_OPENERS))
        raise ConfigError(f"nothing can be written into {scheme!r}; use one of {known}")
    module, name = _OPENERS[scheme].split(":")
    return cast(Sink, getattr(import_module(module), name)(address))
