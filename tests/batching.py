"""Runs of a batch for tests: in this process or in one that can be killed, and what they wrote.

Run as a program, it does one run and prints a line for each event:
python batching.py FOLDER INTO WORKERS [--resume]
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from sink_runs import table_rows
from sqlalchemy import Column, create_engine, select

from govnews_extract.batch import BatchOptions, ExtractorSettings, Reporter, Tally, run_batch
from govnews_extract.batch.stopping import Stop, stop_on_signals
from govnews_extract.write.engines import parsed_url
from govnews_extract.write.sinks import Failure, Run, open_sink
from govnews_extract.write.tables import METADATA, ExactDecimal

TESTS = Path(__file__).parent
FAST = ExtractorSettings(tagger=None)


class Listener(Reporter):
    """Calls a function at each event of the kind it is given for."""

    def __init__(self, **calls: Callable[[], object]) -> None:
        self._calls = calls
        self.failures: list[Failure] = []
        self.restarts: list[str] = []
        self.run: Run | None = None

    def _tell(self, event: str) -> None:
        self._calls.get(event, lambda: None)()

    def started(self, run: Run, place: str) -> None:
        self._tell("started")

    def failed(self, failure: Failure) -> None:
        self.failures.append(failure)
        self._tell("failed")

    def restarted(self, reason: str) -> None:
        self.restarts.append(reason)

    def progressed(self, tally: Tally) -> None:
        self._tell("progressed")

    def delivered(self, tally: Tally) -> None:
        self._tell("delivered")

    def finished(self, run: Run, tally: Tally) -> None:
        self.run = run
        self._tell("finished")


def run(
    inputs: Path | list[str],
    into: str | Path,
    listener: Listener | None = None,
    *,
    settings: ExtractorSettings = FAST,
    stop: Stop | None = None,
    **options: Any,
) -> Tally:
    """One run in this process, a delivery every few articles."""
    names = [str(inputs)] if isinstance(inputs, Path) else inputs
    chosen = BatchOptions(**{"delivery_articles": 4, **options})
    with open_sink(str(into)) as sink:
        return run_batch(
            names,
            sink,
            settings=settings,
            options=chosen,
            reporter=listener or Listener(),
            stop=stop,
        )


def start(*arguments: object) -> subprocess.Popen[str]:
    """A run in a process of its own that prints its events."""
    environment = {**os.environ, "PYTHONPATH": f"{TESTS.parent / 'src'}:{TESTS}"}
    return subprocess.Popen(
        [sys.executable, __file__, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )


def rows(into: str | Path, *, leave_out: tuple[str, ...] = ("runs",)) -> dict[str, list[Any]]:
    """All rows of all tables, sorted, without what differs from run to run."""
    address = str(into)
    if Path(address).suffix in {".duckdb", ".parquet"}:
        return _file_rows(address, leave_out)
    is_url = "://" in address
    url = (
        parsed_url(address).set(drivername="postgresql+psycopg") if is_url else f"sqlite:///{into}"
    )
    engine = create_engine(url)
    found = {}
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            if table.name not in leave_out:
                columns = [c for c in table.columns if c.name not in {"run", "tries"}]
                # A row's own repr leaves out the middle of long texts.
                rows = map(tuple, connection.execute(select(*columns)))
                found[table.name] = sorted(map(repr, rows))
    engine.dispose()
    return found


def _file_rows(address: str, leave_out: tuple[str, ...]) -> dict[str, list[Any]]:
    found = {}
    for table in METADATA.sorted_tables:
        if table.name not in leave_out:
            columns = [c for c in table.columns if c.name not in {"run", "tries"}]
            found[table.name] = sorted(
                repr(tuple(_cell(column, row[column.name]) for column in columns))
                for row in table_rows(address, table.name)
            )
    return found


def _cell(column: Column[Any], cell: Any) -> Any:
    is_exact = isinstance(column.type, ExactDecimal) and cell is not None
    return Decimal(cell) if is_exact else cell


def main() -> None:
    folder, into, workers, *rest = sys.argv[1:]
    tell = Listener(
        **{name: lambda name=name: print(name, flush=True) for name in ("started", "delivered")}  # noqa: T201
    )
    with stop_on_signals() as stop:
        run(Path(folder), into, tell, stop=stop, workers=int(workers), resume="--resume" in rest)


if __name__ == "__main__":
    main()
