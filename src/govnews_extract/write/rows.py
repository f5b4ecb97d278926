"""A record as rows of flat tables: the columns that every table format shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govnews_extract.record import Record

PARTS = ("repairs", "issues", "mentions", "quantities", "facts", "projects")
"""Tables below `articles`, in an order in which no row refers to a later table's."""

Row = dict[str, Any]


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
