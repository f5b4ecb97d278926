"""Subjects in force: of the clauses read so far, of sentences before, of the section."""

from __future__ import annotations

import re

from govnews_extract.datatypes import Label, Mention, SegmentedText
from govnews_extract.link.generics import GenericResolver
from govnews_extract.link.places import PlaceTracker
from govnews_extract.link.sections import Sections
from govnews_extract.link.state import SentenceState
from govnews_extract.link.subjects import Subject, SubjectFinder, is_media
from govnews_extract.link.view import LABEL_LETTERS, View, ViewMaker
from govnews_extract.link.vocabulary import nouns_with_role

FRAME_RE = re.compile("[AD]*(?:P|QLX)?E")
"""A clause that only says where what follows lies: 在甲县, 百里外的乙镇."""

RANK_RE = re.compile(
    "(?:第[一二三四五六七八九十0-9]{1,3}[位名]?|前[列茅]|首位|榜首|之[首冠])(?=[，。；、,;]|$)"
)
"""What ranks somebody in the place before it (稳居全国第一), and is no count (全国第一批)."""

LOOK_BACK_SENTENCES = 6
"""A subject is carried over no more sentences than this."""


class Topics:
    """Follows what an article is about, from front to back."""

    def __init__(
        self,
        doc: SegmentedText,
        views: ViewMaker,
        finder: SubjectFinder,
        *,
        sections: Sections,
        generics: GenericResolver,
        places: PlaceTracker,
    ) -> None:
        self._doc = doc
        self._views = views
        self._finder = finder
        self._sections = sections
        self._generics = generics
        self._places = places
        self._groups = tuple(nouns_with_role("group"))
        self._section = -2
        self._heading: Mention | None = None
        self._topics: dict[int, Subject | None] = {}

    def enter(self, offset: int, first: int, last: int) -> None:
        """Come to the sentence `last`, at `offset`, past the sentences from `first` on."""
        start, name = self._sections.at(offset)
        self._places.check(self._doc.paragraph_at(offset).start)
        if start != self._section:
            self._section, self._heading = start, name
            self._places.reset(self._sections.place(start))
            if name is not None:
                self._generics.note(name)
                self._places.enter(name)
        for number in range(max(first, last - LOOK_BACK_SENTENCES), last):
            if self._doc.sentences[number].start >= self._section:
                topic = self._topic(number)
                if topic and topic.label in (Label.PLACE, Label.AGENCY):
                    self._places.enter(topic.names[0])

    def advance(self, view: View, unit: int, state: SentenceState) -> Subject | None:
        """Take in the clauses up to the one that holds `unit`; the subject of that one."""
        start = view.clause_start(unit)
        at = max(state.clause, 0)
        while at < start:
            end = view.clause_end(at)
            found = self._accepted(self._finder.of_clause(view, at, end), state)
            if found is not None:
                if found.label is Label.PLACE:
                    self._places.enter(found.names[0])
                self._take(found, state)
            elif FRAME_RE.fullmatch(view.letters, at, end):
                self._places.enter(view.names[end - 1])
            at = end + 1
        state.clause = start
        own = self._accepted(self._finder.of_clause(view, start, unit), state)
        if own is not None:
            self._take(own, state)
        return own

    def _accepted(self, found: Subject | None, state: SentenceState) -> Subject | None:
        """`found`, unless it is who tells the news, or a noun too weak beside a name."""
        if found is None or is_media(found):
            return None
        if found.letter == "N" and state.first and not found.text.endswith(self._groups):
            return None
        return found

    def _take(self, found: Subject, state: SentenceState) -> None:
        if found.letter == "U":
            self._places.enter_generic(found.text)
        state.local = found
        state.first = state.first or found

    def before(self, number: int) -> Subject | None:
        """Subject of the nearest sentence before that has one, else of the heading."""
        sentences = self._doc.sentences
        for at in range(number - 1, max(number - 1 - LOOK_BACK_SENTENCES, -1), -1):
            if sentences[at].start <= self._section:
                break
            topic = self._topic(at)
            if topic:
                return topic
        name = self._heading
        if name is None or name.span.start > sentences[number].start:
            return None
        return _named(name)

    def home(self, number: int) -> Subject | None:
        """The place that the article is about, where a sentence before names it."""
        name = self._places.home()
        if name is None or name.span.start > self._doc.sentences[number].start:
            return None
        return _named(name)

    def around(self, number: int) -> Subject | None:
        """The last name of the sentences before, else the first generic place behind."""
        sentences = self._doc.sentences
        for at in range(number - 1, max(number - 1 - LOOK_BACK_SENTENCES, -1), -1):
            view = self._views.view(at)
            found = self._finder.any_named(view, len(view.letters))
            if found:
                return found
        end = self._doc.paragraph_at(sentences[number].start).end
        for at in range(number, min(number + LOOK_BACK_SENTENCES, len(sentences))):
            if sentences[at].start >= end:
                break
            view = self._views.view(at)
            unit = view.letters.find("U")
            while unit >= 0 and _is_ranked(view, unit):
                unit = view.letters.find("U", unit + 1)
            if unit >= 0:
                return self._finder.of_range(view, (unit, unit + 1))
        return None

    def _topic(self, number: int) -> Subject | None:
        """What the sentence `number` is about: its first name, else its first project or group."""
        if number not in self._topics:
            self._topics[number] = self._read_topic(self._views.view(number))
        return self._topics[number]

    def _read_topic(self, view: View) -> Subject | None:
        spare: Subject | None = None
        at = 0
        while at < len(view.letters):
            end = view.clause_end(at)
            subject = self._finder.of_clause(view, at, end)
            at = end + 1
            if subject is None or is_media(subject):
                continue
            if subject.label is Label.PERSON:
                continue  # who attended a ceremony is not what is told of behind it
            if subject.letter in "EOUu":
                return subject.lead()
            if subject.letter != "N" or subject.text.endswith(self._groups):
                spare = spare or subject
        return spare


def _named(name: Mention) -> Subject:
    letter = LABEL_LETTERS[name.label]
    return Subject(text=name.norm, letter=letter, names=(name,), at=name.span.start)


def _is_ranked(view: View, unit: int) -> bool:
    """Whether the place at `unit` is what somebody is ranked in: 稳居全国第一, 全省前列."""
    return RANK_RE.match("".join(view.words[unit + 1 : unit + 4])) is not None
