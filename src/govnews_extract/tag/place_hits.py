"""Where surfaces of places stand in a text, and which of them touch to make one name."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from govnews_extract.datatypes import Label, SegmentedText
from govnews_extract.lexicon.automaton import keep_longest
from govnews_extract.lexicon.divisions import YEAR_TOLERANCE, Division, Level
from govnews_extract.lexicon.divisions_gazetteer import (
    TOWN_HEADS,
    Gazetteer,
    NameKind,
    PlaceName,
)
from govnews_extract.lexicon.divisions_towns import load_towns
from govnews_extract.tag.place_abroad import ends_foreign_name
from govnews_extract.tag.surfaces import Surfaces

# A word segmenter glues these to the name behind them: 中共安徽省委, 驻兰州, 来津.
GLUED_BEFORE = frozenset(("中共", *"驻赴抵来在到从由至距离经使原为对向与"))
GLUED_BEFORE_FULL = frozenset("和及或按据让请将把")
"""As above, before full names only: 和平桂区 is 和 and 平桂区, but 和平安 is 和平 and 安."""

# 北京市|场: the last character of a full name belongs to the word behind it, unless that begins
# another name (长顺县|长寨).
HEAD_WORDS = frozenset(
    head + tail
    for head, tails in (
        ("市", "场民容值价况郊面级属长中"), ("省", "会长级属"), ("县", "城级属长"),
        ("区", "域间位块级属长"), ("州", "府长"), ("旗", "帜舰下"), ("盟", "友员约军"),
    )
    for tail in tails
)  # fmt: skip

# A short form in front of these is part of the name of a street or a thing.
ROAD_RE = re.compile("[东西南北中]?(?:[一二三四五六七八九]?路(?![网段面费桥])|大道|大街)")
ROAD_FIRST = frozenset("东西南北中一二三四五六七八九路大")
THING_RE = re.compile("街|高速|铁路|大桥|巷|弄|胡同|时间|烤鸭|话|菜|石[材粉板]?")

# The river or the mountain, not the county that bears its name: 湘江|支流, 庐山|北麓.
WATER_RE = re.compile(
    "干?支流|干流|流域|水系|[上中下]游|两岸|沿岸|[江湖水]面|水位|周边|[东西南北]麓|主峰|之畔|畔|湿地"
)

# Lines and borders are named by the places they join: 京沪高铁, 鲁冀界.
NOT_BEHIND_ABBREVIATION = frozenset("高铁公线界交边")

# What may follow a county's short form inside one word: 寿光人, 沛县籍.
TAIL_RE = re.compile("[人籍境站港段方产县市区]|机场|等地")

SHORT_PREFECTURES = frozenset(("克州", "巴州", "博州"))
"""What a state abroad may end in."""

NAME_ENDS = frozenset("省市县区旗州盟")
"""What a full name ends in."""

LONG_NAME_CHARS = 4
MAX_NAME_CHARS = 16
"""No name of a division is longer."""


MAX_SHADOWED = 1
"""So many names may stand in that of a town (三沙 in 霞浦县三沙镇)."""


class Hit(NamedTuple):
    """One surface of the gazetteer at `start:end`, and what it can mean there.

    `loose` where it ends inside a word; `split` where a word ends inside it.
    """

    name: PlaceName
    start: int
    end: int
    loose: bool
    split: bool
    candidates: tuple[Division, ...] = ()


new_hit = partial(tuple.__new__, Hit)
"""A `Hit` of a tuple with all its fields, made in half the time."""


class Hits(NamedTuple):
    """The surfaces of one text by what they can begin or end, each sorted and disjoint.

    Attributes:
        towns: Last words of towns and villages.
        zones: Functional areas, and last words of such.
        others: Short forms of one character, places abroad, and the end of states abroad.
    """

    divisions: list[Hit]
    towns: list[Hit]
    zones: list[Hit]
    others: list[Hit]


class Stretch(NamedTuple):
    """A place that was settled: what it is, its code, and the candidates with their reasons."""

    start: int
    end: int
    label: Label
    code: str | None
    rule: str
    candidates: tuple[str, ...]
    loose: bool


new_stretch = partial(tuple.__new__, Stretch)
"""As `new_hit`."""


class HitFinder:
    """Finds surfaces that stand on word boundaries.

    A surface must begin where a word begins, behind another surface, or behind a particle that
    segmenters glue to names. Full names cut by the word behind them shrink to the short form.

    Args:
        surfaces: What the lexicons know of the text.
        gazetteer: All names of places.
        year: Year of the text; names out of force are read with more care.
    """

    def __init__(
        self, doc: SegmentedText, surfaces: Surfaces, gazetteer: Gazetteer, year: int | None
    ) -> None:
        self._simple = doc.simple
        self._is_start = doc.is_start
        self._surfaces = surfaces
        self._gazetteer = gazetteer
        self._year = year
        self._last_end = -1
        self._found = Hits([], [], [], [])

    def find(self) -> Hits:
        """All hits."""
        is_start, year, candidates = self._is_start, self._year, self._gazetteer.candidates
        found, simple = self._found, self._simple
        divisions = found.divisions
        for at, (start, end, name) in enumerate(self._surfaces.places):
            if (
                name.plain
                and start >= self._last_end
                and is_start[start]
                and is_start[end]
                and (  # what follows belongs to no word or street together with the name
                    simple[end - 1 : end + 1] not in HEAD_WORDS
                    if name.full
                    else simple[end : end + 1] not in ROAD_FIRST
                )
            ):  # Most hits by far end here.
                split = not name.full and end - start == 2 and is_start[start + 1] == 1
                meant = candidates(name, year)
                divisions.append(new_hit((name, start, end, False, split, meant)))
                self._last_end = end
            elif name.kind in _HEADS:
                if start >= self._last_end:
                    hit = new_hit((name, start, end, not is_start[end], False, ()))
                    found[_LISTS[name.kind]].append(hit)
            elif start >= self._last_end:
                self._read(at, start, end, name)
            elif end > self._last_end:
                # A hidden name broke the rhythm: in 浙江|东阳 the match 江东 hides 东阳.
                self._take(self._hidden(self._last_end - 1, end))
        return found

    def _read(self, at: int, start: int, end: int, name: PlaceName) -> None:
        """Take what surface number `at` of the text says, if anything."""
        if name.surface[0] in TOWN_HEADS and self._ends_town(start):
            return
        if name.kind is NameKind.ABBREVIATION:
            # A longer name that begins with the character goes first: 在苏|尼特右旗.
            hit = self._hidden(start, end) or self._abbreviation(name, start, end)
        else:
            followed = _begins_at(self._surfaces.places, at + 1, end)
            hit = self._fitted(name, start, end, followed=followed) or self._hidden(start, end)
        if hit is not None and hit.name.sense and not hit.name.full:
            hit = self._instead(hit)
        self._take(hit)
        if hit is None and name.surface[-1] == "州":
            # 克州, refused, may end 库尔斯克州.
            head = self._gazetteer.state_head
            self._found.others.append(Hit(head, end - 1, end, loose=False, split=False))
        if hit is not None and hit.end < end:
            # 内江市|中区 is 内江 and 市中区.
            self._take(self._hidden(hit.end - 1, end))

    def _ends_town(self, head: int) -> bool:
        """Take the 镇 at `head`, not a name that begins with it: 霞浦县|三沙镇|海带 is no 镇海."""
        towns, simple, divisions = load_towns(), self._simple, self._found.divisions
        for back in range(1, min(len(divisions), MAX_SHADOWED + 1) + 1):
            county = divisions[-back]
            if head - county.end > MAX_NAME_CHARS:
                break
            town = simple[county.end : head + 1]
            if any(towns.lies_in(town, row.code) for row in county.candidates):
                del divisions[len(divisions) - back + 1 :]
                name = self._gazetteer.with_surface(simple[head])
                if name is not None:
                    hit = Hit(name, head, head + 1, loose=not self._is_start[head + 1], split=False)
                    self._found.towns.append(hit)
                    self._last_end = head + 1
                return True
        return False

    def _instead(self, hit: Hit) -> Hit:
        """For an ordinary word the full name that begins inside it: 平桂区 in 和平桂区."""
        if NAME_ENDS.isdisjoint(self._simple[hit.end : hit.end + LONG_NAME_CHARS]):
            return hit
        inner = self._hidden(hit.start, hit.end)
        if inner is None or not inner.name.full or inner.loose or inner.start >= hit.end:
            return hit
        return inner

    def _take(self, hit: Hit | None) -> None:
        if hit is not None:
            name, start, end, loose, split, _ = hit
            meant = self._gazetteer.candidates(name, self._year)
            found = self._found[_LISTS[name.kind]]
            found.append(new_hit((name, start, end, loose, split, meant)))
            self._last_end = end

    def _abbreviation(self, name: PlaceName, start: int, end: int) -> Hit | None:
        """在沪 or 京冀 where it stands by itself, not in 在沪宁线 or 鲁冀界."""
        if not (self._is_start[start] and self._is_start[end]):
            return None
        if self._simple[end : end + 1] in NOT_BEHIND_ABBREVIATION:
            return None
        return Hit(name, start, end, loose=False, split=False)

    def _hidden(self, start: int, end: int) -> Hit | None:
        """A surface that begins inside a refused one: 龙游县 in 和龙游县."""
        matches = self._inside(start + 1, end + MAX_NAME_CHARS)
        for at, (low, high, name) in enumerate(matches):
            if low >= end:
                return None
            if name.kind is NameKind.DIVISION:
                followed = _begins_at(matches, at + 1, high)
                hit = self._fitted(name, low, high, followed=followed)
                if hit is not None:
                    return hit
                end = max(end, high)
            elif name.kind is NameKind.ABBREVIATION:
                pair = self._abbreviation(name, low, high)
                if pair is not None:
                    return pair
        return None

    def _inside(self, low: int, high: int) -> list[tuple[int, int, PlaceName]]:
        """Surfaces inside `low:high` as if the text were no more than that."""
        every, name = self._surfaces.matches, self._gazetteer.name
        names = len(self._gazetteer.surfaces)
        found: list[tuple[int, int, PlaceName]] = []
        for at in range(bisect_right(every, low, key=itemgetter(2)), len(every)):
            number, start, end = every[at]
            if end > high:
                break
            if start >= low and number < names:
                keep_longest(found, (start, end, name(number)))
        return found

    def _fitted(self, name: PlaceName, start: int, end: int, *, followed: bool) -> Hit | None:
        is_start, simple = self._is_start, self._simple
        # Nothing else ends in 黑龙江省 or 雄安新区: long names need no boundary.
        bounded = (
            is_start[start] or start == self._last_end or self._is_glued(start, full=name.full)
        )
        if not bounded and not (name.full and end - start >= LONG_NAME_CHARS):
            return None
        loose = not is_start[end]
        split = end - start == 2 and is_start[start + 1] == 1
        if name.kind is not NameKind.DIVISION:
            return Hit(name, start, end, loose, split)
        if name.full:
            return self._full(Hit(name, start, end, loose, split), followed=followed)
        if simple[end : end + 1] in ROAD_FIRST and ROAD_RE.match(simple, end):
            return None
        if name.sense == "landmark" and WATER_RE.match(simple, end):
            return None
        if loose and (name.sense or split or THING_RE.match(simple, end)):
            return None
        if loose and name.rows[0].level is Level.COUNTY and not TAIL_RE.match(simple, end):
            return None
        return Hit(name, start, end, loose, split)

    def _full(self, hit: Hit, *, followed: bool) -> Hit | None:
        name = hit.name
        cut = self._simple[hit.end - 1 : hit.end + 1] in HEAD_WORDS
        if cut and not followed and (hit.loose or self._is_start[hit.end + 1]):
            return self._shortened(hit, 1)
        if name.surface.endswith("地区") and not self._is_current(name):
            return self._shortened(hit, 2)
        if name.surface in self._gazetteer.zones and not self._is_current(name):
            return hit._replace(name=self._gazetteer.zones[name.surface])
        if hit.loose and (name.sense or len(name.surface) == 2):
            return None
        if name.surface in SHORT_PREFECTURES and ends_foreign_name(self._simple, hit.start):
            return None
        return hit

    def _is_current(self, name: PlaceName) -> bool:
        """Whether a division bears the name in the year of the text, give or take one."""
        year = self._year
        if year is None:
            return any(row.valid_to is None and row.valid_from < RECENT for row in name.rows)
        return any(row.distance(year) <= YEAR_TOLERANCE for row in name.rows)

    def _shortened(self, hit: Hit, cut: int) -> Hit | None:
        name = self._gazetteer.with_surface(hit.name.surface[:-cut])
        if name is None or name.kind is not NameKind.DIVISION:
            return None
        if name.sense is not None and hit.start != self._last_end:
            return None
        return hit._replace(name=name, end=hit.end - cut, loose=True)

    def _is_glued(self, start: int, *, full: bool) -> bool:
        for size in (1, 2):
            if start >= size and self._is_start[start - size]:
                before = self._simple[start - size : start]
                return before in GLUED_BEFORE or (full and before in GLUED_BEFORE_FULL)
        return False


_HEADS = frozenset(
    (NameKind.ZONE_HEAD, NameKind.TOWN_HEAD, NameKind.VILLAGE_HEAD, NameKind.FOREIGN_HEAD)
)

_LISTS = {
    kind: at
    for at, kinds in enumerate(
        (
            (NameKind.DIVISION,),
            (NameKind.TOWN_HEAD, NameKind.VILLAGE_HEAD),
            (NameKind.ZONE, NameKind.ZONE_HEAD),
            (NameKind.ABBREVIATION, NameKind.FOREIGN, NameKind.FOREIGN_HEAD),
        )
    )
    for kind in kinds
}
"""In which part of `Hits` each kind of name stands."""

RECENT = 2020
"""A text of unknown year is not taken to know divisions younger than this as such."""


def _begins_at(matches: list[tuple[int, int, PlaceName]], at: int, start: int) -> bool:
    return at < len(matches) and matches[at][0] == start and matches[at][2].kind not in _HEADS


def chains_of(hits: list[Hit], year: int | None) -> list[list[Hit]]:
    """Runs of touching division surfaces, each inside the one before it.

    The candidates of every part are cut down to those that lie in the part before it.
    """
    found: list[list[Hit]] = []
    last: Hit | None = None
    for hit in hits:
        name = hit[0]
        if last is not None and last[2] == hit[1] and last[0] is not name:
            inner = _inside(last.candidates, name, hit.candidates, year)
            if inner:
                last = hit if inner == hit.candidates else hit._replace(candidates=inner)
                found[-1].append(last)
                continue
        last = hit
        found.append([last])
    return found


def _inside(
    outer: tuple[Division, ...],
    name: PlaceName,
    candidates: tuple[Division, ...],
    year: int | None,
) -> tuple[Division, ...]:
    """Those of `candidates`, or else of all that bore the name, that lie below one of `outer`."""
    inner = tuple(c for c in candidates if _lies_below(c, outer))
    if inner or not outer or name.sense is not None:
        return inner
    old = [row for row in name.rows if _lies_below(row, outer)]
    if not old:
        return ()
    nearest = min(old, key=lambda row: row.distance(year) if year else -(row.valid_to or 9999))
    return (nearest,)


def _lies_below(row: Division, outer: tuple[Division, ...]) -> bool:
    return any(o.code != row.code and o.contains(row.code) for o in outer)
