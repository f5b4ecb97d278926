"""Which currency an amount is in: 亿 with no 元, 元 in Hong Kong, signs in front."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from govnews_extract.quantity.surfaces import EndIndex
from govnews_extract.quantity.units import Unit, make_unit

METRIC_CHARS: Final = 14
"""How far in front of 15亿 a word of money may stand in the same clause."""

LOCAL_CURRENCY: Final = {"81": "HKD", "82": "MOP", "71": "TWD"}
"""What 元 is, by the first two digits of an article's division code."""

_MONEY_RE: Final = re.compile(
    "投资|资金|资本|资产|产值|收入|利润|税收|税额|营收|营业额|销售额|销售收?入?|销额|贷款|融资|金额|总额|市值|亏损|净利|补贴|补助|奖金|奖励"
    "|财政|预算|价值|估值|货值|进出口|出口额|进口额|贸易额|交易额|成交额|成交|募集|募资|基金|债券|债务|负债|授信|信贷|存款|余额|拨付|拨款"
    "|支出|费用|经费|成本|造价|斥资|耗资|出资|注资|投入|创汇|外资|引资|签约|利税|纳税|缴税|退税|减税|让利|罚款|罚没|赔偿|捐款|捐赠|增加值|GDP|生产总值"
    "|票房|房租|订单|合同|保费|赔付|租金|房价|价格|薪|工资|年收|消费额|消费|规模以上|盈利|营利|身家|财富|人民币|价款|款项|资助|扶持|总价|售价|起拍|拍卖|创收|增收|产出|规模达|首付|月供|押金|保证金|彩礼|外债|本金|欠款|估价|亿元|万元"
)
_COUNTED_RE: Final = re.compile(
    "人口|人数|人次|用户|户数|株|亩|吨|面积|产量|发电量|用电量|装机|里程|客流|流量|总量|数量|浏览量|播放量|点击|阅读|参与人|粉丝|网民|游客|个数|台数|产能"
)
_CROWD_RE: Final = re.compile("[^，。；,;]{0,4}(?:流量|用户|人口|人次|粉丝|曝光|访问|点击|数据)")
_FORWARD_RE: Final = re.compile(
    "[^，。；,;、0-9]{0,4}(?:产业|集群|企业|园区|板块|赛道|俱乐部|大关|投资|资金|资产|产值|销售|订单|贷款|债|融资|预算|经费|费用|款|市场|项目|补贴|奖|罚|票房|利润|税|营收|规模)"
)

_SIGN_ROWS: Final = (
    *((sign, "CNY") for sign in ("人民币", "人民币¥", "¥", "￥", "RMB", "CNY", "RMB¥")),
    *((sign, "USD") for sign in ("$", "US$", "USD", "美元", "美金")),
    *((sign, "HKD") for sign in ("HK$", "HKD", "港币")),
    *((sign, "TWD") for sign in ("NT$", "NTD", "TWD", "新台币", "台币")),
    *((sign, "MOP") for sign in ("MOP", "MOP$", "澳门币")),
    *((sign, "EUR") for sign in ("€", "EUR")),
    *((sign, "GBP") for sign in ("£", "GBP")),
)
_SIGNS: Final = EndIndex(_SIGN_ROWS)
SIGN_ENDS: Final = frozenset(sign[-1] for sign, _ in _SIGN_ROWS) | {" "}
"""What may stand right behind a sign or name of a currency, which stands in front of a number."""

_CURRENCIES: Final = {
    code: make_unit(code, Fraction(1), "money")
    for code in ("CNY", "USD", "HKD", "TWD", "MOP", "EUR", "GBP")
}


def currency(code: str) -> Unit:
    """The unit of a currency by its ISO 4217 code."""
    return _CURRENCIES[code]


def sign_before(text: str, at: int) -> tuple[int, Unit] | None:
    """The currency whose sign or name ends at offset `at`, and where it begins."""
    if at and text[at - 1] == " ":
        at -= 1
    found = _SIGNS.before(text, at)
    return None if found is None else (at - len(found[0]), _CURRENCIES[found[1]])


def is_behind_sign(text: str, at: int) -> bool:
    """Whether a sign of a currency ends at offset `at`, and is no end of a longer word: RMB30万."""
    found = sign_before(text, at)
    if found is None:
        return False
    before = text[found[0] - 1 : found[0]]
    return not (before.isascii() and before.isalpha())


def is_about_money(text: str, start: int, end: int) -> bool | None:
    """Whether the clause around a bare number such as 15亿 speaks of money; None if of neither.

    The nearest word decides: 投资15亿 is money, 人口1.4亿 is not.
    """
    if text[end - 1] == "级":
        # 千亿级产业集群 is of money; what is of people or clicks says so.
        return _CROWD_RE.match(text, end) is None
    low = max(0, start - METRIC_CHARS)
    clause = re.split("[，。；,;！？!?\n]", text[low:start])[-1]
    money = _last(_MONEY_RE, clause)
    counted = _last(_COUNTED_RE, clause)
    if money >= 0 or counted >= 0:
        return money > counted
    return True if _FORWARD_RE.match(text, end) else None


def _last(pattern: re.Pattern[str], text: str) -> int:
    at = -1
    for match in pattern.finditer(text):
        at = match.start()
    return at
