"""One record against the annotations of its article."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from govnews_extract.annotated import JsonRecord
from govnews_extract.evaluation.agreement import plain
from govnews_extract.evaluation.amounts import score_amounts
from govnews_extract.evaluation.gold import GoldArticle
from govnews_extract.evaluation.names import score_names, score_projects
from govnews_extract.evaluation.scores import Scores

MINUTE_CHARS = len("2023-04-07T09:44")
REPAIR_PARTS = 10_000
"""Likeness of a text is counted in these, so that all articles weigh the same."""


def score_record(record: JsonRecord, gold: GoldArticle, scores: Scores) -> None:
    """Add one article to `scores`.

    The figures: `quantity`, `fact` (subject and metric right), `fact.*` over amounts that were
    found, `entity` and `entity.*`, `place.code`, `project` and `project.*`, `meta`, and `repair`,
    the likeness of the repaired text to the annotated one without spaces.

    Args:
        record: In its JSON form.
        gold: What a person found in the same article.
        scores: Takes the counts and the differences.

    Example:
        >>> from pathlib import Path
        >>> from govnews_extract import Extractor
        >>> row = {"text": "3亿元", "value": "300000000", "unit": "CNY", "modifier": "",
        ...        "subject": "江山市", "metric": "投资", "action": "", "place": "", "optional": ""}
        >>> gold = GoldArticle(name="a", raw=Path("raw.txt"), repaired=None, meta={},
        ...                    quantities=(row,), entities=(), projects=())
        >>> scores = Scores()
        >>> score_record(Extractor().extract("江山市投资3亿元。").to_dict(), gold, scores)
        >>> scores.figures()["fact"]["f1"]
        1.0
    """
    score_amounts(record, gold, scores)
    score_names(record, gold, scores)
    score_projects(record, gold, scores)
    for field, wanted in gold.meta.items():
        given = record.get(field)
        if field == "place" and isinstance(given, dict):
            given = given["code"]
        right = _same_meta(field, wanted, given)
        scores.check("meta", right=right)
        if not right:
            scores.faults.append(f"{gold.name}: {field}: wanted {wanted!r}, got {given!r}")
    if gold.repaired is not None:
        wanted_text, text = ("".join(one.split()) for one in (gold.repaired, record["text"]))
        alike = SequenceMatcher(None, wanted_text, text, autojunk=False).ratio()
        likeness = round(alike * REPAIR_PARTS)
        scores.add("repair", hits=likeness, wanted=REPAIR_PARTS, found=REPAIR_PARTS)


def _same_meta(field: str, wanted: Any, given: Any) -> bool:
    if isinstance(wanted, list):
        return [plain(str(one)) for one in wanted] == [plain(str(one)) for one in given or ()]
    first, second = plain(str(wanted)), plain(str(given or ""))
    if field == "published":
        return first[:MINUTE_CHARS] == second[:MINUTE_CHARS]
    return first == second
