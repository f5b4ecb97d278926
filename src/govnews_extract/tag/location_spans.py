"""The whole name of a location: what people built carries the place it stands in."""

from __future__ import annotations

from collections.abc import Iterable

from govnews_extract.datatypes import Label
from govnews_extract.tag.scene import Draft, Scene

# 扬州|荷花池公园 is one name, 江苏|骆马湖 is two, and so is a street of a town.
BUILT_ENDS = (
    "公园", "园区", "产业园", "科技园", "科创园", "工业园", "开发区", "保税区", "示范区", "试验区",
    "合作区", "度假区", "景区", "集聚区", "集中区", "经济区", "片区", "新城", "新区", "组团", "机场",
    "港", "口岸", "码头", "车站", "收费站", "市场", "商城", "广场", "大厦", "酒店", "宾馆", "图书馆",
    "体育馆", "展览馆", "中心", "步行街", "古镇", "古城", "古村", "小区", "社区", "校区", "生物城",
    "科技城", "科学城", "大学城", "汽车城",
)  # fmt: skip
MAX_JOINS = 3


def whole_locations(
    scene: Scene, drafts: Iterable[Draft], others: Iterable[Draft] = ()
) -> list[Draft]:
    """`drafts` with locations widened over the division or location that touches them.

    What people built carries it (重庆|寸滩港); what nature made carries a zone only
    (郑东新区|龙子湖). `others` are names found elsewhere, which may stand before.
    """
    drafts, text, loc = list(drafts), scene.text, Label.LOC
    if not [draft for draft in drafts if draft[2] is loc]:
        return drafts
    near = {
        d.end: d.start
        for d in (*others, *drafts)
        if d[2] is loc and text.endswith(BUILT_ENDS, d.start, d.end)
    }
    for zone in scene.places:
        if zone.label is loc:
            near[zone.span.end] = min(zone.span.start, near.get(zone.span.end, zone.span.start))
    return [_whole(scene, d, near) if d[2] is loc else d for d in drafts]


def _whole(scene: Scene, draft: Draft, near: dict[int, int]) -> Draft:
    if draft.rule_id.startswith("known."):
        return draft
    start, built = draft.start, scene.text.endswith(BUILT_ENDS, draft.start, draft.end)
    for _ in range(MAX_JOINS):
        place = scene.place_by_end.get(start)
        if start in near and near[start] < start:
            start = near[start]
        elif built and place is not None and place.span.start < start:
            start = place.span.start
        else:
            break
    return draft if start == draft.start else draft._replace(start=start)
