"""Where a measure word or a noun behind a number makes it a count."""

from __future__ import annotations

import re
from typing import Final

from govnews_extract.quantity.atoms import Atom
from govnews_extract.quantity.units import Unit

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

_SAYS_HOW_MANY_RE: Final = re.compile("(?:分为?|共|连续|举办了?|举行了?|办了?|开办了?|开展了?|组织|成功举办|培训|办班|历)$")
_ORDINAL_NOUN_RE: Final = re.compile("工程|项目|建设|投产|技改")
_GROUPED: Final = "两三四五六七八九"


def is_count(unit: Unit, word: str, text: str, atom: Atom, at: int) -> bool:
    """Whether `word` at offset `at`, a measure word or noun, counts what follows."""
    follower = text[at + len(word) : at + len(word) + 1]
    if follower and follower in _WORD_AFTER.get(word, ""):
        return False
    if not atom.digits and not _chinese_number_counts(atom):
        return False
    return _KINDS[unit.use](word, text, atom, at) if unit.use in _KINDS else True


def _chinese_number_counts(atom: Atom) -> bool:
    """一 is an article and 二 an ordinal in front of a measure word."""
    return atom.surface not in {"一", "二", "零", "〇"} or bool(atom.scale or atom.marker)


def _sparse(word: str, text: str, atom: Atom, at: int) -> bool:
    return atom.digits or bool(atom.scale) or atom.surface in {"两", "三", "数十"}


def _noun(word: str, text: str, atom: Atom, at: int) -> bool:
    if atom.scale:
        return False
    if atom.digits or atom.surface in {"两", "三"}:
        return True
    if len(word) > 1:
        return not atom.vague
    if atom.surface not in tuple(_GROUPED):
        return False
    before = text[max(0, atom.start - ENUMERATION_CHARS) : atom.start]
    return not before or "、" in before or before[-1] in "。，；,;\n等"


def _group(word: str, text: str, atom: Atom, at: int) -> bool:
    follower = text[at + 1 : at + 2]
    small = atom.low < 10 if not atom.digits else atom.low < 100
    return small and not atom.scale and bool(follower) and "一" <= follower <= "龥"


def _ordinal(word: str, text: str, atom: Atom, at: int) -> bool:
    if atom.surface == "两" or atom.scale or atom.marker:
        return True
    before = text[max(0, atom.start - 6) : atom.start]
    return bool(_SAYS_HOW_MANY_RE.search(before)) or (
        word == "期" and atom.digits and not _ORDINAL_NOUN_RE.match(text, at + 1)
    )


def _medal(word: str, text: str, atom: Atom, at: int) -> bool:
    follower = text[at + 1 : at + 2]
    return atom.digits and not atom.scale and (not follower or follower in "0123456789、,。;和")


_KINDS: Final = {
    "sparse": _sparse,
    "noun": _noun,
    "group": _group,
    "ordinal": _ordinal,
    "medal": _medal,
}
