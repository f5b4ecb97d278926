"""Projects that begin with the body they are built for: 甲医院迁建工程, 乙中学教学楼."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from govnews_extract.lexicon import load_table
from govnews_extract.mentions import PROJECT
from govnews_extract.tag.project_lists import list_patterns
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import built_words, project_words

WEIGHT = 8
"""Above the weight of the body itself, where rules and tagger agree on that."""

Bodies = list[tuple[int, int]]
"""Where schools, hospitals and the like begin and end, sorted."""

WORK_RE = re.compile("(?:项目|工程)+$")


@cache
def _building_re() -> re.Pattern[str]:
    words: dict[str, list[str]] = {}
    for _, surface, role in load_table("list_words").rows:
        words.setdefault(role, []).append(surface)
    buildings, ends = (
        "|".join(sorted(words[role], key=len, reverse=True)) for role in ("building", "end")
    )
    work = "(?:项目|工程)"
    return re.compile(f"[一-鿿]{{0,6}}?(?:(?:{buildings})(?:(?:建设)?{work})?|(?:{ends}){work})")


def over_bodies(scene: Scene, drafts: list[Draft], bodies: Bodies) -> list[Draft]:
    """`drafts`, with the projects that begin with a school, hospital or the like above it.

    What stands between must name works (某医院|迁建工程, not 某大学|科研项目).
    """
    if not bodies:
        return drafts
    starts = [start for start, _ in bodies]

    def whole(draft: Draft) -> Draft:
        number = bisect_right(starts, draft[0]) - 1 if draft[2] is PROJECT else -1
        if number < 0 or not _goes_past(scene.text, bodies[number], draft):
            return draft
        return draft._replace(start=starts[number], weight=WEIGHT)

    return [whole(draft) for draft in drafts]


def find_buildings(scene: Scene, bodies: Bodies) -> Iterator[Draft]:
    """Works for bodies (某医院|门诊综合楼), where the text tells of their building.

    A verb of building stands beside, or behind what is said of works only: their size, their state.
    """
    governs = project_words("governs")
    for start, end in bodies:
        match = _building_re().match(scene.text, end)
        if match is None:
            continue
        last = match.end()
        governed = start > 0 and scene.word_before(start)[1] in governs
        if governed or WORK_RE.search(match[0]) or scene.text.startswith(_told(), last):
            yield Draft(start, last, PROJECT, "project.building", WEIGHT)


@cache
def _told() -> tuple[str, ...]:
    """What is said of works only, behind their name."""
    return tuple(project_words("follows") | built_words())


def _goes_past(text: str, body: tuple[int, int], draft: Draft) -> bool:
    """Whether `draft` begins in `body`, or right behind it, and ends in a word for works."""
    start, end = body[1], draft[1]
    if not draft[0] <= start < end:
        return False
    work = WORK_RE.search(text, start, end)
    last = end if work is None else work.start()
    named = list_patterns().tail.search(text, start, last) is not None
    building = _building_re().fullmatch(text, start, last) is not None
    return last > start and (named or building)
