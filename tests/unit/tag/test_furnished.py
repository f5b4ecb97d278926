"""People and media that the page's furniture makes known."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govnews_extract import Extractor

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "tag" / "furnished.toml").read_text(encoding="utf-8")
)["page"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_page(case: dict[str, Any], extractor: Extractor) -> None:
    mentions = extractor.extract(case["text"]).mentions
    named = [[mention.label.value, mention.text] for mention in mentions]
    for wanted in case["found"]:
        assert named.count(wanted) == 1
    assert not {part for pair in named for part in pair} & set(case["none"])
