from __future__ import annotations

from typing import Any

import pytest
from loading import SHARED, cases, gold_folders, needs_shared

from govnews_extract.datatypes import RepairedText, Span, apply_edits
from govnews_extract.repair import Repairer
from govnews_extract.repair.changes import Change, with_changes
from govnews_extract.repair.shift_steps import Style, style_cost
from govnews_extract.repair.words import tag_pairs

REPAIRER = Repairer()


def repaired(text: str) -> RepairedText:
    return REPAIRER.repair(RepairedText.untouched(text))


@pytest.mark.parametrize("row", cases("repair/damage", "repaired"))
def test_damage_is_undone(row: dict[str, Any]) -> None:
    done = repaired(row["text"])
    assert done.text == row["expect"]
    assert sorted({edit.kind for edit in done.edits}) == row["kinds"]
    assert apply_edits(row["text"], done.edits) == done.text
    assert repaired(done.text).text == done.text


@pytest.mark.parametrize("row", cases("repair/damage", "untouched"))
def test_other_text_stays(row: dict[str, Any]) -> None:
    done = repaired(row["text"])
    assert done.text == row["text"]
    assert done.edits == ()


@pytest.mark.parametrize("row", cases("repair/damage", "issue"))
def test_lost_and_foreign_text_is_told_of(row: dict[str, Any]) -> None:
    done = repaired(row["text"])
    assert done.text == row["text"]
    told = [(i.kind, i.span.of(done.text) if i.span else "", i.blocks) for i in done.issues]
    assert told == [(row["kind"], row["span"], row["blocks"])]


@pytest.mark.parametrize("row", cases("repair/damage", "quiet"))
def test_nothing_is_told_of_clean_text(row: dict[str, Any]) -> None:
    assert repaired(row["text"]).issues == ()


@needs_shared
def test_annotated_articles_come_back_to_the_character() -> None:
    for folder in gold_folders():
        raw = (folder / "raw.txt").read_bytes().decode()
        assert repaired(raw).text == (folder / "repaired.txt").read_bytes().decode(), folder.name


@needs_shared
@pytest.mark.parametrize("name", sorted(p.name for p in (SHARED / "gold").glob("*-*")))
def test_each_shifted_place_is_an_edit_of_its_own(name: str) -> None:
    raw = (SHARED / "gold" / name / "raw.txt").read_bytes().decode()
    kinds = [edit.kind for edit in repaired(raw).edits]
    assert kinds.count("pinyin_gloss") == 110
    assert all(len(edit.before) <= 8 for edit in repaired(raw).edits)


def test_every_edit_names_its_rule_and_says_why() -> None:
    done = repaired("給予重獎??h委表彰，加快發(fā)展產(chǎn)業(yè)、建設(shè)")
    assert {edit.rule_id for edit in done.edits} == {"gloss.converter", "gbk_shift.words"}
    assert all(edit.evidence for edit in done.edits)


def test_what_was_read_leads_back_to_what_stood_there() -> None:
    raw = "總投資3億元，重獎??h委發(fā)展產(chǎn)業(yè)。"
    done = repaired(raw)
    at = done.text.index("縣委")
    span = type(done.edits[0].span)
    assert done.to_raw(span(at, at + 2)).of(raw) == "?h委"
    assert done.to_raw(span(0, 6)).of(raw) == "總投資3億元"


def test_a_likely_character_is_written_and_told_of() -> None:
    change = Change(start=1, end=2, after="達", rule_id="r", doubt="達 is likely here (0.80)")
    done = with_changes(RepairedText.untouched("面?3萬畝"), "gbk_shift", [change])
    assert done.text == "面達3萬畝"
    assert [(i.kind, i.span, i.blocks) for i in done.issues] == [
        ("uncertain_characters", Span(1, 2), True)
    ]


def test_figures_follow_et_cetera_sooner_than_a_particle() -> None:
    odds = tag_pairs()
    assert odds["等", "m"] > odds["u", "m"]
    assert odds["等", "v"] == odds["u", "v"]


@pytest.mark.parametrize("char", "７Ｂｎ")
def test_a_full_width_letter_or_digit_is_an_unlikely_guess(char: str) -> None:
    style = Style(traditional=False, half_width=False)
    assert style_cost(char, style) < style_cost("，", style) == 0.0


def test_a_full_width_mark_is_an_unlikely_guess_among_half_width_ones() -> None:
    assert style_cost("，", Style(traditional=True, half_width=True)) < 0.0
    assert style_cost("。", Style(traditional=True, half_width=True)) == 0.0
