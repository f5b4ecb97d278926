"""Every value of a record stands in the raw text where the record says it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loading import ROOT, gold_folders

from govnews_extract import Extractor
from govnews_extract.datatypes import SourceArticle
from govnews_extract.read import ReadFailure, iter_articles

INPUTS = [*sorted((ROOT / "samples").iterdir()), *(folder / "raw.txt" for folder in gold_folders())]


def articles(path: Path) -> Iterator[SourceArticle]:
    for article in iter_articles([path]):
        assert not isinstance(article, ReadFailure)
        yield article


def mended(raw: str, start: int, end: int, repairs: list[dict[str, Any]]) -> str:
    """The stretch `raw[start:end]` after the repairs that lie in it."""
    pieces, at = [], start
    for repair in repairs:
        if start <= repair["raw_start"] and repair["raw_end"] <= end and at <= repair["raw_start"]:
            pieces += (raw[at : repair["raw_start"]], repair["after"])
            at = repair["raw_end"]
    return "".join([*pieces, raw[at:end]])


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_raw_offsets_hold_what_each_value_was_read_from(path: Path, extractor: Extractor) -> None:
    for article in articles(path):
        raw = article.repaired.raw
        record = extractor.extract_article(article).to_dict()
        assert mended(raw, 0, len(raw), record["repairs"]) == record["text"]
        for row in [*record["mentions"], *record["quantities"]]:
            assert record["text"][row["start"] : row["end"]] == row["text"]
            there = mended(raw, row["raw_start"], row["raw_end"], record["repairs"])
            assert row["text"] in there
            assert len(there) - len(row["text"]) <= widened(row, record["repairs"])
        for fact in record["facts"]:
            found = record["quantities"][fact["quantity"]]
            assert fact["sentence_start"] <= found["start"]
            assert found["end"] <= fact["sentence_end"]


def widened(row: dict[str, Any], repairs: list[dict[str, Any]]) -> int:
    """How many characters the stretch may be longer: those of repairs cut by its ends."""
    return sum(
        repair["end"] - repair["start"]
        for repair in repairs
        for edge in (row["start"], row["end"])
        if repair["start"] < edge < repair["end"]
    )
