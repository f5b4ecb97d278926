from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
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
    examples = command.epilog.split("\n\n")
    assert all(line.startswith("Example: " + " ".join(path)) for line in examples)
    options = {name for option in command.params for name in option.opts}
    assert set(re.findall(r"--[a-z-]+", command.epilog)) <= options
    for option in command.params:
        assert option.help or option.name == "help", option.name
    for readme in READMES:
        assert " ".join(path) in readme


def test_the_readmes_name_no_option_that_is_not_there() -> None:
    known = {
        name for command in COMMANDS.values() for option in command.params for name in option.opts
    }
    known |= {"--version", "--help", "--install-completion", "--show-completion"}
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


def test_help_tells_what_the_exit_codes_mean(govnews: Callable[..., Any]) -> None:
    told = " ".join(govnews("--help").stdout.decode().split())
    for code in ("0 all went well", "1 an input failed", "2 the options make no sense", "130"):
        assert code in told
    assert govnews("show", "missing.txt").returncode == 1
    assert govnews("show").returncode == 2
    assert govnews("report", "a.txt", "--limit", "0").returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_shown_and_installed(
    shell: str, govnews: Callable[..., Any], tmp_path: Path
) -> None:
    # As a plain argument the shell is not asked of the process that runs the test.
    home = {"HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    shown = govnews("--show-completion", shell, **home)
    assert shown.returncode == 0, shown.stderr.decode()
    assert "_GOVNEWS_COMPLETE" in shown.stdout.decode()
    installed = govnews("--install-completion", shell, **home)
    assert installed.returncode == 0, installed.stderr.decode()
    assert any("govnews" in path.name for path in tmp_path.rglob("*") if path.is_file())


def test_completion_answers_with_commands_and_options(govnews: Callable[..., Any]) -> None:
    def completed(words: str) -> set[str]:
        answer = govnews(
            _GOVNEWS_COMPLETE="complete_bash",
            COMP_WORDS=words,
            COMP_CWORD=str(len(words.split()) - (not words.endswith(" "))),
        )
        return set(answer.stdout.decode().split())

    assert {"extract", "show", "report", "explain", "evaluate"} <= completed("govnews ")
    assert {"report", "repair"} == completed("govnews rep")
    assert "--language" in completed("govnews report --l")
