"""What a person sees of a run, and what another program reads."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from loading import ROOT

from govnews_extract.batch.sizing import count_articles


def test_a_terminal_shows_counts_and_the_summary(archive: Path, tmp_path: Path) -> None:
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "govnews_extract", "batch", str(archive), "--fast"]
    process = subprocess.Popen(
        [*command, "--into", "out.sqlite", "--workers", "1"],
        stderr=theirs,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", "TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(mine, 4096)
        except OSError:  # the other end is closed
            break
        shown += piece
        if not piece:
            break
    os.close(mine)
    assert process.wait() == 1
    said = shown.decode("utf-8", "replace")
    assert " articles" in said
    assert "000010b.txt: is empty" in said
    assert "govnews: finished: 40 articles, " in said
    assert ", 2 failed, 3 were there, " in said


@pytest.mark.parametrize(
    ("names", "count"),
    [(["a"], 2), (["a", "b.zip"], 4), (["c.jsonl"], 3), (["d.csv"], None), (["x"], None)],
    ids=str,
)
def test_articles_are_counted_where_that_is_cheap(
    names: list[str], count: int | None, tmp_path: Path
) -> None:
    (tmp_path / "a" / "in").mkdir(parents=True)
    for name in ("a/1.txt", "a/in/2.txt", "a/.hidden", "d.csv"):
        (tmp_path / name).write_text("text", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": "x"}) + "\n\n\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as file:
        file.writestr("in/1.txt", "x")
        file.writestr("in/2.txt", "x")
        file.mkdir("empty")
    assert count_articles([str(tmp_path / name) for name in names]) == count
