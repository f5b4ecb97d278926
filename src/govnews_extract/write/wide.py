"""A record's facts as wide rows: each with its amount, article, project and sentence.

They are the rows of the view `records`, for files that no program joins.
"""

from __future__ import annotations

from typing import Any

from govnews_extract.lexicon.divisions import load_divisions
from govnews_extract.record import Record
from govnews_extract.write.rows import Cell, Row, storable, storable_path

WIDE_COLUMNS = tuple(
    (
        "article index published title source url path place place_name subject subject_text "
        "subject_label confidence metric metric_text action action_text status period comparison "
        "amount value high unit dimension modifier project project_owner project_status sentence "
        "raw_start raw_end duplicate_of version lexicons"
    ).split()
)
"""Columns of the view `records`, and the name of a fact's place behind its code."""


def wide_rows(record: Record) -> list[tuple[Cell, ...]]:
    """The facts of `record`, a row each, in the order of `WIDE_COLUMNS`; every string storable.

    Example:
        >>> from govnews_extract import Extractor
        >>> (row,) = wide_rows(Extractor().extract("江山市完成投资36.4亿元。"))
        >>> named = dict(zip(WIDE_COLUMNS, row))
        >>> named["place_name"], named["metric"], named["value"], named["unit"]
        ('江山市', '投资', '3640000000', 'CNY')
    """
    whole = record.to_dict()
    return [_cells(_wide(fact, whole)) for fact in whole["facts"]]


def _wide(fact: Row, whole: Row) -> Row:
    amount: Row = whole["quantities"][fact["quantity"]]
    project: Row = {} if fact["project"] is None else whole["projects"][fact["project"]]
    path = whole["path"]
    article = {name: whole[name] for name in ("published", "title", "source", "url")}
    measured = ("value", "high", "unit", "dimension", "modifier", "raw_start", "raw_end")
    return {
        **fact,
        **article,
        **whole["extractor"],
        **{name: amount[name] for name in measured},
        "article": whole["id"],
        "path": None if path is None else storable_path(path),
        "place_name": _place_name(fact["place"], whole["published"]),
        "amount": amount["text"],
        "project": project.get("name"),
        "project_owner": project.get("owner"),
        "project_status": project.get("status"),
        "sentence": whole["text"][fact["sentence_start"] : fact["sentence_end"]],
    }


def _place_name(code: str | None, published: str | None) -> str | None:
    """The name of the division `code` when the article was published."""
    year = int(published[:4]) if published else None
    place = None if code is None else load_divisions().place(code[:6], year)
    return None if place is None else place.name


def _cells(row: Row) -> tuple[Cell, ...]:
    cells: list[Any] = [row[name] for name in WIDE_COLUMNS]
    return tuple(storable(cell) if isinstance(cell, str) else cell for cell in cells)
