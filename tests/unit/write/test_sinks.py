"""What every sink promises: whole deliveries, text as plain data, refusals that name no secret."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govnews_extract import ArticleMeta, Extractor, Record
from govnews_extract.batch.delivering import Deliverer
from govnews_extract.batch.extraction import Extracted
from govnews_extract.batch.options import BatchOptions
from govnews_extract.batch.planning import Planner, Task
from govnews_extract.batch.reporting import Reporter, Tally
from govnews_extract.errors import ConfigError, RefusedRowsError
from govnews_extract.write.engines import open_postgresql, open_sqlite
from govnews_extract.write.records import RecordWriter, iter_records
from govnews_extract.write.rows import (
    MAX_PATH_BYTES,
    ArticleRows,
    article_rows,
    storable,
    storable_path,
)
from govnews_extract.write.sinks import Delivery, Failure, Run, Scope, Sink, Source, open_sink

TEXT = "江山市完成工业技改投资36.4亿元，同比增长18.7%。"
HOSTILE = (
    "'); DROP TABLE articles; --",
    '"; DELETE FROM facts; --',
    '=HYPERLINK("http://example.org","x")',
    "+1-1@SUM(1)",
    "\\N\t\\.\n\\\\\r\n",
    "{1,2}\x1b[31m\x07\x7f\x85\u202e",
    "%s %(name)s :name ? $1 {}",
    "\x00\ud800\udfff亿元",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "out.sqlite")
    return str(request.getfixturevalue("postgres").new_database())


def read(address: str) -> list[dict[str, Any]]:
    engine = open_postgresql(address) if "://" in address else open_sqlite(Path(address))
    try:
        return list(iter_records(engine))
    finally:
        engine.dispose()


def written(address: str, *records: Record) -> list[dict[str, Any]]:
    with RecordWriter(open_sink(address)) as writer:
        for record in records:
            writer.write(record)
    return read(address)


def stored(value: Any) -> Any:
    """`value` with every string in it as a database can hold it."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: stored(cell) for key, cell in value.items()}
    return list(map(stored, value)) if isinstance(value, list) else value


def new_run(number: int, *, fingerprint: str = "f") -> Run:
    now = datetime(2024, 5, number, tzinfo=UTC)
    return Run(id=f"run{number}", started=now, version="1", lexicons="x", fingerprint=fingerprint)


def delivery(*found: ArticleRows) -> Delivery:
    places = tuple(Source(article=rows.id, path=f"{rows.id}.txt") for rows in found)
    return Delivery(articles=found, sources=places)


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_hostile_text_is_plain_data_in_every_column(
    address: str, hostile: str, extractor: Extractor
) -> None:
    meta = ArticleMeta(title=hostile, source=hostile, byline=(hostile,), url=hostile)
    record = extractor.extract(f"{hostile}\n{TEXT}{hostile}", path="a.txt", meta=meta)
    (found,) = written(address, record)
    assert found == stored(record.to_dict())
    assert {"3640000000", "0.187"} <= {row["value"] for row in found["quantities"]}


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(hostile=st.text(max_size=40))
def test_any_text_comes_back(address: str, extractor: Extractor, hostile: str) -> None:
    record = extractor.extract(TEXT + hostile, path="a.txt", meta=ArticleMeta(title=hostile))
    found = {row["id"]: row for row in written(address, record)}
    assert found[record.id] == stored(record.to_dict())


def test_paths_stay_apart_and_fit_an_index(address: str, extractor: Extractor) -> None:
    names = [
        "x\udcff.txt",
        "x\udcfe.txt",
        "目" * 3_000 + "a",
        "目" * 3_000 + "b",
        "\ud800",
        "a\x00b",
    ]
    kept = {storable_path(name) for name in names}
    assert len(kept) == len(names)
    assert max(len(name.encode()) for name in kept) <= MAX_PATH_BYTES
    records = [extractor.extract(f"{TEXT}{number}", path=name) for number, name in enumerate(names)]
    assert {row["path"] for row in written(address, *records)} == kept


def test_a_delivery_is_taken_whole_or_not_at_all(address: str, extractor: Extractor) -> None:
    good, bad = (article_rows(extractor.extract(text)) for text in (TEXT, f"{TEXT}又。"))
    twice = {**bad.parts, "quantities": [bad.parts["quantities"][0]] * 2}
    with open_sink(address) as sink:
        with pytest.raises(RefusedRowsError) as caught:
            sink.deliver(delivery(good, dataclasses.replace(bad, parts=twice)))
        assert "\n" not in str(caught.value)
        assert "s3cr3t" not in str(caught.value)
    assert read(address) == []


def test_what_stands_is_told_by_run_and_by_extractor(address: str, extractor: Extractor) -> None:
    first, second = (article_rows(extractor.extract(text)) for text in (TEXT, f"{TEXT}又。"))
    ids = {first.id, second.id, "nowhere"}
    with open_sink(address) as sink:
        sink.begin(new_run(1))
        sink.deliver(delivery(first))
        sink.begin(new_run(2))
        sink.deliver(delivery(second))
        assert sink.standing(ids, Scope.RUN) == {second.id}
        assert sink.standing(ids, Scope.EXTRACTOR) == {first.id, second.id}
        sink.begin(new_run(3, fingerprint="g"))
        assert sink.standing(ids, Scope.EXTRACTOR) == set()
        sink.deliver(delivery(first))
        assert sink.standing(ids, Scope.EXTRACTOR) == {first.id}
    assert len(read(address)) == 2


def test_dead_letters_count_their_tries_until_they_are_settled(address: str) -> None:
    failure = Failure(path="a.txt", stage="link", reason="KeyError: 'x'", article="a" * 64)
    later = dataclasses.replace(failure, stage="read", reason="is empty", article=None)
    with open_sink(address) as sink:
        for number, found in enumerate((failure, later), 1):
            sink.begin(new_run(number))
            sink.deliver(Delivery(failures=(found,)))
        (letter,) = sink.iter_dead_letters()
        assert sink.dead_letters(["a.txt", "b.txt"]) == {"a.txt": letter}
        assert (letter.failure, letter.tries, letter.run) == (later, 2, "run2")
        sink.deliver(Delivery(settled=("a.txt",)))
        assert list(sink.iter_dead_letters()) == []


def test_rows_that_are_refused_become_a_dead_letter_and_the_others_stand(
    address: str, extractor: Extractor
) -> None:
    texts = [f"{TEXT}第{number}期。" for number in range(3)]
    found = [article_rows(extractor.extract(text)) for text in texts]
    twice = {**found[1].parts, "quantities": [found[1].parts["quantities"][0]] * 2}
    found[1] = dataclasses.replace(found[1], parts=twice)
    with open_sink(address) as sink:
        sink.begin(new_run(1))
        tally = deliver_as_tasks(sink, found)
        (letter,) = sink.iter_dead_letters()
    assert (tally.articles, tally.failures) == (2, 2)
    assert (letter.failure.path, letter.failure.stage) == ("again.txt", "write")
    assert {row["id"] for row in read(address)} == {found[0].id, found[2].id}


def deliver_as_tasks(sink: Sink, found: list[ArticleRows]) -> Tally:
    """The articles through a `Deliverer`, the second one found at two places."""
    planner = Planner(sink, BatchOptions(), fingerprint="f")
    tally = Tally()
    deliverer = Deliverer(sink, planner, Reporter(), tally=tally, size=10)
    tasks = [
        Task(
            source=Source(article=rows.id, path="again.txt" if number == 1 else rows.id),
            outcome=Extracted(rows=rows, characters=1),
        )
        for number, rows in enumerate(found)
    ]
    tasks.append(Task(source=tasks[1].source, original=tasks[1]))
    for task in tasks:
        deliverer.take(task)
    deliverer.flush()
    return tally


@pytest.mark.parametrize(
    "address_of_nothing", ["sqlite://", "sqlite:///:memory:", "xml://x", "out.csv"]
)
def test_an_address_of_no_place_is_refused(address_of_nothing: str) -> None:
    with pytest.raises(ConfigError):
        open_sink(address_of_nothing)
