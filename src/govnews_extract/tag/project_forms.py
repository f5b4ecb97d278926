"""Projects whose form alone names them: numbered roads, diversions of water, lists of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.mentions import LOC, PROJECT
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import (
    matches_at,
    matches_from,
    places_of,
    project_words,
    word_classes,
)

ROAD_RE = re.compile(
    r"[GSXZ][0-9]{1,4}(?:线|[一-鿿]{2,4}(?:高速公路|高速|公路|线))?(?:[一-鿿]{1,7}?(?:至[一-鿿]{1,6}?){0,2}段)?"
)
# 地铁17号线, 6号线南延; what the city says before belongs to it.
NUMBERED_RE = re.compile(
    r"(?:(?:地铁|轨道交通|城轨|轻轨|云轨)[一-鿿]{0,2}?)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[A-Z][0-9]{0,2})号线"
    r"(?:[东西南北]{1,2}(?:延(?:伸|长)?(?:线|段)?|段)|支线|[一二三四五]期|[首后先]通段)*(?:工程|项目)?"
)
# 宁马线|从…, 燕房线|支线: an unknown word of three characters, and what is said of lines behind it.
LINE_RE = re.compile(
    r"线(?:支线|[东西南北]{1,2}延(?:伸|长)?(?:线|段)?|[一二三]期)?(?:工程|项目)?(?=(?P<mark>[,、。;)])|从|自|全[长线]|起[点于自]|开通|开工|通车|途经|[东西南北]段|沿线)"
)
RAIL_RE = re.compile("铁路|高铁|地铁|轨道|城际|通车|公路|车站")
# 引滦入津, 引江济淮: from the short name of one water to that of another, or of a place.
DIVERSION_RE = re.compile(
    r"引[江黄汉淮滦洮大松嫩绰额渭泾丹沁辽洱岷湟湘赣浏涪沱钱富龙通哈石三][一-鿿]?(?:济|入|补|进)[一-鿿](?:补[一-鿿])?"
    r"(?:(?:供水|调水|引水|补水)?工程)?"
)
ASIDE = r"(?:\([一-鿿]{1,6}\))?"
ITEM = r"(?!等)[一-鿿A-Za-z—-](?:(?![等、和与及])[一-鿿A-Za-z0-9—-]){1,11}"
ITEMS_RE = re.compile(rf"{ITEM}{ASIDE}(?:(?:、|以及|[和与及]){ITEM}{ASIDE})+$")
# 甲乙线、丙丁线|等12条线路: what is counted is named before.
COUNTED_RE = re.compile(
    r"条(?:城市|市政|城区|主要|主干|背街){0,2}(?:高速公路|高速|农村公路|乡村公路|公路|铁路|线路|道路|干线|断头路|街巷|巷道)|[条座](?![一-鿿]{0,4}[路线桥])"
)
NUMBER_RE = re.compile(r"等?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})$")
NUMERALS = frozenset("0123456789一二两三四五六七八九十几每各")
SPLIT_RE = re.compile("、|(?<!、)(?:以及|[和与及])")
LINE_END_RE = re.compile(
    r"(?:线|大桥|桥|隧道|水库|水闸|电站|泵站|高速|高铁|铁路|公路|至[一-鿿]{2,5})$"
)
STREET_RE = re.compile("(?<![公铁高])(?:路|街|大道|巷)$")
"""A street of a town is a place: 漓江路、华山路等34条城市道路."""

LINE_HEADS = ("高速公路", "高速", "公路", "铁路", "高铁", "国道", "省道")
LIST_MARKS = frozenset("、和与及")
BESIDE_RE = re.compile("[一-鿿]至[一-鿿]")
ROUTE_RE = re.compile("[^。;!?\\n]*?(?:铁路|高铁|高速|公路|线路|航道)")
MAX_BESIDE_CHARS, MAX_ROUTE_CHARS = 10, 40

MAX_ITEM_CHARS, MAX_NUMBER_CHARS, MAX_LINE_CHARS = 12, 10, 14
MAX_LIST_CHARS = 240
"""How far before its number a list is read; a text without marks is one clause."""


def find_project_forms(scene: Scene) -> list[Draft]:
    """Drafts of the names in a text that need no head and no lexicon."""
    text = scene.text
    roads = matches_from("GSXZ", ROAD_RE, text)
    return [
        *[Draft(*match.span(), PROJECT, "project.road", 6) for match in roads],
        *_diversions(text),
        *_lines(scene),
        *_counted(scene),
        *_between(scene),
    ]


def _between(scene: Scene) -> Iterator[Draft]:
    """Lines named by two towns alone: 灵丘—山阴段, 砚山至平远、文山至马关高速公路."""
    text = scene.text
    for at in places_of("至—", text):
        left, right = scene.place_by_end.get(at), scene.place_by_start.get(at + 1)
        if left is None or right is None:
            continue
        end = right.span.end
        if text.startswith("段", end):
            end += 1
        elif not _among_lines(text, left.span.start, end):
            continue
        begin = scene.joined_places(left.span.start)
        if not text.endswith(LINE_HEADS, 0, begin):
            yield Draft(begin, end, PROJECT, "project.between", 5)


def _among_lines(text: str, start: int, end: int) -> bool:
    """Whether another line stands beside in a list of them: 甲至乙、丙至丁铁路."""
    before = text[start - 1 : start] in LIST_MARKS and BESIDE_RE.search(
        text, max(start - MAX_BESIDE_CHARS, 0), start - 1
    )
    behind = text[end : end + 1] in LIST_MARKS and BESIDE_RE.search(
        text, end + 1, end + MAX_BESIDE_CHARS
    )
    return bool(before or behind) and ROUTE_RE.match(text, end, end + MAX_ROUTE_CHARS) is not None


def _diversions(text: str) -> Iterator[Draft]:
    """引江济淮; in quotation marks it is no programme."""
    for match in matches_from("引", DIVERSION_RE, text):
        quoted = text[match.start() - 1 : match.start()] == "“"
        yield Draft(*match.span(), PROJECT, "project.water", 7 if quoted else 5)


def _lines(scene: Scene) -> Iterator[Draft]:
    """Lines of a town by number, and railways by a word that no dictionary has: 宁马线."""
    text = scene.text
    for at in places_of(("号线",), text):
        first = max(at - MAX_NUMBER_CHARS, 0)
        match = next(
            (
                m
                for m in NUMBERED_RE.finditer(text, first, at + MAX_LINE_CHARS)
                if m.start() <= at < m.end()
            ),
            None,
        )
        if match is not None:
            start = match.start()
            place = scene.place_by_end.get(start)
            begin = start if place is None else scene.joined_places(place.span.start)
            yield Draft(begin, match.end(), PROJECT, "project.line", 6)
    for match in matches_at(places_of("线", text), LINE_RE, text):
        end, at = match.start() + 1, match.start() - 2
        if at < 0 or not scene.is_start[end] or not (scene.is_start[at] or at == 0):
            continue
        word = text[at:end]
        cut = any(scene.is_start[i] for i in range(at + 1, end))
        if (
            cut
            or word[0] in NUMERALS
            or word in word_classes()
            or not all("一" <= char <= "鿿" for char in word)
            or (match["mark"] and RAIL_RE.search(text) is None)
        ):
            continue
        yield Draft(at, match.end(), PROJECT, "project.line", 5)


def _counted(scene: Scene) -> Iterator[Draft]:
    """The items of lists that end in a number of roads, lines or bridges."""
    text = scene.text
    places = [at for at in places_of("条座", text) if text[at - 1] in NUMERALS]
    for counted in matches_at(places, COUNTED_RE, text):
        clause = scene.doc.clause_at(counted.start())
        first = max(clause.start, counted.start() - MAX_LIST_CHARS)
        number = NUMBER_RE.search(text, max(first, counted.start() - 4), counted.start())
        match = number and ITEMS_RE.search(text, first, number.start())
        if not match:
            continue
        named = len(counted.group()) > 1
        cuts = SPLIT_RE.finditer(text, *match.span())
        bounds = [match.start(), *(at for cut in cuts for at in cut.span()), match.end()]
        for item in range(0, len(bounds), 2):
            start, end = bounds[item : item + 2]
            if named or LINE_END_RE.search(text, start, end):
                begin = start if item else _first_begin(scene, start, end)
                begin = begin if item else _behind_verb(scene, begin, end)
                street = STREET_RE.search(scene.text, begin, end) is not None
                if end - begin > 1 + street:
                    label = LOC if street else PROJECT
                    yield Draft(begin, end, label, "project.counted", 6)


def _behind_verb(scene: Scene, start: int, end: int) -> int:
    """`start`, moved behind a verb of building that it begins with: 改造|漓江路."""
    following, word = scene.word_after(start)
    return following if word in project_words("governs") and end - following > 1 else start


def _first_begin(scene: Scene, start: int, end: int) -> int:
    """Where the first item begins: behind the last word that no name holds."""
    reach = [at for at in scene.run_left(end, MAX_ITEM_CHARS) if at >= start]
    return reach[-1] if reach else end
