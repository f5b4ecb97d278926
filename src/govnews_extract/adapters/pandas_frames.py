"""Records as pandas DataFrames, one a table. Needs the extra `pandas`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from govnews_extract.errors import ConfigError, MissingExtraError

try:
    import pandas as pd
    import pyarrow as pa
except ImportError as missing:
    message = 'frames need pandas and pyarrow: install "govnews-extract[pandas]"'
    raise MissingExtraError(message) from missing

from govnews_extract.adapters.arrow import BATCH_ARTICLES, ArrowExtractor
from govnews_extract.arguments import require
from govnews_extract.record import Record
from govnews_extract.write.arrow import flat_tables, record_batch
from govnews_extract.write.rows import DECIMALS, article_rows

ROW = "row"
"""Column of `sources` and `failures`: the label of the frame's row that an article came from."""


def to_frames(record: Record) -> dict[str, pd.DataFrame]:
    """The tables of one record, by name.

    Offsets and indexes are whole numbers (`Int64`), amounts `decimal.Decimal`, lists tuples, and
    all else strings; what is missing is missing in pandas' way.

    Example:
        >>> from govnews_extract import Extractor
        >>> frames = to_frames(Extractor().extract("江山市投资36.4亿元。"))
        >>> frames["quantities"].loc[0, "value"]
        Decimal('3640000000')
    """
    frames = _frames([record_batch([article_rows(record)])])
    del frames["failures"]
    return frames


def extract_frame(
    frame: pd.DataFrame,
    text_column: str = "text",
    *,
    path_column: str | None = None,
    options: ArrowExtractor | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables of all articles of a frame, by name; memory grows with what is found.

    A row that gives no record – no text, not a string – becomes a row of `failures`. Two rows
    with the same cells are one article, with two rows in `sources`; `sources` joins the articles
    to the labels of the frame's rows.

    Args:
        frame: One article a row. Title, source, date, author, address and site are taken from
            columns of usual names.
        text_column: Column of the texts, or of bytes of files as they were archived.
        path_column: Column that names each article; None to take `path` where there is one.
        options: Other columns and settings of the extraction; its columns of text and path are those
            given here.

    Raises:
        ConfigError: where a column that was asked for is not there, or one that is read stands twice.
        TypeError: where `frame` is none, or `options` are others.

    Example:
        >>> frame = pd.DataFrame({"text": ["江山市投资36.4亿元。", None]})
        >>> frames = extract_frame(frame)
        >>> frames["facts"].loc[0, "subject"], frames["failures"].loc[0, "reason"]
        ('江山市', "the cell in column 'text' is missing")
    """
    require("frame", frame, pd.DataFrame)
    require("options", options, ArrowExtractor, type(None))
    extractor = replace(
        options or ArrowExtractor(), text_column=text_column, path_column=path_column
    )
    names = [str(name) for name in frame.columns]
    columns = extractor.columns(names)
    if twice := [name for name in columns if columns.count(name) > 1]:
        raise ConfigError(f"column {twice[0]!r} stands twice; rename one of them")
    wanted = frame.iloc[:, [names.index(name) for name in columns]].set_axis(columns, axis=1)
    batches = [
        extractor.extract_rows(_rows(wanted.iloc[start : start + BATCH_ARTICLES]))
        for start in range(0, len(wanted), BATCH_ARTICLES)
    ]
    return _frames(batches, labels=frame.index)


def _rows(frame: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Rows as Arrow would give them: what is missing is None, no type of NumPy or pandas."""
    columns = [[_cell(cell) for cell in frame[name]] for name in frame.columns]
    names = list(frame.columns)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return str(cell)
    if isinstance(cell, list | tuple | dict | bytes):
        return cell
    if hasattr(cell, "tolist"):
        cell = cell.tolist()
    return None if not isinstance(cell, list) and pd.isna(cell) else cell


def _frames(
    batches: Sequence[pa.RecordBatch], labels: pd.Index[Any] | None = None
) -> dict[str, pd.DataFrame]:
    tables = [flat_tables(batch) for batch in batches] or [flat_tables(record_batch([]))]
    frames = {
        name: _frame(name, pa.Table.from_batches([flat[name] for flat in tables]))
        for name in tables[0]
    }
    if labels is not None:
        failed = [key is None for batch in batches for key in batch["id"].to_pylist()]
        frames["failures"].insert(0, ROW, labels[failed])
        frames["sources"].insert(0, ROW, labels[[not one for one in failed]])
    return {name: _distinct(name, frame) for name, frame in frames.items()}


def _distinct(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of one of several equal articles, which differ by their paths alone."""
    if name in {"sources", "failures"}:
        return frame
    key = ["id"] if name == "articles" else ["article", "index"]
    return frame.drop_duplicates(key, ignore_index=True)


def _frame(name: str, table: pa.Table) -> pd.DataFrame:
    exact = DECIMALS if name in {"quantities", "projects"} else frozenset()
    return pd.DataFrame(
        {key: _series(table[key], exact=key in exact) for key in table.column_names}
    )


def _series(column: pa.ChunkedArray, *, exact: bool) -> pd.Series[Any]:
    if pa.types.is_integer(column.type):
        return pd.Series(column.to_pandas(types_mapper={column.type: pd.Int64Dtype()}.get))
    cells = column.to_pylist()
    if exact:
        return pd.Series([None if cell is None else Decimal(cell) for cell in cells], dtype=object)
    if pa.types.is_list(column.type):
        return pd.Series([tuple(cell) for cell in cells], dtype=object)
    return pd.Series(cells, dtype=str)
