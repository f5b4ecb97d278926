"""One record for each project of an article, merged over its mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from govnews_extract.datatypes import Fact, Mention, Project, Quantity
from govnews_extract.link.vocabulary import listed_action

AMOUNT_RE = re.compile(
    r"(?:年产|日产)?[0-9.]+(?:万|亿|千)?(?:千瓦时|千瓦|兆瓦|吨|平方米|台|公里|GW|MW|GWh|MWh|套|头|只)?"
)
ENDING_RE = re.compile(r"(?:建设项目|工程项目|建设工程|项目|工程|建设)$")
MIN_SHARED_CHARS = 4
"""Two names of which one ends with the other are one project if they share this much."""

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
MACHINE_COUNTS = frozenset(("台", "套", "座"))
SIZE_DIMENSIONS = frozenset(("power", "energy", "mass", "length", "volume", "area", "voltage"))


@dataclass(slots=True)
class Sighting:
    """One mention of a project: where it is, what happens to it there, and who owns it."""

    mention: int
    name: str
    place: str | None
    action: str | None
    owner: str | None


@dataclass(slots=True)
class _Group:
    sightings: list[Sighting] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def project_key(name: str) -> str:
    """A project's name without its capacity and its last common noun.

    Example:
        >>> project_key("临江30万千瓦光伏发电项目")
        '临江光伏发电'
    """
    bare = AMOUNT_RE.sub("", name).strip('“”"')
    return ENDING_RE.sub("", bare) or bare


class ProjectMerger:
    """Groups sightings by name."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._groups: dict[str, _Group] = {}
        self._of_mention: dict[int, str] = {}
        self._edges: dict[str, list[str]] = defaultdict(list)

    def add(self, sighting: Sighting) -> None:
        """Take in one sighting."""
        name = sighting.name
        key = self._known(project_key(name))
        group = self._groups.setdefault(key, _Group())
        group.sightings.append(sighting)
        if name not in group.names:
            group.names.append(name)
        self._of_mention[sighting.mention] = key

    def _known(self, key: str) -> str:
        if key in self._groups or len(key) < MIN_SHARED_CHARS:
            return key
        edges = (key[:MIN_SHARED_CHARS] + "|", "|" + key[-MIN_SHARED_CHARS:])
        for edge in edges:
            for known in self._edges[edge][:MAX_ALIKE]:
                short, long = sorted((known, key), key=len)
                if long.endswith(short) or long.startswith(short):
                    return known
        for edge in edges:
            self._edges[edge].append(key)
        return key

    def indexes(self) -> dict[int, int]:
        """Index of the project of each mention."""
        order = {key: number for number, key in enumerate(self._groups)}
        return {mention: order[key] for mention, key in self._of_mention.items()}

    def projects(
        self, facts: Sequence[Fact], quantities: Sequence[Quantity]
    ) -> tuple[Project, ...]:
        """The records, in the order in which the text first names them."""
        by_project: dict[int, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.project is not None:
                by_project[fact.project].append(fact)
        return tuple(
            self._record(group, by_project[number], quantities)
            for number, group in enumerate(self._groups.values())
        )

    def _record(
        self, group: _Group, facts: Sequence[Fact], quantities: Sequence[Quantity]
    ) -> Project:
        name = max(group.names, key=len)
        capacity = _capacity(facts, quantities)
        actions = [s.action for s in group.sightings if s.action] + [
            f.action for f in facts if f.action
        ]
        return Project(
            name=name,
            owner=next((s.owner for s in group.sightings if s.owner), None),
            place=next((s.place for s in group.sightings if s.place), None),
            capacity=capacity[0] if capacity else None,
            unit=capacity[1] if capacity else None,
            investment=_investment(facts, quantities),
            status=_state(actions),
            mentions=tuple(s.mention for s in group.sightings),
            aliases=tuple(other for other in group.names if other != name),
        )


def _capacity(facts: Sequence[Fact], quantities: Sequence[Quantity]) -> tuple[Decimal, str] | None:
    """Size and unit; of 4台66万千瓦机组 all four, of 投入运营112公里 what the verb brings."""
    for fact in facts:
        found = quantities[fact.quantity]
        metric = fact.metric
        if found.dimension not in SIZE_DIMENSIONS or not metric:
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


def _state(actions: Sequence[str]) -> str | None:
    """State of a project from the first verb that tells one; else the first verb."""
    for action in actions:
        listed = listed_action(action)
        if listed and listed.canonical:
            return listed.canonical
    return actions[0] if actions else None
