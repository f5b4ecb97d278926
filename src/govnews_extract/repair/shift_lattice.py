"""Every reading that the bytes of a shifted stretch allow, as a graph.

What shows is what a decoder made of GBK bytes read one byte late. A node is a point between two
true characters: how much of what shows is used up, and which byte is pending, the first half of
the next true character. An edge is one true character.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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

# A3A1, A3BF, A3AC are ！ ？ ，; the pass that broke the text wrote them as ASCII, or left them.
MARK_BYTES = {"!": 0xA1, "！": 0xA1, "?": 0xBF, "？": 0xBF, ",": 0xAC, "，": 0xAC}
LOST_MARKS = "?\ufffd"

# Log odds against a shift beginning at a mark, with and without a trace of the lost byte.
# Tuned on clean text: the restored reading must be far likelier than what shows.
TRACED_COST = -7.0
UNTRACED_COST = -13.0
# A script that the article is not written in.
OTHER_SCRIPT_COST = -5.0
MAX_VANISHED_PAIRS = 3


class Node(NamedTuple):
    """A point between two true characters; nodes sort in reading order.

    Attributes:
        at: Code points of the stretch used up.
        order: Breaks ties: 0 shifted, 1 to 3 after vanished pairs, 8 before a letter, 9 aligned.
        byte: The pending first half after a vanished pair, or the letter; 0 otherwise.
    """

    at: int
    order: int
    byte: int


SHIFTED, LETTER, ALIGNED = 0, 8, 9


@dataclass(frozen=True, slots=True)
class Step:
    """One true character between two nodes.

    Attributes:
        guessed: One of its halves is not to be seen.
        cost: Log odds against it, beside what its word is worth.
    """

    char: str
    end: Node
    guessed: bool
    cost: float


Steps = dict[str, list[Step]]
"""Steps by their character in Simplified Chinese."""


class ShiftLattice:
    """The readings of one stretch.

    Args:
        text: What shows.
        traditional: Whether the article is in Traditional Chinese.
    """

    def __init__(self, text: str, *, traditional: bool) -> None:
        self.text = text
        self._traditional = traditional
        self._table = pair_table()
        self._steps: dict[Node, Steps] = {}

    @cached_property
    def start(self) -> Node:
        """Where the stretch begins, in step with its characters."""
        return Node(0, ALIGNED, 0)

    @cached_property
    def end(self) -> Node:
        """Where the stretch ends, in step again."""
        return Node(len(self.text), ALIGNED, 0)

    def steps(self, node: Node) -> Steps:
        """The characters that may stand after `node`."""
        known = self._steps.get(node)
        if known is None:
            known = self._steps[node] = {}
            if node.order == ALIGNED:
                self._add_aligned(node, known)
            elif node.order == LETTER:
                self._add(known, chr(node.byte), Node(node.at, ALIGNED, 0), guessed=False)
            elif node.order == SHIFTED:
                self._add_shifted(node, known)
            else:
                self._add_after_vanished(node, known)
        return known

    def unseen_steps(self, node: Node, key: str) -> list[Step]:
        """Steps for `key` where both halves of the character vanished."""
        if not SHIFTED < node.order < MAX_VANISHED_PAIRS:
            return []
        found = []
        for char in spellings().get(key, ()):
            pair = pair_of(char)
            if pair and pair[0] in self._table.vanishing[node.byte] and self._may_vanish(pair[1]):
                end = Node(node.at, node.order + 1, pair[1])
                found.append(Step(char, end, guessed=True, cost=self._script_cost(char)))
        return found

    def _add(self, steps: Steps, char: str, end: Node, *, guessed: bool, cost: float = 0.0) -> None:
        if guessed:
            cost += self._script_cost(char)
        steps.setdefault(simplify(char), []).append(Step(char, end, guessed, cost))

    def _script_cost(self, char: str) -> float:
        other = is_simplified_only(char) if self._traditional else simplify(char) != char
        return OTHER_SCRIPT_COST if other else 0.0

    def _may_vanish(self, byte: int) -> bool:
        return bool(self._table.vanishing.get(byte))

    def _add_aligned(self, node: Node, steps: Steps) -> None:
        at, text = node.at, self.text
        if at >= len(text):
            return
        self._add(steps, text[at], Node(at + 1, ALIGNED, 0), guessed=False)
        traced = text[at] in LOST_MARKS and text[at + 1 : at + 2] in MARK_BYTES
        if traced:
            self._add_lost(node, steps, at + 2, TRACED_COST)
        if text[at] in MARK_BYTES:
            self._add_lost(node, steps, at + 1, UNTRACED_COST)

    def _add_lost(self, node: Node, steps: Steps, end: int, cost: float) -> None:
        """The character whose second byte was A3 and whose first byte is gone."""
        for char in self._table.by_trail[0xA3].values():
            self._add(steps, char, Node(end, SHIFTED, 0), guessed=True, cost=cost)

    def _pending(self, at: int) -> int:
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

    def _add_shifted(self, node: Node, steps: Steps) -> None:
        pending = self._pending(node.at)
        if pending not in self._table.by_lead:
            return
        self._add_closed(node.at, pending, steps)
        self._add_lost_end(node.at, pending, steps)
        whole = self._table.by_lead[pending].get(0x80)
        if whole:  # 0x80 begins no pair: it vanishes alone, and what follows is in step
            self._add(steps, whole, Node(node.at, ALIGNED, 0), guessed=True)
        for trail, char in self._table.by_lead[pending].items():
            if trail > 0x80 and self._may_vanish(trail):
                self._add(steps, char, Node(node.at, 1, trail), guessed=True)

    def _add_after_vanished(self, node: Node, steps: Steps) -> None:
        for lead in self._table.vanishing[node.byte]:
            self._add_closed(node.at, lead, steps, guessed=True)

    def _add_closed(self, at: int, lead: int, steps: Steps, *, guessed: bool = False) -> None:
        """The character of `lead` and the first byte that shows at `at`."""
        pair = self._shown_pair(at)
        if pair is not None:
            char = self._table.char.get((lead, pair[0]))
            if char:
                order = SHIFTED if pair[1] > 0x80 else LETTER
                end = Node(at + 1, order, pair[1] if order == LETTER else 0)
                self._add(steps, char, end, guessed=guessed)
        elif at < len(self.text) and "@" <= self.text[at] <= "~":
            char = self._table.char.get((lead, ord(self.text[at])))
            if char:
                end = self._past_gloss(at + 1, char)
                self._add(steps, char, Node(end, ALIGNED, 0), guessed=guessed)

    def _past_gloss(self, at: int, char: str) -> int:
        """Behind a gloss of `char` at `at`, or `at` itself."""
        gloss = GLOSS_RE.match("一" + self.text[at : at + 10], 1)
        if gloss and is_reading(gloss["reading"], char):
            return at + gloss.end() - 1
        return at

    def _add_lost_end(self, at: int, pending: int, steps: Steps) -> None:
        """The last character of a run, whose second byte met a byte that ends no pair."""
        after = self.text[at] if at < len(self.text) else "\n"
        if after >= "@":
            return
        end = at + 1 if after in LOST_MARKS else at
        for trail, char in self._table.by_lead[pending].items():
            if trail > 0x80:
                past = self._past_gloss(end, char)
                self._add(steps, char, Node(past, ALIGNED, 0), guessed=past == end)
