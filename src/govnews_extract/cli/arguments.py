"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, archives, globs, or - for standard input.", show_default=False
    ),
]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of all inputs; found for each where not given.")
]
Field = typer.Option(help="Column or JSON key that holds it; guessed where not given.")
Fast = Annotated[
    bool, typer.Option("--fast", help="Names by rules alone: faster, fewer names found.")
]
Lexicons = Annotated[
    Path | None,
    typer.Option(
        help="Folder with tables of your own, each in place of the shipped one of its name.",
        envvar="GOVNEWS_LEXICONS",
    ),
]


def apply_lexicons(folder: Path | None) -> None:
    """Take tables from `folder` in this run, where one is given."""
    if folder is not None:
        from govnews_extract.lexicon import use_lexicons  # noqa: PLC0415

        use_lexicons(folder)
