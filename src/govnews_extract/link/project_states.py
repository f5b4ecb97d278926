"""How far a project has come, from the verbs around its name or the list it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from govnews_extract.lexicon import words_of
from govnews_extract.link.frames import FrameReader
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import VERBS, actions

MAX_STATE_UNITS = 40
"""How far behind a project's name its state is looked for."""

MAX_OPENING_UNITS = 9
MAX_ITEM_UNITS = 8
"""Units of one item of a list that no tagger read as a name."""

MAX_LEAD_UNITS = 60
"""How far before a list the verb is looked for that all of its projects share."""

OTHERS = frozenset(",EOJUuRG")
"""Where a clause opens with one of these, it tells of something else."""

PLANNING = frozenset(
    ("将", "计划", "拟", "力争", "争取", "早日", "预计", "将于", "有望", "规划", "希望", "确保")
)
ALREADY = frozenset(("已", "已经", "现已", "目前", "正在", "正", "均已"))
NOT_YET = frozenset(("未", "尚未", "没有", "没", "不", "还未", "未能"))
LATER = frozenset(("后", "之后", "以后", "前", "之前", "以前", "时"))
"""Behind a verb, these make a condition or a date of it (建成后可年产…)."""

WILL = frozenset(("将", "可", "能", "预计", "将会", "可以", "可望"))
SITES = frozenset(("施工现场", "建设现场", "施工工地", "建设工地"))
BUILDING = frozenset(("建设", "投资建设", "承建", "开发", "新建", "兴建", "打造", "修建"))
"""Verbs that tell no state of their own behind 开工 or behind who builds."""

TO_BUILD = BUILDING | {"扩建", "改建", "改扩建", "改造", "续建"}
"""Verbs that tell what is done to a thing, whenever that may be."""

MEETINGS = frozenset(("会", "大会", "会议", "现场会"))
"""推进会 and the like are held of what may stand at any point."""

CEREMONIES = frozenset(("仪式", "活动", "典礼"))
TASKS = frozenset(("工作", "手续", "程序", "阶段"))
HEADS = ("项目", "工程")
RUNNING = frozenset(("生产", "发电", "经营", "运营", "运行"))
"""Verbs that are as often the trade of a plant (智能农业机械生产) as its state."""

INTO = frozenset(("投入", "开始", "实现", "恢复", "正式"))
NAMING = frozenset(("是", "为", "有", "包括", "包含", "涵盖", "涉及", "分别"))
"""Behind these a list names what a clause before has told of."""

PROJECT_STATES = {
    "谋划": 0,
    "对接": 1,
    "申报": 2,
    "前期": 2,
    "签约": 3,
    "落地": 3,
    "开工": 4,
    "推进": 5,
    "建设": 5,
    "在建": 5,
    "完成": 6,
    "建成": 6,
    "贯通": 7,
    "通车": 8,
    "并网": 8,
    "投产": 8,
    "运营": 8,
}
"""States of a project, from the first idea to running, by how far it has come."""

ENDING = frozenset(("完成", "通过", "取得", "获得", "办结", "办理", "已完成"))
"""Verbs with an object: what is done is the object, not the project."""

MAX_OBJECT_UNITS = 8
PROGRESS = "进展"

EARLY = PROJECT_STATES["前期"]


@cache
def _papers() -> frozenset[str]:
    """What is done before works begin: 可研, 环评, 征地."""
    return frozenset(words_of("project_words", "papers"))


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state that a text tells of a project.

    Attributes:
        word: The verb that tells it.
        rank: How far the project has come by it; see `PROJECT_STATES`.
        planned: The text says that it will be so.
    """

    word: str
    rank: int
    planned: bool = False


def furthest(states: Iterable[State]) -> State | None:
    """The first of the states that are furthest on; what is planned counts where nothing is done.

    Example:
        >>> furthest([State(word="签约", rank=3), State(word="投产", rank=8, planned=True)]).word
        '签约'
    """
    best: State | None = None
    for state in states:
        if best is None or (not state.planned, state.rank) > (not best.planned, best.rank):
            best = state
    return best


class StateReader:
    """Reads the state of what is named at a unit of a sentence."""

    def __init__(self, reader: FrameReader) -> None:
        self._reader = reader
        self._actions = actions()

    def read(self, view: View, unit: int) -> State | None:
        """State of the project named at `unit`.

        What stands behind the list that the name is part of says most (X、Y等项目开工), then what
        its last words say (X等签约项目), then the verb before the list (签约X、Y), then a clause
        before that the list only names the projects of (签约项目5个,分别是X、Y).
        """
        end, tail = self._list_end(view, unit)
        behind = self.behind(view, end)
        if behind and not behind.planned:
            return behind
        first = self._list_start(view, unit)
        low = view.near_start(first)
        return (
            self._told(view, range(tail[0], tail[1]))
            or self._told(view, range(first - 1, low - 1, -1))
            or behind
            or self._lead(view, low, first)
        )

    def behind(self, view: View, end: int) -> State | None:
        """The furthest state that the clauses from `end` on tell."""
        letters, reader = view.letters, self._reader
        found: list[State] = []
        planned = False
        for at in range(end, min(len(letters), end + MAX_STATE_UNITS)):
            if letters[at] == "J":
                break
            if letters[at] == "," and not self._goes_on(view, at):
                break
            word = reader.word(view, at)
            # A plan reaches over the clauses behind it (计划2020年投产,2021年全部建成).
            planned = (planned or word in PLANNING) and word not in ALREADY
            if letters[at] not in "VvWN" or word in PLANNING:
                continue
            if letters[at] in VERBS and self._is_condition(view, at):
                break
            state = self._predicate(view, at, end)
            if state:
                found.append(replace(state, planned=planned))
        return furthest(found)

    def _predicate(self, view: View, at: int, end: int) -> State | None:
        """State told by the verb at `at`, which stands behind a name that ends before `end`."""
        letters, reader = view.letters, self._reader
        word = self._bare(reader.word(view, at))
        if word in SITES:
            return State(word="在建", rank=PROJECT_STATES["在建"])
        if word == PROGRESS:
            return State(word="推进", rank=PROJECT_STATES["推进"])
        rank = self._rank(word)
        if rank is None and letters[at] in VERBS and letters[at + 1 : at + 2] == "N":
            word += reader.word(view, at + 1)  # 取得路条
            rank = self._rank(word)
            return State(word=word, rank=rank) if rank is not None else None
        if rank is None:
            return None
        papers = self._on_paper(view, at) if rank >= PROJECT_STATES["完成"] else None
        if papers is not None:
            return papers
        if not self._is_predicate(view, at, word):
            return None
        if word in BUILDING:
            begun = at > end and self._rank(reader.word(view, at - 1)) == PROJECT_STATES["开工"]
            clause = letters.rfind(",", end, at) + 1 or end
            if begun or "O" in letters[clause:at]:
                return None
        return State(word=word, rank=rank)

    def _on_paper(self, view: View, at: int) -> State | None:
        """State of a thing whose papers are done by the verb at `at`: 完成可行性研究."""
        letters, reader = view.letters, self._reader
        if reader.word(view, at) not in ENDING:
            return None
        stop = letters.find(",", at)
        last = min(len(letters) if stop < 0 else stop, at + MAX_OBJECT_UNITS)
        for word in (reader.word(view, unit) for unit in range(at + 1, last)):
            rank = self._rank(word)
            if rank is not None and rank <= EARLY:
                return State(word=word, rank=rank)
            if word in _papers():
                return State(word="前期", rank=EARLY)
        return None

    def _rank(self, word: str) -> int | None:
        listed = self._actions.get(word)
        return PROJECT_STATES.get(listed.canonical or "") if listed else None

    def _bare(self, word: str) -> str:
        """A verb of an end without the adverb that segmentation leaves on it: 圆满|完成."""
        if len(word) != 4 or word in self._actions:
            return word
        rank = self._rank(word[2:])
        return word[2:] if rank is not None and rank >= PROJECT_STATES["完成"] else word

    def _is_condition(self, view: View, at: int) -> bool:
        """建成后, 建成投产之后, 开工前, 项目建成将…."""
        while at < len(view.letters) and view.letters[at] in VERBS:
            at += 1
        word = self._reader.word(view, at) if at < len(view.letters) else ""
        return word in LATER or word in WILL

    def _is_predicate(self, view: View, at: int, word: str) -> bool:
        """Whether a verb tells a state, and neither leads to a noun nor belongs to one."""
        letters, reader = view.letters, self._reader
        before = letters[at - 1] if at else ","
        if at and reader.word(view, at - 1) in NOT_YET:
            return False
        after = letters[at + 1 : at + 2]
        if after and after in "NHM" and letters[at] != "N":
            following = reader.word(view, at + 1)
            if word + following in SITES:
                return True
            return following in CEREMONIES | TASKS or (self._rank(word) == EARLY and after == "N")
        if self._is_meeting(view, at):
            return False
        if after in ("、", "Z") and before in "JN、" and reader.word(view, at + 1) in ("、", "等"):
            return False
        if word == "完成" and after and after in "VvWQ":
            return False
        if word in RUNNING:
            compound = before in "Wv" and reader.word(view, at - 1) not in INTO
            return before not in "NHM、K" and not (compound and self._is_trade(view, at - 1))
        return True

    def _is_meeting(self, view: View, at: int) -> bool:
        """建设推进会 at the end of a clause."""
        letters = view.letters
        while letters[at : at + 1] and letters[at] in VERBS:
            at += 1
        ends = letters[at + 1 : at + 2] in ("", ",", "、")
        return at < len(letters) and ends and self._reader.word(view, at) in MEETINGS

    def _is_trade(self, view: View, at: int) -> bool:
        return self._rank(self._reader.word(view, at)) is None

    def _goes_on(self, view: View, stop: int) -> bool:
        """Whether the clause behind the stop opens with a verb of the same project."""
        letters = view.letters
        for at in range(stop + 1, min(len(letters), stop + MAX_OPENING_UNITS)):
            if letters[at] in OTHERS:
                return False
            if letters[at] in VERBS and self._rank(self._reader.word(view, at)) is not None:
                return letters[at + 1 : at + 2] not in tuple("NEOJUMuG")
        return False

    def _list_end(self, view: View, unit: int) -> tuple[int, tuple[int, int]]:
        """Unit behind the list that `unit` is part of, and the units of its last words."""
        letters = view.letters
        end = self._items_end(view, unit + 1)
        if letters[end : end + 1] == "Z" and self._reader.word(view, end) == "等":
            for at in range(end + 1, min(len(letters), end + MAX_ITEM_UNITS)):
                if letters[at] not in "AQNMWvVZ":
                    break
                if letters[at] == "N" and self._reader.word(view, at).endswith(HEADS):
                    return at + 1, (end + 1, at)
            return end + 1, (end, end)
        return end, (end, end)

    def _items_end(self, view: View, end: int) -> int:
        """Unit behind all items of a list, of which one ends before `end`.

        The end is kept for each item passed, so that a long list is walked through once.
        """
        letters, known = view.letters, view.list_ends
        passed = []
        while end < len(letters) and end not in known:
            passed.append(end)
            opens = end + (letters[end : end + 2] == ",K")
            item = self._item_end(view, opens + 1) if letters[opens] in "、K" else -1
            if item < 0:
                break
            end = item
        end = known.get(end, end)
        known.update(dict.fromkeys(passed, end))
        return end

    def _item_end(self, view: View, at: int) -> int:
        """Unit behind the item of a list that begins at `at`; -1 where it is none."""
        letters = view.letters
        for to in range(at, min(len(letters), at + MAX_ITEM_UNITS)):
            if letters[to] == "J":
                return to + 1
            if to > at and (letters[to] == "、" or self._reader.word(view, to) == "等"):
                return to
            if letters[to] == "N" and self._reader.word(view, to).endswith(HEADS):
                return to + 1
            if letters[to] not in "NMWvVHEOGQK":
                return -1
        return -1

    def _list_start(self, view: View, unit: int) -> int:
        """First unit of the list that `unit` is part of."""
        letters = view.letters
        low = view.near_start(unit)
        marks = [at for at in (letters.find(mark, low, unit) for mark in "J、") if at >= 0]
        if not marks:
            return unit
        first = min(marks)
        while letters[first] == "、" and first > low and letters[first - 1] in "NEOGMH":
            first -= 1
            if letters[first - 1] in "NMEO" and first - 1 >= low:
                continue
            break
        return first

    def _told(self, view: View, units: range) -> State | None:
        """The first verb of these units that tells a state."""
        reader = self._reader
        for at in units:
            if view.letters[at] not in VERBS:
                continue
            word = reader.word(view, at)
            rank = self._rank(word)
            if rank is None or self._is_condition(view, at):
                continue
            if at and reader.word(view, at - 1) in NOT_YET:
                continue
            begun = reader.word(view, at - 1) if at and word in BUILDING else ""
            if self._rank(begun) == PROJECT_STATES["开工"]:
                word, rank = begun, PROJECT_STATES["开工"]
            near = range(max(at - 3, 0), at)
            planned = any(reader.word(view, before) in PLANNING for before in near)
            return State(word=word, rank=rank, planned=planned)
        return None

    def _lead(self, view: View, low: int, first: int) -> State | None:
        """State told of a group by a clause before the one that names its members."""
        words = (self._reader.word(view, at) for at in range(max(low - 3, 0), first))
        if not any(word in NAMING for word in words):
            return None
        return self._told(view, range(low - 1, max(low - MAX_LEAD_UNITS, -1), -1))
