"""Projects whose form alone names them: numbered roads, diversions of water, lists of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnews_extract.datatypes import Label
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import matches_at, matches_from, places_of

ROAD_RE = re.compile(
    r"[GSXZ][0-9]{1,4}(?:线|[一-鿿]{2,4}(?:高速公路|高速|公路|线))?(?:[一-鿿]{1,7}?(?:至[一-鿿]{1,6}?){0,2}段)?"
)
# 引滦入津, 引江济淮: from the short name of one water to that of another, or of a place.
DIVERSION_RE = re.compile(
    r"引[江黄汉淮滦洮大松嫩绰额渭泾丹沁辽洱岷湟湘赣浏涪沱钱富龙通哈石三][一-鿿]?(?:济|入|补|进)[一-鿿](?:补[一-鿿])?"
    r"(?:(?:供水|调水|引水|补水)?工程)?"
)
ITEM = r"(?!等)[一-鿿A-Za-z—-](?:(?![等、和与及])[一-鿿A-Za-z0-9—-]){1,11}"
ITEMS_RE = re.compile(rf"{ITEM}(?:(?:、|以及|[和与及]){ITEM})+$")
# 甲乙线、丙丁线|等12条线路: what is counted is named before.
COUNTED_RE = re.compile(
    r"条(?:高速公路|高速|农村公路|乡村公路|公路|铁路|线路|道路|干线)|[条座](?![一-鿿]{0,4}[路线桥])"
)
NUMBER_RE = re.compile(r"等?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})$")
NUMERALS = frozenset("0123456789一二三四五六七八九十")
SPLIT_RE = re.compile("、|(?<!、)(?:以及|[和与及])")
LINE_END_RE = re.compile(
    r"(?:线|大桥|桥|隧道|水库|水闸|电站|泵站|高速|高铁|铁路|公路|至[一-鿿]{2,5})$"
)
MAX_ITEM_CHARS = 12


def find_project_forms(scene: Scene) -> list[Draft]:
    """Drafts of the names in a text that need no head and no lexicon."""
    text = scene.text
    return [
        *(
            Draft(*m.span(), Label.PROJECT, "project.road", 6)
            for m in matches_from("GSXZ", ROAD_RE, text)
        ),
        *_diversions(text),
        *_counted(scene),
    ]


def _diversions(text: str) -> Iterator[Draft]:
    """引江济淮; in quotation marks it is no programme."""
    for match in matches_from("引", DIVERSION_RE, text):
        quoted = text[match.start() - 1 : match.start()] == "“"
        yield Draft(*match.span(), Label.PROJECT, "project.water", 7 if quoted else 5)


def _counted(scene: Scene) -> Iterator[Draft]:
    """The items of lists that end in a number of roads, lines or bridges."""
    text = scene.text
    places = [at for at in places_of("条座", text) if text[at - 1] in NUMERALS]
    for counted in matches_at(places, COUNTED_RE, text):
        first = scene.doc.clause_at(counted.start()).start
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
                if end - begin > 1:
                    yield Draft(begin, end, Label.PROJECT, "project.counted", 6)


def _first_begin(scene: Scene, start: int, end: int) -> int:
    """Where the first item begins: behind the last word that no name holds."""
    reach = [at for at in scene.run_left(end, MAX_ITEM_CHARS) if at >= start]
    return reach[-1] if reach else end
