"""Subjects and metrics on the samples, held at what was reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from loading import ROOT, cases

from govnews_extract import Extractor
from govnews_extract.lexicon.script import simplify
from govnews_extract.read import ReadFailure, iter_articles

ROWS = [row.values[0] for row in cases("samples/facts", "sample")]
FLOORS = {"amount": 1.0, "subject": 0.852, "metric": 0.836}
"""Shares of the rows answered right."""


def facts_of(name: str, extractor: Extractor) -> Iterator[tuple[str, dict[str, str | None]]]:
    for article in iter_articles([ROOT / "samples" / name]):
        if isinstance(article, ReadFailure):
            continue  # its rows count as wrong
        record = extractor.extract_article(article)
        facts = {fact.quantity: fact for fact in record.facts}
        for index, amount in enumerate(record.quantities):
            fact = facts.get(index)
            answers = {"subject": fact and fact.subject, "metric": fact and fact.metric}
            yield simplify(amount.text), answers


def judged(row: str, found: list[tuple[str, dict[str, str | None]]]) -> dict[str, Any]:
    """Which answers to a row are right; takes the first fact of its amount out of `found`."""
    surface, subjects, metrics = row.split(" | ")
    at = next((i for i, (text, _) in enumerate(found) if text == simplify(surface)), None)
    answers = {} if at is None else found.pop(at)[1]
    return {
        "row": f"{row}: {answers}",
        "amount": at is not None,
        "subject": answers.get("subject") in subjects.split("/"),
        "metric": answers.get("metric") in metrics.split("/"),
    }


@pytest.fixture(scope="module")
def answers(extractor: Extractor) -> list[dict[str, Any]]:
    rows = []
    for sample in ROWS:
        found = list(facts_of(sample["id"], extractor))
        rows += [judged(row, found) for row in sample["facts"]]
    return rows


@pytest.mark.parametrize("field", FLOORS)
def test_shares_stay_at_what_was_reached(field: str, answers: list[dict[str, Any]]) -> None:
    wrong = [row["row"] for row in answers if not row[field]]
    share = 1 - len(wrong) / len(answers)
    assert share >= FLOORS[field], "\n".join([f"{share:.4f}", *wrong])
