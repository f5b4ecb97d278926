from __future__ import annotations

import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from composed_articles import composed_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Integer

from govnews_extract import ArticleMeta, Extractor
from govnews_extract.adapters.arrow import BATCH_ARTICLES, ArrowExtractor
from govnews_extract.batch import ExtractorSettings
from govnews_extract.datatypes import SourceArticle
from govnews_extract.errors import ConfigError
from govnews_extract.read import ReadOptions, iter_articles
from govnews_extract.write.arrow import flat_tables, record_batch, record_schema, table_schema
from govnews_extract.write.rows import COLUMNS, PARTS, article_rows
from govnews_extract.write.tables import ARTICLES, PART_TABLES

ROWS = list(composed_rows(60))
EXTRACT = ArrowExtractor()


def tables(batches: list[pa.RecordBatch]) -> dict[str, list[dict[str, Any]]]:
    flat = [flat_tables(batch) for batch in batches]
    return {name: [row for one in flat for row in one[name].to_pylist()] for name in flat[0]}


def extracted(rows: list[dict[str, Any]], **options: Any) -> dict[str, list[dict[str, Any]]]:
    batch = pa.RecordBatch.from_pylist(rows)
    return tables(list(ArrowExtractor(**options)([batch])))


@pytest.mark.parametrize("name", ["articles", *PARTS])
def test_columns_and_types_are_those_of_the_databases(name: str) -> None:
    table = ARTICLES if name == "articles" else PART_TABLES[name]
    kinds = {
        column.name: (
            pa.types.is_integer
            if isinstance(column.type, Integer)
            else pa.types.is_list
            if isinstance(column.type, JSON)
            else pa.types.is_string
        )
        for column in table.columns
        if column.name in COLUMNS[name]
    }
    schema = table_schema(name)
    assert set(schema.names) == set(kinds)
    assert all(kinds[field.name](field.type) for field in schema)


def test_the_rows_are_those_of_the_record(extractor: Extractor) -> None:
    record = extractor.extract(
        "江山市2019年6月完成投资36.4亿元，总投资12亿元的江山30万千瓦光伏项目开工，年发电5亿度。",
        meta=ArticleMeta(title="江山市", byline=("王某", "李某")),
    )
    rows = article_rows(record)
    found = tables([record_batch([rows])])
    assert [tuple(row.values()) for row in found["articles"]] == [rows.article]
    assert found["projects"]
    for name in PARTS:
        assert [tuple(row.values()) for row in found[name]] == rows.parts[name]


def test_a_parquet_file_read_by_the_library_gives_the_same_rows(
    extractor: Extractor, tmp_path: Path
) -> None:
    path = tmp_path / "dump.parquet"
    pq.write_table(pa.Table.from_pylist(list(composed_rows(60, path=str(path)))), path)
    articles = iter_articles([path])
    read = [extractor.extract_article(a) for a in articles if isinstance(a, SourceArticle)]
    expected = tables([record_batch(map(article_rows, read))])
    assert tables(list(EXTRACT(pq.ParquetFile(path).iter_batches(7)))) == expected
    assert len(expected["articles"]) == 60
    assert len({row["id"] for row in expected["articles"]}) == 59


AMOUNTS = (
    ("投资0.000000000000000000000000000000000123元。", "0.000000000000000000000000000000000123"),
    ("同比增长0.0000000000000000000123%。", "0.000000000000000000000123"),
    ("投资" + "9" * 44 + "万亿元。", "9" * 44 + "0" * 12),
    ("种植马铃薯92万亩。", "613333333.333333333333"),
)


def test_no_amount_is_rounded_whatever_stands_beside_it() -> None:
    found = extracted([{"text": text} for text, _ in AMOUNTS])["quantities"]
    assert [(row["value"], Decimal(row["value"])) for row in found] == [
        (value, Decimal(value)) for _, value in AMOUNTS
    ]


@settings(max_examples=15)
@given(st.lists(st.integers(0, 9), max_size=6))
def test_how_rows_are_cut_into_batches_changes_nothing(sizes: list[int]) -> None:
    rows = ROWS[: sum(sizes)]

    def batches() -> Iterator[pa.RecordBatch]:
        start = 0
        for size in sizes:
            yield pa.RecordBatch.from_pylist(rows[start : start + size], schema=whole.schema)
            start += size

    whole = pa.RecordBatch.from_pylist(ROWS)
    together = pa.Table.from_batches(EXTRACT(batches()), schema=record_schema())
    assert (
        together.to_pylist()
        == EXTRACT.extract_table(pa.Table.from_pylist(rows, schema=whole.schema)).to_pylist()
    )


def test_a_large_batch_comes_out_in_small_ones() -> None:
    batch = pa.RecordBatch.from_pydict({"text": ["张掖"] * (2 * BATCH_ARTICLES + 1)})
    assert [found.num_rows for found in EXTRACT([batch])] == [BATCH_ARTICLES, BATCH_ARTICLES, 1]


def test_rows_without_text_are_failures_in_their_place() -> None:
    texts = ["签约31项。", None, "  ", "签约32项。"]
    batch = pa.RecordBatch.from_pydict({"text": texts, "path": ["a", "b", None, "d"]})
    (found,) = EXTRACT([batch])
    assert [row and row["reason"] for row in found["failure"].to_pylist()] == [
        None,
        "the cell in column 'text' is missing",
        "has an empty text field",
        None,
    ]
    assert found["path"].to_pylist() == ["a", "b", None, "d"]
    assert found["id"].is_valid().to_pylist() == [True, False, False, True]
    assert [row["path"] for row in flat_tables(found)["failures"].to_pylist()] == ["b", None]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_any_arrow_string_will_do(kind: pa.DataType) -> None:
    batch = pa.RecordBatch.from_arrays([pa.array(["签约31项。"], kind)], ["text"])
    (found,) = EXTRACT([batch])
    assert found["quantities"].to_pylist()[0][0]["value"] == "31"


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.bool_()])
def test_a_column_of_another_type_gives_failures_only(kind: pa.DataType) -> None:
    (found,) = EXTRACT([pa.RecordBatch.from_arrays([pa.array([1, 0]).cast(kind)], ["text"])])
    assert all("not text" in row["reason"] for row in found["failure"].to_pylist())


def test_bytes_are_decoded_as_files_are() -> None:
    pages = [
        "<html><body><p>张掖市投资36.4亿元。</p></body></html>".encode("gbk"),
        "投资5元。".encode(),
    ]
    batch = pa.RecordBatch.from_pydict(
        {"content": pa.array(pages, pa.binary()), "path": ["a.html", "b"], "title": ["甲", None]}
    )
    (found,) = ArrowExtractor(text_column="content")([batch])
    rows = flat_tables(found)
    assert rows["articles"]["encoding"].to_pylist() == ["gb18030", "utf-8"]
    assert rows["articles"]["title"].to_pylist()[0] == "甲"
    assert rows["quantities"]["value"].to_pylist() == ["3640000000", "5"]


@pytest.mark.parametrize("options", [{"text_column": "body"}, {"path_column": "name"}])
def test_a_column_that_is_not_there_is_named(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=f"no column '{next(iter(options.values()))}'.*text"):
        extracted([{"text": "张掖"}], **options)


def test_columns_are_found_by_usual_names_or_as_asked_for() -> None:
    row = {"text": "签约31项。", "标题": "甲", "发布时间": "2019年3月1日", "subject": "乙", "no": 7}
    usual = extracted([row])["articles"][0]
    assert (usual["title"], usual["published"]) == ("甲", "2019-03-01")
    asked = extracted([row], fields=ReadOptions(title_field="subject"), path_column="no")
    assert (asked["articles"][0]["title"], asked["articles"][0]["path"]) == ("乙", "7")


def test_a_column_may_be_a_field_and_name_the_row() -> None:
    row = {"text": "签约31项。", "url": "http://x.gov.cn/1.html"}
    (article,) = extracted([row], path_column="url")["articles"]
    assert (article["path"], article["url"]) == (row["url"], row["url"])
    (other,) = extracted([{**row, "path": "a"}])["articles"]
    assert (other["id"], other["path"]) == (article["id"], "a")


def test_it_travels_to_other_processes_by_its_options() -> None:
    sent = ArrowExtractor(text_column="body", settings=ExtractorSettings(tagger=None))
    got = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own bytes
    assert got == sent
    assert got.extract_rows([{"body": "签约31项。"}]).schema == record_schema()


def test_text_that_arrow_cannot_hold_keeps_its_length(extractor: Extractor) -> None:
    record = extractor.extract("投资5元\ud800。\x00完", path="a\udcff")
    (row,) = tables([record_batch([article_rows(record)])])["articles"]
    assert len(row["text"]) == len(record.text)
