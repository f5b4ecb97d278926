"""What stands around a count: lists that it sums up, others beside it, and 一 as a number."""

from __future__ import annotations

import re
from typing import Final

from govnews_extract.quantity._rules import HARM, ITEMS, LISTED_ON
from govnews_extract.quantity.atoms import Site

LIST_CHARS: Final = 14
"""How far back the count may stand that 一 is listed with."""

SUMMED_CHARS: Final = 40
"""How far back a list may begin that 三级 sums up."""

MOST_SUMMED: Final = 10
_CLAUSE_RE: Final = re.compile("[，。；：,;:(“\n]")
_MARKS_RE: Final = re.compile("、|以及|[和与及]")
_NUMBER: Final = "[0-9两二三四五六七八九十]"
_COUNT_BEFORE_RE: Final = re.compile(
    f"(?:{_NUMBER}[省市县区镇乡村国州旗盟校院馆港死伤男女]|一[死伤男女])[、和]?$"
)
_COUNT_AFTER_RE: Final = re.compile(
    f"[、和]?{_NUMBER}{{1,3}}[省市县区镇乡村国州旗盟校院馆港死伤男女]"
)
_HARM_BEFORE_RE: Final = re.compile("(?:致使?|造成|导致)(?:[^，。；,;]{1,11}[及和与、])?$")
_HARM_AFTER_RE: Final = re.compile(f"[^，。；、,;]{{0,6}}{HARM}")
_LISTED_RE: Final = re.compile(f"{_NUMBER}[{ITEMS}][^，。；,;]{{1,10}}$")
_LISTED_ON_RE: Final = re.compile(LISTED_ON)
_ENDS: Final = frozenset(("", *"，。；、,;)"))
_PARTED_RE: Final = re.compile("(?:兵分|分[成作为头]?)$")
_TWINS: Final = frozenset("厂园坝塔寺山岛峡库廊桥河渠港湖湾线")
"""What was named one by one before is taken up by 两 where a clause begins: ，两港吞吐量."""

_BEGINNINGS: Final = frozenset(("", *"，。；,;\n"))
_BEFORE_ARTICLE: Final = frozenset(
    ("", *"第每某这那另同唯独首有是了的其任中又再各仅到为成和及与、")
)
_BEFORE_ANY: Final = frozenset("第每某这那哪另同任各首唯独末")
"""In front of 一 these say that it tells which one, even in a list."""

_APPOSED: Final = frozenset("项起")
"""Behind a noun, 一 with one of these says no number: 仅涨价一项, 串联在一起."""

_ONLY_RE: Final = re.compile("[只仅][有剩存余]?$")
_TALLY_RE: Final = re.compile(f"(?:一|{_NUMBER}{{1,3}})[死伤男女]")
_PEOPLE: Final = frozenset("人名位")
_TALLIES: Final = frozenset("死伤男女")


def sums_up(site: Site) -> bool:
    """Whether the number is that of the items listed before it: 省、市、县三级, 京广、京九两线.

    So it is where people part (兵分三路), and with 两 where a clause begins.
    """
    if site.word == "路" and _PARTED_RE.search(site.before(3)):
        return True
    if site.atom.surface == "两" and site.leader in _BEGINNINGS and site.word in _TWINS:
        return True
    if not "一" <= site.leader <= "龥" or site.atom.surface == "二" or site.atom.low > MOST_SUMMED:
        return False
    if site.before(2).startswith("一"):
        return False  # 一区三园
    clause = _CLAUSE_RE.split(site.before(SUMMED_CHARS))[-1]
    return len(_MARKS_RE.findall(clause)) + 1 == site.atom.low > 1


def is_beside_count(site: Site) -> bool:
    """Whether another count touches this one: 六县三区."""
    return (
        _COUNT_BEFORE_RE.search(site.before(3)) is not None
        or _COUNT_AFTER_RE.match(site.text, site.end) is not None
    )


def one_counts(site: Site) -> bool:
    """Whether 一 in front of a measure word counts: 三省一市, 致一名工人受伤, 两家国企和一家民企."""
    if site.word in _TALLIES and (
        site.leader in ("成", "致", *_TALLIES) or _TALLY_RE.match(site.text, site.end)
    ):
        return True
    if site.word in ITEMS and _ONLY_RE.search(site.before(3)):
        return True
    if len(site.word) == 1 and is_beside_count(site):
        return True
    if site.word in _PEOPLE:
        if _HARM_BEFORE_RE.search(site.before(LIST_CHARS)):
            return True
        if _HARM_AFTER_RE.match(site.text, site.end):
            return site.leader not in ("第", "另", "有", "中", "某")
    if (
        site.word in ITEMS
        and site.word not in _APPOSED
        and site.follower in _ENDS
        and site.leader not in _BEFORE_ARTICLE
    ):
        # 查扣车辆一辆: the number stands behind its noun.
        return "一" <= site.leader <= "龥" and "每" not in site.before(6)
    return _is_listed(site)


def _is_listed(site: Site) -> bool:
    """Whether 一 stands in a list with another count: 两起火灾、一起爆炸, 一座电厂和两座水库."""
    if site.leader not in _BEFORE_ANY and _LISTED_ON_RE.match(site.text, site.end - len(site.word)):
        return True
    if site.leader not in ("和", "及", "与", "、"):
        return False
    return _LISTED_RE.search(site.before(LIST_CHARS)[:-1]) is not None
