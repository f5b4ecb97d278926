"""Where a word that has other meanings too is a unit: 度, 成, 年, 日, 方, 两."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from govnews_extract.datatypes import Modifier
from govnews_extract.quantity.atoms import Site
from govnews_extract.quantity.numerals import EXACT
from govnews_extract.quantity.ones import sums_up
from govnews_extract.quantity.rates import KILOWATT_HOUR
from govnews_extract.quantity.spans import (
    day_use,
    decade_use,
    month_use,
    span_use,
    year_use,
)
from govnews_extract.quantity.unit_signs import sign_re
from govnews_extract.quantity.units import Unit, make_unit

CONTEXT_CHARS: Final = 12
"""How far from a number a word may stand that says what 度 or P measures."""

SCORE_CHARS: Final = 24
"""How far in front of 6分 a word of scores may stand."""

MOST_GENERATIONS: Final = 6
"""Up to so many G are generations of a network."""

MANY_CUBES: Final = 100
"""From so many on, a Chinese numeral in front of 方 measures: 八千方, but not 四方 or 十方."""

MORE_THAN_MINUTES: Final = 60
"""So many 分 are no minutes of a clock, and no coins."""

MOST_MILES_OF_NAMES: Final = 10
"""Up to so many 里 stand in names and idioms (七里河, 十里八乡): 来回六十里 measures."""

LEAST_TONNAGE: Final = 1000
"""So many GT in full digits are a ship's."""

_CLAUSE_ENDS: Final = frozenset("，。；、,;")
_CELSIUS: Final = make_unit("degC", Fraction(1), "temperature")
_COUNT: Final = make_unit("count", Fraction(1), "count", "noun")
_PIECES: Final = make_unit("count", Fraction(1), "count")
_INCH: Final = make_unit("m", Fraction(254, 10000), "length")
_MINUTE: Final = make_unit("min", Fraction(1), "duration")
_FAHRENHEIT: Final = make_unit("degF", Fraction(1), "temperature")
_HUNDREDTH: Final = make_unit("1", Fraction(1, 100), "ratio")

_ZERO_AFTER: Final = frozenset(("以", "左", "上", "。", "，"))
_NOT_TENTH: Final = frozenset("立为员都本果功就熟长效年人品绩材型片套交像分色行天")
_MOVED_RE: Final = re.compile("[涨跌升挫扬攀落][了至逾约近超]?$")
_STRENGTH_RE: Final = re.compile("[风震浪潮]|里氏")
_STRENGTH_BEFORE_RE: Final = re.compile(
    "(?:风力|[阵北南东西]风|风速|震级?|里氏)(?:约?为|达到?|[约有])?$"
)
_PARTED_RE: Final = re.compile("分[为成]$")
_TO_STRENGTH_RE: Final = re.compile("^[-—–~至到][0-9]+级")
_RISES_RE: Final = re.compile(
    "[至到为](?:第|约|近|了)?[0-9一二两三四五六七八九十百千万亿]|[级格温值高入起]"
)
"""Behind 升 what makes it a verb: 由12升至8."""
_DOUBLED_RE: Final = re.compile("翻了?[近约超逾]?$")
_BOARD_RE: Final = re.compile("板(?![材块])")
_RACERS: Final = frozenset({"男子", "女子", "男女"})
_GIVEN_RE: Final = re.compile("(?:扣[除减]?|记|加|积|得)[了满]?$")
_SENTENCE_RE: Final = re.compile("[。；;！？\n]")
_COUNTED_BY_PAIRS: Final = frozenset("个地侧岸市年月日天国省区县家大者名位项次种类级队人")
"""Behind 两: 1996、1997两年 is no weight."""

_FORMAL: Final = frozenset("壹贰叁肆伍陆柒捌玖")
_CENT_RATE_RE: Final = re.compile("(?:/|每)(?:千瓦时|度|kWh|公里|斤|公斤|千克)")
_PER_LOAD_RE: Final = re.compile("[/每](?:万?元|吨|亩|户|人|台|套|平方米|立方米|[日天月年])")
"""Behind 度 what uses electricity up; an angle is turned in a second or over a length."""
_CLOCK_RE: Final = re.compile("[0-9一二三四五六七八九十][时点度]$")
_SECONDS_RE: Final = re.compile("(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})秒")
_FEN_RE: Final = re.compile("[0-9一二三四五六七八九]{1,2}分")
_COIN_RE: Final = re.compile(
    "零?[0-9一二两三四五六七八九]{1,2}[毛角分]|[1-9一二三四五六七八九](?=[，。；、,;)\n的钱每]|一?[斤]|$)"
)
_MAO_RE: Final = re.compile("[1-9一二三四五六七八九](?=[，。；、,;)钱每]|一?斤|$)")
_BEHIND_COIN: Final = frozenset(("", *"钱，。；,;)每一左"))
_CLAUSE_RE: Final = re.compile("[，。；,;、\\n]")
_NOT_BOUND_RE: Final = re.compile("[至最起]?[少多码]|约|超过|不足|不到")
_ENDS: Final = frozenset(("", "以", "左", "。", ",", "到", "至", "-"))
_NOT_POINTS: Final = frozenset("钟之别为公校行支店局类管流区散布")
_NOT_DISCOUNT: Final = frozenset("叠扇线合页弯射旧腾桥返")


def _latin(site: Site) -> Unit | None:
    return site.unit if site.atom.digits or not site.word.isascii() else None


def _litre(site: Site) -> Unit | None:
    """升 is a litre, and what rises: 由12升至8, 从30升到40."""
    rises = site.word == "升" and _RISES_RE.match(site.text, site.end)
    return None if rises else _latin(site)


def _race(site: Site) -> Unit | None:
    """米 measures, but where it names a race or contest: 男子100米, 200米自由泳, 10米跳台."""
    if sign_re("race", "after").match(site.text, site.end) or site.before(2) in _RACERS:
        return None
    if _BOARD_RE.match(site.text, site.end):
        return None
    return _latin(site) if not (site.leader and site.leader in "男女") else None


def _degree(site: Site) -> Unit | None:
    before = site.before(CONTEXT_CHARS)
    if before.endswith("华氏"):
        return _FAHRENHEIT
    if before.endswith("摄氏"):
        return _CELSIUS
    if site.word == "°":
        return site.unit if site.atom.digits else None
    if sign_re("temperature", "near").search(before) or (
        site.atom.surface in "零〇" and site.follower in _ZERO_AFTER
    ):
        return _CELSIUS
    if site.atom.surface in "零〇":
        return None  # 零度战争
    power_after = sign_re("electricity", "after").match(site.text, site.end)
    power_after = power_after or _PER_LOAD_RE.match(site.text, site.end)
    if site.atom.scale or power_after or sign_re("electricity", "near").search(before):
        return KILOWATT_HOUR
    if not (site.atom.digits or sign_re("angle", "near").search(before)):
        return None
    return site.unit if site.follower not in tuple("假过夏蜜") else None


def _tenth(site: Site) -> Unit | None:
    numeral = site.atom.surface
    small = (
        (len(numeral) == 1 and numeral not in "百千万亿")
        or (site.atom.digits and numeral[1:2] == ".")
        or site.atom.high
    )
    return site.unit if small and not site.atom.scale and site.follower not in _NOT_TENTH else None


def _discount(site: Site) -> Unit | None:
    numeral = site.atom.surface
    is_fine = len(numeral) == 2 and site.atom.low > 10
    if site.follower in _NOT_DISCOUNT or not (
        site.atom.digits
        or is_fine
        or site.leader in tuple("打享至低按到")
        or sign_re("discount", "after").match(site.text, site.end)
    ):
        return None
    return _HUNDREDTH if is_fine else site.unit


def _doubling(site: Site) -> Unit | None:
    """翻两番 is four times: the unit is made for this one number."""
    if not _DOUBLED_RE.search(site.before(3)) or site.atom.low > 10 or site.atom.scale:
        return None
    if site.atom.low != int(site.atom.low) or not site.atom.low:
        return None
    times = int(site.atom.low)
    return make_unit("x", Fraction(2**times, times), "multiple")


def _computing(site: Site) -> Unit | None:
    around = site.before(CONTEXT_CHARS) + site.text[site.end : site.end + CONTEXT_CHARS]
    return site.unit if sign_re("computing", "near").search(around) else None


def _electric(site: Site) -> Unit | None:
    if len(site.word) > 1:
        return site.unit
    return site.unit if sign_re("current", "near").search(site.before(CONTEXT_CHARS)) else None


def _far(site: Site) -> Unit | None:
    if site.word != "里" or (site.follower in tuple("路长外多以") and site.atom.low > 1):
        return site.unit
    atom = site.atom
    is_open = (
        atom.digits or atom.marker is Modifier.APPROX or atom.high or atom.surface[0] in "数几上"
    )
    is_open = is_open or (atom.low > MOST_MILES_OF_NAMES and site.follower in _CLAUSE_ENDS)
    if not is_open and sign_re("way", "after").match(site.text, site.end):
        return site.unit if site.atom.low > 1 else None
    return site.unit if is_open and site.follower not in tuple("面程弄约河") else None


def _pocket(site: Site) -> Unit | None:
    """块 is money beside words of money and coins; else it counts pieces."""
    before = site.before(CONTEXT_CHARS)
    clause = _CLAUSE_RE.split(before)[-1]
    if _COIN_RE.match(site.text, site.end) or sign_re("price", "near").search(clause):
        return site.unit
    if not _NOT_BOUND_RE.sub("", clause) and site.follower in _ENDS:
        return site.unit
    return _PIECES if site.atom.surface not in {"一", "二"} else None


def _points(site: Site) -> Unit | None:
    """点 counts the points of an index or of a talk: 收于3100.5点, 三点要求; else it is a clock."""
    atom = site.atom
    low = EXACT.multiply(atom.low, atom.power)
    if low <= 10 and atom.surface != "一" and "." not in atom.surface:
        told_after = sign_re("told", "after", prefix="(?:具体|明确)?")
        told = sign_re("told", "before").search(site.before(4))
        return _PIECES if told or told_after.match(site.text, site.end) else None
    if site.atom.digits and "." in site.atom.surface:
        return site.unit
    before = site.before(CONTEXT_CHARS)
    if site.atom.digits and _MOVED_RE.search(before):
        return site.unit
    is_index = sign_re("index", "near").search(before) or sign_re("index", "after").match(
        site.text, site.end
    )
    return site.unit if low >= 100 and is_index else None


def _strength(site: Site) -> Unit | None:
    """级 measures winds and earthquakes, and counts steps: 5.5级地震, 阵风8级, 300级台阶."""
    if sign_re("stairs", "after").match(site.text, site.end):
        return _PIECES
    before = site.before(6)
    if not site.atom.digits:
        if _STRENGTH_BEFORE_RE.search(before) or (
            site.atom.high is not None and _STRENGTH_RE.search(site.text[site.end : site.end + 2])
        ):
            return site.unit  # 七八级大风
        is_count = _PARTED_RE.search(before) is not None or sums_up(site)
        return _PIECES if is_count and not site.atom.marker else None
    around = before + "|" + _TO_STRENGTH_RE.sub("", site.text[site.end : site.end + 8])[:4]
    return site.unit if _STRENGTH_RE.search(around) else None


def _screen(site: Site) -> Unit | None:
    """寸 is an inch of screens and tyres, else the Chinese 寸."""
    around = site.before(CONTEXT_CHARS) + _CLAUSE_RE.split(site.text[site.end : site.end + 6])[0]
    return _INCH if site.atom.digits and sign_re("screen", "near").search(around) else site.unit


def _storage(site: Site) -> Unit | None:
    """G is a gigabyte of memory, and in 5G a generation."""
    if not site.atom.digits or site.atom.scale:
        return None
    if sign_re("memory", "after", prefix=" ?").match(site.text, site.end):
        return site.unit
    is_large = site.atom.low > MOST_GENERATIONS and sign_re("traffic", "after", prefix=" ?").match(
        site.text, site.end
    )
    return site.unit if is_large else None


def _gross(site: Site) -> Unit | None:
    """GT is a ship's gross tonnage, and in 3.0GT part of a model's name."""
    is_large = site.atom.scale or (site.atom.low >= LEAST_TONNAGE and site.atom.digits)
    return site.unit if site.word != "GT" or is_large else None


def _tonne(site: Site) -> Unit | None:
    """T is a tonne, but in the size of an engine: 1.5T发动机."""
    return (
        None
        if sign_re("engine", "after", prefix="[ +]?").match(site.text, site.end)
        else _latin(site)
    )


def _broadband(site: Site) -> Unit | None:
    around = site.before(CONTEXT_CHARS) + "|" + site.text[site.end : site.end + 4]
    return site.unit if site.atom.digits and sign_re("broadband", "near").search(around) else None


def _measure(site: Site) -> Unit | None:
    if site.leader == "斤":
        return site.unit
    return site.unit if site.atom.digits and site.follower not in _COUNTED_BY_PAIRS else None


def _scaled(site: Site) -> Unit | None:
    atom = site.atom
    if site.word == "方" and site.follower in tuple("面案式阵法向便位"):
        return None
    if site.word == "平方" and site.atom.digits:
        return site.unit
    many = atom.low >= (10 if atom.digits else MANY_CUBES)
    if atom.scale or (many and site.follower not in tuple("台原均房衡")):
        return site.unit
    return _COUNT if site.word == "方" and atom.surface in tuple("两三四五六") else None


def _is_score(site: Site) -> bool:
    """Whether the sentence speaks of points that are given: 满意度得92分, 扣6分."""
    said = _SENTENCE_RE.split(site.before(SCORE_CHARS))[-1]
    if (
        sign_re("score", "near").search(said)
        or _GIVEN_RE.search(said)
        or site.atom.low >= MORE_THAN_MINUTES
    ):
        return True
    return sign_re("score", "after", prefix="之?").match(site.text, site.end) is not None


def _is_price(site: Site) -> bool:
    """Whether 毛 behind the number is a coin: 每斤六毛, 卖五毛一斤, 6毛/斤."""
    if site.follower == "/":
        return True
    said = site.follower in _BEHIND_COIN
    return said and sign_re("price", "near").search(site.before(CONTEXT_CHARS)) is not None


def _chain(site: Site) -> Unit | None:
    if site.word in {"角", "毛"}:
        if set(site.atom.surface) & _FORMAL or _FEN_RE.match(site.text, site.end):
            return site.unit
        ends = not site.follower or site.follower in "钱。,;)涨跌升降/每"
        if site.word == "毛" and (_is_price(site) or _MAO_RE.match(site.text, site.end)):
            return site.unit
        return site.unit if site.atom.digits and ends else None
    if site.word == "分":
        if not _CLOCK_RE.search(site.before(2)) and _SECONDS_RE.match(site.text, site.end):
            return _MINUTE
        if set(site.atom.surface) & _FORMAL or _CENT_RATE_RE.match(site.text, site.end):
            return site.unit
        is_score = site.leader not in ("时", "点") and _is_score(site)
        return (
            _PIECES if site.atom.digits and is_score and site.follower not in _NOT_POINTS else None
        )
    return site.unit if len(site.word) > 1 else None


_CHECKS: Final[dict[str, Callable[[Site], Unit | None]]] = {
    "broadband": _broadband,
    "chain": _chain,
    "computing": _computing,
    "day": day_use,
    "decade": decade_use,
    "degree": _degree,
    "discount": _discount,
    "doubling": _doubling,
    "electric": _electric,
    "far": _far,
    "gross": _gross,
    "latin": _latin,
    "litre": _litre,
    "measure": _measure,
    "month": month_use,
    "pocket": _pocket,
    "points": _points,
    "scaled": _scaled,
    "screen": _screen,
    "span": span_use,
    "storage": _storage,
    "race": _race,
    "strength": _strength,
    "tenth": _tenth,
    "tonne": _tonne,
    "year": year_use,
}


def fitting(site: Site) -> Unit | None:
    """The unit that a word is for the number before it; None where it is none."""
    check = _CHECKS.get(site.unit.use)
    return site.unit if check is None else check(site)
