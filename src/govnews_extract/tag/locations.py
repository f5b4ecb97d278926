"""Places that are no divisions and no buildings: regions, landscapes, zones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from govnews_extract.mentions import LOC
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import (
    DIRECTIONS,
    SHORT_PROVINCES,
    countries,
    matches_at,
    places_of,
    word_classes,
)

# 新疆南部地区, 吉林中西部, 江苏沿海. 山东地区 says no more than 山东.
REGION_RE = re.compile(
    r"(?:[东西南北中]{1,2}部(?!湾|门|署|队|委|长|员|位|分|件)(?:沿海|地区|山区)?|沿海(?:地区)?|一带)"
)
REGION_FIRST = frozenset("东西南北中沿一")
PART = "部地区"
# 川东北, 黔东南地区: the short form of a province and a direction.
SHORT_RE = re.compile(f"[{SHORT_PROVINCES}](?:[{DIRECTIONS}]{{1,2}}部?地区|[东西][南北]部?)")
NAME_CLASSES = frozenset(["nz", "nr", "ns", "nt"])
LEADING = frozenset("经过沿穿越在从到由至往距自")
INSIDE_WEIGHT = 6
"""Weight of a name that holds a zone or a known region: 雄安新区|启动区."""

# A zone carries the division before it (北京|中关村); what nature made stands alone (江西|鄱阳湖).
ZONE_END_RE = re.compile(
    r"(?:新区|开发区|高新区|经济区|示范区|商务区|保税区|试验区|度假区|自贸港|贸易港|中关村)$"
)


REACHES = ("河段", "江段", "航段")
REACH_RE = re.compile("([一-鿿]{2,3})[至到-]([一-鿿]{2,3}?)等?$")
MAX_REACH_CHARS = 8
"""Code points of the two ends of a reach and what stands between."""

Hits = Iterable[tuple[int, int, object]]
"""Where surfaces of one kind stand: start, end, and something more."""


def find_locations(
    scene: Scene, known: Iterable[Draft], landscapes: Hits, directed: Hits
) -> list[Draft]:
    """Regions, landscapes, and zones with the division before them.

    Args:
        scene: The article.
        known: Names that the lexicons hold whole; regions among them may begin a longer name.
        landscapes: Last words of regions of land and water.
        directed: Short names of provinces with a direction behind.
    """
    regions = {d.end: d.start for d in known if d.label is LOC}
    regions.update((p.span.end, p.span.start) for p in scene.places if p.label is LOC)
    return [
        *_compound(scene, regions, landscapes),
        *_regions(scene, regions, directed),
        *_joined(scene, regions),
        *_reaches(scene),
    ]


def _compound(scene: Scene, regions: Mapping[int, int], heads: Hits) -> Iterator[Draft]:
    """岷江流域, 萧绍平原: a region or an unknown word before the head."""
    classes, nations, text = word_classes(), countries(), scene.text
    for start, end, _ in heads:
        place = scene.place_by_end.get(start)
        river = place is not None and text[start - 1] in "江河湖"
        if place is not None and river:
            yield Draft(place.span.start, end, LOC, "loc.natural", INSIDE_WEIGHT)
            continue
        if start in regions:
            yield Draft(regions[start], end, LOC, "loc.natural", INSIDE_WEIGHT)
            continue
        if not scene.is_start[end] or not scene.is_han(start - 1):
            continue
        begin, word = scene.word_before(start)
        if len(word) > 2 and word[0] in LEADING and word not in classes:  # 经|塔公草原
            begin, word = begin + 1, word[1:]
        if (
            len(word) > 1
            and classes.get(word, "nz") in NAME_CLASSES
            and begin not in scene.place_by_start
            and text[begin:end] not in nations
        ):
            yield Draft(begin, end, LOC, "loc.natural", 3)


def _joined(scene: Scene, regions: Mapping[int, int]) -> Iterator[Draft]:
    """A zone with the division before it: 北京|中关村."""
    for end, start in regions.items():
        place = scene.place_by_end.get(start)
        if place is not None and ZONE_END_RE.search(scene.text, start, end):
            begin = scene.joined_places(place.span.start)
            yield Draft(begin, end, LOC, "loc.zone", INSIDE_WEIGHT)


def _regions(scene: Scene, regions: Mapping[int, int], directed: Hits) -> Iterator[Draft]:
    """A division or the short form of a province with a direction: 新疆南部地区, 川东北."""
    text = scene.text
    for place in scene.places:
        end = place.span.end
        match = REGION_RE.match(text, end) if text[end : end + 1] in REGION_FIRST else None
        if match is not None:
            start = scene.joined_places(place.span.start)
            yield Draft(start, match.end(), LOC, "loc.region", INSIDE_WEIGHT)
    for end, start in regions.items():  # 珠三角|西部
        match = REGION_RE.match(text, end)
        if match is not None:
            yield Draft(start, match.end(), LOC, "loc.region", INSIDE_WEIGHT)
        elif text[end : end + 1] == "口" and text[end - 1] in "江河" and scene.is_start[end + 1]:
            yield Draft(start, end + 1, LOC, "loc.mouth", INSIDE_WEIGHT)  # 辽河|口
    parts = [
        (_directed(text, at), at + len(PART))
        for at in places_of((PART,), text)
        if at and text[at - 1] in DIRECTIONS
    ]
    short = matches_at((start for start, _, _ in directed), SHORT_RE, text)
    for start, end in (*parts, *(match.span() for match in short)):
        if scene.is_start[start] and scene.is_start[end] and start not in scene.place_by_start:
            yield Draft(start, end, LOC, "loc.region", 5)


def _reaches(scene: Scene) -> Iterator[Draft]:
    """Both ends of a reach of a river: 王家坝|至|正阳关|河段."""
    for at in places_of(REACHES, scene.text):
        match = REACH_RE.search(scene.text, max(at - MAX_REACH_CHARS, 0), at)
        if match is None or not scene.is_start[match.start(1)]:
            continue
        for start, end in (match.span(1), match.span(2)):
            if not any(start <= p < end for p in scene.place_by_start):
                yield Draft(start, end, LOC, "loc.reach", 4)


def _directed(text: str, at: int) -> int:
    """Begin of the one or two directions that end at `at`."""
    return at - 2 if at > 1 and text[at - 2] in DIRECTIONS else at - 1
