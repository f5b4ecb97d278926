"""Amounts behind the noun they measure: 总产值达9亿元, 储备农资3万吨, 占地500亩."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govnews_extract.link.phrases import (
    BASES,
    LEAD_RE,
    NAMES,
    SUFFIXES,
    Noun,
    PhraseReader,
    Range,
    Site,
)
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import nouns_with_role
from govnews_extract.mentions import PERSON

VERB_RE = re.compile(r"[AZFLDKCB]*(?:P[^,QV()]*?)?[AZ]*([VvWI])")

REACHING = frozenset(("达", "达到", "突破", "超过", "可达", "将达", "将达到", "高达", "多达"))
RATES = {
    "增幅": "增长",
    "增速": "增长",
    "增长率": "增长",
    "涨幅": "上涨",
    "降幅": "下降",
    "跌幅": "下跌",
}
"""Measures that are changes, and the verb they stand for."""

PLANS = frozenset(("计划", "规划", "拟", "拟于", "预计", "预期", "力争", "争取", "打算", "预测"))
WEAK_VERBS = frozenset(
    (
        *("有", "共有", "现有", "已有", "包括", "包含", "仅有", "设有", "另有", "还有", "约有"),
        *("导致", "造成", "引发"),
    )
)
"""Verbs that say less than another one of the clause."""

PLANNED_MEASURES = frozenset(("周期", "规模", "工期", "期限"))
"""Measures of a verb that say how it is meant to be done, not that it is (建设周期)."""

PREDICATE_SIGNS = frozenset("ADEOUuRL")
"""A verb-noun behind one of these is the verb of its clause."""


@dataclass(slots=True, kw_only=True)
class Frame:
    """What the clause says of one amount.

    Attributes:
        metric: What is measured, as text; None to carry on the last one.
        action: The verb.
        subject: Units of the subject that the clause puts right at the amount.
        base: What a change is measured against (同比, 比上年).
        carries: Metric and subject are those of the amount before.
        front: Units before the measure proper (彩电 of 彩电零售规模).
        back: The measure proper.
        agent: Units of a counted noun that does something, and goes on as subject.
    """

    rule: str
    metric: str | None = None
    action: str | None = None
    subject: Range | None = None
    base: str | None = None
    carries: bool = False
    front: Range | None = None
    back: str | None = None
    agent: Range | None = None


class MeasureReader(PhraseReader):
    """Reads clauses whose amount stands behind its noun."""

    def __init__(self, simple: str) -> None:
        super().__init__(simple)
        self._goods = nouns_with_role("goods")
        self._groups = tuple(nouns_with_role("group"))

    def measured(self, site: Site) -> Frame:
        """Noun + Q, with the verb that governs the noun; verb + Q; Q alone."""
        view, letters = site.view, site.view.letters
        start, end = site.start, site.end
        lone = LEAD_RE.fullmatch(letters, start, end) if start < end else None
        if (
            (start >= end or lone)
            and site.verb < 0
            and letters[site.unit + 1 : site.unit + 2] == "W"
        ):
            # 190亿元投资公路: the verb behind says what the money is for.
            word = self.word(view, site.unit + 1)
            own = self.own_metric(word)
            if own:
                subject = (start, end) if lone else None
                return Frame(rule="verb_behind", metric=own, action=word, subject=subject)
        if start >= end:
            return self._bare(site)
        based = start > site.low and self.word(view, start - 1) in BASES
        if based and not set(letters[start:end]) - NAMES - {"X"}:
            return Frame(rule="bare", carries=True)  # 不到北京的|1/6
        if end - start == 1 and letters[start] == "N" and view.words[start] in self._spoken:
            # 月产从4000台|升|到Q: a verb of one character, of what was measured before.
            return Frame(rule="verb", action=view.words[start], carries=True)
        if not set(letters[start:end]) - set("WvK、"):
            return self._verbs_only(site)
        return self._noun_and_amount(site)

    def _bare(self, site: Site) -> Frame:
        """No noun stands right before the amount."""
        view, letters, verb = site.view, site.view.letters, site.verb
        if verb < 0:
            return Frame(rule="bare", carries=True)
        word = self.word(view, verb)
        if word in WEAK_VERBS:
            # 有35家参加: the verb behind says more.
            stronger = VERB_RE.match(letters, site.unit + 1, site.high)
            if stronger and letters[stronger.start(1)] != "I":
                return Frame(rule="verb", action=self.verbs(view, stronger.start(1), site.high))
        metric = self.own_metric(word)
        before = verb
        while before > site.low and letters[before - 1] in "AM":
            before -= 1
        measure = before > site.low and letters[before - 1] in "NHW"
        if not metric and measure and not self._pays(site, before):
            # 投资完成76亿元
            noun = self.noun_before(view, site.low, before)
            if noun and noun.metric:
                action = None if word in WEAK_VERBS else word
                return framed("noun_verb", noun, action=action)
        return Frame(rule="verb", metric=metric, action=word)

    def _pays(self, site: Site, end: int) -> bool:
        """Whether the noun before unit `end` is who has the money, not what it measures."""
        if site.quantity.dimension != "money" or site.view.letters[end - 1] != "N":
            return False
        return self.word(site.view, end - 1).endswith(self._groups)

    def _verbs_only(self, site: Site) -> Frame:
        """落地开工5项, 投入运营112公里, 完成造林5万亩: verbs alone stand before the amount."""
        view, start, end = site.view, site.start, site.end
        last = self.word(view, end - 1)
        if site.verb >= 0:
            done = self.own_metric(last) or self.text(view, (start, end))
            return Frame(rule="verb_object", metric=done, action=self.word(view, site.verb))
        pair = end - start == 2 and self.word(view, start) in self._transitive
        if pair:
            # 带动就业4200人
            return Frame(rule="verb_object", metric=last, action=self.word(view, start))
        metric = self.own_metric(last) or self._counted_later(site)
        action = self.text(view, (start, end))
        return Frame(rule="verbs", metric=metric, action=action, carries=metric is None)

    def _counted_later(self, site: Site) -> str | None:
        """转办10件、受理的14件问题: what is counted stands behind the last of the list."""
        view, letters = site.view, site.view.letters
        if letters[site.unit + 1 : site.unit + 2] not in ("、", "K"):
            return None
        following = letters.find("Q", site.unit + 1, view.clause_end(site.unit))
        if following < 0:
            return None
        noun = self.noun_behind(view, following, self.reach(letters, following + 1))
        return self.text(view, noun) if noun else None

    def _noun_and_amount(self, site: Site) -> Frame:
        """重点项目115项, 总产值达9亿元."""
        view, letters = site.view, site.view.letters
        start, verb, governed = self._narrowed(site)
        split = self.split(view, start, site.end, governed=governed)
        metric, action = split.metric, self.word(view, verb) if verb >= 0 else None
        if verb < 0:
            at = split.subject[1] if split.subject else start
            while at < site.end and letters[at] in "XDA":
                at += 1
            if letters[at : at + 2] == "Mv":
                at += 1  # 公开配售住房
            action, metric = self.inner_verb(view, at, site.end, metric)
            if action is None and split.subject is None:
                counted = site.quantity.dimension == "count"
                clause = self._subject_verb_object(view, start, site.end, counted=counted)
                if clause:
                    return clause
        if action is None:
            action, metric = self._trailing_event(site, start, metric, governed=governed)
        if action is None and metric in RATES:
            return Frame(rule="rate", action=RATES[metric], subject=split.subject, back=metric)
        if action is None:
            action = self._outer_action(site, metric)
        frame = framed("measured", split, action=action)
        if metric != split.metric:
            frame.metric, frame.front, frame.back = metric, None, None
        return frame

    def _outer_action(self, site: Site, metric: str | None) -> str | None:
        """Verb behind the amount, plan or bound before it, or what the measure is a rate of."""
        view, letters, unit = site.view, site.view.letters, site.unit
        found = VERB_RE.match(letters, unit + 1, site.high)
        if found and letters[found.start(1)] != "I":
            return self.verbs(view, found.start(1), site.high)
        rate = next((RATES[tail] for tail in RATES if metric and metric.endswith(tail)), None)
        if rate:
            return rate
        plan = self._plan(site)
        if plan:
            return plan
        if letters[unit - 1] == "C" and self.word(view, unit - 1) in REACHING:
            return self.word(view, unit - 1)
        return None

    def _narrowed(self, site: Site) -> tuple[int, int, bool]:
        """Start of the noun phrase proper, its verb, and whether something governs it."""
        view, letters = site.view, site.view.letters
        start, end, verb = site.start, site.end, site.verb
        before = start - 1
        governed = verb >= 0 or (
            start > site.low and (letters[before] == "P" or self.word(view, before) in BASES)
        )
        of = letters.rfind("X", start, end)
        if verb >= 0 and of > start and letters[site.unit - 1] == "C":
            # 具备条件的行政村通村率达到Q: the verb belongs to the clause before 的.
            start, verb = of + 1, -1
        doer = _doer(view, start, end)
        if doer >= 0:
            start, verb, governed = doer, -1, False
        cut = letters.rfind("、", start, end)
        if cut > start and "H" in letters[start:cut] and cut + 1 < end:
            start = cut + 1
        if verb < 0 and governed:
            at = start
            while at < end and letters[at] in "ENLMU":
                at += 1
            if start < at < end and letters[at] in "Wv":
                # 在当地投资5亿元
                start, governed = at, False
        double = verb >= 0 and end - start > 1 and letters[start] == "W"
        double = double and letters[start + 1] in "NMW" and self.is_event(view, start)
        if double and not self.is_event(view, start + 1):
            # 谋划储备项目: two verbs, one object.
            verb, start = start, start + 1
        return start, verb, governed

    def inner_verb(
        self, view: View, at: int, end: int, metric: str | None
    ) -> tuple[str | None, str | None]:
        """Verb that opens the noun phrase at unit `at` (储备农资), and the metric left."""
        letters = view.letters
        if at >= end or letters[at] not in "Wv":
            return None, metric
        word = self.word(view, at)
        listed = self._actions.get(word)
        if at + 1 == end:
            return word, self.own_metric(word) or word
        behind = self.word(view, at + 1)
        if letters[at + 1] == "X" or behind in SUFFIXES or behind in PLANNED_MEASURES:
            return None, metric
        event = bool(listed and listed.status)
        predicate = event or letters[at] == "v" or letters[at - 1 : at] in PREDICATE_SIGNS
        predicate = predicate or word in self._transitive
        if letters[at + 1] == "H" and not (at + 2 == end and predicate and behind in self._goods):
            return (word if predicate else None), metric
        if (
            letters[end - 1] == "H"
            and letters[at] == "W"
            and self.word(view, end - 1) not in self._goods
        ):
            return (word if event else None), metric
        if not predicate:
            return word, metric
        if letters[at + 1] == "W" and at + 2 < end and self.is_event(view, at + 1):
            return word + behind, self.text(view, (at + 2, end))
        return word, self.text(view, (at + 1, end))

    def _subject_verb_object(
        self, view: View, start: int, end: int, *, counted: bool
    ) -> Frame | None:
        """主产区收购夏粮Q: a common noun, its verb, and what is measured."""
        letters = view.letters
        if letters[end] == "C" and letters[end - 1] == "H":
            # 检测设备产值达Q: what reaches the amount is the noun; a verb before is part of it.
            return None
        for at in range(start + 1, end - 1):
            if self.word(view, at + 1) in SUFFIXES:
                continue  # 转型升级|类
            verb = letters[at] == "v" or (letters[at] == "W" and self.is_event(view, at))
            if not (verb or counted) and letters[at] == "W":
                verb = self.word(view, at) in self._transitive
            if verb and letters[at - 1] in "NM" and letters[at + 1] in "NM":
                metric = self.text(view, (at + 1, end))
                action = self.word(view, at)
                top = at - (letters[at - 1] == "M")
                if top > start:
                    return Frame(rule="clause", metric=metric, action=action, subject=(start, top))
        return None

    def _trailing_event(
        self, site: Site, start: int, metric: str | None, *, governed: bool
    ) -> tuple[str | None, str | None]:
        """经济适用住房开工Q: an event right before the amount, and the metric without it."""
        view, letters, end = site.view, site.view.letters, site.end
        spoken = letters[end - 1] == "N" and view.words[end - 1] in self._spoken
        if end - 1 > start and spoken and letters[end - 2] in "NH":
            # 产量|掉Q: the same, of one character.
            noun = self.split(view, start, end - 1, governed=governed).metric
            return view.words[end - 1], noun or metric
        if end - 1 > start and letters[end - 1] == "v" and letters[end - 2] in "NEOUJ":
            # 财政拿出Q: a word that is only ever a verb, right before the amount.
            noun = self.split(view, start, end - 1, governed=governed).metric
            payer = noun and self._pays(site, end - 1)
            return self.word(view, end - 1), None if payer else noun or metric
        if end - 1 <= start or letters[end - 1] != "W" or letters[end - 2] not in "NEOUJ":
            return None, metric
        if not self.is_event(view, end - 1):
            return None, metric
        shorter = self.split(view, start, end - 1, governed=governed).metric
        return self.word(view, end - 1), shorter or metric

    def _plan(self, site: Site) -> str | None:
        """计划, 预计 and the like before the amount."""
        for at in range(site.unit - 1, site.low - 1, -1):
            if site.view.letters[at] in "AWN" and self.word(site.view, at) in PLANS:
                return self.word(site.view, at)
        return None


def _doer(view: View, start: int, end: int) -> int:
    """Where a person stands who does the verb behind the name: 返乡创业人员李明流转土地; -1: none."""
    for at in range(end - 3, start, -1):
        person = view.letters[at] == "O" and view.names[at].label is PERSON
        if person and view.letters[at - 1] == "N" and view.letters[at + 1] in "Wv":
            return at
    return -1


def framed(
    rule: str, noun: Noun | None, *, action: str | None = None, base: str | None = None
) -> Frame:
    """A frame with the parts of `noun`; without any where there is none."""
    noun = noun or Noun()
    return Frame(
        rule=rule,
        metric=noun.metric,
        action=action,
        subject=noun.subject,
        base=base,
        front=noun.front,
        back=noun.back,
    )
