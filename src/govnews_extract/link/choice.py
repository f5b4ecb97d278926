"""Choose the subject of one amount among those its clause and its surroundings offer."""

from __future__ import annotations

import re

from govnews_extract.datatypes import Confidence
from govnews_extract.link.frames import CHANGED, FrameReader
from govnews_extract.link.measures import Frame
from govnews_extract.link.pairing import Pair
from govnews_extract.link.phrases import BARE_MEASURES, TALLIES
from govnews_extract.link.state import Point
from govnews_extract.link.subjects import Subject, SubjectFinder, is_media
from govnews_extract.link.topics import Topics
from govnews_extract.link.vocabulary import generic_subjects, nouns_with_role

BRACKET_UNITS = 4
BRACKET_RE = re.compile(r"([OEJU]N?)\($")
AVERAGES = frozenset(("平均水平", "平均", "水平", "均值", "平均值"))
"""What may stand between a place and what it comes to in brackets: 全省平均水平(7.7%)."""

Choice = tuple[Subject | None, Confidence, str]
"""A subject, how it was come by, and the same for a person."""


class SubjectChooser:
    """Chooses subjects for the amounts of one article."""

    def __init__(self, reader: FrameReader, finder: SubjectFinder, topics: Topics) -> None:
        self._reader = reader
        self._finder = finder
        self._topics = topics
        self._groups = tuple(nouns_with_role("group"))
        self._agents = tuple(nouns_with_role("agent"))
        self._generic = generic_subjects()

    def choose(self, point: Point, frame: Frame) -> Choice:
        """The subject of the amount; `frame` and the state may be narrowed on the way."""
        state = point.state
        before = state.local
        own = self._topics.advance(point.view, point.unit, state)
        subject = self._stated(point, frame, own=own)
        if own and own.letter == "N" and frame.metric and frame.metric.startswith(own.text):
            if self._goes_on(point, frame, own):
                frame.metric = None
            else:
                # 等级客运站达到46个: what is counted is not whose it is.
                own, state.local = None, before
        choice = self._carried(point, frame, subject or own)
        if frame.front and own is None and choice[1] is not Confidence.STATED:
            choice = self._front(point, frame, choice)
        if choice[0] is None:
            choice = self._distant(point)
        if frame.agent and own is None and state.first is None:
            state.local = self._finder.of_range(point.view, frame.agent) or state.local
        subject, confidence, source = choice
        if subject is not None and subject.letter == "N":
            confidence = Confidence.GUESSED
        return subject, confidence, source

    def _goes_on(self, point: Point, frame: Frame, own: Subject) -> bool:
        """国有企业增加值增长1.0%,集体企业|增长0.7%: the next group, by the measure of the first."""
        done = point.state.done
        return (
            frame.metric == own.text
            and own.text.endswith(self._groups)
            and bool(done)
            and done[-1].dimension == point.dimension == "ratio"
            and done[-1].metric is not None
        )

    def _stated(self, point: Point, frame: Frame, *, own: Subject | None) -> Subject | None:
        """The subject that stands in one phrase with the amount."""
        if frame.subject is None:
            return None
        subject = self._finder.of_range(point.view, frame.subject)
        if subject is not None and is_media(subject):
            return None
        if subject and own is None and subject.letter != "N" and frame.rule != "attribute":
            point.state.local = subject
        return subject

    def _carried(self, point: Point, frame: Frame, stated: Subject | None) -> Choice:
        """`stated`, or what the bracket, the amount before or the sentence offers."""
        if stated is not None:
            return stated, Confidence.STATED, "stands in the clause"
        view, unit, state = point.view, point.unit, point.state
        bracket = BRACKET_RE.search(view.letters, max(unit - BRACKET_UNITS, 0), unit)
        if frame.carries and bracket is not None:
            low, high = bracket.span(1)
            if high - low == 1 or view.words[high - 1] in AVERAGES:
                subject = self._finder.of_range(view, (low, low + 1))
                return subject, Confidence.STATED, "stands before the bracket"
        last = next(point.said_before(), None)
        if frame.carries and last is not None and last.subject:
            return last.subject, Confidence.INHERITED, "is that of the amount before"
        return state.local, Confidence.INHERITED, "is that of a clause before"

    def _front(self, point: Point, frame: Frame, choice: Choice) -> Choice:
        """The noun before the measure, where it says more than what was carried over."""
        if frame.back in TALLIES:
            return choice
        carried = choice[0]
        front = self._finder.of_range(point.view, frame.front) if frame.front else None
        if front is None or front.text in self._generic:
            return choice
        groups = self._groups if carried is None else self._agents
        named = front.letter != "N" or front.text.endswith(groups)
        if not named and (carried is not None or self._topics.before(point.state.number)):
            return choice
        if frame.back not in BARE_MEASURES:
            frame.metric = frame.back
        point.state.local = front
        return front, Confidence.STATED, "stands before the measure"

    def _distant(self, point: Point) -> Choice:
        """A subject from other sentences, or any name near by."""
        number = point.state.number
        subject = self._topics.before(number)
        if subject:
            return subject, Confidence.INHERITED, "is that of a sentence or heading before"
        if point.state.earlier is not None:
            return point.state.earlier, Confidence.GUESSED, "is that of the sentence before"
        subject = self._finder.any_named(point.view, point.unit)
        if subject:
            return subject, Confidence.GUESSED, "is the last name before"
        subject = self._topics.around(number)
        if subject:
            return subject, Confidence.GUESSED, "is the nearest name around"
        return self._topics.home(number), Confidence.INHERITED, "is the place of the article"

    def pair(self, point: Point, pair: Pair) -> tuple[Choice, str | None]:
        """Subject and metric of an amount in a list told apart by 分别."""
        view, state = point.view, point.state
        own = self._topics.advance(view, point.unit, state)
        subject = self._finder.of_range(view, pair.subject) if pair.subject else None
        metric = pair.metric
        if pair.back is not None and len(state.done) >= pair.back:
            partner = state.done[-pair.back]
            if point.dimension in CHANGED or point.dimension == partner.dimension:
                metric, subject = partner.metric, subject or partner.subject
        if subject is not None:
            return (subject, Confidence.STATED, "has the same place in its list"), metric
        subject = own or state.local
        if subject is None:
            return self._distant(point), metric
        return (subject, Confidence.INHERITED, "is that of the sentence"), metric
