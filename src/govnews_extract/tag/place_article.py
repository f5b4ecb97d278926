"""Which place an article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from govnews_extract.datatypes import ArticleMeta
from govnews_extract.lexicon.divisions import Divisions, parent_code
from govnews_extract.lexicon.divisions_gazetteer import Gazetteer, NameKind
from govnews_extract.lexicon.script import simplify
from govnews_extract.tag.surfaces import find_surfaces

# Weight of a mention by where it stands; a mention in the body weighs 1.
TITLE_WEIGHT = 6
SOURCE_WEIGHT = 4
PROVINCIAL_SOURCE_WEIGHT = 1
"""A province's paper reports from all over its province."""
SITE_WEIGHT = 3

DESCENT_SHARE_PERCENT = 55
"""A part of a division stands for the whole article where it has this share of the weight."""

MAX_GENERIC_WEIGHT = 8

# Read from its last character back, for which a text is searched faster than for digits.
YEAR_RE = re.compile("年(?<=((?:19[89]|20[0-4])[0-9])年)")


def stated_year(simple: str) -> int | None:
    """The year that a text names most often, the later one of equals; None where it names none.

    Stands in for an unknown date of publication when codes are chosen.

    Example:
        >>> stated_year("2010年建成，2011年一季度、2011年二季度")
        2011
    """
    years = Counter(YEAR_RE.findall(simple))
    return int(max(years, key=lambda year: (years[year], year))) if years else None


def places_of_names(
    meta: ArticleMeta, gazetteer: Gazetteer, year: int | None
) -> tuple[tuple[str, int], ...]:
    """Codes of divisions in the names of the publisher and the site, with their weights."""
    found: list[tuple[str, int]] = []
    for text, weight in ((meta.source, SOURCE_WEIGHT), (meta.site, SITE_WEIGHT)):
        if not text:
            continue
        for _, _, name in find_surfaces(simplify(text)).places:
            if name.kind is not NameKind.DIVISION or name.sense is not None:
                continue
            rows = gazetteer.candidates(name, year)
            if len(rows) == 1:
                code = rows[0].code
                found.append((code, PROVINCIAL_SOURCE_WEIGHT if code.endswith("0000") else weight))
    return tuple(found)


def add_generic_weights(
    levels: Iterable[str], weights: dict[str, int], divisions: Divisions
) -> None:
    """Add what 全县, 该市, 我省 say to the heaviest division of `weights` that they can mean.

    `levels` are their last characters.
    """
    counts = Counter(levels)
    if not counts:
        return
    for code in sorted(weights, key=weights.__getitem__, reverse=True):
        row = divisions.by_code(code)
        times = counts.pop(row.name[-1], 0) if row else 0
        if times:
            weights[code] += min(times, MAX_GENERIC_WEIGHT)
        if not counts:
            return


def settle_place(
    weights: Mapping[str, int], papers: Mapping[str, int] = MappingProxyType({})
) -> str | None:
    """The division that weighted mentions speak for: as deep as most of the weight goes.

    Each mention counts for its division and all around it. From the heaviest province the search
    goes down while one part holds most of the weight of the whole. A paper reports from all over
    its division: its name speaks for that division against others, not against its own parts.

    Args:
        weights: Summed weight of the mentions of each code, the first mentioned first.
        papers: What of it comes from the names of the publisher and the site.

    Returns:
        A code; None where nothing is mentioned.

    Example:
        >>> settle_place({"620700": 5, "620702": 2, "620723": 2, "310000": 1})
        '620700'
        >>> settle_place({"620700": 4, "620702": 2}, {"620700": 4})
        '620702'
    """
    if not weights:
        return None
    total: dict[str, int] = {}
    parts: dict[str | None, list[str]] = {}
    for code, weight in weights.items():
        for holder, around in _holders(code):
            if holder in total:
                total[holder] += weight
            else:
                total[holder] = weight
                parts.setdefault(around, []).append(holder)
    # Ties go to the place mentioned first.
    place = max(parts[None], key=total.__getitem__)
    while True:
        best = max(parts.get(place, ()), key=total.__getitem__, default=None)
        whole = total[place] - papers.get(place, 0)
        if best is None or total[best] * 100 < whole * DESCENT_SHARE_PERCENT:
            return place
        place = best


@lru_cache(maxsize=1 << 13)
def _holders(code: str) -> tuple[tuple[str, str | None], ...]:
    """A division and those around it, each with the one right around it."""
    around = parent_code(code)
    return ((code, around), *(_holders(around) if around is not None else ()))
