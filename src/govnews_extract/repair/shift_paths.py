"""The likeliest reading of a shifted stretch, and how sure each of its characters is."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field

from govnews_extract.repair.shift_lattice import MAX_VANISHED_PAIRS, Node, ShiftLattice, Step
from govnews_extract.repair.words import MAX_WORD_CHARS, ArticleWords

UNKNOWN_LOG = -17.0
"""Log share of a character that shows and that no word holds."""


@dataclass(frozen=True, slots=True)
class ReadChar:
    """One character of a reading.

    Attributes:
        step: The character and where it ends.
        start: Where it begins.
        sure: Probability of it, of all readings together.
    """

    step: Step
    start: Node
    sure: float


@dataclass(slots=True)
class _WordEdge:
    start: Node
    steps: tuple[Step, ...]
    log: float


@dataclass(slots=True)
class _Search:
    """All words that may stand in the lattice, as edges between nodes."""

    lattice: ShiftLattice
    words: ArticleWords
    edges: dict[Node, list[_WordEdge]] = field(default_factory=dict)

    def run(self) -> list[Node]:
        """Fill `edges` from every node that can be reached; the nodes in reading order."""
        queue = [self.lattice.start]
        known = {self.lattice.start}
        order: list[Node] = []
        while queue:
            node = heapq.heappop(queue)
            order.append(node)
            self.edges[node] = []
            self._extend(node, node, "", (), 0.0)
            for edge in self.edges[node]:
                end = edge.steps[-1].end
                if end not in known:
                    known.add(end)
                    heapq.heappush(queue, end)
        return order

    def _extend(
        self, start: Node, node: Node, word: str, steps: tuple[Step, ...], cost: float
    ) -> None:
        nearby = self.lattice.steps(node)
        following = self.words.next_chars(word) if word else None
        if following is None:
            keys = list(nearby)
        else:
            keys = [key for key in nearby if key in following]
        for key in keys:
            for step in nearby[key]:
                self._take(start, word + key, (*steps, step), cost + step.cost)
        if following and 0 < node.order < MAX_VANISHED_PAIRS:
            for key in following:
                for step in self.lattice.unseen_steps(node, key):
                    self._take(start, word + key, (*steps, step), cost + step.cost)

    def _take(self, start: Node, word: str, steps: tuple[Step, ...], cost: float) -> None:
        share = self.words.log_share(word)
        last = steps[-1]
        if share is None and len(word) == 1 and not last.guessed:
            share = UNKNOWN_LOG
        if share is not None:
            self.edges[start].append(_WordEdge(start, steps, share + cost))
        if len(word) < MAX_WORD_CHARS:
            self._extend(start, last.end, word, steps, cost)


def likeliest_reading(lattice: ShiftLattice, words: ArticleWords) -> tuple[ReadChar, ...]:
    """The likeliest characters of `lattice`, each with its probability; empty where none fits."""
    search = _Search(lattice, words)
    order = search.run()
    end = lattice.end
    if end not in search.edges:
        return ()
    forward = {lattice.start: 0.0}
    best: dict[Node, tuple[float, _WordEdge | None]] = {lattice.start: (0.0, None)}
    for node in order:
        if node not in forward:
            continue
        for edge in search.edges[node]:
            target = edge.steps[-1].end
            forward[target] = _log_add(forward.get(target, -math.inf), forward[node] + edge.log)
            score = best[node][0] + edge.log
            if target not in best or score > best[target][0]:
                best[target] = (score, edge)
    backward = _backward(search, order, end)
    path: list[_WordEdge] = []
    at = end
    while (edge := best[at][1]) is not None:
        path.append(edge)
        at = edge.start
    return _with_odds(search, path[::-1], forward, backward)


def _backward(search: _Search, order: list[Node], end: Node) -> dict[Node, float]:
    backward = {end: 0.0}
    for node in reversed(order):
        for edge in search.edges[node]:
            rest = backward.get(edge.steps[-1].end)
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
    mass: dict[tuple[Node, Node, str], float] = {}
    for node, edges in search.edges.items():
        for edge in edges:
            rest = backward.get(edge.steps[-1].end)
            if rest is None or node not in forward:
                continue
            share = math.exp(min(0.0, forward[node] + edge.log + rest - total))
            at = node
            for step in edge.steps:
                key = (at, step.end, step.char)
                mass[key] = mass.get(key, 0.0) + share
                at = step.end
    chars: list[ReadChar] = []
    for edge in path:
        at = edge.start
        for step in edge.steps:
            chars.append(ReadChar(step, at, mass[at, step.end, step.char]))
            at = step.end
    return tuple(chars)


def _log_add(one: float, other: float) -> float:
    high, low = max(one, other), min(one, other)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))
