"""The likeliest reading of a shifted stretch, and how sure each of its characters is."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from typing import NamedTuple

from govnews_extract.repair.article_words import ArticleWords
from govnews_extract.repair.shift_lattice import (
    ALIGNED,
    MAX_VANISHED_PAIRS,
    SHIFTED,
    Node,
    ShiftLattice,
    Step,
)
from govnews_extract.repair.words import MAX_WORD_CHARS

UNKNOWN_LOG = -17.0
"""Log share of a character that shows and that no word holds."""
# Nodes this much less likely than the best of their kind at their place are not followed.
BEAM = 12.0
# Log odds against a mark that the one before it does not allow, such as 。 behind 、.
MARK_COST = -8.0
# A stretch that the article repeats is looked for in at most so many shown characters.
MAX_REPEATED_CHARS = 24
# Log odds against a quotation mark that opens twice or closes what is not open, and against a
# guess that ends a line without a mark.
QUOTE_COST = -5.0
LINE_END_COST = -4.0
_LINE_ENDS = "。”！？…；：》）"
_MARKS = {**dict.fromkeys("，。、；：！？,;:!?", 1), **dict.fromkeys("“《（(‘「", 2)}
_CLOSERS = frozenset("”》）)’」")


@dataclass(frozen=True, slots=True)
class ReadChar:
    """One character of a reading.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        sure: Probability of it, of all readings together.
        word_log: Log odds of its word, shared out over the word's characters.
    """

    char: str
    start: Node
    end: Node
    sure: float
    word_log: float


class _Char(NamedTuple):
    start: Node
    end: Node
    char: str


class _WordEdge(NamedTuple):
    chars: tuple[_Char, ...]
    log: float


@dataclass(slots=True)
class _Search:
    """All words that may stand in the lattice, as edges between nodes."""

    lattice: ShiftLattice
    words: ArticleWords
    edges: dict[Node, list[_WordEdge]] = field(default_factory=dict)
    best: dict[Node, tuple[float, _WordEdge | None]] = field(default_factory=dict)
    crest: dict[tuple[int, int], float] = field(default_factory=dict)

    def run(self) -> list[Node]:
        """Fill `edges` from every node worth following; those nodes in reading order."""
        queue = [self.lattice.start]
        self.best[self.lattice.start] = (0.0, None)
        order: list[Node] = []
        while queue:
            node = heapq.heappop(queue)
            score = self.best[node][0]
            if score < self.crest.get(node[:2], score) - BEAM:
                continue
            order.append(node)
            edges: list[_WordEdge] = []
            self._extend(edges, node, "", (), 0.0)
            self.edges[node] = edges
            for edge in edges:
                self._reach(queue, edge, score + edge.log)
        return order

    def _reach(self, queue: list[Node], edge: _WordEdge, score: float) -> None:
        end = edge.chars[-1].end
        known = self.best.get(end)
        if known is None:
            heapq.heappush(queue, end)
        elif score <= known[0]:
            return
        self.best[end] = (score, edge)
        place = end[:2]
        if score > self.crest.get(place, -math.inf):
            self.crest[place] = score

    def _extend(
        self,
        edges: list[_WordEdge],
        node: Node,
        word: str,
        chars: tuple[_Char, ...],
        cost: float,
    ) -> None:
        """Add to `edges` the words that begin with `word`, which ends at `node`."""
        following = self.words.next_chars(word) if word else None
        if following is None and node.order == SHIFTED:
            self._add_repeated(edges, node)
        for table in self.lattice.steps(node):
            for key in table if following is None else table.keys() & following:
                for step in table[key]:
                    self._take(edges, node, word + key, (chars, step), cost)
        if following and SHIFTED < node.order < MAX_VANISHED_PAIRS:
            for key in following:
                for step in self.lattice.unseen_steps(node, key):
                    self._take(edges, node, word + key, (chars, step), cost)

    def _guess_cost(self, step: Step, node: Node) -> float:
        """Log odds against a guessed mark where quotation marks or the end of a line deny it."""
        damage = self.lattice.damage
        if step.char in "“”" and (step.char == "“") == damage.quoting:
            return QUOTE_COST
        at_end = step.order == ALIGNED and node.at + step.used == len(damage.text)
        if at_end and damage.ends_line and step.char not in _LINE_ENDS:
            return LINE_END_COST
        return 0.0

    def _add_repeated(self, edges: list[_WordEdge], node: Node) -> None:
        """Add the longest stretch of the article that would show as the text does here."""
        shown = self.lattice.text[node.at : node.at + MAX_REPEATED_CHARS]
        lead = self.lattice.pending(node.at)
        best: tuple[tuple[str, bool], ...] = ()
        for size in range(2, len(shown) + 1):
            found = self.words.late_match(shown[:size], lead)
            if not found:
                break
            best = found
        if not best:
            return
        chars: list[_Char] = []
        at = node
        for char, shows in best:
            mark = _MARKS.get(char, 0)
            if shows:
                end = Node(at.at + 1, SHIFTED, 0, mark)
            else:
                end = Node(at.at, at.order + 1, self.lattice.class_of(char), mark)
            chars.append(_Char(at, end, char))
            at = end
        edges.append(_WordEdge(tuple(chars), self.words.repeated_log))

    def _take(
        self,
        edges: list[_WordEdge],
        node: Node,
        word: str,
        read: tuple[tuple[_Char, ...], Step],
        cost: float,
    ) -> None:
        chars, step = read
        mark = _MARKS.get(step.char, 0)
        cost += step.cost
        if step.guessed:
            cost += self._guess_cost(step, node)
        if node.mark and (mark == 1 or (node.mark == 2 and step.char in _CLOSERS)):
            cost += MARK_COST
        end = Node(node.at + step.used, step.order, step.byte, mark)
        chars = (*chars, _Char(node, end, step.char))
        share = self.words.log_share(word)
        if share is None and len(word) == 1 and not step.guessed:
            share = UNKNOWN_LOG
        if share is not None:
            edges.append(_WordEdge(chars, share + cost))
        if len(word) < MAX_WORD_CHARS and self.words.next_chars(word):
            self._extend(edges, end, word, chars, cost)


def likeliest_reading(lattice: ShiftLattice, words: ArticleWords) -> tuple[ReadChar, ...]:
    """The likeliest characters of `lattice`, each with its probability; empty where none fits."""
    search = _Search(lattice, words)
    order = search.run()
    ends = [node for node in order if node.at == len(lattice.text) and node.order == ALIGNED]
    if not ends:
        return ()
    forward = _forward(search, order)
    backward = _backward(search, order, ends)
    path: list[_WordEdge] = []
    at = max(ends, key=lambda node: search.best[node][0])
    while (edge := search.best[at][1]) is not None:
        path.append(edge)
        at = edge.chars[0].start
    return _with_odds(search, path[::-1], forward, backward)


def _forward(search: _Search, order: list[Node]) -> dict[Node, float]:
    forward = {search.lattice.start: 0.0}
    for node in order:
        here = forward[node]
        for edge in search.edges[node]:
            end = edge.chars[-1].end
            forward[end] = _log_add(forward.get(end, -math.inf), here + edge.log)
    return forward


def _backward(search: _Search, order: list[Node], ends: list[Node]) -> dict[Node, float]:
    backward = dict.fromkeys(ends, 0.0)
    for node in reversed(order):
        for edge in search.edges[node]:
            rest = backward.get(edge.chars[-1].end)
            if rest is not None:
                backward[node] = _log_add(backward.get(node, -math.inf), rest + edge.log)
    return backward


def _with_odds(
    search: _Search,
    path: list[_WordEdge],
    forward: dict[Node, float],
    backward: dict[Node, float],
) -> tuple[ReadChar, ...]:
    """The characters of `path`, each with the share of all readings that have it there."""
    total = backward[search.lattice.start]
    mass: dict[_Char, float] = {}
    for node, edges in search.edges.items():
        base = forward[node] - total
        for edge in edges:
            rest = backward.get(edge.chars[-1].end)
            if rest is None or base + edge.log + rest < -BEAM:
                continue
            share = math.exp(min(0.0, base + edge.log + rest))
            for char in edge.chars:
                mass[char] = mass.get(char, 0.0) + share
    return tuple(
        ReadChar(char.char, char.start, char.end, mass.get(char, 0.0), edge.log / len(edge.chars))
        for edge in path
        for char in edge.chars
    )


def _log_add(one: float, other: float) -> float:
    if one < other:
        one, other = other, one
    return one if other == -math.inf else one + math.log1p(math.exp(other - one))
