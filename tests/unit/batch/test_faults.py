"""Whatever breaks is told in a line, costs no other article, and can be resumed."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import batching
import psycopg
import pytest
from batching import Listener
from loading import ROOT
from postgres import Server
from web_archive import warc_record

from govnews_extract.errors import ConfigError, WriteError
from govnews_extract.link import Linker
from govnews_extract.read import html

from .conftest import COUNT

Rows = dict[str, list[Any]]
GOOD = "江山市完成投资36.4亿元。"
WORD = "出错"
BAD = f"江山市{WORD}8000万元。"


def govnews(
    *arguments: object, cwd: Path, limit_bytes: int | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        if limit_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    return subprocess.run(
        [sys.executable, "-m", "govnews_extract", "batch", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", **variables},
        timeout=120,
        check=False,
        preexec_fn=limit,
    )


def one_line(said: str, *parts: str) -> None:
    """The last line tells what happened and what to do, and there is no traceback."""
    assert "Traceback" not in said
    last = said.strip().splitlines()[-1]
    assert last.startswith("govnews: ")
    assert all(part in last for part in parts), said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, the second with a word that faults can be tied to."""
    found = tmp_path / "articles"
    found.mkdir()
    for name, text in {"a": GOOD, "b": BAD, "c": f"{GOOD}同比增长5%。"}.items():
        (found / f"{name}.txt").write_text(text, encoding="utf-8")
    return found


@pytest.fixture
def at_the_word(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Makes the stage that links do something at every article with the word."""

    def set_up(fault: Callable[[], Any]) -> None:
        link = Linker.link

        def faulty(self: Linker, doc: Any, *rest: Any, **more: Any) -> Any:
            if WORD in doc.text:
                fault()
            return link(self, doc, *rest, **more)

        monkeypatch.setattr(Linker, "link", faulty)

    return set_up


@pytest.mark.parametrize(
    ("fault", "stage", "reason"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "worker", "ended by SIGKILL, twice"),
        (lambda: os._exit(3), "worker", "ended with code 3, twice"),
        (lambda: time.sleep(60), "worker", "takes longer than 1 s; raise --article-seconds"),
        (lambda: bytes(1 << 31), "link", "needs more memory than there is"),
        (lambda: next(iter(())), "link", "StopIteration"),
    ],
    ids=["killed", "exited", "slow", "large", "wrong"],
)
def test_an_article_that_breaks_its_worker_is_a_dead_letter(
    folder: Path,
    tmp_path: Path,
    at_the_word: Callable[[Callable[[], Any]], None],
    fault: Callable[[], None],
    stage: str,
    reason: str,
) -> None:
    at_the_word(fault)
    listener = Listener()
    into = tmp_path / "out.sqlite"
    bounds = {"article_seconds": 1.0, "article_megabytes": 256}
    tally = batching.run(folder, into, listener, workers=2, **bounds)
    assert (tally.articles, tally.failures) == (2, 1)
    (failure,) = listener.failures
    assert Path(failure.path).name == "b.txt"
    assert reason in failure.reason
    if stage == "worker":
        assert failure.stage == stage


@pytest.mark.parametrize(
    ("fault", "stage", "reason"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "worker", "ended by SIGKILL, twice"),
        (lambda: time.sleep(60), "worker", "takes longer than 1 s; raise --article-seconds"),
        (lambda: bytes(1 << 31), "read", "needs more memory than there is"),
        (lambda: next(iter(())), "read", "StopIteration"),
    ],
    ids=["killed", "slow", "large", "wrong"],
)
def test_a_page_that_breaks_whoever_reads_it_is_a_dead_letter(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[], None],
    stage: str,
    reason: str,
) -> None:
    whole = html.read_html

    def faulty(source: str) -> Any:
        if WORD in source:
            fault()
        return whole(source)

    monkeypatch.setattr(html, "read_html", faulty)
    for name, text in {"d": BAD, "e": f"{GOOD}又"}.items():
        (folder / f"{name}.html").write_text(f"<h1>{text}</h1><p>{text}</p>", encoding="utf-8")
    listener = Listener()
    bounds = {"article_seconds": 1.0, "article_megabytes": 256}
    tally = batching.run(folder, tmp_path / "out.sqlite", listener, workers=2, **bounds)
    assert (tally.articles, tally.failures) == (4, 1)
    (failure,) = listener.failures
    assert (Path(failure.path).name, failure.stage) == ("d.html", stage)
    assert reason in failure.reason


def test_dead_letters_are_a_file_too_and_are_tried_again_only_when_asked(
    folder: Path,
    tmp_path: Path,
    at_the_word: Callable[[Callable[[], Any]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    into = tmp_path / "out.sqlite"
    file = tmp_path / "out.dead-letters.jsonl"
    at_the_word(lambda: int("出"))
    assert batching.run(folder, into).failures == 1
    assert batching.run(folder, into, resume=True).failures == 0
    tally = batching.run([], into, retry_failed=True)
    assert (tally.articles, tally.failures) == (0, 1)
    (letter,) = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert (Path(letter["path"]).name, letter["tries"]) == ("b.txt", 2)
    assert letter["reason"].startswith("ValueError: invalid literal")
    monkeypatch.undo()
    (folder / "b.txt").rename(folder / "d.txt")
    tally = batching.run([], into, retry_failed=True)
    assert (tally.articles, tally.failures, tally.letters) == (0, 1, 1)
    assert json.loads(file.read_text(encoding="utf-8"))["stage"] == "read"
    tally = batching.run(folder, into, resume=True)
    assert (tally.articles, tally.passed, tally.letters) == (1, 2, 0)
    assert not file.exists()


def test_rows_of_a_file_are_dead_letters_of_their_own(tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text(f'{{"text": "{GOOD}"}}\nno json\n{{"text": "{BAD}"}}\n[]\n', encoding="utf-8")
    into = tmp_path / "out.sqlite"
    assert batching.run(dump, into).failures == 2
    letters = batching.rows(into)["dead_letters"]
    assert [f"dump.jsonl#{line}'" in letter for line, letter in zip((2, 4), letters, strict=True)]
    mended = f'{{"text": "{GOOD}"}}\n{{"text": "{BAD}又"}}\n{{"text": "{BAD}还"}}\n'
    dump.write_text(mended, encoding="utf-8")
    tally = batching.run([], into, retry_failed=True)
    assert (tally.articles, tally.failures, tally.letters) == (1, 0, 0)


def test_dead_letters_of_a_web_archive_need_its_name(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    url, into = "http://x.gov.cn/1.html", tmp_path / "out.sqlite"
    archive = tmp_path / "crawl.warc"
    archive.write_bytes(warc_record(url, b"<html><body></body></html>"))
    assert batching.run(archive, into).failures == 1
    with pytest.raises(ConfigError, match=f"{url}: is a page of a web archive"):
        batching.run([], into, retry_failed=True)
    assert "holds no text" in batching.rows(into)["dead_letters"][0]
    archive.write_bytes(warc_record(url, f"<html><body>{GOOD}</body></html>".encode("gbk")))
    tally = batching.run(archive, into, retry_failed=True)
    assert (tally.articles, tally.letters) == (1, 0)


def test_a_file_of_dead_letters_in_no_folder_is_told_of_at_once(
    folder: Path, tmp_path: Path
) -> None:
    letters = tmp_path / "none" / "letters.jsonl"
    with pytest.raises(WriteError, match=r"letters\.jsonl: cannot be written"):
        batching.run(folder, tmp_path / "out.sqlite", dead_letters=letters)
    assert not batching.rows(tmp_path / "out.sqlite")["articles"]


def test_a_full_disk_ends_the_run_and_can_be_resumed(
    archive: Path, expected: Rows, tmp_path: Path
) -> None:
    batching.run(archive, tmp_path / "out.sqlite", limit=1)
    size = (tmp_path / "out.sqlite").stat().st_size
    arguments = (archive, "--into", "out.sqlite", "--fast", "--resume", "--workers", "1")
    done = govnews(*arguments, cwd=tmp_path, limit_bytes=size + 100_000)
    assert done.returncode == 1
    one_line(done.stderr, "out.sqlite: the database failed: ", "disk", "use --resume")
    assert set(batching.rows(tmp_path / "out.sqlite")["facts"]) < set(expected["facts"])
    batching.run(archive, tmp_path / "out.sqlite", resume=True)
    assert batching.rows(tmp_path / "out.sqlite") == expected


def test_a_server_that_stops_ends_the_run_and_can_be_resumed(
    archive: Path, expected: Rows, postgres: Server
) -> None:
    into = postgres.new_database()
    listener = Listener(delivered=postgres.stop)
    with pytest.raises(WriteError) as caught:
        batching.run(archive, into, listener, workers=1)
    postgres.start()
    said = str(caught.value)
    assert said.startswith("postgresql://govnews:***@127.0.0.1:")
    assert said.endswith("; what was written before stays: mend it and use --resume")
    assert "\n" not in said
    assert 0 < len(batching.rows(into)["articles"]) < COUNT
    batching.run(archive, into, resume=True)
    assert batching.rows(into) == expected


def test_a_lost_connection_ends_the_run_and_can_be_resumed(
    archive: Path, expected: Rows, postgres: Server
) -> None:
    into = postgres.new_database()

    def cut() -> None:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        with psycopg.connect(postgres.url(), autocommit=True) as connection:
            ended = connection.execute(others, [into.rpartition("/")[2]]).fetchall()
        assert ended

    with pytest.raises(WriteError) as caught:
        batching.run(archive, into, Listener(delivered=cut), workers=1)
    said = str(caught.value)
    assert said.startswith("postgresql://govnews:***@127.0.0.1:")
    assert said.endswith("; what was written before stays: mend it and use --resume")
    assert 0 < len(batching.rows(into)["articles"]) < COUNT
    batching.run(archive, into, resume=True)
    assert batching.rows(into) == expected


def test_a_polite_request_to_end_writes_what_is_gathered(archive: Path, tmp_path: Path) -> None:
    with batching.start(archive, tmp_path / "out.sqlite", 2) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate()
    runs = batching.rows(tmp_path / "out.sqlite", leave_out=())["runs"]
    assert [("'stopped'" in run, "'finished'" in run) for run in runs] in (
        [(True, False)],
        [(False, True)],  # it was done before the signal came
    )


SECRETS = ("hunter2", "p%40ss", "p@ss", "s3cr3t")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:hunter2@127.0.0.1:1/news",
        "postgresql://me:p%40ss@127.0.0.1:1/news",
        "postgresql+psycopg://127.0.0.1:1/news?user=me&password=hunter2",
        "postgresql://me:hunter2@127.0.0.1:hunter2/news",
        "postgres://me:p@ss:hunter2@nowhere.invalid:x/news",
        "mysql://me:hunter2@127.0.0.1/news",
    ],
)
@pytest.mark.parametrize("log", [(), ("--json",)], ids=["lines", "json"])
def test_no_password_is_told(address: str, log: tuple[str, ...], tmp_path: Path) -> None:
    done = govnews("x.txt", "--into", address, *log, cwd=tmp_path)
    assert done.returncode in {1, 2}
    one_line(done.stderr)
    assert not [secret for secret in SECRETS if secret in done.stderr + done.stdout]


def test_no_password_is_told_by_a_run(folder: Path, tmp_path: Path, postgres: Server) -> None:
    into = postgres.new_database()
    done = govnews(folder, "--into", into, "--json", "--workers", "1", "--fast", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    events = [json.loads(line)["event"] for line in done.stdout.splitlines()]
    assert (events[0], events[-1], set(events[1:-1])) == ("started", "finished", {"delivered"})
    wrong = into.replace("s3cr3t", "s3cr3tx")
    refused = govnews(folder, "--into", wrong, "--workers", "1", "--fast", cwd=tmp_path)
    one_line(refused.stderr, "password authentication failed")
    told = done.stdout + done.stderr + refused.stderr + repr(batching.rows(into, leave_out=()))
    assert "s3cr3t" not in told


def test_an_input_that_cannot_be_read_is_a_line(folder: Path, tmp_path: Path) -> None:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    done = govnews(folder, "--into", "out.sqlite", "--fast", "--workers", "1", cwd=tmp_path)
    assert done.returncode == 1
    assert f"govnews: {folder}/loop.txt: " in done.stderr
    one_line(done.stderr, "1 dead letter; govnews batch --retry-failed tries them again")


@pytest.mark.parametrize("name", ["out.sqlite", "out.duckdb", "out.parquet"])
@pytest.mark.parametrize("inputs", ["news", "news/*"])
def test_what_a_batch_writes_among_its_inputs_is_no_input(
    tmp_path: Path, name: str, inputs: str
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "1.txt").write_text(GOOD, encoding="utf-8")
    for _ in range(2):
        done = govnews(
            inputs, "--into", f"news/{name}", "--pattern", "*", "--workers", 0, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        one_line(done.stderr, "finished: 1 article,", "0 failed")
