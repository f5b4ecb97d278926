"""Link the quantities of one article, from front to back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from govnews_extract.datatypes import (
    ArticleContext,
    Confidence,
    Fact,
    Label,
    Links,
    Mention,
    Quantity,
    SegmentedText,
    Span,
)
from govnews_extract.link.action_ranker import ActionRanker
from govnews_extract.link.antecedents import Antecedents
from govnews_extract.link.candidates import CandidateFinder
from govnews_extract.link.carrying import Carrier
from govnews_extract.link.choice import SubjectChooser
from govnews_extract.link.counts import SCALED
from govnews_extract.link.duplicates import mark_duplicates
from govnews_extract.link.frames import FrameReader
from govnews_extract.link.generics import GenericResolver
from govnews_extract.link.meanings import Meaning, Meanings
from govnews_extract.link.measures import Frame
from govnews_extract.link.metric_ranker import MetricRanker
from govnews_extract.link.pairing import find_pair
from govnews_extract.link.periods import PeriodFinder
from govnews_extract.link.places import PlaceTracker
from govnews_extract.link.project_reading import ProjectReader, find_stand_ins, occasion_of
from govnews_extract.link.project_states import State
from govnews_extract.link.projects import ProjectMerger
from govnews_extract.link.ranker import SubjectRanker
from govnews_extract.link.rankers import Rankers
from govnews_extract.link.sections import Sections
from govnews_extract.link.sightings import ProjectWatcher
from govnews_extract.link.state import Linked, Point, SentenceState
from govnews_extract.link.subjects import Subject, SubjectFinder
from govnews_extract.link.topics import Topics
from govnews_extract.link.view import View, ViewMaker
from govnews_extract.link.vocabulary import status_of
from govnews_extract.link.wording import WordingFinder, metric_name

MADE_RE = re.compile(r"组件|电池|制造|生产|设备|装备|材料|芯片|光棒")
"""A plant with one of these makes things; its power is what it makes in a year."""

GROUP_RE = re.compile(
    r"等[^,。;:]{0,12}?(?:[0-9]+|[一二两三四五六七八九十]+)[个项]|等[^,。;:]{0,8}项目[0-9]"
)
"""Behind the last name of a list: what is told then is told of all of them together."""

PROJECT = Label.PROJECT
AREA_RE = re.compile("地区(?!生产总值|GDP)")
NAMED, STANDS_FOR, AMOUNT = range(3)
"""Kinds of events, in the order in which they are taken where two begin together."""


class ArticleLinker:
    """Links one article; made for it and used once.

    Args:
        rankers: What may replace what the rules chose; None for rules alone.
    """

    def __init__(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        *,
        rankers: Rankers | None = None,
    ) -> None:
        self._doc = doc
        self._context = context
        self._mentions = mentions
        self._quantities = quantities
        self._generics = GenericResolver(mentions, doc.simple)
        self._views = ViewMaker(doc, mentions, quantities, resolver=self._generics)
        self._reader = FrameReader(doc.simple)
        self._finder = SubjectFinder(self._reader)
        self._places = PlaceTracker(context, mentions)
        self._topics = Topics(
            doc,
            self._views,
            self._finder,
            sections=Sections(doc, mentions),
            generics=self._generics,
            places=self._places,
        )
        self._chooser = SubjectChooser(self._reader, self._finder, self._topics)
        antecedents = Antecedents(
            doc.simple,
            doc.sentences,
            self._views,
            reader=self._reader,
            generics=self._generics,
        )
        self._meanings = Meanings(self._generics, self._places, antecedents)
        self._rankers: tuple[SubjectRanker | MetricRanker | ActionRanker, ...] = ()
        if rankers:
            candidates = CandidateFinder(self._views, self._finder, self._meanings)
            self._rankers = (
                rankers.subject(candidates, self._reader),
                rankers.metric(self._reader),
                rankers.action(self._reader),
            )
        self._carrier = Carrier(self._reader)
        self._wording = WordingFinder(doc.simple)
        self._watcher = ProjectWatcher(self._reader, doc.simple, mentions)
        self._periods = PeriodFinder(doc, mentions)
        self._projects = ProjectMerger()
        self._project_reader = ProjectReader(
            self._watcher,
            self._finder,
            mentions,
            generics=self._generics,
            places=self._places,
        )
        self._numbers = {id(m): i for i, m in enumerate(mentions)}
        self._named: list[int | None] = []

    def link(self) -> Links:
        """Facts in reading order, and projects."""
        facts: list[Fact] = []
        state = SentenceState()
        starts = [span.start for span in self._doc.sentences]
        for start, kind, index in self._events():
            number = bisect_right(starts, start) - 1
            if number < 0:
                continue
            if number != state.number:
                self._topics.enter(start, state.number + 1, number)
                follows = number == state.number + 1
                earlier = state.last_subject() if follows else None
                state = SentenceState(number, earlier=earlier)
            if kind == AMOUNT:
                facts.append(self._fact(index, state))
            else:
                self._sight(start, kind, index, state)
        marked = mark_duplicates(
            self._with_projects(facts), self._quantities, self._context.title_span
        )
        occasion = self._occasion() if self._projects.indexes() else None
        projects = self._projects.projects(marked, self._quantities, occasion)
        return Links(facts=marked, projects=projects)

    def _occasion(self) -> State | None:
        """What the article tells of all of its projects."""
        title = self._context.title_span
        simple = self._doc.simple
        return occasion_of(simple, title.of(simple) if title else "")

    def _with_projects(self, facts: Sequence[Fact]) -> list[Fact]:
        """The facts with the index of the project each is about."""
        numbers = self._projects.indexes()
        return [
            fact if name is None else replace(fact, project=numbers.get(name))
            for fact, name in zip(facts, self._named, strict=True)
        ]

    def _events(self) -> list[tuple[int, int, int]]:
        """Start, kind and index of amounts, projects and words for them, in reading order."""
        furniture = self._context.furniture
        events = [(found.span.start, AMOUNT, i) for i, found in enumerate(self._quantities)]
        named = [
            (m.span.start, NAMED, i)
            for i, m in enumerate(self._mentions)
            if m.label is PROJECT and not any(span.covers(m.span) for span in furniture)
        ]
        if named:
            events += named
            events += [(at, STANDS_FOR, at) for at in find_stand_ins(self._doc.simple)]
        events.sort()
        return events

    def _sight(self, start: int, kind: int, index: int, state: SentenceState) -> None:
        """Take note of a project where it is named, or where a word stands for it."""
        view = self._views.view(state.number)
        if kind == NAMED:
            sighting = self._project_reader.named(index, view, state, self._topics.advance)
            if sighting is not None:
                self._projects.add(sighting)
            return
        for sighting in self._project_reader.stood_for(start, view):
            self._projects.add(sighting)

    def _fact(self, index: int, state: SentenceState) -> Fact:
        """The fact of the quantity `index`, which stands in the sentence of `state`."""
        quantity = self._quantities[index]
        view = self._views.view(state.number)
        unit = view.amounts.get(index, -1)
        is_inside = unit < 0
        unit = view.inner[index] if is_inside else unit
        point = Point(view=view, unit=unit, quantity=quantity, state=state)
        if is_inside:
            linked = self._inside(view, unit, quantity)
        else:
            linked = self._outside(point)
            linked.aside = point.aside
            if linked.subject and len(linked.subject.names) == 1:
                self._generics.note(linked.subject.names[0])
        linked.words = metric_words, action_words = self._wording.find(point, linked)
        state.add(linked)
        subject = linked.subject
        name, resolved, meant = self._resolved(linked)
        self._note_project(subject, meant, inside=linked.rule == "inside")
        return Fact(
            quantity=index,
            subject=name,
            subject_text=self._said(subject),
            subject_label=subject.label if subject else None,
            metric=linked.metric,
            metric_text=self._words(metric_words),
            metric_span=metric_words,
            action=linked.action,
            action_text=self._words(action_words),
            action_span=action_words,
            place=self._places.of_fact(subject, resolved, view, unit, meant=meant),
            period=self._periods.find(view, unit),
            project=None,
            sentence=view.span,
            rule_id=f"link.{linked.rule}",
            status=status_of(linked.action),
            comparison=linked.base,
            confidence=linked.confidence,
            evidence=_evidence(linked),
        )

    def _words(self, span: Span | None) -> str | None:
        """What the article says at `span`, in its own script."""
        return span.of(self._doc.text) if span else None

    def _said(self, subject: Subject | None) -> str | None:
        """What the text says of a subject, in its own script: 北京地区 of the division 北京."""
        if subject is None:
            return None
        said, simple = subject.text, self._doc.simple
        if len(subject.names) == 1:
            name = subject.names[0]
            area = name.label is Label.PLACE and said in (name.text, name.norm)
            said += "地区" if area and AREA_RE.match(simple, name.span.end) else ""
        if simple.startswith(said, subject.at):  # not where it is put together
            return self._doc.text[subject.at : subject.at + len(said)]
        return said

    def _resolved(self, linked: Linked) -> Meaning:
        """Name of the subject, the place it stands for, and the mention it stands for."""
        subject = linked.subject
        if subject is None:
            return None, None, None
        if linked.rule != "paired" and subject.label in (Label.PLACE, Label.AGENCY):
            self._places.enter(subject.names[0])
        return self._meanings.of(subject)

    def _note_project(
        self, subject: Subject | None, meant: Mention | None, *, inside: bool
    ) -> None:
        """Remember which mention of a project the fact is about."""
        names = subject.names if subject else ()
        named = meant or (names[0] if len(names) == 1 else None)
        is_project = named is not None and named.label is Label.PROJECT
        if named is not None and meant is None and is_project and not inside:
            # 甲园等农业类项目19个总投资32亿元: the sum of a group is that of no member.
            is_project = GROUP_RE.match(self._doc.simple, named.span.end) is None
        self._named.append(self._numbers[id(named)] if is_project else None)

    def _inside(self, view: View, unit: int, quantity: Quantity) -> Linked:
        """An amount inside a name: the thing named has it."""
        subject = self._finder.of_range(view, (unit, unit + 1))
        metric = SCALED.get(quantity.dimension, "规模")
        if quantity.dimension == "length":
            metric = "长度"
        if quantity.dimension == "power" and subject and MADE_RE.search(subject.text):
            metric = "产能"
        return Linked(
            metric=metric,
            subject=subject,
            action=self._watcher.action(view, unit),
            confidence=Confidence.STATED,
            dimension=quantity.dimension,
            rule="inside",
            source="is the name that holds the amount",
        )

    def _outside(self, point: Point) -> Linked:
        """An amount in the running text."""
        frame = self._reader.read(point.view, point.unit, point.quantity)
        pair = find_pair(point.view, point.unit, self._reader)
        if pair is not None:
            choice, metric = self._chooser.pair(point, pair)
            action, rule = frame.action, "paired"
            before = point.view.letters[point.view.near_start(point.unit) : point.unit]
            if action is None and point.state.done and "Q" in before:
                action = point.state.done[-1].action
            metric = metric or frame.metric
        else:
            choice = self._chooser.choose(point, frame)
            self._project_state(point, frame)
            metric, rule = self._carrier.metric(point, frame), frame.rule
            action = self._carrier.action(point, frame)
        subject, confidence, source = choice
        linked = Linked(
            metric=metric,
            subject=subject,
            action=action,
            confidence=confidence,
            dimension=point.dimension,
            rule=rule,
            source=source,
            base=frame.base,
        )
        for ranker in self._rankers:
            ranker.revise(point, linked)
        linked.metric = metric_name(self._wording.head(point, linked))
        return linked

    def _project_state(self, point: Point, frame: Frame) -> None:
        """总投资53亿元的产业园投产: the action is how far the project has come."""
        if frame.rule not in ("outlay", "attribute") or frame.subject is None:
            return
        total = point.dimension == "money" and (frame.metric or "").startswith("总")
        if total and point.view.letters[frame.subject[0]] == "J":
            frame.action = self._watcher.state_word(point.view, frame.subject[0], point.state)


def _evidence(linked: Linked) -> str:
    """How the parts of a fact were come by, for a person."""
    parts = (f"subject {linked.source}" if linked.subject else "", *linked.chosen)
    return "; ".join(filter(None, parts))
