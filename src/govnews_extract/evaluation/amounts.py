"""Amounts and their facts against annotated ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from govnews_extract.annotated import JsonRecord
from govnews_extract.evaluation.agreement import agrees, plain
from govnews_extract.evaluation.alignment import align_amounts
from govnews_extract.evaluation.gold import GoldArticle, Row
from govnews_extract.evaluation.scores import Scores

OF_AMOUNT = ("modifier", "text")


def score_amounts(record: JsonRecord, gold: GoldArticle, scores: Scores) -> None:
    """Count amounts, each field of their facts, and facts of which subject and metric are right."""
    found = sorted(record["quantities"], key=lambda amount: amount["start"])
    pairs = align_amounts(gold.quantities, found)
    asked = [(gold.quantities[i], found[j]) for i, j in pairs if not _optional(gold.quantities[i])]
    extra = _not_wanted(gold, found, pairs)
    wanted = sum(not _optional(row) for row in gold.quantities)
    counted = len(asked) + len(extra)
    scores.add("quantity", hits=len(asked), wanted=wanted, found=counted)
    _tell(gold, pairs, extra, scores)
    facts = {fact["quantity"]: fact for fact in record["facts"]}
    whole = 0
    for row, amount in asked:
        right = _score_fact(
            row, amount, facts.get(amount["index"], {}), name=gold.name, scores=scores
        )
        whole += right["subject"] and right["metric"]
    scores.add("fact", hits=whole, wanted=wanted, found=counted)


def _optional(row: Row) -> bool:
    return row["optional"] == "1"


def _not_wanted(
    gold: GoldArticle, found: list[dict[str, Any]], pairs: list[tuple[int, int]]
) -> list[dict[str, Any]]:
    """Amounts that are none of the annotated ones.

    One with the text of an optional amount that nothing else is paired with is forgiven, though
    its value may be another.
    """
    paired = {i for i, _ in pairs}, {j for _, j in pairs}
    forgiven = Counter(
        plain(row["text"])
        for i, row in enumerate(gold.quantities)
        if _optional(row) and i not in paired[0]
    )
    extra = []
    for j, amount in enumerate(found):
        if j in paired[1]:
            continue
        text = plain(amount["text"])
        if forgiven[text] > 0:
            forgiven[text] -= 1
        else:
            extra.append(amount)
    return extra


def _tell(
    gold: GoldArticle,
    pairs: list[tuple[int, int]],
    extra: list[dict[str, Any]],
    scores: Scores,
) -> None:
    paired = {i for i, _ in pairs}
    for i, row in enumerate(gold.quantities):
        if i not in paired and not _optional(row):
            amount = f"{row['text']} = {row['value']} {row['unit']}"
            scores.faults.append(f"{gold.name}: quantity missed: {amount}")
    for found in extra:
        amount = f"{found['text']} = {found['value']} {found['unit']}"
        scores.faults.append(f"{gold.name}: quantity spurious: {amount}")


def _score_fact(
    row: Row, amount: Mapping[str, Any], fact: Mapping[str, Any], *, name: str, scores: Scores
) -> dict[str, bool]:
    """Which fields of an amount that was found are right."""
    subjects = (fact.get("subject"), fact.get("subject_text"))
    right = {
        "modifier": row["modifier"] == (amount["modifier"] or ""),
        "text": plain(row["text"]) == plain(amount["text"]),
        "subject": any(agrees(row["subject"], subject) for subject in subjects),
        "metric": agrees(row["metric"], fact.get("metric")),
        "action": agrees(row["action"], fact.get("action"), in_part=True),
        "place": not row["place"] or row["place"] == fact.get("place"),
    }
    for field, is_right in right.items():
        scores.check(f"fact.{field}", right=is_right)
        if not is_right:
            given = (amount if field in OF_AMOUNT else fact).get(field)
            scores.faults.append(
                f"{name}: {row['text']}: {field}: wanted {row[field]!r}, got {given!r}"
            )
    return right
