"""What 全县, 该公司, 项目 and 县委 stand for at a point of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from govnews_extract.datatypes import Label, Mention
from govnews_extract.link.vocabulary import generic_subjects

LOOK_BACK_CHARS = 1500
"""How far back a name is looked for that a generic word stands for."""

NEAR_CHARS = 60
"""A project named this shortly before is the one that 项目 means."""

ROLE_LABELS = {
    "company": frozenset((Label.COMPANY,)),
    "agency": frozenset((Label.AGENCY, Label.ORG)),
    "project": frozenset((Label.PROJECT,)),
    "zone": frozenset((Label.LOC,)),
}
PLACE = Label.PLACE
MAX_TRIED = 6
"""Names before a word that are looked at for one that it may stand for."""


class GenericResolver:
    """Answers from the mentions of one article, whose text is `simple`."""

    def __init__(self, mentions: Sequence[Mention], simple: str) -> None:
        self._simple = simple
        self._words = generic_subjects()
        self._by_role: dict[str, tuple[list[int], list[Mention]]] = {}
        for role, labels in ROLE_LABELS.items():
            rows = [m for m in mentions if m.label in labels and not _is_whole(m, simple)]
            self._by_role[role] = ([m.span.start for m in rows], rows)
        rows = [m for m in mentions if m.label is PLACE]
        self._recent: dict[str, Mention] = {}
        self._by_role["place"] = ([m.span.start for m in rows], rows)

    def note(self, name: Mention) -> None:
        """Remember that the text was last about `name`."""
        for role, labels in ROLE_LABELS.items():
            if name.label in labels:
                self._recent[role] = name
        if name.label is Label.PLACE:
            self._recent["place"] = name

    def nearest(self, role: str, at: int) -> Mention | None:
        """The last mention before `at` that can play `role`."""
        starts, rows = self._by_role[role]
        number = bisect_left(starts, at) - 1
        if number < 0 or at - starts[number] > LOOK_BACK_CHARS:
            return None
        if number and role == "project" and self._describes(rows[number]):
            # 甲高速是乙通道的组成部分,项目总投资…: the project is what the sentence is about.
            other = rows[number - 1]
            if rows[number].span.start - other.span.end <= NEAR_CHARS and not self._describes(
                other
            ):
                return other
        return rows[number]

    def _describes(self, name: Mention) -> bool:
        """Whether the name only stands before 的."""
        return self._simple.startswith("的", name.span.end)

    def near(self, role: str, at: int) -> Mention | None:
        """The last mention that can play `role`, where it ends shortly before `at`."""
        found = self.nearest(role, at)
        return found if found and at - found.span.end <= NEAR_CHARS else None

    def resolve(self, word: str, at: int) -> Mention | None:
        """The mention that the generic `word` at `at` stands for."""
        generic = self._words.get(word)
        if generic is None or generic.role == "pronoun":
            return None
        if generic.role in ("place", "party"):
            return self.nearest("place", at) if generic.level == "any" else None
        recent = self._recent.get(generic.role)
        if generic.role == "project":
            near = self.nearest("project", at)
            recent = near if near and at - near.span.end <= NEAR_CHARS else recent
        if recent and 0 <= at - recent.span.start <= LOOK_BACK_CHARS:
            return recent
        found = self.nearest(generic.role, at)
        if found is None and generic.role == "project":
            found = self.nearest("zone", at)
        return found

    def township(self, word: str, at: int) -> Mention | None:
        """The place last named before `at` that 全村, 该镇 or 镇里 stands for.

        Lists of divisions end above the village, so that only a name in the text can tell.
        """
        generic = self._words.get(word)
        if generic is None or generic.role != "place" or generic.level != "township":
            return None
        return self._last("place", word[0] if word.endswith("里") else word[-1], at)

    def ending_with(self, noun: str, at: int) -> Mention | None:
        """The last name before `at` that ends with `noun` (该工厂: the factory just named)."""
        found = (self._last(role, noun, at) for role in ROLE_LABELS)
        return max(filter(None, found), key=lambda name: name.span.start, default=None)

    def _last(self, role: str, noun: str, at: int) -> Mention | None:
        """The last of the few names before `at` that can play `role` and end with `noun`."""
        starts, rows = self._by_role[role]
        number = bisect_left(starts, at) - 1
        for step in range(number, max(number - MAX_TRIED, -1), -1):
            if at - starts[step] > LOOK_BACK_CHARS:
                break
            if rows[step].norm.endswith(noun):
                return rows[step]
        return None


def _is_whole(mention: Mention, simple: str) -> bool:
    """Whether a thing is only said to be part of `mention` (某厂是[某基地]的组成部分)."""
    start, end = mention.span.start, mention.span.end
    return (
        mention.label is Label.PROJECT
        and simple.startswith("的", end)
        and simple.endswith(("是", "为", "属于"), max(start - 2, 0), start)
    )
