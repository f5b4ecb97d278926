"""Find amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from govnews_extract.datatypes import (
    ArticleContext,
    Label,
    Mention,
    Modifier,
    Quantity,
    SegmentedText,
    Span,
)
from govnews_extract.lexicon.loader import load_table
from govnews_extract.quantity._rules import numeral_re
from govnews_extract.quantity.bounds import bound_before
from govnews_extract.quantity.grammar import AmountGrammar, Found
from govnews_extract.quantity.guards import begins_code, is_in_slogan, is_in_title, is_rank
from govnews_extract.quantity.money import LOCAL_CURRENCY, currency, is_about_money, sign_before
from govnews_extract.quantity.reader import AtomReader
from govnews_extract.quantity.surfaces import SurfaceIndex
from govnews_extract.quantity.units import load_units

_NAMED_DIMENSIONS: Final = frozenset({"count", "duration"})
_SIGNED: Final = frozenset({"temperature", "ratio"})
_NUMBERED: Final = frozenset({Label.DATE, Label.PROGRAM, Label.WORK})
_INDEX_RE: Final = re.compile("(?:指数|系数|PMI|容积率|比值)[^，。；,;]{0,12}(?:为|达到?|至|是|到)$")


class QuantityFinder:
    """Finds amounts in a segmented article.

    Args:
        units: A table of the user's own with the columns of `lexicons/units.tsv`; its rows win
            over the shipped ones.

    Raises:
        LexiconError: where that table does not fit.
    """

    def __init__(self, *, units: Path | None = None) -> None:
        self._grammar = AmountGrammar(AtomReader(load_units(units)))
        self._numeral_re = numeral_re()
        self._fixed: SurfaceIndex[str] = SurfaceIndex(
            (row[1], row[2]) for row in load_table("fixed_numerals").rows
        )

    def find(
        self, doc: SegmentedText, context: ArticleContext, dates: Sequence[Mention]
    ) -> tuple[Quantity, ...]:
        """Amounts, sorted, disjoint, none in furniture, dates or across blocked stretches."""
        closed = sorted(
            [*(mention.span for mention in dates), *context.furniture, *context.blocked]
        )
        code = context.place.code[:2] if context.place else ""
        local = LOCAL_CURRENCY.get(code, "CNY")
        return tuple(
            _quantity(doc.text, found, local) for found in self.scan(doc.simple, closed)
        )

    def scan(self, text: str, closed: Sequence[Span] = ()) -> Iterator[Found]:
        """Amounts of a text in simplified script, lazily.

        Args:
            closed: Stretches that no amount may touch, sorted by start.
        """
        at, number = 0, 0
        search = self._numeral_re.search
        previous_money: Found | None = None
        while True:
            match = search(text, at)
            if match is None:
                return
            start = match.start()
            while number < len(closed) and closed[number].end <= start:
                number += 1
            if number < len(closed) and closed[number].start <= start:
                at = closed[number].end
                continue
            fixed = self._fixed.at(text, start)
            if fixed is not None and start + len(fixed[0]) > match.end() - 1:
                at = max(start + len(fixed[0]), start + 1)
                continue
            founds, end = self._grammar.parse(text, match)
            at = max(end, start + 1)
            if not founds:
                indexed = self._index_number(text, match)
                if indexed is not None and not begins_code(text, start):
                    yield indexed
                continue
            if number < len(closed) and closed[number].start < at:
                at = max(at, closed[number].end)
                continue
            if begins_code(text, start) or is_in_title(text, start):
                continue
            for found in founds:
                kept = self._settled(text, found, previous_money)
                if kept is not None:
                    if kept.unit.dimension == "money":
                        previous_money = kept
                    yield kept

    def _settled(self, text: str, found: Found, previous: Found | None) -> Found | None:
        """`found` with its front bound and currency, or None where the context forbids it."""
        start = found.start
        if found.surface_value == "一" and text.startswith("最后", max(0, start - 2)):
            return None
        if found.unit.dimension in _NAMED_DIMENSIONS and (
            is_in_slogan(text, start, found.end) or is_rank(text, start, found.surface_unit)
        ):
            return None
        if start and text[start - 1] in "-−" and found.unit.dimension in _SIGNED and _is_minus(text, start):
            found.start = start = start - 1
            found.low = -found.low
        sign = sign_before(text, start)
        before = bound_before(text, sign[0] if sign else start)
        if found.bare:
            if sign is not None:
                found.unit = sign[1]
            elif is_about_money(text, start, found.end) or (
                previous is not None and start - previous.end <= 12
                and not re.search("[。\n]", text[previous.end : start])
                and found.surface_unit.endswith("亿")
            ) or "个" in text[found.start : found.end]:
                found.unit = currency("CNY")
        elif sign is not None and found.unit.canonical == "CNY":
            found.unit = sign[1]
        if found.vague and before is None and not _is_vague_amount(text, found):
            return None
        if before is not None and (found.modifier is None or found.modifier is Modifier.ORDER):
            found.modifier = before
        return found

    def _index_number(self, text: str, match: re.Match[str]) -> Found | None:
        """89.5 in 指数达到89.5: a plain number, where an index is said to be it."""
        if match[1] is None or match[2] or "." not in match[1]:
            return None
        if not _INDEX_RE.search(text[max(0, match.start() - 20) : match.start()]):
            return None
        from govnews_extract.quantity.grammar import RATIO

        return Found(
            start=match.start(),
            end=match.end(),
            low=Decimal(match[1]),
            high=None,
            unit=RATIO,
            modifier=None,
            surface_value=match[1],
            surface_unit="",
            rule="index_number",
        )


def _is_minus(text: str, start: int) -> bool:
    """Whether the dash in front of offset `start` is a minus sign, and joins nothing."""
    before = text[start - 2 : start - 1]
    return not before or not before.isascii() or before in "( :,"


def _is_vague_amount(text: str, found: Found) -> bool:
    """Whether a power of ten with no digit, such as 千亿 or 百户, is meant as an amount."""
    before = text[found.start - 1 : found.start]
    if before and before in "每以成":
        return False
    if found.surface_value[0] in "数几上" or text[found.end - 1] == "级":
        return True
    return not found.bare and not found.unit.counts


def _quantity(text: str, found: Found, local: str) -> Quantity:
    unit = found.unit.canonical
    if local != "CNY" and unit == "CNY" and "人民币" not in found.surface_unit:
        unit = local
    return Quantity(
        text=text[found.start : found.end],
        span=Span(found.start, found.end),
        value=found.low,
        high=found.high,
        unit=unit,
        dimension=found.unit.dimension,
        modifier=found.modifier,
        surface_value=found.surface_value,
        surface_unit=found.surface_unit,
        rule_id=f"quantity.{found.rule}",
    )


def outside_names(
    quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> tuple[Quantity, ...]:
    """The quantities that are no part of a name (三一重工), projects excepted."""
    names = [mention for mention in mentions if mention.label is not Label.PROJECT]
    return tuple(
        found for found in quantities if not any(_names(mention, found) for mention in names)
    )


def _names(mention: Mention, found: Quantity) -> bool:
    """Whether `found` is part of the name `mention`.

    A body's name holds no amount in Arabic digits and no measure: where one seems to (3家公司),
    the amount is right and the name reaches too far.
    """
    if not mention.span.overlaps(found.span):
        return False
    if mention.label in _NUMBERED:
        return True
    return found.dimension != "ratio" and found.modifier is None and not found.text[0].isdigit()
