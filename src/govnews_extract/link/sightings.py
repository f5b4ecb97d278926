"""What an article tells of a project where it names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govnews_extract.datatypes import Label, Mention
from govnews_extract.link.frames import FrameReader
from govnews_extract.link.project_states import State, StateReader
from govnews_extract.link.state import SentenceState
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import VERBS

MAX_INNER_NAMES = 8
MAX_BUILDER_UNITS = 60
"""How far behind a project's name 由某公司投资建设 is looked for."""

COMPANY_RE = re.compile(r"[一-鿿()]{2,12}?(?:公司|集团|合作社)(?=[一-鿿0-9]{4})")
"""A company that opens a project's name (某某公司五金工具加工)."""

BY = frozenset(("由", "是", "系"))
TO = ("至", "到", "—", "–", "-")

BEHIND_NAME_RE = re.compile(r"(?:Z?Q?[NM]{0,3})?[AZD]*([VvW])(?![QZN、])")
# 某公司投资建设的某项目 before the name, 某项目由某公司承建 behind it.
BUILT_RE = re.compile(r"O[AVvWQHMD]{1,8}X$")
BUILT_BY_RE = re.compile(r"A?[PC]O(?:[、K]O){0,3}[AVvWQHMD]{1,8}")
BUILDING = frozenset(
    ("投资", "建设", "新建", "兴建", "承建", "启动", "打造", "开发", "扩建", "开工")
)


class ProjectWatcher:
    """Reads verbs and owners around the names of projects."""

    def __init__(self, reader: FrameReader, simple: str, mentions: Sequence[Mention]) -> None:
        self._reader = reader
        self._simple = simple
        self._mentions = mentions
        self._states = StateReader(reader)

    def owner(self, index: int) -> str | None:
        """The company inside the name of the project, which is mention `index`.

        Where a line begins at a company (某厂至某镇公路), it is no owner.
        """
        end = self._mentions[index].span.end
        for other in self._mentions[index + 1 : index + MAX_INNER_NAMES]:
            if other.span.start >= end:
                break
            if other.label is Label.COMPANY and not self._simple.startswith(TO, other.span.end):
                return other.span.of(self._simple)
        company = COMPANY_RE.match(self._mentions[index].norm)
        return company[0] if company else None

    def builds(self, view: View, unit: int) -> bool:
        """Whether the clause has a verb of building before the name at `unit`."""
        letters = view.letters
        return any(
            letters[at] in VERBS and self._reader.word(view, at) in BUILDING
            for at in range(view.near_start(unit), unit)
        )

    def builder(self, view: View, unit: int) -> str | None:
        """The company that the words around the name at `unit` say builds it."""
        letters = view.letters
        before = BUILT_RE.search(letters[view.near_start(unit) : unit])
        if before:
            return self._building_company(view, unit - len(before[0]), unit)
        stop = min(len(letters), unit + MAX_BUILDER_UNITS)
        at = unit + 1
        while at < stop:
            behind = BUILT_BY_RE.match(letters, at)
            if behind:
                body = letters.index("O", at)
                if self._reader.word(view, body - 1) in BY:
                    return self._building_company(view, body, behind.end())
            at = letters.find(",", at, stop) + 1
            if not at or "J" in letters[unit + 1 : at]:
                break
        return None

    def _building_company(self, view: View, at: int, end: int) -> str | None:
        """The company at `at`, if one of the words up to `end` says that it builds."""
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

    def state(self, view: View, unit: int) -> State | None:
        """How far what is named at `unit` has come."""
        return self._states.read(view, unit)

    def state_behind(self, view: View, unit: int) -> State | None:
        """How far what the noun at `unit` stands for has come, by the verbs behind it."""
        return self._states.behind(view, unit + 1)

    def text(self, view: View, unit: int) -> str:
        """What the unit says."""
        return self._reader.word(view, unit)

    def state_word(self, view: View, unit: int, sentence: SentenceState) -> str | None:
        """The verb of that state, else the verb of the clause, else of the amount before."""
        state = self.state(view, unit)
        if state:
            return state.word
        last = sentence.done[-1].action if sentence.done else None
        return self.action(view, unit) or last
