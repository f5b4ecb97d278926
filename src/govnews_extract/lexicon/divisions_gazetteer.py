"""Every surface that can begin or make up the name of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from govnews_extract.lexicon.compiled import Columns, load_compiled
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

    __hash__ = str.__hash__  # that of Enum is written in Python, and ten times slower

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
        plain: Whether a division's surface needs no look at years, senses or what ends or begins
            like it.
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
    """All place names.

    Args:
        columns: As `load_gazetteer` makes them.

    Attributes:
        surfaces: What each name is written like, in simplified script; its place there is its
            number.
        zones: Functional areas by surface, those too that are divisions now.
        state_head: 州, as the end of the name of a state abroad.
        candidates: The divisions that a `PlaceName` can mean in a text of a year (None: unknown),
            as a function that keeps its answers.

    Example:
        >>> name = load_gazetteer().with_surface("甘州区")
        >>> name.kind.value, [row.code for row in name.rows]
        ('division', ['620702'])
    """

    __slots__ = (
        "_known",
        "_lines",
        "_numbers",
        "candidates",
        "state_head",
        "surfaces",
        "zones",
    )

    def __init__(self, columns: Columns) -> None:
        self.surfaces, self._lines = tuple(columns["surfaces"]), columns["names"]
        self._numbers = {surface: number for number, surface in enumerate(self.surfaces)}
        self._known: dict[int, PlaceName] = {}
        self.zones = {name.surface: name for name in map(_place_name, columns["zones"])}
        (head,) = FOREIGN_HEADS
        self.state_head = self.name(self._numbers[head])
        self.candidates = lru_cache(maxsize=1 << 15)(_candidates)

    @property
    def names(self) -> tuple[PlaceName, ...]:
        """All names, in the order of their numbers."""
        return tuple(map(self.name, range(len(self._lines))))

    def with_surface(self, surface: str) -> PlaceName | None:
        """The name that is written so, in simplified script."""
        number = self._numbers.get(surface)
        return None if number is None else self.name(number)

    def name(self, number: int) -> PlaceName:
        """The name with a number; made when first asked for, which few of them are."""
        known = self._known.get(number)
        if known is None:
            known = self._known.setdefault(number, _place_name(self._lines[number]))
        return known


def _place_name(line: str) -> PlaceName:
    """A name out of its cells, as `_cells` puts them."""
    surface, kind, canonical, full, rows, sense, code, parts, plain = line.split("\t")
    divisions = load_divisions()
    return PlaceName(
        surface=surface,
        kind=NameKind(kind),
        canonical=canonical,
        full=bool(full),
        rows=tuple(divisions.row(int(number)) for number in rows.split()),
        sense=sense or None,
        code=code or None,
        parts=tuple((at, part) for at, part in enumerate(parts.split(",")) if part),
        plain=bool(plain),
    )


def _cells(
    surface: str,
    kind: NameKind,
    canonical: str = "",
    *,
    full: bool = True,
    rows: Iterable[int] = (),
    sense: str = "",
    code: str = "",
    parts: tuple[str, ...] = (),
    plain: bool = False,
) -> str:
    """The cells of one name: as `PlaceName` has them, divisions by the numbers of their rows.

    `parts` has a code, or nothing, for each character of an abbreviation.
    """
    numbers = " ".join(map(str, rows))
    flags = ("" if not full else "1"), ("" if not plain else "1")
    cells = (surface, kind, canonical or surface, flags[0], numbers, sense, code)
    return "\t".join((*cells, ",".join(parts), flags[1]))


def _candidates(name: PlaceName, year: int | None) -> tuple[Division, ...]:
    """The divisions that `name` can mean in a text of `year`.

    A full name out of force means the division that bore it nearest in time; a short form out of
    force for more than a year means none, since news drop it first.
    """
    rows = name.rows
    if not name.full and year is not None:
        rows = tuple(row for row in rows if row.distance(year) <= YEAR_TOLERANCE)
    return nearest_in_time(rows, year) if rows else ()


TABLES = (
    "divisions", "foreign_places", "place_abbreviations", "place_aliases", "place_risks",
    "script_variants", "zones",
)  # fmt: skip
"""What the gazetteer is made of."""


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer over the shipped tables, built once.

    Raises:
        LexiconError: where a table is missing or broken.
    """
    return Gazetteer(load_compiled("gazetteer", TABLES, _columns))


def _columns() -> Columns:
    names: dict[str, str] = {}
    for kind, heads in (
        (NameKind.ZONE_HEAD, ZONE_HEADS),
        (NameKind.TOWN_HEAD, TOWN_HEADS),
        (NameKind.VILLAGE_HEAD, VILLAGE_HEADS),
        (NameKind.FOREIGN_HEAD, FOREIGN_HEADS),
    ):
        names.update({head: _cells(head, kind) for head in heads})
    names.update(_abbreviations())
    names.update(
        {row[0]: _cells(row[0], NameKind.FOREIGN) for row in load_table("foreign_places").rows}
    )
    zones = {
        surface: _cells(surface, NameKind.ZONE, code=code)
        for surface, code in load_table("zones").rows
    }
    names.update(zones)
    names.update(_division_names(zones))
    return {
        "surfaces": list(names),
        "names": list(names.values()),
        "zones": list(zones.values()),
    }


def _abbreviations() -> Iterator[tuple[str, str]]:
    """Pairs such as 京冀, and one-character names behind a verb, such as 在沪."""
    rows = load_table("place_abbreviations").rows
    for first, code, use in rows:
        for second, other, _ in rows:
            if first != second:
                yield _abbreviation(first + second, (code, other))
        for verb in VERBS_BEFORE if use == "any" else "":
            yield _abbreviation(verb + first, ("", code))


def _abbreviation(surface: str, parts: tuple[str, ...]) -> tuple[str, str]:
    return surface, _cells(surface, NameKind.ABBREVIATION, parts=parts)


def _division_names(zones: Container[str]) -> Iterator[tuple[str, str]]:
    full: dict[str, list[int]] = defaultdict(list)
    short: dict[str, list[int]] = defaultdict(list)
    by_code: dict[str, list[int]] = defaultdict(list)
    for number, (_, name, code, shorts, *_) in enumerate(load_table("divisions").rows):
        full[name].append(number)
        by_code[code].append(number)
        for surface in shorts.split(";") if shorts else ():
            short[surface].append(number)
    for _, surface, code in load_table("place_aliases").rows:
        full[surface] += by_code.get(code, ())
    senses: dict[str, str] = {row[0]: row[1] for row in load_table("place_risks").rows}
    canonical = tuple({**short, **full})
    # Simplification harms 乾县; both it and what is left of it, 干县, are names.
    simple = simplify("\n".join(canonical)).split("\n")
    harmed = [pair for pair in zip(simple, canonical, strict=True) if pair[0] != pair[1]]
    for surface, name in (*zip(canonical, canonical, strict=True), *harmed):
        yield (
            surface,
            _cells(
                surface,
                NameKind.DIVISION,
                name,
                full=name in full or (len(name) > 2 and name[-1] in "县州旗"),
                rows=(*full.get(name, ()), *short.get(name, ())),
                sense=senses.get(name, ""),
                plain=not (
                    name in senses
                    or name in zones
                    or name.endswith(("地区", "州"))
                    or name[0] in TOWN_HEADS
                ),
            ),
        )
