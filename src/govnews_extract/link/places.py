"""The division each fact is located in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from govnews_extract.datatypes import ArticleContext, Label, Mention, Place
from govnews_extract.lexicon.divisions import code_prefix, load_divisions
from govnews_extract.link.subjects import Subject
from govnews_extract.link.view import View

LINE_RE = re.compile(r"..(?:至|到|—|–|~|-).{2,30}(?:公路|高速|高铁|铁路|通道|管道|工程|[线段路])$")
PLACE, LOC = Label.PLACE, Label.LOC
MAX_INNER_PLACES = 4
DIVISION_ENDS = ("省", "市", "州", "盟", "区", "县", "旗")
LYING = frozenset(("在", "位于", "地处", "坐落于", "落户", "落户于"))


class PlaceTracker:
    """Keeps the place in force while an article is read from front to back."""

    def __init__(self, context: ArticleContext, mentions: Sequence[Mention]) -> None:
        self._all_places = [m for m in mentions if m.label is PLACE]
        self._located_in = [m for m in mentions if m.label is PLACE or (m.label is LOC and m.code)]
        self._starts = [m.span.start for m in self._located_in]
        self._article = context.place
        self._year = context.year
        self._paragraph = -1
        self._divisions = load_divisions()
        self._said: dict[str, str] | None = None
        self.current: Place | None = context.place

    def reset(self, heading: Mention | None = None) -> None:
        """A new section: the place of its heading is in force, else the article's own."""
        self.current = self._article
        if heading is not None:
            self.enter(heading)

    def check(self, paragraph: int) -> None:
        """At a new paragraph, leave a place that lies outside the article's own."""
        if paragraph == self._paragraph:
            return
        self._paragraph = paragraph
        if (
            self.current
            and self._article
            and not self.current.code.startswith(code_prefix(self._article.code))
        ):
            self.current = self._article

    def enter_generic(self, word: str) -> None:
        """The text tells of 全市 or 该县."""
        self.current = self.generic(word) or self.current

    def enter(self, mention: Mention) -> None:
        """The text now tells of the place `mention`, or of a body of a place."""
        code = mention.code or self._inner(mention)
        if code and mention.label in (Label.PLACE, Label.AGENCY):
            self.current = self._place(code) or self.current

    def _inner(self, mention: Mention) -> str | None:
        """Code of the first place or zone inside a name (张掖市招商局), or of a narrower one behind."""
        first = bisect_left(self._starts, mention.span.start)
        code: str | None = None
        for inner in self._located_in[first : first + MAX_INNER_PLACES]:
            if inner.span.end > mention.span.end:
                break
            if code is None or (inner.code and inner.code.startswith(code_prefix(code))):
                code = inner.code
        return code

    def name_of(self, place: Place) -> str:
        """What the text calls `place` in full (肃南县), else its official name."""
        if self._said is None:
            self._said = {
                m.code: m.norm
                for m in reversed(self._all_places)
                if m.code and m.norm.endswith(DIVISION_ENDS)
            }
        said = self._said.get(place.code)
        return said if said and len(said) < len(place.name) else place.name

    def home(self) -> Mention | None:
        """The first mention of the place that the article is about."""
        code = self._article.code if self._article else None
        return next((m for m in self._all_places if code and m.code == code), None)

    def place_of(self, mention: Mention) -> Place | None:
        """The division that `mention` names."""
        return self._place(mention.code) if mention.code else None

    def generic(self, word: str) -> Place | None:
        """The division that 全县, 该市 or 我区 stands for here."""
        if word[1:2] in ("委", "政", "人", "党"):
            word = word[0]
        for place in (self.current, self._article):
            if place is None:
                continue
            found = self._divisions.resolve_generic(word, place, self._year)
            if found:
                return found
        if word in ("全省", "我省", "该省", "本省"):
            return None
        return self.current if word in ("当地", "境内", "全境", "辖区", "全域") else None

    def of_fact(
        self,
        subject: Subject | None,
        resolved: Place | None,
        view: View,
        unit: int,
        *,
        meant: Mention | None = None,
    ) -> str | None:
        """Code of the most specific division that the text names for a fact.

        `meant` is the name that the subject stands for, where it is no name itself.
        """
        if resolved is not None:
            return resolved.code
        current = self.current.code if self.current else None
        name = meant
        if subject is not None and len(subject.names) == 1:
            name = subject.names[0]
        if name is not None:
            if name.label is Label.PLACE and name.code:
                return name.code
            code = None if _is_line(name) else name.code or self._inner(name)
            if code and self._is_home(code, name.label):
                return self._narrower(code, current)
        located = self._located(view, unit) or self._lies(view, unit)
        if located:
            return self._narrower(located, current)
        return current

    def _is_home(self, code: str, label: Label) -> bool:
        """Whether the place in a name also tells where it is (no: 江苏某公司 in Gansu)."""
        if label is Label.AGENCY or self._article is None:
            return True
        home = code_prefix(self._article.code)
        return code.startswith(home) or self._article.code.startswith(code_prefix(code))

    def _located(self, view: View, unit: int) -> str | None:
        """Code of a place that the clause puts the amount in (在高邮市新建…)."""
        low = view.near_start(unit)
        at = view.letters.rfind("PE", low, unit)
        while at >= 0:
            name = view.names.get(at + 1)
            if name is not None and name.code:
                return name.code
            at = view.letters.rfind("PE", low, at + 1)
        return None

    @staticmethod
    def _lies(view: View, unit: int) -> str | None:
        """Code of the place that the words right behind a name say it lies in (位于武都区)."""
        if view.letters[unit : unit + 1] != "J" or view.letters[unit + 2 : unit + 3] != "E":
            return None
        named = view.names.get(unit + 2)
        return named.code if named and view.words[unit + 1] in LYING else None

    @staticmethod
    def _narrower(code: str, current: str | None) -> str:
        """The narrower of two codes where one lies in the other; else `code`."""
        if current and current.startswith(code_prefix(code)):
            return current
        return code

    def _place(self, code: str) -> Place | None:
        return self._divisions.place(code, self._year)


def _is_line(name: Mention) -> bool:
    """Whether `name` is a road between two places, which lies in neither."""
    return name.label is Label.PROJECT and LINE_RE.search(name.text) is not None
