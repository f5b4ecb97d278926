"""Every reading that the bytes of a shifted stretch allow, as a graph.

What shows is what a decoder made of GBK bytes read one byte late. A node is a point between two
true characters: how much of what shows is used up, and which byte is pending, the first half of
the next true character. A step is one true character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.gbk_bytes import pair_of, pair_table
from govnews_extract.repair.gloss import EATEN_GLOSS_RE, GLOSS_RE
from govnews_extract.repair.readings import is_reading
from govnews_extract.repair.shift_steps import (
    A1,
    A3,
    Style,
    Table,
    after_vanished,
    before_vanished,
    lost_ends,
    lost_starts,
    style_cost,
    table_of,
    unseen,
    unseen_ends,
    unseen_lone_ends,
    vanishing_leads,
)

# A3A1, A3BF, A3AC, A3BB are ！ ？ ， ；; the pass that broke the text wrote them as ASCII, or left
# them. 規模化 with its A3BB is the commonest of all.
MARK_BYTES = {
    "!": 0xA1, "！": 0xA1, "?": 0xBF, "？": 0xBF, ",": 0xAC, "，": 0xAC, ";": 0xBB, "；": 0xBB
}  # fmt: skip
# A1A3 is 。: taken where a character that ends in A1 (省) stood before one that begins with A3,
# a full-width letter or mark (省（自治区）).
STOP = "。"
LOST_MARKS = "?\ufffd"

# Log odds against a shift beginning at a mark, with and without a trace of the lost byte.
# Tuned on clean text: the restored reading must be far likelier than what shows.
TRACED_COST = -7.0
UNTRACED_COST = -13.0
# Log odds against a quotation mark that opens twice or closes what is not open, against half an
# ellipsis, since they come in pairs, and against a guess that ends a line without a mark.
QUOTE_COST = -3.5
ELLIPSIS_COST = -6.0
LINE_END_COST = -4.0
OPEN_END_COST = -3.0
"""Log odds against a guess that ends a line while a quotation is open, and is not its end."""
_LINE_ENDS = "。”！？…；：》）"
_CHECKED = frozenset("“”…》）」’〉")

EATEN_TAG_RE = re.compile(r"/(?:p|div|span|td|li|font|strong)\s?>")
"""A tag whose `<` went with a lone byte before it."""
MAX_VANISHED_PAIRS = 2
SHIFTED, LETTER, ALIGNED = 0, 8, 9
"""Orders of nodes; 1 and 2 are those after so many vanished pairs."""


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


class Steps(NamedTuple):
    """Characters that lead to one node.

    Attributes:
        end: The node.
        table: The characters.
        guessed: One of their halves is not to be seen.
        cost: Log odds against any of them, beside what its word is worth.
    """

    end: Node
    table: Table
    guessed: bool = True
    cost: float = 0.0


class Torn(NamedTuple):
    """A gloss that stands between the two bytes of a character.

    Attributes:
        end: Code points of the stretch up to its end.
        leads: The bytes that may have stood before it.
    """

    end: int
    leads: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A stretch to be read anew.

    Attributes:
        text: What shows, with some context on both sides.
        breaks: Offsets in `text` of marks that may hide a break.
        torn: The glosses in it that tore a character, by where they begin.
        style: How the article is written.
        quoting: Whether a quotation mark is open where the stretch begins.
        closing: Marks that would close what is open there.
        ends_line: Whether a line or the text ends with it.
        in_term: Whether what a quotation mark opens there is a term, not speech.
    """

    text: str
    breaks: frozenset[int]
    style: Style
    torn: Mapping[int, Torn] = field(default_factory=dict)
    quoting: bool = False
    closing: str = ""
    ends_line: bool = False
    in_term: bool = False

    @property
    def first(self) -> int:
        """Where the first break is."""
        return min((*self.breaks, *self.torn))


class ShiftLattice:
    """The readings of one stretch.

    Args:
        damage: The stretch.
    """

    def __init__(self, damage: Damage) -> None:
        self.text = damage.text
        self.damage = damage
        self.start = Node(0, ALIGNED)
        self._style = damage.style
        self._firm: frozenset[int] = frozenset()
        self._steps: dict[Node, tuple[Steps, ...]] = {}

    def shown_late(self) -> str:
        """At each offset, the character that shows there where reading is shifted; a line end if none.

        It is in Simplified Chinese.
        """
        char = pair_table().char
        found = ["\n"]
        for at in range(1, len(self.text)):
            pair = self._shown_pair(at)
            found.append(char.get((self.pending(at), pair[0]), "\n") if pair else "\n")
        return simplify("".join(found))

    def hold(self, firm: Iterable[int]) -> None:
        """Let no pair vanish at these offsets, where what shows is sure to be one character."""
        self._firm = frozenset(firm)

    def steps(self, node: Node) -> tuple[Steps, ...]:
        """The characters that may stand after `node`, by the node that they lead to."""
        known = self._steps.get(node)
        if known is None:
            known = self._steps[node] = tuple(s for s in self._found(node) if s.table)
        return known

    def unseen_steps(self, node: Node) -> tuple[Steps, ...]:
        """The characters behind a vanished pair of which both halves are gone."""
        if not SHIFTED < node.order < MAX_VANISHED_PAIRS:
            return ()
        steps = [
            Steps(Node(node.at, node.order + 1, byte), table)
            for byte, table in unseen(node.byte, self._style)
        ]
        ends = self._lost_end_used(node.at)
        if ends is not None:
            end = Node(node.at + ends, ALIGNED)
            steps.append(Steps(end, unseen_ends(node.byte, self._style)))
        return tuple(steps)

    def lone_steps(self, node: Node) -> tuple[Steps, ...]:
        """Those of `unseen_steps` that may be words of one character at the end of what is shifted."""
        if not SHIFTED < node.order < MAX_VANISHED_PAIRS:
            return ()
        ends = self._lost_end_used(node.at)
        if ends is None:
            return ()
        end = Node(node.at + ends, ALIGNED)
        return (Steps(end, unseen_lone_ends(node.byte, self._style)),)

    def behind(self, node: Node, char: str) -> Node | None:
        """Where `char` leads to from `node`, as it shows if it does; None where it cannot stand."""
        key = simplify(char)
        ends = [
            (one.guessed, one.end)
            for one in self.steps(node) + self.unseen_steps(node)
            if any(char == option for option, _ in one.table.get(key, ()))
        ]
        return min(ends)[1] if ends else None

    def guess_cost(self, char: str, end: Node) -> float:
        """Log odds against a guess where quotation marks or the end of a line deny it."""
        damage = self.damage
        if char in _CHECKED:
            if char in "“”" and (char == "“") == damage.quoting:
                return QUOTE_COST
            if char == "…":
                return ELLIPSIS_COST
            if char in "》）」’〉" and char not in damage.closing:
                return QUOTE_COST
            if char == "”":
                return 0.0
        at_end = end.order == ALIGNED and end.at == len(damage.text)
        if at_end and damage.ends_line and char not in _LINE_ENDS:
            return LINE_END_COST
        if at_end and damage.ends_line and damage.quoting:
            return OPEN_END_COST
        if char == STOP and damage.in_term and end.at <= damage.first + 1:
            return QUOTE_COST
        return 0.0

    def _found(self, node: Node) -> Iterator[Steps]:
        if node.order == ALIGNED:
            yield from self._aligned(node.at)
        elif node.order == LETTER:
            letter = table_of([(chr(node.byte), 0.0)])
            yield Steps(Node(node.at, ALIGNED), letter, guessed=False)
        elif node.order == SHIFTED:
            yield from self._shifted(node.at)
        else:
            yield from self._behind_vanished(node)

    def _behind_vanished(self, node: Node) -> Iterator[Steps]:
        pair = self._shown_pair(node.at)
        leads = sorted(vanishing_leads(node.byte, self._style))
        if pair is None:
            yield from self._closed_by_letter(node.at, leads)
        else:
            yield Steps(_behind(node.at, pair), after_vanished(node.byte, pair[0], self._style))
        used = self._lost_end_used(node.at)
        for lead in leads if used else ():
            yield from self._glossed_end(node.at, lead, 1)

    def _aligned(self, at: int) -> Iterator[Steps]:
        if at >= len(self.text):
            return
        if at in self.damage.torn:
            yield from self._torn(self.damage.torn[at])
            return
        shown, breaks = self.text[at], self.damage.breaks
        yield Steps(Node(at + 1, ALIGNED), table_of([(shown, 0.0)]), guessed=False)
        if shown in LOST_MARKS and at + 1 in breaks:
            trail = A1 if self.text[at + 1] == STOP else A3
            yield Steps(Node(at + 2, SHIFTED), lost_starts(trail, self._style), cost=TRACED_COST)
        if at in breaks and shown != STOP:
            yield Steps(Node(at + 1, SHIFTED), lost_starts(A3, self._style), cost=UNTRACED_COST)

    def _torn(self, torn: Torn) -> Iterator[Steps]:
        """The characters that a gloss may have torn, by what shows of their second byte."""
        at = torn.end
        pair = self._shown_pair(at)
        if pair is None:
            yield from self._closed_by_letter(at, torn.leads)
        else:
            chars = (pair_table().char.get((lead, pair[0])) for lead in torn.leads)
            table = table_of((char, style_cost(char, self._style)) for char in chars if char)
            yield Steps(_behind(at, pair), table)
        used = self._lost_end_used(at)
        for lead in torn.leads:
            if used is not None:
                yield Steps(Node(at + used, ALIGNED), lost_ends(lead, self._style))
            whole = pair_table().char.get((lead, 0x80))
            if whole:
                yield Steps(Node(at, ALIGNED), table_of([(whole, style_cost(whole, self._style))]))
            for byte, table in before_vanished(lead, self._style):
                yield Steps(Node(at, SHIFTED + 1, byte), table)

    def _shifted(self, at: int) -> Iterator[Steps]:
        lead = self.pending(at)
        by_lead = pair_table().by_lead.get(lead)
        if not by_lead:
            return
        pair = self._shown_pair(at)
        if pair is None:
            yield from self._closed_by_letter(at, [lead])
        elif pair[0] in by_lead:
            yield Steps(_behind(at, pair), table_of([(by_lead[pair[0]], 0.0)]), guessed=False)
        used = self._lost_end_used(at)
        if used is not None:
            yield Steps(Node(at + used, ALIGNED), lost_ends(lead, self._style))
            yield from self._glossed_end(at, lead, used)
        if 0x80 in by_lead:  # 0x80 begins no pair: it vanishes alone, and what follows is in step
            yield Steps(Node(at, ALIGNED), table_of([(by_lead[0x80], 0.0)]))
        if at in self._firm:
            return
        for byte, table in before_vanished(lead, self._style):
            yield Steps(Node(at, SHIFTED + 1, byte), table)

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
        return (A3, MARK_BYTES[shown]) if shown in MARK_BYTES else pair_of(shown)

    def _closed_by_letter(self, at: int, leads: Sequence[int]) -> Iterator[Steps]:
        """Characters whose second byte shows as an ASCII letter at `at`, with their gloss."""
        if at >= len(self.text) or not "@" <= self.text[at] <= "~":
            return
        found: dict[int, list[tuple[str, float]]] = {}
        for lead in leads:
            char = pair_table().char.get((lead, ord(self.text[at])))
            if char:
                end = at + 1 + self._gloss_length(at + 1, char)
                found.setdefault(end, []).append((char, 0.0))
        for end, chars in found.items():
            yield Steps(Node(end, ALIGNED), table_of(chars), guessed=len(leads) > 1)

    def _lost_end_used(self, at: int) -> int | None:
        """How much a lost second byte shows as at `at`; None where none can be lost."""
        after = self.text[at] if at < len(self.text) else "\n"
        if after in LOST_MARKS and (tag := EATEN_TAG_RE.match(self.text, at + 1)):
            return 1 + tag.end() - tag.start()
        if after == "\ufffd":
            return 1
        return None if after >= "@" else int(after == "?")

    def _glossed_end(self, at: int, lead: int, used: int) -> Iterator[Steps]:
        """Characters of `lead` that lost their second byte and whose reading stands behind.

        The byte may have taken the bracket of the gloss with it: 據(jù) shows as ?jù).
        """
        shown = self.text[at + used : at + used + 1]
        eaten = EATEN_GLOSS_RE.match(self.text, at + used) if used else None
        if shown not in {"(", "（"} and not eaten:
            return
        for trail, char in pair_table().by_lead[lead].items():
            if eaten:
                fits = is_reading(eaten["reading"], char)
                length = eaten.end() - eaten.start() if fits else 0
            else:
                length = self._gloss_length(at + used, char)
            if trail > 0x80 and length:
                end = Node(at + used + length, ALIGNED)
                yield Steps(end, table_of([(char, style_cost(char, self._style))]))

    def _gloss_length(self, at: int, char: str) -> int:
        """Length of a gloss of `char` at `at`; 0 where there is none."""
        gloss = GLOSS_RE.match("一" + self.text[at : at + 10], 1)
        if gloss and is_reading(gloss["reading"], char):
            return gloss.end() - 1
        return 0


def _behind(at: int, pair: tuple[int, int]) -> Node:
    """The node behind a character whose second byte shows as the first of the pair at `at`."""
    return Node(at + 1, SHIFTED) if pair[1] > 0x80 else Node(at + 1, LETTER, pair[1])
