"""The words that may stand in a shifted stretch, as a graph of those worth following.

A reading is a sequence of words. Each is worth its share of all words, more or less by what
stands before it: its part of speech, and the word itself where the two were seen together.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.article_words import ArticleWords, Before, Entry
from govnews_extract.repair.shift_lattice import (
    ALIGNED,
    LETTER,
    SHIFTED,
    Node,
    ShiftLattice,
    Steps,
)
from govnews_extract.repair.words import (
    MAX_WORD_CHARS,
    STOP,
)

# A word of so many characters that shows, and is at least so frequent, is what stood there: chance
# seldom makes one.
FIRM_LOGS = {2: -11.0, 3: -13.0, 4: -15.0, 5: -17.0}
UNKNOWN_LOG = -17.0
"""Log share of a character that shows and that no word holds."""
# States this much less likely than the best of their kind at their place are not followed, and of
# those at one node no more than so many.
BEAM = 10.0
MAX_STATES = 8
MIN_CHARS_BEFORE_UNSEEN = 1
"""A character of which both halves vanished is looked for behind so many of its word at least."""
# No word is likelier by more than this for what stands before it.
MAX_ODDS = 7.0
NEVER = -1e9
# A stretch that the article repeats is looked for in at most so many shown characters.
MAX_REPEATED_CHARS = 24


class Char(NamedTuple):
    """One true character between two nodes."""

    start: Node
    end: Node
    char: str


class Word(NamedTuple):
    """A word that may stand somewhere, with its log share, less what its characters cost.

    Attributes:
        simple: In Simplified Chinese.
        entry: What is known of it; None for a stretch that the article repeats.
        before: What it is to the word behind it.
    """

    chars: tuple[Char, ...]
    log: float
    simple: str
    entry: Entry | None
    before: Before


class _Begun(NamedTuple):
    """The beginning of a word, and what its characters cost so far."""

    simple: str
    chars: tuple[Char, ...]
    cost: float


_NOTHING = _Begun("", (), 0.0)


class State(NamedTuple):
    """A node, and what stands before it."""

    node: Node
    before: Before


class Link(NamedTuple):
    """A word between two states, and what it is worth there."""

    start: State
    end: State
    log: float
    word: Word


def _firm_offsets(shown: str, words: ArticleWords) -> set[int]:
    """The offsets of the characters of `shown` that stand in a word which can't be chance."""
    firm: set[int] = set()
    for start in range(1, len(shown)):
        for size, floor in FIRM_LOGS.items():
            word = shown[start : start + size]
            if len(word) < size or "\n" in word or not words.next_chars(word[:-1]):
                break
            share = words.log_share(word)
            if share is not None and share >= floor:
                firm.update(range(start, start + size))
    return firm


@dataclass(slots=True)
class Search:
    """The words that may stand in the lattice, as links between states worth following.

    Attributes:
        best: By state, the log likelihood of the best way there, and its last link.
        links: All links, in reading order.
    """

    lattice: ShiftLattice
    words: ArticleWords
    best: dict[State, tuple[float, Link | None]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    _states: dict[Node, list[State]] = field(default_factory=lambda: defaultdict(list))
    _crest: dict[tuple[int, int], float] = field(default_factory=dict)
    _queue: list[Node] = field(default_factory=list)
    _found: list[Word] = field(default_factory=list)

    @property
    def start(self) -> State:
        """Where all readings begin."""
        return State(self.lattice.start, Before(STOP, ""))

    def run(self) -> None:
        """Follow every state worth following, in reading order."""
        self.lattice.hold(_firm_offsets(self.lattice.shown_late(), self.words))
        self.best[self.start] = (0.0, None)
        self._states[self.lattice.start].append(self.start)
        self._queue.append(self.lattice.start)
        while self._queue:
            node = heapq.heappop(self._queue)
            live = sorted(((self.best[s][0], s) for s in self._states[node]), reverse=True)
            floor = self._floor(node)
            live = [one for one in live[:MAX_STATES] if one[0] >= floor]
            if live:
                self._follow(node, live)

    def _floor(self, node: Node) -> float:
        """How likely a way to `node` must be: behind a vanished pair, beside those without it too."""
        place = node[:2]
        top = self._crest.get(place, NEVER)
        if SHIFTED < node.order < LETTER:
            top = max(top, self._crest.get((node.at, SHIFTED), NEVER))
        return top - BEAM

    def _follow(self, node: Node, live: list[tuple[float, State]]) -> None:
        crest = self._crest
        top = live[0][0] + MAX_ODDS
        starts = [(score, state, self.words.behind(state.before)) for score, state in live]
        for word in self._words_at(node):
            end = word.chars[-1].end
            place = end[:2]
            floor = crest.get(place, NEVER) - BEAM
            if top + word.log < floor:
                continue
            for score, state, behind in starts:
                log = word.log + (behind.odds(word.simple, word.entry) if word.entry else 0.0)
                reached = score + log
                if reached >= floor:
                    self._reach(Link(state, State(end, word.before), log, word), reached)
                    if reached - BEAM > floor:
                        floor = reached - BEAM
                        crest[place] = reached

    def _reach(self, link: Link, reached: float) -> None:
        self.links.append(link)
        end = link.end
        known = self.best.get(end)
        if known is None:
            states = self._states[end.node]
            if not states:
                heapq.heappush(self._queue, end.node)
            states.append(end)
        elif reached <= known[0]:
            return
        self.best[end] = (reached, link)

    def _words_at(self, node: Node) -> list[Word]:
        """The words that may begin at `node`."""
        found = self._found = []
        if node.order == SHIFTED:
            self._add_repeated(found, node)
        for steps in self.lattice.steps(node) + self.lattice.lone_steps(node):
            for key in steps.table:
                self._take(_NOTHING, node, key, steps)
        return found

    def _extend(self, begun: _Begun, node: Node) -> None:
        """Add the words that begin as `begun` does, which ends at `node`."""
        following = self.words.next_chars(begun.simple)
        if not following:
            return
        steps_here = self.lattice.steps(node)
        if len(begun.chars) >= MIN_CHARS_BEFORE_UNSEEN:
            steps_here += self.lattice.unseen_steps(node)
        for steps in steps_here:
            for key in steps.table.keys() & following:
                self._take(begun, node, key, steps)

    def _take(self, begun: _Begun, node: Node, key: str, steps: Steps) -> None:
        """Go on by one step, and add what makes a word."""
        simple = begun.simple + key
        cost = begun.cost + steps.cost
        entry = self.words.entry(simple)
        share = entry.log
        if share is None and not begun.chars and not steps.guessed:
            share = UNKNOWN_LOG
        for char, own in steps.table[key]:
            total = cost + own
            if steps.guessed:
                total += self.lattice.guess_cost(char, steps.end)
            chars = (*begun.chars, Char(node, steps.end, char))
            if share is not None:
                self._found.append(Word(chars, share + total, simple, entry, entry.before))
            if len(simple) < MAX_WORD_CHARS:
                self._extend(_Begun(simple, chars, total), steps.end)

    def _add_repeated(self, found: list[Word], node: Node) -> None:
        """Add the stretches of the article that would show as the text does here."""
        shown = self.lattice.text[node.at : node.at + MAX_REPEATED_CHARS]
        here = self.words.late_match(shown, self.lattice.pending(node.at))
        if here is None:
            return
        log = self.words.repeated_log
        chars: list[Char] = []
        at = node
        text = self.words.text[here.start : here.start + MAX_REPEATED_CHARS]
        for char in text:
            end = self.lattice.behind(at, char)
            if end is None:
                break
            chars.append(Char(at, end, char))
            at = end
            if len(chars) >= here.size:
                simple = simplify(text[: len(chars)])
                found.append(Word(tuple(chars), log, simple, None, self.words.last_of(simple)))
            if end.order == ALIGNED:
                break
