"""A record as rows of flat tables: the columns that every table format shares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from govnews_extract.record import Record

PARTS = ("repairs", "issues", "mentions", "quantities", "facts", "projects")
"""Tables below `articles`, in an order in which no row refers to a later table's."""

Row = dict[str, Any]
Cell = str | int | list[Any] | None

_SPAN = "start end raw_start raw_end"
COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "articles": (
            "id path url title source published site breadcrumbs byline place_code place_name "
            "encoding text version lexicons"
        ),
        "repairs": f"article index kind {_SPAN} before after rule evidence",
        "issues": "article index kind start end message rule",
        "mentions": f"article index label text norm {_SPAN} code value candidates rule",
        "quantities": (
            f"article index text {_SPAN} value high unit dimension modifier surface_value "
            "surface_unit rule"
        ),
        "facts": (
            "article index quantity subject subject_text subject_label metric metric_text "
            "metric_start metric_end action action_text action_start action_end status "
            "comparison place period project confidence evidence duplicate_of sentence_start "
            "sentence_end rule"
        ),
        "projects": (
            "article index name owner place capacity unit investment status aliases mentions"
        ),
    }.items()
}
"""Columns of `articles` and of each table of `PARTS`, in the order of their cells."""
LATER_COLUMNS = {
    "facts": frozenset(
        f"{name}_{part}" for name in ("metric", "action") for part in ("text", "start", "end")
    )
}
"""Columns that rows of older versions do not have."""
LISTS = frozenset({"breadcrumbs", "byline", "candidates", "aliases", "mentions"})
"""Columns whose cells are lists."""
DECIMALS = frozenset({"value", "high", "capacity", "investment"})
"""Columns of `quantities` and `projects` whose cells are exact decimals, as strings."""

REPLACEMENT = "\ufffd"
MAX_PATH_BYTES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRows:
    """The rows of one article for every table, ready for any sink.

    Cells stand in the order of `COLUMNS` and are strings, whole numbers, lists of these, or None;
    exact decimals are strings. No string holds NUL or a lone surrogate: see `storable`.

    Attributes:
        id: The article's id.
        article: Its row in `articles`.
        parts: Its rows in each table of `PARTS`.
    """

    id: str
    article: tuple[Cell, ...]
    parts: dict[str, list[tuple[Cell, ...]]]


def widened(parts: dict[str, list[list[Cell]]]) -> dict[str, list[tuple[Cell, ...]]]:
    """Rows of an article as cells, each with the columns that came later; these are None.

    Example:
        >>> (row,) = widened({"facts": [[None] * 19]})["facts"]
        >>> len(row) == len(COLUMNS["facts"])
        True
    """
    return {name: [_widened(name, row) for row in rows] for name, rows in parts.items()}


def _widened(name: str, row: list[Cell]) -> tuple[Cell, ...]:
    columns = COLUMNS[name]
    if len(row) == len(columns):
        return tuple(row)
    later = LATER_COLUMNS.get(name, frozenset())
    cells = iter(row)
    return tuple(None if column in later else next(cells) for column in columns)


_ARTICLE_CELLS = itemgetter(*COLUMNS["articles"])
_PART_CELLS = {name: itemgetter(*COLUMNS[name]) for name in PARTS}


def article_rows(record: Record) -> ArticleRows:
    """The rows of `record`, with every string made storable.

    Example:
        >>> from govnews_extract import Extractor
        >>> rows = article_rows(Extractor().extract("签约31项。"))
        >>> rows.parts["quantities"][0][COLUMNS["quantities"].index("value")]
        '31'
    """
    article, parts = record_rows(record)
    if article["path"] is not None:
        article["path"] = storable_path(article["path"])
    cells = _ARTICLE_CELLS(article)
    rows = {name: list(map(_PART_CELLS[name], parts[name])) for name in PARTS}
    if not _is_storable(cells) or not all(map(_is_storable, rows.values())):
        cells = _stored(cells)
        rows = {name: _stored(found) for name, found in rows.items()}
    return ArticleRows(id=record.id, article=cells, parts=rows)


def _is_storable(cells: object) -> bool:
    """Whether no string in nested lists and tuples needs a change; one pass of C code."""
    written = repr(cells)  # escapes what is not printable, lone surrogates too
    return "\\x00" not in written and "\\ud" not in written


def _stored(cell: Any) -> Any:
    if isinstance(cell, str):
        return storable(cell)
    if isinstance(cell, list | tuple):
        return type(cell)(map(_stored, cell))
    return cell


def storable(text: str) -> str:
    r"""`text` with NUL and each lone surrogate, which databases refuse, replaced by U+FFFD.

    The length stays, so offsets hold.

    Example:
        >>> storable("亿\ud800元\x00")
        '亿\ufffd元\ufffd'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join(REPLACEMENT if "\ud800" <= char <= "\udfff" else char for char in text)
    return text.replace("\0", REPLACEMENT) if "\0" in text else text


def storable_path(path: str) -> str:
    r"""`path` with bytes that are no UTF-8 as escapes, so that two names stay two.

    A path of more than `MAX_PATH_BYTES`, too long for the index of a database, loses its middle to
    a digest of the whole.

    Example:
        >>> storable_path("news/\udcff.txt")
        'news/\\xff.txt'
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        path = "".join(_escaped(char) if "\ud800" <= char <= "\udfff" else char for char in path)
    path = path.replace("\0", REPLACEMENT)
    data = path.encode()
    if len(data) <= MAX_PATH_BYTES:
        return path
    third = MAX_PATH_BYTES // 3
    ends = (data[:third].decode("utf-8", "ignore"), data[-third:].decode("utf-8", "ignore"))
    return f"…{hashlib.sha256(data).hexdigest()}…".join(ends)


def record_rows(record: Record) -> tuple[Row, dict[str, list[Row]]]:
    """The row of the article, and the rows of each table of `PARTS`.

    Keys are those of the JSON form; a row below the article carries its `id` as `article`.
    Numbers are decimal strings; lists stay lists.

    Example:
        >>> from govnews_extract import Extractor
        >>> article, parts = record_rows(Extractor().extract("签约31项。"))
        >>> parts["quantities"][0]["article"] == article["id"]
        True
    """
    whole = record.to_dict()
    place = whole.pop("place") or {"code": None, "name": None}
    extractor = whole.pop("extractor")
    parts = {name: [{"article": record.id, **row} for row in whole.pop(name)] for name in PARTS}
    article = {
        **whole,
        "place_code": place["code"],
        "place_name": place["name"],
        "version": extractor["version"],
        "lexicons": extractor["lexicons"],
    }
    return article, parts


def _escaped(surrogate: str) -> str:
    """How a byte of a file name that Python took in as a surrogate is shown."""
    code = ord(surrogate)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def whole_record(article: Row, parts: dict[str, list[Row]]) -> Row:
    """The JSON form again from the rows that `record_rows` made; keys in another order."""
    whole = dict(article)
    code, name = whole.pop("place_code"), whole.pop("place_name")
    whole["place"] = None if code is None else {"code": code, "name": name}
    whole["extractor"] = {"version": whole.pop("version"), "lexicons": whole.pop("lexicons")}
    for part in PARTS:
        whole[part] = list(_without_article(parts[part]))
    return whole


def _without_article(rows: list[Row]) -> Iterator[Row]:
    return ({key: cell for key, cell in row.items() if key != "article"} for row in rows)
