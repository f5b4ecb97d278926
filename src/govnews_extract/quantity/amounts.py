"""Amounts of a bare text: one, or all of them."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from govnews_extract.datatypes import ArticleContext, Quantity, SegmentedText, Span
from govnews_extract.errors import QuantityError
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity.dates import DateFinder
from govnews_extract.quantity.finder import QuantityFinder

_NO_CONTEXT: Final = ArticleContext()


def find_quantities(text: str, *, units: str | Path | None = None) -> tuple[Quantity, ...]:
    """All amounts of `text`, in either script, sorted and disjoint; their spans index `text`.

    Args:
        text: Any text; a whole article is better read by `Extractor`, which knows more of it.
        units: A table of the user's own units, with the columns of `lexicons/units.tsv`.

    Raises:
        LexiconError: where that table does not fit.
        TypeError: where `text` is none.

    Example:
        >>> found = find_quantities("總投資２.３億元，佔地30余畝。")
        >>> [(quantity.text, str(quantity.value), quantity.unit) for quantity in found]
        [('２.３億元', '230000000', 'CNY'), ('30余畝', '20000', 'm2')]
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, is {type(text).__name__}")
    simple = simplify(text)
    doc = _unsegmented(text, simple)
    dates = _date_finder().find(doc, _NO_CONTEXT)
    finder = _finder() if units is None else _own_finder(Path(units), _version(Path(units)))
    return finder.find(doc, _NO_CONTEXT, dates)


def parse_quantity(text: str, *, units: str | Path | None = None) -> Quantity:
    """The one amount that `text` holds.

    Args:
        text: An amount, with or without a bound or other words around it.
        units: As for `find_quantities`.

    Raises:
        QuantityError: where the text holds no amount, or more than one.
        LexiconError: where the table of units does not fit.
        TypeError: where `text` is none.

    Example:
        >>> found = parse_quantity("约30万千瓦")
        >>> found.value, found.unit, found.modifier.value
        (Decimal('300000'), 'kW', 'approx')
    """
    found = find_quantities(text, units=units)
    if len(found) == 1:
        return found[0]
    seen = "、".join(quantity.text for quantity in found) or "none"
    raise QuantityError(f"{text[:40]!r} must hold exactly one amount; found {seen}")


def _unsegmented(text: str, simple: str) -> SegmentedText:
    """`text` as one paragraph, sentence and clause without words: amounts need none."""
    whole = (Span(0, len(text)),)
    return SegmentedText(
        text=text, simple=simple, paragraphs=whole, sentences=whole, clauses=whole, words=()
    )


@cache
def _finder() -> QuantityFinder:
    return QuantityFinder()


@lru_cache(maxsize=4)
def _own_finder(units: Path, version: tuple[int, int]) -> QuantityFinder:
    """A finder with a user's table, kept until another `version` of the table stands there."""
    del version
    return QuantityFinder(units=units)


def _version(path: Path) -> tuple[int, int]:
    """What changes when a file is written anew; nothing where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@cache
def _date_finder() -> DateFinder:
    return DateFinder()
