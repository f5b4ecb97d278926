"""Which found amount is which annotated one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from govnews_extract.evaluation.agreement import plain, same_value

PAIR, SAME_TEXT = 100, 1
"""Weights: as many pairs as can be, and of as many those whose texts are the same."""

Pair = tuple[int, int]


def align_amounts(
    wanted: Sequence[Mapping[str, str]], found: Sequence[Mapping[str, Any]]
) -> list[Pair]:
    """Pairs of indexes of equal value and unit, each once, in reading order on both sides.

    Takes time and memory by the product of both lengths: amounts of one article.
    """
    weights = _weights(wanted, found)
    best = [[0] * (len(found) + 1) for _ in range(len(wanted) + 1)]
    for i in reversed(range(len(wanted))):
        for j in reversed(range(len(found))):
            skipped = max(best[i + 1][j], best[i][j + 1])
            weight = weights.get((i, j))
            best[i][j] = skipped if weight is None else max(skipped, best[i + 1][j + 1] + weight)
    pairs: list[Pair] = []
    i = j = 0
    while i < len(wanted) and j < len(found):
        weight = weights.get((i, j))
        if weight is not None and best[i][j] == best[i + 1][j + 1] + weight:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _weights(
    wanted: Sequence[Mapping[str, str]], found: Sequence[Mapping[str, Any]]
) -> dict[Pair, int]:
    """The weight of each pair that may be one."""
    texts = [plain(row["text"]) for row in wanted], [plain(row["text"]) for row in found]
    return {
        (i, j): PAIR + SAME_TEXT * (texts[0][i] == texts[1][j])
        for i, row in enumerate(wanted)
        for j, amount in enumerate(found)
        if row["unit"] == amount["unit"]
        and same_value(row["value"], amount["value"], amount["high"])
    }
