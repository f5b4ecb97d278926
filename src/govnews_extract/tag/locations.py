"""Places that are no divisions: rivers, mountains, roads, airports, scenic spots, regions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govnews_extract.datatypes import Label
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import countries, word_classes

# Natural places stand without the division before them; built ones carry it in their name.
NATURAL_RE = re.compile(
    r"[谷原地漠域岛峡湾区河江湖山岭沟洲港]"
    r"(?:(?<=峡谷|草原|湿地|沙漠|流域|平原|盆地|高原|半岛|海峡|海湾|库区|湖区|山区|林区)|(?<=[河江湖山岭沟峡岛洲港]))"
)
SINGLE_HEADS = frozenset("河江湖山岭沟峡岛洲港")
COMPOUND_HEADS = frozenset(
    (
        "峡谷",
        "草原",
        "湿地",
        "沙漠",
        "流域",
        "平原",
        "盆地",
        "高原",
        "半岛",
        "海峡",
        "海湾",
        "库区",
        "湖区",
        "山区",
        "林区",
    )
)
REGION_RE = re.compile(r"(?:[东西南北中]{1,2}部|沿海)?(?:地区|沿海|一带)")
MAX_NAME_CHARS = 14
MAX_NATURAL_CHARS = 5
NAME_CLASSES = frozenset(["nz", "nr", "ns", "nt"])


def find_locations(scene: Scene, hits: Iterable[tuple[int, int, Head]]) -> list[Draft]:
    """Names by their last word, when a place or an unknown word stands before it."""
    return [*_built(scene, hits), *_natural(scene), *_regions(scene)]


def _built(scene: Scene, hits: Iterable[tuple[int, int, Head]]) -> Iterator[Draft]:
    """青岛胶东国际机场, 长沙经济开发区."""
    classes, nations = word_classes(), countries()
    for start, end, _ in hits:
        begin = None
        right = start
        for at in scene.run_left(start, MAX_NAME_CHARS):
            word = scene.text[at:right]
            if word[0].isdigit() or word in nations:
                begin = None
                break
            if at in scene.place_by_start:
                begin = scene.joined_places(at)
                break
            if len(word) > 1 and classes.get(word, "nz") in NAME_CLASSES:
                begin = at
            right = at
        if begin is not None:
            yield Draft(begin, end, Label.LOC, "loc.built", 4)


def _natural(scene: Scene) -> Iterator[Draft]:
    """李村河, 三江平原: one unknown word, or two to four characters, before the head."""
    classes, nations, text = word_classes(), countries(), scene.text
    for match in NATURAL_RE.finditer(text):
        end = match.end()
        if not scene.is_start[end] or text[end : end + 1] in SINGLE_HEADS:  # 平山|湖
            continue
        begin, word = scene.word_before(end)
        if word in COMPOUND_HEADS or len(word) == 1:  # the head is a word: read one word before
            head = len(word)
            if begin == 0 or not scene.is_han(begin - 1):
                continue
            begin, word = scene.word_before(begin)
            if len(word) < 2 or classes.get(word, "nz") not in NAME_CLASSES:
                continue
            if head < 2 and begin in scene.place_by_start:
                if text[end - 1] == "港":
                    yield Draft(begin, end, Label.LOC, "loc.port", 4)
                continue
        elif classes.get(word) != "ns" and (word in classes or len(word) < 3):
            continue
        if (
            end - begin <= MAX_NATURAL_CHARS + 2
            and begin not in scene.place_by_start
            and text[begin:end] not in nations
        ):
            yield Draft(begin, end, Label.LOC, "loc.natural", 3)


def _regions(scene: Scene) -> Iterator[Draft]:
    """A division with 地区 or a direction: 郑州地区, 新疆南部地区."""
    for place in scene.places:
        match = REGION_RE.match(scene.text, place.span.end)
        if match is not None:
            start = scene.joined_places(place.span.start)
            yield Draft(start, match.end(), Label.LOC, "loc.region", 6)
