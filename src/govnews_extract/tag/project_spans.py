"""The whole name of a project, however its core was found: owner and place before, phase behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from govnews_extract.mentions import COMPANY, LOC, PROJECT
from govnews_extract.tag.outside import OUTSIDE_RULE
from govnews_extract.tag.scene import GLUED, Draft, Scene
from govnews_extract.tag.user_names import USER_RULE
from govnews_extract.tag.wording import boundary_words, project_words

MIN_NAME_CHARS = 4
STATED = frozenset([USER_RULE, OUTSIDE_RULE])
"""Rules whose names are taken as their giver wrote them."""

SURE_WEIGHT = 5
"""Weight from which a name counts as one that a project's name may begin with."""

MAX_BRACKET_CHARS = 8
MAX_SIZE_CHARS = 5
SIZE_RE = re.compile(r"[大中小]\([一二12ⅠⅡ]\)$")
"""What stands before 型 in the classes of reservoirs: 小(二)|型水库."""

MAX_SORT_CHARS, MAX_OF_CHARS = 30, 5
SORT_RE = re.compile(r"[是为]一[条座个项][^。;\n“”是]*的[一-鿿]{0,4}$")
"""What says of what sort a thing is: 某线是一条以客流为主的高速|客运专线铁路."""

MAX_YEAR_CHARS = 6
YEAR_RE = re.compile("20[0-9]{2}年度?$")
"""The year between a place and its works: 某县|2024年度|水库除险加固工程."""

MAX_JOINS = 4
"""Names before a project's core that are taken into it at most: place, zone, firm, older part."""

BEFORE = frozenset((LOC, COMPANY, PROJECT))
"""What belongs to a project's name where it touches it; divisions beside."""

PHASE_RE = re.compile(
    r"(?:延长线|延伸线|连接线|延长段)(?:[一二三]期)?(?:工程|项目)?|(?:(?:[一二三四五六](?:、[一二三四五六])*|首|[0-9])期(?!加工|产能|生产|年产|能力|规模)(?:工程|项目)?|[0-9一二三四]号机组)(?:工程|项目)?|(?:\([一-鿿0-9]{1,10}\))?(?:项目|工程)(?![师机量款队处部学院局])"
)
# 某某生产线|建设项目: the works for it.
WORKS_RE = re.compile(
    "(?:建设|改扩建|扩建|技改|改造|升级改造|改造提升|迁建|配套)(?:项目|工程)(?![师机量款队处部学院局])"
)
# 市经济开发区|某某油脂项目: a zone of the place that the article is about is no part of the name.
OWN_ZONE_RE = re.compile(
    "[省市县区](?:经济(?:技术)?开发区|高新技术产业开发区|高新区|经开区|开发区|工业园区?|产业园区)(?=[一-鿿0-9]{4})"
)
ALL_RE = re.compile(
    "(?:[全各][国省市县区州])?(?:(?:新|改|改?扩)建、?)*(?:高速)?(?:公路|铁路)(?:项目|工程)?"
)
"""Roads told by no name: 全省公路, 改扩建高速公路项目."""
NUMERALS = frozenset("0123456789一两二三四五六七八九十几")
ROADS = frozenset(("公路", "高速公路", "铁路", "高速铁路", "高铁"))
BRACKET_RE = re.compile(r"\((?:[一二三四五]、?)+期(?:工程|项目)?\)|\(首期\)")
"""某产业园项目|(一期)"""

WORK_HEADS = ("项目", "工程")
GENERAL_HEADS = (*WORK_HEADS, "产业园", "基地")
# 白霓古堰|4个工程: what is counted is no part of the name before it.
COUNTED_RE = re.compile(
    r"(?:[0-9]{1,5}|[一二两三四五六七八九十几多数]{1,2})(?:个|项|处|座|条|大|批)(?:重点|重大|大型)?(?:项目|工程|产业园|基地)$"
)
COUNT_RE = re.compile(r"[0-9][0-9.万亿余多]*(?:个|项|处|座|条|所|栋|家|批|余万套|万套|套)")
# 5000吨饮料|三条生产线: what is made, not a name.
LINES_RE = re.compile(r"(?:[0-9]{1,3}|[一二两三四五六七八九十几多])条生产线")
SEATS_RE = re.compile("[0-9一二两三四五六七八九十]{1,3}[座个处条]")
QUOTES = ("“”", "‘’", "’’", "「」")
# What stands between a place and 项目 without naming one: 某市|重点招商引资|项目.
VAGUE_RE = re.compile(
    r"(?:[省市县区]|国家|[省市县国家]{1,2}级|工业|农业|产业|制造业|服务业|基础设施|交通|水利|能源|文旅|商贸|外资|内资|重点|重大|大型|骨干|标志性|民生|招商引资|招商|引资|签约|在建|新建|续建|拟建|建设|投资|合作|"
    r"亿元|万元|以上|好|大|新)*(?:项目|工程)$"
)
# 国债项目|X, 省重点在建项目|X: what rank a project has, said before its name.
RANK_RE = re.compile(
    "(?:国债|专项债|[省市县]级?|国家|重点|重大|预备|在建|续建)+(?:建设)?(?:项目|工程)(?=[一-鿿]{4})"
)
LINE_RE = re.compile("(?:铁路|高铁|客专|号线)(?=[一-鿿]{2,6}(?<![充变配电泵闸收费水])站$)")
PARTS = frozenset(("上水库", "下水库", "上库", "下库"))
PART_TAILS = tuple("项目" + part for part in sorted(PARTS))
"""Parts of any pumped-storage station, alone and behind its name."""

PART_RE = re.compile("(?<!项目)(?:主体|先期|核心)工程$")
# 中铁五局项目|总工, 某站改造项目|部: a post or an office, where a project stands for the firm at work.
OFFICE_RE = re.compile("(?:副?经理|总工|指挥部|部(?!分|门|署|位)|组|书记|公司)")
# 某流域重要|控制性工程, 强链|重大项目: what projects are to others, said before their names.
MAX_ROLE_CHARS = 7
ROLE_RE = re.compile(
    "(?:(?:控制性|标志性|关键性)(?:节点|枢纽)?工程|(?:重大|重点|优质)(?:建设)?(?:项目|工程))$"
)
# 合作|推进|高端医疗产业园: words that say what is done with a project, never a part of its name.
LEADING = frozenset((*"有对在将把向从由为被让是的了等继接如到赴", "代表"))
MANNERS = frozenset(
    ("着重", "着力", "重点", "全力", "大力", "积极", "加速", "全面", "扎实", "深入", "持续", "奋力",
     "稳步", "有序", "集中")
)  # fmt: skip
"""How something is done, before the verb: 着重|推动."""

DOING = frozenset(
    ("推进", "加快", "启动", "实施", "打造", "完成", "引进", "谋划", "参观", "位于", "串联", "开启", "举行", "隆重",
     "先后", "相继", "陆续", "依次", "隆重举行", "再接", "建成投产", "在建", "力争", "争取", "例如", "包括", "暨")
)  # fmt: skip


def whole_projects(
    scene: Scene, drafts: Iterable[Draft], others: Iterable[Draft] = ()
) -> list[Draft]:
    """`drafts` with the borders of projects mended, and without those that name none.

    A firm, zone or division that touches a project's core is part of its name (华润雪花啤酒|
    娄底生产基地), as is the phase behind it. What is only a place and general words (某市重点项目),
    or is counted (56项工程), is no name. `others` are names found elsewhere, which may stand before.
    """
    drafts = list(drafts)
    if not [draft for draft in drafts if draft[2] is PROJECT]:
        return drafts
    near = [d for d in (*others, *drafts) if d[2] in BEFORE and d[4] >= SURE_WEIGHT]
    firm_ends = frozenset(draft[1] for draft in near if draft[2] is COMPANY)
    ends = {d[1]: d[0] for d in sorted(near, key=_length)}
    kept = []
    for draft in drafts:
        if draft[2] is PROJECT and draft[3] not in STATED:
            whole = _whole(scene, draft, ends, firm_ends)
            if whole is not None:
                kept.append(whole)
        else:
            kept.append(draft)
    return kept


def _length(draft: Draft) -> int:
    return draft[1] - draft[0]


def _whole(
    scene: Scene, draft: Draft, ends: Mapping[int, int], firm_ends: frozenset[int]
) -> Draft | None:
    text = scene.text
    first, last = draft[0], draft[1]
    dash = text.rfind("——", first, last - MIN_NAME_CHARS)
    start = first if dash < 0 else dash + 2
    if (rank := RANK_RE.match(text, start, last)) is not None:
        start = rank.end()
    if start not in scene.place_by_end:  # not 张掖市|经济开发区
        zone = OWN_ZONE_RE.match(text, start, last)
        zone = zone or OWN_ZONE_RE.match(text, max(start - 1, 0), last)
        start = start if zone is None else zone.end()
    start, end = _marked(text, _trimmed(scene, start, last), last)
    if text.endswith(WORK_HEADS, start, end):
        work_end = _work_end(text, start, end, firm_ends)
        if work_end is None:
            return None
        end = work_end
    end = _lined(text, start, end)
    if text.endswith(PART_TAILS, start, end):
        end = text.rindex("项目", start, end) + 2
    general = text.endswith(GENERAL_HEADS, start, end)
    end = _stretched(text, start, end, general=general)
    start = _joined(scene, start, ends)
    if text[start] == "(":  # 中国(驻马店)|农产品产业园
        start = scene.word_before(start)[0] if scene.is_han(start - 1) else start + 1
    if text[start] == "型":
        size = SIZE_RE.search(text, max(start - MAX_SIZE_CHARS, 0), start)
        start = start if size is None else size.start()
    same = start == first and end == last
    if not same and end - start < MIN_NAME_CHARS:
        return None
    if _names_none(scene, start, end, general=general):
        return None
    if same:
        return draft
    return draft._replace(start=start, end=end, norm=None)


def _lined(text: str, start: int, end: int) -> int:
    """`end` without the station that lies on a line: 京沪高铁|济南西站."""
    line = LINE_RE.search(text, start, end) if text[end - 1] == "站" else None
    return end if line is None else line.end()


def _names_none(scene: Scene, start: int, end: int, *, general: bool) -> bool:
    """Whether `start:end` only counts works, or says of what sort they are."""
    text = scene.text
    amount = start in scene.amount_starts
    if COUNT_RE.match(text, start, end) or (amount and LINES_RE.match(text, end)):
        return True
    if amount and end in scene.amount_starts and SEATS_RE.match(text, end):
        return True  # 150MW风力发电厂|1座
    place = scene.place_by_start.get(start)
    core = start if place is None else place.span.end
    if core > start and COUNT_RE.match(text, core, end):  # 某省|5座330千伏变电站
        return True
    if text[start:end] in PARTS:
        return True
    if text[core:end] in ROADS or ALL_RE.fullmatch(text, core, end):  # 甘肃|公路: all of them
        return True
    if text[start] == "大" and text[start - 1] in NUMERALS:  # 八|大新基地
        return True
    sorted_ = place is None and "的" in text[max(start - MAX_OF_CHARS, 0) : start]
    if sorted_ and SORT_RE.search(text, max(start - MAX_SORT_CHARS, 0), start):
        return True
    return general and VAGUE_RE.match(text, core, end) is not None


def _work_end(text: str, start: int, end: int, firm_ends: frozenset[int]) -> int | None:
    """`end` of a name in 工程 or 项目 without its part or office; None where it names none."""
    if ROLE_RE.search(text, max(start, end - MAX_ROLE_CHARS), end):
        return None
    if (part := PART_RE.search(text, start + MIN_NAME_CHARS, end)) is not None:
        end = part.start()
    if text.endswith("项目", start, end) and OFFICE_RE.match(text, end):
        end -= 2
        if end in firm_ends or end - start < MIN_NAME_CHARS or text.endswith("建设", start, end):
            return None
    return end


def _stretched(text: str, start: int, end: int, *, general: bool) -> int:
    """`end`, moved behind the phase that follows, or before what is only counted."""
    counted = COUNTED_RE.search(text, start, end) if general else None
    if counted is not None:
        return counted.start()
    works = WORKS_RE.match(text, end)
    end = end if works is None else works.end()
    phase = PHASE_RE.match(text, end)
    again = text.endswith(WORK_HEADS, start, end) and text.startswith(WORK_HEADS, end)
    end = end if phase is None or again else phase.end()  # 某桥项目|工程进度
    bracket = BRACKET_RE.match(text, end) if text[end : end + 1] == "(" else None
    return end if bracket is None else bracket.end()


def _marked(text: str, start: int, end: int) -> tuple[int, int]:
    """`start:end` with the quotation marks right around it: “引滦入津”工程."""
    pair = text[start - 1 : start] + text[end : end + 1]
    return (start - 1, end + 1) if pair in QUOTES else (start, end)


def _trimmed(scene: Scene, start: int, end: int) -> int:
    """`start`, moved behind verbs and function words that no name begins with."""
    bounds, leads = _bounds(), _leads()
    at, leading = start, True
    while end - at > MIN_NAME_CHARS and at not in scene.place_by_start:  # 和硕县 is whole
        following, word = scene.word_after(at)
        glued = len(word) > 1 and word[0] in GLUED and scene.is_start[at] and scene.is_han(at - 1)
        if at == start and glued:
            start = at + 1
        elif (leading and word in leads) or word in bounds or word[-2:] in DOING:
            start, leading = following, True
        elif word not in MANNERS:
            leading = False
        at = following
    return start if end - start >= MIN_NAME_CHARS else at


@cache
def _bounds() -> frozenset[str]:
    return DOING | frozenset(word for word in boundary_words() if len(word) > 1)


@cache
def _leads() -> frozenset[str]:
    return LEADING | (project_words("governs") - project_words("inside"))


def before_bracket(text: str, start: int) -> int:
    """`start`, moved before a short bracket that ends there: 某集团|(贵州)|生产基地项目."""
    if text[start - 1 : start] != ")":
        return start
    opened = text.rfind("(", max(start - MAX_BRACKET_CHARS, 0), start)
    return start if opened < 0 else opened


def before_year(scene: Scene, at: int) -> int | None:
    """Where the place begins that stands before a year ending at `at`: |某县2024年度|加固工程."""
    if not scene.text.endswith(("年", "年度"), 0, at):
        return None
    year = YEAR_RE.search(scene.text, max(at - MAX_YEAR_CHARS, 0), at)
    place = None if year is None else scene.place_by_end.get(year.start())
    return None if place is None else scene.joined_places(place.span.start)


def _joined(scene: Scene, start: int, ends: Mapping[int, int]) -> int:
    """`start`, moved before the divisions, zones and firms that touch it."""
    for _ in range(MAX_JOINS):
        at = before_bracket(scene.text, start)
        place = scene.place_by_end.get(at)
        before = before_year(scene, at) if place is None else place.span.start
        before = ends.get(at) if before is None else before
        if before is None or before >= start:
            break
        own = before and before not in scene.place_by_end
        if own and OWN_ZONE_RE.match(scene.text, before - 1):
            break
        start = before
    return start
