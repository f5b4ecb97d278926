"""Published pairs of other projects: addresses with their codes, and changes of divisions."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from loading import ROOT, SHARED

from govnews_extract.datatypes import ArticleContext, ArticleMeta, Label, Mention
from govnews_extract.lexicon.divisions import Division, load_divisions
from govnews_extract.lexicon.script import simplify
from govnews_extract.segment import Segmenter
from govnews_extract.tag import PlaceTagger

SUITE = SHARED / "suites" / "divisions"
EXCLUDED = tomllib.loads(
    (ROOT / "tests" / "cases" / "places" / "division_suite.toml").read_text(encoding="utf-8")
)["excluded"]
MIN_CHANGES, MIN_ADDRESSES = 1.0, 1.0
"""Shares reached of the pairs that are not excluded."""

SEGMENTER = Segmenter()
TAGGER = PlaceTagger()

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the published suites are absent")


def read(name: str) -> list[dict[str, Any]]:
    with (SUITE / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def places(text: str, year: int | None = None) -> list[Mention]:
    meta = ArticleMeta(published=f"{year}-06-15" if year else None)
    doc = SEGMENTER.segment(text, simplify(text))
    mentions, _ = TAGGER.tag(doc, ArticleContext(meta=meta))
    return [mention for mention in mentions if mention.label is Label.PLACE]


def is_excluded(**names: str) -> bool:
    return any(row.get(key) == name for row in EXCLUDED for key, name in names.items())


def division(path: str, name: str, year: int) -> Division | None:
    """The division that `path` is read as, if it is read as one name and is called `name`."""
    found = places(path, year)
    if [mention.text for mention in found] != [path] or found[0].code is None:
        return None
    row = load_divisions().by_code(found[0].code, year)
    return row if row is not None and name in (row.name, *row.short) else None


def is_change_right(row: dict[str, Any]) -> bool:
    year = int(row["date"][:4])
    old = division("".join(part["name"] for part in row["old"]), row["old"][-1]["name"], year - 1)
    new = division("".join(row["new"]), row["new"][-1], year + 1)
    if old is None or new is None:
        return False
    return old.code == new.code or new.code in old.successors


def test_changes_of_divisions() -> None:
    rows = [
        row
        for row in read("jionlp_location_change.jsonl")
        if not is_excluded(
            old="".join(part["name"] for part in row["old"]), new="".join(row["new"])
        )
    ]
    wrong = [row for row in rows if not is_change_right(row)]
    assert len(rows) >= 100
    assert 1 - len(wrong) / len(rows) >= MIN_CHANGES, wrong


def test_addresses() -> None:
    asked, wrong = 0, []
    for row in read("cpca_tests.jsonl"):
        if is_excluded(address=row["text"]):
            continue
        wanted = [part["adcode"] for part in row["expected"] if part.get("adcode")]
        found = [mention.code for mention in places(row["text"])]
        asked += len(wanted)
        wrong += [(row["text"], code, found) for code in wanted if code not in found]
    assert asked >= 15
    assert 1 - len(wrong) / asked >= MIN_ADDRESSES, wrong


def test_exclusions_are_few() -> None:
    assert len(EXCLUDED) <= 13
    assert all(row["reason"] for row in EXCLUDED)
