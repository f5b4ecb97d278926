from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer
from loading import ROOT

from govnews_extract.cli.app import app

READMES = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")]


def commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))
    if not hasattr(command, "commands"):
        yield path, command


COMMANDS = dict(commands(typer.main.get_command(app), ("govnews",)))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_an_example_and_a_place_in_both_readmes(
    path: tuple[str, ...],
) -> None:
    command = COMMANDS[path]
    assert command.help
    assert command.epilog.startswith("Example: " + " ".join(path))
    for option in command.params:
        assert option.help or option.name == "help", option.name
    for readme in READMES:
        assert " ".join(path) in readme


def test_the_readmes_name_no_option_that_is_not_there() -> None:
    known = {
        name for command in COMMANDS.values() for option in command.params for name in option.opts
    }
    known |= {"--version", "--help"}
    lines = [line for readme in READMES for line in readme.splitlines() if "govnews " in line]
    assert set(re.findall(r"--[a-z-]+", "\n".join(lines))) <= known


@pytest.mark.parametrize("path", [("govnews",), ("govnews", "lexicons"), *COMMANDS], ids=" ".join)
def test_help_reads_as_it_did(
    path: tuple[str, ...],
    govnews: Callable[..., Any],
    golden: Callable[[str, str], None],
) -> None:
    done = govnews(*path[1:], "--help", TERMINAL_WIDTH="80", COLUMNS="80")
    assert done.returncode == 0
    golden("-".join(["help", *path]) + ".txt", done.stdout.decode())
