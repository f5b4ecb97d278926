"""What the lexicons know of a text's characters: one pass over it, for every rule of names."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from govnews_extract.lexicon import load_table
from govnews_extract.lexicon.automaton import NameAutomaton, keep_longest
from govnews_extract.lexicon.divisions_gazetteer import Gazetteer, PlaceName, load_gazetteer
from govnews_extract.tag.heads import Head, Known, head_rows, known_rows
from govnews_extract.tag.wording import (
    DIRECTIONS,
    GENERIC_LEVELS,
    LANDSCAPES,
    LED,
    SHORT_PROVINCES,
    WHOSE,
    geographic_heads,
    landmark_heads,
    saying_words,
)

Match = tuple[int, int, int]
"""Number of a surface, and where it starts and ends."""


class Surfaces(NamedTuple):
    """Where surfaces of each kind stand in one text: start, end, and what the lexicons say of it.

    Of those of one kind the leftmost stay, and the longest of these: sorted, disjoint.

    Attributes:
        places: Whatever can begin or make up the name of a place.
        heads: Last words of names.
        known: Whole names.
        titles: Titles and roles of people, with the side on which the name stands.
        natural: Last words of rivers, mountains and streets; True for streets.
        landmarks: Last words of places that people built or marked out, with their kind.
        landscapes: Last words of regions of land and water.
        directed: Short names of provinces with a direction behind (川东).
        generic: 全县, 该市 and the like, with their level.
        sayings: What may stand right behind a person's name.
        matches: All surfaces of all kinds, those inside longer ones too, sorted by end; names of
            the gazetteer have its numbers.

    Example:
        >>> [(start, end) for start, end, _ in find_surfaces("甘州区滨河路").places]
        [(0, 3)]
    """

    places: list[tuple[int, int, PlaceName]]
    heads: list[tuple[int, int, Head]]
    known: list[tuple[int, int, Known]]
    titles: list[tuple[int, int, str]]
    natural: list[tuple[int, int, bool]]
    landmarks: list[tuple[int, int, str]]
    landscapes: list[tuple[int, int, bool]]
    directed: list[tuple[int, int, bool]]
    generic: list[tuple[int, int, str]]
    sayings: list[tuple[int, int, bool]]
    matches: list[Match]


def find_surfaces(simple: str) -> Surfaces:
    """The surfaces in a simplified text.

    Example:
        >>> found = find_surfaces("在甘肃省张掖市甘州区")
        >>> [(start, name.surface) for start, _, name in found.places]
        [(1, '甘肃省'), (4, '张掖市'), (7, '甘州区')]
    """
    return _finder().find(simple)


class _Meanings(dict[int, Any]):
    """What the surface with each number means; a name of a place is read once a text has it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def __missing__(self, number: int) -> PlaceName:
        name = self[number] = self._gazetteer.name(number)
        return name


class _Finder:
    """One automaton over the surfaces of all kinds."""

    def __init__(self) -> None:
        self._gazetteer = load_gazetteer()
        roads = geographic_heads("road")
        tables: tuple[dict[str, object], ...] = (
            dict.fromkeys(self._gazetteer.surfaces),
            dict(head_rows()),
            dict(known_rows()),
            {row[1]: row[2] for row in load_table("person_titles").rows},
            {head: head in roads for head in geographic_heads("nature") | roads},
            dict(landmark_heads()),
            dict.fromkeys(LANDSCAPES, True),
            dict.fromkeys((one + way for one in SHORT_PROVINCES for way in DIRECTIONS), True),
            {whose + level: level for whose in WHOSE for level in GENERIC_LEVELS},
            dict.fromkeys((*saying_words(), LED), True),
        )
        self._size = len(tables)
        self._kinds = bytes(kind for kind, table in enumerate(tables) for _ in table)
        self._meanings = _Meanings(self._gazetteer)
        places = len(self._gazetteer.surfaces)
        others = (meaning for table in tables[1:] for meaning in table.values())
        self._meanings.update(enumerate(others, places))
        self._automaton = NameAutomaton(surface for table in tables for surface in table)

    def find(self, simple: str) -> Surfaces:
        """The surfaces in a simplified text."""
        kinds, meanings = self._kinds, self._meanings
        found: list[list[tuple[int, int, Any]]] = [[] for _ in range(self._size)]
        reach = [0] * self._size
        matches = self._automaton.find(simple)
        for number, start, end in matches:
            kind = kinds[number]
            if start >= reach[kind]:
                found[kind].append((start, end, meanings[number]))
                reach[kind] = end
            elif start <= found[kind][-1][0]:  # else the last match goes first
                keep_longest(found[kind], (start, end, meanings[number]))
                reach[kind] = found[kind][-1][1]
        return Surfaces._make((*found, matches))


@cache
def _finder() -> _Finder:
    return _Finder()
