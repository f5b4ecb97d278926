"""The JSON form of a record: its keys, and that every table holds the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from loading import ROOT

from govnews_extract import Extractor, Record
from govnews_extract.errors import ReadError
from govnews_extract.read import ReadFailure, iter_articles
from govnews_extract.write.rows import COLUMNS, PARTS, record_rows, whole_record
from govnews_extract.write.tables import ARTICLES, PART_TABLES

SAMPLES = sorted((ROOT / "samples").iterdir())
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


def test_the_form_is_read_back_from_json(record: Any) -> None:
    whole = record.to_dict()
    back = Record.from_dict(json.loads(json.dumps(whole)))
    assert back.to_dict() == whole
    assert back.repaired.raw == ARTICLE
    same = ("id", "path", "place", "mentions", "quantities", "facts", "projects", "extractor")
    assert all(getattr(back, name) == getattr(record, name) for name in same)
    assert Record.from_dict(whole_record(*record_rows(record))).to_dict() == whole


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_read_back(path: Path, extractor: Extractor) -> None:
    for article in iter_articles([path]):
        assert not isinstance(article, ReadFailure)
        record = extractor.extract_article(article)
        back = Record.from_dict(record.to_dict())
        assert (back.to_dict(), back.repaired.raw) == (record.to_dict(), record.repaired.raw)
        assert (hash(back) == hash(record)) == (back == record)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"facts": [{}]}, "is missing"),
        ({"mentions": None}, "not iterable"),
        ({"quantities": [{"text": "x", "start": 2, "end": 1}]}, "2:1"),
        ({"place": "张掖"}, "indices"),
    ],
    ids=["lacks", "none", "span", "type"],
)
def test_what_is_no_record_is_refused(change: dict[str, Any], says: str, record: Any) -> None:
    with pytest.raises(ReadError, match=f"is no record as to_dict gives it: .*{says}"):
        Record.from_dict(record.to_dict() | change)


def test_a_record_is_shown_in_brief_and_as_a_table_of_its_facts(extractor: Extractor) -> None:
    record = extractor.extract("<b>江山市</b>签约31项，投资2亿元至3亿元。" * 40)
    assert len(repr(record)) < 200
    page = record._repr_html_()
    assert "<b>" not in page
    assert page.count("<tr>") == 51
    assert "<td>200000000–300000000</td>" in page
    assert f"<p>{len(record.facts) - 50} more facts</p>" in page
    assert "<table>" not in extractor.extract("江山市。")._repr_html_()
