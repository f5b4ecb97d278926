"""The division each fact is located in."""

from __future__ import annotations

from govnews_extract.datatypes import ArticleContext, Label, Mention, Place
from govnews_extract.lexicon.divisions import Divisions, code_prefix, load_divisions
from govnews_extract.link.subjects import Subject
from govnews_extract.link.view import View

LOCATING = frozenset("在于位至")
COUNTY_WORDS = frozenset(("县委", "县政府", "县人大", "县政协", "区委", "区政府", "市委", "市政府"))


class PlaceTracker:
    """Keeps the place in force while an article is read from front to back."""

    def __init__(self, context: ArticleContext, divisions: Divisions | None = None) -> None:
        self._article = context.place
        self._year = context.year
        self._divisions = divisions or load_divisions()
        self.current: Place | None = context.place

    def reset(self) -> None:
        """A new section: the article's own place is in force again."""
        self.current = self._article

    def enter(self, mention: Mention) -> None:
        """The text now tells of the place `mention`, or of a body of a place."""
        if mention.code and mention.label in (Label.PLACE, Label.AGENCY):
            self.current = self._place(mention.code) or self.current

    def generic(self, word: str) -> Place | None:
        """The division that 全县, 该市 or 我区 stands for here."""
        for place in (self.current, self._article):
            if place is None:
                continue
            found = self._divisions.resolve_generic(word, place, self._year)
            if found:
                return found
        if word in ("全省", "我省", "该省", "本省"):
            return None
        return self.current if word in ("当地", "境内", "全境", "辖区", "全域") else None

    def of_fact(self, subject: Subject | None, resolved: Place | None, view: View, unit: int) -> str | None:
        """Code of the most specific division that the text names for a fact."""
        if resolved is not None:
            return resolved.code
        current = self.current.code if self.current else None
        if subject is not None and len(subject.names) == 1:
            code = subject.names[0].code
            if code:
                return self._narrower(code, current) if subject.names[0].label not in (
                    Label.PLACE, Label.AGENCY) else code
        located = self._located(view, unit)
        if located:
            return self._narrower(located, current)
        return current

    def _located(self, view: View, unit: int) -> str | None:
        """Code of a place that the clause puts the amount in (在高邮市新建…)."""
        letters = view.letters
        for at in range(unit - 1, view.clause_start(unit), -1):
            name = view.names.get(at)
            if name is not None and name.code and letters[at] == "E" and letters[at - 1] == "P":
                return name.code
        return None

    @staticmethod
    def _narrower(code: str, current: str | None) -> str:
        """The narrower of two codes where one lies in the other; else `code`."""
        if current and current.startswith(code_prefix(code)):
            return current
        return code

    def _place(self, code: str) -> Place | None:
        return self._divisions.place(code, self._year)
