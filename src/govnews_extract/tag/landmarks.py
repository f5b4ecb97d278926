"""Places that people built or marked out, by their last word and the border in front of the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from govnews_extract.mentions import LOC, PLACE
from govnews_extract.tag.scene import GLUED, LEVELS, Draft, Scene
from govnews_extract.tag.siting import is_built
from govnews_extract.tag.wording import (
    bordering_words,
    boundary_words,
    countries,
    geographic_heads,
    leading_verbs,
    locative_words,
    sorting_words,
    stop_words,
    word_classes,
)

MAX_NAME_CHARS = 12
COMPOUND_CHARS = 4
MAX_BARE_CHARS = 4
"""Code points of common words that may be the whole of a name (夏布|小镇)."""

NAME_CLASSES = frozenset(["nz", "nr", "ns", "nt", "nrt", "nrfg", "x"])
INSIDE_CLASSES = NAME_CLASSES | frozenset(["n", "ng", "g", "j", "m"])
# 串起|五夫古镇: a verb and where it leads to are no part of the name behind them.
COMPLEMENTS = frozenset("起了到在至于过进出入成为向往给着完满上下开走掉")
# 沿陀兴|干渠: segmentation glues such words to an unknown one behind them.
LEADING = GLUED | frozenset("沿但至穿往距离驻邻跨过自而并又且也仍让给随赴比以因或等交如")
# 公园29个 are any; 景区七天 is one.
COUNTED_RE = re.compile("[^,。;、]{1,6}[个处座家条片所栋块]")
SHORT_HEADS = frozenset(["桥", "渠", "堰", "闸", "塔", "滩", "坪", "崖"])
LIST_MARKS = frozenset("、和与及")
CROSSING = "口岸"
"""What names one place wherever a division stands before it: 东宁|口岸."""

BUILT_KINDS = frozenset(["proper", "site"])
"""Kinds of heads that are projects while they are being built."""

NUMERALS = frozenset("一二两三四五六七八九十几多")
RANKED, AREA_ENDS = "级", ("园区", "景区", "公园")
"""省级|园区: any of them."""

SAID_AFTER_RE = re.compile("位于|地处|坐落|始建于|又名|占地|总?面积|海拔|境内")
"""What is said of a place right behind its name."""

AREA_WEIGHTS = {"zone": 6, "work": 4}
SURE_WEIGHT, LIST_WEIGHT = 5, 4


class _Candidate(NamedTuple):
    """What may be a name, as read to the left of its head.

    Attributes:
        kind: That of the head in the table.
        named: Whether a name or an unknown word stands in it.
        placed: Whether it begins with a division or another location.
        short: Whether the head is one character that ends many other words.
    """

    begin: int
    end: int
    kind: str
    named: bool
    placed: bool = False
    short: bool = False


def find_landmarks(
    scene: Scene, heads: Iterable[tuple[int, int, str]], others: Iterable[Draft]
) -> list[Draft]:
    """Drafts of locations by their last word.

    A word that no dictionary has, or a name, makes the head a name (尼葛|开发区). Common words do
    (夏布|小镇) where the text says that something is or goes there, or lists it beside a place.

    Args:
        scene: The article.
        heads: Last words of places, with their kinds, sorted.
        others: Locations that are known already, beside which a list may stand.
    """
    others = list(others)
    areas = {d.end: d.start for d in others if d.label is LOC}
    areas.update((p.span.end, p.span.start) for p in scene.places if p.label is LOC)
    kept: list[Draft] = []
    open_: list[_Candidate] = []
    for head in heads:
        candidate = _read(scene, head, areas)
        if candidate is None or (head[2] in BUILT_KINDS and is_built(scene.text, *head[:2])):
            continue
        weight = _weight(scene, candidate)
        if weight:
            kept.append(_draft(candidate, weight))
        else:
            open_.append(candidate)
    if open_:
        kept += _listed(scene, open_, [*others, *kept])
    return kept


def _draft(found: _Candidate, weight: int) -> Draft:
    return Draft(found.begin, found.end, LOC, f"loc.{found.kind}", weight)


def _weight(scene: Scene, found: _Candidate) -> int:
    """How sure it is that `found` names a place; 0 where it takes a list to tell."""
    counted = (
        found.end in scene.amount_starts
        and scene.text[found.begin - 1 : found.begin] not in LIST_MARKS
        and COUNTED_RE.match(scene.text, found.end, scene.amount_starts[found.end]) is not None
    )
    said = _said(scene, found.begin) or SAID_AFTER_RE.match(scene.text, found.end) is not None
    if counted and not found.placed:
        return 0
    if found.kind in AREA_WEIGHTS and (found.named or found.placed):
        return AREA_WEIGHTS[found.kind]
    if found.kind == "site" or found.short:
        said = said or (found.placed and scene.text.endswith(CROSSING, found.begin, found.end))
        return SURE_WEIGHT if said and (found.named or found.placed) else 0
    if found.named or found.placed:
        return SURE_WEIGHT
    return LIST_WEIGHT if said or found.kind == "town" else 0


def _said(scene: Scene, begin: int) -> bool:
    return scene.text.endswith(_cues(), 0, begin)


@cache
def _cues() -> tuple[str, ...]:
    """What shows, right before a name, that a place is meant."""
    return (*locative_words("landmark"), "(")


def _listed(scene: Scene, rest: list[_Candidate], sure: list[Draft]) -> Iterator[Draft]:
    """Candidates that stand in a list beside a place: 银杉公园 in 莲花山、银杉公园."""
    ends = {draft.end for draft in sure if draft.label is LOC}
    starts = {draft.start for draft in sure if draft.label is LOC}
    named = {found.begin for found in rest if found.named or found.placed}
    for found in rest:
        # 船山公园、韩河公园: named things, each of which shows that the other is meant.
        twin = found.begin in named and scene.text[found.end : found.end + 1] in LIST_MARKS
        if twin and found.end + 1 in named:
            starts.add(found.end + 1)
        before = scene.text[found.begin - 1 : found.begin] in LIST_MARKS and found.begin - 1 in ends
        after = scene.text[found.end : found.end + 1] in LIST_MARKS and found.end + 1 in starts
        if before or after:
            ends.add(found.end)
            yield _draft(found, LIST_WEIGHT)


def _read(scene: Scene, head: tuple[int, int, str], areas: Mapping[int, int]) -> _Candidate | None:
    """The name that ends in `head`, as far as one can be read."""
    text = scene.text
    start, end, kind = head
    division = scene.place_by_end.get(end)
    if division is not None and division.span.start < start:
        return None
    content = _content(scene, start, areas)
    short = text[start:end] in SHORT_HEADS
    if content is None:
        return None
    right = content[-1][0] if content else start
    glued = text[start:end] if not scene.is_start[start] else ""
    named = [
        at
        for at, word in content
        if _names(word, word + glued if at + len(word) == start else word)
    ]
    road = text[start:end] in _roads()
    if road and content and right in scene.place_by_end:  # 江北区|梧桐大街
        return _Candidate(right, end, kind, named=True, short=short)
    begin = None if named and road else _carried(scene, right, areas)
    if kind != "nature" and begin is not None:
        ranked = text[right : right + 3].endswith(RANKED) and text.endswith(AREA_ENDS, start, end)
        return (
            None
            if ranked
            else _Candidate(begin, end, kind, named=bool(named), placed=True, short=short)
        )
    if named:
        begin = _widened(scene, content, named[-1])
        return _Candidate(begin, end, kind, named=True, short=short)
    size = start - right
    if kind == "nature" or not 2 <= size <= MAX_BARE_CHARS:
        return None
    return _Candidate(right, end, kind, named=False, short=short)


def _carried(scene: Scene, right: int, areas: Mapping[int, int]) -> int | None:
    """Where the division or area begins that ends at `right` and belongs to the name behind it."""
    place = scene.place_by_end.get(right)
    if place is not None and place.label is PLACE:
        return scene.joined_places(place.span.start)
    start = areas.get(right)
    return None if start is None else scene.joined_places(start)


@cache
def _roads() -> frozenset[str]:
    return geographic_heads("road")


@cache
def _tables() -> tuple[
    frozenset[str], frozenset[str], dict[str, str], frozenset[str], frozenset[str]
]:
    """Words that end a name of each sort, with the classes of all words and the countries."""
    ending = bordering_words() | leading_verbs()
    return stop_words(), boundary_words(), word_classes(), ending, countries()


def _content(scene: Scene, start: int, areas: Mapping[int, int]) -> list[tuple[int, str]] | None:
    """The words left of the head up to a border, nearest first; None where a word rules it out."""
    stops, bounds, classes, ending, nations = _tables()
    place_ends, date_ends, amounts = scene.place_by_end, scene.date_ends, scene.amounts
    found: list[tuple[int, str]] = []
    right = start
    while start - right < MAX_NAME_CHARS:
        if right in place_ends or right in areas:
            break
        if right in date_ends or right in amounts:
            break
        if not scene.is_han(right - 1):
            break
        at, word = scene.word_before(right)
        kind = classes.get(word)
        if word in nations:
            return None
        if word in ending or (word in stops and (len(word) > 1 or word in bounds)):
            break
        if len(word) > 1 and kind is None:
            if word[-1] in COMPLEMENTS or word[0] in LEVELS:
                break
            if word[0] in GLUED or (len(word) > 2 and word[0] in LEADING):
                found.append((at + 1, word[1:]))
                break
        found.append((at, word))
        right = at
    return found


def _names(word: str, whole: str) -> bool:
    """Whether a word is a name, or one that no dictionary has; `whole` has the head glued to it."""
    if len(word) < 2 or word in sorting_words() or (word[0] in NUMERALS and word[-1] == "大"):
        return False  # 两大|新区
    classes = word_classes()
    if len(word) == COMPOUND_CHARS and word not in classes and _common(word):
        return False
    if whole != word:  # 开元|寺
        return classes.get(whole, "n") in NAME_CLASSES
    return classes.get(word, "nz") in NAME_CLASSES


def _common(word: str) -> bool:
    """Whether both halves of an unknown word are common words: 电力|设备."""
    kinds = [word_classes().get(half) for half in (word[:2], word[2:])]
    return all(kind is not None and kind not in NAME_CLASSES for kind in kinds)


def _widened(scene: Scene, content: list[tuple[int, str]], begin: int) -> int:
    """`begin`, moved over what stands between a border and the first name: 茶山|金字塔景区."""
    rest = [(at, word) for at, word in content if at < begin]
    hard = not rest or not scene.is_han(rest[-1][0] - 1) or _said(scene, rest[-1][0])
    if hard and all(_inside(word) for _, word in rest):
        return rest[-1][0] if rest else begin
    return begin


def _inside(word: str) -> bool:
    """Whether a word that is no name may begin one: 嘎|隆拉山, not 沿|陀兴干渠."""
    kind = word_classes().get(word, "x")
    plain = word in boundary_words() or word in LEADING or word in sorting_words()
    return not plain and kind in INSIDE_CLASSES
