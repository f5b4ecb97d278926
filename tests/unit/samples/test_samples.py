from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import pytest
from loading import ROOT

from govnews_extract.datatypes import SourceArticle
from govnews_extract.read import ReadFailure, iter_articles
from govnews_extract.repair import Repairer

SAMPLES = ROOT / "samples"
CLEAN = ("jiangshan-2019", "kaiping-2020")


@pytest.fixture(scope="module")
def compose() -> Any:
    folder = str(ROOT / "scripts" / "samples")
    sys.path.insert(0, folder)
    yield import_module("compose")
    sys.path.remove(folder)


@pytest.fixture(scope="module")
def articles() -> dict[str, SourceArticle]:
    found = list(iter_articles([SAMPLES]))
    assert not [article for article in found if isinstance(article, ReadFailure)]
    return {str(article.path).removeprefix(f"{SAMPLES}/"): article for article in found}


def test_the_script_makes_exactly_these_files(compose: Any) -> None:
    assert {path.name: path.read_bytes() for path in SAMPLES.iterdir()} == compose.compose()


def test_every_sample_is_read(articles: dict[str, SourceArticle]) -> None:
    assert len(articles) == 15


@pytest.mark.parametrize("name", ["anding-2023", "suide-2011", "youxi-2006", "huachuan-2008"])
def test_damage_is_mended_to_the_last_character(
    name: str, compose: Any, articles: dict[str, SourceArticle]
) -> None:
    mended = (
        compose.mended(name) if name != "huachuan-2008" else compose.plain_texts()[f"{name}.txt"]
    )
    assert Repairer().repair(articles[f"{name}.txt"].repaired).text == mended


@pytest.mark.parametrize("name", CLEAN)
def test_clean_text_is_left_alone(name: str, articles: dict[str, SourceArticle]) -> None:
    repaired = Repairer().repair(articles[f"{name}.txt"].repaired)
    assert repaired.edits == ()
    assert repaired.text == (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def test_what_is_lost_is_reported_and_what_looks_alike_mended(
    articles: dict[str, SourceArticle],
) -> None:
    repaired = Repairer().repair(articles["zhenyuan-2013.txt"].repaired)
    assert [(edit.kind, edit.before, edit.after) for edit in repaired.edits] == [
        ("lookalike", "巿", "市")
    ]
    assert [issue.kind for issue in repaired.issues] == ["lost_characters", "lost_digits"]
    assert all(issue.blocks for issue in repaired.issues)
