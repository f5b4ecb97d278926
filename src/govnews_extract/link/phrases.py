"""Noun phrases and verbs around an amount, read off the letters of a view."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govnews_extract.datatypes import Quantity
from govnews_extract.link.said import SAID
from govnews_extract.link.view import WITHIN, View
from govnews_extract.link.vocabulary import (
    VERBS,
    actions,
    nouns_with_role,
    spoken_verbs,
    transitive_verbs,
)

Range = tuple[int, int]
"""Units from the first up to, not including, the second."""

MAX_REACH_UNITS = 48
"""How far around an amount its clause is read; no phrase is longer, and time stays linear."""

# 实现|年销售收入: what is measured is a year's, and no date stands before it.
YEARLY_RE = re.compile(
    r"(?<![0-9〇零一二三四五六七八九十百多几两数半今去前明当全每近同次往来本整新周青少])年$"
)
FORWARD_RE = re.compile(r"(?:M*[vW]{1,2}(?=[NH])|I(?=H))?[NHMWEOJGUuRKX、]*")
RELATIVE_RE = re.compile(r"[^,QX()]{1,8}X([NHMWvEOJGUu、]+)")
LEAD_RE = re.compile(r"[EOJUuG](?:[、K][EOJUuG])*")
NAMED_RE = re.compile(r"(?:X[NM]{0,4}|[NM]{1,4})[OJ](?![、K])")
NAMES = frozenset("EOJUuG、K")
BACKWARD = frozenset("NHMWvEOJGUuRDKX、")

COUNTED_ENDINGS = frozenset("站厂馆园桥楼校院所局店户员者")
"""A verb behind a noun that ends so is what it did, no part of its name."""

SUFFIXES = frozenset("类业型性区费率额量员者机器站点")
"""A verb before one of these is part of a noun (服务类, 加工业)."""

BELONGING = "归属"

TALLIES = frozenset(("数量", "总数", "个数", "人数", "户数"))
"""Measures of how many there are of the noun before them, which owns nothing (参展企业数量)."""

BARE_MEASURES = TALLIES | {"总量", "总额", "规模"}
"""Measures that say nothing without the noun before them, which stays in the metric."""

FROM = frozenset(("从", "由", "自"))
BASES = frozenset(
    ("超", "超过", "相当于", "不到", "不及", "低于", "高于", "多于", "少于", "等于", "只有", "仅为")
)
"""Words before what an amount is held against."""

OF_PROGRAMS = frozenset(("项目", "工程", "企业", "活动", "产品", "基地"))
"""What a programme behind which they are counted only tells the sort of."""

CAUSES = frozenset(("推动", "带动", "促使", "拉动", "使", "使得", "让", "导致", "确保", "实现"))
"""Verbs whose object goes on to be a subject (推动铜价上涨)."""


@dataclass(slots=True, kw_only=True)
class Noun:
    """A noun phrase cut in its parts.

    Attributes:
        metric: What is measured; None for a phrase of modifiers only.
        subject: Units of the name it opens with.
        front: Units before the measure proper (彩电 of 彩电零售规模).
        back: The measure proper.
    """

    metric: str | None = None
    subject: Range | None = None
    front: Range | None = None
    back: str | None = None


@dataclass(slots=True, kw_only=True)
class Site:
    """Where an amount stands in its clause.

    Attributes:
        low: First unit that belongs to it on its left.
        end: Unit behind what is left of it, without bounds and adverbs.
        high: Unit behind what belongs to it on its right.
        start: First unit of the noun phrase that ends at `end`.
        verb: Unit of the verb that governs that phrase, or the amount; -1 for none.
        noun: Noun phrase right behind it.
        of: The character 的 stands right behind it.
    """

    view: View
    unit: int
    quantity: Quantity
    low: int
    end: int
    high: int
    start: int = 0
    verb: int = -1
    noun: Range | None = None
    of: bool = False


class PhraseReader:
    """Reads phrases off the views of one article; `simple` is its simplified text."""

    def __init__(self, simple: str) -> None:
        self._simple = simple
        self._actions = actions()
        self._transitive = transitive_verbs()
        self._counted_nouns = nouns_with_role("counted")
        self._tails = tuple(nouns_with_role("tail"))
        self._spoken = spoken_verbs()
        self._attributive = nouns_with_role("attributive")

    def text(self, view: View, units: Range) -> str:
        """Text of `units` without spaces, lone quotation marks and words that only point."""
        low, high = units
        if low >= high:
            return ""
        simple, start = self._simple, view.starts[low]
        text = SAID[simple[start : view.ends[high - 1]]]
        if simple[start - 1] != "年" or not start or view.letters[low] not in "NMH":
            return text
        yearly = YEARLY_RE.search(simple, max(start - 2, 0), start)
        return "年" + text if yearly else text

    @staticmethod
    def word(view: View, unit: int) -> str:
        """Text of one unit."""
        return view.words[unit]

    def behind(self, view: View, unit: int, most: int) -> str:
        """Text of up to `most` units from `unit` on."""
        last = min(unit + most, len(view.ends)) - 1
        return self._simple[view.starts[unit] : view.ends[last]] if unit <= last else ""

    def before(self, view: View, unit: int) -> str:
        """Text of the units before `unit`, as far as a clause is read."""
        low = view.near_start(unit)
        return self._simple[view.starts[low] : view.starts[unit]]

    def is_event(self, view: View, unit: int) -> bool:
        """Whether the unit is a listed verb that says how far a thing has come."""
        listed = self._actions.get(self.word(view, unit))
        return bool(listed and listed.status)

    def is_predicate(self, view: View, unit: int) -> bool:
        """Whether the verb-noun at `unit`, right behind a name, is the verb of the clause."""
        if view.letters[unit : unit + 1] != "W":
            return False
        return self.word(view, unit) in self._transitive or self.is_event(view, unit)

    def own_metric(self, word: str) -> str | None:
        """What the bare verb `word` measures (占地: 占地面积)."""
        listed = self._actions.get(word)
        return listed.metric if listed else None

    def verbs(self, view: View, at: int, stop: int) -> str:
        """The verbs that stand together from unit `at` on (建成投产)."""
        letters = view.letters
        end = at + 1
        while end < stop and letters[end] in VERBS and end - at < 3:
            end += 1
        if end - at > 1 and letters[end - 1] == "W" and letters[end : end + 1] in tuple("NHM"):
            end -= 1
        return self.text(view, (at, end))

    def verb_before(self, view: View, low: int, at: int) -> int:
        """The verb that governs what begins at unit `at`; -1 where there is none."""
        letters = view.letters
        at -= 1
        while at >= low and letters[at] in "ZAK":
            at -= 1
        if at > low and letters[at + 1] == "Z" and self.word(view, at + 1) == "等":
            while at > low and letters[at] in "NHMEOJGU、Z":
                at -= 1
            if at >= low and letters[at] in "Wv" and self.is_event(view, at):
                return at
        if at >= low and letters[at] in "Wv" and letters[at + 1 : at + 2] == "Z":
            return at
        return at if at >= low and letters[at] in "VI" else -1

    def bare_end(self, view: View, low: int, end: int) -> int:
        """`end` without the bounds and adverbs before it, and without 从2013年的."""
        letters = view.letters
        while end > low and letters[end - 1] in "CAFZ":
            end -= 1
        if end > low + 1 and letters[end - 1] == "P" and self.word(view, end - 1) == "在":
            # 产值都在1亿元以上: 在 before the amount only bounds it.
            at = end - 1
            while at > low and letters[at - 1] in "AF":
                at -= 1
            if at > low and letters[at - 1] == "H":
                return at
        if end > low and letters[end - 1] in "XD":
            top = at = end - (letters[end - 1] == "X")
            while at > low and letters[at - 1] == "D":
                at -= 1
            if at < top:
                end = at
                if end > low and letters[end - 1] == "P" and self.word(view, end - 1) in FROM:
                    end -= 1
                while end > low and letters[end - 1] in "CAFZ":
                    end -= 1
        return end

    @staticmethod
    def reach(letters: str, at: int) -> int:
        """Where the reach of an amount to its right ends."""
        ahead = letters[at : at + MAX_REACH_UNITS]
        return at + len(ahead) - len(ahead.lstrip(WITHIN))

    def noun_before(self, view: View, low: int, end: int) -> Noun | None:
        """The noun phrase that ends at unit `end`."""
        letters = view.letters
        at = phrase_start(letters, low, end)
        if at < end - 1 and letters[at] == "v" and letters[at + 1] in "NEUOJM":
            at += 1
        if at >= end:
            return None
        if not set(letters[at:end]) - NAMES:
            return Noun(subject=(at, end))
        governed = at > low and letters[at - 1] in "PVv" and self.word(view, at - 1) not in CAUSES
        return self.split(view, at, end, governed=governed)

    def split(self, view: View, start: int, end: int, *, governed: bool) -> Noun:
        """A noun phrase cut into a subject it opens with, unless `governed`, and the metric."""
        letters = view.letters
        subject, at = (None, start) if governed else self._opening(view, start, end)
        if governed and letters[at] in "EU" and set(letters[at + 1 : end]) - {"X"}:
            # 供应重庆天然气: the place only tells where the object is.
            at += 1
        while at < end and letters[at] in "XD":
            at += 1
        of = letters.rfind("X", at, end)
        if subject and at < of < end - 1 and letters[end - 1] == "H":
            at = of + 1
        of = letters.find("X", at, end)
        if at < of < end - 1 and not set(letters[at:of]) - set("WvVA"):
            at = of + 1
        if subject is None and not governed:
            front, back = self._measure(view, at, end)
            if front:
                metric = self.text(view, (at, end)) or None
                return Noun(metric=metric, front=front, back=self.text(view, back))
        metric = self.text(view, (at, end)) if set(letters[at:end]) - {"M"} else None
        return Noun(metric=metric or None, subject=subject)

    def _opening(self, view: View, start: int, end: int) -> tuple[Range | None, int]:
        """The name that a noun phrase opens with, and where the rest begins."""
        letters = view.letters
        lead = LEAD_RE.match(letters, start, end)
        if lead and letters[start] == "G" and self.word(view, end - 1) in OF_PROGRAMS:
            return None, start  # “双竞赛”|项目13个: of what sort they are
        if lead:
            named = NAMED_RE.match(letters, lead.end(), end)
            if named:
                # 中国空调企业某集团的产值
                return (named.end() - 1, named.end()), named.end()
            group = self._group_end(view, lead.end(), end)
            return (start, group), group
        named = NAMED_RE.match(letters, start, end)
        if named:
            return (named.end() - 1, named.end()), named.end()
        if letters[start] != "R":
            return None, start
        if start + 1 < end and letters[start + 1] == "u":
            return (start + 1, start + 2), start + 2
        return None, start + 1

    def _group_end(self, view: View, start: int, end: int) -> int:
        """End of 百强医药企业 in 我国百强医药企业年销售额; `start` where no group stands there."""
        if view.letters[end - 1] != "H" or self._is_bare(view, end):
            return start
        at = start
        while at < end - 1 and view.letters[at] in "NMW":
            at += 1
            if self.word(view, at - 1).endswith(self._tails):
                # 全县|地区生产总值: what a region produces is a measure.
                return start if self.produces(view, at) else at
        return start

    def produces(self, view: View, unit: int) -> bool:
        """Whether the words at `unit` go on with a measure of regions (地区|生产总值)."""
        return self.behind(view, unit, 2).startswith(("生产总值", "GDP"))

    def _is_bare(self, view: View, end: int) -> bool:
        """Whether the measure that ends at unit `end` is nothing without the noun before it."""
        return self.word(view, end - 1) in BARE_MEASURES and view.letters[end - 2] == "N"

    def _measure(self, view: View, start: int, end: int) -> tuple[Range | None, Range]:
        """The measure at the end of a noun phrase, and what stands before it."""
        letters = view.letters
        whole = (start, end)
        if letters[end - 1] != "H":
            return None, whole
        cut = letters.rfind("X", start, end)
        back = cut + 1
        if cut <= start:
            back = cut = self._measure_start(view, start, end)
        if cut <= start:
            return None, whole
        if letters[cut - 1] in "OJE":
            return (cut - 1, cut), (back, end)
        while start < cut and letters[start] == "M":
            start += 1
        if start < cut and self.word(view, start).startswith(BELONGING):
            # 归属于股东的净利润: the words before 的 are part of the measure.
            return None, whole
        return ((start, cut), (back, end)) if start < cut else (None, whole)

    def _measure_start(self, view: View, start: int, end: int) -> int:
        """First unit of the measure proper: 工业增加值, 办结率 stay whole."""
        letters = view.letters
        cut = end - 1
        if cut > start and view.ends[cut] - view.starts[cut] == 1:
            cut -= 1  # PUE|值
        while cut > start and (
            letters[cut - 1] in "HWM" or self.word(view, cut - 1) in self._attributive
        ):
            cut -= 1
        return cut

    def noun_behind(self, view: View, unit: int, high: int) -> Range | None:
        """Noun phrase right behind the amount at `unit`, up to unit `high`."""
        letters = view.letters
        start = unit + 1
        if start < len(letters) - 1 and letters[start] == "Q" and start == high:
            # 8大类108项活动: both count what stands behind the second.
            start += 1
            high = self.reach(letters, start)
        of = start < high and letters[start] == "X"
        start += of
        match = FORWARD_RE.match(letters, start, high)
        run_end = self._past_verb(view, match.end() if match else start, high)
        end = run_end
        while end > start and letters[end - 1] in "KX、RD":
            end -= 1
        if start < end and (letters[start] in "K、" or view.words[start] in self._spoken):
            return None
        # 行政村|通上客车: a verb of one character ends the noun.
        end = next((at for at in range(start + 1, end) if view.words[at] in self._spoken), end)
        acted = self._acting(view, start, end)
        if acted:
            return acted
        end = self._without_tail(view, (start, end), of=of)
        if letters[run_end : run_end + 1] == "Q" and letters[run_end - 1] not in "K、":
            cut = max(letters.rfind("K", start, end), letters.rfind("、", start, end))
            end = cut if cut > start else end
        if end < high and letters[end] in "VvAPI":
            relative = RELATIVE_RE.match(letters, end, high)
            if relative:
                return relative.span(1)
        return (start, end) if start < end else None

    def _past_verb(self, view: View, end: int, high: int) -> int:
        """End of 稀土分离企业, whose verb is part of the name of the counted noun."""
        letters = view.letters
        if letters[end - 1] != "N" or letters[end : end + 2] != "vN" or end + 2 > high:
            return end
        match = FORWARD_RE.match(letters, end + 1, high)
        last = match.end() if match else end + 1
        return last if self.word(view, last - 1) in self._counted_nouns else end

    def _acting(self, view: View, start: int, end: int) -> Range | None:
        """企业 of 企业参加: the counted noun, where a verb of it follows."""
        letters = view.letters
        for at in range(start + 1, end):
            if letters[at] != "W" or letters[at - 1] != "N":
                continue
            before = self.word(view, at - 1)
            counted = before in self._counted_nouns or before[-1] in COUNTED_ENDINGS
            if counted and letters[at + 1 : at + 2] not in ("H", "X"):
                return (start, at)
        return None

    @staticmethod
    def _without_tail(view: View, noun: Range, *, of: bool) -> int:
        """End of the counted noun, without 的 and verbs behind it."""
        letters = view.letters
        start, end = noun
        inner = letters.find("X", start, end)
        if start < inner and letters[inner - 1] in "NEOJ" and not of:
            end = inner
        tail = end
        while tail - 1 > start and letters[tail - 1] == "W":
            tail -= 1
        return tail if tail < end and letters[tail - 1] == "N" else end


def phrase_start(letters: str, low: int, end: int) -> int:
    """First unit of the noun phrase that ends at unit `end`; `end` where there is none."""
    at = end
    while at > low and letters[at - 1] in BACKWARD:
        at -= 1
    while at < end and letters[at] in "KDX、":
        at += 1
    joint = letters.rfind("K", at, end)
    if joint >= 0 and letters[max(low - 1, 0) : at].rstrip("VvWA").endswith("QX"):
        return joint + 1  # 长9公里的甲路和|宽20米的乙路
    return at
