"""Records as Arrow: the columns of every table, and the nested form that holds them all.

A number is a string of decimal digits here, in plain form. Arrow's decimals have one scale for a
whole column and at most 76 digits, those of Spark and DuckDB 38; the amounts that are read have up
to sixty digits before the point and more than forty behind it, so that no scale holds them all
without rounding. Whoever knows the size of their amounts casts them (`CAST(value AS DECIMAL(38,
12))`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from govnews_extract.write.rows import COLUMNS, LISTS, PARTS, ArticleRows, storable
from govnews_extract.write.sinks import Failure

WHOLE_NUMBERS = frozenset(
    "index start end raw_start raw_end quantity project duplicate_of "
    "sentence_start sentence_end metric_start metric_end action_start action_end".split()
)
"""Columns of any table whose cells are whole numbers."""
_OWN_COLUMNS = {
    "sources": ("article", "path", "url"),
    "failures": ("path", "stage", "reason", "article"),
}
_FAILURE = pa.struct([pa.field(name, pa.string()) for name in ("stage", "reason", "article")])


@cache
def table_schema(name: str) -> pa.Schema:
    """The Arrow schema of one table: `articles`, `sources`, those of `PARTS`, or `failures`.

    Example:
        >>> table_schema("quantities").field("value").type
        DataType(string)
    """
    columns = _OWN_COLUMNS.get(name) or COLUMNS[name]
    return pa.schema([pa.field(column, _type(name, column)) for column in columns])


def _type(table: str, column: str) -> pa.DataType:
    if column in WHOLE_NUMBERS:
        return pa.int32()
    if column in LISTS:
        return pa.list_(pa.int32() if (table, column) == ("projects", "mentions") else pa.string())
    return pa.string()


@cache
def record_schema() -> pa.Schema:
    """One row an article: its own columns and a list of structs for each table below it.

    An article that gave no record has its `path` and `failure`, and an `id` of null.
    """
    lists = [pa.field(name, pa.list_(pa.struct(_inner(name)))) for name in PARTS]
    return pa.schema([*table_schema("articles"), *lists, pa.field("failure", _FAILURE)])


def _inner(name: str) -> list[pa.Field]:
    """The columns of a table below `articles` but its key, which the row around it holds."""
    return [field for field in table_schema(name) if field.name != "article"]


def record_batch(results: Iterable[ArticleRows | Failure]) -> pa.RecordBatch:
    """Rows of articles, and failures, as one batch of `record_schema`; row for row.

    Example:
        >>> from govnews_extract import Extractor
        >>> from govnews_extract.write.rows import article_rows
        >>> batch = record_batch([article_rows(Extractor().extract("签约31项。"))])
        >>> batch.num_rows, batch["quantities"][0][0]["value"].as_py()
        (1, '31')
    """
    taken = list(results)
    articles = [_article(result) for result in taken]
    own = _columns(table_schema("articles"), articles)
    nested = [_nested(name, [_part(result, name) for result in taken]) for name in PARTS]
    failures = pa.array([_failure(result) for result in taken], _FAILURE)
    return pa.RecordBatch.from_arrays([*own, *nested, failures], schema=record_schema())


def _article(result: ArticleRows | Failure) -> Sequence[Any]:
    if isinstance(result, ArticleRows):
        return result.article
    path = storable(result.path) or None
    return [path if column == "path" else None for column in COLUMNS["articles"]]


def _part(result: ArticleRows | Failure, name: str) -> Sequence[Sequence[Any]]:
    return result.parts[name] if isinstance(result, ArticleRows) else ()


def _failure(result: ArticleRows | Failure) -> dict[str, str | None] | None:
    if isinstance(result, ArticleRows):
        return None
    reason = storable(result.reason)
    return {"stage": result.stage, "reason": reason, "article": result.article}


def _columns(schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> list[pa.Array]:
    cells = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return [pa.array(column, field.type) for field, column in zip(schema, cells, strict=True)]


def _nested(name: str, lists: Sequence[Sequence[Sequence[Any]]]) -> pa.Array:
    """A list of structs for each article; the first column, its key, is left out."""
    rows = list(chain.from_iterable(lists))
    fields = _inner(name)
    structs = pa.StructArray.from_arrays(_columns(table_schema(name), rows)[1:], fields=fields)
    offsets = pa.array(accumulate(map(len, lists), initial=0), pa.int32())
    return pa.ListArray.from_arrays(offsets, structs, type=pa.list_(pa.struct(fields)))


def row_tables(rows: Sequence[ArticleRows]) -> dict[str, pa.RecordBatch]:
    """`articles` and the tables of `PARTS` for some articles."""
    tables = {"articles": [result.article for result in rows]}
    for name in PARTS:
        tables[name] = list(chain.from_iterable(result.parts[name] for result in rows))
    return {name: _batch(name, _columns(table_schema(name), t)) for name, t in tables.items()}


def flat_tables(batch: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
    """The tables that a batch of `record_schema` holds, `sources` and `failures` among them.

    Rows keep their order. Articles that stand in the batch twice do so in the tables: whoever
    gathers batches keeps one of each `id`.

    Example:
        >>> from govnews_extract.adapters.arrow import ArrowExtractor
        >>> rows = pa.RecordBatch.from_pydict({"text": ["江山市完成投资36.4亿元。", None]})
        >>> (records,) = ArrowExtractor()([rows])
        >>> tables = flat_tables(records)
        >>> tables["facts"]["subject"].to_pylist(), tables["failures"].num_rows
        (['江山市'], 1)
    """
    whole = batch.filter(pc.is_valid(batch["id"]))
    failed = batch.filter(pc.is_null(batch["id"]))
    ids = whole["id"]
    tables = {
        "articles": _batch("articles", [whole[column] for column in COLUMNS["articles"]]),
        "sources": _batch("sources", [ids, whole["path"], whole["url"]]),
    }
    for name in PARTS:
        keys = ids.take(pc.list_parent_indices(whole[name]))
        tables[name] = _batch(name, [keys, *whole[name].flatten().flatten()])
    stage, reason, article = failed["failure"].flatten()
    tables["failures"] = _batch("failures", [failed["path"], stage, reason, article])
    return tables


def _batch(name: str, columns: Sequence[pa.Array]) -> pa.RecordBatch:
    schema = table_schema(name)
    cast = [column.cast(field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(cast, schema=schema)
