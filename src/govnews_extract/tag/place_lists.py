"""Towns that only the end of their list calls so: 到尤吉屯、尚屯、西陵寺等乡镇."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.datatypes import SegmentedText
from govnews_extract.lexicon.divisions_towns import load_towns
from govnews_extract.mentions import PLACE
from govnews_extract.tag.place_choice import Evidence
from govnews_extract.tag.place_hits import Stretch
from govnews_extract.tag.wording import (
    boundary_words,
    leading_verbs,
    places_of,
    stop_words,
    word_classes,
)

# What goes on behind the head is no list of towns: 财政、民政等乡镇部门.
END_RE = re.compile(
    "(?:等(?P<more>[0-9一二两三四五六七八九十多余几]{0,3})|(?P<count>[两二三四五六七八九]))个?"
    "(?P<head>乡镇|镇乡|镇街|街镇|乡|镇|街道)(?![一-鿿]?(?:部门|干部|企业|单位|政府|领导|机关|党委|级|村|长|区|亲|里|办|站))"
)
HEAD_FIRST = ("乡", "镇", "街")
BEFORE_HEAD = frozenset("等个0123456789一二两三四五六七八九十多余几")
MAX_COUNT_CHARS = 5
"""等, a number and 个 in front of a head have no more characters."""

ITEM_RE = re.compile("[一-鿿]{2,4}")
MAX_ITEM_CHARS, MAX_ITEMS, MIN_ITEMS = 4, 16, 2
NUMBERS = {number: at for at, number in enumerate("二三四五六七八九", 2)} | {"两": 2}
NAME_CLASSES = frozenset(["nz", "nr", "ns", "nt", "nrt", "x"])
ENDS = ("镇", "乡", "街道")


def with_listed_towns(
    doc: SegmentedText, places: list[Stretch], evidence: Evidence
) -> list[Stretch]:
    """`places` with the towns in such lists, sorted, in the stead of what lies inside them.

    Half of a list or more must be names or unknown words, and a number behind it must be theirs.
    """
    found: list[Stretch] = []
    ends = {place.end for place in places}
    for match in _list_ends(doc.simple):
        items = list(_items(doc, match.start()))
        count = match["count"]
        if len(items) < MIN_ITEMS or (count and NUMBERS[count] != len(items)):
            continue
        named = [
            end in ends or word_classes().get(doc.simple[start:end], "nz") in NAME_CLASSES
            for start, end in items
        ]
        if 2 * sum(named) < len(items):
            continue
        for start, end in items:
            code = _code(doc.simple[start:end], evidence)
            found.append(Stretch(start, end, PLACE, code, "place.town", (), loose=False))
    return _merged(places, found) if found else places


def _list_ends(text: str) -> Iterator[re.Match[str]]:
    """Matches of `END_RE`, looked for where a head stands behind 等 or a number: few places do."""
    done = 0
    for at in places_of(HEAD_FIRST, text):
        if at < done or text[at - 1 : at] not in BEFORE_HEAD:
            continue
        for start in range(max(at - MAX_COUNT_CHARS, done), at):
            match = END_RE.match(text, start)
            if match is not None and match.start("head") == at:
                yield match
                done = match.end()
                break


def _merged(places: list[Stretch], found: list[Stretch]) -> list[Stretch]:
    """`places` and those of `found` that lie in none of them, less what lies in the latter."""
    holders = {at: place for place in places for at in range(place.start, place.end)}
    fresh = []
    for town in found:
        met = [holders[at] for at in range(town.start, town.end) if at in holders]
        if all(_holds(town, place) for place in met):
            fresh.append(town)
    inside = {at for town in fresh for at in range(town.start, town.end)}
    return sorted([*(place for place in places if place.start not in inside), *fresh])


def _holds(town: Stretch, place: Stretch) -> bool:
    """Whether `place` is less than the whole of `town`."""
    inside = town.start <= place.start and place.end <= town.end
    return inside and place.end - place.start < town.end - town.start


def _items(doc: SegmentedText, end: int) -> Iterator[tuple[int, int]]:
    """Begins and ends of the items of the list that ends at `end`, last first."""
    text = doc.simple
    for _ in range(MAX_ITEMS):
        low = max(end - MAX_ITEM_CHARS, 0)
        mark = text.rfind("、", max(low - 1, 0), end)
        if mark < 0:
            start = _first(doc, end, low)
            if start is not None:
                yield start, end
            return
        if ITEM_RE.fullmatch(text, mark + 1, end) is None:
            return
        yield mark + 1, end
        end = mark


def _first(doc: SegmentedText, end: int, low: int) -> int | None:
    """Where the first item begins, behind a verb or a mark: 深入|莲花."""
    start = end
    while start > low:
        at = doc.is_start.rfind(1, 0, start)
        word = doc.simple[at:start]
        if at < low or not "一" <= word[0] <= "鿿":
            break
        if word in stop_words() or word in boundary_words() or word in leading_verbs():
            break
        start = at
    return start if end - start >= 2 else None


def _code(name: str, evidence: Evidence) -> str | None:
    """Code of the county of the one town that bears this name."""
    towns = load_towns()
    for head in ENDS:
        code = evidence.county_of(towns.counties(name + head))
        if code is not None:
            return code
    return None
