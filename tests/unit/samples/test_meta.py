from __future__ import annotations

from typing import Any

import pytest
from loading import ROOT, cases

from govnews_extract import Extractor
from govnews_extract.lexicon.script import simplify
from govnews_extract.read import ReadFailure, iter_articles

SAMPLES = ROOT / "samples"


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> dict[str, dict[str, Any]]:
    found = [
        article for article in iter_articles([SAMPLES]) if not isinstance(article, ReadFailure)
    ]
    whole = [extractor.extract_article(article).to_dict() for article in found]
    return {record["path"].removeprefix(f"{SAMPLES}/"): record for record in whole}


@pytest.mark.parametrize("case", cases("samples/meta", "article"))
def test_the_page_is_read_right(case: dict[str, Any], records: dict[str, dict[str, Any]]) -> None:
    record = records[case["id"]]
    read = {
        "id": case["id"],
        "place": record["place"] and record["place"]["code"],
        "published": record["published"],
        "source": record["source"] and simplify(record["source"]),
        "title": record["title"] and simplify(record["title"]),
        "byline": record["byline"],
        "site": record["site"],
    }
    wanted = {"byline": [], **case, "title": simplify(case["title"])}
    assert {key: read[key] for key in wanted} == wanted
