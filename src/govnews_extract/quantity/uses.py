"""Where a word that has other meanings too is a unit: 度, 成, 年, 日, 方, 两."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from govnews_extract.datatypes import Modifier
from govnews_extract.quantity.atoms import Atom, Site
from govnews_extract.quantity.bounds import bound_before
from govnews_extract.quantity.units import Unit, make_unit

CONTEXT_CHARS: Final = 12
"""How far from a number a word may stand that says what 度 or P measures."""

SCORE_CHARS: Final = 24
"""How far in front of 6分 a word of scores may stand."""

MORE_THAN_MINUTES: Final = 60
"""So many 分 are no minutes of a clock, and no coins."""

_CELSIUS: Final = make_unit("degC", Fraction(1), "temperature")
_KILOWATT_HOUR: Final = make_unit("kWh", Fraction(1), "energy")
_COUNT: Final = make_unit("count", Fraction(1), "count", "noun")
_PIECES: Final = make_unit("count", Fraction(1), "count")
_FAHRENHEIT: Final = make_unit("degF", Fraction(1), "temperature")
_HUNDREDTH: Final = make_unit("1", Fraction(1, 100), "ratio")

_WARMTH_RE: Final = re.compile(
    "气温|温度|高温|低温|零下|摄氏|[水室体升降增变调控保恒常]温|℃|最高|最低|炎热|寒"
)
_POWER_RE: Final = re.compile("[用发送供耗输售购节省]电|电[量费价]|光伏|风电|千瓦")
_COMPUTING_RE: Final = re.compile("算力|智算|超算|计算|浮点")
_CURRENT_RE: Final = re.compile("电流|额定|安培")
_ZERO_AFTER: Final = frozenset(("以", "左", "上", "。", "，"))
_NOT_TENTH: Final = frozenset("立为员都本果功就熟长效年人品绩材型片套交像分色行天")
_NOT_YEAR_RE: Final = re.compile(
    "代|级|度|报|鉴|货|轻|终|底|初|末|薪|味|青|夜|画|糕|检|审|制(?![定订造约作])|[0-9一二三四五六七八九十]{1,3}月"
    "|(?:滚动|发展)?(?:行动|规划|计划|攻坚|倍增)|春|夏|秋|冬|全国|中央|省|上半|下半|[一二三四1-4]季"
)
_ERA_RE: Final = re.compile(
    "公元前?$|(?:洪武|建文|永乐|宣德|正统|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯|顺治|康熙|雍正|[乾干]隆|嘉庆|道光|咸丰|同治|光绪|宣统|贞观|开元|天宝)$"
)
_ERA_ENDS: Final = frozenset("元前武文乐德统化治靖庆历启祯熙正隆光丰绪观宝")
_AGE_BEFORE_RE: Final = re.compile(
    "(?:距今|历经|历时|树龄|上溯|使用权|寿命|[楼工党教军]龄|租期|期限|期为|任期|工期|学制|建城|建县)$"
)
_AGE_AFTER_RE: Final = re.compile(
    "的?(?:悠久)?历史(?![性最新上同])|文明史|使用权|产权|经营权|承包期|租期"
)
_SPAN_AFTER_RE: Final = re.compile("内|之内|以内|游|期限|不等|的?时间")
_SPAN_BEFORE_RE: Final = re.compile(
    "(?:拘留|拘役|公示期?|公告期|停牌|休市|休渔|停业|停工|停产|隔离|缓期|逾期|展期|为期|历时|连续|用时|耗时|时长|仅用|短短|长达|满|提前|推迟|延长|缩短[至到为]?)$"
)
_YEAR_AFTER_RE: Final = re.compile(
    "多|来|零|又[0-9一二三四五六七八九]|之?[后内间]|以[来内上后]|左右|时间|半|任期|期限|增|左"
)
_ONE_BEFORE_RE: Final = re.compile(
    "(?:徒刑|拘役|察看|管制|禁闭|缓刑|时隔|为期|[长达]达|满|整整|有效期|任期|期限|用了?|花了?|仅|短短|历时|耗时|经过|延长|缩短|提前|推迟|每隔)$"
)
_TOLD_BEFORE_RE: Final = re.compile("(?:以下|上述|如下|下面|强调了?|归纳为|归结为)$")
_TOLD_AFTER_RE: Final = re.compile(
    "(?:具体|明确)?(?:要求|意见|建议|希望|体会|看法|经验|措施|思考|共识|指示|说明|原因|感受|认识|打算|启示|期望)"
)
_INDEX_RE: Final = re.compile("指|[股收开]盘|收[于报]|报收?|[涨跌升降挫扬攀]|股市|点位")
_MARK_RE: Final = re.compile("整数|关口|大关|附近|一线|上方|下方")
_STRENGTH_RE: Final = re.compile("[风震浪潮]")
_BROADBAND_RE: Final = re.compile("宽带|带宽|光纤|网速|光网|接入")
_RACE_RE: Final = re.compile(
    "跨?栏|[蛙仰蝶]泳|自由泳|[个混][人合]|接力|短跑|长跑|赛跑|往返跑|速滑|障碍|[半预]?决?赛|[跳台]台|跳板|[移步手气][动枪]"
)
_RACERS: Final = frozenset({"男子", "女子", "男女"})
_SCORE_RE: Final = re.compile(
    "得分|评分|最[高低]分|平均分|分数线|得到|拿下|砍下|独得|领先|落后|[胜负]|总分|满分|均分|分数|成绩|满意度|考核|测评|打分|高考|得了|考了"
)
_GIVEN_RE: Final = re.compile("(?:扣[除减]?|记|加)[了满]?$")
_WON_RE: Final = re.compile("之?(?:领先|落后|优势|险胜|惜败|大胜|小胜)")
_SENTENCE_RE: Final = re.compile("[。；;！？\n]")
_PAST: Final = frozenset("这那的新每同又上下前后去第有哪逐任某整当最过成头节")
_THIS: Final = frozenset("这那明今")
_CLAUSE_ENDS: Final = frozenset("，。；、,;)")
_BEFORE_YEAR: Final = frozenset(
    ("", *"，。；、,;:(（“‘\n 在于自从到至由和与及是为即截他她我你前后今的")
)
"""What stands before a year of two digits (在98年), not before a stretch (从教67年)."""
_FORMAL: Final = frozenset("壹贰叁肆伍陆柒捌玖")
_CENT_RATE_RE: Final = re.compile("(?:/|每)(?:千瓦时|度|kWh|公里|斤|公斤|千克)")
_FEN_RE: Final = re.compile("[0-9一二三四五六七八九]{1,2}分")
_COIN_RE: Final = re.compile("零?[0-9一二两三四五六七八九]{1,2}[毛角分]")
_PRICE_RE: Final = re.compile("[价费元钱付卖花赚挣罚补售薪]|每[斤人天月]|收入")
_CLAUSE_RE: Final = re.compile("[，。；,;、\\n]")
_NOT_BOUND_RE: Final = re.compile("[至最起]?[少多码]|约|超过|不足|不到")
_ENDS: Final = frozenset(("", "以", "左", "。", ",", "到", "至", "-"))
_NOT_POINTS: Final = frozenset("钟之别为公校行支店局类管流区散布")
_NOT_DISCOUNT: Final = frozenset("叠扇线合页弯射旧腾桥返")


def _latin(site: Site) -> Unit | None:
    return site.unit if site.atom.digits or not site.word.isascii() else None


def _race(site: Site) -> Unit | None:
    """米 measures, but where it names a race or contest: 男子100米, 200米自由泳, 10米跳台."""
    if _RACE_RE.match(site.text, site.end) or site.before(2) in _RACERS:
        return None
    return _latin(site) if not (site.leader and site.leader in "男女") else None


def _year(site: Site) -> Unit | None:
    if site.word != "年":
        return site.unit
    if site.leader in _THIS and site.leader and site.before(2) != "距今":
        return None
    if site.leader in _ERA_ENDS and _ERA_RE.search(site.before(3)):
        return None
    if _NOT_YEAR_RE.match(site.text, site.end):
        return None
    atom, numeral = site.atom, site.atom.surface
    if atom.marker or atom.scale or atom.vague or "." in numeral:
        return site.unit
    return site.unit if _is_span_of_years(site, numeral) else None


def _is_span_of_years(site: Site, numeral: str) -> bool:
    """Whether 年 behind a plain number says how long, and not which year."""
    atom = site.atom
    if numeral == "一":
        return _is_one_span(site)
    if numeral == "半":
        return site.leader not in ("上", "下", "前", "后")
    if _AGE_BEFORE_RE.search(site.before(5)):
        return True
    if _AGE_AFTER_RE.match(site.text, site.end) and not _is_recent_year(numeral):
        return True
    if numeral[0] in "0〇零○" or (atom.digits and _is_year(site.text, atom)):
        return False
    if not atom.digits and len(numeral) > 1 and not set(numeral) & set("十百千万廿卅几"):
        return atom.high is not None
    if atom.digits and len(numeral) == 2 and numeral > "50":
        # 98年 is a year, 60年来 is a stretch of time.
        return (
            _YEAR_AFTER_RE.match(site.text, site.end) is not None
            or bound_before(site.text, atom.start) is not None
            or site.follower in ("的", "历", "老")
            or (site.follower in _CLAUSE_ENDS and site.leader not in _BEFORE_YEAR)
        )
    return True


def _is_recent_year(numeral: str) -> bool:
    """Whether 1998年历史 may begin 1998年历史最高: 2000 and 1900 are ages there."""
    return len(numeral) == 4 and "1840" <= numeral <= "2099" and not numeral.endswith("00")


def _is_year(text: str, atom: Atom) -> bool:
    if len(atom.surface) != 4:
        return len(atom.surface) > 4
    return "1000" <= atom.surface <= "2999" and bound_before(text, atom.start) is None


def _is_one_span(site: Site) -> bool:
    """Whether 一年 or 一天 is a length of time, and not 新的一年, 这一天, 一年一度."""
    if site.before(2) == "过去" or (site.follower == "的" and site.leader not in _PAST):
        return True
    if _ONE_BEFORE_RE.search(site.before(4)):
        return True
    if site.leader in _PAST and site.leader:
        return False
    return (
        bound_before(site.text, site.atom.start) is not None
        or _YEAR_AFTER_RE.match(site.text, site.end) is not None
    )


def _day(site: Site) -> Unit | None:
    if site.leader in ("这", "那", "头", "哪"):
        return None
    return site.unit if site.atom.surface != "一" or _is_one_span(site) else None


def _span(site: Site) -> Unit | None:
    if _SPAN_AFTER_RE.match(site.text, site.end) or site.atom.marker:
        return site.unit
    return site.unit if _SPAN_BEFORE_RE.search(site.before(4)) else None


def _degree(site: Site) -> Unit | None:
    before = site.before(CONTEXT_CHARS)
    if before.endswith("华氏"):
        return _FAHRENHEIT
    if before.endswith("摄氏"):
        return _CELSIUS
    if site.word == "°":
        return site.unit if site.atom.digits else None
    if _WARMTH_RE.search(before) or (site.atom.surface in "零〇" and site.follower in _ZERO_AFTER):
        return _CELSIUS
    if site.atom.surface in "零〇":
        return None  # 零度战争
    if _POWER_RE.search(before) or site.follower == "电" or site.atom.scale:
        return _KILOWATT_HOUR
    return site.unit if site.atom.digits and site.follower not in tuple("假过夏蜜") else None


def _tenth(site: Site) -> Unit | None:
    numeral = site.atom.surface
    small = len(numeral) == 1 or (site.atom.digits and numeral[1:2] == ".") or site.atom.high
    return site.unit if small and not site.atom.scale and site.follower not in _NOT_TENTH else None


def _discount(site: Site) -> Unit | None:
    numeral = site.atom.surface
    is_fine = len(numeral) == 2 and site.atom.low > 10
    if site.follower in _NOT_DISCOUNT or not (
        site.atom.digits or is_fine or site.leader in tuple("打享至低按")
    ):
        return None
    return _HUNDREDTH if is_fine else site.unit


def _doubling(site: Site) -> Unit | None:
    """翻两番 is four times: the unit is made for this one number."""
    if (site.leader != "翻" and site.before(2) != "翻了") or site.atom.low > 10 or site.atom.scale:
        return None
    if site.atom.low != int(site.atom.low) or not site.atom.low:
        return None
    times = int(site.atom.low)
    return make_unit("x", Fraction(2**times, times), "multiple")


def _decade(site: Site) -> Unit | None:
    is_age = site.atom.surface in tuple("五六七八九")
    return site.unit if is_age and site.leader not in tuple("上中下") else None


def _computing(site: Site) -> Unit | None:
    around = site.before(CONTEXT_CHARS) + site.text[site.end : site.end + CONTEXT_CHARS]
    return site.unit if _COMPUTING_RE.search(around) else None


def _electric(site: Site) -> Unit | None:
    if len(site.word) > 1:
        return site.unit
    return site.unit if _CURRENT_RE.search(site.before(CONTEXT_CHARS)) else None


def _far(site: Site) -> Unit | None:
    if site.word != "里" or (site.follower in tuple("路长外多") and site.atom.low > 1):
        return site.unit
    is_open = site.atom.digits or site.atom.marker is Modifier.APPROX
    return site.unit if is_open and site.follower not in tuple("面程弄约河") else None


def _pocket(site: Site) -> Unit | None:
    """块 is money beside words of money and coins; else it counts pieces."""
    before = site.before(CONTEXT_CHARS)
    clause = _CLAUSE_RE.split(before)[-1]
    if _COIN_RE.match(site.text, site.end) or _PRICE_RE.search(clause):
        return site.unit
    if not _NOT_BOUND_RE.sub("", clause) and site.follower in _ENDS:
        return site.unit
    return _PIECES if site.atom.surface not in {"一", "二"} else None


def _points(site: Site) -> Unit | None:
    """点 counts the points of an index or of a talk: 收于3100.5点, 三点要求; else it is a clock."""
    if site.atom.low <= 10 and site.atom.surface != "一" and "." not in site.atom.surface:
        told = _TOLD_BEFORE_RE.search(site.before(4)) or _TOLD_AFTER_RE.match(site.text, site.end)
        return _PIECES if told else None
    if site.atom.digits and "." in site.atom.surface:
        return site.unit
    is_index = _INDEX_RE.search(site.before(CONTEXT_CHARS)) or _MARK_RE.match(site.text, site.end)
    return site.unit if site.atom.low >= 100 and is_index else None


def _strength(site: Site) -> Unit | None:
    """级 measures winds and earthquakes: 5.5级地震, 阵风8级."""
    around = site.before(6) + "|" + site.text[site.end : site.end + 4]
    return site.unit if site.atom.digits and _STRENGTH_RE.search(around) else None


def _broadband(site: Site) -> Unit | None:
    around = site.before(CONTEXT_CHARS) + "|" + site.text[site.end : site.end + 4]
    return site.unit if site.atom.digits and _BROADBAND_RE.search(around) else None


def _measure(site: Site) -> Unit | None:
    if site.leader == "斤":
        return site.unit
    return site.unit if site.atom.digits and site.follower not in tuple("个地侧岸市") else None


def _scaled(site: Site) -> Unit | None:
    atom = site.atom
    if site.word == "方" and site.follower in tuple("面案式阵法向便位"):
        return None
    if site.word == "平方" and site.atom.digits:
        return site.unit
    if atom.scale or (atom.digits and atom.low >= 10 and site.follower not in tuple("台原均房衡")):
        return site.unit
    return _COUNT if site.word == "方" and atom.surface in tuple("两三四五六") else None


def _is_score(site: Site) -> bool:
    """Whether the sentence speaks of points that are given: 满意度得92分, 扣6分."""
    said = _SENTENCE_RE.split(site.before(SCORE_CHARS))[-1]
    if _SCORE_RE.search(said) or _GIVEN_RE.search(said) or site.atom.low >= MORE_THAN_MINUTES:
        return True
    return _WON_RE.match(site.text, site.end) is not None


def _chain(site: Site) -> Unit | None:
    if site.word in {"角", "毛"}:
        if set(site.atom.surface) & _FORMAL or _FEN_RE.match(site.text, site.end):
            return site.unit
        ends = not site.follower or site.follower in "钱。,;)"
        return site.unit if site.atom.digits and ends else None
    if site.word == "分":
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
    "day": _day,
    "decade": _decade,
    "degree": _degree,
    "discount": _discount,
    "doubling": _doubling,
    "electric": _electric,
    "far": _far,
    "latin": _latin,
    "measure": _measure,
    "pocket": _pocket,
    "points": _points,
    "scaled": _scaled,
    "span": _span,
    "race": _race,
    "strength": _strength,
    "tenth": _tenth,
    "year": _year,
}


def fitting(site: Site) -> Unit | None:
    """The unit that a word is for the number before it; None where it is none."""
    check = _CHECKS.get(site.unit.use)
    return site.unit if check is None else check(site)
