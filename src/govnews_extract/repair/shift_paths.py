"""The likeliest reading of a shifted stretch, and how sure each of its characters is.

A reading is a sequence of words. Each is worth its share of all words, more or less by how
often its part of speech follows the one before.
"""

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
from govnews_extract.repair.words import (
    CLOSER,
    LONE,
    MAX_WORD_CHARS,
    OPENER,
    PAUSE,
    STOP,
    tag_pairs,
)

UNKNOWN_LOG = -17.0
"""Log share of a character that shows and that no word holds."""
# States this much less likely than the best of their kind at their place are not followed.
BEAM = 10.0
# A stretch that the article repeats is looked for in at most so many shown characters.
MAX_REPEATED_CHARS = 24
# Log odds against a quotation mark that opens twice or closes what is not open, and against a
# guess that ends a line without a mark.
QUOTE_COST = -3.5
LINE_END_COST = -4.0
ELLIPSIS_COST = -6.0
"""Log odds against half an ellipsis: they come in pairs."""
_MARK_TAGS = frozenset((STOP, PAUSE, OPENER, CLOSER))
_LINE_ENDS = "。”！？…；：》）"


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


class _Char(NamedTuple):
    start: Node
    end: Node
    char: str


class _Word(NamedTuple):
    chars: tuple[_Char, ...]
    log: float
    tag: str


class _Begun(NamedTuple):
    """The beginning of a word, and what its steps cost so far."""

    word: str
    chars: tuple[_Char, ...]
    cost: float


class _State(NamedTuple):
    """A node, and the part of speech of the word that led to it."""

    node: Node
    tag: str


class _Link(NamedTuple):
    """A word between two states, and what it is worth there."""

    start: _State
    end: _State
    log: float
    word: _Word


@dataclass(slots=True)
class _Search:
    """The words that may stand in the lattice, as links between states worth following."""

    lattice: ShiftLattice
    words: ArticleWords
    known: dict[Node, list[_Word]] = field(default_factory=dict)
    best: dict[_State, tuple[float, _Link | None]] = field(default_factory=dict)
    crest: dict[tuple[int, int], float] = field(default_factory=dict)
    links: list[_Link] = field(default_factory=list)

    def run(self) -> None:
        """Follow every state worth following, in reading order."""
        start = _State(self.lattice.start, STOP)
        queue = [start]
        self.best[start] = (0.0, None)
        while queue:
            state = heapq.heappop(queue)
            score = self.best[state][0]
            if score >= self.crest.get(state.node[:2], score) - BEAM:
                self._follow(state, score, queue)

    def _follow(self, state: _State, score: float, queue: list[_State]) -> None:
        odds = tag_pairs()
        best, crest = self.best, self.crest
        before = state.tag
        opens = before in {STOP, PAUSE}
        for word in self.words_at(state.node):
            node, tag = word.chars[-1].end, word.tag
            log = word.log + odds.get((before, tag), 0.0)
            reached = score + log
            place = node[:2]
            top = crest.get(place)
            if top is None or reached > top:
                crest[place] = reached
            elif reached < top - BEAM:
                continue
            # A word of one character that opens a clause is marked as such.
            if opens and len(word.chars) == 1 and tag not in _MARK_TAGS:
                tag += LONE
            end = _State(node, tag)
            link = _Link(state, end, log, word)
            self.links.append(link)
            known = best.get(end)
            if known is None:
                heapq.heappush(queue, end)
            elif reached <= known[0]:
                continue
            best[end] = (reached, link)

    def words_at(self, node: Node) -> list[_Word]:
        """The words that may begin at `node`."""
        found = self.known.get(node)
        if found is None:
            found = self.known[node] = []
            if node.order == SHIFTED:
                self._add_repeated(found, node)
            self._extend(found, _Begun("", (), 0.0), node)
        return found

    def _extend(self, found: list[_Word], begun: _Begun, node: Node) -> None:
        """Add to `found` the words that begin as `begun` does, which ends at `node`."""
        following = self.words.next_chars(begun.word) if begun.word else None
        for table in self.lattice.steps(node):
            for key in table if following is None else table.keys() & following:
                for step in table[key]:
                    self._take(found, begun, node, (key, step))
        if following and SHIFTED < node.order < MAX_VANISHED_PAIRS:
            for key in following:
                for step in self.lattice.unseen_steps(node, key):
                    self._take(found, begun, node, (key, step))

    def _take(self, found: list[_Word], begun: _Begun, node: Node, keyed: tuple[str, Step]) -> None:
        """Go on from `begun` by one step, and add what makes a word."""
        key, step = keyed
        word = begun.word + key
        cost = begun.cost + step.cost
        if step.guessed:
            cost += self._guess_cost(step, node)
        end = Node(node.at + step.used, step.order, step.byte)
        chars = (*begun.chars, _Char(node, end, step.char))
        share = self.words.log_share(word)
        if share is None and len(word) == 1 and not step.guessed:
            share = UNKNOWN_LOG
        if share is not None:
            found.append(_Word(chars, share + cost, self.words.tag(word)))
        if len(word) < MAX_WORD_CHARS and self.words.next_chars(word):
            self._extend(found, _Begun(word, chars, cost), end)

    def _guess_cost(self, step: Step, node: Node) -> float:
        """Log odds against a guessed mark where quotation marks or the end of a line deny it."""
        damage = self.lattice.damage
        if step.char in "“”" and (step.char == "“") == damage.quoting:
            return QUOTE_COST
        if step.char == "…":
            return ELLIPSIS_COST
        if step.char in "》）」’〉" and step.char not in damage.closing:
            return QUOTE_COST
        at_end = step.order == ALIGNED and node.at + step.used == len(damage.text)
        if at_end and damage.ends_line and step.char not in _LINE_ENDS:
            return LINE_END_COST
        return 0.0

    def _add_repeated(self, found: list[_Word], node: Node) -> None:
        """Add the longest stretch of the article that would show as the text does here."""
        shown = self.lattice.text[node.at : node.at + MAX_REPEATED_CHARS]
        lead = self.lattice.pending(node.at)
        best: tuple[tuple[str, bool], ...] = ()
        for size in range(2, len(shown) + 1):
            longer = self.words.late_match(shown[:size], lead)
            if not longer:
                break
            best = longer
        chars: list[_Char] = []
        at = node
        for char, shows in best:
            hidden = Node(at.at, at.order + 1, self.lattice.class_of(char))
            end = Node(at.at + 1, SHIFTED) if shows else hidden
            chars.append(_Char(at, end, char))
            at = end
        if chars:
            tag = self.words.tag(chars[-1].char)
            found.append(_Word(tuple(chars), self.words.repeated_log, tag))


def likeliest_reading(lattice: ShiftLattice, words: ArticleWords) -> tuple[ReadChar, ...]:
    """The likeliest characters of `lattice`, each with its probability; empty where none fits."""
    search = _Search(lattice, words)
    search.run()
    last = Node(len(lattice.text), ALIGNED)
    ends = [state for state in search.best if state.node == last]
    if not ends:
        return ()
    path: list[_Word] = []
    link = search.best[max(ends, key=lambda end: search.best[end][0])][1]
    while link is not None:
        path.append(link.word)
        link = search.best[link.start][1]
    mass = _shares(_worthwhile(search, ends), ends, _State(lattice.start, STOP))
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


def _worthwhile(search: _Search, ends: list[_State]) -> list[_Link]:
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


def _shares(links: list[_Link], ends: list[_State], start: _State) -> dict[_Char, float]:
    """What share of all readings has each character, weighed by their likelihood."""
    forward = {start: 0.0}
    for link in links:
        log = forward.get(link.start, -math.inf) + link.log
        forward[link.end] = _log_add(forward.get(link.end, -math.inf), log)
    backward = dict.fromkeys(ends, 0.0)
    for link in reversed(links):
        log = backward.get(link.end, -math.inf) + link.log
        backward[link.start] = _log_add(backward.get(link.start, -math.inf), log)
    total = backward[start]
    mass: dict[_Char, float] = {}
    for link in links:
        log = forward[link.start] + link.log + backward.get(link.end, -math.inf) - total
        share = math.exp(min(0.0, log))
        for char in link.word.chars:
            mass[char] = mass.get(char, 0.0) + share
    return mass


def _log_add(one: float, other: float) -> float:
    if one < other:
        one, other = other, one
    return one if other == -math.inf else one + math.log1p(math.exp(other - one))
