"""The commands to look at what is extracted, as `govnews` understands them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from govnews_extract.cli.arguments import Encoding, Fast, Lexicons, apply_lexicons

Seen = Annotated[
    str,
    typer.Argument(
        help="An article in any form, or what extract or batch wrote: .sqlite, .jsonl, "
        ".duckdb, a folder of Parquet, postgresql://…",
        show_default=False,
    ),
]


class PageLanguage(StrEnum):
    """Languages of the page."""

    EN = "en"
    ZH = "zh"


def show(
    file: Seen,
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
    """Print an article with its names, amounts and facts.

    Names and amounts are coloured, facts stand below their sentences. Of records that were
    extracted before, the facts alone.
    """
    from govnews_extract.cli.records import RecordReader  # noqa: PLC0415
    from govnews_extract.cli.showing import show_file  # noqa: PLC0415

    apply_lexicons(lexicons)
    reader = RecordReader(encoding=encoding, fast=fast)
    raise typer.Exit(show_file(file, limit=limit, text=text, reader=reader))


def explain(
    file: Seen,
    *,
    quantity: Annotated[
        int | None,
        typer.Option(min=0, help="Number of the amount to explain; lists them if not given."),
    ] = None,
    article: Annotated[
        int | None,
        typer.Option(
            min=1, help="Which article, where the file holds several; the first if not given."
        ),
    ] = None,
    encoding: Encoding = None,
    fast: Fast = False,
    lexicons: Lexicons = None,
) -> None:
    """Show how a fact came to be, from its sentence to its rule.

    With repairs, amount, names near it and confidence.
    """
    from govnews_extract.cli.explaining import explain_file  # noqa: PLC0415
    from govnews_extract.cli.records import RecordReader  # noqa: PLC0415

    apply_lexicons(lexicons)
    reader = RecordReader(encoding=encoding, fast=fast)
    raise typer.Exit(explain_file(file, article=article, number=quantity, reader=reader))


def report(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="What extract or batch wrote (.sqlite, .jsonl, .duckdb, a folder of Parquet, "
            "postgresql://…), or articles in any form.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="Page to write.")] = Path(
        "report.html"
    ),
    limit: Annotated[
        int, typer.Option(min=1, help="Articles whose texts the page holds; all are counted.")
    ] = 1000,
    language: Annotated[
        PageLanguage | None,
        typer.Option(help="What the page opens in; by the locale if not given."),
    ] = None,
    encoding: Encoding = None,
    fast: Fast = False,
    lexicons: Lexicons = None,
) -> None:
    """Write one HTML page of records to look at.

    It has charts, projects, and each article with its facts. The page loads nothing from anywhere
    and can be sent as it is.
    """
    from govnews_extract.cli.records import RecordReader  # noqa: PLC0415
    from govnews_extract.cli.reporting import report_inputs  # noqa: PLC0415

    apply_lexicons(lexicons)
    raise typer.Exit(
        report_inputs(
            inputs,
            output=output,
            language=language,
            limit=limit,
            reader=RecordReader(encoding=encoding, fast=fast),
        )
    )


def evaluate(
    folders: Annotated[
        list[Path],
        typer.Argument(
            help="Folders of annotated articles, or folders that hold such folders.",
            show_default=False,
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    faults: Annotated[
        bool, typer.Option("--faults", help="Print every difference before the figures.")
    ] = False,
    fast: Fast = False,
    lexicons: Lexicons = None,
) -> None:
    """Measure the extraction on articles that you annotated.

    A folder holds raw.txt (or another raw.*), meta.json, quantities.tsv, entities.tsv,
    projects.tsv and repaired.txt; examples/gold shows the form.
    """
    from govnews_extract.cli.evaluating import evaluate_folders  # noqa: PLC0415
    from govnews_extract.cli.records import RecordReader  # noqa: PLC0415

    apply_lexicons(lexicons)
    reader = RecordReader(fast=fast)
    raise typer.Exit(evaluate_folders(folders, as_json=as_json, faults=faults, reader=reader))
