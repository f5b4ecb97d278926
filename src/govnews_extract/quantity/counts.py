"""Where a measure word or a noun behind a number makes it a count."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from govnews_extract.quantity.atoms import Site

# Words that begin with a measure word and are none: what may not follow it.
_WORD_AFTER: Final = {
    "位": "数于居列置面次",
    "人": "民均才大",
    "口": "径岸号",
    "面": "积向对临粉条",
    "种": "植养子粮田地",
    "部": "门委分队长",
    "场": "馆地所",
    "层": "次",
    "项": "目",
    "次": "方干贷生",
    "轮": "车摩胎机椅渡",
    "期": "货刊限间待",
    "台": "湾州账",
    "片": "面",
    "家": "具纺乡政教",
    "道": "路教德具琼",
    "处": "级长理置罚分方",
    "国": "际籍道内外有资产企债",
    "地": "级块方带址震下上面铁产",
    "县": "域级长委",
    "市": "场级长委值民政",
    "省": "级长委道内外",
    "区": "域级长间别委",
    "州": "级长",
    "乡": "级长亲",
    "镇": "级长江海",
    "村": "级长民",
    "院": "士长落线",
    "旗": "下舰",
    "方面": "军",
    "方": "面案式阵法向便位",
    "大": "道街队型量小会家厦楼桥连洋陆学妈爷姐哥衣幅力",
    "组": "织成建合长",
    "手": "",
    "车": "间辆站道牌型主",
    "步": "行伐骤道",
    "门": "口面户票诊槛店牌",
    "条": "件例",
    "集": "中团体成合聚约装群",
    "对": "外于比接口",
    "双": "方向边",
    "口井": "",
    "卷": "入烟",
    "头": "衔版条部",
    "起": "来步点源草飞跑到",
    "例": "如外",
    "批": "准发评复次量",
    "首": "次个批家席都先府届创发",
    "名": "单称牌为列誉义",
    "支": "持付撑出部",
    "本": "地市省县区土科次来身",
    "套": "路餐",
    "所": "有属以谓在",
    "班": "子级组",
    "宗": "旨教",
    "段": "落",
    "张": "家口掖某",
    "席": "位卷",
}
ENUMERATION_CHARS: Final = 14
"""How far back a list of names may begin that 五地 sums up."""

_SAYS_HOW_MANY_RE: Final = re.compile(
    "(?:分为?|共|连续|举办了?|举行了?|办了?|开办了?|开展了?|组织|成功举办|培训|办班|历)$"
)
_PHASE_RE: Final = re.compile("工程|项目|建设|投产|技改")
# Behind Arabic digits few words can begin: 312国道, 3位数, 30人民币.
_WORD_AFTER_DIGITS: Final = {
    "位": "数于居列置",
    "国": "道际",
    "省": "道",
    "县": "道",
    "乡": "道",
    "村": "道",
    "大": "道街",
    "列": "装入席举",
    "群": "众体",
    "家": "庭",
    "人": "民",
    "期": "货刊",
    "轮": "胎",
    "口": "径",
    "次": "方",
}
_FEW: Final = frozenset("两三四五六七八九")


COUNT_KINDS: Final = frozenset({"measure", "sparse", "noun", "group", "ordinal", "medal"})
"""Uses of a unit that `is_count` decides."""


def words_after(word: str) -> frozenset[str]:
    """The characters that make `word`, behind Arabic digits, the beginning of another word."""
    return frozenset(_WORD_AFTER_DIGITS.get(word, ""))


def is_count(site: Site) -> bool:
    """Whether a measure word or noun counts what follows it.

    一 is an article and 二 an ordinal in front of a measure word.
    """
    follower, atom = site.follower, site.atom
    words = _WORD_AFTER_DIGITS if atom.digits else _WORD_AFTER
    if follower and follower in words.get(site.word, ""):
        return False
    if atom.surface in {"一", "二", "零", "〇"} and not (atom.scale or atom.marker):
        return False
    check = _KINDS.get(site.unit.use)
    return check is None or check(site)


def _sparse(site: Site) -> bool:
    return site.atom.digits or bool(site.atom.scale) or site.atom.surface in {"两", "三", "数十"}


def _noun(site: Site) -> bool:
    atom = site.atom
    if atom.scale:
        return False
    if atom.digits or atom.surface in {"两", "三"}:
        return True
    if len(site.word) > 1:
        return not atom.vague
    if atom.surface not in _FEW:
        return False
    before = site.before(ENUMERATION_CHARS)
    return not before or "、" in before or before[-1] in "。，；,;\n等"


def _group(site: Site) -> bool:
    small = site.atom.low < (100 if site.atom.digits else 10)
    return small and not site.atom.scale and "一" <= site.follower <= "龥"


def _ordinal(site: Site) -> bool:
    atom = site.atom
    if atom.surface == "两" or atom.scale or atom.marker:
        return True
    if _SAYS_HOW_MANY_RE.search(site.before(6)):
        return True
    return site.word == "期" and atom.digits and not _PHASE_RE.match(site.text, site.end)


def _medal(site: Site) -> bool:
    plain = site.atom.digits and not site.atom.scale
    return plain and (not site.follower or site.follower in "0123456789、,。;和")


_KINDS: Final[dict[str, Callable[[Site], bool]]] = {
    "sparse": _sparse,
    "noun": _noun,
    "group": _group,
    "ordinal": _ordinal,
    "medal": _medal,
}
