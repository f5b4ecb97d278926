"""What `govnews` understands: commands, arguments and options; the work is done elsewhere."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from govnews_extract.cli import archiving, messages, viewing
from govnews_extract.cli.arguments import (
    EXIT_CODES,
    Encoding,
    Extraction,
    Inputs,
    Lexicons,
    apply_lexicons,
    examples,
    with_extraction,
)
from govnews_extract.version import __version__

UsageError: Any = typer.BadParameter.__mro__[1]
"""What typer raises for arguments that make no sense; it exports the kinds of it alone."""

app = typer.Typer(
    name="govnews",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Damaged archived Chinese government news in, traceable structured records out.",
    epilog=f"{examples('govnews extract samples --to table')}\n\n{EXIT_CODES}",
)
lexicons = typer.Typer(no_args_is_help=True, help="The rule data: word lists, units, places.")
app.add_typer(lexicons, name="lexicons")


class Target(StrEnum):
    """What records can be written as."""

    JSONL = "jsonl"
    TABLE = "table"
    SQLITE = "sqlite"
    CSV = "csv"
    SPREADSHEET = "spreadsheet"


UNCLEAR_SUFFIXES = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".parquet", ".duckdb"})
"""Files of these are no JSON lines; which of the other forms is meant has to be said."""


class Language(StrEnum):
    """Languages of messages; help is in English."""

    EN = "en"
    ZH = "zh"


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer calls it so
    if value:
        typer.echo(f"govnews {__version__}")
        raise typer.Exit


@app.callback()
def govnews(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    language: Annotated[
        Language | None,
        typer.Option(help="Language of messages; by the locale if not given."),
    ] = None,
) -> None:
    """Take options that stand before any command."""
    del version
    if language is not None:
        os.environ[messages.LANGUAGE] = language


@app.command(
    epilog=examples(
        "govnews extract news.zip page.html --output out.sqlite",
        "govnews extract samples --to table",
        "govnews extract dump.csv --text-field body --output records.jsonl",
    )
)
@with_extraction
def extract(
    inputs: Inputs,
    *,
    to: Annotated[
        Target | None,
        typer.Option(
            help="Form of the records: by the suffix of --output, else jsonl. csv is a folder of "
            "files, spreadsheet the same for Excel: no text in it runs as a formula."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File or folder to write; standard output if none."),
    ] = None,
    extraction: Extraction,
) -> None:
    """Extract a record from each article.

    It says what was counted, of whom and where, with the evidence for each.
    """
    from govnews_extract.cli.extraction import extract_inputs  # noqa: PLC0415 - loads the stages

    options = extraction.read_options()
    extractor = extraction.settings().build()
    target = _target(to, output)
    raise typer.Exit(
        extract_inputs(inputs, extractor=extractor, target=target, output=output, options=options)
    )


def _target(to: Target | None, output: Path | None) -> Target:
    if to is None:
        suffix = "" if output is None else output.suffix.lower()
        if suffix in UNCLEAR_SUFFIXES:
            raise typer.BadParameter(_hint(suffix), param_hint="--to")
        to = Target.SQLITE if suffix in {".sqlite", ".sqlite3", ".db"} else Target.JSONL
    if to in {Target.SQLITE, Target.CSV, Target.SPREADSHEET} and output is None:
        raise typer.BadParameter(f"{to} needs --output PATH", param_hint="--to")
    return to


def _hint(suffix: str) -> str:
    """What to do where files of `suffix` are wanted."""
    if suffix in {".parquet", ".duckdb"}:
        return f"{suffix} is written by govnews batch --into FILE"
    if suffix in {".xls", ".xlsx"}:
        return f"{suffix} cannot be written; --to spreadsheet makes CSV files for Excel"
    return f"{suffix} does not tell the form; use one of {', '.join(Target)}"


@app.command(
    epilog=examples(
        "govnews repair page.html --explain", "govnews repair page.html --output mended.txt"
    )
)
def repair(
    inputs: Inputs,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write the mended text of all inputs to."),
    ] = None,
    diff: Annotated[
        bool | None,
        typer.Option(help="Mark what was replaced in the text; the default on a terminal."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="List each repair with its rule and evidence instead.")
    ] = False,
    encoding: Encoding = None,
    lexicons: Lexicons = None,
) -> None:
    """Mend damaged text and show what was mended. Nothing else is changed."""
    from govnews_extract.cli.repairing import View, repair_inputs  # noqa: PLC0415

    apply_lexicons(lexicons)
    view = View.EXPLAIN if explain else {None: View.AUTO, True: View.DIFF, False: View.TEXT}[diff]
    raise typer.Exit(repair_inputs(inputs, view=view, output=output, encoding=encoding))


app.command(
    epilog=examples("govnews show article.html", "govnews show out/govnews.sqlite --limit 3")
)(viewing.show)
app.command(
    epilog=examples("govnews explain article.html", "govnews explain article.html --quantity 3")
)(viewing.explain)
app.command(
    epilog=examples(
        "govnews report out/govnews.sqlite --output report.html",
        "govnews report 'pages/*.html' --language zh",
    )
)(viewing.report)
app.command(
    epilog=examples(
        "govnews evaluate examples/gold", "govnews evaluate examples/gold/suide-2011 --faults"
    )
)(viewing.evaluate)
app.command(
    epilog=examples(
        "govnews batch archive.zip --into news.sqlite --resume",
        "govnews batch --into news.sqlite --retry-failed",
    )
)(archiving.batch)


@lexicons.callback()
def lexicon_commands() -> None:
    """The rule data: word lists, units, places."""


@lexicons.command(epilog=examples("govnews lexicons check my-lexicons"))
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Tables, or folders of tables; the shipped ones if none is named."),
    ] = None,
) -> None:
    """Check tables row by row and list all faults.

    Each is named by file, line and column.
    """
    from govnews_extract.cli.lexicon_check import check_paths  # noqa: PLC0415

    raise typer.Exit(check_paths(paths or []))


@lexicons.command(name="list", epilog=examples("govnews lexicons list --find 临泽"))
def list_(
    tables: Annotated[
        list[str] | None, typer.Argument(help="Names of tables; all of them if none is given.")
    ] = None,
    *,
    find: Annotated[
        str | None, typer.Option(help="Print the rows that hold this name, in either script.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Rows to print at most.")] = 40,
    lexicons: Lexicons = None,
) -> None:
    """List the tables, or search them for a name.

    Of each table: how many rows it has, what it holds, its source and licence.
    """
    from govnews_extract.cli.lexicon_list import list_tables  # noqa: PLC0415

    if find is not None and not find.strip():
        raise typer.BadParameter("is empty", param_hint="--find")
    apply_lexicons(lexicons)
    raise typer.Exit(list_tables(tables or [], find=find, limit=limit))


@lexicons.command(
    epilog=examples("govnews lexicons add 晨曜新材料 --label COMPANY --code 330881 --names my.tsv")
)
def add(
    surface: Annotated[str, typer.Argument(help="The name as texts write it, in either script.")],
    *,
    names: Annotated[
        Path, typer.Option(help="Your table of names, as extract --names reads it; made if new.")
    ],
    label: Annotated[
        str, typer.Option(help="What it names: PLACE, AGENCY, COMPANY, ORG, PROJECT, PERSON, …")
    ],
    canonical: Annotated[str | None, typer.Option(help="Its full name, simplified.")] = None,
    code: Annotated[
        str | None, typer.Option(help="GB/T 2260 code of the division it is or lies in.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where it is known with another meaning.")
    ] = False,
) -> None:
    """Add a name to a table of your own. One that is known already is refused."""
    from govnews_extract.cli.lexicon_add import add_name  # noqa: PLC0415

    add_name(surface, path=names, label=label, canonical=canonical, code=code, replace=replace)
