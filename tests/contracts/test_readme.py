"""What the READMEs show is what happens."""

from __future__ import annotations

import doctest
import re
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from loading import ROOT

NAMES = ("README.md", "README.zh-CN.md")
CONSOLE_RE = re.compile(r"```console\n\$ govnews ([^\n]*)\n(.*?)```", re.DOTALL)
PYTHON_RE = re.compile(r"```python\n(>>>.*?)```", re.DOTALL)
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_commands_print_what_the_readme_shows(
    name: str, govnews: Callable[..., Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")

    def run(block: re.Match[str]) -> str:
        done = govnews(*shlex.split(block[1]), COLUMNS="120")
        assert done.returncode == 0, done.stderr.decode()
        lines = (line.rstrip() for line in done.stdout.decode().strip("\n").split("\n"))
        return "```console\n$ govnews " + block[1] + "\n" + "\n".join(lines) + "\n```"

    shown, count = CONSOLE_RE.subn(run, TEXTS[name])
    assert count
    if request.config.getoption("--update-golden"):
        (ROOT / name).write_text(shown, encoding="utf-8")
    else:
        assert TEXTS[name] == shown


@pytest.mark.parametrize("name", NAMES)
def test_python_examples_run(name: str) -> None:
    blocks = PYTHON_RE.findall(TEXTS[name])
    assert blocks
    for block in blocks:
        example = doctest.DocTestParser().get_doctest(block, {}, name, name, 0)
        assert doctest.DocTestRunner().run(example).failed == 0


def test_both_readmes_show_the_same_examples() -> None:
    first, second = (CONSOLE_RE.findall(text) + PYTHON_RE.findall(text) for text in TEXTS.values())
    assert first == second


def test_contributing_names_only_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(
        r"^make ([a-z]+)", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE
    )
    assert named
    assert all(f"\n{target}:" in makefile for target in named)


@pytest.mark.parametrize("name", NAMES)
def test_the_query_answers(name: str, govnews: Callable[..., Any], tmp_path: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", TEXTS[name], re.DOTALL)
    govnews("extract", ROOT / "samples" / "suide-2011.txt", "-o", "out.sqlite")
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as connection:
        rows = connection.execute(query).fetchall()
    assert [row[-2:] for row in rows] == [
        ("524000000", "CNY"),
        ("297000000", "CNY"),
        ("42000000", "CNY"),
    ]
