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
Field = Annotated[
    str | None,
    typer.Option(help="Column or JSON key that holds it; guessed where not given."),
]
Pattern = Annotated[
    str | None, typer.Option(help="Names to take from folders and archives, as '*.html'.")
]
SegmenterName = Annotated[str, typer.Option(help="Word segmenter: rjieba or jieba.")]
Fast = Annotated[
    bool, typer.Option("--fast", help="Names and subjects by rules alone: faster, less is found.")
]
Names = Annotated[
    Path | None,
    typer.Option(help="Table of names of your own: id, label, surface, canonical, code."),
]
Units = Annotated[
    Path | None, typer.Option(help="Table of units of your own, as lexicons/units.tsv.")
]
Lexicons = Annotated[
    Path | None,
    typer.Option(
        help="Folder with tables of your own, each in place of the shipped one of its name.",
        envvar="GOVNEWS_LEXICONS",
    ),
]

EXIT_CODES = (
    "Exit codes: 0 all went well; 1 an input failed, nothing was found to work on, or a check "
    "found a fault; 2 the options make no sense; 130 stopped by Ctrl-C."
)


def examples(*lines: str) -> str:
    r"""The end of a command's help: command lines to try, a paragraph each.

    Example:
        >>> examples("govnews show a.txt", "govnews show b.txt")
        'Example: govnews show a.txt\n\nExample: govnews show b.txt'
    """
    return "\n\n".join(f"Example: {line}" for line in lines)


def apply_lexicons(folder: Path | None) -> None:
    """Take tables from `folder` in this run, where one is given."""
    if folder is not None:
        from govnews_extract.lexicon import use_lexicons  # noqa: PLC0415

        use_lexicons(folder)
