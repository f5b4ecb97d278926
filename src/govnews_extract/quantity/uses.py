"""Where a word that has other meanings too is a unit: 度, 成, 年, 日, 方, 两."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from govnews_extract.quantity.atoms import Atom
from govnews_extract.quantity.bounds import bound_before
from govnews_extract.quantity.units import Unit, make_unit

CONTEXT_CHARS: Final = 12
"""How far from a number a word may stand that says what 度 or P measures."""

_CELSIUS: Final = make_unit("degC", Fraction(1), "temperature")
_KILOWATT_HOUR: Final = make_unit("kWh", Fraction(1), "energy")
_COUNT: Final = make_unit("count", Fraction(1), "count", "noun")

_WARMTH_RE: Final = re.compile("气温|温度|高温|低温|零下|摄氏|[水室体升降增变调控保恒常]温|℃|最高|最低|炎热|寒")
_POWER_RE: Final = re.compile("[用发送供耗输售购节省]电|电[量费价]|光伏|风电|千瓦")
_COMPUTING_RE: Final = re.compile("算力|智算|超算|计算|浮点")
_CURRENT_RE: Final = re.compile("电流|额定|安培")
_NOT_TENTH: Final = "立为员都本果功就熟长效年人品绩材型片套交像分色行天"
_NOT_YEAR_RE: Final = re.compile(
    "代|级|度|报|鉴|货|轻|终|底|初|末|薪|味|青|夜|画|糕|检|审|制|[0-9一二三四五六七八九十]{1,3}月"
    "|(?:滚动|发展)?(?:行动|规划|计划|攻坚|倍增)|春|夏|秋|冬|全国|中央|省|上半|下半|[一二三四1-4]季"
)
_SPAN_AFTER_RE: Final = re.compile("内|之内|以内|游|期限|不等|的?时间")
_SPAN_BEFORE_RE: Final = re.compile("(?:为期|历时|连续|用时|耗时|时长|仅用|短短|长达|满|提前|推迟|延长|缩短[至到为]?)$")
_YEAR_AFTER_RE: Final = re.compile("多|来|之?[后内间]|以[来内上后]|左右|时间|半|任期|期限|增|左")
_ONE_BEFORE: Final = "这那的新每同又上下前后去第有哪逐任某整当最过成头节"


def fitting(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    """The unit that `word` at offset `at` is for the number of `atom`; None where it is none."""
    check = _CHECKS.get(unit.use)
    return unit if check is None else check(unit, word, text, atom, at)


def _latin(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    if not word.isascii():
        return unit
    return unit if atom.digits else None


def _year(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    end = at + len(word)
    if word != "年":
        return unit
    if text[atom.start - 1 : atom.start] in ("这", "那", "明", "今"):
        return None
    follower = text[end : end + 6]
    if _NOT_YEAR_RE.match(follower):
        return None
    numeral = atom.surface
    if atom.marker or atom.scale or "." in numeral or atom.vague:
        return unit
    if numeral[0] in "0〇零○" or (atom.digits and len(numeral) > 2 and _is_year(text, atom)):
        return None
    if not atom.digits and len(numeral) > 1 and not set(numeral) & set("十百千万廿卅几"):
        return None if atom.high is None else unit
    if numeral == "一":
        return _one_year(unit, text, atom, end)
    if atom.digits and len(numeral) == 2 and numeral > "50" and not _YEAR_AFTER_RE.match(follower):
        return unit if bound_before(text, atom.start) or follower[:1] in "的历老" else None
    return unit


def _day(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    before = text[max(0, atom.start - 1) : atom.start]
    if before in ("这", "那", "头", "哪"):
        return None
    return _one_year(unit, text, atom, at + len(word)) if atom.surface == "一" else unit


def _is_year(text: str, atom: Atom) -> bool:
    if len(atom.surface) != 4:
        return len(atom.surface) > 4
    return "1000" <= atom.surface <= "2999" and bound_before(text, atom.start) is None


def _one_year(unit: Unit, text: str, atom: Atom, end: int) -> Unit | None:
    before = text[atom.start - 1 : atom.start]
    if before and before in _ONE_BEFORE and not text.startswith("过去", max(0, atom.start - 2)):
        return None
    if before == "去" or text.startswith("的", end):
        return unit
    if bound_before(text, atom.start) or _YEAR_AFTER_RE.match(text, end):
        return unit
    return None


def _span(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    if _SPAN_AFTER_RE.match(text, at + 1) or atom.marker:
        return unit
    before = text[max(0, atom.start - 4) : atom.start]
    return unit if _SPAN_BEFORE_RE.search(before) else None


def _degree(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    if word == "°":
        return unit if atom.digits else None
    around = text[max(0, atom.start - CONTEXT_CHARS) : atom.start]
    if _WARMTH_RE.search(around):
        return _CELSIUS
    if _POWER_RE.search(around) or text.startswith("电", at + 1) or atom.scale:
        return _KILOWATT_HOUR
    after = text[at + 1 : at + 2]
    return unit if atom.digits and after not in "假过夏蜜电" else None


def _tenth(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    follower = text[at + 1 : at + 2]
    small = len(atom.surface) == 1 or (atom.digits and atom.surface[1:2] == ".")
    return unit if small and not atom.scale and (not follower or follower not in _NOT_TENTH) else None


def _discount(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    if text[at + 1 : at + 2] in tuple("叠扇线合页弯射旧腾桥返"):
        return None
    whole = atom.surface.isdigit() and len(atom.surface) == 2
    return make_unit("1", Fraction(1, 100), "ratio") if whole and atom.low > 10 else unit


def _doubling(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    if text[at + 1 : at + 2] in tuple("茄号薯禺") or atom.low > 10 or atom.scale:
        return None
    if not text.startswith("翻", max(0, atom.start - 1)):
        return None
    return make_unit("x", Fraction(2 ** int(atom.low)) / Fraction(atom.low), "multiple")


def _decade(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    return unit if atom.surface in tuple("五六七八九") and not atom.digits else None


def _computing(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    around = text[max(0, atom.start - CONTEXT_CHARS) : at + CONTEXT_CHARS]
    return unit if _COMPUTING_RE.search(around) else None


def _electric(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    if not word.isascii():
        return unit
    return unit if _CURRENT_RE.search(text[max(0, atom.start - CONTEXT_CHARS) : atom.start]) else None


def _far(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    if word != "里" or (text[at + 1 : at + 2] in tuple("路长外多") and atom.low > 1):
        return unit
    return unit if atom.digits and text[at + 1 : at + 2] not in tuple("面程弄约河") else None


def _measure(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    return unit if atom.digits and text[at + 1 : at + 2] not in tuple("个地侧岸市") else None


def _scaled(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    follower = text[at + 1 : at + 2]
    if word == "方" and follower in tuple("面案式阵法向便位"):
        return None
    if atom.scale or (atom.digits and atom.low >= 10 and follower not in tuple("台原均房衡")):
        return unit
    return _COUNT if word == "方" and atom.surface in tuple("两三四五六") else None


def _chain(unit: Unit, word: str, text: str, atom: Atom, at: int) -> Unit | None:
    if word in {"角", "毛"}:
        return unit if atom.digits and text[at + 1 : at + 2] in tuple("钱。,;)") else None
    return unit if len(word) > 1 else None


_CHECKS: Final[dict[str, Callable[[Unit, str, str, Atom, int], Unit | None]]] = {
    "chain": _chain,
    "computing": _computing,
    "day": _day,
    "decade": _decade,
    "degree": _degree,
    "discount": _discount,
    "doubling": _doubling,
    "electric": _electric,
    "far": _far,
    "latin": _latin,
    "measure": _measure,
    "scaled": _scaled,
    "span": _span,
    "tenth": _tenth,
    "year": _year,
}

