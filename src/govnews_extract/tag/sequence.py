"""The sequence tagger: a linear-chain CRF over words that judges what the rules propose."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from govnews_extract.datatypes import Label
from govnews_extract.lexicon import load_table
from govnews_extract.mentions import AGENCY, COMPANY, LOC, ORG, PERSON, PROGRAM, PROJECT
from govnews_extract.tag.features import Events, TokenRow
from govnews_extract.tag.persons import surnames
from govnews_extract.tag.project_spans import ROADS
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import (
    boundary_words,
    countries,
    leading_verbs,
    program_heads,
    project_words,
    word_classes,
)

if TYPE_CHECKING:
    from govnews_extract.tag.decoder import Decoder

TARGETS = frozenset(
    [
        AGENCY, COMPANY, ORG, PROJECT, PERSON, PROGRAM,
        LOC,
    ]
)  # fmt: skip
"""Labels that the tagger tells apart; the others are left to rules."""

LEFT_TO_RULES = frozenset([ORG, LOC])
"""Labels of them that rules give better: told apart so that they are taken for no project or firm."""

WEIGHTS = {COMPANY: 7, PROJECT: 5}
"""How sure the tagger is of a label, on the scale of the rules; 4 where not named.

Bodies, schools and people follow strict patterns, where rules see the border better. Tuned on
folds of tagged passages.
"""

OTHER_WEIGHT = 4

MAX_LEAD_CHARS = 6
"""Code points at the begin of a project's name in which a verb that governs it is looked for."""

MARKS = (("“", "”"), ("「", "」"), ("(", ")"))
MARK_CHARS = frozenset(mark for pair in MARKS for mark in pair)
MAX_MARK_CHARS = 16
"""Code points in which the other half of a mark is looked for."""

# A firm has a Chinese character in its name, or letters that are no piece of an address.
NAME_RE = re.compile(r"[一-鿿]|^[A-Za-z][A-Za-z&®. ]*$")


# 黄某某|本报记者: a paper and its people stand beside a name, never in it.
BYLINE_RE = re.compile("(?<=[一-鿿])[ \u3000]|本报|本网|本台|记者|通讯员|见习|摄影")

# 省上, 县里: those in office; 引凤入巢: what is done; 全县合作社 are many; 首期 is a stage.
# A trade is no project, nor is what 以及 or a blank holds apart.
NO_FIRM_RE = re.compile(
    "^[省市县区]长[与和及、]|[省市县区乡镇村][上里内]$|(?:产业|行业|支流|发源)$|^引.入.$|^[全我本该][省市县区镇村]"
    "|^[首一二三四五六七八九十]期$"
)
NO_PROJECT_RE = re.compile(
    "CEO|总裁|董事长|(?:产业|行业|企业|活动)$|支流|洪水|又名|以及|并且|[一-鿿][ \u3000]"
)
# 封测龙头|日月光集团, 上市公司|某某能源: what a firm is to others, said before its name.
ROLE_RE = re.compile(
    "^[一-鿿]{0,8}?(?:龙头(?:企业)?|巨头|上市公司|母公司|子公司|控股股东|[央国民车药房台外]企|厂商|品牌商|运营商|企业)(?=[一-鿿A-Za-z]{2})(?!集团|公司|股份)"
)
# 某某区|交界处, 中央|有关部委, 某村党支部|领办: what ends or sounds like a body, and names none.
NO_BODY_RE = re.compile(
    "有关|相关|[两三四五各多]级政府|(?:[交边]界|[等之到各多]|取水)处$|(?:领|承|举|开|创|新|主|协)办$"
)
# “某某国家重点实验室”: who works there, unless it is being built.
INSTITUTE_RE = re.compile("((?:实验室|研究院|研究所|技术中心|研究中心))[”」]?$")
RAISED_RE = re.compile(
    "[”」]?(?:[^,。;]{0,2}(?:开工|动工|奠基|封顶|竣工)|建设|主体|大楼|项目|工程)"
)
JOINED_RE = re.compile("(?:项目|工程)[和与及](?=[一-鿿]{4})")
ASCII_RE = re.compile("[A-Za-z0-9]{1,6}(?:项目|工程|工厂|基地)")
COUNTED_RE = re.compile("[0-9一二三四五六七八九十百余多]{1,6}[个项件](?!月)")
SUBSTATION_RE = re.compile("[0-9±]{2,5}千伏[^,。、]{0,6}(?:变电|换流|开关|线路)")
NICKNAME_RE = re.compile("[”」](?:的?(?:美誉|美称|称号|雅号)|之称|之誉)")
"""Stands behind what something is likened to: 素有“风电三峡”之称."""

ADDRESS_RE = re.compile(r"\.(?:html?|com|cn|net|org)\b")
"""A piece of an address on the web."""

# 某某电厂|4台66万千瓦机组, 某某高速公路|通车里程: what a project has is no part of its name.
PROJECT_TAIL_RE = re.compile(
    r"(项目|工程|电厂|电站|高速公路|公路|铁路|水库|基地|产业园|生产线)"
    r"(?:第?[0-9一二三四五六七八九十]{1,3}[台条座]|通车里程|总投资|现场|沿线|全线|建设)[^,。]{0,16}$"
)


def find_sequences(
    scene: Scene, row: TokenRow, events: Events, decoder: Decoder | None = None
) -> list[Draft]:
    """Drafts of the names that the tagger reads, given what the rules propose."""
    if decoder is None:
        from govnews_extract.tag.decoder import load_decoder  # noqa: PLC0415 - numpy and weights

        decoder = load_decoder()
    found = []
    for first, stop, label in decoder.read(row, events):
        if label in LEFT_TO_RULES:
            continue
        start, end = row.starts[first], row.ends[stop - 1]
        draft = _checked(scene, _begin(scene, start, end), end, Label(label))
        if draft is not None:
            found.append(draft)
    return found


def _checked(scene: Scene, start: int, end: int, label: Label) -> Draft | None:
    """The draft of a span, its marks made whole; None where the span can be no such name."""
    start, end = _whole_marks(scene.text, start, end)
    institute = label is PROJECT and INSTITUTE_RE.search(scene.text, start, end)
    if institute and not RAISED_RE.match(scene.text, end):
        label = ORG
        start, end = start + (scene.text[start] in "“「"), institute.end(1)
    elif label is PROJECT:
        project = _project(scene, start, end)
        if project is None:
            return None
        start, end = project
    if label is PERSON:
        end = _person_end(scene, start, end)
    if label is PERSON and any(at in scene.place_by_start for at in (start, start + 1)):
        return None
    if label is AGENCY and not _is_body(scene, start, end):
        return None
    if label is COMPANY:
        role = ROLE_RE.match(scene.text[start:end])
        start += 0 if role is None else role.end()
        if not _is_firm(scene, start, end):
            return None
    if ADDRESS_RE.search(scene.text, start, end) or NICKNAME_RE.match(scene.text, end):
        return None
    if label is PERSON and (
        scene.text[end - 1] == "姓" or _in_surname_list(scene.text, start, end)
    ):
        return None
    if label is PROGRAM and (
        _program_end_re().search(scene.text, start, end) is None or "”等" in scene.text[start:end]
    ):
        return None
    return Draft(start, end, label, "tagger", WEIGHTS.get(label, OTHER_WEIGHT))


def _person_end(scene: Scene, start: int, end: int) -> int:
    """`end` of a person's name without a byline's words or a verb: 主任李明|说."""
    if byline := BYLINE_RE.search(scene.text, start + 2, end):
        end = byline.start()
    said = end - start > 2 and scene.text[end - 1] == "说" and not scene.is_han(end)
    return end - 1 if said else end


@cache
def _program_end_re() -> re.Pattern[str]:
    """A programme is one by its last word; quoted products and slogans look the same to the tagger."""
    return re.compile(f"(?:{program_heads('last')})[”」]?$")


def _project(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """The span of a project without what is said of it; None where it can be no project."""
    cut = PROJECT_TAIL_RE.search(scene.text, start, end)
    end = cut.end(1) if cut is not None else end
    end -= 2 if scene.text.endswith(("全线", "沿线", "现场", "工地"), start, end) else 0
    works = end in scene.amount_starts and scene.text.endswith(("项目", "工程"), start, end)
    if works and COUNTED_RE.match(scene.text, end) is not None:
        return None  # 公路项目|15项
    if ASCII_RE.fullmatch(scene.text, start, end):
        return None  # PX项目
    of_a_sort = scene.word_after(start)[1] in project_words("quality")
    if of_a_sort or NO_PROJECT_RE.search(scene.text, start, end):
        return None
    two = JOINED_RE.search(scene.text, start, end)
    start = start if two is None else two.end()  # 某某项目和|某某科技园项目
    return _behind_verb(scene, start, end), end


@cache
def _body_ends() -> frozenset[str]:
    """The last characters of bodies; what else stands behind a place is a thing (某区花椒)."""
    tables = ("body_heads", "national_bodies")
    return frozenset(row[1][-1] for table in tables for row in load_table(table).rows) | {"门"}


def _is_body(scene: Scene, start: int, end: int) -> bool:
    """Whether a span may be a body: no border, no verb, and no piece of a longer word."""
    if scene.text[end - 1] not in _body_ends():
        return False
    cut = not scene.is_start[end] and scene.text[end - 1 : end + 1] in word_classes()
    return not cut and NO_BODY_RE.search(scene.text, start, end) is None


def _is_firm(scene: Scene, start: int, end: int) -> bool:
    """Whether a span may be a firm: no number, no 县里, no road of a place, no 邸阁220千伏变电站."""
    if SUBSTATION_RE.match(scene.text, end):
        return False
    place = scene.place_by_start.get(start)
    name = scene.text[start:end]
    road = place is not None and scene.text[place.span.end : end] in ROADS
    return not road and NAME_RE.search(name) is not None and NO_FIRM_RE.search(name) is None


def _behind_verb(scene: Scene, start: int, end: int) -> int:
    """`start`, moved behind a word near it that no name holds: 珠海往来|葵青货柜码头."""
    place = scene.place_by_start.get(start)
    at = start if place is None else min(place.span.end, end)
    stop, begin = min(at + MAX_LEAD_CHARS, end), start
    boundaries, verbs = boundary_words(), leading_verbs()
    while at < stop:
        following, word = scene.word_after(at)
        if len(word) > 1 and (word in boundaries or word in verbs) and end - following > 3:
            begin = following
        at = following
    return begin


def _in_surname_list(text: str, start: int, end: int) -> bool:
    """Whether the span is cut out of a run of surnames: 赵钱孙李周吴郑王."""
    single = surnames()[0]
    around = text[max(start - 1, 0) : end + 1]
    return len(around) > 4 and all(char in single for char in around)


def _whole_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """`start:end` widened to the other half of a bracket or quotation mark that it cuts."""
    if MARK_CHARS.isdisjoint(text[start:end]):
        return start, end
    for opening, closing in MARKS:
        opened = text.rfind(opening, start, end)
        closed = text.find(closing, start, end)
        if closed >= 0 and not 0 <= opened < closed and text.find(opening, start, closed) < 0:
            before = text.rfind(opening, max(start - MAX_MARK_CHARS, 0), start)
            start = before if before >= 0 else start
        if opened >= 0 and text.find(closing, opened, end) < 0:
            after = text.find(closing, end, end + MAX_MARK_CHARS)
            end = after + 1 if after >= 0 else end
    return start, end


def _begin(scene: Scene, start: int, end: int) -> int:
    """`start`, moved behind the name of a country: 日本|瑞萨电子公司."""
    following, word = scene.word_after(start)
    if word in countries() and word != "中国" and end - following >= 2:
        return following
    return start
