"""Every surface that can begin or make up the name of a place, in one automaton."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from govnews_extract.lexicon.automaton import NameAutomaton
from govnews_extract.lexicon.divisions import (
    YEAR_TOLERANCE,
    Division,
    load_divisions,
    nearest_in_time,
)
from govnews_extract.lexicon.loader import load_table
from govnews_extract.lexicon.script import simplify

ZONE_HEADS = (
    "开发区",
    "经开区",
    "高新区",
    "新区",
    "新片区",
    "工业园区",
    "工业园",
    "工业区",
    "保税区",
    "保税港区",
    "度假区",
    "合作区",
    "集中区",
    "自贸区",
    "自贸试验区",
    "自由贸易试验区",
    "自由贸易港",
    "自主创新示范区",
)
"""Last words of the names of functional areas."""

TOWN_HEADS = ("镇", "乡", "街道", "苏木")
VILLAGE_HEADS = ("村", "社区", "嘎查")
FOREIGN_HEADS = ("州",)


VERBS_BEFORE = "在来赴抵离驻返入访对落"
"""What stands in front of a province's one-character name: 来津, 在沪."""


class NameKind(StrEnum):
    """What a surface is."""

    DIVISION = "division"
    ZONE = "zone"
    ZONE_HEAD = "zone_head"
    TOWN_HEAD = "town_head"
    VILLAGE_HEAD = "village_head"
    ABBREVIATION = "abbreviation"
    FOREIGN = "foreign"
    FOREIGN_HEAD = "foreign_head"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaceName:
    """One surface and what it can mean.

    Attributes:
        full: Whether it is the full name (or an alias) of its divisions, not a short form.
        rows: The divisions it can mean, of all years.
        sense: What else it means more often; None where nothing does.
        code: Code of the division that a zone lies in.
        parts: For abbreviations where each begins in the surface, and its code.
        canonical: How the name is spelled in the tables.
        plain: Whether a division's surface needs no look at years, senses or what ends like it.
    """

    surface: str
    kind: NameKind
    canonical: str
    full: bool = True
    rows: tuple[Division, ...] = ()
    sense: str | None = None
    code: str | None = None
    parts: tuple[tuple[int, str], ...] = ()
    plain: bool = False


class Gazetteer:
    """All place names and the automaton that finds them.

    Attributes:
        names: In the order of their numbers in the automaton.
        by_surface: The same by surface.
        zones: Functional areas by surface, those too that are divisions now.
        candidates: The divisions that a `PlaceName` can mean in a text of a year (None: unknown),
            as a function that keeps its answers.

    Example:
        >>> gazetteer = load_gazetteer()
        >>> [(name.surface, start) for name, start, _ in gazetteer.find("在甘肃省张掖市甘州区")]
        [('甘肃省', 1), ('张掖市', 4), ('甘州区', 7)]
    """

    __slots__ = ("_automaton", "by_surface", "candidates", "names", "zones")

    def __init__(self, names: tuple[PlaceName, ...], zones: dict[str, PlaceName]) -> None:
        self.names = names
        self.zones = zones
        self.by_surface = {name.surface: name for name in names}
        self._automaton = NameAutomaton(name.surface for name in names)
        self.candidates = lru_cache(maxsize=1 << 15)(_candidates)

    def find(self, simple: str) -> list[tuple[PlaceName, int, int]]:
        """Surfaces in a simplified text with their start and end, leftmost and longest first."""
        names = self.names
        return [(names[number], start, end) for number, start, end in self._automaton.find(simple)]


def _candidates(name: PlaceName, year: int | None) -> tuple[Division, ...]:
    """The divisions that `name` can mean in a text of `year`.

    A full name out of force means the division that bore it nearest in time; a short form out of
    force for more than a year means none, since news drop it first.
    """
    rows = name.rows
    if not name.full and year is not None:
        rows = tuple(row for row in rows if row.distance(year) <= YEAR_TOLERANCE)
    return nearest_in_time(rows, year) if rows else ()


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer over the shipped tables, built once.

    Raises:
        LexiconError: where a table is missing or broken.
    """
    names: dict[str, PlaceName] = {}
    for kind, heads in (
        (NameKind.ZONE_HEAD, ZONE_HEADS),
        (NameKind.TOWN_HEAD, TOWN_HEADS),
        (NameKind.VILLAGE_HEAD, VILLAGE_HEADS),
        (NameKind.FOREIGN_HEAD, FOREIGN_HEADS),
    ):
        names.update({head: PlaceName(surface=head, kind=kind, canonical=head) for head in heads})
    names.update({name.surface: name for name in _abbreviations()})
    for row in load_table("foreign_places").rows:
        names[row[0]] = PlaceName(surface=row[0], kind=NameKind.FOREIGN, canonical=row[0])
    zones = {
        surface: PlaceName(surface=surface, kind=NameKind.ZONE, canonical=surface, code=code)
        for surface, code in load_table("zones").rows
    }
    names.update(zones)
    names.update({name.surface: name for name in _division_names(zones)})
    return Gazetteer(tuple(names.values()), zones)


def _abbreviations() -> Iterator[PlaceName]:
    """Pairs such as 京冀, and one-character names behind a verb, such as 在沪."""
    rows = load_table("place_abbreviations").rows
    for first, code, use in rows:
        for second, other, _ in rows:
            if first != second:
                yield _abbreviation(first + second, ((0, code), (1, other)))
        for verb in VERBS_BEFORE if use == "any" else "":
            yield _abbreviation(verb + first, ((1, code),))


def _abbreviation(surface: str, parts: tuple[tuple[int, str], ...]) -> PlaceName:
    return PlaceName(surface=surface, kind=NameKind.ABBREVIATION, canonical=surface, parts=parts)


def _division_names(zones: Container[str]) -> Iterator[PlaceName]:
    full: dict[str, list[Division]] = defaultdict(list)
    short: dict[str, list[Division]] = defaultdict(list)
    divisions = load_divisions()
    for row in divisions.all:
        full[row.name].append(row)
        for surface in row.short:
            short[surface].append(row)
    for _, surface, code in load_table("place_aliases").rows:
        full[surface] += divisions.with_code(code)
    senses: dict[str, str] = {row[0]: row[1] for row in load_table("place_risks").rows}
    canonical = tuple({**short, **full})
    # Simplification harms 乾县; both it and what is left of it, 干县, are names.
    simple = simplify("\n".join(canonical)).split("\n")
    harmed = [pair for pair in zip(simple, canonical, strict=True) if pair[0] != pair[1]]
    for surface, name in (*zip(canonical, canonical, strict=True), *harmed):
        yield PlaceName(
            surface=surface,
            kind=NameKind.DIVISION,
            canonical=name,
            full=name in full or (len(name) > 2 and name[-1] in "县州旗"),
            rows=(*full.get(name, ()), *short.get(name, ())),
            sense=senses.get(name),
            plain=not (name in senses or name in zones or name.endswith(("地区", "州"))),
        )
