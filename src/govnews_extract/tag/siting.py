"""Whether what is built is named as a place or as a project: an airport, or one that goes up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from govnews_extract.mentions import LOC, PROGRAM, PROJECT
from govnews_extract.tag.outside import OUTSIDE_RULE
from govnews_extract.tag.scene import Draft
from govnews_extract.tag.user_names import USER_RULE
from govnews_extract.tag.wording import locative_words, place_ends, place_words

FESTIVAL_ENDS = frozenset("节”」")
FESTIVAL_RE = re.compile(r"[一-鿿]{2}节[”」]?$")
"""Events are programmes, whatever is built around them."""

HELD_RE = re.compile("设(?:立|置)?[主分]?会场|举行|召开|承办")
"""What is said of a park in which or by which something is held."""

LINE = "至"
MADE_RE = re.compile("(?<!福)建(?!议|阳|瓯|宁|德|水|始|湖|平|邺)|(?<![维检装])修")
"""To build or to repair, and no part of another word or of a name."""

CLAUSE_END_RE, SENTENCE_END_RE = re.compile("[,。;:!?\n]"), re.compile("[。;!?\n]")
WORK_HEADS, FAR_CHARS = ("水库", "桥", "隧道", "大坝"), 24
NEAR_CHARS = 8
"""Code points around a name within which words of building make it a project."""

FESTIVAL_WEIGHT = 4
"""Below that of places that rules know: 鼎湖山 before a festival is no part of its name."""

STATED = frozenset([USER_RULE, OUTSIDE_RULE])


def is_built(text: str, start: int, end: int) -> bool:
    """Whether what stands before `start` or behind `end` says that it is being built.

    Example:
        >>> text = "新建机场开工"
        >>> is_built(text, 2, 4), is_built("在白云机场候机", 1, 5)
        (True, False)
    """
    before = CLAUSE_END_RE.split(text[max(start - NEAR_CHARS, 0) : start])[-1]
    behind = SENTENCE_END_RE.split(text[end : end + NEAR_CHARS])[0]
    if _building().search(before + text[start:end] + behind) is not None:
        return True
    if not text.endswith(WORK_HEADS, start, end):
        return False
    # What is done to a work only, however far behind its name: …水库,3月1日开工.
    behind = SENTENCE_END_RE.split(text[end : end + FAR_CHARS])[0]
    return any(word in behind for word in place_words("finished"))


@cache
def _building() -> re.Pattern[str]:
    return re.compile("|".join((MADE_RE.pattern, *place_words("building"))))


def sited(text: str, drafts: Iterable[Draft]) -> list[Draft]:
    """`drafts` with places that read like projects made locations, and festivals programmes.

    A port, a bridge or a park is a place, unless a line runs to it (甲市至乙机场), or beside
    one of its names in the article it is being built.
    """
    drafts, lasts = list(drafts), _last_chars()
    changed = {
        at: new
        for at, draft in enumerate(drafts)
        if draft[2] is PROJECT and text[draft[1] - 1] in lasts
        if (new := _sited(text, draft)) is not draft
    }
    if not changed:
        return drafts
    names = {text[new.start : new.end] for new in changed.values() if new.label is LOC}
    built = {
        name
        for draft in drafts
        if draft[2] is PROJECT
        if (name := text[draft.start : draft.end]) in names
        and is_built(text, draft.start, draft.end)
    }
    begins = {draft.end: draft.start for draft in drafts if draft.label is LOC}
    for at, new in changed.items():
        if new.label is not LOC or text[new.start : new.end] not in built:
            drafts[at] = new
            # Rules for places know where it begins: 子牙河水系滹沱河|黄壁庄水库.
            if new.label is LOC and begins.get(new.end, -1) > new.start:
                drafts[at] = new._replace(weight=0)
    return [draft for draft in drafts if draft.weight]


@cache
def _last_chars() -> frozenset[str]:
    """What a name that may mean something else ends in; most names of projects do not."""
    ends = place_ends("place") + place_ends("work")
    return FESTIVAL_ENDS.union(end[-1] for end in ends)


def _sited(text: str, draft: Draft) -> Draft:
    """`draft` as what its name alone says that it is."""
    start, end, _, rule, _, _ = draft
    name = text[start:end]
    festival = name[-1] in FESTIVAL_ENDS and FESTIVAL_RE.search(name) is not None
    placed = name.endswith(place_ends("place"))
    if not (festival or placed or name.endswith(place_ends("work"))):
        return draft
    if rule in STATED or rule.startswith("known."):
        return draft
    if festival:
        return draft._replace(label=PROGRAM, weight=FESTIVAL_WEIGHT, norm=None)
    held = HELD_RE.match(text, end) is not None and not name.endswith("桥")
    named = placed or held or text.endswith(locative_words("work"), 0, start)
    return draft._replace(label=LOC, norm=None) if named and LINE not in name else draft
