"""DuckDB and Parquet datasets hold what SQLite holds, whenever the process that writes is killed."""

from __future__ import annotations

import os
import pickle
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
import sink_runs
from composed_articles import composed_rows
from loading import ROOT

from govnews_extract import Extractor
from govnews_extract.errors import ConfigError, WriteError
from govnews_extract.write.rows import (
    COLUMNS,
    LATER_COLUMNS,
    ArticleRows,
    article_rows,
    widened,
)
from govnews_extract.write.sinks import Delivery, Failure, Scope, Source, open_sink
from govnews_extract.write.views import VIEWS

SUFFIXES = (".duckdb", ".parquet")


@pytest.fixture(scope="module")
def rows() -> list[ArticleRows]:
    extractor = Extractor(tagger=None)
    made = composed_rows(60, path="a")
    return [article_rows(extractor.extract(str(row["text"]), path=row["path"])) for row in made]


@pytest.fixture
def wanted(rows: list[ArticleRows], tmp_path: Path) -> sink_runs.Stored:
    """What SQLite holds after the same runs."""
    address = str(tmp_path / "wanted.sqlite")
    sink_runs.fill_twice(address, rows, name="one")
    return sink_runs.stored(address)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rows_are_those_of_sqlite(
    suffix: str, rows: list[ArticleRows], wanted: sink_runs.Stored, tmp_path: Path
) -> None:
    address = str(tmp_path / f"out{suffix}")
    sink_runs.fill_twice(address, rows, name="one")
    found = sink_runs.stored(address)
    assert found == wanted
    assert len(found["articles"]) == 59
    assert len(found["facts"]) > 100
    sink_runs.fill_twice(address, rows, name="again")
    assert len(sink_runs.stored(address)["articles"]) == 59


def test_views_of_duckdb_answer_as_those_of_sqlite(rows: list[ArticleRows], tmp_path: Path) -> None:
    for suffix in (".sqlite", ".duckdb"):
        sink_runs.fill_twice(str(tmp_path / f"out{suffix}"), rows, name="one")
    found = {}
    with (
        closing(sqlite3.connect(tmp_path / "out.sqlite")) as lite,
        duckdb.connect(tmp_path / "out.duckdb") as duck,
    ):
        for view in VIEWS:
            answers = [
                sorted(repr([_rounded(cell) for cell in row]) for row in ask.fetchall())
                for ask in (lite.execute(f"SELECT * FROM {view}"), duck.execute(f"FROM {view}"))  # noqa: S608
            ]
            assert answers[0] == answers[1], view
            found[view] = len(answers[0])
    assert found["records"] > 100
    assert found["facts_by_county"] > 10


def _rounded(cell: object) -> object:
    return f"{cell:.6e}" if isinstance(cell, int | float) else cell


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".sqlite"])
def test_what_stands_is_told_by_run_and_by_extractor(
    suffix: str, rows: list[ArticleRows], tmp_path: Path
) -> None:
    address = str(tmp_path / f"out{suffix}")
    ids = [found.id for found in rows[:3]]
    with open_sink(address) as sink:
        sink.begin(sink_runs.new_run("1", "old"))
        sink.deliver(Delivery(articles=tuple(rows[:2])))
        assert sink.standing(ids, Scope.RUN) == set(ids[:2])
        sink.begin(sink_runs.new_run("2", "old"))
        assert sink.standing(ids, Scope.RUN) == set()
        assert sink.standing(ids, Scope.EXTRACTOR) == set(ids[:2])
    with open_sink(address) as sink:
        sink.begin(sink_runs.new_run("3", "new"))
        assert sink.standing(ids, Scope.EXTRACTOR) == set()
        sink.deliver(Delivery(articles=(rows[0],)))
        assert sink.standing(ids, Scope.EXTRACTOR) == sink.standing(ids, Scope.RUN) == {ids[0]}
        sink.begin(sink_runs.new_run("4", "old"))
        assert sink.standing(ids, Scope.EXTRACTOR) == {ids[1]}


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".sqlite"])
def test_dead_letters_count_tries_until_they_are_settled(suffix: str, tmp_path: Path) -> None:
    address = str(tmp_path / f"out{suffix}")
    for number in (1, 2):
        with open_sink(address) as sink:
            sink.begin(sink_runs.new_run(str(number), f"f{number}"))
            reason = f"reason {number}"
            sink.deliver(
                Delivery(
                    failures=(
                        Failure(path="b", stage="read", reason=reason),
                        Failure(path=f"a{number}", stage="link", reason="x", article="7"),
                    )
                )
            )
    with open_sink(address) as sink:
        found = sink.dead_letters(["b", "none"])
        assert list(found) == ["b"]
        letter = found["b"]
        assert (letter.tries, letter.fingerprint, letter.run) == (2, "f2", "2")
        assert letter.failure == Failure(path="b", stage="read", reason="reason 2")
        assert [one.failure.path for one in sink.iter_dead_letters()] == ["a1", "a2", "b"]
        sink.deliver(Delivery(settled=("b", "a1")))
        assert [one.failure.article for one in sink.iter_dead_letters()] == ["7"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_text_is_plain_data(suffix: str, extractor: Extractor, tmp_path: Path) -> None:
    address = str(tmp_path / f"out{suffix}")
    text = '=HYPERLINK("x")\'); DROP TABLE articles;--\x00江山市投资36.4亿元\x1b[31m\ud800。'
    found = article_rows(extractor.extract(text, path="'; DROP TABLE facts;--\n"))
    with open_sink(address) as sink:
        sink.begin(sink_runs.new_run("'; DROP TABLE runs;--", "x"))
        place = Source(article=found.id, path="'\"\n\x1b")
        sink.deliver(Delivery(articles=(found,), sources=(place,)))
    (article,) = sink_runs.stored(address)["articles"]
    assert "=HYPERLINK" in article
    assert "DROP TABLE facts" in article
    assert len(sink_runs.stored(address)["quantities"]) == 1


MOMENTS = {".parquet": ("e", 5, 280), ".duckdb": ("t", 30, 900)}
"""Whether kills come at an event or a time, and the first and last moment to choose from."""
KILLS = 4


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_killed_run_is_resumed_without_loss(
    suffix: str, rows: list[ArticleRows], tmp_path: Path
) -> None:
    some = rows[:30]
    sink_runs.fill_twice(str(tmp_path / "wanted.sqlite"), some, name="one")
    wanted = sink_runs.stored(str(tmp_path / "wanted.sqlite"))
    (tmp_path / "rows").write_bytes(pickle.dumps(some))
    kind, first, last = MOMENTS[suffix]
    moments = [f"{kind}{moment}" for moment in random.sample(range(first, last), KILLS)]
    done = subprocess.run(
        [sys.executable, sink_runs.__file__, tmp_path / "rows", suffix, *moments],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.count(" resumed 0") == KILLS, done.stdout
    assert " killed killed" in done.stdout
    for moment in moments:
        assert sink_runs.stored(f"{tmp_path}/{moment}{suffix}") == wanted, (moment, done.stdout)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_only_one_process_writes_at_a_time(suffix: str, tmp_path: Path) -> None:
    address = str(tmp_path / f"out{suffix}")
    code = "import sys; from govnews_extract.write.sinks import open_sink; open_sink(sys.argv[1])"
    with open_sink(address):
        done = subprocess.run(
            [sys.executable, "-c", code, address],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert "WriteError" in done.stderr
    open_sink(address).close()


def test_places_that_belong_to_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out.duckdb").write_text("not a database, but a text of some length" * 100)
    (tmp_path / "out.parquet").mkdir()
    (tmp_path / "out.parquet" / "thesis.doc").write_text("mine")
    (tmp_path / "file.parquet").write_text("a file")
    for name in ("out.duckdb", "out.parquet", "file.parquet"):
        with pytest.raises(WriteError, match=name):
            open_sink(str(tmp_path / name))
    assert [path.name for path in (tmp_path / "out.parquet").iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize("address", ["duckdb:", "duckdb::memory:", "parquet:"])
def test_an_address_without_a_place_is_told(address: str) -> None:
    with pytest.raises(ConfigError, match="names no"):
        open_sink(address)


@pytest.mark.parametrize("address", ["duckdb:///{}/a.db", "parquet:{}/a", "parquet://{}/a"])
def test_addresses_may_be_urls(address: str, tmp_path: Path) -> None:
    with open_sink(address.format(tmp_path)) as sink:
        assert sink.folder == tmp_path
        assert (tmp_path / sink.name).exists()


def test_what_a_newer_version_wrote_is_refused(tmp_path: Path) -> None:
    open_sink(str(tmp_path / "out.duckdb")).close()
    with duckdb.connect(tmp_path / "out.duckdb") as connection:
        connection.execute("UPDATE govnews_schema SET version = 99")
    with open_sink(str(tmp_path / "out.parquet")) as sink:
        sink.begin(run := sink_runs.new_run("1", "x"))
        sink.finish(run)
    manifest = tmp_path / "out.parquet" / "_manifest.json"
    manifest.write_text(manifest.read_text().replace('"form": 1', '"form": 99'))
    for name in ("out.duckdb", "out.parquet"):
        with pytest.raises(WriteError, match="newer version"):
            open_sink(str(tmp_path / name))


FULL_DISK = """
import pickle, resource, signal, sys
import sink_runs
from govnews_extract.errors import WriteError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
rows = pickle.load(open(sys.argv[1], "rb"))
sink = sink_runs.open_place(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    sink_runs.fill(sink, rows, "old", name="full")
except WriteError as error:
    print(str(error))
"""


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("limit", [20_000, 60_000])
def test_a_full_disk_is_told_in_a_line_and_the_run_is_resumed(
    suffix: str, limit: int, rows: list[ArticleRows], tmp_path: Path
) -> None:
    address = str(tmp_path / f"out{suffix}")
    (tmp_path / "rows").write_bytes(pickle.dumps(rows[:30]))
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, tmp_path / "rows", address, str(limit)],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert not done.stderr
    assert done.stdout.startswith(address)
    assert len(done.stdout.splitlines()) == 1
    wanted = str(tmp_path / "wanted.sqlite")
    for place in (address, wanted):
        with sink_runs.open_place(place) as sink:
            sink_runs.fill(sink, rows[:30], "old", name="after")
    assert sink_runs.stored(address) == sink_runs.stored(wanted)


def older_rows(rows: ArticleRows) -> dict[str, list[list[Any]]]:
    """The rows below an article as the first versions had them."""
    return {
        name: [
            [
                cell
                for column, cell in zip(COLUMNS[name], row, strict=True)
                if column not in LATER_COLUMNS.get(name, ())
            ]
            for row in table
        ]
        for name, table in rows.parts.items()
    }


def test_rows_of_older_versions_get_the_columns_that_came_later(rows: list[ArticleRows]) -> None:
    at = [number for number, name in enumerate(COLUMNS["facts"]) if name in LATER_COLUMNS["facts"]]
    for found in rows[:20]:
        again = widened(older_rows(found))
        assert all(row[number] is None for row in again["facts"] for number in at)
        assert older_rows(ArticleRows(id="", article=(), parts=again)) == older_rows(found)


def test_a_duckdb_file_of_an_older_version_is_upgraded(
    rows: list[ArticleRows], tmp_path: Path
) -> None:
    path = tmp_path / "out.duckdb"
    with sink_runs.open_place(str(path)) as sink:
        sink_runs.fill(sink, rows[:10], "old", name="old")
    with duckdb.connect(path) as connection:
        connection.execute(sink_runs.without_later_columns())
        connection.execute("UPDATE govnews_schema SET version = 2")
    check_upgrade(path, rows)
    with duckdb.connect(path) as connection:
        asked = "SELECT comment FROM duckdb_columns() WHERE table_name = 'facts'"
        assert all(row[0] for row in connection.execute(asked).fetchall())


def test_a_dataset_of_an_older_version_is_upgraded(rows: list[ArticleRows], tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    with sink_runs.open_place(str(path)) as sink:
        sink_runs.fill(sink, rows[:10], "old", name="old")
    (part,) = (path / "facts").iterdir()
    held = pq.read_table(part, partitioning=None)
    pq.write_table(held.drop_columns(sorted(LATER_COLUMNS["facts"])), part)
    check_upgrade(path, rows)


def check_upgrade(path: Path, rows: list[ArticleRows]) -> None:
    """What stood in the place stands with nulls beside what is written now."""
    with sink_runs.open_place(str(path)) as sink:
        sink_runs.fill(sink, rows[10:20], "new", name="new")
    source = f"'{path}/facts/*.parquet'" if path.suffix == ".parquet" else "facts"
    with duckdb.connect(path if path.suffix == ".duckdb" else ":memory:") as connection:
        asked = f"SELECT article, metric, metric_text, metric_start FROM {source}"  # noqa: S608
        found = connection.execute(asked).fetchall()
    old = {row.id for row in rows[:10]}
    assert {row[2:] for row in found if row[0] in old} == {(None, None)}
    assert any(row[2] and row[3] is not None for row in found if row[0] not in old)
    assert all(row[1] for row in found if row[0] in old)
