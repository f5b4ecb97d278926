"""What an article tells of a project where it names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govnews_extract.datatypes import Label, Mention
from govnews_extract.link.frames import FrameReader
from govnews_extract.link.state import SentenceState
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import actions

MAX_STATE_UNITS = 40
"""How far behind a project's name its state is looked for."""

MAX_INNER_NAMES = 8
MAX_OPENING_UNITS = 9
OTHERS = frozenset(",EOJUuRG")
"""Where a clause opens with one of these, it tells of something else."""

NAME_TAILS = ("Z", "N", "、")
"""A verb between a name and one of these belongs to the name (某风电场建设等项目)."""

PLANNING = frozenset(("将", "计划", "拟", "力争", "争取", "早日", "预计", "将于", "有望", "规划"))
PROJECT_STATES = {
    "谋划": 0,
    "申报": 2,
    "对接": 1,
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

BEHIND_NAME_RE = re.compile(r"(?:Z?Q?[NM]{0,3})?[AZD]*([VvW])(?![QZN、])")
# 某公司投资建设的某项目 before the name, 某项目由某公司承建 behind it.
BUILT_RE = re.compile(r"O[AVvW]{1,4}X$")
BUILT_BY_RE = re.compile(r"A?PO[AVvW]{1,4}")
BUILDING = frozenset(
    ("投资", "建设", "新建", "兴建", "承建", "启动", "打造", "开发", "扩建", "开工")
)


class ProjectWatcher:
    """Reads verbs and owners around the names of projects."""

    def __init__(self, reader: FrameReader, simple: str, mentions: Sequence[Mention]) -> None:
        self._reader = reader
        self._simple = simple
        self._mentions = mentions
        self._actions = actions()

    def owner(self, index: int) -> str | None:
        """The company inside the name of the project, which is mention `index`."""
        end = self._mentions[index].span.end
        for other in self._mentions[index + 1 : index + MAX_INNER_NAMES]:
            if other.span.start >= end:
                break
            if other.label is Label.COMPANY:
                return other.span.of(self._simple)
        return None

    def _goes_on(self, view: View, stop: int) -> bool:
        """Whether the clause behind the stop opens with a verb of the same project."""
        letters = view.letters
        for at in range(stop + 1, min(len(letters), stop + MAX_OPENING_UNITS)):
            if letters[at] in OTHERS:
                return False
            listed = self._actions.get(self._reader.word(view, at))
            if letters[at] in "VvW" and listed and listed.canonical in PROJECT_STATES:
                return letters[at + 1 : at + 2] not in tuple("NEOJUMuG")
        return False

    def builds(self, view: View, unit: int) -> bool:
        """Whether the clause has a verb of building before the name at `unit`."""
        letters = view.letters
        return any(
            letters[at] in "VvW" and self._reader.word(view, at) in BUILDING
            for at in range(view.near_start(unit), unit)
        )

    def builder(self, view: View, unit: int) -> str | None:
        """The company that the words right around the name at `unit` say builds it."""
        letters = view.letters
        before = BUILT_RE.search(letters[view.near_start(unit) : unit])
        behind = BUILT_BY_RE.match(letters, unit + 1)
        if before:
            at, end = unit - len(before[0]), unit
        elif behind and self._reader.word(view, behind[0].index("P") + unit + 1) == "由":
            at, end = unit + 1 + behind[0].index("O"), behind.end()
        else:
            return None
        builds = any(self._reader.word(view, verb) in BUILDING for verb in range(at + 1, end))
        named = view.names[at]
        return named.norm if builds and named.label is Label.COMPANY else None

    def action(self, view: View, unit: int) -> str | None:
        """What happens to what is named at `unit`: the verb right behind it, else one before."""
        letters = view.letters
        match = BEHIND_NAME_RE.match(letters, unit + 1)
        if match:
            return self._reader.verbs(view, match.start(1), len(letters))
        start = view.near_start(unit)
        verb = max(letters.rfind(letter, start, unit) for letter in "VWv")
        return self._reader.word(view, verb) if verb >= 0 else None

    def state(self, view: View, unit: int, sentence: SentenceState) -> str | None:
        """The furthest state that the clauses behind the name at `unit` tell.

        What is told of the last name of a list is told of all: X、Y等项目开工.
        """
        best: tuple[int, str] | None = None
        planned: tuple[int, str] | None = None
        letters = view.letters
        for at in range(unit + 1, min(len(letters), unit + MAX_STATE_UNITS)):
            other = letters[at] == "J" and letters[at - 1] != "、"
            if other or (letters[at] == "," and not self._goes_on(view, at)):
                break
            if at == unit + 1 and letters[at] in "VvW" and letters[at + 1 : at + 2] in NAME_TAILS:
                continue
            word = self._reader.word(view, at)
            listed = self._actions.get(word) if letters[at] in "VvWN" else None
            rank = PROJECT_STATES.get(listed.canonical or "") if listed else None
            if rank is None:
                continue
            nearby = range(max(unit + 1, at - 3), at)
            if any(self._reader.word(view, before) in PLANNING for before in nearby):
                planned = max(planned or (rank, word), (rank, word))
            else:
                best = max(best or (rank, word), (rank, word))
        chosen = best or planned
        if chosen:
            return chosen[1]
        last = sentence.done[-1].action if sentence.done else None
        return self.action(view, unit) or last
