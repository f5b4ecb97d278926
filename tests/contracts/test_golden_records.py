"""Whole records of a few samples, to the last offset; read the diff of every change."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from loading import ROOT

from govnews_extract import Extractor
from govnews_extract.read import ReadFailure, iter_articles


@pytest.mark.parametrize("name", ["anding-2023.txt", "badong-2016.html", "qitai-2014.txt"])
def test_the_record_reads_as_it_did(
    name: str, extractor: Extractor, golden: Callable[[str, str], None]
) -> None:
    (article,) = iter_articles([ROOT / "samples" / name])
    assert not isinstance(article, ReadFailure)
    record = extractor.extract_article(article).to_dict()
    record["path"] = f"samples/{name}"
    del record["extractor"]  # changes with every release and every row of rule data
    golden(f"{name}.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")
