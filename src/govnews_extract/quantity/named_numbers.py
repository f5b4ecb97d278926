"""Amounts that turn out to be part of a name once the names are known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from govnews_extract.datatypes import Label, Mention, Quantity

MAX_NAME_CHARS: Final = 80
"""A name that began further back cannot reach an amount."""

MIN_REST_CHARS: Final = 2
"""So much of a name must stand behind a count that it wrongly takes in."""

_BODIES: Final = frozenset({Label.COMPANY, Label.ORG, Label.AGENCY})
_MEASURES: Final = frozenset("家所批个名位支条项座级大")
_DIVISIONS: Final = frozenset(
    "地 省 市 县 州 区 国 省市 市县 县区 市区 省区 省区市 区县 地市".split()
)
"""What a body's name wrongly takes in with its number: 粤桂|两地|海关, 甘青|两省|公安厅."""

_FEW: Final = frozenset("两三四五六七八九十")
_VILLAGES: Final = frozenset("户渠沟庄村湾坡堡店子岭河梁坪洼山")
_NUMBERED: Final = frozenset({Label.DATE, Label.PROGRAM, Label.WORK})


def outside_names(
    quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> tuple[Quantity, ...]:
    """The quantities that are no part of a name (三一重工), projects excepted.

    A project's name keeps its amounts: the capacity in it is a fact.

    Example:
        >>> from govnews_extract.datatypes import Span
        >>> from govnews_extract.quantity import find_quantities
        >>> found = find_quantities("三一重工投资2亿元。")
        >>> firm = Mention(label=Label.COMPANY, text="三一重工", norm="三一重工", span=Span(0, 4),
        ...                rule_id="known_company")
        >>> [amount.text for amount in outside_names(found, [firm])]
        ['2亿元']
    """
    names = sorted(
        (mention for mention in mentions if mention.label is not Label.PROJECT),
        key=lambda mention: mention.span.start,
    )
    starts = [mention.span.start for mention in names]
    kept = []
    for found in quantities:
        start = found.span.start
        low = bisect_left(starts, start - MAX_NAME_CHARS)
        high = bisect_left(starts, found.span.end)
        near = [name for name in names[low:high] if name.span.end > start]
        if not (near and any(_names(name, found) for name in near)):
            kept.append(found)
    return tuple(kept)


def _counts_bodies(mention: Mention, found: Quantity) -> bool:
    """Whether a name takes in the count before it: 五家|私人银行, but not 八家户公司."""
    rest = mention.text[found.span.end - mention.span.start :]
    if len(rest) < MIN_REST_CHARS:
        return False
    if found.surface_unit in _DIVISIONS:
        return found.surface_value in _FEW
    return found.surface_unit in _MEASURES and rest[0] not in _VILLAGES


def _names(mention: Mention, found: Quantity) -> bool:
    """Whether `found` is part of the name `mention`, which ends behind its begin.

    A body's name holds no amount in Arabic digits and no measure: where one seems to (3家公司),
    the amount is right and the name reaches too far.
    """
    if mention.label in _NUMBERED:
        # “甲、乙、丙”七大工程: a count of what stands in the marks.
        before = found.span.start - mention.span.start
        return before <= 0 or mention.text[before - 1] != "”"
    if mention.label in _BODIES and _counts_bodies(mention, found):
        return False
    return found.dimension != "ratio" and found.modifier is None and not found.text[0].isdigit()
