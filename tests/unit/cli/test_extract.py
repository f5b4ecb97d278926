from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from loading import ROOT

from govnews_extract.lexicon.loader import lexicon_folder

Govnews = Callable[..., Any]
TEXT = "江山市完成工业技改投资36.4亿元，同比增长18.7%。\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def values(line: bytes) -> list[str]:
    return [found["value"] for found in json.loads(line)["quantities"]]


def one_complaint(done: Any, *says: str) -> None:
    """Exit code 1, one line beside the summary, and no traceback."""
    complaint, summary = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert complaint.startswith("govnews: ")
    assert all(part in complaint for part in says), complaint
    assert summary.startswith("govnews: 1 article, ")
    assert ", 1 failed, " in summary


def test_lines_of_json_go_to_standard_output(govnews: Govnews, good: Path) -> None:
    done = govnews("extract", good)
    assert done.returncode == 0
    assert values(done.stdout) == ["3640000000", "0.187"]
    assert done.stderr.decode().startswith("govnews: 1 article, 0 repairs, 2 quantities, ")


def test_standard_input_is_an_input(govnews: Govnews) -> None:
    done = govnews("extract", "-", stdin=TEXT.encode())
    assert values(done.stdout) == ["3640000000", "0.187"]


def test_files_of_other_kinds_are_counted_by_kind(govnews: Govnews, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a.txt", "b.pdf", "c.PDF", "README"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    told = "govnews: 3 files of other kinds passed over: .pdf 2, no suffix 1"
    for command in (("extract",), ("repair",), ("batch", "--into", tmp_path / "out.sqlite")):
        done = govnews(*command, folder)
        assert done.returncode == 0
        assert told in done.stderr.decode().splitlines(), command


def test_a_table_for_a_person(govnews: Govnews, good: Path) -> None:
    shown = govnews("extract", good, "--to", "table").stdout.decode()
    assert "36.4亿元" in shown
    assert "3640000000" in shown
    assert "\x1b" not in shown


def test_the_suffix_of_the_output_chooses_sqlite(
    govnews: Govnews, good: Path, tmp_path: Path
) -> None:
    done = govnews("extract", good, "/no/such.txt", "-o", "out.sqlite")
    one_complaint(done, "/no/such.txt")
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as connection:
        rows = connection.execute('SELECT value FROM quantities ORDER BY "index"').fetchall()
        assert rows == [("3640000000",), ("0.187",)]
        assert connection.execute("SELECT path, stage FROM dead_letters").fetchall() == [
            ("/no/such.txt", "read")
        ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("missing.txt", None),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", bytes(range(256)) * 64),
        ("long.txt", "亿".encode() * (50_000_000 // 3)),
    ],
    ids=["missing", "empty", "blank", "binary", "line_of_50_MB"],
)
def test_a_bad_input_is_one_line_and_the_others_go_on(
    govnews: Govnews, good: Path, tmp_path: Path, name: str, data: bytes | None
) -> None:
    bad = tmp_path / name
    if data is not None:
        bad.write_bytes(data)
    done = govnews("extract", bad, good)
    one_complaint(done, str(bad))
    assert values(done.stdout) == ["3640000000", "0.187"]


def broken_lexicons(folder: Path) -> Path:
    """A copy of one shipped table with a cell too many in its last row."""
    folder.mkdir()
    text = (lexicon_folder() / "script_variants.tsv").read_text(encoding="utf-8")
    (folder / "script_variants.tsv").write_text(text.rstrip("\n") + "\tx\n", encoding="utf-8")
    return folder


def test_a_broken_row_of_a_table_is_named_by_file_and_line(
    govnews: Govnews, good: Path, tmp_path: Path
) -> None:
    folder = broken_lexicons(tmp_path / "mine")
    line = (folder / "script_variants.tsv").read_text(encoding="utf-8").count("\n")
    place = f"govnews: {folder}/script_variants.tsv:{line}: 4 cells, expected 3"
    for arguments in (
        ["extract", good, "--lexicons", folder],
        ["lexicons", "check", folder],
        ["lexicons", "check", folder / "script_variants.tsv"],
    ):
        done = govnews(*arguments)
        assert done.returncode == 1
        assert done.stderr.decode().startswith(place)
        assert "Traceback" not in done.stderr.decode()
    assert govnews("extract", good, GOVNEWS_LEXICONS=str(folder)).returncode == 1


def test_names_and_units_of_a_user_are_used(govnews: Govnews, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("甲乙丙计划投资5亿元，建成大棚12座。", encoding="utf-8")
    names = tmp_path / "names.tsv"
    header = "# holds: names\n# columns: as said\n# source: ours\n# licence: MIT\n# date: 2026\n"
    rows = "id\tlabel\tsurface\tcanonical\tcode\n1\tCOMPANY\t甲乙丙\t甲乙丙股份有限公司\t\n"
    names.write_text(header + rows, encoding="utf-8")
    (record,) = govnews("extract", article, "--names", names, "--fast").stdout.splitlines()
    mentions = json.loads(record)["mentions"]
    assert ("甲乙丙", "甲乙丙股份有限公司") in [(row["text"], row["norm"]) for row in mentions]
    done = govnews("extract", article, "--names", "nowhere.tsv")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("govnews: nowhere.tsv: cannot be read")


def test_the_shipped_tables_have_no_fault(govnews: Govnews) -> None:
    done = govnews("lexicons", "check")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().endswith(" tables checked, 0 faults\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["extract"], 2, "Missing argument"),
        (["extract", "x.txt", "--to", "sqlite"], 2, "sqlite needs --output"),
        (["extract", "x.txt", "--to", "csv"], 2, "csv needs --output"),
        (["extract", "x.txt", "--to", "xml"], 2, "xml"),
        (["extract", "x.txt", "--segmenter", "thulac"], 2, "'thulac' is unknown; use one of"),
        (["extract", "x.txt", "--encoding", "klingon"], 2, "is no encoding that Python knows"),
        (["extract", "x.txt", "-o", "no/such/folder.jsonl"], 1, "no/such/folder.jsonl"),
        (["extract", "x.txt", "-o", "no/such/folder.sqlite"], 1, "no/such/folder.sqlite"),
        (["extract", "x.txt", "--lexicons", "nowhere"], 1, "nowhere: is no folder of tables"),
        (["show", "nowhere.sqlite"], 1, "nowhere.sqlite: cannot be read"),
        (["lexicons", "check", "nowhere.tsv"], 1, "nowhere.tsv: cannot be read"),
        (["lexicons", "check", "."], 1, ".: holds no table"),
        (["lexicons", "list", "--find", " "], 2, "--find: is empty"),
        (["extract", "https://example.org/a.html"], 1, "a.html: is an address on the web"),
    ],
)
def test_a_wrong_option_is_told_in_a_line(
    govnews: Govnews, arguments: list[str], code: int, says: str
) -> None:
    done = govnews(*arguments)
    assert done.returncode == code
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "among"),
    [
        (["extract", "in/a.txt", "-o", "in/a.txt"], "in/a.txt"),
        (["extract", "in/a.txt", "-o", "link.txt"], "link.txt"),
        (["extract", "in/*.txt", "-o", "in/../in/a.txt"], "in/../in/a.txt"),
        (["extract", "in", "-o", "in/new.jsonl"], "in/new.jsonl"),
        (["extract", "in", "--to", "csv", "-o", "in/new"], "in/new/articles.csv"),
        (["repair", "in/a.txt", "-o", "in/a.txt"], "in/a.txt"),
        (["report", "in/a.txt", "-o", "in/a.txt"], "in/a.txt"),
        (["extract", "in", "-o", "in/new.sqlite"], None),
        (["extract", "in", "--pattern", "a.*", "-o", "in/new.jsonl"], None),
        (["extract", "in/a.txt", "-o", "in/b.txt"], None),
        (["repair", "-", "-o", "in/b.txt"], None),
    ],
)
def test_an_input_is_never_written_over(
    govnews: Govnews, tmp_path: Path, arguments: list[str], among: str | None
) -> None:
    (tmp_path / "in").mkdir()
    article = tmp_path / "in" / "a.txt"
    article.write_text("江山市投资36.4亿元。", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(article)
    done = govnews(*arguments, stdin="江山市。".encode())
    refused = f"govnews: {among}: is among the inputs; name another --output\n" if among else ""
    assert ("among the inputs" in done.stderr.decode()) == bool(among)
    assert done.stderr.decode().startswith(refused)
    assert done.returncode == (2 if among else 0), done.stderr.decode()
    assert article.read_text(encoding="utf-8") == "江山市投资36.4亿元。"


LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
runpy.run_module("govnews_extract", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["extract", "repair", "show"])
def test_standard_output_that_takes_nothing_is_one_line(
    good: Path, tmp_path: Path, command: str, unbuffered: str
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": unbuffered}
    with (tmp_path / "full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, command, str(good)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
        )
    *_, last = done.stderr.decode().splitlines()
    assert last == "govnews: standard output: cannot be written: File too large"
    assert "Traceback" not in done.stderr.decode()
    assert done.returncode == 1


@pytest.mark.parametrize("closed", ["<&-", "2>&-", ">&-"])
def test_a_stream_that_is_closed_is_no_fault(good: Path, tmp_path: Path, closed: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHON": sys.executable}
    command = f'"$PYTHON" -m govnews_extract extract "$1" --output "$2" {closed}'
    output = tmp_path / "out.jsonl"
    done = subprocess.run(
        ["sh", "-c", command, "sh", str(good), str(output)],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b""
    assert values(output.read_bytes()) == ["3640000000", "0.187"]


def test_no_article_at_all_is_a_failure(govnews: Govnews, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert govnews("extract", tmp_path / "folder").returncode == 1


def test_what_was_extracted_can_be_shown_again(govnews: Govnews, good: Path) -> None:
    for name in ("out.sqlite", "out.jsonl"):
        govnews("extract", good, "-o", name)
        shown = govnews("show", name)
        assert shown.returncode == 0, shown.stderr.decode()
        assert "36.4亿元" in shown.stdout.decode()


def test_a_reader_that_stops_listening_ends_the_run_quietly(good: Path) -> None:
    command = [sys.executable, "-m", "govnews_extract", "extract", *[str(good)] * 400]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read().decode()
    assert said == ""
    assert process.returncode == 1


@pytest.fixture
def heeded_interrupts() -> Iterator[None]:
    """Let children be interrupted: those of a job in the background inherit to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_interrupts")
def test_control_c_ends_the_run_quietly() -> None:
    command = [sys.executable, "-m", "govnews_extract", "extract", "missing.txt", "-"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # of the missing one: it waits for standard input now
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert b"Traceback" not in said
    assert process.returncode == 130
