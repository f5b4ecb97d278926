"""Every reading that the bytes of a shifted stretch allow, as a graph.

What shows is what a decoder made of GBK bytes read one byte late. A node is a point between two
true characters: how much of what shows is used up, and which byte is pending, the first half of
the next true character. A step is one true character.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.gbk_bytes import (
    is_simplified_only,
    pair_of,
    pair_table,
    spellings,
)
from govnews_extract.repair.gloss import GLOSS_RE
from govnews_extract.repair.readings import is_reading
from govnews_extract.repair.words import is_common_start

# A3A1, A3BF, A3AC are ！ ？ ，; the pass that broke the text wrote them as ASCII, or left them.
MARK_BYTES = {"!": 0xA1, "！": 0xA1, "?": 0xBF, "？": 0xBF, ",": 0xAC, "，": 0xAC}
LOST_MARKS = "?\ufffd"

# Log odds against a shift beginning at a mark, with and without a trace of the lost byte.
# Tuned on clean text: the restored reading must be far likelier than what shows.
TRACED_COST = -7.0
UNTRACED_COST = -13.0
OTHER_SCRIPT_COST = -5.0
"""Log odds against a guessed character of a script, or a mark of a width, that the article has not."""
FULL_WIDTH_COST = -6.0
"""Log odds against a guessed full-width letter or digit."""
MAX_VANISHED_PAIRS = 2

SHIFTED, LETTER, ALIGNED = 0, 8, 9
"""Orders of nodes; 1 and 2 are those after so many vanished pairs."""


class Style(NamedTuple):
    """How an article is written.

    Attributes:
        traditional: In Traditional Chinese.
        half_width: With half-width commas and colons.
    """

    traditional: bool
    half_width: bool


class Node(NamedTuple):
    """A point between two true characters; nodes sort in reading order.

    Attributes:
        at: Code points of the stretch used up.
        order: Whether reading is shifted, aligned, or between vanished pairs.
        byte: After a vanished pair, a byte that stands for all that vanish with the same ones;
            before a letter that shows as half of a pair, that letter; 0 otherwise.
    """

    at: int
    order: int
    byte: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One true character, and where reading goes on from.

    Attributes:
        used: Code points of what shows that it uses up.
        order: Order of the node it leads to.
        byte: Byte of the node it leads to.
        cost: Log odds against it, beside what its word is worth.
        guessed: One of its halves is not to be seen.
    """

    char: str
    used: int
    order: int
    byte: int = 0
    cost: float = 0.0
    guessed: bool = True


Steps = Mapping[str, tuple[Step, ...]]
"""Steps by their character in Simplified Chinese."""


def _table_of(steps: list[Step]) -> dict[str, tuple[Step, ...]]:
    table: dict[str, tuple[Step, ...]] = {}
    for step in steps:
        key = simplify(step.char)
        table[key] = (*table.get(key, ()), step)
    return table


@cache
def style_cost(char: str, style: Style) -> float:
    """Log odds against guessing `char` in an article of this style.

    Example:
        >>> style_cost("发", Style(traditional=True, half_width=False)) < 0.0
        True
    """
    simple = simplify(char)
    if simple.isascii() and simple.isalnum():
        return FULL_WIDTH_COST
    if simple.isascii():
        return OTHER_SCRIPT_COST if style.half_width else 0.0
    other = is_simplified_only(char) if style.traditional else simple != char
    return OTHER_SCRIPT_COST if other else 0.0


@cache
def _vanishing_class(byte: int) -> int:
    """A byte that vanishes with the same second bytes as `byte`; 0 where none does."""
    vanishing = pair_table().vanishing
    wanted = vanishing.get(byte)
    return next(lead for lead, with_it in vanishing.items() if with_it == wanted) if wanted else 0


@cache
def _lost_starts(used: int, cost: float, style: Style) -> Steps:
    """Characters that ended in A3 and lost their first byte."""
    return _table_of(
        [
            Step(char, used, SHIFTED, cost=cost + style_cost(char, style))
            for char in pair_table().by_trail[0xA3].values()
            if is_common_start(simplify(char))
        ]
    )


@cache
def _before_vanished(lead: int, style: Style) -> Steps:
    """Characters that begin with `lead` and whose second byte vanished with the next one."""
    return _table_of(
        [
            Step(char, 0, 1, byte=_vanishing_class(trail), cost=style_cost(char, style))
            for trail, char in pair_table().by_lead[lead].items()
            if trail > 0x80 and _vanishing_class(trail) and is_common_start(simplify(char))
        ]
    )


@cache
def _after_vanished(byte: int, shown: tuple[int, int], style: Style) -> Steps:
    """Characters whose first byte vanished behind `byte`, and whose second shows first in `shown`."""
    by_lead = pair_table().by_trail.get(shown[0], {})
    return _table_of(
        [
            _closing(by_lead[lead], shown, cost=style_cost(by_lead[lead], style))
            for lead in pair_table().vanishing[byte]
            if lead in by_lead and is_common_start(simplify(by_lead[lead]))
        ]
    )


def _closing(char: str, shown: tuple[int, int], *, cost: float = 0.0, guessed: bool = True) -> Step:
    """The step to `char`, whose second byte shows as the first of the pair `shown`."""
    if shown[1] > 0x80:
        return Step(char, 1, SHIFTED, cost=cost, guessed=guessed)
    return Step(char, 1, LETTER, byte=shown[1], cost=cost, guessed=guessed)


@cache
def _lost_ends(lead: int, used: int, style: Style) -> Steps:
    """Characters that begin with `lead` and whose second byte met a byte that ends no pair."""
    return _table_of(
        [
            Step(char, used, ALIGNED, cost=style_cost(char, style))
            for trail, char in pair_table().by_lead[lead].items()
            if trail > 0x80 and is_common_start(simplify(char))
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A stretch to be read anew.

    Attributes:
        text: What shows, with some context on both sides.
        breaks: Offsets in `text` of marks that may hide a break.
        style: How the article is written.
        quoting: Whether a quotation mark is open where the stretch begins.
        closing: Marks that would close what is open there.
        ends_line: Whether a line or the text ends with it.
    """

    text: str
    breaks: frozenset[int]
    style: Style
    quoting: bool = False
    closing: str = ""
    ends_line: bool = False


class ShiftLattice:
    """The readings of one stretch.

    Args:
        damage: The stretch.
    """

    def __init__(self, damage: Damage) -> None:
        self.text = damage.text
        self.damage = damage
        self._breaks = damage.breaks
        self._style = damage.style
        self._steps: dict[Node, tuple[Steps, ...]] = {}
        self.start = Node(0, ALIGNED)

    def steps(self, node: Node) -> tuple[Steps, ...]:
        """The characters that may stand after `node`, in a few tables."""
        known = self._steps.get(node)
        if known is None:
            known = self._steps[node] = tuple(filter(None, self._found(node)))
        return known

    def unseen_steps(self, node: Node, key: str) -> list[Step]:
        """Steps for `key` where both halves of the character vanished."""
        found = []
        ends = self._lost_end_used(node.at)
        vanishing = pair_table().vanishing[node.byte]
        for char in spellings().get(key, ()):
            pair = pair_of(char)
            if not pair or pair[0] not in vanishing:
                continue
            cost = style_cost(char, self._style)
            byte = _vanishing_class(pair[1])
            if byte:
                found.append(Step(char, 0, node.order + 1, byte=byte, cost=cost))
            if ends is not None and pair[1] > 0x80:
                found.append(Step(char, ends, ALIGNED, cost=cost))
        return found

    @staticmethod
    def class_of(char: str) -> int:
        """The `byte` of a node behind `char` where its second byte vanished."""
        pair = pair_of(char)
        return _vanishing_class(pair[1]) if pair else 0

    def _found(self, node: Node) -> list[Steps]:
        if node.order == ALIGNED:
            return self._aligned(node.at)
        if node.order == LETTER:
            return [_table_of([Step(chr(node.byte), 0, ALIGNED, guessed=False)])]
        if node.order == SHIFTED:
            return self._shifted(node.at)
        pair = self._shown_pair(node.at)
        if pair is not None:
            return [_after_vanished(node.byte, pair, self._style)]
        return [self._closed_by_letter(node.at, sorted(pair_table().vanishing[node.byte]))]

    def _aligned(self, at: int) -> list[Steps]:
        if at >= len(self.text):
            return []
        shown = self.text[at]
        found: list[Steps] = [_table_of([Step(shown, 1, ALIGNED, guessed=False)])]
        if shown in LOST_MARKS and at + 1 in self._breaks:
            found.append(_lost_starts(2, TRACED_COST, self._style))
        if at in self._breaks:
            found.append(_lost_starts(1, UNTRACED_COST, self._style))
        return found

    def _shifted(self, at: int) -> list[Steps]:
        lead = self.pending(at)
        by_lead = pair_table().by_lead.get(lead)
        if not by_lead:
            return []
        found: list[Steps] = []
        pair = self._shown_pair(at)
        if pair is None:
            found.append(self._closed_by_letter(at, [lead]))
        elif pair[0] in by_lead:
            found.append(_table_of([_closing(by_lead[pair[0]], pair, guessed=False)]))
        used = self._lost_end_used(at)
        if used is not None:
            found += [_lost_ends(lead, used, self._style), self._glossed_end(at, lead, used)]
        if 0x80 in by_lead:  # 0x80 begins no pair: it vanishes alone, and what follows is in step
            found.append(_table_of([Step(by_lead[0x80], 0, ALIGNED)]))
        found.append(_before_vanished(lead, self._style))
        return found

    def pending(self, at: int) -> int:
        """The byte that shows as the second half of the character before `at`."""
        shown = self.text[at - 1]
        if shown in MARK_BYTES:
            return MARK_BYTES[shown]
        pair = pair_of(shown)
        return pair[1] if pair else 0

    def _shown_pair(self, at: int) -> tuple[int, int] | None:
        if at >= len(self.text):
            return None
        shown = self.text[at]
        return (0xA3, MARK_BYTES[shown]) if shown in MARK_BYTES else pair_of(shown)

    def _closed_by_letter(self, at: int, leads: list[int]) -> Steps:
        """Characters whose second byte shows as an ASCII letter at `at`, with their gloss."""
        if at >= len(self.text) or not "@" <= self.text[at] <= "~":
            return {}
        steps = []
        for lead in leads:
            char = pair_table().char.get((lead, ord(self.text[at])))
            if char:
                used = 1 + self._gloss_length(at + 1, char)
                steps.append(Step(char, used, ALIGNED, guessed=len(leads) > 1))
        return _table_of(steps)

    def _lost_end_used(self, at: int) -> int | None:
        """How much a lost second byte shows as at `at`; None where none can be lost."""
        after = self.text[at] if at < len(self.text) else "\n"
        if after == "\ufffd":
            return 1
        return None if after >= "@" else int(after == "?")

    def _glossed_end(self, at: int, lead: int, used: int) -> Steps:
        """Characters of `lead` that lost their second byte and whose reading stands behind."""
        if self.text[at + used : at + used + 1] not in {"(", "（"}:
            return {}
        steps = []
        for trail, char in pair_table().by_lead[lead].items():
            length = self._gloss_length(at + used, char)
            if trail > 0x80 and length:
                cost = style_cost(char, self._style)
                steps.append(Step(char, used + length, ALIGNED, cost=cost))
        return _table_of(steps)

    def _gloss_length(self, at: int, char: str) -> int:
        """Length of a gloss of `char` at `at`; 0 where there is none."""
        gloss = GLOSS_RE.match("一" + self.text[at : at + 10], 1)
        if gloss and is_reading(gloss["reading"], char):
            return gloss.end() - 1
        return 0
