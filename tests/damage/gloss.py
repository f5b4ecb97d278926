"""Pinyin glosses as a site's Simplified→Traditional converter leaves them."""

from __future__ import annotations

from random import Random

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.gbk_bytes import is_common
from govnews_extract.repair.readings import readings_of


def convertible(text: str) -> list[str]:
    """The distinct characters of `text` that a converter makes and might gloss, sorted."""
    return sorted({c for c in text if simplify(c) != c and is_common(c) and readings_of(c)})


def glossed(text: str, chars: set[str], *, wide: bool = False) -> str:
    """`text` with the first reading of each of `chars` written behind it, wherever it stands."""
    left, right = "（）" if wide else "()"
    return "".join(f"{c}{left}{readings_of(c)[0]}{right}" if c in chars else c for c in text)


def glossed_at_random(text: str, rng: Random) -> str | None:
    """`text` with three to thirty of its characters glossed; None where it has too few."""
    chars = convertible(text)
    if len(chars) < 3:
        return None
    some = set(rng.sample(chars, rng.randint(3, min(len(chars), 30))))
    return glossed(text, some, wide=rng.random() < 0.1)
