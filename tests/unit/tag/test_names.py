"""Composed sentences, the names in them, and whose bodies they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from loading import cases

from govnews_extract.datatypes import ArticleContext, ArticleMeta, Label, Mention
from govnews_extract.errors import ConfigError, LexiconError
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import DateFinder, QuantityFinder
from govnews_extract.segment import Segmenter
from govnews_extract.tag import NameTagger, PlaceTagger, UserName, load_user_names

SEGMENTER, PLACES, DATES, QUANTITIES = Segmenter(), PlaceTagger(), DateFinder(), QuantityFinder()
RULES, BOTH = NameTagger(tagger=None), NameTagger()
JUDGED = frozenset(
    [Label.AGENCY, Label.COMPANY, Label.ORG, Label.PROJECT, Label.PERSON, Label.PROGRAM]
)


def tagged(text: str, tagger: NameTagger = RULES, place: str | None = None) -> tuple[Mention, ...]:
    """The mentions of a sentence in an article about `place`."""
    doc = SEGMENTER.segment(text, simplify(text))
    context = ArticleContext(meta=ArticleMeta(place_code=place, published="2023-04-07"))
    dates = DATES.find(doc, context)
    places, context = PLACES.tag(doc, context)
    quantities = QUANTITIES.find(doc, context, dates)
    return tagger.tag(doc, context, places=places, dates=dates, quantities=quantities)


def named(mentions: tuple[Mention, ...]) -> set[str]:
    return {f"{mention.label.value} {mention.text}" for mention in mentions}


@pytest.mark.parametrize("row", cases("tag/names", "case"))
def test_rules_find_the_names_of_a_sentence(row: dict[str, Any]) -> None:
    assert set(row["expect"]) <= named(tagged(row["text"]))


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("由珠海前往香港国际机场的车程减至45分钟。", "LOC 香港国际机场"),
        ("各地推出阳山的连南高山稻田节、英德温泉漂流等活动。", "PROGRAM 连南高山稻田节"),
        ("黄冈武穴港集装箱码头开工建设，总投资8亿元。", "PROJECT 黄冈武穴港集装箱码头"),
        ("广州白云国际机场三期扩建工程开工。", "PROJECT 广州白云国际机场三期扩建工程"),
    ],
)
def test_places_of_traffic_and_festivals_are_no_projects(text: str, expect: str) -> None:
    found = named(tagged(text, BOTH))
    assert expect in found
    name = expect.partition(" ")[2]
    assert {each for each in found if each.endswith(f" {name}")} == {expect}


@pytest.mark.parametrize("row", cases("tag/canonical", "case"))
def test_bodies_get_their_place_and_code(row: dict[str, Any]) -> None:
    found = tagged(row["text"], place=row["place"])
    assert [
        f"{mention.text} = {mention.norm} {mention.code}"
        for mention in found
        if mention.label is Label.AGENCY
    ] == row["expect"]


@pytest.mark.parametrize("row", cases("tag/location_traps", "case"))
def test_words_that_end_like_rivers_and_streets_are_no_places(row: dict[str, Any]) -> None:
    wrong = {
        f"{mention.text} in {text}"
        for text in row["texts"]
        for mention in tagged(text)
        if mention.label is Label.LOC
    }
    assert not wrong


@pytest.mark.parametrize("row", cases("tag/traps", "case"))
@pytest.mark.parametrize("tagger", [RULES, BOTH], ids=["rules", "both"])
def test_ordinary_words_are_no_names(row: dict[str, Any], tagger: NameTagger) -> None:
    wrong = {
        f"{mention.label.value} {mention.text} in {text}"
        for text in row["texts"]
        for mention in tagged(text, tagger)
        if mention.label in JUDGED
    }
    assert not wrong


def test_traps_are_many() -> None:
    rows = cases("tag/traps", "case")
    assert sum(len(row.values[0]["texts"]) for row in rows) >= 150


def test_a_short_name_takes_the_full_name_of_the_article() -> None:
    text = "山西晟禾焦化有限公司（以下简称“晟禾焦化”）点火。晟禾焦化年产焦炭100万吨。"
    norms = {m.norm for m in tagged(text) if m.label is Label.COMPANY}
    assert norms == {"山西晟禾焦化有限公司"}


def test_a_users_table_adds_names_with_canonical_and_code(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        "# holds: names of mine\nid\tlabel\tsurface\tcanonical\tcode\n"
        "1\tCOMPANY\t晨曜新材\t甘肃晨曜新材料有限公司\t620700\n",
        encoding="utf-8",
    )
    tagger = NameTagger(tagger=None, extra_names=load_user_names(path))
    found = [m for m in tagged("市里与晨曜新材见面。", tagger) if m.label is Label.COMPANY]
    assert [(m.text, m.norm, m.code, m.rule_id) for m in found] == [
        ("晨曜新材", "甘肃晨曜新材料有限公司", "620700", "user_name")
    ]


def test_a_users_name_is_found_in_either_script() -> None:
    tagger = NameTagger(extra_names=[UserName(label=Label.PROJECT, surface="龍泉灣")])
    assert "PROJECT 龙泉湾" in named(tagged("龙泉湾开工。", tagger))


def test_a_broken_users_table_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("id\tlabel\tsurface\tcanonical\tcode\n1\tFIRM\t晨曜\t\t\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.tsv:2 \[label\]"):
        load_user_names(path)


def test_an_unknown_tagger_is_refused() -> None:
    with pytest.raises(ConfigError, match="bert"):
        NameTagger(tagger="bert")


def test_run_of_heads_makes_no_name_as_long_as_the_text() -> None:
    text = "连霍高速公路" * 200
    prepared = RULES.prepare(
        SEGMENTER.segment(text, text), ArticleContext(), places=(), dates=(), quantities=()
    )
    assert max(draft.end - draft.start for draft in prepared.drafts) < len(text) // 4
