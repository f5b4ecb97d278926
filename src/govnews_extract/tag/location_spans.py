"""The whole name of a location: what people built carries the place it stands in."""

from __future__ import annotations

from collections.abc import Iterable

from govnews_extract.mentions import LOC
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import carrying_ends

MAX_JOINS = 3
AVENUES = frozenset(("大道", "大街"))
"""A street and the zone it runs through are two names: 贵安新区|贵安大道."""


def whole_locations(
    scene: Scene, drafts: Iterable[Draft], others: Iterable[Draft] = ()
) -> list[Draft]:
    """`drafts` with locations widened over the division or location that touches them.

    What people built carries it (重庆|寸滩港); what nature made carries a zone only
    (郑东新区|龙子湖). `others` are names found elsewhere, which may stand before.
    """
    drafts, text, ends = list(drafts), scene.text, carrying_ends()
    own = [draft for draft in drafts if draft[2] is LOC]
    if not own:
        return drafts
    near = {d[1]: d[0] for d in (*others, *own) if d[2] is LOC and text.endswith(ends, d[0], d[1])}
    for zone in scene.places:
        if zone.label is LOC:
            near[zone.span.end] = min(zone.span.start, near.get(zone.span.end, zone.span.start))
    return [_whole(scene, d, near) if d[2] is LOC else d for d in drafts]


def _whole(scene: Scene, draft: Draft, near: dict[int, int]) -> Draft:
    if draft.rule_id.startswith("known.") or scene.text[draft.end - 2 : draft.end] in AVENUES:
        return draft
    start, built = draft.start, scene.text.endswith(carrying_ends(), draft.start, draft.end)
    for _ in range(MAX_JOINS):
        place = scene.place_by_end.get(start)
        if start in near and near[start] < start:
            start = near[start]
        elif built and place is not None and place.span.start < start:
            named = scene.place_by_start.get(start)
            if named is not None and named.code is not None and named.code == place.code:
                break  # 扬州市|扬州火车站
            start = place.span.start
        else:
            break
    return draft if start == draft.start else draft._replace(start=start)
