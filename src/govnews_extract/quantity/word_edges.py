"""Where a word beside a number is part of a longer one: 三|家具, 4000多|功能, 签约|3家."""

from __future__ import annotations

from functools import cache
from typing import Literal

from govnews_extract.lexicon.loader import load_table

Where = Literal["measure", "digits", "bound", "front"]


@cache
def word_edges(where: Where) -> dict[str, str]:
    """The words of one kind in `word_edges.tsv`, with the characters that make each a longer word.

    Example:
        >>> "具" in word_edges("measure")["家"]
        True
    """
    rows = load_table("word_edges").dicts()
    return {row["surface"]: row["characters"] for row in rows if row["where"] == where}
