"""What a run tells of itself while it goes on."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from govnews_extract.write.sinks import Failure, Run


@dataclass(slots=True)
class Tally:
    """Counts of a run so far.

    Attributes:
        articles: Articles written.
        facts: Facts of these; `quantities`, `repairs` and `characters` (of text) likewise.
        failures: Articles and inputs that gave no record.
        passed: Articles that stood there already.
        restarts: Workers that had to be started anew.
        letters: Dead letters in the sink when the run ended; None where it could not tell.
        writing: Seconds spent in the sink.

    Example:
        >>> Tally(articles=7, failures=2, passed=1).done
        10
    """

    articles: int = 0
    facts: int = 0
    quantities: int = 0
    repairs: int = 0
    characters: int = 0
    failures: int = 0
    passed: int = 0
    restarts: int = 0
    letters: int | None = None
    writing: float = 0.0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """How long the run has lasted."""
        return time.monotonic() - self.began

    @property
    def done(self) -> int:
        """Articles dealt with in any way."""
        return self.articles + self.failures + self.passed


class Reporter:
    """Is told what happens, in the process that runs the batch; this one keeps it to itself.

    Example:
        >>> class Counting(Reporter):
        ...     def failed(self, failure: Failure) -> None:
        ...         print(failure.path, failure.reason)
        >>> Counting().failed(Failure(path="a.txt", stage="read", reason="is empty"))
        a.txt is empty
    """

    def started(self, run: Run, place: str) -> None:
        """The run begins; `place` is the sink for a person."""

    def failed(self, failure: Failure) -> None:
        """An article gave no record."""

    def restarted(self, reason: str) -> None:
        """A worker ended and another took its place."""

    def progressed(self, tally: Tally) -> None:
        """Articles were dealt with; called for each."""

    def delivered(self, tally: Tally) -> None:
        """Rows were written for good."""

    def finished(self, run: Run, tally: Tally) -> None:
        """The run is over: its status says how."""
