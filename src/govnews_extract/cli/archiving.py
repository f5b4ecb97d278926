"""The command `govnews batch`: its arguments and options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govnews_extract.cli.arguments import Extraction, with_extraction


@with_extraction
def batch(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, archives, globs, or - for standard input.", show_default=False
        ),
    ] = None,
    *,
    into: Annotated[
        str,
        typer.Option(
            help="SQLite or DuckDB file, folder NAME.parquet, or postgresql://USER@HOST/DATABASE."
        ),
    ] = "govnews.sqlite",
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Processes that extract: all processors if not given; 0 for none beside this one.",
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Pass over articles that stand there from this version."),
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try only what is among the dead letters.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Articles to extract at most.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Log lines of JSON on standard output.")
    ] = False,
    dead_letters: Annotated[
        Path | None,
        typer.Option(help="File for articles that failed; beside an SQLite file if not given."),
    ] = None,
    article_seconds: Annotated[
        float, typer.Option(min=0.001, help="Time that an article may take in a worker.")
    ] = 60,
    article_memory: Annotated[
        int, typer.Option(min=16, help="Megabytes that a worker may take beside the rule data.")
    ] = 2048,
    extraction: Extraction,
) -> None:
    """Extract a whole archive into a database, each article once.

    A killed run can be resumed.
    """
    from govnews_extract.batch import BatchOptions  # noqa: PLC0415 - loads the stages
    from govnews_extract.batch.options import usable_processors  # noqa: PLC0415
    from govnews_extract.cli.batching import batch_inputs  # noqa: PLC0415

    if not inputs and not retry_failed:
        raise typer.BadParameter(
            "none are given; only --retry-failed needs none", param_hint="INPUTS"
        )
    options = BatchOptions(
        workers=usable_processors() if workers is None else workers,
        resume=resume,
        retry_failed=retry_failed,
        limit=limit,
        article_seconds=article_seconds,
        article_megabytes=article_memory,
        dead_letters=dead_letters,
        read=extraction.read_options(),
    )
    settings = extraction.settings()
    raise typer.Exit(
        batch_inputs(inputs or [], into=into, settings=settings, options=options, as_json=as_json)
    )
