"""A PostgreSQL server of one's own, from Debian's packages, on loopback, gone after the tests."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WAIT_SECONDS = 60
PASSWORD = "s3cr3t/wörd"  # noqa: S105 - of a server that lives as long as the tests
URL_PASSWORD = "s3cr3t%2Fw%C3%B6rd"  # noqa: S105


def folder_of_programs() -> Path | None:
    """Where `initdb` and `postgres` lie; None where they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


class Server:
    """A running server; `stop` and `start` may be called at any time."""

    def __init__(self, programs: Path, home: Path) -> None:
        self.home = home
        self.data = home / "data"
        self._programs = programs
        self._user = "nobody" if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        secret = home / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        if self._user:
            for path in (home, secret):
                shutil.chown(path, self._user)
        make = ["initdb", "-D", self.data, "-U", "govnews", "-A", "scram-sha-256", "--no-sync"]
        made = self._call([*make, "-E", "UTF8", "--locale=C.UTF-8", "--pwfile", secret])
        assert made.wait(WAIT_SECONDS) == 0, (home / "log").read_text()

    def _call(self, command: list[str | Path]) -> subprocess.Popen[bytes]:
        program = self._programs / str(command[0])
        with (self.home / "log").open("ab") as log:
            return subprocess.Popen(
                [program, *command[1:]],
                stdout=log,
                stderr=log,
                cwd=self.home,
                user=self._user,
                extra_groups=[] if self._user else None,
            )

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = [
            "fsync=off",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.home}",
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        self._process = self._call(["postgres", "-D", self.data, "-p", str(self.port), *options])
        ready = ["pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        until = time.monotonic() + WAIT_SECONDS
        while self._call(ready).wait(WAIT_SECONDS):
            assert self._process.poll() is None, (self.home / "log").read_text()
            assert time.monotonic() < until, "PostgreSQL does not answer"
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it at once, as a power cut would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(WAIT_SECONDS)
            self._process = None

    def url(self, database: str = "postgres") -> str:
        """The address of a database, password included."""
        return f"postgresql://govnews:{URL_PASSWORD}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of a new, empty database."""
        import psycopg

        name = f"t{os.urandom(6).hex()}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server() -> Iterator[Server]:
    """A server for as long as the block lasts; skips the test where there is none to run."""
    programs = folder_of_programs()
    if programs is None:
        message = "PostgreSQL is not installed (as root, `make test` installs Debian's package)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    home = Path(tempfile.mkdtemp(prefix="govnews-postgres-"))
    server = Server(programs, home)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
