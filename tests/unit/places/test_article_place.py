"""The place that an article as a whole is about."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govnews_extract import Extractor

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "places" / "articles.toml").read_text(encoding="utf-8")
)["article"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_article(case: dict[str, Any], extractor: Extractor) -> None:
    place = extractor.extract(case["text"]).place
    assert (place.code if place else "") == case["code"]
