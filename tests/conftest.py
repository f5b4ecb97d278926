"""Fixtures that all tests share; no test reaches the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from loading import ROOT
from postgres import Server, running_server

from govnews_extract import Extractor

settings.register_profile("govnews", deadline=None)  # the first example loads the tables
settings.load_profile("govnews")

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
"""Where Spark's own process, databases and browsers of the tests listen."""

Govnews = Callable[..., "subprocess.CompletedProcess[bytes]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden; read the diff"
    )
    parser.addoption(
        "--raise-floors", action="store_true", help="write higher figures into tests/eval"
    )


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Every attempt to connect to another machine fails the test that makes it."""

    def only_here(name: str) -> Callable[[socket.socket, Any], Any]:
        connect = getattr(socket.socket, name)

        def checked(self: socket.socket, address: Any) -> Any:
            if isinstance(address, tuple) and address[0] not in LOOPBACK:
                raise AssertionError(f"a test tried to connect to {address}")
            return connect(self, address)

        return checked

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, only_here(name))
        yield


@pytest.fixture(autouse=True, scope="session")
def _in_english() -> Iterator[None]:
    """Messages are in English, whatever the locale of the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.delenv("GOVNEWS_LANGUAGE", raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def _without_cache() -> Iterator[None]:
    """Tables are read as they are, and nothing is written into the folder of who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVNEWS_CACHE", "")
        yield


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """One extractor for all tests; it holds no state of the articles it has seen."""
    return Extractor()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/NAME`, or rewrite that with `--update-golden`."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def govnews(tmp_path: Path) -> Govnews:
    """Run the command in a process of its own, in an empty folder."""

    def run(*arguments: str | Path, stdin: bytes = b"", **variables: str) -> Any:
        environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", **variables}
        environment["PYTHONPATH"] = str(ROOT / "src")
        return subprocess.run(
            [sys.executable, "-m", "govnews_extract", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=environment,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, one for each process that runs tests of it."""
    with running_server() as server:
        yield server
