"""Which currency an amount is in: 亿 with no 元, 元 in Hong Kong, signs in front."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Final

from govnews_extract.lexicon import words_of
from govnews_extract.quantity.surfaces import EndIndex
from govnews_extract.quantity.units import Unit, make_unit

METRIC_CHARS: Final = 14
"""How far in front of 15亿 a word of money may stand in the same clause."""

LOCAL_CURRENCY: Final = {"81": "HKD", "82": "MOP", "71": "TWD"}
"""What 元 is, by the first two digits of an article's division code."""

_SIGN_ROWS: Final = (
    *((sign, "CNY") for sign in ("人民币", "人民币¥", "¥", "￥", "RMB", "CNY", "RMB¥")),
    *((sign, "USD") for sign in ("$", "US$", "USD", "美元", "美金")),
    *((sign, "HKD") for sign in ("HK$", "HKD", "港币", "港元")),
    *((sign, "TWD") for sign in ("NT$", "NTD", "TWD", "新台币", "台币")),
    *((sign, "MOP") for sign in ("MOP", "MOP$", "澳门币")),
    *((sign, "EUR") for sign in ("€", "EUR", "欧元")),
    *((sign, "GBP") for sign in ("£", "GBP", "英镑")),
    *((sign, "JPY") for sign in ("JPY", "日元", "日圆", "日币")),
    *((sign, "KRW") for sign in ("KRW", "韩元", "韩币")),
)
_SIGNS: Final = EndIndex(_SIGN_ROWS)
SIGN_ENDS: Final = frozenset(sign[-1] for sign, _ in _SIGN_ROWS) | {" "}
"""What may stand right behind a sign or name of a currency, which stands in front of a number."""

_CURRENCIES: Final = {
    code: make_unit(code, Fraction(1), "money")
    for code in ("CNY", "USD", "HKD", "TWD", "MOP", "EUR", "GBP", "JPY", "KRW")
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
        return _money_re("crowd").match(text, end) is None
    low = max(0, start - METRIC_CHARS)
    clause = re.split("[，。；,;！？!?\n]", text[low:start])[-1]
    money = _last(_money_re("money"), clause)
    counted = _last(_money_re("counted"), clause)
    if money >= 0 or counted >= 0:
        return money > counted
    return True if _money_re("sum").match(text, end) else None


@cache
def _money_re(role: str) -> re.Pattern[str]:
    """One of the words with `role`; what stands behind a number may have a word before it."""
    words = words_of("money_words", role)
    between = {"crowd": "[^，。；,;]{0,4}", "sum": "[^，。；,;、0-9]{0,4}"}.get(role, "")
    return re.compile(f"{between}(?:{'|'.join(sorted(words, key=len, reverse=True))})")


def _last(pattern: re.Pattern[str], text: str) -> int:
    at = -1
    for match in pattern.finditer(text):
        at = match.start()
    return at
