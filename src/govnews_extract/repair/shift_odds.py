"""The likeliest reading of a shifted stretch, and how sure each of its characters is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from govnews_extract.repair.article_words import ArticleWords
from govnews_extract.repair.shift_lattice import ALIGNED, Node, ShiftLattice
from govnews_extract.repair.shift_paths import BEAM, Char, Link, Search, State, Word

# So much of the evidence is believed: words do not stand independently of one another, and what
# really stood there may be a name that no list holds. Tuned on damaged news that the lists lack.
BELIEF = 0.8


@dataclass(frozen=True, slots=True)
class ReadChar:
    """One character of a reading.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        sure: Probability of it, of all readings together.
        word_chars: Length of its word.
    """

    char: str
    start: Node
    end: Node
    sure: float
    word_chars: int


def likeliest_reading(lattice: ShiftLattice, words: ArticleWords) -> tuple[ReadChar, ...]:
    """The likeliest characters of `lattice`, each with its probability; empty where none fits."""
    search = Search(lattice, words)
    search.run()
    last = Node(len(lattice.text), ALIGNED)
    ends = [state for state in search.best if state.node == last]
    if not ends:
        return ()
    path: list[Word] = []
    link = search.best[max(ends, key=lambda end: search.best[end][0])][1]
    while link is not None:
        path.append(link.word)
        link = search.best[link.start][1]
    mass = _shares(_worthwhile(search, ends), ends, search.start)
    return tuple(
        ReadChar(
            char=char.char,
            start=char.start,
            end=char.end,
            sure=min(mass.get(char, 0.0), 1.0),
            word_chars=len(word.chars),
        )
        for word in reversed(path)
        for char in word.chars
    )


def _worthwhile(search: Search, ends: list[State]) -> list[Link]:
    """The links that stand in a reading not much less likely than the best, in reading order."""
    rest = dict.fromkeys(ends, 0.0)
    kept = []
    best = max(search.best[end][0] for end in ends)
    for link in reversed(search.links):
        after = rest.get(link.end)
        if after is None:
            continue
        after += link.log
        if search.best[link.start][0] + after < best - BEAM:
            continue
        kept.append(link)
        if after > rest.get(link.start, -math.inf):
            rest[link.start] = after
    return kept[::-1]


def _shares(links: list[Link], ends: list[State], start: State) -> dict[Char, float]:
    """What share of all readings has each character, weighed by their likelihood."""
    forward = {start: 0.0}
    for link in links:
        log = forward.get(link.start, -math.inf) + link.log * BELIEF
        forward[link.end] = _log_add(forward.get(link.end, -math.inf), log)
    backward = dict.fromkeys(ends, 0.0)
    for link in reversed(links):
        log = backward.get(link.end, -math.inf) + link.log * BELIEF
        backward[link.start] = _log_add(backward.get(link.start, -math.inf), log)
    total = backward[start]
    mass: dict[Char, float] = {}
    for link in links:
        log = link.log * BELIEF + backward.get(link.end, -math.inf) - total
        log += forward[link.start]
        share = math.exp(min(0.0, log))
        for char in link.word.chars:
            mass[char] = mass.get(char, 0.0) + share
    return mass


def _log_add(one: float, other: float) -> float:
    if one < other:
        one, other = other, one
    return one if other == -math.inf else one + math.log1p(math.exp(other - one))
