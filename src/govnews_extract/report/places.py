"""Names of places by their codes."""

from __future__ import annotations

from govnews_extract.lexicon.divisions import Divisions, load_divisions


class PlaceNames:
    """Names of divisions, as they were called when an article was published.

    Example:
        >>> PlaceNames().name("620702", "2023-04-07")
        '张掖市甘州区'
    """

    def __init__(self) -> None:
        self._divisions: Divisions | None = None
        self._names: dict[tuple[str, int | None], str] = {}

    def name(self, code: str | None, published: str | None) -> str:
        """The division with the one it lies in, without the province; empty for no code."""
        if not code:
            return ""
        year = int(published[:4]) if published and published[:4].isdigit() else None
        known = self._names.get((code, year))
        if known is None:
            known = self._names[code, year] = self._look_up(code, year)
        return known

    def _look_up(self, code: str, year: int | None) -> str:
        if self._divisions is None:
            self._divisions = load_divisions()
        row = self._divisions.by_code(code, year)
        if row is None:
            return code
        above = [one for one in self._divisions.ancestors(code, year) if one.parent]
        return "".join(one.name for one in reversed([row, *above[:1]]))
