from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from composed_articles import composed_rows
from loading import ROOT

from govnews_extract import Extractor
from govnews_extract.adapters.arrow import BATCH_ARTICLES, ArrowExtractor
from govnews_extract.adapters.pandas_frames import extract_frame, to_frames
from govnews_extract.errors import ConfigError
from govnews_extract.write.arrow import flat_tables
from govnews_extract.write.rows import COLUMNS

TEXT = "江山市2019年6月完成投资36.4亿元，总投资12亿元至15亿元的江山30万千瓦光伏项目开工。"


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with None for what is missing, decimals as strings, tuples as lists."""
    kinds = {tuple: list, Decimal: lambda cell: format(cell, "f")}
    return [
        {
            str(key): None
            if not isinstance(cell, tuple) and pd.isna(cell)
            else kinds.get(type(cell), lambda cell: cell)(cell)
            for key, cell in row.items()
        }
        for row in frame.to_dict("records")
    ]


def test_a_record_is_one_frame_a_table(extractor: Extractor) -> None:
    record = extractor.extract(TEXT, path="a")
    frames = record.to_frames()
    assert list(frames) == ["articles", "sources", *list(COLUMNS)[1:]]
    whole = record.to_dict()
    for name in list(COLUMNS)[1:]:
        rows = [{"article": record.id, **row} for row in whole[name]]
        assert plain(frames[name]) == [{key: row[key] for key in COLUMNS[name]} for row in rows]
    assert frames["projects"].shape[0] == 1


def test_types_are_exact(extractor: Extractor) -> None:
    frames = to_frames(extractor.extract(TEXT))
    quantities, facts = frames["quantities"], frames["facts"]
    assert quantities["value"].map(type).eq(Decimal).all()
    assert quantities["value"].sum() == sum(
        found.value for found in extractor.extract(TEXT).quantities
    )
    assert set(quantities["high"].dropna()) == {Decimal(1_500_000_000)}
    assert {str(facts[key].dtype) for key in ("index", "quantity", "project", "duplicate_of")} == {
        "Int64"
    }
    assert pd.api.types.is_string_dtype(facts["subject"])
    empty = to_frames(extractor.extract("无"))
    for name, frame in frames.items():
        assert empty[name].dtypes.equals(frame.dtypes), name


def test_the_frames_hold_what_arrow_gives() -> None:
    rows = list(composed_rows(60))
    frame = pd.DataFrame(rows)
    wanted = ["title", "published", "text", "path"]
    batch = ArrowExtractor().extract_rows([{key: row[key] for key in wanted} for row in rows])
    flat = {name: table.to_pylist() for name, table in flat_tables(batch).items()}
    frames = extract_frame(frame)
    ids = {row["id"]: row for row in reversed(flat["articles"])}
    assert len(ids) == 59
    assert plain(frames["articles"]) == sorted(
        ids.values(), key=lambda row: int(row["path"].split("#")[1])
    )
    assert plain(frames["sources"].drop(columns="row")) == flat["sources"]
    for name in list(COLUMNS)[1:]:
        once = {(row["article"], row["index"]): row for row in flat[name]}
        assert plain(frames[name]) == list(once.values())


BAD = (None, float("nan"), np.nan, pd.NA, pd.NaT, 3.5, 7, np.int64(7), True, {"a": 1}, "", " \n")


def test_bad_rows_are_failures_and_the_others_go_on() -> None:
    texts = ["签约31项。", *BAD, "签约32项。"]
    frame = pd.DataFrame({"text": pd.Series(texts, dtype=object)})
    frame.index = [f"r{number}" for number in range(len(texts))]
    frames = extract_frame(frame)
    assert list(frames["failures"]["row"]) == list(frame.index[1:-1])
    reasons = list(frames["failures"]["reason"])
    assert reasons[:5] == ["the cell in column 'text' is missing"] * 5
    assert reasons[5:8] == [
        f"the cell in column 'text' is of type {kind}, not text" for kind in ("float", "int", "int")
    ]
    assert list(frames["sources"]["row"]) == ["r0", f"r{len(texts) - 1}"]
    assert list(frames["quantities"]["value"]) == [Decimal(31), Decimal(32)]


@pytest.mark.parametrize(
    "dtype", ["object", "str", "string", "string[pyarrow]", "large_string[pyarrow]", "category"]
)
def test_any_kind_of_string_column_will_do(dtype: str) -> None:
    frame = pd.DataFrame({"text": pd.Series(["签约31项。", None], dtype=dtype)})
    frames = extract_frame(frame)
    assert list(frames["quantities"]["value"]) == [Decimal(31)]
    assert list(frames["failures"]["row"]) == [1]


def test_dates_and_titles_with_gaps_are_read() -> None:
    frame = pd.DataFrame(
        {
            "text": ["去年投资5亿元。", "去年投资6亿元。"],
            "title": ["甲县", float("nan")],
            "date": pd.to_datetime(["2019-03-01", None]),
        }
    )
    articles = extract_frame(frame)["articles"]
    assert plain(articles[["title", "published"]]) == [
        {"title": "甲县", "published": "2019-03-01T00:00:00"},
        {"title": None, "published": None},
    ]


def test_a_frame_longer_than_a_batch_and_one_without_rows() -> None:
    long = extract_frame(pd.DataFrame({"text": ["张掖"] * (BATCH_ARTICLES + 1)}))
    assert list(long["sources"]["row"]) == list(range(BATCH_ARTICLES + 1))
    assert len(long["articles"]) == 1
    none = extract_frame(pd.DataFrame({"text": []}))
    assert list(none) == list(long)
    assert all(frame.empty for frame in none.values())


def test_columns_of_any_name_may_stand_beside() -> None:
    frame = pd.DataFrame([["签约31项。", 1, 2]], columns=["body", 0, 0])
    frames = extract_frame(frame, "body", path_column="0")
    assert list(frames["articles"]["path"]) == ["1"]
    with pytest.raises(ConfigError, match="no column 'text'"):
        extract_frame(frame)


def _printed_without(package: str, code: str) -> str:
    """What `code` prints in a process that has no `package`."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.modules[{package!r}] = None\n{code}"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def test_without_pandas_the_extra_is_named() -> None:
    code = (
        "from govnews_extract import Extractor, GovnewsError\n"
        "try:\n    Extractor(tagger=None).extract('签约31项。').to_frames()\n"
        "except GovnewsError as error:\n    print(error)"
    )
    assert "govnews-extract[pandas]" in _printed_without("pandas", code)


@pytest.mark.parametrize(
    ("module", "package", "extra"),
    [
        ("adapters.pandas_frames", "pandas", "pandas"),
        ("adapters.arrow", "pyarrow", "parquet"),
        ("adapters.spark", "pyspark", "spark"),
        ("adapters.spacy_component", "spacy", "spacy"),
        ("write.duck", "duckdb", "duckdb"),
    ],
)
def test_a_module_whose_package_is_absent_names_the_extra(
    module: str, package: str, extra: str
) -> None:
    code = (
        "from govnews_extract.errors import MissingExtraError\n"
        f"try:\n    import govnews_extract.{module}\n"
        "except MissingExtraError as error:\n    print(error)"
    )
    assert f"govnews-extract[{extra}]" in _printed_without(package, code)


@pytest.mark.parametrize(
    ("frame", "options", "error", "says"),
    [
        ([TEXT], {}, TypeError, "frame must be DataFrame, is list"),
        (pd.Series([TEXT], name="text"), {}, TypeError, "frame must be DataFrame, is Series"),
        (pd.DataFrame({0: [TEXT]}), {"text_column": 0}, TypeError, "text_column must be str"),
        (pd.DataFrame({"text": [TEXT]}), {"options": {}}, TypeError, "ArrowExtractor or None"),
        (
            pd.DataFrame([[TEXT, TEXT]], columns=["text", "text"]),
            {},
            ConfigError,
            "column 'text' stands twice",
        ),
    ],
    ids=["list", "series", "number", "options", "twice"],
)
def test_what_is_no_frame_or_option_is_named(
    frame: Any, options: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        extract_frame(frame, **options)
