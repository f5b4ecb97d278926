"""Numerals of dates: 2011, 二〇一一, 二十五, 廿三."""

from __future__ import annotations

DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")}
DIGITS |= {"〇": 0, "○": 0, "O": 0, "o": 0, "两": 2, "首": 1, "元": 1}
"""Chinese digits, look-alikes of 〇 in years among them; 首 and 元 count as one."""

TENS = {"十": 10, "廿": 20, "卅": 30}

DIGIT_CLASS = "0-9" + "".join(mark for mark in DIGITS if mark not in "两首元")
NUMBER_CLASS = "零〇一二三四五六七八九十廿卅"


def read_number(numeral: str) -> int:
    """The value of a date's numeral below 10,000, in any of the scripts dates use.

    A numeral with 十, 廿 or 卅 is read by place, any other digit by digit.

    Raises:
        KeyError: for a character that is no numeral.

    Example:
        >>> [read_number(text) for text in ("07", "二○一一", "二十五", "廿三", "十")]
        [7, 2011, 25, 23, 10]
    """
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    total = 0
    for mark in numeral:
        if mark in TENS:
            total = total * 10 if mark == "十" and total else total + TENS[mark]
        elif total and total % 10 == 0 and _by_place(numeral):
            total += DIGITS[mark]
        else:
            total = total * 10 + (int(mark) if mark.isdigit() and mark.isascii() else DIGITS[mark])
    return total


def _by_place(numeral: str) -> bool:
    return any(mark in TENS for mark in numeral)
