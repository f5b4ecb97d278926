"""Numbers without a unit behind them: indices, sums behind a sign, figures under a heading."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from govnews_extract.datatypes import Quantity
from govnews_extract.quantity.bounds import bound_before
from govnews_extract.quantity.compounds import COUNT, RATIO
from govnews_extract.quantity.counts import is_name
from govnews_extract.quantity.founds import Found
from govnews_extract.quantity.money import SIGN_ENDS, sign_before
from govnews_extract.quantity.numerals import EXACT, MAX_NUMERAL_CHARS, power_suffix
from govnews_extract.quantity.surfaces import SurfaceIndex
from govnews_extract.quantity.units import Unit, convert, plain

TOTAL_BEHIND: Final = frozenset("为达到至是由报")
"""What stands right before a bare total or index: 总数达42, 指数报3200."""

LONE_BEHIND: Final = SIGN_ENDS | frozenset("):：")
"""What may stand right before a whole number that has no unit and is an amount."""

MAX_HEADING_CHARS: Final = 12
"""How far in front of a number the bracket may begin that says its unit."""

_HEADING_RE: Final = re.compile(r"\(([百千]?[万亿]?)([^()0-9 ]{1,6})\)[ :：]?$")
_HEADING_USES: Final = frozenset({"", "measure", "race", "latin"})
_INDEX_RE: Final = re.compile(
    "(?:指数?|系数|PMI|CPI|PPI|AQI|容积率|性别比|PUE|市盈率|比值|[pP]H值?|收入比|汇率|中间价)[^，。；,;]{0,12}"
    "(?:为|达到?|至|是|到|由|从|报|收|于)$"
    "|(?:得分|评分|总分|均分|分值)(?:为|达到?|是)?$"
    "|(?:容积率|[pP]H值|地震规模|指数|能效比|性别比|PUE值?|市盈率|[死病]亡率|生育率|系数)(?:约?为|[约达])?$"
)
_WHOLE_INDEX_RE: Final = re.compile(
    "(?:指数|AQI|PMI|得分|评分|总分|均分|性别比)[^，。；,;0-9]{0,3}(?:为|是|达到?|至|报)$"
)
_TOTAL_RE: Final = re.compile(
    "(?:数量|[总户人家件例宗个]数)[^，。；,;0-9]{0,8}(?:为|达到?|至|是|到|由)$"
)
_MOVES: Final = "(?:增|减|[上提攀]升|下降|扩|压)[^，。；,;0-9]{0,3}[至到为]"
_MOVES_RE: Final = re.compile(f"{_MOVES}[0-9]")
_MOVED_RE: Final = re.compile(f"{_MOVES}$")
_ENDS: Final = frozenset(("", *"，。；、,;)"))
_INDEX_MOVES_RE: Final = re.compile("(?:[升降涨跌高低加少]|回落|提高)了?$")
_SENTENCE_END_RE: Final = re.compile("[。；\n]")


def number_alone(text: str, match: re.Match[str], last: Quantity | None) -> Found | None:
    """A number with no unit: 89.5 in 指数达到89.5 and 2.3 in 上升2.3 behind it, 500 in ¥500."""
    if match[1] is None or match[2] or len(match[1]) > MAX_NUMERAL_CHARS:
        return None
    start = match.start()
    sign = sign_before(text, start)
    is_total = sign is None and _is_total(text, match, last)
    if sign is None and not is_total and not _is_index(text, match, last):
        return None
    return Found(
        start=start,
        end=match.end(),
        low=plain(Decimal(match[1].replace(",", ""))),
        high=None,
        unit=sign[1] if sign else COUNT if is_total else RATIO,
        modifier=bound_before(text, sign[0] if sign else start),
        surface_value=match[1],
        surface_unit="",
        rule="currency_sign" if sign else "total_number" if is_total else "index_number",
    )


def _is_total(text: str, match: re.Match[str], last: Quantity | None) -> bool:
    """Whether a bare whole number is how many there are: 总数达42, 数量由12增加到15."""
    start, end = match.span()
    if "." in match[1] or text[start - 1 : start] not in TOTAL_BEHIND or is_name(match[1]):
        return False
    before = text[max(0, start - 16) : start]
    if text[end : end + 1] in _ENDS:
        if _TOTAL_RE.search(before):
            return True
        goes_on = last is not None and last.rule_id.endswith("total_number")
        return goes_on and _MOVED_RE.search(before) is not None
    return _TOTAL_RE.search(before) is not None and _MOVES_RE.match(text, end) is not None


def _is_index(text: str, match: re.Match[str], last: Quantity | None) -> bool:
    """Whether a bare number is an index, or how far one moved; whole ones end a clause."""
    start, end = match.span()
    before = text[max(0, start - 20) : start]
    if "." not in match[1]:
        whole = text[end : end + 1] in _ENDS and not is_name(match[1])
        return whole and _WHOLE_INDEX_RE.search(before) is not None
    if _INDEX_RE.search(before):
        return True
    if last is None or not last.rule_id.endswith("index_number"):
        return False
    same = not _SENTENCE_END_RE.search(text, last.span.end, start)
    return same and _INDEX_MOVES_RE.search(before) is not None


def number_under_heading(
    text: str, match: re.Match[str], units: SurfaceIndex[Unit]
) -> Found | None:
    """A number whose unit stands before it in brackets, as in tables: 销售收入(亿元)23.5."""
    start = match.start()
    heading = _HEADING_RE.search(text, max(0, start - MAX_HEADING_CHARS), start)
    if heading is None or match[1] is None or match[2] or is_name(match[1]):
        return None
    if text.startswith(".", match.end()):
        return None  # 26.4028.87: columns run together
    known = units.at(heading[2], 0)
    if known is None or known[0] != heading[2] or known[1].use not in _HEADING_USES:
        return None
    number = EXACT.multiply(Decimal(match[1].replace(",", "")), power_suffix(heading[1]))
    return Found(
        start=start,
        end=match.end(),
        low=convert(number, known[1]),
        high=None,
        unit=known[1],
        modifier=None,
        surface_value=match[1],
        surface_unit=heading[1] + heading[2],
        rule="heading_unit",
    )
