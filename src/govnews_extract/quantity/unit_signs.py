"""Words that show which unit an ambiguous word beside a number is: 温度 makes 度 a degree."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from govnews_extract.lexicon.loader import load_table
from govnews_extract.quantity.plain import trie_pattern

Where = Literal["near", "before", "after"]


@cache
def _words() -> dict[tuple[str, str], list[str]]:
    words: dict[tuple[str, str], list[str]] = {}
    for row in load_table("unit_signs").dicts():
        words.setdefault((row["sense"], row["where"]), []).append(row["surface"])
    return words


@cache
def sign_re(sense: str, where: Where, *, prefix: str = "") -> re.Pattern[str]:
    """A regex for the words of `unit_signs.tsv` that show `sense`.

    Args:
        sense: What the words show, such as `temperature`.
        where: Those to be searched for around a number, right before it, or matched right behind.
        prefix: A regex for what may stand in front of a word.

    Example:
        >>> sign_re("temperature", "near").search("最高气温达") is not None
        True
        >>> sign_re("stretch", "before").search("为期") is not None
        True
    """
    return re.compile(
        prefix + trie_pattern(_words()[sense, where]) + ("$" if where == "before" else "")
    )
