"""Projects in lists that say what they list: 甲、乙等3个重点项目, 分别是甲、乙和丙项目."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

from govnews_extract.lexicon import load_table
from govnews_extract.mentions import PROJECT
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import (
    countries,
    generic_words,
    inner_words,
    leading_verbs,
    project_words,
    stop_words,
    word_classes,
)

MIN_NAME_CHARS = 4
MAX_LIST_CHARS = 400
"""How far before a number behind the names themselves its list is read."""

MAX_PLACED_CHARS, MAX_ITEM_CHARS, MIN_PLAIN_CHARS = 12, 40, 5
WEIGHT = 6
MIN_EXACT_CHARS, EXACT_WEIGHT = 3, 9
"""Of items of a list that has as many as it says, which are projects whatever they are called."""

NAME_CLASSES = frozenset(["nz", "nr", "nt", "j", "ns", "x"])
COINED_CLASSES = frozenset(["nz", "nr"])
COINED_CHARS = 3
"""Classes of a word, and length of an unknown one, that make names of what ends unlike works."""

ITEM_RE = re.compile(r"[^、,。;:!?\n等]{4,40}")
JOINT_RE = re.compile("以及|(?<=[一-鿿)])[和与及](?=[一-鿿0-9A-Z])")
LAST_JOINT_RE = re.compile("(?:以及|[和与及])(?=[^、]*$)")
FIRM_RE = re.compile("(?:公司|集团|企业|银行|合作社)$|[0-9][个项家]")
"""What is no project, in a list of as many items as it says."""

COUNT_AFTER_RE = re.compile("[0-9]{1,4}[个项]")
AMONG_RE = re.compile("[个项件](?:[一-鿿]{0,8}(?:项目|工程|实事))?中")
"""33个重点工程中|东海大道"""

ALONG = frozenset("沿环跨")
"""Words that lead to a place, and may begin the name of works: 沿太行山区光伏发电示范区."""

LEADS_RE = re.compile("至[一-鿿]{1,4}[镇乡村县市区]$")
"""What ends in where a line leads to, and may go on: 管网延伸至甲镇|、乙镇供水工程."""

GOAL_RE = re.compile("[一-鿿]{1,4}?[镇乡村县市区](?=[一-鿿]{2})")

VAGUE_RE = re.compile(
    "(?:重点|重大|大型|骨干|民生|产业|工业|基础设施|基础|配套|城乡)*(?:项目|工程|设施)?建设$"
)
"""What everyone builds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPatterns:
    """What is searched for in lists, with the words of the table in it.

    Attributes:
        closing: What ends a list of projects: 等3个重点项目.
        stated: A list behind what says that projects follow: 集中开工的项目|包括.
        sorts: What stands before projects that a list without a number names: 集中开工.
        tail: How an item ends that names a work.
        capacity: A number with a unit that works are measured in.
    """

    closing: re.Pattern[str]
    stated: re.Pattern[str]
    sorts: tuple[str, ...]
    tail: re.Pattern[str]
    capacity: re.Pattern[str]


@cache
def list_patterns() -> ListPatterns:
    """What lists of projects are searched with; compiled when first used."""
    words: dict[str, list[str]] = {}
    for _, surface, role in load_table("list_words").rows:
        words.setdefault(role, []).append(surface)
    sorts, ends, units = (
        "|".join(sorted(words[role], key=len, reverse=True)) for role in ("sort", "end", "capacity")
    )
    return ListPatterns(
        closing=re.compile(
            "等(?:(?P<number>[0-9一二三四五六七八九十百余多]{1,5}[个项])[一-鿿]{0,8}?"
            f"|(?:一大?批[一-鿿]{{0,9}}?|多个|一系列)?(?:20[0-9]{{2}}年)?(?:{sorts}){{0,4}}好?"
            "|[一-鿿]{1,7}?(?=(?:项目|工程)[0-9]{1,4}[个项]))(?:项目|工程)"
            "|(?<=[一-鿿])(?P<bare>[2-9]|[1-9][0-9])[个项][一-鿿]{0,6}?(?:项目|工程)"
        ),
        stated=re.compile(
            "(?:项目|工程|类)(?=[一-鿿]{0,6}(?:分别|依次)(?:是|为):?(?P<items>[^。;!?\n]{8,160})"
            "|(?:主要|还)?(?:包括|有):?(?P<named>[^,。;!?\n]{8,160})"
            "|(?:共有?|有|占到?|达)?(?P<number>[0-9]{1,3})[个项](?:,(?:主要|分别|具体)?(?:有|是|为|包括):?|:)"
            "(?P<counted>[^,。;:!?\n]{8,400}))"
        ),
        sorts=tuple(words["sort"]),
        tail=re.compile(f"(?:{ends})$"),
        capacity=re.compile(
            f"(?:[0-9]{{1,2}}[×x*])?[0-9][0-9.]{{0,8}}(?:万|亿|百万|千万)?(?:{units})"
        ),
    )


def find_listed(scene: Scene, firms: Container[int]) -> list[Draft]:
    """Drafts of names that only the list they stand in makes projects.

    An item counts where it has a capacity, begins with a firm or a place, or holds a name or an
    unknown word; in a counted list also one of common words that ends like works do (新型农村社区
    建设). 科普研学、旅居生活等新项目 name none. What it could get wrong: fields of work in a counted list.

    Args:
        scene: The article.
        firms: Where names of firms begin.
    """
    text = scene.text
    closings = [*list_patterns().closing.finditer(text)]
    stated = [*_stated(text)]
    if not (closings or stated):
        return []
    reader = _Reader(scene, firms)
    found: list[Draft] = []
    done = 0
    for match in closings:
        first = max(scene.doc.clause_at(match.start()).start, done)
        low = max(first, match.start() - MAX_LIST_CHARS)
        if match["bare"] and text.count("、", low, match.start()) + 1 != int(match["bare"]):
            continue  # 完成基础设施、民生5个项目 counts others than it names
        done = match.end()
        found += reader.items(first, match.start(), counted=_is_counted(text, match))
    for first, stop, exact in stated:
        found += reader.every(first, stop) if exact else reader.items(first, stop, counted=True)
    return found


def _stated(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where lists stand behind what says that projects follow, the first of those that overlap.

    And whether the list has as many items as it says: then each of them is a project.
    """
    patterns, done = list_patterns(), 0
    for match in patterns.stated.finditer(text):
        first, stop = match.span(match.lastgroup or 0)
        at = match.start()
        sorted_ = text.endswith(patterns.sorts, 0, at - text.endswith("的", 0, at))
        number = match["number"]
        exact = number is not None and len(_items(text, first, stop)) == int(number) > 1
        if at >= done and (exact or text[at] != "类") and (match["named"] is None or sorted_):
            yield first, stop, exact
            done = stop


def _items(text: str, first: int, stop: int) -> list[tuple[int, int]]:
    """Where the items of the list `first:stop` begin and end."""
    if text.startswith("等", stop - 1):
        stop -= 1
    cuts = [*LAST_JOINT_RE.finditer(text, first, stop)]
    marks = [at for at in range(first, stop) if text[at] == "、"]
    bounds = [(at, at + 1) for at in marks] + [cut.span() for cut in cuts[-1:]]
    starts = [first, *(end for _, end in bounds)]
    return list(zip(starts, [*(begin for begin, _ in bounds), stop], strict=True))


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """Whether a number says how many there are: 等19个项目, 等项目33个; 等一批项目 does not."""
    number = match["number"] or match["bare"]
    return number is not None or COUNT_AFTER_RE.match(text, match.end()) is not None


@cache
def _sorts() -> frozenset[str]:
    return generic_words() | inner_words()


class _Reader:
    """Reads the items of lists of one article."""

    def __init__(self, scene: Scene, firms: Container[int]) -> None:
        self._scene, self._firms, self._patterns = scene, firms, list_patterns()
        self._classes, self._stops, self._countries = word_classes(), stop_words(), countries()
        self._governing, self._leading = project_words("governs"), leading_verbs()
        self._sorts = _sorts()

    def items(self, first: int, stop: int, *, counted: bool) -> Iterator[Draft]:
        """Drafts of the items in `first:stop`."""
        text, open_ = self._scene.text, None
        for match in ITEM_RE.finditer(text, first, stop):
            for start, end in self._parts(*match.span()):
                if open_ is not None and self._ends_line(start, end):
                    yield Draft(open_, end, PROJECT, "project.list", WEIGHT)
                    open_ = None
                    continue
                leads = LEADS_RE.search(text, start, end)
                open_ = None if leads is None else self._behind_verb(start, leads.start())
                among = AMONG_RE.search(text, start, end)
                low = start if among is None else among.end()
                begin, last = self._sure(low, end), end
                if begin is not None:
                    last -= 2 * text.endswith("建设", start, end)
                else:
                    begin = self._likely(low, end, counted=counted)
                if begin is not None and last - begin >= MIN_NAME_CHARS:
                    yield Draft(begin, last, PROJECT, "project.list", WEIGHT)

    def every(self, first: int, stop: int) -> Iterator[Draft]:
        """Drafts of all items in `first:stop`, but for firms and what everyone builds."""
        text = self._scene.text
        for begin, end in _items(text, first, stop):
            start = max(begin, text.rfind("的", begin, end - MIN_EXACT_CHARS) + 1)
            plain = FIRM_RE.search(text, start, end) or VAGUE_RE.match(text, start, end)
            if end - start >= MIN_EXACT_CHARS and plain is None:
                yield Draft(start, end, PROJECT, "project.list", EXACT_WEIGHT)

    def _behind_verb(self, start: int, end: int) -> int:
        """`start`, moved behind the last verb of building before `end`: 实施了|管网延伸."""
        at = start
        while at < end:
            at, word = self._scene.word_after(at)
            start = at if word in self._leading or word == "了" else start
        return start

    def _ends_line(self, start: int, end: int) -> bool:
        """Whether an item adds one more end to a line, and names the works: 乙镇供水工程."""
        text = self._scene.text
        added = GOAL_RE.match(text, start, end) is not None and "至" not in text[start:end]
        return added and self._patterns.tail.search(text, start, end) is not None

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """`start:end`, cut at a joint between two long parts: 甲公园改造|和|乙医院迁建."""
        for joint in JOINT_RE.finditer(self._scene.text, start + MIN_NAME_CHARS, end):
            tail = self._patterns.tail.search(self._scene.text, start, joint.start())
            if tail is not None and end - joint.end() >= MIN_NAME_CHARS:
                return [(start, joint.start()), (joint.end(), end)]
        return [(start, end)]

    def _sure(self, start: int, end: int) -> int | None:
        """Where an item begins that a capacity, a firm or a place makes a project."""
        scene = self._scene
        capacity = self._patterns.capacity.search(scene.text, start, end)
        if capacity is None:
            return start if start in self._firms else self._placed(start, end)
        at = capacity.start()
        if scene.text[at - 2 : at] == "年产":
            at -= 2
        begin = at
        for left in scene.run_left(at, at - start):
            word = scene.text[left:begin]
            if word in self._governing or word in self._countries:
                break
            begin = left
        return begin

    def _placed(self, start: int, end: int) -> int | None:
        """Where an item begins that is a place and a name there, if it is one: 安徽|月潭."""
        scene = self._scene
        begin = next((at for at in range(start, end) if at in scene.place_by_start), end)
        if begin == end or (begin > start and scene.text[begin - 2 : begin] not in self._governing):
            return None
        at = scene.place_by_start[begin].span.end
        if not 2 <= end - at <= MAX_PLACED_CHARS:
            return None
        while at < end:
            at, word = scene.word_after(at)
            if word in self._stops or word in self._governing:
                return None
        return begin if at == end else None

    def _likely(self, start: int, end: int, *, counted: bool) -> int | None:
        """Where an item of a counted list begins that its words alone make a project."""
        scene = self._scene
        reach = scene.run_left(end, MAX_ITEM_CHARS, loose=True)
        if not reach or reach[-1] > end - MIN_NAME_CHARS:
            return None
        begin = max(start, reach[-1])
        if begin == start + 1 and scene.text[start] in ALONG:
            begin = start
        if begin > start and not self._opens(begin):
            return None
        named, coined, at = False, False, begin
        while at < end:
            following, word = scene.word_after(at)
            leads = word in self._leading or word in self._countries
            if leads and end - following >= MIN_NAME_CHARS:
                begin, named, coined = following, False, False
            kind = self._classes.get(word, "nz")
            plain = word in self._sorts or len(word) == 1
            first = at == begin and word not in self._sorts
            coined = coined or (first and self._coined(word))
            named = named or at in scene.place_by_start or (not plain and kind in NAME_CLASSES)
            at = following
        if VAGUE_RE.match(scene.text, begin, end):
            return None
        text = scene.text
        works = self._patterns.tail.search(text, begin, end) or LEADS_RE.search(text, begin, end)
        if not counted:
            return begin if named and works is not None else None
        place = scene.place_by_start.get(begin)
        coined = coined or (place is not None and end - place.span.end >= MIN_NAME_CHARS)
        sure = (named or end - begin >= MIN_PLAIN_CHARS) if works is not None else coined
        return begin if sure else None

    def _coined(self, word: str) -> bool:
        """Whether a word alone makes a name: 万喜汇; most others that no dictionary has do not."""
        kind = self._classes.get(word)
        return (
            len(word) == COINED_CHARS and not word[0].isdigit()
            if kind is None
            else kind in COINED_CLASSES and len(word) > 1
        )

    def _opens(self, at: int) -> bool:
        """Whether the word before `at` may stand before the first item of a list."""
        word = self._scene.word_before(at)[1]
        return word in self._stops or word in self._governing or word in "中有含为是"
