"""Records into a sink one after another, and out of a database again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, select

from govnews_extract.record import Record, plain_decimal
from govnews_extract.write.closing import Closing
from govnews_extract.write.rows import (
    DECIMALS,
    Row,
    article_rows,
    storable,
    storable_path,
    whole_record,
)
from govnews_extract.write.sinks import Delivery, Failure, Sink, Source
from govnews_extract.write.tables import ARTICLES, PART_TABLES

BATCH_RECORDS = 200
"""Records to a delivery: a killed run loses at most these."""


class RecordWriter(Closing):
    """Writes records into a sink; an article that stands there already is replaced whole.

    Records are gathered and delivered `BATCH_RECORDS` at a time. Use it as a context manager:
    leaving it, by an exception too, delivers what is gathered and closes the sink.

    Raises:
        WriteError: from any method, where the sink fails.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting: dict[str, Record] = {}
        self._sources: dict[tuple[str, str], Source] = {}
        self._failed: dict[str, Failure] = {}
        self._settled: set[str] = set()

    def close(self) -> None:
        """Deliver what is gathered and close the sink."""
        try:
            self.flush()
        finally:
            self._sink.close()

    def write(self, record: Record) -> None:
        """Take one record; the last of several with one id stays."""
        self._waiting[record.id] = record
        if record.path is not None:
            path = storable_path(record.path)
            url = None if record.meta.url is None else storable(record.meta.url)
            self._sources[record.id, path] = Source(article=record.id, path=path, url=url)
            self._failed.pop(path, None)
            self._settled.add(path)
        self._flush_when_full()

    def fail(self, path: str, stage: str, reason: str) -> None:
        """File an article that gave no record as a dead letter."""
        path = storable_path(path)
        self._failed[path] = Failure(path=path, stage=stage, reason=storable(reason))
        self._settled.discard(path)
        self._flush_when_full()

    def _flush_when_full(self) -> None:
        if len(self._waiting) + len(self._failed) >= BATCH_RECORDS:
            self.flush()

    def flush(self) -> None:
        """Deliver everything gathered."""
        delivery = Delivery(
            articles=tuple(map(article_rows, self._waiting.values())),
            sources=tuple(self._sources.values()),
            failures=tuple(self._failed.values()),
            settled=tuple(self._settled),
        )
        self._sink.deliver(delivery)
        for gathered in (self._waiting, self._sources, self._failed, self._settled):
            gathered.clear()


def iter_records(engine: Engine) -> Iterator[Row]:
    """The records of a database in their JSON form, sorted by path and id, one at a time."""
    order = (ARTICLES.c.path, ARTICLES.c.id)
    with engine.connect() as connection:
        for row in connection.execute(select(ARTICLES).order_by(*order)).mappings():
            article = {name: cell for name, cell in row.items() if name != "run"}
            parts = {name: _part(connection, name, article["id"]) for name in PART_TABLES}
            yield whole_record(article, parts)


def _part(connection: Connection, name: str, article: str) -> list[Row]:
    table = PART_TABLES[name]
    rows = select(table).where(table.c.article == article).order_by(table.c.index)
    return [_plain(row) for row in connection.execute(rows).mappings()]


def _plain(row: Any) -> Row:
    return {
        key: plain_decimal(cell) if key in DECIMALS and not isinstance(cell, str) else cell
        for key, cell in row.items()
    }
