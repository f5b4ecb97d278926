"""The commands to look at what is extracted, as `govnews` understands them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govnews_extract.cli.arguments import Encoding, Fast, Lexicons, apply_lexicons


def show(
    file: Annotated[
        Path,
        typer.Argument(help="An article in any form, or what extract wrote: .sqlite or .jsonl."),
    ],
    *,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Articles to show; all of them if not given.")
    ] = None,
    text: Annotated[
        bool | None,
        typer.Option(help="Print the text before the facts; the default for an article."),
    ] = None,
    encoding: Encoding = None,
    fast: Fast = False,
    lexicons: Lexicons = None,
) -> None:
    """Print an article with names and amounts coloured, and its facts as a table.

    Of records that were extracted before, the facts alone.
    """
    from govnews_extract.cli.records import RecordReader  # noqa: PLC0415
    from govnews_extract.cli.showing import show_file  # noqa: PLC0415

    apply_lexicons(lexicons)
    reader = RecordReader(encoding=encoding, fast=fast)
    raise typer.Exit(show_file(file, limit=limit, text=text, reader=reader))
