"""One record for each project of an article, merged over its mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from govnews_extract.datatypes import Fact, Project, Quantity
from govnews_extract.lexicon.divisions import code_prefix
from govnews_extract.link.project_merging import edges_of, is_same_project, project_key
from govnews_extract.link.project_states import PROJECT_STATES, TO_BUILD, State, furthest
from govnews_extract.link.vocabulary import listed_action

MAX_ALIKE = 20
"""Names with the same beginning or end that are compared with a new one."""

CAPACITY_METRICS = (
    "装机",
    "规模",
    "产能",
    "生产能力",
    "加工能力",
    "处理能力",
    "库容",
    "全长",
    "长度",
    "总长",
    "里程",
    "电压",
)
INSIDE_RULE = "link.inside"
"""Rule of an amount inside a name; of voltages, only such a one tells the size of a project."""

DONE = "完成"
"""What is completed beside an amount is the amount (完成投资9亿元), not the project."""

SPENT_RE = re.compile("投资|产值|进度|投入|工程量")
"""Of what so much is completed while a project is being built."""

MACHINE_COUNTS = frozenset(("台", "套", "座"))
SIZE_DIMENSIONS = frozenset(("power", "energy", "mass", "length", "volume", "area", "voltage"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What one place of the text tells of a project.

    Attributes:
        mention: Index of the mention that names it.
        name: The name as it stands there; None where 该项目 or the like stands for it.
        place: Code of the division it lies in.
        state: How far it has come.
        owner: Who builds or owns it.
    """

    mention: int
    name: str | None = None
    place: str | None = None
    state: State | None = None
    owner: str | None = None


@dataclass(slots=True)
class _Group:
    key: str
    sightings: list[Sighting] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


class ProjectMerger:
    """Groups sightings by name."""

    def __init__(self) -> None:
        self._groups: list[_Group] = []
        self._of_key: dict[str, int] = {}
        self._of_mention: dict[int, int] = {}
        self._edges: dict[str, list[int]] = defaultdict(list)

    def add(self, sighting: Sighting) -> None:
        """Take in one sighting; one without a name is left out where its mention is unknown."""
        name = sighting.name
        if name is None:
            number = self._of_mention.get(sighting.mention)
            if number is not None:
                self._groups[number].sightings.append(sighting)
            return
        number = self._number(project_key(name))
        group = self._groups[number]
        group.sightings.append(sighting)
        if name not in group.names:
            group.names.append(name)
        self._of_mention[sighting.mention] = number

    def _number(self, key: str) -> int:
        """Number of the group of `key`, which is made where no name so far is like it."""
        known = self._of_key.get(key)
        if known is not None:
            return known
        number = len(self._groups)
        edges = edges_of(key)
        alike = (other for edge in edges for other in self._edges[edge][-MAX_ALIKE:][::-1])
        for other in alike:
            if is_same_project(key, self._groups[other].key):
                number = other
                break
        else:
            self._groups.append(_Group(key=key))
        group = self._groups[number]
        group.key = max(group.key, key, key=len)
        self._of_key[key] = number
        for edge in edges:
            self._edges[edge].append(number)
        return number

    def indexes(self) -> dict[int, int]:
        """Index of the project of each mention."""
        return dict(self._of_mention)

    def projects(
        self, facts: Sequence[Fact], quantities: Sequence[Quantity], occasion: State | None = None
    ) -> tuple[Project, ...]:
        """The records, in the order in which the text first names them.

        Args:
            facts: Facts of the article, each with the index of its project.
            quantities: Amounts that `facts` index.
            occasion: What the article tells of all of its projects; see `occasion_of`.
        """
        by_project: dict[int, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.project is not None:
                by_project[fact.project].append(fact)
        return tuple(
            self._record(group, by_project[number], quantities, occasion)
            for number, group in enumerate(self._groups)
        )

    def _record(
        self,
        group: _Group,
        facts: Sequence[Fact],
        quantities: Sequence[Quantity],
        occasion: State | None,
    ) -> Project:
        name = max(group.names, key=len)
        capacity = _capacity(facts, quantities)
        states = [s.state for s in group.sightings if s.state]
        if occasion:  # 某公司投资9亿元建设某项目: by then it will, when they have only signed
            states = [state for state in states if state.word not in TO_BUILD] + [occasion]
        return Project(
            name=name,
            owner=next((s.owner for s in group.sightings if s.owner), None),
            place=_place([s.place for s in group.sightings if s.place]),
            capacity=capacity[0] if capacity else None,
            unit=capacity[1] if capacity else None,
            investment=_investment(facts, quantities),
            status=_status(furthest(states), facts),
            mentions=tuple(s.mention for s in group.sightings if s.name),
            aliases=tuple(other for other in group.names if other != name),
        )


def _place(codes: Sequence[str]) -> str | None:
    """The place told first, or a narrower one inside it that is told later."""
    place = codes[0] if codes else None
    for code in codes[1:]:
        if place and code.startswith(code_prefix(place)):
            place = code
    return place


def _capacity(facts: Sequence[Fact], quantities: Sequence[Quantity]) -> tuple[Decimal, str] | None:
    """Size and unit; of 4台66万千瓦机组 all four, of 投入运营112公里 what the verb brings."""
    for fact in facts:
        found = quantities[fact.quantity]
        metric = fact.metric
        if found.dimension not in SIZE_DIMENSIONS or not metric:
            continue
        if found.dimension == "voltage" and fact.rule_id != INSIDE_RULE:
            continue
        told = found.dimension == "length" and _brings(metric)
        if told or any(part in metric for part in CAPACITY_METRICS):
            before = quantities[fact.quantity - 1] if fact.quantity else None
            if (
                before is not None
                and before.surface_unit in MACHINE_COUNTS
                and before.span.end == found.span.start
            ):
                return before.value * found.value, found.unit
            return found.value, found.unit
    return None


def _brings(metric: str) -> bool:
    """Whether an amount without a noun is named by the verb that brings it (通车112公里)."""
    listed = listed_action(metric)
    return listed is not None and listed.status is not None


def _investment(facts: Sequence[Fact], quantities: Sequence[Quantity]) -> Decimal | None:
    """Total investment before any other; a year's share is none."""
    best: Decimal | None = None
    for fact in facts:
        found = quantities[fact.quantity]
        metric = fact.metric or ""
        if (
            found.dimension != "money"
            or "投资" not in metric
            or "年度" in metric
            or "完成" in (fact.action or "")
        ):
            continue
        if metric.startswith("总投资"):
            return found.value
        best = best or found.value
    return best


def _status(state: State | None, facts: Sequence[Fact]) -> str | None:
    """State of a project by what is told of it, else by what its amounts tell."""
    words = [state.word] if state else [f.action for f in facts if f.action != DONE]
    for word in words:
        listed = listed_action(word)
        if listed and (state or PROJECT_STATES.get(listed.canonical or "", 0) > 0):
            return listed.canonical
    if any(f.action == DONE and SPENT_RE.search(f.metric or "") for f in facts):
        return "在建"
    return None
