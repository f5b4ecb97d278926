"""Other bodies: schools, hospitals, institutes, associations, media, exchanges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from govnews_extract.mentions import COMPANY, ORG
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import (
    generic_words,
    inner_words,
    org_words,
    places_of,
    project_words,
    word_classes,
)

MAX_NAME_CHARS = 24
SEATED, MAX_SEAT_CHARS = ("大学", "学院", "研究院"), 6

# The head of a part of a body, with what it is for.
PART_RE = re.compile(
    r"[一-鿿]{0,6}?(?:分会|专业委员会|专委会|秘书处|联络处|信息中心|培训中心|[一-鿿]{2}委员会)"
)
# 四川在线|消息, 民航网|记者: a site or a paper is one beside what says that it reports.
CORPS = "兵团"
TROOPS_RE = re.compile(
    "(?:(?:新疆)?兵团)?(?:农|第)?(?:十[一二三四]|[一二三四五六七八九十])师(?![长范傅生资德部级专父])|"
    "(?<![一二三四五六七八九十])(?:[一二三四五六七八九〇零]{2,3}|[一二三四五六七八九]十[一二三四五六七八九]?)团(?![长队员圆体结购聚])"
)
REPORTING_RE = re.compile(
    r"讯|消息|报道|通讯员|记者|特约|[^,。;:!?\n]{0,14}[0-9]{1,2}日(?:电|讯|消息)"
)
MAX_SITE_CHARS, MIN_SITE_CHARS = 10, 2


def seat_end(scene: Scene, end: int) -> int:
    """`end` of an organisation, moved behind its seat in brackets: 中国石油大学|(华东)."""
    text = scene.text
    if text[end : end + 1] != "(" or not text.endswith(SEATED, 0, end):
        return end
    close = text.find(")", end, end + MAX_SEAT_CHARS)
    place = scene.place_by_start.get(end + 1)
    seated = place is not None and place.span.end == close
    return close + 1 if close > 0 and (seated or text[end + 1 : close] == "华东") else end


@cache
def _media() -> dict[str, tuple[str, ...]]:
    """Last words of sites and papers by their last character, for which a text is searched fast."""
    ends: dict[str, tuple[str, ...]] = {}
    for word in sorted(org_words("media"), key=len, reverse=True):
        ends[word[-1]] = (*ends.get(word[-1], ()), word)
    return ends


class OrgRule:
    """Reads organisations by their last word out of one article.

    Args:
        scene: The article.
        bodies: Bodies and firms that are known by name; others may be part of them.
    """

    def __init__(self, scene: Scene, bodies: Iterable[Draft] = ()) -> None:
        self._scene = scene
        self._bodies = {body.start: body for body in bodies}
        self._ends = {body.end: body.start for body in self._bodies.values()}

    def read(self, hits: Iterable[tuple[int, int, Head]]) -> list[Draft]:
        """Drafts of every organisation among `hits`, sorted by start."""
        found: list[Draft] = []
        for start, end, head in hits:
            begin = self._begin(start)
            if (
                begin < start
                and not self._counted(begin, start)
                and self._specific(begin, start, head.kind)
            ):
                found.append(Draft(begin, end, ORG, f"org.{head.kind}", 6))
        found = [draft._replace(end=seat_end(self._scene, draft.end)) for draft in found]
        parts = [self._part(draft) for draft in found]
        found += self._troops()
        return [*found, *(part for part in parts if part is not None), *self._sites()]

    def _troops(self) -> Iterator[Draft]:
        """Divisions and regiments of the corps in Xinjiang: 第十二师, 二二一团."""
        text = self._scene.text
        if CORPS not in text:
            return
        for match in TROOPS_RE.finditer(text):
            if not self._counted(*match.span()):
                yield Draft(*match.span(), ORG, "org.troops", 5)

    def _part(self, body: Draft) -> Draft | None:
        """A body with its own part behind it: 某某协会|地板专业委员会."""
        match = PART_RE.match(self._scene.text, body.end)
        if match is None:
            return None
        return body._replace(end=match.end(), rule_id="org.part")

    def _sites(self) -> Iterator[Draft]:
        """News sites and papers, where something beside shows that they report: 某某网|讯."""
        scene = self._scene
        text, media = scene.text, _media()
        for last in places_of(media, text):
            end = last + 1
            if not text.endswith(media[text[last]], 0, end) or not REPORTING_RE.match(text, end):
                continue
            start = end - next(len(w) for w in media[text[last]] if text.endswith(w, 0, end))
            reach = scene.run_left(start, MAX_SITE_CHARS)
            begin = reach[-1] if reach else start
            if start - begin >= MIN_SITE_CHARS and not self._counted(begin, start):
                yield Draft(begin, end, ORG, "org.media", 5)

    def _counted(self, begin: int, start: int) -> bool:
        """Whether an amount ends before the head: 37支|代表队, 418所义务教育|学校."""
        return any(at in self._scene.amounts for at in range(begin, start + 1))

    def _begin(self, start: int) -> int:
        scene = self._scene
        if self._bodies:  # 农业农村部|耕地质量监测保护中心
            reach = self._undone(scene.run_left(start, MAX_NAME_CHARS, joins=True))
            owner = next((at for at in reach if self._owns(at, start)), None)
            if owner is not None:
                return self._with_place(self._outermost(owner))
        reach = self._undone(scene.run_left(start, MAX_NAME_CHARS))
        for at in reach:
            if at in scene.place_by_start:
                return self._with_founder(scene.joined_places(at))
        begin = reach[-1] if reach else start
        following, word = scene.word_after(begin)
        if word in project_words("governs") and following < start:  # 建设|东北亚汽车产业研究院
            begin = following
        anchor = scene.anchor_before(start)
        return min(begin, anchor) if anchor is not None else begin

    def _undone(self, reach: list[int]) -> list[int]:
        """`reach` up to what a known body does: 某某大学|共建|小麦研究所."""
        for number, at in enumerate(reach):
            if at in self._ends and self._scene.word_after(at)[1] in org_words("between"):
                return reach[:number]
        return reach

    def _owns(self, at: int, start: int) -> bool:
        """Whether a known body begins at `at` of which the one with the head at `start` is part."""
        body = self._bodies.get(at)
        return body is not None and body.end <= start

    def _outermost(self, owner: int) -> int:
        """`owner`, or the body that it is part of: 某某大学|中国|世界贸易组织研究院."""
        at = owner - 2 if self._scene.text.endswith("中国", 0, owner) else owner
        return self._ends.get(at, owner)

    def _with_place(self, owner: int) -> int:
        """Where a known firm begins, the place before it included: 西安|奕斯伟|技术创新中心."""
        place = self._scene.place_by_end.get(owner)
        if place is None or self._bodies[owner].label is not COMPANY:
            return owner
        return self._scene.joined_places(place.span.start)

    def _with_founder(self, begin: int) -> int:
        """`begin`, moved before a name that the place follows: 同济|嘉兴环保研究院."""
        if not begin or not self._scene.is_han(begin - 1):
            return begin
        left, word = self._scene.word_before(begin)
        return left if word in org_words("founder") else begin

    def _specific(self, begin: int, start: int, kind: str) -> bool:
        """Whether the words before the head name one body; an association by its trade alone."""
        scene = self._scene
        classes, generic = word_classes(), generic_words()
        built = inner_words()  # 改扩建|学校
        if kind == "association":
            # 行业|协会 says no trade, 电商|协会 does.
            return scene.text[begin:start] not in org_words("vague") and start - begin > 1
        if begin in self._bodies:
            return True
        at = start
        while at > begin:
            left, word = scene.word_before(at)
            left = max(left, begin)
            word = scene.text[left:at]
            at = left
            if left in scene.place_by_start or word in ("中国", "中华", "国家", "省", "市", "县"):
                return True
            known = word in generic or word in built
            if not known and classes.get(word, "nz") in ("nz", "nr", "nt", "j", "ns"):
                return True
        return False
