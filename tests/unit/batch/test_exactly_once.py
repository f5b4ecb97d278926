"""Every article once, whoever extracts it and however often the run is killed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import batching
import pytest
from batching import Listener
from loading import ROOT

from govnews_extract.batch import ExtractorSettings

from .conftest import ADDRESS, COPIES, COUNT, FAILURES

Rows = dict[str, list[Any]]


def test_the_archive_is_all_there(expected: Rows) -> None:
    assert len(expected["articles"]) == COUNT
    assert len(expected["sources"]) == COUNT + COPIES
    pages = [source for source in expected["sources"] if f"'{ADDRESS}'" in source]
    assert ["12b.html" in source or "14b.html" in source for source in pages] == [True, True]
    assert len(expected["facts"]) > COUNT
    empty, bare = expected["dead_letters"]
    assert "000010b.txt', 'read', 'is empty', None" in empty
    assert "000012c.html', 'read', 'holds no text besides markup', None" in bare


@pytest.mark.parametrize("workers", [0, 2])
def test_databases_hold_equal_rows(archive: Path, expected: Rows, into: str, workers: int) -> None:
    tally = batching.run(archive, into, workers=workers)
    assert (tally.articles, tally.passed, tally.failures) == (COUNT, COPIES, FAILURES)
    assert batching.rows(into) == expected


@pytest.mark.parametrize(
    ("into", "workers"),
    [
        *(("sqlite", 0), ("sqlite", 2), ("postgresql", 0), ("postgresql", 2)),
        *(("duckdb", 2), ("parquet", 2)),
    ],
    indirect=["into"],
)
def test_killed_runs_are_resumed_without_loss(
    archive: Path, expected: Rows, into: str, workers: int
) -> None:
    rng = Random(workers)
    standing = 0
    for _ in range(3):
        with batching.start(archive, into, workers, "--resume") as process:
            assert process.stdout is not None
            # What stands there is passed over first, four articles to a delivery.
            for _ in range(1 + standing // 4 + rng.randrange(4)):
                process.stdout.readline()
            time.sleep(rng.random() / 50)
            process.kill()
        articles = batching.rows(into)["articles"]
        assert set(articles) <= set(expected["articles"])
        standing = len(articles)
    batching.run(archive, into, workers=workers, resume=True)
    assert batching.rows(into) == expected


def test_nothing_that_stands_is_extracted_again(archive: Path, tmp_path: Path) -> None:
    into = tmp_path / "out.sqlite"
    first = batching.run(archive, into, limit=15)
    assert (first.articles, first.failures) == (14, FAILURES)  # one was tried, one not even that
    second = batching.run(archive, into, resume=True)
    assert second.articles == COUNT - 14
    third = batching.run(archive, into, resume=True)
    assert (third.articles, third.passed) == (0, COUNT + COPIES)


def test_another_extractor_replaces_every_row(archive: Path, expected: Rows, into: str) -> None:
    folder = Path(archive)
    jieba = ExtractorSettings(tagger="crf")
    other = batching.run(folder, into, settings=jieba, limit=10)
    assert batching.rows(into)["mentions"] != expected["mentions"]
    again = batching.run(folder, into, resume=True)
    assert (other.articles, again.articles) == (10, COUNT)
    assert batching.rows(into) == expected


def test_a_killed_worker_costs_nothing(archive: Path, expected: Rows, tmp_path: Path) -> None:
    import multiprocessing

    into = tmp_path / "out.sqlite"
    killed: list[int] = []

    def kill_one() -> None:
        if not killed:
            (*_, victim) = multiprocessing.active_children()
            assert victim.pid is not None
            killed.append(victim.pid)
            os.kill(victim.pid, 9)

    listener = Listener(delivered=kill_one)
    tally = batching.run(archive, into, listener, workers=2)
    assert killed
    assert listener.restarts == ["its process was ended by SIGKILL"]
    assert tally.restarts == 1
    assert batching.rows(into) == expected


def test_a_folder_that_changes_is_caught_up_with(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(archive, folder)
    (folder / "zz").mkdir()
    shutil.copy(archive / "000001.txt", folder / "zz" / "last.txt")

    def change() -> None:
        (folder / "zz" / "last.txt").unlink(missing_ok=True)
        (folder / "000000-late.txt").write_text("江山市完成投资36.4亿元。", encoding="utf-8")

    into = tmp_path / "out.sqlite"
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    listener = Listener(started=change)
    tally = batching.run(folder, into, listener, workers=1)
    assert tally.articles in {COUNT, COUNT + 1}
    failed = {Path(failure.path).name: failure.reason for failure in listener.failures}
    assert failed.keys() == {"000010b.txt", "000012c.html", "gone.txt"}
    (folder / "gone.txt").unlink()
    caught_up = batching.run(folder, into, resume=True)
    assert tally.articles + caught_up.articles == COUNT + 1
    letters = batching.rows(into)["dead_letters"]
    assert ["gone.txt" in letter for letter in letters] == [False] * FAILURES


def test_other_weights_replace_every_row(archive: Path, tmp_path: Path) -> None:
    import numpy as np

    shutil.copytree(ROOT / "src", tmp_path / "src")
    (tmp_path / "lexicons").symlink_to(ROOT / "lexicons")
    weights = tmp_path / "src" / "govnews_extract" / "models" / "subjects.npz"
    few = tmp_path / "few"
    few.mkdir()
    for number in range(3):
        shutil.copy(archive / f"{number:06}.txt", few)

    def articles(*options: str) -> int:
        command = [sys.executable, "-m", "govnews_extract", "batch", str(few), "--json"]
        done = subprocess.run(
            [*command, "--into", str(tmp_path / "out.sqlite"), "--workers=0", "--resume", *options],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        )
        return int(json.loads(done.stdout.splitlines()[-1])["articles"])

    assert [articles(), articles()] == [3, 0]
    arrays = dict(np.load(weights))
    np.savez_compressed(weights, **{**arrays, "scale": arrays["scale"] * 2})
    assert [articles(), articles()] == [3, 0]
    assert [articles("--fast"), articles("--fast")] == [3, 0]
    np.savez_compressed(weights, **arrays)
    assert articles("--fast") == 0
