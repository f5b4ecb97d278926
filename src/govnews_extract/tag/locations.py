"""Places that are no divisions: rivers, mountains, roads, airports, scenic spots, regions."""

from __future__ import annotations

import re

from govnews_extract.datatypes import Label
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import stop_words, word_classes

HEAD_RE = re.compile(
    r"(?:国家级自然保护区|自然保护区|国家森林公园|森林公园|国家湿地公园|湿地公园|国家地质公园|地质公园|风景名胜区|"
    r"风景区|旅游景区|旅游度假区|国际机场|机场|收费站|服务区|步行街|大道|大街|商圈|工业小区|保税港区|综合保税区|保税区|"
    r"自贸试验区|自由贸易试验区|自贸港|口岸|码头|大峡谷|峡谷|草原|湿地|沙漠|古镇|古村|古城|度假村|经济带|经济圈|城市群|经济区|都市圈|"
    r"流域|平原|盆地|高原|半岛|海峡|海湾|国家公园|水源地|路口|商务区|商务中心区|中心城区|主城区|城区|新城|老城区)"
)
MAX_NAME_CHARS = 14


def find_locations(scene: Scene) -> list[Draft]:
    """Names by their last word, when a place or an unknown word stands before it."""
    found = []
    for match in HEAD_RE.finditer(scene.text):
        begin = _begin(scene, match.start())
        if begin is not None and begin < match.start():
            found.append(Draft(begin, match.end(), Label.LOC, "loc.head", 4))
    return found


def _begin(scene: Scene, start: int) -> int | None:
    classes, stops = word_classes(), stop_words()
    reach = scene.run_left(start, MAX_NAME_CHARS)
    begin = None
    right = start
    for at in reach:
        word = scene.text[at:right]
        if at in scene.place_by_start:
            return scene.joined_places(at)
        if word in stops:
            break
        if len(word) > 1 and classes.get(word, "nz") in ("nz", "nr", "ns", "nt"):
            begin = at
        right = at
    return begin
