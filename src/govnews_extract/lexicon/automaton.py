"""Find many fixed names in a text at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

T = TypeVar("T")


class NameAutomaton:
    """Finds every place in a text where a name of a list stands, inside longer names too.

    The cost is linear in the text and its matches, and independent of the number of names.

    Args:
        names: None empty. A match tells the number of its name in this order; a name that stands
            twice in it is told twice.

    Example:
        >>> NameAutomaton(["上海", "上海市", "海市", "长宁区"]).find("在上海市长宁区")
        [(0, 1, 3), (1, 1, 4), (2, 2, 4), (3, 4, 7)]
    """

    __slots__ = ("_automaton",)

    def __init__(self, names: Iterable[str]) -> None:
        self._automaton = AhoCorasick(
            list(names),
            matchkind=MatchKind.Standard,
            # The smallest in memory; faster than the others where other stages fill the caches.
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Matches in `text` as (number of the name, start, end) in code points, sorted by end."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(
            text, overlapping=True
        )
        return found


def keep_longest(found: list[tuple[int, int, T]], match: tuple[int, int, T]) -> None:
    """Add a match (start, end, anything) to `found`, of which the leftmost and longest stay.

    Args:
        found: What stayed of the matches before, sorted and disjoint.
        match: A match that ends where the last one before it ends, or later.

    Example:
        >>> found = [(0, 2, "上海")]
        >>> for match in (0, 3, "上海市"), (1, 3, "海市"), (3, 5, "长宁"):
        ...     keep_longest(found, match)
        >>> found
        [(0, 3, '上海市'), (3, 5, '长宁')]
    """
    start = match[0]
    at = len(found)
    while at and found[at - 1][0] >= start:
        at -= 1
    if not at or found[at - 1][1] <= start:
        found[at:] = [match]
