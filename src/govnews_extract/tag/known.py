"""Names that the lexicons hold whole, with evidence where they are ordinary words too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from govnews_extract.mentions import AGENCY, COMPANY, LOC, ORG, PROGRAM, PROJECT
from govnews_extract.tag.heads import Known
from govnews_extract.tag.orgs import seat_end
from govnews_extract.tag.scene import Draft, Scene, new_draft
from govnews_extract.tag.wording import generic_words, org_words, word_classes

EVIDENCE_CHARS = 14
QUOTES = ("“”", "「」")

ORDINAL_RE = re.compile("第?[一二三四五六七八九十]{1,3}届$")
LIGHT = (LOC, PROJECT)
"""Labels whose known names are often the begin of a longer one."""

LONG_CHARS = 6
"""Code points from which the name of a location is whole in itself."""

# 自然资源部|副部长: segmentation joins the end of a body's name and the post behind it.
POST_RE = re.compile("副?(?:部长|主任|局长|署长|行长|院长|会长|书记|主席|秘书长)|党组|司长")

# 生态环境部|水生态环境司|司长
OFFICE_RE = re.compile(
    "[一-鿿]{2,9}?(?<!公)司(?=副?司长|[、,。;)]|有关|相关|负责|发布|印发|处|巡视员)"
)
MINISTRY_ENDS = frozenset("部委局署会院行")

# 财政部门, 建设部队: the last character of a ministry's name belongs to the next word.
NOT_AFTER_BODY = ("门", "队", "分", "署", "件", "位")


def find_known(scene: Scene, hits: Iterable[tuple[int, int, Known]]) -> list[Draft]:
    """Drafts of the known names among `hits`, sorted by start.

    A name counts where it begins at a word's border. A risky one also needs evidence beside it.
    """
    found = []
    for start, end, known in hits:
        if known.label is AGENCY and scene.text[end : end + 1] in NOT_AFTER_BODY:
            continue
        post = known.label is AGENCY and POST_RE.match(scene.text, end) is not None
        whole = _whole(scene, start, end) or (post and scene.is_start[start])
        # 珠海港: a listed firm, and far more often the port.
        risk = known.risk or (known.label is COMPANY and known.surface.endswith("港"))
        if not whole or (risk and not _evident(scene, start, end, known)):
            continue
        light = known.label in LIGHT and (known.label is not LOC or end - start < LONG_CHARS)
        weight = 5 if risk or light else 6
        rule = f"known.{known.rule_id}"
        first = start
        if known.label is AGENCY:
            ordinal = ORDINAL_RE.search(scene.text, max(start - 5, 0), start)
            if ordinal is not None:
                first, weight = ordinal.start(), 8  # 十届|全国人大常委会
            elif scene.text.endswith("国家", 0, start):  # 国家|工信部
                first = start - 2
            if known.rule_id == "national_bodies" and scene.text[end - 1] in MINISTRY_ENDS:
                office = OFFICE_RE.match(scene.text, end)
                end = end if office is None else office.end()  # noqa: PLW2901
        marks = scene.text[start - 1 : start] + scene.text[end : end + 1]
        quoted = known.label is PROGRAM and marks in QUOTES  # “春风行动”
        last = seat_end(scene, end) if known.label is ORG else end
        span = (start - 1, end + 1) if quoted else (first, last)
        found.append(new_draft((*span, known.label, rule, weight, known.canonical)))
    return found


def _whole(scene: Scene, start: int, end: int) -> bool:
    """Whether the match is no piece cut out of longer words."""
    if (
        scene.text[start].isascii()
        and start
        and scene.text[start - 1].isascii()
        and scene.text[start - 1].isalnum()
    ):
        return False
    if (
        scene.text[end - 1].isascii()
        and scene.text[end : end + 1].isascii()
        and scene.text[end : end + 1].isalnum()
    ):
        return False
    if end - start <= 2 and not (scene.is_start[start] and scene.is_start[end]):
        return False
    reports = scene.text.startswith("记者", end)  # 川观|新闻记者
    if not scene.is_start[end] and scene.is_han(end) and not reports:
        left = scene.word_before(end)[0]
        glued = scene.text[left : scene.word_after(end)[0]]
        if end - start < 3 or glued in word_classes() or (end - start < 4 and left <= start):
            return False
    if scene.is_han(end) and not reports and _runs_on(scene.text, end):
        return False
    return bool(scene.is_start[start] or scene.is_start[end] or not scene.is_han(start))


def _runs_on(text: str, end: int) -> bool:
    """Whether a common word reaches over `end`: 一道新能|源."""
    common = generic_words()
    return (
        text[end - 1 : end + 1] in common
        or text[end - 2 : end + 1] in common
        or text[end - 1 : end + 2] in common
    )


@cache
def _firm_res() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What shows behind a word, or before it, that a firm is meant: what firms do, or a list."""
    behind, before = ("|".join(sorted(org_words(f"firm_{side}"))) for side in ("behind", "before"))
    return (
        re.compile(
            rf"(?:{behind}|等(?:[0-9一二三四五六七八九十数多几]+[余多]?家)?"
            "(?:企业|公司|知名|品牌|厂商|巨头|龙头)|的(?:董事|股价|产品|净利|营收|市值)|"
            "[、和与及][一-鿿]{2,6}(?:集团|公司|等(?:企业|公司|品牌)))"
        ),
        re.compile(rf"(?:{before})[“‘]?$"),
    )


def _evident(scene: Scene, start: int, end: int, known: Known) -> bool:
    if known.label is not COMPANY:
        return scene.is_start[start] == 1 and scene.is_start[end] == 1
    text, (behind, before) = scene.text, _firm_res()
    return (
        behind.match(text, end) is not None
        or before.search(text, max(start - EVIDENCE_CHARS, 0), start) is not None
    )
