"""Projects: from the first specific word to the head, with capacity inside the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from govnews_extract.mentions import COMPANY, PLACE, PROJECT
from govnews_extract.tag.heads import Head
from govnews_extract.tag.project_forms import find_project_forms
from govnews_extract.tag.project_lists import MIN_NAME_CHARS, find_listed, list_patterns
from govnews_extract.tag.project_spans import VAGUE_RE, before_bracket, before_year
from govnews_extract.tag.scene import GENERIC_PLACES, LEVELS, Draft, Scene
from govnews_extract.tag.wording import (
    built_words,
    countries,
    generic_words,
    inner_words,
    leading_verbs,
    making_words,
    project_words,
    stop_words,
    word_classes,
)

MAX_NAME_CHARS = 34
MAX_JOINED_CHARS = 4 * MAX_NAME_CHARS
MAX_BRAND_CHARS = 6
MAX_PLAIN_CHARS, MIN_PLAIN_CHARS, MIN_LONG_CHARS = 20, 6, 9
MIN_GOVERNED_CHARS = 6
UNNAMED_CLASSES = frozenset("tmrdz")
"""Words of these classes say how many or of what sort, not which one."""

GENERAL = ("工程", "项目")
"""Heads of campaigns too: 实施|城市更新项目."""

APPLIED_RE = re.compile("争取|申报|列入|纳入|入选")
"""What is said of a campaign that is applied for."""

QUOTED = ("”", ")")
SPECIFIC_CLASSES = frozenset(["nz", "nr", "nt", "j", "ns", "x"])
COINED_CLASSES = frozenset([None, "a", "b", "g", "n", "ng", "nr", "ns", "nz", "t", "tg", "x"])
"""Classes of the single characters in which an unknown name begins."""


# Last characters of places: 板桥北滩|10万千瓦风电场 names where it stands, not whose it is.
SITES = frozenset("滩山河湖沟川镇乡村岭岛湾坪梁沙塬坝")
PHASE_RE = re.compile(
    r"(?:[一二三四五]期|首期|[0-9一二三四]号机组|[0-9]期)(?:工程|项目)?|(?:工程|项目)"
)
ROUTE_HEADS = frozenset(["高速公路", "高速铁路", "铁路", "高铁", "公路", "高速", "客专", "城际"])
SECTION_RE = re.compile(r"[一-鿿]{1,7}?(?:\([一-鿿]{2,6}\))?(?:(?:至|—)[一-鿿]{1,6}?){0,2}段")
FAR_END_RE = re.compile(r"([一-鿿]{2,7})(?:\([一-鿿]{2,6}\))?(?:至|到|—{1,2}|-|–|~)$")
"""What stands before the far end of a line: 陇东至|山东特高压直流输电工程."""

FAR_JOINTS = frozenset("至到—–~-")
MAX_ENDS = 3
"""Ends of a line that are named before its last one: 甲—乙—丙特高压工程."""

# 甲乙等3个重点|项目: what is counted has no name of its own.
COUNTED_RE = re.compile(
    r"(?:[0-9]{1,4}|[一二两三四五六七八九十几多])(?:个|项|条|处|大|座|批)[一-鿿]{0,6}$"
)
MAX_COUNTED_CHARS = 11
FIRST_HALF_CHARS = 2
"""Heads of so many code points may be the first half of a longer noun (公路|运输)."""

RUN_RE = re.compile(
    r"(?:(?:[一二三四五首]期)?(?:年产|日产|年处理|日处理|年加工|日供水)?|[一二三四五首]期)$"
)
"""What belongs to a capacity and stands before it: 二期年产|20万吨啤酒项目."""

MAX_RUN_CHARS, MAX_FAR_END_CHARS = 6, 18

MAX_ADVERBS = 3
"""Words between a name and the verb behind it that say how (正式, 全面), the verb among them."""

STEM_CHARS = 2

VOLTAGES = ("千伏", "kV", "KV")
LEADS_TO = frozenset("接经沿跨至到")
"""What is said of a line that meets another: 南|接|太澳高速."""


MIN_SPLIT, MAX_SPLIT_CHARS = 2, 4
SORT_CLASSES = UNNAMED_CLASSES | frozenset(["a", "b", "d", "ad", "f", "q", "p", "c", "u", "v"])
PARTS = frozenset("主副左右老新旧大小高低长短上下前后内外公铁省市县区镇乡村")
"""Single characters that say of what sort a bridge or tunnel is, or whose."""


class ProjectRule:
    """Reads projects out of one article."""

    def __init__(self, scene: Scene, company_starts: dict[int, int]) -> None:
        self._scene = scene
        self._companies, self._firm_ends = company_starts, frozenset(company_starts.values())
        self._classes, self._inner, self._stops = word_classes(), inner_words(), stop_words()
        self._countries, self._generic = countries(), generic_words()
        # 建设 before a specific word governs the name, right before a head it is part of it.
        self._governing, self._inside = project_words("governs"), project_words("inside")
        self._leading, self._sorts = leading_verbs(), project_words("quality")
        self._makers, self._built = making_words(), built_words()
        self._campaigns = project_words("campaigns")
        self._named, self._followers = project_words("named_head"), project_words("follows")

    @cached_property
    def _stems(self) -> frozenset[str]:
        """Places of the text without their last character: 奇峰|污水处理厂 names 奇峰镇."""
        text = self._scene.text
        spans = [(place.span.start, place.span.end) for place in self._scene.places]
        return frozenset(
            text[start : end - 1]
            for start, end in spans
            if end - start > STEM_CHARS and text[end - 1] in LEVELS
        )

    def read(self, hits: Iterable[tuple[int, int, Head]]) -> list[Draft]:
        """Drafts of every project among `hits`, sorted by start, and of routes and lists."""
        found: list[Draft] = []
        scene = self._scene
        for start, end, head in hits:
            last = found[-1] if found else None
            if last is not None and last.end == start:
                again = head.surface in GENERAL and scene.text.endswith(GENERAL, 0, start)
                if (head.strong or head.kind == "phase") and not again:  # 某桥项目|工程进度
                    found[-1] = Draft(last.start, end, PROJECT, last.rule_id, last.weight)
                continue
            draft = self._project(start, end, head) if head.strong else None
            # A run of heads would else make names as long as the text, each longer than the last.
            near = last is not None and end - last.start <= MAX_JOINED_CHARS
            if draft is not None and last is not None and near and draft.start < last.end:
                weight = max(draft.weight, last.weight)
                draft = Draft(last.start, end, PROJECT, draft.rule_id, weight)
            if draft is not None:
                found.append(draft)
        found += find_project_forms(self._scene)
        found += find_listed(self._scene, self._companies)
        return found + self._owners(found)

    def _project(self, start: int, end: int, head: Head) -> Draft | None:
        scene = self._scene
        if self._goes_on(end, end - start):
            return None
        line = head.surface in ROUTE_HEADS
        if line and scene.text[start - 1 : start] in ("等", "条"):  # 某某段等|高速公路
            return None
        reach = scene.run_left(start, MAX_NAME_CHARS)
        begin = plain = None
        if reach:
            begin = self._begin(start, reach, named=head.surface in self._named)
            if begin is None:
                plain = self._plain(start, end, reach)
                begin = self._bracketed(reach) if plain is None else plain
        if begin in scene.amounts or self._is_done_to(begin, start, head.surface):
            return None  # 56项|750千伏输变电工程, 某市|推进|项目
        if begin is None:
            begin = self._short(start, head.surface)
        if begin is None or end - begin < MIN_NAME_CHARS:
            return None
        if COUNTED_RE.search(scene.text, max(begin, start - MAX_COUNTED_CHARS), start) is not None:
            return None
        if line:
            place = scene.place_by_start.get(begin)
            if place is not None and place.span.end == start:  # 甘肃|公路: all of them
                return None
            end = self._section_end(end)
        match = PHASE_RE.match(self._scene.text, end)
        placed = begin in scene.place_by_start
        rule = ("project.head", 5)
        if begin == plain and not placed:
            rule = ("project.plain", 4 + self._of_own_place(begin))
        return Draft(begin, end if match is None else match.end(), PROJECT, *rule)

    def _is_done_to(self, begin: int | None, start: int, head: str) -> bool:
        """Whether only a verb stands between a place and a common noun: 某市|推进|项目建设."""
        place = None if begin is None else self._scene.place_by_start.get(begin)
        if place is None or head not in GENERAL:
            return False
        word = self._scene.text[place.span.end : start]
        return word in self._governing and word not in self._inside

    def _plain(self, start: int, end: int, reach: Sequence[int]) -> int | None:
        """Where a name of common words begins: at the first word of its clause, or behind a verb.

        ,河东街区雨污分流工程昼夜施工; 引进|淡水虾加工基地, 总投资6亿元的|预浸料项目. What is meant in
        general (、道路工程、) looks the same at the begin of a clause, and is right in four of ten.
        """
        scene, begin = self._scene, None
        right = start
        short = end - reach[-1] < MIN_PLAIN_CHARS
        # 项目|15个
        if short or end in scene.amount_starts:
            return None
        governed, general = False, scene.text.endswith(GENERAL, start, end)
        for at in reach:
            if at < start - MAX_PLAIN_CHARS + (not scene.is_start[at]):  # 1 for a glued particle
                break
            word = scene.text[at:right]
            if word in self._leading:
                governed = True
                break
            if word in self._countries or self._classes.get(word) in UNNAMED_CLASSES:
                return None
            begin = right = at
        if begin is not None and begin in scene.date_ends:
            begin = before_year(scene, begin)
        if begin is None:
            return None
        before = scene.text[begin - 1 : begin] if begin else ""
        governed = governed or self._governed(begin) or self._is_built(end)
        if general and APPLIED_RE.match(scene.text, end):
            return None
        if governed and general and scene.word_before(begin)[1] in self._campaigns:
            return None
        if not (governed or self._of_own_place(begin)) and (
            "一" <= before <= "鿿" or before in QUOTED
        ):
            return None
        if self._classes.get(scene.word_after(begin)[1]) in ("a", "b"):
            return None
        least = MIN_PLAIN_CHARS if scene.text.endswith("工程", start, end) else MIN_LONG_CHARS
        least = MIN_GOVERNED_CHARS if governed else least
        vague = VAGUE_RE.match(scene.text, begin, end)
        return begin if end - begin >= least and not vague else None

    def _of_own_place(self, begin: int) -> bool:
        """Whether the place that the text tells of stands before: 该县|供水工程."""
        own = self._scene.text[max(begin - 2, 0) : begin]
        return len(own) == 2 and own[0] in GENERIC_PLACES and own[1] in LEVELS

    def _bracketed(self, reach: Sequence[int]) -> int | None:
        """Where `reach` ends, if behind a firm and a short bracket: 某集团|(贵州)|生产基地项目."""
        left = reach[-1]
        opened = before_bracket(self._scene.text, left)
        return left if opened != left and opened in self._firm_ends else None

    def _governed(self, begin: int) -> bool:
        """Whether a verb of building or a size (投资6亿元的) stands before a name."""
        scene = self._scene
        if scene.text.endswith("的", 0, begin):
            sized = begin - 1 in scene.amounts  # 长300米的|某河段护岸工程
            return sized or (begin > 1 and scene.word_before(begin - 1)[1] in self._makers)
        return begin > 0 and scene.word_before(begin)[1] in self._leading

    def _is_built(self, end: int) -> bool:
        """Whether the words behind a name tell that the thing is built: 基地|正式|投产."""
        for _ in range(MAX_ADVERBS):
            end, word = self._scene.word_after(end)
            if self._classes.get(word) not in ("d", "ad"):
                return word in self._built
        return False

    def _two_ends(self, start: int) -> int | None:
        """Where the two characters for the ends of a line begin: 连霍|高速, 瓦日|铁路."""
        scene = self._scene
        if start < 2 or not (scene.is_start[start - 1] and scene.is_start[start - 2]):
            return None
        pair = scene.text[start - 2 : start]
        alone = (
            start == 2
            or not scene.is_han(start - 3)
            or scene.word_before(start - 2)[1] in self._stops
            or scene.text[start - 3] in LEADS_TO
        )
        whole = all("一" <= char <= "鿿" and char not in self._stops for char in pair)
        return start - 2 if alone and whole and pair[1] not in LEVELS else None

    def _short(self, start: int, head: str) -> int | None:
        """Where a name begins that no word of it gives away: the ends of a line, or a coined one."""
        if head in ROUTE_HEADS:
            return self._two_ends(start)
        return self._split(start) if head in self._named else None

    def _split(self, start: int) -> int | None:
        """Where a short name begins that falls apart into words: 驿马|岭|隧道, 双|河大桥.

        One of its words is a single character, and it stands where a name may begin.
        """
        scene, at, single = self._scene, start, False
        while at and start - at < MAX_SPLIT_CHARS and scene.is_han(at - 1):
            left, word = scene.word_before(at)
            kind = self._classes.get(word)
            if word in self._stops or word in self._governing or kind in SORT_CLASSES:
                break
            if word in self._generic or word in self._sorts or at in scene.date_ends:
                break
            at, single = left, single or (len(word) == 1 and word not in PARTS)
        free = not at or not scene.is_han(at - 1) or at in scene.place_by_end
        if not free:
            before = scene.word_before(at)[1]
            free = before in self._stops or before in self._governing
        return at if single and free and MIN_SPLIT <= start - at <= MAX_SPLIT_CHARS else None

    def _goes_on(self, at: int, size: int) -> bool:
        """Whether the head is the first half of a longer noun: 工程|机械, 公路|运输."""
        if size > FIRST_HALF_CHARS and not self._scene.text.endswith(GENERAL, 0, at):
            return False
        word = self._scene.word_after(at)[1]
        if self._classes.get(word) not in ("n", "vn", "b") or word in self._followers:
            return False
        return not self._scene.text.startswith(_totals(), at)  # 项目|总|投资

    def _begin(self, start: int, reach: Iterable[int], *, named: bool) -> int | None:
        """Where the name begins: the leftmost specific word with no governing verb behind it."""
        scene, text, classes = self._scene, self._scene.text, self._classes
        governing, nations, amounts = self._governing, self._countries, self._scene.amounts
        places, firms = scene.place_by_start, self._companies
        begin: int | None = None
        right = start
        for at in reach:
            amount = amounts.get(right)
            if amount is not None and list_patterns().capacity.match(text, amount) is not None:
                begin = amount
            if begin is not None and at >= begin:  # words inside 10万千瓦
                right = at
                continue
            word = text[at:right]
            if word in governing and (
                begin == right or (right != start and word not in self._inside)
            ):
                break
            kind = classes.get(word)
            number = kind == "m" and word[0] != "第"  # 株洲第三工厂
            if word in nations or (number and not scene.amount_starts.get(at)):
                break
            if at in places or at in firms or self._specific(at, word, kind, named=named):
                begin = at
            right = at
        return None if begin is None else self._whole_begin(begin, named=named)

    def _whole_begin(self, begin: int, *, named: bool) -> int:
        """`begin`, moved before what belongs to it: places, kinds of a capacity, ends of a line."""
        scene, amounts = self._scene, self._scene.amounts
        if begin in scene.amount_starts and scene.text.startswith("/", begin - 1):
            power = amounts.get(begin - 1)  # 10万千瓦|/20万千瓦时储能项目
            if power is not None and not scene.text.startswith("/", power - 1):
                before = self._begin(power, scene.run_left(power, MAX_NAME_CHARS), named=named)
                return power if before is None else before
        place = scene.place_by_start.get(begin)
        if place is not None:
            begin = scene.joined_places(begin)
        if begin in scene.amount_starts or scene.text.startswith("年产", begin):
            begin = _with_run(scene.text, begin)
        begin = self._far_end(begin)
        if begin in amounts and scene.text.endswith(
            ("千伏", "kV", "KV"), 0, begin
        ):  # 330千伏|甲到|乙输变电工程
            begin = amounts[begin]
        return self._coined(begin) if place is None else begin

    def _coined(self, begin: int) -> int:
        """`begin`, moved before a single character that opens a name no dictionary has.

        黑|山口|光伏电站, 清|河滩|风电场: such a name falls apart when cut into words. The character must
        stand where a name may begin: behind a mark, a place, or a word that no name holds.
        """
        scene = self._scene
        if not begin or not scene.is_han(begin - 1) or begin in scene.amounts:
            return begin
        at, word = scene.word_before(begin)
        if len(word) > 1 or word in self._stops or self._classes.get(word) not in COINED_CLASSES:
            return begin
        if not at or not scene.is_han(at - 1) or at in scene.place_by_end:
            return at
        before = scene.word_before(at)[1]
        return at if before in self._stops or before in self._governing else begin

    def _far_end(self, begin: int) -> int:
        """`begin`, moved to the other end of a line that is named by both, or by each on its way."""
        scene, at = self._scene, begin
        if scene.text.endswith("±", 0, begin):
            place = scene.place_by_end.get(begin - 1)
            at = place.span.start if place is not None else begin - 1
        for _ in range(MAX_ENDS):
            joint, place = scene.text[at - 1 : at], scene.place_by_start.get(at)
            division = place is not None and place.label is PLACE
            if joint not in FAR_JOINTS or (joint == "-" and not division):
                break
            match = FAR_END_RE.search(scene.text, max(at - MAX_FAR_END_CHARS, 0), at)
            near = None if match is None else self._near_end(match.end(1))
            if near is None:
                break
            at = near
        return at

    def _specific(self, at: int, word: str, kind: str | None, *, named: bool) -> bool:
        """Whether a word of the dictionary's class `kind` says which one is meant."""
        if word in self._stems:
            return True
        if word in self._generic:
            return False
        if word[0].isdigit():
            return list_patterns().capacity.match(self._scene.text, at) is not None
        if kind is None or word[0].isascii():
            return named and len(word) > 1
        return kind in SPECIFIC_CLASSES and len(word) > 1

    def _near_end(self, right: int) -> int | None:
        """Where the name of the first end of a line begins, which ends at `right`."""
        scene, begin = self._scene, None
        for at in scene.run_left(right, 9):
            word = scene.text[at:right]
            named = self._classes.get(word, "nz") in SPECIFIC_CLASSES or len(word) == 1
            if begin is not None and (len(word) > 2 or not named):
                break
            begin, right = at, at
            if at in scene.place_by_start:
                break
        return begin

    def _section_end(self, end: int) -> int:
        """`end` of a road, moved behind the section that follows: 甘肃段, 广饶—高青段."""
        scene = self._scene
        section = SECTION_RE.match(scene.text, end)
        if section is None:
            return end
        first = scene.word_after(end)[1]
        plain = first in self._stops or first in self._governing or first in self._generic
        return end if plain else section.end()

    def _owners(self, projects: Iterable[Draft]) -> list[Draft]:
        """The firm before the capacity in a project's name: 中能建|30万千瓦光伏并网发电."""
        scene = self._scene
        found = []
        for project in projects:
            if scene.text[project.start : project.end].isalpha():  # without a digit
                continue
            capacity = list_patterns().capacity.search(scene.text, project.start, project.end)
            if capacity is None or capacity[0].endswith(VOLTAGES):  # 邸阁|220千伏变电站: a place
                continue
            end = capacity.start()
            if scene.text[end - 2 : end] == "年产":
                end -= 2
            place = scene.place_by_start.get(project.start)
            brand = project.start if place is None else place.span.end
            site = scene.place_by_end.get(end)
            if site is not None and site.span.start > brand:  # 新疆华电|达坂城|50万千瓦风电
                end = scene.joined_places(site.span.start)
            if not 2 <= end - brand <= MAX_BRAND_CHARS or scene.text[end - 1] in SITES:
                continue
            if any(at in scene.amount_starts for at in range(brand, end)):  # 某省5座|330千伏
                continue
            kinds = self._kinds(brand, end)
            if kinds and "n" not in kinds and "vn" not in kinds:
                found.append(Draft(project.start, end, COMPANY, "company.owner", 6))
        return found

    def _kinds(self, at: int, end: int) -> list[str]:
        """Classes of the words in a stretch; `nz` for unknown ones."""
        kinds = []
        while at < end:
            following, word = self._scene.word_after(at)
            kinds.append(self._classes.get(word, "nz") if len(word) > 1 else "nz")
            at = following
        return kinds


@cache
def _totals() -> tuple[str, ...]:
    """What may follow a head to say how much of all of it is meant (总投资)."""
    return tuple(word for word in project_words("follows") if word[0] == "总")


def _with_run(text: str, at: int) -> int:
    """`at`, the begin of a capacity, moved before what says of what kind it is: 二期年产."""
    match = RUN_RE.search(text, max(at - MAX_RUN_CHARS, 0), at)
    return at if match is None else match.start()
