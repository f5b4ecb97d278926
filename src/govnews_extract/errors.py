"""Exceptions that govnews_extract raises, all below one base class."""

from __future__ import annotations

from typing import Any


class GovnewsError(Exception):
    """Base of every error that the package raises on purpose.

    The message says what was found, where, and what to do about it; the same facts stand in
    attributes, so that a batch can file them without parsing text. Only positional arguments
    reach the base class, so every error survives pickling between processes.

    Args:
        message: One line for a person.
        path: File or archive member that the error is about, where there is one.
        line: Line in that file, from 1.
        column: Name of the field or column at fault.

    Example:
        >>> str(GovnewsError("is no division's code", "names.tsv", 7, "code"))
        "names.tsv:7 [code]: is no division's code"
    """

    def __init__(
        self,
        message: str,
        path: str | None = None,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        super().__init__(message, path, line, column)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = self.path or ""
        if self.line is not None:
            place += f":{self.line}"
        if self.column is not None:
            place += f" [{self.column}]"
        return f"{place.lstrip()}: {self.message}" if place else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.path, self.line, self.column)


class LexiconError(GovnewsError, ValueError):
    """A row of a lexicon does not fit its schema, or contradicts another row."""


class SpanError(GovnewsError, ValueError):
    """A span lies outside its text, runs backwards, or does not hold the text it claims."""


class QuantityError(GovnewsError, ValueError):
    """A text that must hold exactly one amount holds none, or several."""


class ConfigError(GovnewsError, ValueError):
    """An option has a value that the package does not know."""


class MissingExtraError(ConfigError, ImportError):
    """What was asked for needs packages that the installed extras do not bring.

    Example:
        >>> isinstance(MissingExtraError('frames need pandas: install "…[pandas]"'), ImportError)
        True
    """


class ReadError(GovnewsError, OSError):
    """An input cannot be read as an article: missing, empty, binary, too large, cut short."""

    __str__ = GovnewsError.__str__


class WriteError(GovnewsError, OSError):
    """An output cannot be written."""

    __str__ = GovnewsError.__str__


class RefusedRowsError(WriteError):
    """Rows that this output can never hold; the others of the same delivery it can."""


class BatchError(GovnewsError, RuntimeError):
    """A run over an archive cannot go on; what it has written stays."""
