"""The command `govnews`."""

from __future__ import annotations

import gc
import io
import sys

COLLECTED_AFTER = 1_000_000
"""New objects after which Python looks for garbage. Tables of rules are a million objects that
stay: at Python's own 700, looking at them again and again is a fifth of the time to the first
article."""


def main() -> None:
    """Run the command; a fault of input or data ends it with one line, never a traceback.

    Exit codes: 0 where all went well, 1 where an input failed or a fault was found, 2 for options
    that make no sense, 130 after Ctrl-C.
    """
    gc.set_threshold(COLLECTED_AFTER)
    from govnews_extract.cli.app import UsageError, app  # noqa: PLC0415 - typer, when it runs
    from govnews_extract.cli.terminal import complain, tell_misuse  # noqa: PLC0415
    from govnews_extract.errors import ConfigError, GovnewsError  # noqa: PLC0415

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(app(prog_name="govnews", standalone_mode=False))
    except UsageError as error:
        tell_misuse(error.show)
        sys.exit(2)
    except GovnewsError as error:
        complain(str(error))
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    finally:
        if "duckdb" not in sys.modules:  # which complains of what is left of it at the end
            gc.freeze()  # a last look for garbage before the end takes a tenth of the time of `show`
