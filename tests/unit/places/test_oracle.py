"""The table against another one of the same divisions, where that lies beside the repository."""

from __future__ import annotations

import csv

import pytest
from loading import SHARED

from govnews_extract.lexicon.divisions import load_divisions

ORACLE = SHARED / "lexicon-sources" / "divisions_areacodes.tsv"
SPECIAL = ("71", "81", "82")
MIN_AGREEMENT, MIN_AGREEMENT_BEFORE_2007 = 0.996, 0.980
"""Reached in the worst years. Up to 2006 the ministry's tables numbered the counties of Hainan and
some cities of Chongqing and Zhejiang otherwise than the other table does."""

pytestmark = pytest.mark.skipif(not ORACLE.is_file(), reason="the other table is absent")


@pytest.fixture(scope="module")
def oracle() -> list[dict[str, str]]:
    with ORACLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("year", range(2000, 2025))
def test_names_and_codes_agree(year: int, oracle: list[dict[str, str]]) -> None:
    theirs = {
        (row["code"], row["name"])
        for row in oracle
        if int(row["valid_from"]) <= year < int(row["valid_to"] or 9999)
        and row["code"][:2] not in SPECIAL
    }
    ours = {
        (row.code, row.name)
        for row in load_divisions().all
        if row.valid_from <= year < (row.valid_to or 9999) and row.code[:2] not in SPECIAL
    }
    floor = MIN_AGREEMENT if year > 2006 else MIN_AGREEMENT_BEFORE_2007
    assert len(ours & theirs) / len(ours | theirs) >= floor
