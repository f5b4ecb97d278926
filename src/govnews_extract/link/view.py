"""A sentence as a row of units: words, names, amounts and stops, one letter each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress
from operator import ne
from string import ascii_letters

from govnews_extract.datatypes import Label, Mention, Quantity, SegmentedText, Span
from govnews_extract.link.doubtful import DoubtfulProjects
from govnews_extract.link.generics import GenericResolver
from govnews_extract.link.words import CUT, JOIN, all_letters, find_cut

LABEL_LETTERS = {
    Label.PLACE: "E",
    Label.LOC: "E",
    Label.AGENCY: "O",
    Label.COMPANY: "O",
    Label.ORG: "O",
    Label.PERSON: "O",
    Label.PROJECT: "J",
    Label.PROGRAM: "G",
    Label.WORK: "G",
    Label.DATE: "D",
}

PROJECT = Label.PROJECT
MIN_NAME_CHARS = 3
LEAST_SIZE = 100
"""Counts from here on say how big a project is, those below how many parts it has."""

WITHIN = "".join({*ascii_letters, *"、“”+/ "} - {"Q"})
"""All letters but those of stops, brackets and amounts."""

SPECIAL = frozenset(("b", CUT, JOIN, "”", ")"))
ONE_RE = re.compile("[1一][个项家]")
RATIO_RE = re.compile("SP(?=[CAZ]*Q)")  # 占比 cut in two words
PLAN_RE = re.compile("(?<=[HW])A(?=C?Q|X)")
WEAK_VERB_RE = re.compile("v(?=H)")
WORKS_RE = re.compile("(?<=N)V(?=W[Vv]Q)")  # 渔船更新改造完成87艘: what is done is a noun
FOR_RE = re.compile(r"(?<=[AD])C(?=[EOUuN][NMH]{0,3}[VvW][MNHWC]{0,6}Q)")
FOR = "为"
PLAN = "计划"
RATIO = "比"
RATIO_OF_RE = re.compile("(?<=[NvW])P(?=C?Q)")
REACHED_RE = re.compile("W(?=CQ)")
TO = frozenset(("到", "至"))

TERMS = frozenset("期面")
"""What makes a measure of the verb before it: 投产期, 增长面."""

MAX_CLAUSE_UNITS = 160
"""No more units of a clause are looked at than this."""

MAX_QUOTE_CHARS = 16
"""A quotation this short names something (“百企入县”) and is one noun."""

MAX_ASIDE_CHARS = 40
"""A bracket this short that holds no amount is passed over."""


@dataclass(slots=True, kw_only=True)
class View:
    """The units of one sentence.

    Attributes:
        letters: One letter a unit; see `vocabulary.LETTERS`.
        starts: Where each unit begins in the text; `ends` where it ends.
        names: The mention of a unit that is a name, by unit.
        words: The simplified text of each unit.
        amounts: Unit of each quantity, by index of the quantity.
        inner: Unit of the name that holds a quantity, by index of the quantity.
        list_ends: Unit behind a list, by the ends of its items, as far as lists were read.
    """

    span: Span
    letters: str
    starts: list[int]
    ends: list[int]
    names: dict[int, Mention]
    amounts: dict[int, int]
    inner: dict[int, int]
    words: list[str]
    list_ends: dict[int, int] = field(default_factory=dict)
    _steps: tuple[str, list[int]] | None = None

    def path(self, low: int, high: int) -> str:
        """The letters of the units from `low` up to `high`, of repeated ones only the first."""
        if low >= high:
            return ""
        if self._steps is None:
            new = list(map(ne, self.letters, f" {self.letters}"))
            self._steps = "".join(compress(self.letters, new)), [0, *accumulate(new)]
        letters, at = self._steps
        return letters[at[low + 1] - 1 : at[high]]

    def clause_start(self, unit: int) -> int:
        """First unit of the clause that holds `unit`."""
        return self.letters.rfind(",", 0, unit) + 1

    def near_start(self, unit: int) -> int:
        """First unit of the clause of `unit`, or as far back as a clause is read."""
        low = unit - MAX_CLAUSE_UNITS if unit > MAX_CLAUSE_UNITS else 0
        return self.letters.rfind(",", low, unit) + 1 or low

    def reach_start(self, unit: int, most: int) -> int:
        """First unit, of at most so many before `unit`, of what may belong to it on its left."""
        low = unit - most if unit > most else 0
        return low + len(self.letters[low:unit].rstrip(WITHIN))

    def clause_end(self, unit: int) -> int:
        """Unit behind the last of the clause that holds `unit`."""
        end = self.letters.find(",", unit)
        return len(self.letters) if end < 0 else end


_Fixed = tuple[int, int, str, Mention | None, int]
"""Start, end and letter of a name or an amount, the name, and the number of the amount or -1."""


def _without_marks(view: View, letters: Sequence[str]) -> list[str]:
    """The letters without quotation marks, which are taken out of `view` too."""
    keep = [at for at, letter in enumerate(letters) if letter != "“"]
    place = {old: new for new, old in enumerate(keep)}
    view.starts = [view.starts[at] for at in keep]
    view.ends = [view.ends[at] for at in keep]
    view.words = [view.words[at] for at in keep]
    view.names = {place[at]: name for at, name in view.names.items()}
    view.amounts = {index: place[at] for index, at in view.amounts.items()}
    view.inner = {index: place[at] for index, at in view.inner.items()}
    return [letters[at] for at in keep]


class ViewMaker:
    """Cuts sentences of one article into units, each when first asked for."""

    def __init__(
        self,
        doc: SegmentedText,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        *,
        resolver: GenericResolver,
    ) -> None:
        self._doc = doc
        self._letters = all_letters()
        self._resolver = resolver
        self._quantities = quantities
        self._quantity_starts = [found.span.start for found in quantities]
        doubtful = DoubtfulProjects(doc, mentions, quantities)
        self._outer = _outermost(
            [m for m in mentions if m.label is not PROJECT or not doubtful.holds(m)]
        )
        self._kinds = {id(m) for m in self._outer if m.label is PROJECT and doubtful.is_kind(m)}
        self._outer_starts = [mention.span.start for mention in self._outer]
        self._views: dict[int, View] = {}

    def names_in(self, span: Span) -> Sequence[Mention]:
        """Outermost mentions that begin in `span`, in order."""
        low = bisect_left(self._outer_starts, span.start)
        return self._outer[low : bisect_left(self._outer_starts, span.end, low)]

    def view(self, number: int) -> View:
        """Units of the sentence `number`."""
        made = self._views.get(number)
        if made is None:
            made = self._views[number] = self._make(self._doc.sentences[number])
        return made

    def _make(self, span: Span) -> View:
        view = View(
            span=span, letters="", starts=[], ends=[], names={}, amounts={}, inner={}, words=[]
        )
        letters = self._lay_out(view)
        if "“" in letters:
            letters = _without_marks(view, letters)
        view.letters = self._read_together(view, "".join(letters))
        return view

    def _fixed(self, span: Span, low: int, high: int) -> list[_Fixed]:
        """Names and the amounts `low` to `high` in `span`, sorted, the longest first."""
        end = span.end
        fixed: list[_Fixed] = [
            (m.span.start, min(m.span.end, end), LABEL_LETTERS[m.label], m, -1)
            if id(m) not in self._kinds
            else (m.span.start, min(m.span.end, end), "N", None, -1)
            for m in self.names_in(span)
        ]
        for index in range(low, high):
            found = self._quantities[index].span
            fixed.append((found.start, found.end, "Q", None, index))
        fixed.sort(key=lambda row: (row[0], row[4] >= 0, -row[1]))
        return fixed

    def _lay_out(self, view: View) -> list[str]:
        """The letters of all units of the sentence, which `view` takes: names, amounts, words."""
        span, at = view.span, view.span.start
        low = bisect_left(self._quantity_starts, span.start)
        high = bisect_left(self._quantity_starts, span.end, low)
        counts = [found for found in self._quantities[low:high] if found.dimension == "count"]
        letters: list[str] = []
        holder_end, holder = -1, -1
        for start, end, letter, name, index in self._fixed(span, low, high):
            if start < holder_end:
                if index >= 0:
                    view.inner[index] = holder
                continue
            self._words(view, letters, at, start)
            unit = len(letters)
            at = _uncounted(counts, start, end) if letter == "J" and counts else end
            letters.append(letter)
            view.starts.append(start)
            view.ends.append(at)
            view.words.append(self._doc.simple[start:at])
            if name is not None:
                view.names[unit] = name
                holder_end, holder = at, unit
            elif index >= 0:
                view.amounts[index] = unit
        self._words(view, letters, at, span.end)
        return letters

    def _read_together(self, view: View, row: str) -> str:
        """The letters of the sentence where units that stand beside one another say more."""
        # A verb of the dictionary before a measure is part of its name (展出面积).
        row = WEAK_VERB_RE.sub("W", row)
        row = WORKS_RE.sub("W", row)
        if "CH" in row or "CN" in row:
            row = self._plain_past(view, row)
        if "A" in row:
            # 投资计划达7亿元: one measure, and no plan to do it.
            row = _relettered(view, row, PLAN_RE, word=PLAN, letter="H")
        if FOR in view.words:
            # 每年可为华北电网输送清洁电能210亿千瓦时: one does it for another.
            row = _relettered(view, row, FOR_RE, word=FOR, letter="P")
        if RATIO in view.words:
            row = _relettered(view, row, RATIO_OF_RE, word=RATIO, letter="H")  # 桥隧比72%
        if "WC" in row:
            row = self._reached(view, row)
        if not TERMS.isdisjoint(view.words):
            row = self._terms(view, row)
        return RATIO_RE.sub("HH", row) if "SP" in row else row

    def _words(self, view: View, letters: list[str], start: int, end: int) -> None:
        """Append the words of the text between `start` and `end`."""
        if start >= end:
            return
        simple, words, known = self._doc.simple, self._doc.words, self._letters
        starts, ends, texts = view.starts, view.ends, view.words
        first = bisect_right(words, start)
        at = start
        for to in (*words[first : bisect_left(words, end, first)], end):
            word = simple[at:to]
            letter = known[word]
            if letter in SPECIAL:
                at, letter = self._special(view, letters, (at, to), letter)
                word = simple[at:to]
            if letter == "、" and letters[-1:] == [","] and at == ends[-1]:
                # 甲,、乙: a mark too many, as copies of some sites have them.
                for row in (letters, starts, ends, texts):
                    row.pop()
            if letter != " ":
                letters.append(letter)
                starts.append(at)
                ends.append(to)
                texts.append(word)
            at = to

    def _special(
        self, view: View, letters: list[str], word_span: tuple[int, int], letter: str
    ) -> tuple[int, str]:
        """Where the word that is left begins, and its letter; a space for nothing left."""
        at, to = word_span
        simple, known = self._doc.simple, self._letters
        word = simple[at:to]
        if letter == JOIN:
            return at, self._joined(view, letters, word) or known.plain(word)
        if letter == "b":
            return at, self._bare(view, word, at, letters)
        if letter == CUT:
            cut = find_cut(word)
            letters.append(known.plain(word[:cut]))
            view.starts.append(at)
            view.ends.append(at + cut)
            view.words.append(word[:cut])
            return at + cut, known.plain(word[cut:])
        if letter == "”":
            self._close_quote(view, letters, to)
            return at, " "
        if letter == ")" and self._close_aside(view, letters, to):
            return at, " "
        return at, letter

    def _joined(self, view: View, letters: list[str], word: str) -> str | None:
        """Letter of a word that goes on with the one before it."""
        if not letters:
            return None
        before = view.words[-1]
        if (before, word) == ("可", "支配"):
            letters[-1] = "M"
            return "M"  # 可支配收入
        if word == "以上" and letters[-1] in "NHM":
            return "M"  # 规模以上企业
        return None

    def _close_quote(self, view: View, letters: list[str], end: int) -> None:
        """Make one noun of a short quotation that holds no name and no amount."""
        at = len(letters) - 1
        while at >= 0 and letters[at] != "“" and end - view.starts[at] <= MAX_QUOTE_CHARS:
            if letters[at] in "QEOJGD,":
                break
            at -= 1
        if at < 0 or letters[at] != "“":
            return
        start = view.starts[at]
        del letters[at:], view.starts[at:], view.ends[at:], view.words[at:]
        letters.append("N")
        view.starts.append(start)
        view.ends.append(end)
        view.words.append(self._doc.simple[start:end])

    def _plain_past(self, view: View, row: str) -> str:
        """过 is no bound where a noun follows (过货量)."""
        letters = list(row)
        for at in range(len(row) - 1):
            if row[at] == "C" and row[at + 1] in "HN":
                letters[at] = "N" if view.words[at] in ("过", "破") else "C"
        return "".join(letters)

    @staticmethod
    def _reached(view: View, row: str) -> str:
        """发展 before 到 and an amount is what changed, and no noun (发展到68家)."""
        letters = list(row)
        for found in REACHED_RE.finditer(row):
            if view.words[found.end()] in TO:
                letters[found.start()] = "I"
        return "".join(letters)

    @staticmethod
    def _terms(view: View, row: str) -> str:
        """投产期, 增长面 and the like, cut behind their verb, are one measure."""
        letters = list(row)
        for at in range(1, len(row)):
            if view.words[at] in TERMS and row[at - 1] in "VvWI":
                letters[at - 1 : at + 1] = "HH"
        return "".join(letters)

    @staticmethod
    def _close_aside(view: View, letters: list[str], end: int) -> bool:
        """Drop a short bracket without an amount (新建(改造)); whether that was done."""
        at = len(letters) - 1
        while at > 0 and letters[at] not in "(Q," and end - view.starts[at] <= MAX_ASIDE_CHARS:
            at -= 1
        if at <= 0 or letters[at] != "(" or letters[at - 1] == ",":
            return False
        if next(reversed(view.inner.values()), -1) >= at:  # holders stand in order
            return False
        for unit in range(at, len(letters)):
            view.names.pop(unit, None)
        del letters[at:], view.starts[at:], view.ends[at:], view.words[at:]
        return True

    def _bare(self, view: View, word: str, at: int, letters: list[str]) -> str:
        """A bare 项目 or 公司 is a subject where it opens a clause and something was named.

        Behind several of them, just counted, it is all of these: 开工项目12个,|项目总投资58亿元.
        """
        opens = not letters or letters[-1] in ",D(RA"
        if (
            letters[-2:] == ["Q", ","]
            and word in view.words[-3:-2]
            and not ONE_RE.match(view.words[-2])
        ):
            return "N"
        return "u" if opens and self._resolver.resolve(word, at) else "N"


def _relettered(view: View, row: str, pattern: re.Pattern[str], *, word: str, letter: str) -> str:
    """`row` with `letter` wherever `pattern` finds a unit that is `word`."""
    letters = list(row)
    for found in pattern.finditer(row):
        if view.words[found.start()] == word:
            letters[found.start()] = letter
    return "".join(letters)


def _uncounted(counts: Sequence[Quantity], start: int, end: int) -> int:
    """`end` of a project's name, or where what is counted behind it begins: 某某电厂|4台机组.

    Counts of many say the size of what follows them in the name (某某15万只生猪养殖项目).
    """
    low = bisect_left(counts, start + MIN_NAME_CHARS, key=lambda found: found.span.start)
    for at in range(low, len(counts)):
        found = counts[at]
        if found.span.start >= end:
            break
        if found.value < LEAST_SIZE or found.span.end >= end:
            return found.span.start
    return end


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions that lie in no other, in order."""
    outer: list[Mention] = []
    end = -1
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if mention.span.start >= end:
            outer.append(mention)
            end = mention.span.end
    return outer
