"""Where an article says what was read off it: the words of a metric and of an action.

A metric is a name, bounded and cleaned so that one indicator has one name. The article says it in
a noun phrase, which may hold more: 的, quotation marks, modifiers that the name leaves out. The
phrase is found again by the name, near the amount, so that each value can be shown in the source.
The same for verbs: 增长 is said as 同比增长, 投产 as 已建成投产.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from govnews_extract.datatypes import Span
from govnews_extract.link.carrying import DEFAULT_METRICS
from govnews_extract.link.counts import SCALED, SIZES
from govnews_extract.link.state import Linked, Point, Words
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import VERBS, generic_subjects, transitive_verbs

WINDOW_CHARS = 240
"""How far from an amount the words of its metric and action are looked for."""

QUOTES = "“”‘’「」『』\"'"
LEFT_OUT = frozenset("的《》 \t\n\r\u3000" + QUOTES)
"""What a phrase may hold that a name made of it leaves out."""

OF_RE = re.compile("(?<=[^目标打])的(?=[^士确])")
"""的 between the parts of a phrase, and not in words such as 的士 and 目的地."""

MODIFYING = frozenset("NHMWvX")
"""Letters of units before a metric that belong to its phrase."""

MEASURING = frozenset(("最高", "最低", "均", "平均", "累计"))
"""Words before a measure that belong to it, though they bound amounts or stand before verbs too."""

BEFORE_VERBS = frozenset("TA")
"""Letters of units before verbs that belong to what is said: 同比, 已."""

OF_ALL = frozenset(("国有", "公有", "私有", "民有", "自有", "特有", "固有", "稀有", "原有", "所有"))
"""Words that end with 有 and are no verbs of having (拥有, 建有)."""

OWNING = frozenset("OJE")
"""Letters of what a metric is said of."""

CLAUSE_VERBS = frozenset("Vv")
"""Letters of verbs that make a clause of what stands before 的."""

SHORT_NAME_CHARS = 4
"""A name no longer says little without the verb right before it (签约项目, 在建项目)."""

MAX_PHRASE_UNITS = 8
"""Units that a phrase is made longer by at most."""

UNDERSTOOD = frozenset((*DEFAULT_METRICS.values(), *SCALED.values(), *SIZES.values(), "年龄"))
"""Metrics that often no word says; farther than the clause one would say them of something else."""


JOINTS = "、及与"
"""What joins a phrase to one before it; 和 opens words too (和谐)."""


def metric_name(phrase: str | None) -> str | None:
    """The name that a phrase gives a metric: without 的 between its parts, or a joint before it.

    Example:
        >>> metric_name("归属于股东的净利润"), metric_name("的士车位"), metric_name("标的金额")
        ('归属于股东净利润', '的士车位', '标的金额')
    """
    if not phrase or (phrase.isalnum() and "的" not in phrase and phrase[0] not in JOINTS):
        return phrase
    return OF_RE.sub("", phrase.lstrip(JOINTS)) or None


class WordingFinder:
    """Finds phrases in the sentences of one article; `simple` is its simplified text."""

    def __init__(self, simple: str) -> None:
        self._simple = simple
        self._transitive = transitive_verbs()

    def find(self, point: Point, linked: Linked) -> Words:
        """The phrases that say the metric and the action; None where no words of the text do."""
        verb = self._nearest(point, linked.action, point.view.span)
        noun = self._noun(point, linked.metric)
        view, before_noun, before_verb = point.view, 0, 0
        if noun and verb and verb.end <= noun.start:
            attributive = verb.end == noun.start and len(noun) <= SHORT_NAME_CHARS
            attributive = attributive and linked.action not in self._transitive
            before_noun = 0 if attributive else verb.end
        elif noun and verb and noun.end <= verb.start:
            before_verb = noun.end
        owner = linked.subject
        named = owner and (owner.letter != "N" or owner.text in generic_subjects())
        if noun and owner and named and owner.at < noun.start:
            before_noun = max(before_noun, min(owner.at + len(owner.text), noun.start))
        if noun:
            said = (one.words[0] for one in reversed(point.state.done))
            before = next((span for span in said if span and span.end == noun.end), None)
            own = noun.end == point.quantity.span.end
            noun = noun if own else before or _longer(view, noun, MODIFYING, before_noun)
        if verb:
            if view.letters[bisect_right(view.starts, verb.start) - 1] != "I":
                # 投资增长: what stands before a change is what changes.
                verb = _longer(view, verb, VERBS, before_verb)
            verb = _longer(view, verb, BEFORE_VERBS, before_verb)
        return noun, verb

    def head(self, point: Point, linked: Linked) -> str | None:
        """The metric without whose it is, and without the clause before it.

        发送量 of 某铁路的发送量, 山葡萄酒企业 of 通过认证的山葡萄酒企业.
        """
        metric, owner = linked.metric, linked.subject
        if metric and owner and owner.letter in OWNING and metric.startswith(owner.text):
            rest = metric[len(owner.text) :].removeprefix("的")
            metric = rest if len(rest) > 1 else metric
        if not metric or "的" not in metric:
            return metric
        found = self._nearest(point, metric, point.view.span)
        if found is None:
            return metric
        view = point.view
        low = bisect_right(view.starts, found.start) - 1
        high = bisect_right(view.starts, found.end - 1)
        of = view.letters.rfind("X", low, high)
        if of <= low:
            return metric
        first = self._simple[view.starts[low] : view.ends[low]]
        has = first[-1] == "有" and first not in OF_ALL
        if has or not CLAUSE_VERBS.isdisjoint(view.letters[low:of]):
            return self._simple[view.ends[of] : found.end] or metric
        return metric

    def _noun(self, point: Point, metric: str | None) -> Span | None:
        """Where the metric is said; farther than the clause only as by an amount before."""
        view, amount = point.view, point.quantity.span
        if metric and self._simple.endswith(metric, amount.start, amount.end):
            return Span(amount.end - len(metric), amount.end)  # 3200人 counts 人
        if metric not in UNDERSTOOD:
            return self._nearest(point, metric, view.span)
        start, end = view.near_start(point.unit), view.clause_end(point.unit)
        found = self._nearest(point, metric, Span(view.starts[start], view.ends[end - 1]))
        said = (one.words[0] for one in reversed(point.state.done) if one.metric == metric)
        return found or next(said, None)

    def _nearest(self, point: Point, words: str | None, within: Span) -> Span | None:
        """Where the text says `words` nearest to the amount."""
        if not words:
            return None
        at = point.quantity.span
        low = max(within.start, at.start - WINDOW_CHARS)
        high = min(within.end, at.end + WINDOW_CHARS)
        text, size = self._simple, len(words)
        back, ahead = text.rfind(words, low, at.start), text.find(words, at.end, high)
        if back < 0 and ahead < 0:
            return self._in_parts(low, high, words)
        if back >= 0 and (ahead < 0 or at.start - back - size <= ahead - at.end):
            return Span(back, back + size)
        return Span(ahead, ahead + size)

    def _in_parts(self, low: int, high: int, words: str) -> Span | None:
        """Where the text, without what names leave out, says `words` last."""
        wanted = "".join(char for char in words if char not in LEFT_OUT)
        window = self._simple[low:high]
        kept = [at for at, char in enumerate(window, low) if char not in LEFT_OUT]
        found = "".join(self._simple[at] for at in kept).rfind(wanted) if wanted else -1
        return Span(kept[found], kept[found + len(wanted) - 1] + 1) if found >= 0 else None


def _longer(view: View, found: Span, letters: frozenset[str], floor: int) -> Span:
    """`found` with the units before it, from `floor` on, that `letters` allow."""
    starts, measures = view.starts, letters is MODIFYING
    first = low = bisect_right(starts, found.start) - 1
    while low > first - MAX_PHRASE_UNITS and low > 0 and starts[low - 1] >= floor:
        measuring = measures and view.words[low - 1] in MEASURING
        if view.letters[low - 1] not in letters and not measuring:
            break
        low -= 1
    while low < first and view.letters[low] == "X":
        low += 1
    return Span(starts[low], found.end) if starts[low] < found.start else found
