"""A file takes its name when it is whole; what is no file is never replaced."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from govnews_extract.write.whole_file import whole_file


def test_a_block_that_fails_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError), whole_file(path) as file:
        file.writelines(("new", "\ud800"))
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_link_stays_one_to_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("a.txt")
    with whole_file(tmp_path / "link") as file:
        file.write("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "new"


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        with whole_file(pipe) as file:
            file.write("签约")
        taken, _ = reader.communicate()
    assert taken.decode() == "签约"
    assert pipe.is_fifo()
