"""What the sequence tagger sees: words and their neighbours, classes, lexicons, rules.

Features are strings. Those of a word, of the words beside it and of the classes around it depend
on words alone, so that the decoder adds up their weights once a word; the rest are events, which
few words have.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, compress, pairwise

from govnews_extract.mentions import LOC
from govnews_extract.tag.heads import Head, Known, head_rows
from govnews_extract.tag.persons import surnames
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import generic_words, inner_words, stop_words, word_classes

MAX_LOOK_AHEAD = 6
"""Words in which the next head is looked for."""

# White space and control characters, which no token shows.
BLANK_RE = re.compile(r"[\x00- \s]")

EDGE = "¶"
"""Stands for the word before the first and behind the last of a text."""


def shape_of(word: str) -> str:
    """Kind of characters: digits, letters, mark, or the number of Chinese characters."""
    first = word[0]
    if first.isdigit():
        return "0"
    if first.isascii():
        return "A" if first.isalpha() else "."
    return str(min(len(word), 5)) if "一" <= first <= "鿿" else "."


def class_of(word: str) -> str:
    """Class in the dictionary, marked where the word ends names; the shape of unknown words."""
    kind = word_classes().get(word) or "?" + shape_of(word)
    return kind + "!" if word in stop_words() else kind


@cache
def classes() -> tuple[str, ...]:
    """Every value of `class_of`, sorted."""
    kinds = set(word_classes().values()) | {f"?{s}" for s in "0A.12345"}
    return tuple(sorted(kinds | {kind + "!" for kind in kinds}))


def own_features(word: str, kind: str) -> list[str]:
    """Features that a word of the class `kind` has for itself only."""
    single, double = surnames()
    found = ["b", f"s={shape_of(word)}", f"f={word[0]}"]
    if len(word) > 2:
        found.append(f"ll={word[-2:]}")
    if word in inner_words():
        found.append("inner")
    if word in generic_words():
        found.append("generic")
    if word[0] in single or word[:2] in double:
        found.append(f"surname{min(len(word), 4)}{kind}")
    return found


SIDES = {-1: "-", 1: "+", -2: "--", 2: "++", 0: ""}
"""How far from a token a word stands, and the mark of its features there; 0 is the word itself."""

SIDE_MARKS, FAR_MARKS = "wcl", "cl"
"""What a word says for itself and the tokens beside it, and for the next but one."""


def side_features(word: str, kind: str, step: int) -> Iterator[str]:
    """Features of a word of the class `kind` for a token, from which it is `step` words away."""
    values = {"w": word, "c": kind, "l": word[-1]}
    for mark in FAR_MARKS if abs(step) > 1 else SIDE_MARKS:
        yield f"{SIDES[step]}{mark}={values[mark]}"


def trigram_feature(before: str, word: str, after: str) -> str:
    """The feature of three classes in a row, of the words around a token."""
    return f"ccc={class_of(before)}|{class_of(word)}|{class_of(after)}"


def repeat_feature(word: str) -> str | None:
    """The feature of a word that the article has more than once; None for one that says nothing.

    Most unknown words that stand twice are names that the article is about.
    """
    if len(word) < 2 or not "一" <= word[0] <= "鿿" or word in word_classes():
        return None
    return f"rep{min(len(word), 5)}"


class TokenRow:
    """The tokens of one article, as the tagger reads them.

    Word borders, with those that places, rules and heads put inside words; no white space.

    Attributes:
        starts: Where each token begins.
        ends: Where each token ends.
        words: What each token says.
        chains: Numbers of the first token of each clause, and the number of tokens.
    """

    __slots__ = ("chains", "ends", "starts", "words")

    def __init__(self, scene: Scene, cuts: Iterable[int]) -> None:
        text, is_start = scene.text, scene.is_start
        begins = [clause.start for clause in scene.doc.clauses]
        inner = {at for at in chain(cuts, begins) if not is_start[at]}
        points = sorted([*scene.words, *inner]) if inner else scene.words
        words: Sequence[str] = [text[a:b] for a, b in pairwise(points)]
        starts: Sequence[int] = points[:-1]
        ends: Sequence[int] = points[1:]
        if BLANK_RE.search(text) is not None:
            shown = [word > " " and not word.isspace() for word in words]
            words = list(compress(words, shown))
            starts, ends = list(compress(starts, shown)), list(compress(ends, shown))
        self.words, self.starts, self.ends = words, starts, ends
        firsts = [bisect_left(self.starts, at) for at in begins]
        self.chains = sorted({0, len(self.starts), *firsts})

    def within(self, start: int, end: int) -> range:
        """Numbers of the tokens that begin in `start:end`."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def ending(self, at: int) -> int | None:
        """Number of the token that ends at `at`."""
        number = bisect_left(self.ends, at)
        return number if number < len(self.ends) and self.ends[number] == at else None

    def beginning(self, at: int) -> int | None:
        """Number of the token that begins at `at`."""
        number = bisect_left(self.starts, at)
        return number if number < len(self.starts) and self.starts[number] == at else None


class Events:
    """Features of one article's tokens that come from lexicons, rules and earlier stages.

    Attributes:
        at: Numbers of the tokens that have them.
        names: The feature of each number in `at`.
    """

    def __init__(self, scene: Scene, row: TokenRow) -> None:
        self._scene, self._row = scene, row
        self.at: list[int] = []
        self.names: list[str] = []

    def add_rules(self, settled: Sequence[Draft]) -> None:
        """What the rules decided, outermost names only."""
        reach = -1
        for draft in settled:
            if draft.end > reach:
                reach = draft.end
                self._span(draft.start, draft.end, "r", f"{draft.label.value}{draft.weight}")

    def add_given(self) -> None:
        """Places, dates and amounts."""
        scene = self._scene
        for place in scene.places:
            self._span(place.span.start, place.span.end, "g", "P")
        for start, end in scene.date_starts.items():
            self._span(start, end, "g", "D")
        for start, end in scene.amount_starts.items():
            self._span(start, end, "g", "Q")

    def add_known(self, known: Iterable[tuple[int, int, Known]]) -> None:
        """Names that lexicons hold whole."""
        for start, end, name in known:
            self._span(start, end, "k", f"{name.label.value}{'?' if name.risk else ''}")

    def add_titles(self, titles: Iterable[tuple[int, int, str]]) -> None:
        """Titles, and what stands beside them."""
        row = self._row
        for start, end, kind in titles:
            first, last = row.beginning(start), row.ending(end)
            if last is not None:
                self._put(last, "title")
                self._put(last + 1, f"-title={kind}")
            if first is not None:
                self._put(first - 1, f"+title={kind}")

    def add_heads(self, heads: Iterable[tuple[int, int, Head]]) -> None:
        """Last words of names, and how far ahead the next one is."""
        row = self._row
        chains, number = row.chains, 0
        done = -1
        marks = _marks_of_heads()
        for _, end, head in heads:
            at = row.ending(end)
            if at is None:
                continue
            here, behind, ahead = marks[head.surface]
            self.at.append(at)
            self.names.append(here)
            self._put(at + 1, behind)
            while number + 1 < len(chains) and chains[number + 1] <= at:
                number += 1
            first = max(done + 1, chains[number], at - MAX_LOOK_AHEAD)
            self.at += range(first, at)
            self.names += ahead[first - at :] if first < at else ()
            done = at

    def add_quotes(self) -> None:
        """Words in quotation marks, up to 30 code points."""
        text, row = self._scene.text, self._row
        at = text.find("“")
        while at >= 0:
            closed = text.find("”", at, at + 32)
            if closed > 0:
                inside = row.within(at, closed + 1)
                self.at += inside
                self.names += ["quoted"] * len(inside)
                if (last := row.ending(closed + 1)) is not None:
                    self._put(last + 1, "-quoted")
            at = text.find("“", at + 1)

    def _span(self, start: int, end: int, name: str, mark: str) -> None:
        """B, I and E on the tokens of a span, and its mark on the tokens beside it."""
        row, at, names = self._row, self.at, self.names
        first = bisect_left(row.starts, start)
        stop = bisect_left(row.starts, end, first)
        if first == stop:
            return
        begin, inside, last, behind, before = _span_marks(name, mark)
        at.append(first)
        names.append(begin)
        if stop - first > 1:
            at += range(first + 1, stop)
            names += [inside] * (stop - first - 1)
        if row.ends[stop - 1] == end:
            at.append(stop - 1)
            names.append(last)
        if stop < len(row.starts):
            at.append(stop)
            names.append(behind)
        if first:
            at.append(first - 1)
            names.append(before)

    def _put(self, number: int, feature: str) -> None:
        if 0 <= number < len(self._row.words):
            self.at.append(number)
            self.names.append(feature)


@cache
def _span_marks(name: str, mark: str) -> tuple[str, str, str, str, str]:
    """Features of the begin, inside and end of a span, and of the tokens behind and before it."""
    return (
        f"{name}=B{mark}",
        f"{name}=I{mark}",
        f"{name}=E{mark}",
        f"-{name}={mark}",
        f"+{name}={mark}",
    )


@cache
def _marks_of_heads() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Features of each head, of the token behind it, and of those before it, farthest first."""
    marks = {}
    for surface, head in head_rows().items():
        family = head.label.value if head.family in ("firm", "org") else head.family
        if head.kind == "weak" and head.label is LOC:
            family = "project"
        ahead = tuple(f"a={family}{far}" for far in range(MAX_LOOK_AHEAD, 0, -1))
        marks[surface] = (f"h={family}.{head.kind}", f"-h={family}.{head.kind}", ahead)
    return marks


def cuts_of(
    scene: Scene, settled: Iterable[Draft], heads: Iterable[tuple[int, int, Head]]
) -> Iterator[int]:
    """Borders inside words: of names found so far, of amounts, and behind heads."""
    for draft in settled:
        yield draft.start
        yield draft.end
    for start, end in scene.amount_starts.items():
        yield start
        yield end
    for _, end, _ in heads:
        yield end
