"""Sentences that we composed, by construction: whose each amount is, of what, and what happened."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from typing import Any

import pytest
from loading import ROOT

from govnews_extract import Extractor
from govnews_extract.datatypes import Fact
from govnews_extract.lexicon.script import simplify

FOLDER = ROOT / "tests" / "cases" / "link"
FIELDS = ("subject", "metric", "action", "status")
OVERALL_FLOOR = 0.97
CONSTRUCTION_FLOOR = 0.85


@cache
def _extractor() -> Extractor:
    return Extractor()


def _sentences() -> list[tuple[str, dict[str, Any]]]:
    rows = []
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        rows += [(content["construction"], row) for row in content["case"]]
    return rows


def faults_of(row: dict[str, Any]) -> list[str]:
    """What the facts of one sentence get wrong, in words; nothing for a sentence that is right."""
    record = _extractor().extract(row["text"])
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in record.facts:
        facts[simplify(record.quantities[fact.quantity].text)].append(fact)
    faults = []
    for amount, *wanted in row["expect"]:
        fact = next(iter(facts[simplify(amount)]), None)
        if fact is None:
            faults.append(f"{amount}: no fact")
            continue
        for name, cell in zip(FIELDS, wanted, strict=False):
            said = {getattr(fact, name)} | ({fact.subject_text} if name == "subject" else set())
            accepted = {simplify(part) or None for part in cell.split("|")}
            if cell and not (said & accepted or (cell == "-" and said == {None})):
                faults.append(f"{amount} {name}: {cell!r}, got {getattr(fact, name)!r}")
    return faults


def test_ids_are_unique_and_constructions_many() -> None:
    rows = _sentences()
    assert len({row["id"] for _, row in rows}) == len(rows) >= 250
    assert len({construction for construction, _ in rows}) >= 15


def test_composed_sentences_are_read_right() -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    report = []
    for construction, row in _sentences():
        faults = faults_of(row)
        right[construction].append(not faults)
        report += [f"{row['id']} {row['text']}: {'; '.join(faults)}"] if faults else []
    rates = {name: sum(marks) / len(marks) for name, marks in right.items()}
    every = [mark for marks in right.values() for mark in marks]
    assert sum(every) / len(every) >= OVERALL_FLOOR, "\n".join(report)
    low = {name: rate for name, rate in rates.items() if rate < CONSTRUCTION_FLOOR}
    assert not low, f"{low}\n" + "\n".join(report)


def test_negative_sentences_give_no_fact() -> None:
    for text in ("第一批项目开工。", "“三抓三促”行动扎实开展。", "会议在市政府三楼召开。"):
        assert not _extractor().extract(text).facts, text


@pytest.mark.parametrize("text", ["增长5%。", "占四成。", "(约3万元)", "31项", "分别为5%和6%。"])
def test_amounts_without_anything_around_do_not_fail(text: str) -> None:
    assert len(_extractor().extract(text).facts) == len(_extractor().extract(text).quantities)
