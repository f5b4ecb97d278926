"""Runs of deliveries into a sink, which may be killed anywhere, and what the sink then holds.

As a program it fills places and kills itself at a given moment: see `main`.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govnews_extract.write.rows import COLUMNS, LATER_COLUMNS, LISTS, ArticleRows
from govnews_extract.write.sinks import Delivery, Failure, Run, Scope, Sink, Source, open_sink
from govnews_extract.write.views import drop_view_statements

PART_BYTES = 60_000
"""So small that a few deliveries make a part of a dataset."""
Stored = dict[str, list[str]]


def without_later_columns() -> str:
    """SQL that takes the views away, and the columns that the first versions did not have."""
    drops = [*drop_view_statements()]
    drops += [
        f"ALTER TABLE {table} DROP COLUMN {column}"
        for table, columns in LATER_COLUMNS.items()
        for column in sorted(columns)
    ]
    return "; ".join(drops) + ";"


def open_place(address: str) -> Sink:
    """The sink at `address`; a dataset has small parts."""
    if not address.endswith(".parquet"):
        return open_sink(address)
    from govnews_extract.write.dataset import ParquetSink
    from govnews_extract.write.dataset_files import DatasetFiles

    return ParquetSink(DatasetFiles(Path(address)), part_bytes=PART_BYTES)


def deliveries(rows: Sequence[ArticleRows], size: int) -> Iterator[Delivery]:
    """`rows` in deliveries of `size`, each with a place of each article and a failure."""
    path = COLUMNS["articles"].index("path")
    for start in range(0, len(rows), size):
        some = {found.id: found for found in rows[start : start + size]}
        yield Delivery(
            articles=tuple(some.values()),
            sources=tuple(
                Source(article=found.id, path=str(found.article[path]))
                for found in rows[start : start + size]
            ),
            failures=(Failure(path=f"bad{start}", stage="read", reason="is empty"),),
            settled=(f"bad{start - size}",) if start % 3 == 0 else (),
        )


def new_run(name: str, fingerprint: str) -> Run:
    return Run(
        id=name,
        started=datetime(2026, 1, 1, tzinfo=UTC),
        version="1",
        lexicons="2",
        fingerprint=fingerprint,
    )


def fill(sink: Sink, rows: Sequence[ArticleRows], fingerprint: str, *, name: str) -> None:
    """One run over `rows` as a batch does it: what stands there already is passed over."""
    run = new_run(name, fingerprint)
    sink.begin(run)
    for delivery in deliveries(rows, 5):
        ids = [found.id for found in delivery.articles]
        done = sink.standing(ids, Scope.EXTRACTOR)
        letters = sink.dead_letters([failure.path for failure in delivery.failures])
        tried = {path for path, letter in letters.items() if letter.fingerprint == fingerprint}
        if len(done) == len(ids):
            continue
        assert not done, "half a delivery stands there"
        assert not tried, "half a delivery stands there"
        sink.deliver(delivery)
    sink.finish(run)


def fill_twice(address: str, rows: Sequence[ArticleRows], *, name: str) -> None:
    """All of `rows`, then the first half again by a newer extractor."""
    half = Path(f"{address}.half")
    if not half.exists():
        with open_place(address) as sink:
            fill(sink, rows, "old", name=f"{name}.1")
        half.touch()
    newer = [replace(found, article=_newer(found.article)) for found in rows[: len(rows) // 2]]
    with open_place(address) as sink:
        fill(sink, newer, "new", name=f"{name}.2")


def _newer(article: tuple[Any, ...]) -> tuple[Any, ...]:
    cells = dict(zip(COLUMNS["articles"], article, strict=True))
    return tuple({**cells, "version": "newer", "path": "elsewhere"}.values())


def stored(address: str) -> Stored:
    """The rows of every table as sorted texts, in one form for every sink; no runs."""
    tables = (*COLUMNS, "sources", "dead_letters")
    found = {}
    for table in tables:
        rows = [{k: v for k, v in row.items() if k != "run"} for row in table_rows(address, table)]
        found[table] = sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
    return found


def table_rows(address: str, table: str) -> list[dict[str, Any]]:
    """The rows of one table; none where a killed run has not yet made it."""
    if address.endswith(".parquet"):
        import pyarrow.parquet as pq

        path = Path(address) / table
        return pq.read_table(path).to_pylist() if path.exists() else []
    if address.endswith(".duckdb"):
        import duckdb

        with duckdb.connect(address) as connection:
            return connection.sql(f"FROM {table}").to_arrow_table().to_pylist()
    with closing(sqlite3.connect(address)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
    lists = LISTS if table == "projects" else LISTS - {"mentions"}
    return [{k: json.loads(v) if k in lists else v for k, v in row.items()} for row in rows]


def main() -> None:
    """Fill places, each in a process that is killed and then in one that is not.

    Arguments: a file of pickled rows; the suffix of the places; then for each place the moment at
    which the kill comes: `e12` at the twelfth file that is opened, renamed or removed, `t250`
    after so many milliseconds.
    """
    source, suffix, *moments = sys.argv[1:]
    rows = pickle.loads(Path(source).read_bytes())  # noqa: S301 - the test's own
    _import_all(suffix)
    for moment in moments:
        address = f"{Path(source).parent}/{moment}{suffix}"
        for name, kill_at in (("killed", moment), ("resumed", "")):
            began = time.monotonic()
            child = os.fork()
            if child == 0:
                _run(address, rows, name, kill_at)
            _, status = os.waitpid(child, 0)
            ended = "killed" if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            took = int((time.monotonic() - began) * 1000)
            print(moment, name, ended, took, flush=True)  # noqa: T201


def _import_all(suffix: str) -> None:
    """Everything that the children need, so that they fork fast; no thread is started."""
    if suffix == ".parquet":
        import govnews_extract.write.dataset
    elif suffix == ".duckdb":
        import govnews_extract.write.duck  # noqa: F401


def _run(address: str, rows: Sequence[ArticleRows], name: str, kill_at: str) -> None:
    events = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal events
        if event in {"open", "os.rename", "os.remove", "os.truncate", "os.mkdir"} and any(
            str(argument).startswith(address) for argument in arguments
        ):
            events += 1
            if events == int(kill_at[1:]):
                os.kill(os.getpid(), signal.SIGKILL)

    if kill_at.startswith("e"):
        sys.addaudithook(count)
    elif kill_at:
        # Nobody takes the alarm, so that the process ends at once, wherever it is.
        signal.setitimer(signal.ITIMER_REAL, int(kill_at[1:]) / 1000)
    try:
        fill_twice(address, rows, name=name)
    except BaseException as error:  # noqa: BLE001 - a forked process ends here
        print(repr(error), flush=True)  # noqa: T201
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
