"""What a caller gives, checked before any work, so that a mistake is named where it was made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import TypeVar

from govnews_extract.datatypes import ArticleMeta
from govnews_extract.errors import ConfigError
from govnews_extract.lexicon.divisions import load_divisions

T = TypeVar("T")

# A year, a month, or a day with or without a time of it.
_DATE_RE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d[\d:.+Z-]*)?)?)?", re.ASCII)
_FULL = "0000-01-01"
_LISTS = frozenset({"breadcrumbs", "byline"})


def require(what: str, given: object, *wanted: type) -> None:
    """Nothing, unless `given` is of none of the types `wanted`.

    Raises:
        TypeError: saying what it is.

    Example:
        >>> require("text", 5, str)
        Traceback (most recent call last):
            ...
        TypeError: text must be str, is int
    """
    if not isinstance(given, wanted):
        names = ["None" if one is type(None) else one.__name__ for one in wanted]
        raise TypeError(f"{what} must be {' or '.join(names)}, is {type(given).__name__}")


def require_each(what: str, given: object, wanted: type[T], hint: str) -> tuple[T, ...]:
    """The members of `given`, each of the type `wanted`.

    Raises:
        TypeError: where it is no collection of them, with a hint at what to give.

    Example:
        >>> require_each("names", "names.tsv", int, "load_names reads them")
        Traceback (most recent call last):
            ...
        TypeError: names must be a collection of int, is str: load_names reads them
    """
    start = f"{what} must be a collection of {wanted.__name__}"
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise TypeError(f"{start}, is {type(given).__name__}: {hint}")
    members = tuple(given)
    for one in members:
        if not isinstance(one, wanted):
            raise TypeError(f"{start}, holds {type(one).__name__}: {hint}")
    return members


def check_meta(meta: ArticleMeta) -> None:
    """Nothing, unless a field of `meta` holds what cannot be meant.

    Raises:
        TypeError: for a field of a wrong type.
        ConfigError: for a date that is not ISO 8601, or a code that no division ever had.

    Example:
        >>> check_meta(ArticleMeta(published="2011-05", place_code="330881"))
        >>> check_meta(ArticleMeta(published="last week"))
        Traceback (most recent call last):
            ...
        govnews_extract.errors.ConfigError: published 'last week' is no date of ISO 8601, such as 2011-05-12 or 2011
    """
    for field in fields(ArticleMeta):
        given = getattr(meta, field.name)
        if field.name in _LISTS:
            require_each(field.name, given, str, "give a tuple of them")
        else:
            require(field.name, given, str, type(None))
    if meta.published is not None and not _is_date(meta.published):
        example = "such as 2011-05-12 or 2011"
        raise ConfigError(f"published {meta.published!r} is no date of ISO 8601, {example}")
    if meta.place_code is not None and not load_divisions().with_code(meta.place_code):
        raise ConfigError(f"place_code {meta.place_code!r} is no code of GB/T 2260, such as 330881")


def _is_date(text: str) -> bool:
    if not _DATE_RE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text + _FULL[len(text) :])
    except ValueError:
        return False
    return True
