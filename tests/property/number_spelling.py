"""Write numbers in the styles of Chinese news, for reading them back."""

from __future__ import annotations

from decimal import Decimal

EVERYDAY = "零一二三四五六七八九"
FINANCIAL = "零壹贰叁肆伍陆柒捌玖"
POWERS = {EVERYDAY: ("", "十", "百", "千"), FINANCIAL: ("", "拾", "佰", "仟")}
GROUPS = ("", "万", "亿", "万亿", "亿亿")


def spell_integer(number: int, digits: str = EVERYDAY) -> str:
    """`number` below 10^17 in Chinese numerals, as it is read aloud."""
    if not number:
        return "零"
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    spelled = ""
    gap = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            gap = True
            # 亿 closes the groups above it even where its own group is empty.
            if place == 2 and any(groups[3:4]):
                spelled += "亿"
            continue
        if spelled and (gap or group < 1000):
            spelled += "零"
        gap = False
        name = (
            "万" if place == 3 else "亿" if place == 2 else "亿亿" if place == 4 else GROUPS[place]
        )
        spelled += _spell_group(group, digits) + name
    return spelled


def _spell_group(group: int, digits: str) -> str:
    spelled, zero = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            zero = bool(spelled)
            continue
        spelled += ("零" if zero else "") + digits[digit] + POWERS[digits][place]
        zero = False
    return spelled


def spell_decimal(number: Decimal, digits: str = EVERYDAY) -> str:
    """`number` with 点: 三点一四."""
    whole, _, fraction = format(number, "f").partition(".")
    spelled = spell_integer(int(whole), digits)
    return spelled + ("点" + "".join(digits[int(char)] for char in fraction) if fraction else "")


def widen(text: str) -> str:
    """`text` with its ASCII characters in full width."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
