"""Arguments and options that several commands share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from govnews_extract.batch import ExtractorSettings
    from govnews_extract.read import ReadOptions

Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, archives, globs, or - for standard input.", show_default=False
    ),
]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of all inputs; found for each where not given.")
]
Pattern = Annotated[
    str | None, typer.Option(help="File names to take from folders and archives, as '*.html'.")
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


def _field_of(what: str) -> Any:
    """An option that names the column or key of `what`."""
    return typer.Option(help=f"Column or JSON key of {what}; guessed where not given.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Options of every command that reads articles and extracts from them."""

    encoding: Encoding = None
    text_field: Annotated[str | None, _field_of("the text")] = None
    title_field: Annotated[str | None, _field_of("the title")] = None
    source_field: Annotated[str | None, _field_of("the source")] = None
    date_field: Annotated[str | None, _field_of("the date")] = None
    author_field: Annotated[str | None, _field_of("the authors")] = None
    url_field: Annotated[str | None, _field_of("the address")] = None
    site_field: Annotated[str | None, _field_of("the site")] = None
    pattern: Pattern = None
    segmenter: SegmenterName = "rjieba"
    fast: Fast = False
    names: Names = None
    units: Units = None
    lexicons: Lexicons = None

    def read_options(self) -> ReadOptions:
        """How inputs become articles.

        Raises:
            ConfigError: for an encoding that there is not.
        """
        from govnews_extract.read import ReadOptions  # noqa: PLC0415 - loads the stages

        return ReadOptions(
            text_field=self.text_field,
            title_field=self.title_field,
            source_field=self.source_field,
            date_field=self.date_field,
            author_field=self.author_field,
            url_field=self.url_field,
            site_field=self.site_field,
            encoding=self.encoding,
            pattern=self.pattern,
        )

    def settings(self) -> ExtractorSettings:
        """How articles become records."""
        from govnews_extract.batch import ExtractorSettings  # noqa: PLC0415 - loads the stages

        return ExtractorSettings(
            segmenter=self.segmenter,
            tagger=None if self.fast else "crf",
            names=self.names,
            units=self.units,
        )


def with_extraction(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with the options of `Extraction` as its last ones, handed over as `extraction`.

    Tables of the user's own hold before it is called.

    Example:
        >>> @with_extraction
        ... def encoding_of(name: str, *, extraction: Extraction) -> None:
        ...     print(name, extraction.encoding)
        >>> encoding_of(name="a.txt", encoding="gbk")
        a.txt gbk
        >>> [*inspect.signature(encoding_of).parameters][:3]
        ['name', 'encoding', 'text_field']
    """
    signature = inspect.signature(command, eval_str=True)
    own = [one for one in signature.parameters.values() if one.name != "extraction"]
    hints = get_type_hints(Extraction, include_extras=True)
    shared = [
        inspect.Parameter(
            one.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=one.default,
            annotation=hints[one.name],
        )
        for one in fields(Extraction)
    ]

    @wraps(command)
    def run(**given: Any) -> None:
        chosen = {one.name: given.pop(one.name) for one in shared if one.name in given}
        extraction = Extraction(**chosen)
        apply_lexicons(extraction.lexicons)
        command(**given, extraction=extraction)

    whole = signature.replace(parameters=[*own, *shared])
    run.__signature__ = whole  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in whole.parameters.values()}
    return run
