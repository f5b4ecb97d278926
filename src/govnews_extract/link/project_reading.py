"""Sightings of projects: where the text names them, and where 该项目 stands for them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from govnews_extract.datatypes import Label, Mention
from govnews_extract.link.generics import GenericResolver
from govnews_extract.link.places import PlaceTracker
from govnews_extract.link.project_states import PROJECT_STATES, State
from govnews_extract.link.projects import Sighting
from govnews_extract.link.sightings import ProjectWatcher
from govnews_extract.link.state import SentenceState
from govnews_extract.link.subjects import Subject, SubjectFinder
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import VERBS, listed_action

STANDS_FOR_RE = re.compile(
    r"(?:项目|工程)(?:(?<=[该此本个,。;:\n]..)|(?<=这一..))(?!名称|建设单位)"
)
"""该项目, 两个项目, or 项目 where a clause begins; the noun comes first, as it is rare."""

OPENS_RE = re.compile(
    r"[。\n](?:[0-9年月日底初上下半旬,]{0,12})(?:目前,?)?(?:已经?|正式|顺利|正在)?"
    r"(?:全面|破土)?(?=开工|动工|建成|竣工|投产|并网|通车|投用|投运|封顶)"
)
"""A sentence that begins with a state goes on with the project of the one before."""

WORD = "该项目"
NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
OCCASION_RE = re.compile(
    r"(签约|开工|奠基|竣工|投产|通车)(?:仪式|典礼)"
    r"|集中(签约|开工|竣工|投产)|(?:现场|成功)(签约)(?:项目|[^,。;]{0,8}个)"
)
"""What an article reports of all the projects that it then names."""

NEW_RE = re.compile("新(签约|开工|竣工|投产)")
"""An article that counts what is new in several states (新签约9个,新开工7个) sums up a year."""

COUNTED_RE = re.compile(
    r"[0-9一二两三四五六七八九十](?:个|座|项|条|大)[^,。;]{0,14}(?:项目|工程)[^,。;]{0,4}"
    r"(签约|开工|动工|奠基|竣工|完工|投产|通车)"
)
"""What a title reports of so many works."""


def find_stand_ins(simple: str) -> list[int]:
    """Offsets in `simple` of the nouns that may stand for a project named before.

    Example:
        >>> find_stand_ins("甲电站开工。该项目由乙公司建设,项目占地9亩。")
        [7, 16]
    """
    found = [match.start() for match in STANDS_FOR_RE.finditer(simple)]
    return found + [match.end() for match in OPENS_RE.finditer(simple)]


def occasion_of(simple: str, title: str = "") -> State | None:
    """The one state that the ceremonies of an article tell of its projects; None where two do.

    Without a ceremony, what its title tells of a number of works.

    Example:
        >>> occasion_of("某县举行集中签约仪式。").word
        '签约'
        >>> occasion_of("", "某省5座变电站工程全面开工").word
        '开工'
    """
    if len(set(NEW_RE.findall(simple))) > 1:
        return None
    words = {next(filter(None, match.groups())) for match in OCCASION_RE.finditer(simple)}
    words = words or {match[1] for match in COUNTED_RE.finditer(title)}
    canonicals = {listed.canonical: word for word in words if (listed := listed_action(word))}
    if len(canonicals) != 1:
        return None
    ((canonical, word),) = canonicals.items()
    return State(word=word, rank=PROJECT_STATES[canonical or ""])


class ProjectReader:
    """Makes sightings of one article, from front to back."""

    def __init__(
        self,
        watcher: ProjectWatcher,
        finder: SubjectFinder,
        mentions: Sequence[Mention],
        *,
        generics: GenericResolver,
        places: PlaceTracker,
    ) -> None:
        self._watcher = watcher
        self._finder = finder
        self._mentions = mentions
        self._generics = generics
        self._places = places
        self._numbers = {id(m): i for i, m in enumerate(mentions)}

    def named(
        self,
        index: int,
        view: View,
        state: SentenceState,
        advance: Callable[[View, int, SentenceState], object],
    ) -> Sighting | None:
        """Sighting of mention `index`: its place, its owner and how far it has come."""
        mention = self._mentions[index]
        unit = bisect_right(view.starts, mention.span.start) - 1
        if unit < 0 or view.names.get(unit) is not mention:
            return None
        advance(view, unit, state)
        subject = self._finder.of_range(view, (unit, unit + 1))
        return Sighting(
            mention=index,
            name=_name(subject, mention),
            place=self._places.of_fact(subject, None, view, unit),
            state=self._watcher.state(view, unit),
            owner=self._watcher.owner(index)
            or self._watcher.builder(view, unit)
            or self._builder(view, unit, state),
        )

    def stood_for(self, offset: int, view: View) -> list[Sighting]:
        """Sightings of what the noun at `offset` stands for."""
        unit = bisect_right(view.starts, offset) - 1
        if unit < 0 or view.names.get(unit) is not None or view.ends[unit] <= offset:
            return []
        opens = view.letters[unit] in VERBS
        if opens and _has_object(view.letters, unit):
            return []
        owner = None if opens else self._watcher.builder(view, unit)
        state = self._watcher.state_behind(view, unit - opens)
        if owner is None and state is None:
            return []
        return [
            Sighting(mention=self._numbers[id(meant)], owner=owner, state=state)
            for meant in self._meant(view, unit, offset)
        ]

    def _meant(self, view: View, unit: int, offset: int) -> list[Mention]:
        """The project last named, or as many as are counted before the noun (两个项目)."""
        for at in range(max(unit - 1, 0), unit):
            count = NUMBERS.get(self._watcher.text(view, at)[:1], 0)
            if view.letters[at] == "Q" and count:
                named = [n for u, n in view.names.items() if u < unit and n.label is Label.PROJECT]
                return named[-count:] if len(named) >= count else []
            if view.letters[at] == "Q":
                return []
        meant = self._generics.resolve(WORD, offset)
        return [meant] if meant is not None and meant.label is Label.PROJECT else []

    def _builder(self, view: View, unit: int, state: SentenceState) -> str | None:
        """The company whose clause builds the project named at `unit`."""
        local = state.local
        if local is None or local.letter not in "Ou" or not self._watcher.builds(view, unit):
            return None
        if local.letter == "O":
            return local.text if local.label is Label.COMPANY else None
        meant = self._generics.resolve(local.text, local.at)
        return meant.norm if meant and meant.label is Label.COMPANY else None


def _has_object(letters: str, unit: int) -> bool:
    """Whether something stands behind the verbs from `unit` on (投产线路157公里)."""
    while letters[unit : unit + 1] and letters[unit] in VERBS:
        unit += 1
    return letters[unit : unit + 1] not in ("", ",", "Z")


def _name(subject: Subject | None, mention: Mention) -> str:
    """Name of a project, without what is counted behind it."""
    if subject is None or len(subject.text) >= len(mention.span):
        return mention.norm
    return subject.text
