"""The JSON form of a record: its keys, and that every table holds the same."""

from __future__ import annotations

from typing import Any

import pytest

from govnews_extract import Extractor
from govnews_extract.write.rows import COLUMNS, PARTS, record_rows
from govnews_extract.write.tables import ARTICLES, PART_TABLES

SPAN = "start end raw_start raw_end"
KEYS = {
    "repairs": f"index kind {SPAN} before after rule evidence",
    "issues": "index kind start end message rule",
    "mentions": f"index label text norm {SPAN} code value candidates rule",
    "quantities": (
        f"index text {SPAN} value high unit dimension modifier surface_value surface_unit rule"
    ),
    "facts": (
        "index quantity subject subject_text subject_label metric metric_text metric_start "
        "metric_end action action_text action_start action_end status comparison place "
        "period project confidence evidence duplicate_of sentence_start sentence_end rule"
    ),
    "projects": "index name owner place capacity unit investment status aliases mentions",
}
TOP = (
    "id path url title source published site breadcrumbs byline place encoding text repairs "
    "issues mentions quantities facts projects extractor"
)
ARTICLE = (
    "您当前的位置 : 张掖网 >> 要闻 甘州区新能源项目加快推进\n來源：張掖日報 2023年04月07日 09:44\n"
    "甘州區發(fā)改局儲備項目77個,總投資86億元,經濟發(fā)展,產業(yè)發(fā)達。锟斤拷"
    "中能建30萬千瓦光伏發(fā)電項目總投資15億元,加快推進。\n"
)


@pytest.fixture(scope="module")
def record(extractor: Extractor) -> Any:
    return extractor.extract(ARTICLE, path="a.txt")


def test_the_top_level_has_these_keys(record: Any) -> None:
    whole = record.to_dict()
    assert list(whole) == TOP.split()
    assert set(whole["place"]) == {"code", "name"}
    assert set(whole["extractor"]) == {"version", "lexicons"}


@pytest.mark.parametrize("part", PARTS)
def test_the_rows_of_each_part_have_these_keys(part: str, record: Any) -> None:
    rows = record.to_dict()[part]
    assert rows, f"the article of this test gives no {part}"
    assert all(list(row) == KEYS[part].split() for row in rows)


@pytest.mark.parametrize("part", PARTS)
def test_a_table_has_a_column_for_each_key(part: str) -> None:
    assert set(PART_TABLES[part].columns.keys()) == {"article", *KEYS[part].split()}
    assert COLUMNS[part] == ("article", *KEYS[part].split())


def test_the_articles_have_a_column_for_each_key_that_is_no_table(record: Any) -> None:
    article, _ = record_rows(record)
    assert set(ARTICLES.columns.keys()) == {*article, "run"}
    assert set(COLUMNS["articles"]) == set(article)
    kept = set(TOP.split()) - set(PARTS) - {"place", "extractor"}
    assert kept < set(article)
