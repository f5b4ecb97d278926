"""Where a measure word or a noun behind a number makes it a count."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from govnews_extract.datatypes import Modifier
from govnews_extract.lexicon.loader import load_table
from govnews_extract.quantity.atoms import Site
from govnews_extract.quantity.bounds import bound_before
from govnews_extract.quantity.ones import is_beside_count, one_counts, sums_up
from govnews_extract.quantity.word_edges import word_edges

_NEVER_SPLIT: Final = frozenset({"人", "期", "口", "重"})
"""Measure words whose longer word wins whatever follows: 人民警察 is no 民警."""
ENUMERATION_CHARS: Final = 14
"""How far back a list of names may begin that 五地 sums up."""

_SAYS_HOW_MANY_RE: Final = re.compile(
    "(?:分为?|(?<!中)共|连续|(?:举办|举行|开办|承办|主办|开展|办)[了过]?|(?:召开|参加|经历|走)[了过]"
    "|组织|培训|办班|历|已有|(?<![提之目日此史以])前|[最将]?近)$"
)
_TOLD_AFTER_RE: Final = re.compile("(?:以|多)来|累计|历史|[^，。；,;]{0,4}(?:合计|总共)")
_PHASE_RE: Final = re.compile("工程|项目|建设|投产|技改")
_AFTER_TIMES: Final = frozenset("级生品干高")
"""Behind 条次 and other compounds of 次: 14条次级道路 are 14条."""

_FIXED_TIMES: Final = frozenset("人次 批次 家次 户次 架次 车次 班次 场次 频次".split())
"""Compounds of 次 that stay whole whatever follows: 500人次|干部, 3批次|生鲜乳."""

_STATES: Final = frozenset("国省市县州盟旗地")
"""What is counted without a measure word wherever it stands: 西北五省, 亚洲十国, 长三角四地."""

MOST_STATES: Final = 40
MOST_TALLIED: Final = 1000
_AFTER_TALLY: Final = frozenset("0123456789一两二三四五六七八九十、，。；,;)和的")
_CODES: Final = frozenset(
    "110 119 120 122 211 360 863 973 985 1688 12306 12315 12333 12345 12348".split()
)
"""Numbers that name services, firms, programmes and groups of schools: 985高校, 12345平台."""

MAX_NOUN_DIGITS: Final = 7
"""Longer numbers in front of a noun are telephones and accounts: 594411399负责人."""

_CENTURIES: Final = frozenset({"19", "20"})
_FEW: Final = frozenset("两三四五六七八九")


_COUNTED_BY_TWO: Final = frozenset("个家条台座名位项件辆艘种户架栋幢只株棵眼口人")
"""Measure words with which 二 counts as 两 does; with others it is the second (二期, 二级, 二次)."""

_GRADES: Final = frozenset("大初高研")
_OF_GRADES: Final = frozenset("学生 学年 学期 考生 毕业生 新生 师生 男生 女生 班 课程".split())

_NUMBERING: Final = {
    "组": "村屯庄湾坡寨坪沟",
    "社": "村屯庄湾坡寨坪沟",
    "公司": "局建冶航务化",
    "队": "村支大",
}
"""What numbers, and counts no, parts of itself: 某村3组, 某局四公司, 某市三院."""

COUNT_KINDS: Final = frozenset(
    {"measure", "sparse", "noun", "group", "ordinal", "medal", "tally", "edition", "summed"}
)
"""Uses of a unit that `is_count` decides."""


def words_after(word: str) -> frozenset[str]:
    """The characters that make `word`, behind Arabic digits, the beginning of another word."""
    if len(word) > 1 and word[-1] == "次":
        return frozenset() if word in _FIXED_TIMES else _AFTER_TIMES
    return frozenset(word_edges("digits").get(word, ""))


def is_count(site: Site) -> bool:
    """Whether a measure word or noun counts what follows it.

    一 is an article and 二 an ordinal in front of a measure word.
    """
    follower, atom = site.follower, site.atom
    if follower and _is_longer_word(site, follower):
        return False
    if site.leader == "届" and site.word == "次":
        return False  # 十一届三次全会
    if site.leader and site.leader in _NUMBERING.get(site.word, ""):
        return site.before(2) in ("全村", "该村", "我村")
    if site.leader in _GRADES and site.word in _OF_GRADES and len(atom.surface) == 1:
        return False  # 大四学生
    if atom.surface in {"一", "二", "零", "〇"} and not (atom.scale or atom.marker):
        if site.unit.use == "medal":
            return _medal(site)
        if atom.surface == "二":
            return site.word in _COUNTED_BY_TWO and site.leader not in ("第", "、")
        return atom.surface == "一" and one_counts(site)
    check = _KINDS.get(site.unit.use)
    return check is None or check(site)


def _is_longer_word(site: Site, follower: str) -> bool:
    """Whether the measure word is the beginning of another word: 三家具, but not 三家具备."""
    if len(site.word) > 1 and site.word[-1] == "次":
        return follower in words_after(site.word)
    words = word_edges("digits" if site.atom.digits else "measure")
    if follower not in words.get(site.word, ""):
        return False
    return site.word in _NEVER_SPLIT or site.text[site.end : site.end + 2] not in _following()


@cache
def _following() -> frozenset[str]:
    return frozenset(row[0] for row in load_table("following_words").rows)


def _sparse(site: Site) -> bool:
    """Whether digits, a magnitude or a numeral of two characters (十五具, 数十首) count so rare a word."""
    atom = site.atom
    if site.follower == "课" and site.word in {"节", "堂"}:
        return True
    return atom.digits or bool(atom.scale) or len(atom.surface) > 1 or atom.surface in {"两", "三"}


def _noun(site: Site) -> bool:
    atom = site.atom
    if atom.scale:
        return False
    if atom.digits:
        return atom.marker is not None or not is_name(atom.surface)
    if atom.surface == "两" or (atom.surface == "三" and site.word != "院"):
        return True
    if len(site.word) > 1:
        return not atom.vague or _is_some_hundred(site)
    if atom.surface not in _FEW:
        few = atom.low <= MOST_STATES and (not atom.vague or _is_some_hundred(site))
        states = site.word in _STATES and few
        return states or is_beside_count(site)
    before = site.before(ENUMERATION_CHARS)
    if not before or "、" in before or before[-1] in "。，；,;\n等":
        return True
    return site.word in _STATES or is_beside_count(site)


def is_name(number: str) -> bool:
    """Whether a number in front of a noun is a year or a code; 2000 is a round number."""
    if number in _CODES or len(number) > MAX_NOUN_DIGITS:
        return True
    return len(number) == 4 and number[:2] in _CENTURIES and number != "2000"


def _is_some_hundred(site: Site) -> bool:
    """Whether a power of ten without a digit is bounded: 数百企业, 百余企业, 近百企业, but not 百企业."""
    atom = site.atom
    return (
        atom.surface[0] in "数上几"
        or atom.marker is Modifier.APPROX
        or bound_before(site.text, atom.start) is not None
    )


def _group(site: Site) -> bool:
    atom = site.atom
    small = atom.low < (100 if atom.digits else 10) or (
        atom.surface == "十" and _TEN_GREAT_RE.match(site.text, site.end) is not None
    )
    return (
        small
        and not atom.scale
        and ("一" <= site.follower <= "龥" or site.follower in tuple("“‘《"))
    )


_TEN_GREAT_RE: Final = re.compile(
    "重点|产业|工程|项目|行动|领域|板块|集群|任务|举措|措施|基地|园区|平台|系统|类|功能|体系|场景|专项|战略|优势|行业|系列|主题|环节"
    "|[一-龥]{2,6}(?:基地|集群|工程|行动|板块|任务|举措|体系|专项)"
)
"""What 十大 counts; before other nouns it ranks them (十大新闻)."""


def _ordinal(site: Site) -> bool:
    atom = site.atom
    if atom.surface == "两" or atom.scale or atom.marker:
        return True
    if _SAYS_HOW_MANY_RE.search(site.before(6)) or _TOLD_AFTER_RE.match(site.text, site.end):
        return True
    return site.word == "期" and atom.digits and not _PHASE_RE.match(site.text, site.end)


def _medal(site: Site) -> bool:
    if site.atom.scale:
        return False
    if not site.atom.digits:
        # 三金两银一铜, 夺得三金; 三金 alone is a kind of dowry or a trade.
        listed = _MEDALS_RE.match(site.text, site.end) is not None or site.leader in _WON
        return listed or _WON_OF_RE.search(site.before(8)) is not None
    if not site.follower or site.follower in "0123456789、,。;和":
        return True
    return site.follower not in _METALS and (site.leader in _WON or site.leader == "以")


_MEDALS_RE: Final = re.compile("[一二两三四五六七八九十]+[银铜]")
_METALS: Final = frozenset("属融额条币价砖矿管线器行色")
"""Behind 金, 银 and 铜 these say that no medal is meant."""

_WON: Final = frozenset("夺获得取摘揽收斩添金银")
_WON_OF_RE: Final = re.compile("[夺获摘揽斩][^，。；,;]{0,5}的$")


def _tally(site: Site) -> bool:
    """Whether 死, 伤, 男 or 女 is told by a short tally: 两死一伤, 3男2女, 致11伤."""
    small = not site.atom.scale and site.atom.low < MOST_TALLIED
    if not small or not site.follower or site.follower in _AFTER_TALLY:
        return small
    return site.leader == "致" or is_beside_count(site)


def _edition(site: Site) -> bool:
    """Whether 版 counts pages of a newspaper, and is no version: 3.0版."""
    return "." not in site.atom.surface


_KINDS: Final[dict[str, Callable[[Site], bool]]] = {
    "edition": _edition,
    "summed": sums_up,
    "sparse": _sparse,
    "noun": _noun,
    "group": _group,
    "ordinal": _ordinal,
    "medal": _medal,
    "tally": _tally,
}
