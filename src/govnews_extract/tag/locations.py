"""Places that are no divisions: rivers, mountains, roads, airports, scenic spots, regions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.datatypes import Label
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import countries, word_classes

# Built places carry the division before them in their name, natural ones do not.
BUILT_RE = re.compile(
    r"(?:国家级自然保护区|自然保护区|国家森林公园|森林公园|国家湿地公园|湿地公园|国家地质公园|地质公园|风景名胜区|"
    r"风景区|旅游景区|旅游度假区|国际机场|机场|收费站|步行街|大道|大街|商圈|工业小区|工业园区|保税港区|综合保税区|保税区|"
    r"自贸试验区|自由贸易试验区|自贸港|口岸|码头|古镇|古村|古城|度假村|经济带|经济圈|城市群|经济区|都市圈|国家公园|"
    r"商务区|中心城区|主城区|新城|老城区|会展中心|商业街|海洋公园|园博园|植物园|动物园)(?![一-鿿]?[委局])"
)
NATURAL_RE = re.compile(
    r"(?:大峡谷|峡谷|草原|湿地|沙漠|流域|平原|盆地|高原|半岛|海峡|海湾|库区|湖区|灌区|山区|林区|"
    r"河|江|湖|山|岭|沟|峡|岛|滩|湾|泉|洲|港|路|街)(?![一-鿿]?[局县])"
)
REGION_RE = re.compile(r"(?:东南部|东北部|西南部|西北部|东部|西部|南部|北部|中部|中西部|沿海)?(?:地区|沿海|一带)")
MAX_NAME_CHARS = 14
MAX_NATURAL_CHARS = 5
NAME_CLASSES = frozenset(["nz", "nr", "ns", "nt"])


def find_locations(scene: Scene) -> list[Draft]:
    """Names by their last word, when a place or an unknown word stands before it."""
    return [*_built(scene), *_natural(scene), *_regions(scene)]


def _built(scene: Scene) -> Iterator[Draft]:
    classes, nations = word_classes(), countries()
    for match in BUILT_RE.finditer(scene.text):
        begin = None
        right = match.start()
        for at in scene.run_left(match.start(), MAX_NAME_CHARS):
            word = scene.text[at:right]
            if word[0].isdigit() or word in nations:
                break
            if at in scene.place_by_start:
                begin = scene.joined_places(at)
                break
            if len(word) > 1 and classes.get(word, "nz") in NAME_CLASSES:
                begin = at
            right = at
        if begin is not None:
            yield Draft(begin, match.end(), Label.LOC, "loc.built", 4)


def _natural(scene: Scene) -> Iterator[Draft]:
    """李村河, 三江平原: one unknown word, or two to four characters, before the head."""
    classes = word_classes()
    for match in NATURAL_RE.finditer(scene.text):
        start, end = match.span()
        if not scene.is_start[end]:
            continue
        begin, word = scene.word_before(end)
        if begin >= start:  # the head is a word of its own: one word before it
            if start == 0 or not scene.is_han(start - 1):
                continue
            begin, word = scene.word_before(start)
            if len(word) < 2 or classes.get(word, "nz") not in NAME_CLASSES:
                continue
            if end - start < 2 and begin in scene.place_by_start:
                continue
        elif len(word) < 2 or classes.get(word, "nz") not in ("ns", "nz"):
            continue
        if end - begin <= MAX_NATURAL_CHARS + 2 and begin not in scene.place_by_start:
            yield Draft(begin, end, Label.LOC, "loc.natural", 3)


def _regions(scene: Scene) -> Iterator[Draft]:
    """A division with 地区 or a direction: 郑州地区, 新疆南部地区."""
    for match in REGION_RE.finditer(scene.text):
        place = scene.place_by_end.get(match.start())
        if place is not None and len(match.group()) >= 2:
            start = scene.joined_places(place.span.start)
            yield Draft(start, match.end(), Label.LOC, "loc.region", 6)
