"""Towns, townships, sumu and subdistricts by county."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from govnews_extract.lexicon.compiled import Columns, load_compiled
from govnews_extract.lexicon.divisions import load_divisions
from govnews_extract.lexicon.loader import load_table
from govnews_extract.lexicon.script import simplify


class Towns:
    """Names below the county.

    Example:
        >>> towns = load_towns()
        >>> towns.lies_in("瓦塘镇", "141123"), towns.is_known("瓦塘镇")
        (True, True)
    """

    __slots__ = ("_counties",)

    def __init__(self, columns: Columns) -> None:
        self._counties = dict(zip(columns["names"], columns["counties"], strict=True))

    def is_known(self, name: str) -> bool:
        """Whether any county has, or had, a town of that name (simplified)."""
        return name in self._counties

    def counties(self, name: str) -> tuple[str, ...]:
        """Codes of the counties with a town of that name, of all years, sorted."""
        codes = self._counties.get(name)
        return tuple(codes.split(";")) if codes else ()

    def lies_in(self, name: str, code: str) -> bool:
        """Whether the county `code`, or what became of it, has a town of that name."""
        counties = self.counties(name)
        if not counties:
            return False
        if code in counties:
            return True
        row = load_divisions().by_code(code)
        return row is not None and any(later in counties for later in row.successors)


@cache
def load_towns() -> Towns:
    """All towns of the shipped table, read when the first one is asked for.

    Raises:
        LexiconError: where the table is missing or broken.
    """
    return Towns(load_compiled("towns", ("script_variants", "townships"), _columns))


def _columns() -> Columns:
    counties: dict[str, list[str]] = defaultdict(list)
    for code, surfaces in load_table("townships").rows:
        for name in surfaces.split(";"):
            counties[name].append(code)
            plain = simplify(name)
            if plain != name:
                counties[plain].append(code)
    return {"names": list(counties), "counties": [";".join(codes) for codes in counties.values()]}
