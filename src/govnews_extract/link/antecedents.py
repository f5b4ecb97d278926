"""What 该企业, 这座大桥 and 项目 go back to, where no name before them can be told by its label.

Names are looked for first: a word such as 该企业 stands for the company named last. Where the text
names none, it stands for the noun phrase before it that ends alike (家具行业… 这个行业), and a
project for one that ends as projects do (储能工厂… 项目建成后).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from govnews_extract.datatypes import Mention, Span
from govnews_extract.lexicon import load_table
from govnews_extract.link.generics import GenericResolver
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.view import View, ViewMaker
from govnews_extract.link.vocabulary import generic_subjects

POINTING_RE = re.compile(r"(?:[该此这那](?:一?[家个座条项处所支片批种次届]|一)?|本[次届项])")
POINTED_RE = re.compile(r"[该这此](?:一?[家个座条项处所支片]|一)?$")
POINTING_CHARS = 3
"""Characters before a noun in which a pointing word stands."""

COUNTED_RE = re.compile(
    "(?<![这该此述])(?:(?<![0-9])(?!1[个项大])[0-9]{1,6}|[两二三四五六七八九十百几多])[余多]?[个项大](?:重点|重大)?$"
)
COUNTED_CHARS = 12
"""Several things are none of those named before: 某基地等15个|项目."""

OF = "的"
LOOK_BACK_SENTENCES = 2
LOOK_BACK_UNITS = 60
MAX_PHRASE_UNITS = 6
MIN_NOUN_CHARS = 2
NOMINAL = frozenset("NMHEOJGU")
HEADS = frozenset("NEOJG")
COMPANY, PROJECT = "company", "project"
VILLAGE = "村"


class Antecedents:
    """Answers for one article.

    Args:
        simple: The simplified text.
    """

    def __init__(
        self,
        simple: str,
        sentences: Sequence[Span],
        views: ViewMaker,
        *,
        reader: PhraseReader,
        generics: GenericResolver,
    ) -> None:
        self._simple = simple
        self._starts = [span.start for span in sentences]
        self._views = views
        self._reader = reader
        self._generics = generics
        self._known: dict[tuple[str, int], Mention | str | None] = {}

    def find(self, text: str, at: int) -> Mention | str | None:
        """The name, or the words, that `text` at `at` goes back to; None for nothing."""
        noun, pointed = self._noun(text, at)
        role = _role(text) or _role(noun)
        if role == PROJECT and not pointed and self._is_counted(at):
            return None
        if pointed:
            meant = self._pointed(text, noun, role, at)
        elif role == COMPANY and self._simple[at - 1 : at] == OF:
            return None
        else:
            meant = self._generics.resolve(text, at)
        if meant is not None or not (pointed or role == PROJECT):
            return meant
        key = text, at
        if key not in self._known:
            ends = _project_ends() if role == PROJECT else (noun,)
            self._known[key] = self._phrase(ends, at) if len(noun) >= MIN_NOUN_CHARS else None
        return self._known[key]

    def _is_counted(self, at: int) -> bool:
        """Whether a number of more than one, and no pointing word, stands right before `at`."""
        return COUNTED_RE.search(self._simple, max(at - COUNTED_CHARS, 0), at) is not None

    def village(self, text: str, at: int) -> str | None:
        """The village that 全村 at `at` stands for; lists of divisions end above villages."""
        return self._phrase((VILLAGE,), at) if VILLAGE in text else None

    def _noun(self, text: str, at: int) -> tuple[str, bool]:
        """`text` without a pointing word, and whether one stands in or before it."""
        match = POINTING_RE.match(text)
        if match and match.end() < len(text):
            return text[match.end() :], True
        before = self._simple[max(at - POINTING_CHARS, 0) : at]
        return text, POINTED_RE.search(before) is not None

    def _pointed(self, text: str, noun: str, role: str, at: int) -> Mention | None:
        """The name that a pointed noun stands for: of its kind, else one that ends alike."""
        if not role:
            return self._generics.ending_with(noun, at)
        return self._generics.near(role, at) or self._generics.resolve(
            text if _role(text) else noun, at
        )

    def _phrase(self, ends: tuple[str, ...], at: int) -> str | None:
        """The last noun phrase before `at` that ends with one of `ends` and says more."""
        number = bisect_right(self._starts, at) - 1
        for back in range(min(LOOK_BACK_SENTENCES, number) + 1):
            view = self._views.view(number - back)
            stop = bisect_right(view.starts, at - 1) if not back else len(view.letters)
            for unit in range(stop - 1, max(stop - LOOK_BACK_UNITS, 0) - 1, -1):
                if view.letters[unit] in HEADS and self._reader.word(view, unit).endswith(ends):
                    found = self._whole(view, unit)
                    if found is not None and found not in ends:
                        return found
        return None

    def _whole(self, view: View, last: int) -> str | None:
        """The noun phrase that ends with unit `last`; None where it only points, or names all."""
        low = last
        while low > 0 and last - low < MAX_PHRASE_UNITS and view.letters[low - 1] in NOMINAL:
            low -= 1
        text = self._reader.text(view, (low, last + 1))
        before = self._simple[max(view.starts[low] - POINTING_CHARS, 0) : view.starts[low]]
        if POINTED_RE.search(before) or POINTING_RE.match(text) or _role(text):
            return None
        return text


def _role(word: str) -> str:
    """Role of a generic subject that is no place and no pronoun."""
    generic = generic_subjects().get(word)
    return generic.role if generic and generic.role in (COMPANY, "agency", PROJECT) else ""


@cache
def _project_ends() -> tuple[str, ...]:
    """Last words of projects."""
    rows = load_table("project_heads").rows
    return tuple(row[1] for row in rows if row[2] != "phase" and len(row[1]) >= MIN_NOUN_CHARS)
