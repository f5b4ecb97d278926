"""Rivers, mountains, lakes, islands and streets by their last character: 汶溪河, 人民路."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govnews_extract.mentions import LOC
from govnews_extract.tag.persons import surnames
from govnews_extract.tag.scene import GLUED, Draft, Scene
from govnews_extract.tag.wording import (
    boundary_words,
    countries,
    generic_words,
    geographic_heads,
    locative_words,
    word_classes,
)

MAX_NAME_CHARS = 6
NAME_CLASSES = frozenset(["nz", "nr", "ns", "nt"])
LED_CLASSES = frozenset(["n", "ng", "nr", "ns", "nz", "x", "g", "j", "m", "a", "zg"])
LED_CHARS = 3
LEADING = GLUED | frozenset("于沿穿往距驻邻跨过自赴随")
"""Which single characters may begin a name, how long what follows may be (五|马河), and what
segmentation glues to an unknown name (于长江)."""

MAX_FIRST_CHARS = 2
PLACE_CLASSES = frozenset(["ns", "nr", "nz"])

LIST_MARKS, NATURE_ENDS = frozenset("、和与及"), frozenset("江河湖溪山岭港岛路街道巷")
SITED_RE = re.compile("[至起止邻接临靠]:$")
"""东至:健康路"""

MARKS_BEFORE = frozenset("(“")
"""What stands before a name, beside the words of the table."""

# A list of such names: 沂河、沭河.
NATURE_AFTER_RE = re.compile(
    r"(?:位于|地处|坐落|发源|又名|全长|海拔|湖面|水位|周边|流域|水系|上游|中游|下游|中下游|上中游|干流|支流|源头|两岸|沿岸|沿线|岸边|北岸|南岸|东岸|西岸|之畔|畔|"
    r"河段|水域|水质|水库群|水环境|水生态|综合治理|综合整治|治理|河长|河道|巡河|大堤|堤防|堤段|洪峰|洪水|汛情|出海口|上段|下段|入海口|主峰|南麓|北麓|东麓|西麓|脚下|山麓|主航道|航道|湿地|国家|自然保护区|[、和与及][一-鿿]{1,4}[江河湖溪山岭])"
)
ROAD_AFTER_RE = re.compile(
    r"(?:[0-9]{1,5}(?:号|弄)|[东西南北中]?段|沿线|沿街|交叉口|交汇处?|交会处?|路口|口|两侧|附近|以[东西南北]|[东西南北]侧|"
    r"[、和与及][一-鿿]{1,5}(?:路|街|大道|巷))"
)
PERSON_AFTER_RE = re.compile(
    r"说|表示|介绍|告诉|坦言|笑着|等(?:[0-9]+|[一二三四五六七八九十]+)?(?:名|个|位)?人|\([男女]|在职|身份"
)
# A longer name goes on: 龙泉|山镇, 白沙河|大桥.
LONGER = frozenset("镇乡村县市区州桥站库坝园港电")
DIRECTIONS = frozenset("东西南北上下大小")
BEHIND = frozenset("由边畔上里内中源将被把是为和与及")
"""What may be glued to a head by segmentation: 琴|江边, 泸州|港上."""

WATER = ("水环境", "水质", "水生态", "水位", "水域")
"""What is said of a river, and cut off by segmentation in a word of its own: 梁滩|河水|环境."""

WATERS, BEHIND_NAME = frozenset("湖岛溪潭湾峡河"), frozenset("的是和与及又为畔边上")
"""What bears the name of a county, and what may stand behind such a name: 海陵|湖|又."""

BAY_AREAS = frozenset("区里仔")
"""What makes 湾 a part of a longer name or word."""

SHORT_HEADS = frozenset("江河湖溪山岭岛港")
"""Last characters that a name of two characters has often enough to be read as one."""


def find_geography(scene: Scene, heads: Iterable[tuple[int, int, bool]]) -> list[Draft]:
    """Drafts of names by their last character, sorted by where they end.

    `heads` are the last characters, with True for those of streets.

    An unknown word in front of the character is a name (温榆河); common words are one only where
    the text says that something is or flows there (北至玉带河, 在人民路). What it could get wrong:
    figures of speech (走在致富路), which the table of plain words holds off.
    """
    return list(_found(scene, heads))


def _found(scene: Scene, heads: Iterable[tuple[int, int, bool]]) -> Iterator[Draft]:
    text = scene.text
    for start, end, road in heads:
        if text[end : end + 1] in LONGER or not (scene.is_start[end] or _glued(scene, end)):
            continue
        begin = _road_begin(scene, start, end) if road else _nature_begin(scene, start, end)
        if begin is None or not 2 <= end - begin <= MAX_NAME_CHARS + end - start:
            continue
        rule = "loc.road" if road else "loc.natural"
        place = scene.place_by_start.get(begin)
        zone = place is not None and place.label is LOC  # 洋浦|港 is more than 洋浦
        yield Draft(begin, end, LOC, rule, 6 if zone else 3 + road)


def _glued(scene: Scene, end: int) -> bool:
    """Whether segmentation made one unknown word of a head and what stands behind: 湖|由."""
    if scene.text.startswith(WATER, end):
        return True
    if scene.text[end : end + 1] not in BEHIND:
        return False
    word = scene.text[scene.word_before(end)[0] : scene.word_after(end)[0]]
    return word not in word_classes()


def _nature_begin(scene: Scene, start: int, end: int) -> int | None:
    """Where the name that ends in the head `start:end` begins."""
    begin, word = scene.word_before(end)
    text = scene.text[begin:end]
    if text in countries() or text in geographic_heads("plain"):
        return None
    if begin < start:
        led = _led(scene, begin, end)
        return _in_word(scene, begin, start, end) if led is None else led
    if not scene.is_han(start - 1):
        return None
    place = scene.place_by_end.get(start)
    if place is not None:
        return place.span.start if _of_place(scene, place.span.start, start, end) else None
    begin, word = scene.word_before(start)
    if scene.text[begin:end] in geographic_heads("plain"):
        return None
    if len(word) == 1:  # 邳州市|岠|山
        return (
            begin if begin in scene.place_by_end and scene.text[start:end] in SHORT_HEADS else None
        )
    if word_classes().get(word, "nz") in NAME_CLASSES:  # 大边|河
        return _widened(scene, begin, end)
    return None if _plain(word) or not _evident(scene, begin, end) else begin  # 玉带|河


def _led(scene: Scene, begin: int, end: int) -> int | None:
    """Where a name of an unknown first character begins: 、五|马河, 位于立|沙岛."""
    if begin == 0 or not scene.is_han(begin - 1) or end - begin > LED_CHARS:
        return None
    if begin in scene.place_by_start:
        return None
    left, char = scene.word_before(begin)
    if len(char) > 1 or char in GLUED or char in boundary_words() or begin in scene.place_by_end:
        return None
    if _led_to(scene.text, left):
        return left
    opens = word_classes().get(char, "x") in LED_CLASSES
    return left if opens and _evident(scene, left, end) else None


def _in_word(scene: Scene, begin: int, start: int, end: int) -> int | None:
    """Where the name begins whose head is the end of a word `begin:end`: 温榆河, 沂河, 嘎|曲河."""
    if begin in scene.place_by_start:
        return begin if _of_place(scene, begin, start, end) else None
    if word_classes().get(scene.text[begin:end], "ns") not in PLACE_CLASSES:
        return None
    if scene.text[begin : begin + 2] in boundary_words():  # 驶经|港
        return None
    if (
        end - begin > LED_CHARS - 1
        and scene.text[begin] in LEADING
        and scene.text[begin:end] not in word_classes()
    ):
        begin += 1  # 穿|九洲江
    if end - begin == 2:
        named = scene.text[start:end] in SHORT_HEADS and _evident(scene, begin, end)
    else:  # a person's name may end so too
        person = scene.text[begin] in surnames()[0] and PERSON_AFTER_RE.match(scene.text, end)
        named = not person or _evident(scene, begin, end)
    return _widened(scene, begin, end) if named else None


def _of_place(scene: Scene, begin: int, start: int, end: int) -> bool:
    """Whether a division's name and the head behind it name one thing: 钦州港, 华阳河."""
    place = scene.place_by_start.get(begin)
    if place is None or place.span.end != start:
        return False
    head = scene.text[start:end]
    if head == "港" or (head == "湾" and scene.text[end : end + 1] not in BAY_AREAS):
        return True  # 钦州港, 大连湾
    if NATURE_AFTER_RE.match(scene.text, end) is not None:
        return True
    local = place.code is not None and not place.code.endswith("0000") and len(place.span) < 4
    ends = not scene.is_han(end) or scene.text[end] in BEHIND_NAME
    return local and ends and head in WATERS


def _road_begin(scene: Scene, start: int, end: int) -> int | None:
    """Where the name of the street with the head `start:end` begins."""
    classes = word_classes()
    begin, word = scene.word_before(end)
    if begin < start:
        tail = scene.text[end - 2 : end]  # 农村公路
        if classes.get(word, "ns") not in ("ns", "nz") or len(word) < 3 or tail in classes:
            return None
    else:
        if not scene.is_han(start - 1):
            return None
        begin, word = scene.word_before(start)
        if scene.text[start] in DIRECTIONS and classes.get(word, "nz") in NAME_CLASSES:
            return begin  # 龙川|南路
    if _plain(scene.text[begin:start]) or not _evident(scene, begin, end, ROAD_AFTER_RE):
        return None
    return begin


def _plain(word: str) -> bool:
    """Whether `word` says what sort of thing is meant, not which one."""
    return word in geographic_heads("plain") or word in generic_words() or word in boundary_words()


def _said(scene: Scene, begin: int, end: int, after: re.Pattern[str]) -> bool:
    """Whether what stands beside `begin:end` shows that a place is meant."""
    return after.match(scene.text, end) is not None or _led_to(scene.text, begin)


def _led_to(text: str, begin: int) -> bool:
    """Whether what stands before `begin` says that something is or flows there, or lists it."""
    before = text[begin - 1 : begin]
    if before in LIST_MARKS:
        return text[begin - 2 : begin - 1] in NATURE_ENDS
    if before in MARKS_BEFORE or text.endswith(locative_words("nature"), 0, begin):
        return True
    return before == ":" and SITED_RE.search(text, begin - 2, begin) is not None


def _evident(scene: Scene, begin: int, end: int, after: re.Pattern[str] = NATURE_AFTER_RE) -> bool:
    place = scene.place_by_end.get(begin)
    return place is not None or _said(scene, begin, end, after)


def _widened(scene: Scene, begin: int, end: int) -> int:
    """`begin`, moved before one more piece of the name: 大|哈尔腾河, 提孜|那甫河."""
    classes = word_classes()
    if begin == 0 or not scene.is_han(begin - 1) or begin in scene.place_by_end:
        return begin
    left, word = scene.word_before(begin)
    if len(word) == 1:
        return left if word not in LEADING and _evident(scene, left, end) else begin
    if word in classes:  # 郑家|套河
        whole = scene.text[begin:end] in classes or classes[word] not in NAME_CLASSES
        return begin if whole or len(word) > MAX_FIRST_CHARS else left
    if word[0] in GLUED:
        return left + 1
    return begin
