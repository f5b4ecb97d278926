"""Metric and verb that an amount takes over from what stands before or behind its clause."""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.lexicon import load_table
from govnews_extract.link.frames import CHANGED, FrameReader
from govnews_extract.link.measures import Frame
from govnews_extract.link.state import Point
from govnews_extract.link.vocabulary import nouns_with_role, status_of

DEFAULT_METRICS = {
    "length": "里程",
    "area": "面积",
    "power": "装机容量",
    "duration": "时间",
    "money": "金额",
    "money/mass": "价格",
}
"""What an amount measures where no noun says it."""

MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}
"""What is counted in short tallies of medals: 6金2银."""

PLAIN_UNITS = frozenset("个项家件名位只座条台次批辆张份种套户处所间")
"""Measure words that tell nothing of what is counted."""

MAGNITUDES = "十百千万亿"
"""Powers of ten that a measure word is read with (万名)."""

NOUN_UNITS = frozenset(
    (
        *"省市县区州盟旗乡镇村国地委级方点端",
        *("省市", "省区", "省份", "县市", "县区", "区县", "市县", "县市区", "市区", "乡镇", "城市"),
        *("公司", "部门", "车道", "企业", "部分", "方面", "省(区、市)", "省区市", "县(市、区)"),
    )
)
"""Units that are themselves what is counted (6县区, 五省市)."""

NOUN_RULES = frozenset(("measured", "counted", "noun_verb"))
TIMES_RE = re.compile("[期间程龄限度史长存隔刑段天数]$")
"""How what lasts or is counted in days may end (工期, 任期, 车程, 库存)."""

FORECASTS = ("计划", "预测", "累计", "年产")
"""Words that tell a measure from the same measure without them (计划投资, 累计投资)."""

VERB_RULES = frozenset(("verb", "verbs"))
OPENING = frozenset(("", ",", "D", "E", "U", ")", "B"))
"""What a noun that something is done to may stand behind."""

AMONG = "中"
AMONG_RE = re.compile("[PRDB]*([NHMW]+)")
"""What stands before it, and is a noun."""

TARGETS = ("预算数", "任务", "任务数", "目标", "计划")
"""Ends of measures that say what is aimed at; none of them grows."""

DELTAS = frozenset(("increased", "decreased"))
GOING_ON = frozenset(("started", "under_way", "completed", "in_operation", "planned"))
NEXT_VERB_RE = re.compile(r",[ABDZ]*(?:P[NDLQMAE]*)?[ADZ]*([VvW])")
MAX_NEXT_UNITS = 40


MEASURES_TOO = frozenset("级方点端")
"""Nouns of `NOUN_UNITS` that may be the measure word of the noun behind: 四方资源."""


@cache
def counted_nouns() -> frozenset[str]:
    """Nouns of two and more characters that are counted without a measure word."""
    rows = load_table("classifiers").rows
    return frozenset(
        row[1] for row in rows if row[3] == "noun" and len(row[1]) > 1 and row[1][0] != "大"
    )


class Carrier:
    """Fills what a frame leaves open."""

    def __init__(self, reader: FrameReader) -> None:
        self._reader = reader
        self._owners = (*nouns_with_role("group"), *nouns_with_role("agent"))

    def metric(self, point: Point, frame: Frame) -> str | None:
        """What the amount measures: as its clause says, or else as the amounts before it."""
        unit = point.quantity.surface_unit
        if unit in MEDALS:
            return MEDALS[unit]
        if unit.endswith("岁"):
            return "年龄"
        if frame.metric is not None and not _is_name(point, frame.metric):
            return self._own_noun(point) or self._worded(point, frame, frame.metric)
        quantity, changed = point.quantity, "change" in frame.rule
        if quantity.dimension == "duration" and not changed:
            return DEFAULT_METRICS["duration"]
        if quantity.dimension == "count" and point.view.letters[point.unit - 1 : point.unit] != "I":
            noun = quantity.surface_unit.lstrip("大多")
            if noun in NOUN_UNITS:
                return noun
        carried = self._done_to(point, frame) or self._carried(point, changed=changed)
        if carried is None and quantity.dimension == "count":
            carried = self._among(point)
        if carried is None and frame.carries and not point.state.done:
            carried = self._measure_before(point)
        if carried is None and quantity.dimension == "count":
            unit = quantity.surface_unit.lstrip(MAGNITUDES)
            carried = None if not unit or unit in PLAIN_UNITS else unit
        if carried is None and frame.rule == "rate":
            carried = frame.back
        return carried or DEFAULT_METRICS.get(quantity.dimension)

    def _worded(self, point: Point, frame: Frame, metric: str) -> str:
        """计划投资 for 投资 behind 计划; 发展时间 for 3年的发展, 时间 for durations of other nouns."""
        if point.dimension == "duration" and frame.rule in NOUN_RULES:
            letters, unit = point.view.letters, point.unit
            if TIMES_RE.search(metric) or letters[unit - 1] in "CH":
                return metric
            lasts = letters[unit + 1 : unit + 3] == "XW"
            return (metric if lasts else "") + DEFAULT_METRICS["duration"]
        before = self._reader.before(point.view, point.unit)
        front = before[: max(before.rfind(metric), 0)]
        return next((word + metric for word in FORECASTS if front.endswith(word)), metric)

    def _done_to(self, point: Point, frame: Frame) -> str | None:
        """住房 of 住房已开工9套, and 进口 of 进口3亿元: what a verb without an object is said of."""
        letters, reader = point.view.letters, self._reader
        money = point.dimension == "money"
        if frame.rule not in VERB_RULES or (point.dimension in CHANGED):
            return None
        start = point.view.near_start(point.unit)
        verb = len(letters[start : point.unit].rstrip("CAFZ")) + start
        end = len(letters[start:verb].rstrip("VvW")) + start
        if money:
            alone = verb - end == 1 and letters[end] == "W" and end == start
            return reader.word(point.view, end) if alone else None
        stop = len(letters[start:end].rstrip("AFZ")) + start
        low = len(letters[start:stop].rstrip("NHM")) + start
        if verb == end or low == stop or letters[low - 1 : low] not in OPENING:
            return None
        noun = reader.text(point.view, (low, stop))
        return None if noun.endswith(self._owners) else noun

    @staticmethod
    def _own_noun(point: Point) -> str | None:
        """市 of 两市用地缺口: a noun counted without a measure word is itself what is counted."""
        quantity = point.quantity
        unit = quantity.surface_unit if quantity.dimension == "count" else ""
        if unit in MEASURES_TOO or not (unit in NOUN_UNITS or unit in counted_nouns()):
            return None
        return "国家" if unit == "国" else unit

    @staticmethod
    def _carried(point: Point, *, changed: bool) -> str | None:
        """Metric of the last amount of the dimension; for a change, of the last of any.

        What is said in brackets on the way goes on only in them: 投资75亿元(占三成),增长9%.
        """
        own = point.dimension
        done = [
            linked
            for linked in point.said_before()
            if linked.metric and (linked.dimension != "duration" or own == "duration")
        ]
        if changed and own == "ratio":
            # 完成年度任务的36%,同比增长5%: what grows is the amount, not its share, nor 减收3亿元.
            wholes = (
                one.metric
                for one in done
                if one.rule != "share.part"
                and one.metric != one.action
                and status_of(one.metric) not in DELTAS
                and not (one.metric or "").endswith(TARGETS)
            )
            return next(wholes, done[0].metric if done else None)
        if changed:
            return done[0].metric if done else None
        alike = [linked for linked in done if linked.dimension == own]
        if alike:
            # 产量13731亿斤、增产74亿斤,保持在1.3万亿斤以上: the measure, before what only grew
            said = (one.metric for one in alike if one.metric != one.action)
            return next(said, alike[0].metric)
        wholes = (one.metric for one in done if one.metric and not one.metric.startswith("占"))
        return next(wholes, None)

    def _among(self, point: Point) -> str | None:
        """在建项目 of 在建项目中,甲市56个,乙县24个: of what parts are counted in the clauses behind."""
        view = point.view
        end = view.near_start(point.unit) - 1
        if end < 1 or view.words[end - 1] != AMONG:
            return None
        low = view.near_start(end)
        found = AMONG_RE.fullmatch(view.letters, low, end - 1)
        return self._reader.text(view, found.span(1)) if found else None

    def _measure_before(self, point: Point) -> str | None:
        """The measure that the clause before is about (产量居全省第一,达到9万吨)."""
        letters = point.view.letters
        start = point.view.near_start(point.unit)
        low = letters.rfind(",", 0, max(start - 1, 0)) + 1
        last = letters.rfind("H", low, start)
        return self._reader.noun_text(point.view, low, last + 1) if last >= 0 else None

    def action(self, point: Point, frame: Frame) -> str | None:
        """Verb of the clause, of the amount before where the clause goes on, or of the next."""
        if frame.action is not None:
            return frame.action
        letters, unit = point.view.letters, point.unit
        start = point.view.near_start(unit)
        plain = not set("Vv") & set(letters[start:unit])
        counted = point.dimension == "count"
        last = next((linked for linked in point.said_before() if not linked.aside), None)
        if last is not None and last.action:
            goes_on = frame.carries or "Q" in letters[start:unit]
            alike = plain and counted and last.dimension == "count"
            physical = not counted and point.dimension != "money" and point.dimension not in CHANGED
            if goes_on or alike or (plain and physical and status_of(last.action) in GOING_ON):
                return last.action
        if not (counted and plain):
            return None
        end = point.view.clause_end(unit)
        following = NEXT_VERB_RE.match(letters, end, end + MAX_NEXT_UNITS)
        if following and self._reader.is_event(point.view, following.start(1)):
            return self._reader.verbs(point.view, following.start(1), len(letters))
        return None


def _is_name(point: Point, metric: str) -> bool:
    """Whether `metric` is the project or body right before the amount, which has it."""
    before = point.unit - 1
    return before >= 0 and point.view.letters[before] in "JO" and point.view.words[before] == metric
