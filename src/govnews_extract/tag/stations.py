"""Railway and underground stations by 站: 归义站, 西善桥站, 南京北站."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.mentions import LOC, PLACE
from govnews_extract.tag.scene import GLUED, LEVELS, Draft, Scene
from govnews_extract.tag.siting import is_built
from govnews_extract.tag.wording import (
    bordering_words,
    boundary_words,
    countries,
    generic_words,
    place_words,
    places_of,
    stop_words,
    word_classes,
)

HEAD, DIRECTIONS = "站", frozenset("东南西北")
NAME_CLASSES = frozenset(["nz", "nr", "ns", "nt", "nrt", "nrfg", "x"])
MAX_NAME_CHARS, MAX_WORDS = 6, 3
WEIGHT = 5
RIVERS = frozenset("江河湖")
LINES = ("铁路", "高铁", "客专", "干流")
"""What a station lies on, said before its name: 湘桂铁路|进德站."""

NO_NAME = frozenset("设共各每线路号")

BEHIND_RE = re.compile(r"[到至、,。;)—-]|[0-9一二三四五]号口|起[,、至到]|$")
"""What stands behind a station, beside the words of the table. 站 alone ends too many other words."""
GAUGED_RE = re.compile("(?:闸上|坝上|断面)?(?:最高|实测|洪峰)?(?:水位|流量)|(?:出现|迎来)洪峰")
"""What is said of a gauge on a river, which needs no sign before it: 王家坝站|水位."""
BEFORE = tuple("从自由至到在往经、:(—-")
BEFORE_CHARS = 3


def find_stations(scene: Scene) -> Iterator[Draft]:
    """Drafts of stations: a place, a name or an unknown word before 站, and signs on both sides.

    What it could get wrong: a station of another kind that the dictionary has no word for
    (a pumping station named like a place) where one goes from it to somewhere.
    """
    text = scene.text
    for at in places_of(HEAD, text):
        end = at + 1
        gauged = GAUGED_RE.match(text, end) is not None or _of_town(scene, at)
        if not scene.is_start[end] or not (gauged or _goes_on(text, end)):
            continue
        begin = _begin(scene, at)
        if begin is not None and (gauged or begin in scene.place_by_end or _led(text, begin)):
            yield Draft(begin, end, LOC, "loc.station", WEIGHT)


def _of_town(scene: Scene, at: int) -> bool:
    """Whether a town and a direction stand before 站 (贵阳|东|站), which needs no other sign."""
    place = scene.place_by_end.get(at - 1) if scene.text[at - 1 : at] in DIRECTIONS else None
    named = place is not None and place.label is PLACE and scene.text[at - 2] not in LEVELS
    return named and not is_built(scene.text, at - 3, at + 1)


def _led(text: str, begin: int) -> bool:
    words = (*BEFORE, *place_words("station_before"))
    return begin == 0 or text.endswith(words, max(begin - BEFORE_CHARS, 0), begin)


def _goes_on(text: str, end: int) -> bool:
    """Whether the text behind `end` goes on as it does behind a station."""
    behind = place_words("station_behind")
    return text.startswith(behind, end) or BEHIND_RE.match(text, end) is not None


def _begin(scene: Scene, at: int) -> int | None:
    """Where the name before 站 begins; None where it is no name."""
    text, right = scene.text, at
    whole = text[scene.word_before(at + 1)[0] : at + 1]
    if len(whole) > 1 and whole in word_classes():
        return None
    if text[right - 1 : right] in DIRECTIONS and (scene.is_start[right - 1] or len(whole) > 1):
        place = scene.place_by_end.get(right - 1)
        if place is not None:
            return place.span.start
    named = False
    for _ in range(MAX_WORDS):
        place = scene.place_by_end.get(right)
        if place is not None:
            return place.span.start if right == at or not named else right
        if right in scene.amounts or not scene.is_han(right - 1) or at - right >= MAX_NAME_CHARS:
            break
        start, word = scene.word_before(right)
        if _stops(word) or word.endswith(LINES):
            break
        if right != at and len(word) > 1 and word[-1] in RIVERS:  # 长江|大通站
            break
        kind = word_classes().get(word, "nz")
        if kind == "m" or word[0] in NO_NAME:
            break
        named = named or (len(word) > 1 and kind in NAME_CLASSES) or (len(word) > 2 and kind == "n")
        right = start
    return right if named and 2 <= at - right <= MAX_NAME_CHARS else None


def _stops(word: str) -> bool:
    return (
        word in GLUED
        or word in stop_words()
        or word in boundary_words()
        or word in bordering_words()
        or word in countries()
        or word in generic_words()
    )
