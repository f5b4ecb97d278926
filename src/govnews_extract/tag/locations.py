"""Places that are no divisions: airports, scenic spots, zones, parks of a town, regions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from govnews_extract.datatypes import Label
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import countries, generic_words, places_of, word_classes

COMPOUND_RE = re.compile(
    "峡谷|草原|湿地|沙漠|流域|平原|盆地|高原|半岛|海峡|海湾|库区|湖区|山区|林区"
)
# 新疆南部地区, 吉林中西部, 江苏沿海. 山东地区 says no more than 山东.
REGION_RE = re.compile(
    r"(?:[东西南北中]{1,2}部(?!湾|门|署|队|委|长|员|位|分|件)(?:沿海|地区|山区)?|沿海(?:地区)?|一带)"
)
REGION_FIRST = frozenset("东西南北中沿一")
PART = "部地区"
DIRECTIONS = frozenset("东西南北中")
# 川东北, 黔东南地区: the short form of a province and a direction.
SHORT_RE = re.compile(
    r"[冀晋辽苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕陇疆蒙](?:[东西南北中]{1,2}部?地区|[东西][南北]部?)"
)
MAX_NAME_CHARS = 14
NAME_CLASSES = frozenset(["nz", "nr", "ns", "nt"])
# A building is a place where the text says that something is there or goes there.
SITE_BEFORE_RE = re.compile(
    r"(?:在|位于|地处|坐落于?|至|到|经|临近|毗邻|靠近|来到|走进|走访|前往|往来|往返|直达|通往|驶往|抵达|参观了?|齐聚|聚集|亮相|落户|驶抵|停靠|距离?|从)$"
)
SITE_BEFORE_CHARS = 4


TOWN_HEADS = frozenset(("新城", "组团", "科学城", "科技城", "古城", "古镇", "古村", "古街"))
"""Last words of built places that are named, not described, by whatever stands before them."""

INSIDE_WEIGHT = 6
"""Weight of a name that holds a zone or a known region: 雄安新区|启动区."""

# A zone carries the division before it (北京|中关村); what nature made stands alone (江西|鄱阳湖).
ZONE_END_RE = re.compile(
    r"(?:新区|开发区|高新区|经济区|示范区|商务区|保税区|试验区|度假区|自贸港|贸易港|中关村)$"
)


def find_locations(
    scene: Scene, hits: Iterable[tuple[int, int, Head]], known: Iterable[Draft]
) -> list[Draft]:
    """Names by their last word, when a place or an unknown word stands before it.

    Args:
        scene: The article.
        hits: Last words of built places.
        known: Names that the lexicons hold whole; regions among them may begin a longer name.
    """
    regions = {d.end: d.start for d in known if d.label is Label.LOC}
    regions.update((p.span.end, p.span.start) for p in scene.places if p.label is Label.LOC)
    return [
        *_built(scene, hits, regions),
        *_compound(scene, regions),
        *_regions(scene, regions),
        *_joined(scene, regions),
    ]


def _built(
    scene: Scene, hits: Iterable[tuple[int, int, Head]], regions: Mapping[int, int]
) -> Iterator[Draft]:
    """青岛胶东国际机场, 长沙经济开发区; 在|福州西湖公园."""
    starts = sorted(regions.values())
    for start, end, head in hits:
        begin = _begin(scene, start)
        begin = regions.get(start) if begin is None else begin
        if begin is None and head.surface in TOWN_HEADS:
            begin = _one_word(scene, start)
        if begin is None:
            continue
        if (
            head.family == "site"
            and head.surface not in TOWN_HEADS
            and not SITE_BEFORE_RE.search(scene.text, max(begin - SITE_BEFORE_CHARS, 0), begin)
        ):
            continue
        number = bisect_left(starts, begin)
        holds = number < len(starts) and starts[number] < start
        yield Draft(begin, end, Label.LOC, f"loc.{head.family}", INSIDE_WEIGHT if holds else 4)


def _one_word(scene: Scene, start: int) -> int | None:
    """Where the common noun before a new town begins that is all of its name: 航天|新城."""
    if not scene.is_han(start - 1):
        return None
    begin, word = scene.word_before(start)
    named = word_classes().get(word) in ("n", "f", "nz", "ns") and word not in generic_words()
    return begin if len(word) > 1 and named else None


def _begin(scene: Scene, start: int) -> int | None:
    """Where the name with the head at `start` begins; None without a place or unknown word."""
    classes, nations = word_classes(), countries()
    begin = None
    right = start
    for at in scene.run_left(start, MAX_NAME_CHARS):
        word = scene.text[at:right]
        if word[0].isdigit() or word in nations:
            return None
        if at in scene.place_by_start:
            return scene.joined_places(at)
        named = classes.get(word, "nz") in NAME_CLASSES and word not in generic_words()
        if len(word) > 1 and named:
            begin = at
        right = at
    return begin


def _compound(scene: Scene, regions: Mapping[int, int]) -> Iterator[Draft]:
    """岷江流域, 萧绍平原: a region or an unknown word before the head."""
    classes, nations, text = word_classes(), countries(), scene.text
    for match in COMPOUND_RE.finditer(text):
        start, end = match.span()
        place = scene.place_by_end.get(start)
        river = place is not None and text[start - 1] in "江河湖"
        if place is not None and river:
            yield Draft(place.span.start, end, Label.LOC, "loc.natural", INSIDE_WEIGHT)
            continue
        if start in regions:
            yield Draft(regions[start], end, Label.LOC, "loc.natural", INSIDE_WEIGHT)
            continue
        if not scene.is_start[end] or not scene.is_han(start - 1):
            continue
        begin, word = scene.word_before(start)
        if (
            len(word) > 1
            and classes.get(word, "nz") in NAME_CLASSES
            and begin not in scene.place_by_start
            and text[begin:end] not in nations
        ):
            yield Draft(begin, end, Label.LOC, "loc.natural", 3)


def _joined(scene: Scene, regions: Mapping[int, int]) -> Iterator[Draft]:
    """A zone with the division before it: 北京|中关村."""
    for end, start in regions.items():
        place = scene.place_by_end.get(start)
        if place is not None and ZONE_END_RE.search(scene.text, start, end):
            begin = scene.joined_places(place.span.start)
            yield Draft(begin, end, Label.LOC, "loc.zone", INSIDE_WEIGHT)


def _regions(scene: Scene, regions: Mapping[int, int]) -> Iterator[Draft]:
    """A division or the short form of a province with a direction: 新疆南部地区, 川东北."""
    text = scene.text
    for place in scene.places:
        end = place.span.end
        match = REGION_RE.match(text, end) if text[end : end + 1] in REGION_FIRST else None
        if match is not None:
            start = scene.joined_places(place.span.start)
            yield Draft(start, match.end(), Label.LOC, "loc.region", INSIDE_WEIGHT)
    for end, start in regions.items():  # 珠三角|西部
        match = REGION_RE.match(text, end)
        if match is not None:
            yield Draft(start, match.end(), Label.LOC, "loc.region", INSIDE_WEIGHT)
    parts = [
        (_directed(text, at), at + len(PART))
        for at in places_of((PART,), text)
        if at and text[at - 1] in DIRECTIONS
    ]
    for start, end in (*parts, *(match.span() for match in SHORT_RE.finditer(text))):
        if scene.is_start[start] and scene.is_start[end] and start not in scene.place_by_start:
            yield Draft(start, end, Label.LOC, "loc.region", 5)


def _directed(text: str, at: int) -> int:
    """Begin of the one or two directions that end at `at`."""
    return at - 2 if at > 1 and text[at - 2] in DIRECTIONS else at - 1
