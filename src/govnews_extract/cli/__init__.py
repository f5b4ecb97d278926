"""The command `govnews`."""

from __future__ import annotations

import gc
import io
import os
import sys

COLLECTED_AFTER = 1_000_000
"""New objects after which Python looks for garbage. Tables of rules are a million objects that
stay: at Python's own 700, looking at them again and again is a fifth of the time to the first
article."""


def main() -> None:
    """Run the command; a fault of input or data ends it with one line, never a traceback.

    A stream that is closed from the start is as good as empty. Exit codes: 0 where all went well,
    1 where an input failed, a fault was found or standard output cannot be written, 2 for options
    that make no sense, 130 after Ctrl-C.
    """
    gc.set_threshold(COLLECTED_AFTER)
    from govnews_extract.cli.app import UsageError, app  # noqa: PLC0415 - typer, when it runs
    from govnews_extract.cli.terminal import complain, tell_misuse  # noqa: PLC0415
    from govnews_extract.errors import ConfigError, GovnewsError  # noqa: PLC0415

    _open_streams()
    try:
        code = app(prog_name="govnews", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code)
    except UsageError as error:
        tell_misuse(error.show)
        sys.exit(2)
    except GovnewsError as error:
        complain(str(error))
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    except OSError as error:
        if error.filename is not None:  # not of standard output, which has no name
            raise
        complain(f"standard output: cannot be written: {error.strerror}")
        _leave_output()
        sys.exit(1)
    finally:
        if "duckdb" not in sys.modules:  # which complains of what is left of it at the end
            gc.freeze()  # a last look for garbage before the end takes a tenth of the time of `show`


def _open_streams() -> None:
    """Make every standard stream one that can be used, and what is printed UTF-8.

    Python told not to buffer loses, without a word, what a disk that fills up takes of a line only
    in part. So what records go to is buffered again, line by line.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    if isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        sys.stdout = open(sys.stdout.fileno(), "w", buffering=1, closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _leave_output() -> None:
    """Let what standard output did not take go nowhere: Python would complain of it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
