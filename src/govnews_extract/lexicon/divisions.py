"""Administrative divisions of China from 1980 on: codes, names, years, and who lies in whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from govnews_extract.datatypes import Place
from govnews_extract.lexicon.compiled import Columns, load_compiled
from govnews_extract.lexicon.loader import load_table

YEAR_TOLERANCE = 1
"""Tables are taken at the end of a year; news of the years beside a change use either name."""

MUNICIPALITIES = ("11", "12", "31", "50")
"""First digits of Beijing, Tianjin, Shanghai and Chongqing, which have no prefectures."""

GENERIC_PREFIXES = ("全", "该", "我", "本", "各", "此", "贵", "所在")
"""What stands before 县, 市, 区 … where a text speaks of a division without naming it."""

GENERIC_HEADS = "省市县区州盟旗"


class Level(StrEnum):
    """Rank of a division."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One division under one name and one code.

    Attributes:
        code: GB/T 2260 code.
        short: Short forms of the name, without 市, 县 or the peoples of an autonomous division.
        parent: Code of the division it lies in; None for a province.
        valid_from: Year at whose end it is first on record.
        valid_to: Year in which it ended; None while in force.
        successors: Codes of the divisions that took its place.
    """

    code: str
    name: str
    short: tuple[str, ...]
    level: Level
    parent: str | None
    valid_from: int
    valid_to: int | None
    successors: tuple[str, ...] = ()

    def distance(self, year: int) -> int:
        """Years between `year` and the years in force; 0 inside them, the years of change too."""
        if year < self.valid_from:
            return self.valid_from - year
        if self.valid_to is not None and year > self.valid_to:
            return year - self.valid_to
        return 0

    def contains(self, code: str) -> bool:
        """Whether the division `code` is this one or lies in it.

        Source: GB/T 2260, where digits 1-2 tell the province and 3-4 the prefecture.
        """
        return code.startswith(code_prefix(self.code))

    def as_place(self) -> Place:
        """Code and name."""
        return Place(code=self.code, name=self.name)


def code_prefix(code: str) -> str:
    """The digits that all divisions inside `code` share.

    Example:
        >>> code_prefix("620000"), code_prefix("620700"), code_prefix("620702")
        ('62', '6207', '620702')
    """
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


@lru_cache(maxsize=1 << 13)
def parent_code(code: str) -> str | None:
    """The code that GB/T 2260 puts above `code`; None above a province.

    Counties of a municipality and those that a province governs itself (digits 3-4 are 90) lie in
    the province.

    Example:
        >>> [parent_code(code) for code in ("620702", "620700", "310105", "429004", "620000")]
        ['620700', '620000', '310000', '420000', None]
    """
    if code.endswith("0000"):
        return None
    direct = code.endswith("00") or code[:2] in MUNICIPALITIES or code[2:4] == "90"
    return code[:2] + "0000" if direct else code[:4] + "00"


class Divisions:
    """Look-ups over all divisions.

    A year of None means that it is unknown: what is in force today comes first, then what ended
    last.

    Example:
        >>> divisions = load_divisions()
        >>> [division.name for division in divisions.ancestors("620702", 2023)]
        ['张掖市', '甘肃省']
        >>> divisions.resolve_generic("全市", divisions.place("620702", 2023), 2023)
        Place(code='620700', name='张掖市')
    """

    __slots__ = ("_by_code", "_lines", "_ranked", "_rows")

    def __init__(self, codes: Sequence[str], lines: Sequence[str]) -> None:
        self._lines = lines
        self._rows: dict[int, Division] = {}
        self._by_code = _numbers_by(codes)
        self._ranked: dict[tuple[str, int | None], Division] = {}

    def row(self, number: int) -> Division:
        """The division of a row of the table, by its number from 0; made when first asked for."""
        known = self._rows.get(number)
        if known is None:
            known = self._rows[number] = _division(self._lines[number].split("\t"))
        return known

    @property
    def all(self) -> tuple[Division, ...]:
        """Every row of the table, in its order."""
        return tuple(map(self.row, range(len(self._lines))))

    def by_code(self, code: str, year: int | None = None) -> Division | None:
        """The division that bore `code` in `year`, or nearest to it; None for an unknown code."""
        known = self._ranked.get((code, year))
        if known is None and (rows := self.with_code(code)):
            known = self._ranked[code, year] = rank_by_year(rows, year)[0]
        return known

    def with_code(self, code: str) -> tuple[Division, ...]:
        """All divisions that ever bore `code`, in order of their years."""
        return tuple(map(self.row, self._by_code.get(code, ())))

    def place(self, code: str, year: int | None = None) -> Place | None:
        """Code and name of the division that bore `code` in `year`; None for an unknown code."""
        row = self.by_code(code, year)
        return row.as_place() if row else None

    def parent(self, code: str, year: int | None = None) -> Division | None:
        """The division that `code` lay in; None for a province or an unknown code."""
        row = self.by_code(code, year)
        return self.by_code(row.parent, year) if row and row.parent else None

    def ancestors(self, code: str, year: int | None = None) -> tuple[Division, ...]:
        """The divisions that `code` lay in, the nearest first."""
        found: list[Division] = []
        row = self.parent(code, year)
        while row is not None:
            found.append(row)
            row = self.parent(row.code, year)
        return tuple(found)

    def resolve_generic(
        self, word: str, place: Place | None, year: int | None = None
    ) -> Place | None:
        """The division that `word` means in an article about `place`.

        Args:
            word: 全县, 该市, 我区, or only its head 省 市 县 区 州 盟 旗 (as in 市招商局).
            place: What the article is about.
            year: Year of publication.

        Returns:
            `place` itself or the nearest division around it whose name ends like `word`; a word of
            a lower rank than `place` means none, since the article then tells of several.
        """
        head = word[-1:]
        if place is None or head not in GENERIC_HEADS or not _is_generic(word):
            return None
        row = self.by_code(place.code, year)
        if row is None:
            return None
        for division in (row, *self.ancestors(row.code, year)):
            if _is_called(division, head):
                return division.as_place()
        return None


def _numbers_by(cells: Sequence[str]) -> dict[str, list[int]]:
    """Numbers of the rows with each cell, in their order."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, cell in enumerate(cells):
        numbers[cell].append(number)
    return numbers


def _is_generic(word: str) -> bool:
    return len(word) == 1 or word[:-1] in GENERIC_PREFIXES


def _is_called(division: Division, head: str) -> bool:
    if division.name.endswith("自治区"):
        return head == "区"
    return division.name.endswith(head)


def _age(row: Division, year: int | None) -> tuple[int, int]:
    """Sort key: nearer to `year` first; in a year of change the division that ends in it."""
    end = row.valid_to if row.valid_to is not None else 9999
    return (0, -end) if year is None else (row.distance(year), row.valid_from)


def rank_by_year(rows: Iterable[Division], year: int | None) -> list[Division]:
    """`rows` with those in force in `year` first, then by how far they are from it."""
    return sorted(rows, key=lambda row: _age(row, year))


def nearest_in_time(rows: Iterable[Division], year: int | None) -> tuple[Division, ...]:
    """Those of `rows` that a text of `year` can mean.

    These are the ones in force; if none was, those within a year; if none, those nearest in time.
    Where one code bears several of them, only the nearest row stays.
    """
    ranked = rank_by_year(rows, year)
    if year is None:
        current = [row for row in ranked if row.valid_to is None]
        chosen = current or ranked[:1]
    else:
        best = ranked[0].distance(year)
        chosen = _without_successors([row for row in ranked if row.distance(year) == best], year)
    seen: dict[str, Division] = {}
    for row in chosen:
        seen.setdefault(row.code, row)
    return tuple(seen.values())


def _without_successors(rows: list[Division], year: int) -> list[Division]:
    """`rows` without those that took the place of another one, or its name, in `year`.

    Both are in force in the year of a change; the old code was for the longer part of it, since
    most changes take effect towards the end of a year.
    """
    ending = [row for row in rows if row.valid_to == year]
    if not ending:
        return rows
    later = {code for row in ending for code in row.successors}
    names = {(row.name, row.code[:2]) for row in ending}
    return [
        row
        for row in rows
        if row.valid_to == year
        or row.valid_from != year
        or (row.code not in later and (row.name, row.code[:2]) not in names)
    ]


@cache
def load_divisions() -> Divisions:
    """All divisions of the shipped table, read once.

    Raises:
        LexiconError: where the table is missing or broken.
    """
    return Divisions(**load_compiled("divisions", ("divisions",), _columns))


def _columns() -> Columns:
    rows = load_table("divisions").rows
    return {
        "codes": [row[2] for row in rows],
        "lines": ["\t".join(row) for row in rows],
    }


def _division(row: Sequence[str]) -> Division:
    _, name, code, short, level, parent, valid_from, valid_to, successors = row
    return Division(
        code=code,
        name=name,
        short=tuple(short.split(";")) if short else (),
        level=Level(level),
        parent=parent or None,
        valid_from=int(valid_from),
        valid_to=int(valid_to) if valid_to else None,
        successors=tuple(successors.split(";")) if successors else (),
    )
