"""Link the quantities of one article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from govnews_extract.datatypes import (
    ArticleContext,
    Confidence,
    Fact,
    Label,
    Links,
    Mention,
    Place,
    Quantity,
    SegmentedText,
)
from govnews_extract.link.duplicates import mark_duplicates
from govnews_extract.link.frames import CHANGED, FrameReader
from govnews_extract.link.measures import Frame
from govnews_extract.link.generics import GenericResolver
from govnews_extract.link.pairing import Pair, find_pair
from govnews_extract.link.periods import PeriodFinder
from govnews_extract.link.places import PlaceTracker
from govnews_extract.link.projects import ProjectMerger, Sighting
from govnews_extract.link.sections import Sections
from govnews_extract.link.subjects import Subject, SubjectFinder, is_media
from govnews_extract.link.view import LABEL_LETTERS, View, ViewMaker
from govnews_extract.link.vocabulary import actions, generic_subjects, nouns_with_role, status_of, word_letters

DEFAULT_METRICS = {"length": "里程", "area": "面积", "power": "装机容量", "duration": "时间", "money": "金额"}
"""What an amount measures where no noun says it."""

GOING_ON = frozenset(("started", "under_way", "completed", "in_operation", "planned"))
NEXT_VERB_RE = re.compile(r",[ABDZ]*(?:P[NDLQMAE]*)?[ADZ]*([VvW])")
MADE_RE = re.compile(r"组件|电池|制造|生产|设备|装备|材料|芯片|光棒")
MAX_STATE_UNITS = 40
MAX_REMEMBERED = 32
"""Amounts of a sentence that later ones may go back to."""

PLANNING = frozenset(("将", "计划", "拟", "力争", "争取", "早日", "预计", "将于", "有望", "规划"))
PROJECT_STATES = {"谋划": 0, "对接": 1, "前期": 2, "签约": 3, "落地": 3, "开工": 4, "推进": 5, "建设": 5, "在建": 5,
                  "完成": 6, "建成": 6, "贯通": 7, "通车": 8, "并网": 8, "投产": 8, "运营": 8}
"""States of a project, from the first idea to running, by how far it has come."""

PLAIN_UNITS = frozenset("个 项 家 件 名 位 只 座 条 台 次 批 辆 张 份".split())
"""Measure words that tell nothing of what is counted."""

LOOK_BACK_SENTENCES = 6
BEHIND_NAME_RE = re.compile(r"(?:Z?Q?[NM]{0,3})?[AZD]*([VvW])(?!Q)")
NOUN_UNITS = frozenset(
    "省 市 县 区 州 盟 旗 乡 镇 村 国 地 省市 省区 省份 县市 县区 区县 市县 县市区 市区 乡镇 城市 公司 部门 车道"
    " 委 级 方 点 端 家企业 企业 省(区、市) 省区市 部分 方面 县(市、区)".split()
)
"""Units that are themselves what is counted (6县区, 五省市)."""


@dataclass(slots=True)
class Linked:
    """What is known of one quantity while its sentence is read."""

    metric: str | None
    subject: Subject | None
    action: str | None
    confidence: Confidence
    dimension: str
    aside: bool = False


@dataclass(slots=True)
class SentenceState:
    """What is in force at a point of a sentence."""

    clause: int = -1
    local: Subject | None = None
    first: Subject | None = None
    done: list[Linked] = field(default_factory=list)


class ArticleLinker:
    """Links one article."""

    def __init__(self, doc: SegmentedText, context: ArticleContext, mentions: Sequence[Mention],
                 quantities: Sequence[Quantity]) -> None:
        self._doc = doc
        self._context = context
        self._mentions = mentions
        self._quantities = quantities
        self._generics = GenericResolver(context, mentions)
        self._views = ViewMaker(doc, mentions, quantities, word_letters(), self._generics)
        self._reader = FrameReader(doc.simple)
        self._finder = SubjectFinder(self._reader)
        self._actions = actions()
        self._groups = tuple(nouns_with_role("group"))
        self._agents = tuple(nouns_with_role("agent"))
        self._sections = Sections(doc, mentions)
        self._section: int = -1
        self._heading: Mention | None = None
        self._periods = PeriodFinder(mentions)
        self._projects = ProjectMerger(mentions)
        self._mention_numbers = {id(m): i for i, m in enumerate(mentions)}
        self._project_mentions: list[int | None] = []
        self._places = PlaceTracker(context, mentions)
        self._starts = [span.start for span in doc.sentences]
        self._topics: dict[int, Subject | None] = {}

    def link(self) -> Links:
        """Facts in reading order, and projects."""
        facts: list[Fact] = []
        number = -1
        state = SentenceState()
        for start, index, is_project in self._events():
            at = bisect_right(self._starts, start) - 1
            if at < 0:
                continue
            if at != number:
                self._enter(start, number + 1, at)
                number = at
                state = SentenceState()
            if is_project:
                self._sight(index, number, state)
            else:
                facts.append(self._fact(index, self._quantities[index], number, state))
        numbers = self._projects.indexes()
        facts = [
            fact if name is None else replace(fact, project=numbers.get(name))
            for fact, name in zip(facts, self._project_mentions, strict=True)
        ]
        marked = mark_duplicates(facts, self._quantities, self._context.title_span)
        return Links(facts=marked, projects=self._projects.projects(marked, self._quantities))

    def _events(self) -> list[tuple[int, int, bool]]:
        """Start and index of amounts and of projects, in reading order."""
        furniture = self._context.furniture
        events = [(found.span.start, i, False) for i, found in enumerate(self._quantities)]
        events += [
            (m.span.start, i, True)
            for i, m in enumerate(self._mentions)
            if m.label is Label.PROJECT and not any(span.covers(m.span) for span in furniture)
        ]
        events.sort(key=lambda event: (event[0], not event[2]))
        return events

    def _sight(self, index: int, number: int, state: SentenceState) -> None:
        """Take note of a project: its place, its owner and what happens to it."""
        mention = self._mentions[index]
        view = self._views.view(number)
        unit = bisect_right(view.starts, mention.span.start) - 1
        if unit < 0 or view.names.get(unit) is not mention:
            return
        self._advance(view, unit, state)
        subject = self._finder.of_range(view, (unit, unit + 1))
        self._projects.add(
            Sighting(
                mention=index,
                place=self._places.of_fact(subject, None, view, unit),
                action=self._states(view, unit, state),
                owner=self._owner(mention, index),
            )
        )

    def _owner(self, mention: Mention, index: int) -> str | None:
        """The company inside the name of a project."""
        for other in self._mentions[index + 1 : index + 8]:
            if other.span.start >= mention.span.end:
                break
            if other.label is Label.COMPANY:
                return other.span.of(self._doc.simple)
        return None

    def _states(self, view: View, unit: int, state: SentenceState) -> str | None:
        """How far the project named at `unit` has come: the furthest state its clauses tell."""
        letters = view.letters
        best: tuple[int, str] | None = None
        planned: tuple[int, str] | None = None
        for at in range(unit + 1, min(len(letters), unit + MAX_STATE_UNITS)):
            letter = letters[at]
            if letter == "J" or (letter in "OEU" and letters[at - 1] == ","):
                break
            if letter not in "VvWN":
                continue
            rank = PROJECT_STATES.get(self._state(view, at) or "")
            if rank is None:
                continue
            found = (rank, self._reader.word(view, at))
            if any(self._reader.word(view, n) in PLANNING for n in range(max(unit + 1, at - 3), at)):
                planned = max(planned or found, found)
            else:
                best = max(best or found, found)
        chosen = best or planned
        if chosen:
            return chosen[1]
        action = self._name_action(view, unit)
        return action or (state.done[-1].action if state.done else None)

    def _state(self, view: View, unit: int) -> str | None:
        listed = self._actions.get(self._reader.word(view, unit))
        return listed.canonical if listed else None

    def _name_action(self, view: View, unit: int) -> str | None:
        """What happens to the thing named at `unit`: the verb right behind it, else one before."""
        letters = view.letters
        start = view.near_start(unit)
        match = BEHIND_NAME_RE.match(letters, unit + 1)
        if match:
            return self._reader.verbs(view, match.start(1), len(letters))
        verb = max(letters.rfind("V", start, unit), letters.rfind("W", start, unit), letters.rfind("v", start, unit))
        return self._reader.word(view, verb) if verb >= 0 else None

    def _enter(self, offset: int, first: int, last: int) -> None:
        """Take note of a new section, and of the places that sentences on the way tell of."""
        start, name = self._sections.at(offset)
        self._places.check(self._doc.paragraph_at(offset).start)
        if start != self._section:
            self._section, self._heading = start, name
            self._places.reset()
            if name is not None:
                self._generics.note(name)
                self._places.enter(name)
        for number in range(max(first, last - LOOK_BACK_SENTENCES), last):
            if self._starts[number] >= self._section:
                topic = self._topic(number)
                if topic and topic.label in (Label.PLACE, Label.AGENCY):
                    self._places.enter(topic.names[0])

    def _fact(self, index: int, quantity: Quantity, number: int, state: SentenceState) -> Fact:
        view = self._views.view(number)
        unit = view.amounts.get(index)
        if unit is None:
            linked, rule = self._inside(view, view.inner[index], quantity, state), "inside"
        else:
            linked, rule = self._outside(view, unit, quantity, number, state)
        if unit is not None:
            linked.aside = view.letters.rfind("(", 0, unit) > view.letters.rfind(")", 0, unit)
        state.done.append(linked)
        if len(state.done) > 2 * MAX_REMEMBERED:
            del state.done[:MAX_REMEMBERED]
        subject = linked.subject
        if subject and len(subject.names) == 1 and unit is not None:
            self._generics.note(subject.names[0])
        name = None
        meant: Mention | None = None
        at = unit if unit is not None else view.inner[index]
        resolved: Place | None = None
        if subject:
            name = subject.names[0].norm if subject.label else subject.text
            if rule != "paired" and subject.label in (Label.PLACE, Label.AGENCY):
                self._places.enter(subject.names[0])
            if subject.letter == "U":
                resolved = self._places.generic(subject.text)
                if resolved:
                    name = resolved.name
            if resolved is None and subject.letter in "uUN":
                meant = self._generics.resolve(subject.text, subject.at)
                if meant is None and subject.text[:1] in "该本此":
                    meant = self._generics.ending_with(subject.text[1:], subject.at)
                if meant:
                    name = meant.norm
        named = meant or (subject.names[0] if subject and len(subject.names) == 1 else None)
        is_project = named is not None and named.label is Label.PROJECT
        self._project_mentions.append(self._mention_numbers[id(named)] if is_project and named else None)
        return Fact(
            quantity=index,
            subject=name,
            subject_text=subject.text if subject else None,
            subject_label=subject.label if subject else None,
            metric=linked.metric,
            action=linked.action,
            place=self._places.of_fact(subject, resolved, view, at),
            period=self._periods.find(view, at, self._doc.paragraph_at(quantity.span.start)),
            project=None,
            sentence=view.span,
            rule_id=rule,
            status=status_of(linked.action),
            confidence=linked.confidence,
        )

    def _inside(self, view: View, unit: int, quantity: Quantity, state: SentenceState) -> Linked:
        """An amount inside a name: the thing named has it."""
        subject = self._finder.of_range(view, (unit, unit + 1))
        metric = {"mass": "产能", "power": "装机容量", "energy": "规模", "count": "产能", "volume": "产能",
                  "voltage": "电压等级", "length": "长度"}.get(quantity.dimension, "规模")
        if metric == "装机容量" and subject and MADE_RE.search(subject.text):
            metric = "产能"
        action = self._name_action(view, unit)
        return Linked(metric, subject, action, Confidence.STATED, quantity.dimension)

    def _advance(self, view: View, unit: int, state: SentenceState) -> Subject | None:
        """Take in the clauses up to the one that holds `unit`; its own subject."""
        start = view.clause_start(unit)
        own: Subject | None = None
        at = state.clause
        at = 0 if at < 0 else at
        while at <= start:
            end = view.clause_end(at)
            stop = unit if at == start else end
            found = self._finder.of_clause(view, at, stop)
            if at == start:
                own = found
            if found is not None and is_media(found):
                found = None
                if at == start:
                    own = None
            if found is not None and found.letter == "N" and state.first and not found.text.endswith(self._groups):
                found = None
                if at == start:
                    own = None
            if found is not None:
                if found.label is Label.PLACE and at < start:
                    self._places.enter(found.names[0])
                elif found.letter == "U":
                    self._places.enter_generic(found.text)
                state.local = found
                if state.first is None:
                    state.first = found
            if end >= len(view.letters):
                break
            if at == start:
                break
            at = end + 1
        state.clause = start
        return own

    def _outside(self, view: View, unit: int, quantity: Quantity, number: int,
                 state: SentenceState) -> tuple[Linked, str]:
        frame = self._reader.read(view, unit, quantity)
        pair = find_pair(view, unit, self._reader)
        if pair is not None:
            return self._paired(view, unit, quantity, frame, pair, number, state)
        before = state.local
        own = self._advance(view, unit, state)
        subject: Subject | None = None
        confidence = Confidence.STATED
        if frame.subject:
            subject = self._finder.of_range(view, frame.subject)
            if subject and frame.rule != "attribute" and own is None and subject.letter != "N":
                state.local = subject
        if own and own.letter == "N" and frame.metric and frame.metric.startswith(own.text):
            # 等级客运站达到46个: what is counted is not whose it is.
            own, state.local = None, before
        if subject is None:
            subject = own
        if subject is None and frame.carries and view.letters[unit - 2 : unit] in ("O(", "E(", "J("):
            subject = self._finder.of_range(view, (unit - 2, unit - 1))
        if subject is None and state.done and frame.carries:
            subject = state.done[-1].subject
            confidence = Confidence.INHERITED
        if subject is None:
            subject = state.local
            confidence = Confidence.INHERITED
        if frame.front and own is None and (
            subject is None or subject.letter == "N" or confidence is not Confidence.STATED
        ):
            front = self._finder.of_range(view, frame.front)
            groups = self._groups if subject is None else self._agents
            if front and front.text in generic_subjects():
                front = None
            if front and (front.letter != "N" or front.text.endswith(groups)
                          or (subject is None and not self._before(number))):
                subject, confidence = front, Confidence.STATED
                frame.metric = frame.back
                state.local = front
        if subject is None:
            subject = self._before(number) or self._finder.any_named(view, unit)
            if subject is None:
                subject = self._around(number)
                confidence = Confidence.GUESSED
        if frame.rule in ("outlay", "attribute") and frame.subject and view.letters[frame.subject[0]] == "J":
            if quantity.dimension == "money" and (frame.metric or "").startswith("总"):
                frame.action = self._states(view, frame.subject[0], state)
        if frame.agent and own is None and state.first is None:
            state.local = self._finder.of_range(view, frame.agent) or state.local
        if subject is not None and subject.letter == "N":
            confidence = Confidence.GUESSED
        metric, action = self._carried(view, unit, quantity, frame, state)
        return Linked(metric, subject, action, confidence, quantity.dimension), frame.rule

    def _paired(self, view: View, unit: int, quantity: Quantity, frame: Frame, pair: Pair, number: int,
                state: SentenceState) -> tuple[Linked, str]:
        """An amount in a list told apart by 分别."""
        own = self._advance(view, unit, state)
        subject = self._finder.of_range(view, pair.subject) if pair.subject else None
        metric, action, confidence = pair.metric, frame.action, Confidence.STATED
        if pair.back is not None and len(state.done) >= pair.back:
            partner = state.done[-pair.back]
            metric, subject = partner.metric, subject or partner.subject
        if subject is None:
            subject, confidence = own or state.local or self._before(number), Confidence.INHERITED
        if metric is None:
            metric = frame.metric
        if action is None and state.done and "Q" in view.letters[view.near_start(unit) : unit]:
            action = state.done[-1].action
        return Linked(metric, subject, action, confidence, quantity.dimension), "paired"

    def _carried(self, view: View, unit: int, quantity: Quantity, frame: Frame,
                 state: SentenceState) -> tuple[str | None, str | None]:
        """Metric and action, taken over from the amounts before where the clause has none."""
        metric, action = frame.metric, frame.action
        letters = view.letters
        if metric is None and quantity.dimension == "duration" and "change" not in frame.rule:
            metric = "时间"
        if metric is None and quantity.dimension == "count" and letters[unit - 1 : unit] != "I":
            noun = quantity.surface_unit.lstrip("大多")
            if noun in NOUN_UNITS:
                metric = noun
        if metric is None and "change" not in frame.rule:
            metric = next((done.metric for done in reversed(state.done)
                           if done.metric and done.dimension == quantity.dimension), None)
        if metric is None:
            metric = next((done.metric for done in reversed(state.done)
                           if done.metric and (not done.metric.startswith("占") or "change" in frame.rule)), None)
        if metric is None and frame.carries and not state.done:
            metric = self._measure_before(view, unit)
        if metric is None and quantity.dimension == "count" and quantity.surface_unit not in PLAIN_UNITS:
            metric = quantity.surface_unit or None
        if metric is None and frame.rule == "rate":
            metric = frame.back
        if metric is None:
            metric = DEFAULT_METRICS.get(quantity.dimension)
        if action is None:
            action = self._carried_action(view, unit, quantity, frame, state)
        return metric, action

    def _measure_before(self, view: View, unit: int) -> str | None:
        """The measure that the clause before is about (产量居全省第一,达到9万吨)."""
        start = view.clause_start(unit)
        low = view.letters.rfind(",", 0, max(start - 1, 0)) + 1
        last = view.letters.rfind("H", low, start)
        return self._reader.noun_text(view, low, last + 1) if last >= 0 else None

    def _carried_action(self, view: View, unit: int, quantity: Quantity, frame: Frame,
                        state: SentenceState) -> str | None:
        """Verb of the amount before, where the clause goes on with it; else that of the next clause."""
        letters = view.letters
        start = view.near_start(unit)
        plain = not set("Vv") & set(letters[start:unit])
        last = next((done for done in reversed(state.done) if not done.aside), None)
        if last is not None and last.action:
            if frame.carries or "Q" in letters[start:unit]:
                return last.action
            if plain and quantity.dimension == "count" and last.dimension == "count":
                return last.action
            physical = quantity.dimension not in ("money", "count") and quantity.dimension not in CHANGED
            if plain and physical and status_of(last.action) in GOING_ON:
                return last.action
        if quantity.dimension == "count" and plain:
            following = NEXT_VERB_RE.match(letters, view.clause_end(unit), view.clause_end(unit) + MAX_STATE_UNITS)
            if following and self._reader.is_event(view, following.start(1)):
                return self._reader.verbs(view, following.start(1), len(letters))
        return None

    def _before(self, number: int) -> Subject | None:
        """Subject of the nearest sentence before that has one."""
        for at in range(number - 1, max(number - 1 - LOOK_BACK_SENTENCES, -1), -1):
            if self._starts[at] < self._section:
                break
            topic = self._topic(at)
            if topic:
                return topic
        name = self._heading
        if name is None or name.span.start > self._starts[number]:
            return None
        return Subject(text=name.norm, letter=LABEL_LETTERS[name.label], names=(name,), at=name.span.start)

    def _around(self, number: int) -> Subject | None:
        """The last name of the sentences before, wherever it stands."""
        for at in range(number - 1, max(number - 1 - LOOK_BACK_SENTENCES, -1), -1):
            view = self._views.view(at)
            found = self._finder.any_named(view, len(view.letters))
            if found:
                return found
        paragraph = self._doc.paragraph_at(self._starts[number])
        for at in range(number, min(number + LOOK_BACK_SENTENCES, len(self._starts))):
            if self._starts[at] >= paragraph.end:
                break
            view = self._views.view(at)
            unit = view.letters.find("U")
            if unit >= 0:
                return self._finder.of_range(view, (unit, unit + 1))
        return None

    def _topic(self, number: int) -> Subject | None:
        if number not in self._topics:
            view = self._views.view(number)
            found: Subject | None = None
            spare: Subject | None = None
            at = 0
            size = len(view.letters)
            while at < size and found is None:
                end = view.clause_end(at)
                subject = self._finder.of_clause(view, at, end)
                if subject and subject.letter in "EOUu" and not is_media(subject):
                    found = subject.lead()
                elif subject and spare is None and subject.letter in "GJN" and not is_media(subject):
                    if subject.letter != "N" or subject.text.endswith(self._groups):
                        spare = subject
                at = end + 1
            found = found or spare
            self._topics[number] = found
        return self._topics[number]
