"""Bodies of Party and state: 张掖市发展和改革委员会, 市委组织部, 县政府, 招商引资指挥部.

A body's name is read from its last word to the left, up to what says whose body it is: a place,
a level character (市, 县), a word such as 国家, or another body that it is part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govnews_extract.mentions import AGENCY
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene, new_draft
from govnews_extract.tag.wording import matches_at, places_of, word_classes

MAX_MODIFIER_CHARS = 16
"""Code points between a body's last word and whose body it is."""

# Last words that are no more than part of a larger body's name: 市农业局经济特产站.
PART_HEADS = frozenset(
    ["处", "科", "股", "站", "所", "办", "署", "研究室", "总站", "支队", "大队", "总队"]
)
# Last words so short that only a level or place right before them makes a body.
SHORT_HEADS = frozenset(["委", "局", "厅"])
# Bodies whose names say what they are for, so that no place is needed before them.
TASK_KINDS = frozenset(["headquarters"])
LEVELS = frozenset(("两级", "三级", "四级", "五级", "各级"))
"""Before a head these name no one body: 市、区两级法院."""

LOOSE_KINDS = TASK_KINDS | {"generic"}
# Kinds of body that are never "of the state" by that word alone: 国家政府 is no name.
LOCAL_KINDS = frozenset(["government", "party", "court", "village"])
LEVEL_WORDS = frozenset("省市县区州旗盟")
DEALING = frozenset(
    ("指导", "会同", "联合", "协调", "组织", "督促", "要求", "部署", "派出", "支持", "帮助", "委托")
)
"""What one body does with another: 水利部|指导|珠江水利委员会."""

RANKS_RE = re.compile("[两三四五各多]级$")
"""市、旗|两级|政府: which names no one body."""

# 局长, 财政局长: the head belongs to a title.
TITLE_TAIL = "长"
ZONES = (
    "新区", "开发区", "高新区", "经开区", "园区", "景区", "保税区", "度假区", "合作区", "试验区", "示范区", "自贸区",
    "产业园", "工业园", "新城", "汽车城", "科学城",
)  # fmt: skip
"""Ends of the names of zones, which need no division before them: 三江新区|党工委."""

MAX_ZONE_CHARS = 12
SITUATIONS = frozenset(
    ("新局", "布局", "开局", "变局", "全局", "大局", "格局", "破局", "出局", "入局")
)
"""How things stand: 开新局."""

TEAM_RE = re.compile(
    "第[一二三四五六七八九十0-9]{1,3}[一-鿿]{0,8}?(?:督察|巡视|巡察|督导|督查|检查|考核|审计)组"
)

STOPS = frozenset("。!?;,")
"""Marks of what somebody said, which no name of a task has."""


class AgencyRule:
    """Reads bodies out of one article; holds the ends of those found so far."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._starts: dict[int, int] = {}

    def read(self, hits: Iterable[tuple[int, int, Head]]) -> list[Draft]:
        """Drafts of every body among `hits`, which are sorted by start."""
        found = []
        for start, end, head in hits:
            draft = self._body(start, end, head)
            if draft is not None:
                self._starts[draft.end] = draft.start
                found.append(draft)
        return [*found, *self._teams()]

    def _teams(self) -> Iterator[Draft]:
        """中央第八生态环境保护督察组, 省委第三巡视组: a team by its number and who sends it."""
        scene = self._scene
        for match in matches_at(places_of("第", scene.text), TEAM_RE, scene.text):
            at = match.start()
            start = self._starts.get(at)
            if start is None:
                start = scene.anchor_before(at)
            if start is not None:
                yield new_draft((start, match.end(), AGENCY, "agency.team", 8, None))

    def know(self, start: int, end: int) -> None:
        """Tell of a body found by name, which others may be part of."""
        self._starts[end] = start

    def _body(self, start: int, end: int, head: Head) -> Draft | None:
        scene = self._scene
        surface = head.surface
        if self._is_no_body(start, end, surface):
            return None
        whole = self._starts.get(start)
        if whole is not None and surface not in SHORT_HEADS:
            return self._draft(whole, end, head, ("agency.part", 7))
        if surface in SHORT_HEADS:
            return self._short(start, end, head)
        anchor = scene.anchor_before(start)
        if anchor is not None and self._in_series(anchor, start):
            return None
        if anchor is not None and surface not in PART_HEADS:
            if scene.text.startswith("国家", anchor) and head.kind in LOCAL_KINDS:
                return None
            # 国家税务总局|四川省|税务局; 火炬|开发区|党工委
            if start in scene.place_by_end:
                anchor = self._starts.get(anchor, anchor)
            if scene.text.startswith(ZONES, anchor) and scene.is_han(anchor - 1):
                anchor = min([anchor, *scene.run_left(anchor, MAX_ZONE_CHARS // 2)])
            return self._draft(anchor, end, head, ("agency.anchored", 7))
        return self._modified(start, end, head)

    def _is_no_body(self, start: int, end: int, surface: str) -> bool:
        """Whether the characters behind the head, or around it, make another word of it."""
        scene = self._scene
        behind = scene.text[end : end + 2]
        if scene.text[end - 2 : end] in SITUATIONS:
            return True
        if behind[:1] == TITLE_TAIL:
            return True
        if surface == "政府" and scene.text.startswith("工作报告", end):
            return True
        if surface.endswith("政府") and (
            behind in ("采购", "部门") or RANKS_RE.search(scene.text, max(start - 2, 0), start)
        ):
            return True
        if not scene.is_start[end] and surface != "人大" and self._cut_at(end):
            return True
        if not scene.cuts_word(start, end) or scene.anchor_before(start) is not None:
            return False
        # 陕西省|文物局 is a word of the dictionary, and a body of that place.
        return not scene.is_start[end] or scene.word_before(end)[0] not in scene.place_by_end

    def _cut_at(self, end: int) -> bool:
        """Whether `end` lies in a word of the dictionary: 合作|协议, 组织部|部分代表."""
        scene = self._scene
        return scene.text[scene.word_before(end)[0] : scene.word_after(end)[0]] in word_classes()

    def _short(self, start: int, end: int, head: Head) -> Draft | None:
        """市委, 甘肃省委, 昆明市局; 委 alone takes a bare level, 局 and 厅 need a place."""
        scene = self._scene
        if start == 0:
            return None
        anchor = scene.anchor_before(start)
        level = scene.text[start - 1] in LEVEL_WORDS
        if anchor is not None and level:
            if head.surface == "委" and scene.text[end : end + 1] not in ("托", "员"):
                return self._draft(anchor, end, head, ("agency.committee", 7))
            if head.surface != "委" and start - anchor >= 3:
                return self._draft(anchor, end, head, ("agency.office", 5))
            return None
        return self._modified(start, end, head) if scene.is_start[end] else None

    def _modified(self, start: int, end: int, head: Head) -> Draft | None:
        """A body with words between whose it is and its last word."""
        scene = self._scene
        part = head.surface in PART_HEADS or head.surface in SHORT_HEADS
        if (part and not scene.is_start[end]) or scene.text[max(start - 2, 0) : start] in LEVELS:
            return None
        loose = head.kind in LOOSE_KINDS
        reach = scene.run_left(
            start, MAX_MODIFIER_CHARS, loose=loose, joins=part or head.kind == "generic"
        )
        joined = False
        for at in reach:
            whole = self._starts.get(at)
            if whole is not None and not joined and scene.word_after(at)[1] not in DEALING:
                return self._draft(whole, end, head, ("agency.part", 7))
            if scene.text[at] in "和与" and scene.is_start[at + 1]:
                joined = True
            if head.surface in PART_HEADS or (head.kind == "center" and start - at > 8):
                continue
            if scene.text.startswith(("国家", "中央"), at) and start - at > 2:
                return self._draft(at, end, head, ("agency.modified", 5))
            anchor = scene.anchor_before(at)
            if anchor is not None:
                return self._draft(anchor, end, head, ("agency.modified", 6))
        if scene.text.endswith(ZONES, 0, start):
            zone = scene.run_left(start, MAX_ZONE_CHARS)
            if zone and start - zone[-1] > 3:
                return self._draft(zone[-1], end, head, ("agency.zone", 6))
        if head.kind in TASK_KINDS:
            return self._task(start, end, head, reach[-1] if reach else start)
        if head.strong and self._stands_alone(start, reach):
            return self._draft(start, end, head, ("agency.bare", 5))
        return None

    def _in_series(self, anchor: int, start: int) -> bool:
        """Whether the level is one of several, which names no one body: 市、县、区政府."""
        text = self._scene.text
        return (
            start - anchor == 1
            and text[anchor - 1 : anchor] in ("、", "和", ",")
            and text[anchor - 2 : anchor - 1] in LEVEL_WORDS
            and not self._scene.place_by_end.get(anchor - 1)
        )

    def _task(self, start: int, end: int, head: Head, begin: int) -> Draft | None:
        """招商引资指挥部, 市“三抓三促”行动领导小组办公室: a body named after its task."""
        quote = self._quoted_before(begin)
        weight = 5
        if quote is not None:
            anchor = self._scene.anchor_before(quote)
            begin, weight = (quote, 5) if anchor is None else (anchor, 7)
        if start - begin < 2:
            return None
        return self._draft(begin, end, head, ("agency.task", weight))

    def _quoted_before(self, at: int) -> int | None:
        """Where the quotation that ends at `at` begins, if it is short."""
        text = self._scene.text
        if at and text[at - 1] in "”」":
            opened = max(
                text.rfind("“", max(at - 16, 0), at), text.rfind("「", max(at - 16, 0), at)
            )
            return opened if opened >= 0 and STOPS.isdisjoint(text[opened:at]) else None
        return None

    def _stands_alone(self, start: int, reach: list[int]) -> bool:
        """Whether no unknown word touches the head: 由财政局牵头, not 某某规划局."""
        scene = self._scene
        if start and scene.text[start - 1] == "各":
            return False
        return not reach or (reach[0] < start and not scene.is_han(start - 1))

    def _draft(self, start: int, end: int, head: Head, rule: tuple[str, int]) -> Draft:
        if self._scene.text.startswith("中共", max(start - 2, 0)) and start >= 2:
            start -= 2
        return new_draft((start, end, head.label, *rule, None))
