"""The words of metrics and actions: of the article, in its script, and where they stand."""

from __future__ import annotations

from typing import Any

import pytest
from loading import cases

from govnews_extract import Extractor

KEYS = ("metric", "metric_text", "action", "action_text")


@pytest.mark.parametrize("row", cases("link_words", "case"))
def test_words_of_facts(row: dict[str, Any], extractor: Extractor) -> None:
    record = extractor.extract(row["text"]).to_dict()
    facts = {record["quantities"][fact["quantity"]]["text"]: fact for fact in record["facts"]}
    for amount, *wanted in row["expect"]:
        for key, cell in zip(KEYS, wanted, strict=True):
            accepted = [None if part == "-" else part for part in cell.split("|")]
            assert not cell or facts[amount][key] in accepted, (amount, key, facts[amount][key])


@pytest.mark.parametrize("row", cases("link_words", "case"))
def test_words_stand_where_the_fact_says(row: dict[str, Any], extractor: Extractor) -> None:
    record = extractor.extract(row["text"]).to_dict()
    for fact in record["facts"]:
        for name in ("metric", "action"):
            start, end = fact[f"{name}_start"], fact[f"{name}_end"]
            said = None if start is None else record["text"][start:end]
            assert said == fact[f"{name}_text"]
            assert end is None or end <= fact["sentence_end"]


@pytest.mark.parametrize(
    ("text", "subject", "said"),
    [
        ("臨澤縣儲備重點項目46個。", "临泽县", "臨澤縣"),
        ("臨澤縣推進招商。全縣簽約項目12個。", "临泽县", "全縣"),
        ("临泽县推进招商。全县签约项目12个。", "临泽县", "全县"),
        ("酒泉地區完成投資36億元。", "酒泉市|酒泉地区", "酒泉地區"),
    ],
)
def test_subject_text_is_in_the_script_of_the_article(
    text: str, subject: str, said: str, extractor: Extractor
) -> None:
    (fact,) = extractor.extract(text).facts
    assert fact.subject in subject.split("|")
    assert fact.subject_text == said
