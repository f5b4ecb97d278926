"""Amounts before the noun they count or describe: 引进31个项目, 总投资9亿元的产业园."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from govnews_extract.datatypes import Label
from govnews_extract.link.measures import VERB_RE, WEAK_VERBS, Frame, MeasureReader
from govnews_extract.link.phrases import LEAD_RE, MAX_REACH_UNITS, Range, Site, phrase_start
from govnews_extract.link.vocabulary import nouns_with_role

STRONG_RE = re.compile(r"([Vv])")
MEMBERS_RE = re.compile(r"(?:[NMW]*[EOJGN][、K])+[NMW]*[EOJGN]")
OUTLAY_RE = re.compile(r"(?:[VvW][VvWZNMQ]{0,3}X?|X)(?:P?E)?(J)")
LOCATING = frozenset(("在", "自", "从", "经", "到", "位于", "沿", "途经"))
OUTLAYS = frozenset(("投资", "总投资", "投入", "斥资", "耗资", "注资", "计划投资", "出资"))
SIZES = {"power": "装机容量", "voltage": "电压等级"}
"""What an amount of a dimension tells of the equipment behind it."""

SCALED = {
    "mass": "产能",
    "mass/duration": "产能",
    "power": "装机容量",
    "energy": "规模",
    "voltage": "电压等级",
    "volume": "产能",
    "count": "产能",
}
"""What an amount inside the name of a project tells of it."""

SPREAD = frozenset(("area", "mass", "length", "volume"))
"""Dimensions of what a place has, where the noun behind the amount says it."""

PEOPLE = frozenset(("人", "名", "位"))
HARM_RE = re.compile(
    "[^，。；、,;]{0,6}?(死亡|身亡|遇难|受伤|轻伤|重伤|轻微伤|失踪|失联|获救|被困)(?![者人区率事案])"
)
"""What befalls people in an accident, behind how many they are."""

MISHAP_CHARS = 60
MISHAP_RE = re.compile(
    "发生了?(?:一起|一场|一次|[0-9.]+级)?"
    "([^，。；、,;]{0,10}(?:案件?|事故|地震|火灾|爆炸|滑坡|坍塌|塌方|泥石流|车祸|追尾|相撞|洪灾|枪击))"
    "[，,][^。；,，]{0,8}(?:致|造成|导致)[^。；]{0,30}$"
)
"""What happened, and in the clause behind what it brought about."""

TOLD_RE = re.compile("要求|意见|建议|希望|体会|看法|经验|措施|思考|共识|指示|说明|原因|感受|期望")
"""What the points of a talk are, behind how many they are."""

PARTS = frozenset(("地", "国", "省", "市", "县", "省市", "省区", "省区市"))
"""What the parts of a region are counted in."""

STATES_RE = re.compile("[中美俄日韩蒙哈朝越泰印巴英法德意澳加新马老缅柬菲吉塔乌土白欧]{2,4}")
"""States by their short names: 中蒙, 中日韩."""

MIN_STATES_CHARS = 2

YEARLY = ("年产", "日产", "日处理", "年处理", "年加工", "日加工", "年生产", "年产量")


class CountReader(MeasureReader):
    """Reads clauses whose amount stands before its noun, and hands on the others."""

    def __init__(self, simple: str) -> None:
        super().__init__(simple)
        self._abstract = nouns_with_role("abstract")
        self._plants = tuple(nouns_with_role("plant"))
        self._sized = tuple(nouns_with_role("sized"))

    def plain(self, site: Site) -> Frame:
        """A clause with neither a change nor a share."""
        frame = self._read(site)
        region, harm = self._region(site), self._harm(site)
        if region is not None:
            frame = replace(frame, subject=region)
        if site.quantity.surface_unit == "点":
            told = TOLD_RE.match(self._simple, site.quantity.span.end)
            if told:
                return replace(frame, metric=told[0])
        if harm is None:
            return frame
        if (frame.metric or "").startswith(harm):
            frame = replace(frame, metric=f"{harm}人数")
        return replace(frame, action=harm, subject=self._mishap(site) or frame.subject)

    def _mishap(self, site: Site) -> Range | None:
        """纵火案 of 发生一起纵火案,造成3人死亡: what happened in the clause before."""
        view, end = site.view, site.view.starts[site.unit]
        low = max(view.span.start, end - MISHAP_CHARS)
        found = MISHAP_RE.search(self._simple, low, end)
        if found is None:
            return None
        start, stop = bisect_left(view.starts, found.start(1)), bisect_left(view.ends, found.end(1))
        if stop < site.unit and start <= stop and view.starts[start] == found.start(1):
            return start, stop + 1
        return None

    def _region(self, site: Site) -> Range | None:
        """京津冀 of 京津冀三地, 中蒙 of 中蒙两国: the whole whose parts are counted behind it."""
        view, unit = site.view, site.unit
        if site.quantity.surface_unit not in PARTS or unit <= site.low:
            return None
        if site.quantity.surface_unit == "国":
            start = unit - 1
            while start > site.low and len(self.text(view, (start, unit))) < MIN_STATES_CHARS:
                start -= 1
            return (start, unit) if STATES_RE.fullmatch(self.text(view, (start, unit))) else None
        name = view.names.get(unit - 1)
        front = view.letters[view.near_start(unit) : unit - 1].strip("DA")
        alone = not front or (site.quantity.surface_unit == "地" and front[-1] not in "、K")
        is_region = name is not None and name.label is Label.LOC
        return (unit - 1, unit) if is_region and alone else None

    def _harm(self, site: Site) -> str | None:
        """死亡 of 造成3人死亡: what befell the people counted, and not what brought it about."""
        if site.quantity.surface_unit not in PEOPLE:
            return None
        found = HARM_RE.match(self._simple, site.quantity.span.end)
        return found[1] if found else None

    def _read(self, site: Site) -> Frame:
        """The clause as its words stand, read by what follows the amount."""
        view, letters, unit = site.view, site.view.letters, site.unit
        outlay = self._outlay(site)
        if outlay:
            return outlay
        site.noun = self.noun_behind(view, unit, site.high)
        site.of = unit + 1 < site.high and letters[unit + 1] == "X"
        if site.end > site.low and letters[site.end - 1] == "X":
            site.end -= 1
        site.start = phrase_start(letters, site.low, site.end)
        site.verb = self.verb_before(view, site.low, site.start)
        begin = site.start
        if self._lists_members(site):
            site.end = site.start
        if site.noun and not site.of:
            plant = self._plant(site, begin)
            if plant:
                return plant
        if site.noun and self._binds(site):
            return self._counted(site)
        glued = letters[unit + 1 : unit + 2] == "J" and site.end > site.low
        if glued and self.word(view, site.end - 1) in OUTLAYS:
            return self._attribute(site)  # 总投资150亿元|某某项目: 的 is left unsaid
        if site.of and site.noun and site.end > site.low and not self._owns_nothing(site):
            return self._attribute(site)
        return self.measured(site)

    def _outlay(self, site: Site) -> Frame | None:
        """投资6亿元建设的物流园: the project built has the amount."""
        view, end = site.view, site.end
        if end <= site.low or self.word(view, end - 1) not in OUTLAYS:
            return None
        built = OUTLAY_RE.match(view.letters, site.unit + 1)
        # 投资6亿元建设甲、乙等3个项目: what all of them cost is not the first one's.
        if built is None or view.letters.startswith("、", built.start(1) + 1):
            return None
        word = self.word(view, end - 1)
        total = end - 1 > site.low and self.word(view, end - 2) == "总"
        subject = (built.start(1), built.start(1) + 1)
        return Frame(
            rule="outlay", metric="总投资" if total else word, action=word, subject=subject
        )

    def _lists_members(self, site: Site) -> bool:
        """A、B等12家 and A、B两地: the names are members of what is counted."""
        if site.quantity.dimension != "count":
            return False
        if site.unit > site.low and self.word(site.view, site.unit - 1) == "等":
            return True
        if not MEMBERS_RE.fullmatch(site.view.letters, site.start, site.end):
            return False
        return site.noun is not None or site.quantity.surface_unit[-1:] not in tuple("个家项")

    def _binds(self, site: Site) -> bool:
        """Whether the amount counts the noun behind it."""
        letters, noun = site.view.letters, site.noun
        if noun is None:
            return False
        tail = letters[site.end - 1] if site.end > site.start else ""
        counted = site.quantity.dimension == "count"
        named = letters[noun[0]] in "OJ" and noun[1] - noun[0] == 1
        if site.of:
            if tail == "H" or (tail and named):
                return False
            return counted or self._left_metric(site, tail) is None
        if counted:
            return not (tail == "H" and letters[site.unit - 1] == "C")
        last = letters[noun[1] - 1]
        if last == "H" and tail not in ("H", "W", "v"):
            return True
        verbal = letters[noun[0]] == "W" and site.verb < 0 and letters[site.unit - 1] in "XDWv"
        if letters[noun[0]] not in "NHM" and not (verbal and last in "NH"):
            return False
        if tail == "E" and site.verb < 0 and site.quantity.dimension in SPREAD:
            # 河北300万亩冬小麦
            return not set(letters[site.start : site.end]) - {"E", "U", "、"}
        return tail not in ("H", "N", "E", "O") and self._left_metric(site, tail) is None

    def _left_metric(self, site: Site, tail: str) -> str | None:
        """What the verb right before the amount measures by itself."""
        if tail in ("W", "v"):
            return self.own_metric(self.word(site.view, site.end - 1))
        if site.start >= site.end and site.verb >= 0:
            return self.own_metric(self.word(site.view, site.verb))
        return None

    def _counted(self, site: Site) -> Frame:
        """Verb + Q + noun; or the size of the noun behind (110千伏线路)."""
        view, letters, unit = site.view, site.view.letters, site.unit
        low, high = site.noun or (unit + 1, unit + 1)
        action, subject = self._left_of_count(site)
        weak = action
        if action in WEAK_VERBS:
            action = None
        if weak and action is None and high - low == 1 and self.is_event(view, low):
            # 有16家投产
            return Frame(rule="verb", action=self.word(view, low))
        stop = site.high
        if letters[unit + 1 : unit + 2] == "Q":
            stop = self.reach(letters, high)
        agent: Range | None = None
        if action is None and high - low >= 2 and letters[high - 1] == "W" and high == stop:
            cut = high - 1
            while cut - 1 > low and letters[cut - 1] in "WA":
                cut -= 1
            action, high = self.text(view, (cut, high)), cut
        elif action is None:
            found = VERB_RE.match(letters, high, stop) or STRONG_RE.search(letters, high, stop)
            if found:
                action = self.verbs(view, found.start(1), stop)
                before = set(letters[view.near_start(unit) : unit])
                if not before & set("PNHWv"):
                    agent = site.noun
        action = action or weak
        size = None if site.of or letters[high - 1] == "H" else SIZES.get(site.quantity.dimension)
        if size:
            return Frame(rule="size", metric=size, action=action, subject=subject)
        metric = self.text(view, (low, high)) or None
        if (
            metric
            and not site.of
            and site.quantity.dimension == "money"
            and metric.endswith(self._sized)
        ):
            metric += "规模"
        return Frame(rule="counted", metric=metric, action=action, subject=subject, agent=agent)

    def _left_of_count(self, site: Site) -> tuple[str | None, Range | None]:
        """Verb and subject by name on the left of a counted noun."""
        view, letters = site.view, site.view.letters
        start, end, verb = site.start, site.end, site.verb
        action = self.word(view, verb) if verb >= 0 else None
        subject: Range | None = None
        if start < end:
            before = letters[start - 1 : start]
            governed = verb >= 0 or before == "P"
            if before == "P" and self.word(view, start - 1) not in LOCATING:
                # 面向全市1200家企业: the place is whose firms are counted.
                governed = letters[start : site.unit].strip("CAF") not in ("E", "U")
            subject = self.split(view, start, end, governed=governed).subject
            if letters[end - 1] in "Wv":
                action = self.word(view, end - 1)
        if letters[site.unit - 1] == "X" and action is not None:
            # 紧盯省上督办的11个问题: the first verb is that of the sentence.
            main = STRONG_RE.search(letters, view.near_start(site.unit), site.unit)
            if main:
                action = self.word(view, main.start())
        return action, subject

    def _attribute(self, site: Site) -> Frame:
        """总投资53亿元的产业园: the noun behind is the subject."""
        view, letters = site.view, site.view.letters
        start, end = site.start, site.end
        low, high = site.noun or (end, end)
        last = max((at for at in range(low, high) if letters[at] in "JOE"), default=-1)
        subject = (last, last + 1) if last >= 0 and letters[last] == "J" else (low, high)
        lead = LEAD_RE.match(letters, start, end)
        if lead and lead.end() < end and letters[lead.end()] != "X":
            start = lead.end()
        metric = self.split(view, start, end, governed=True).metric if start < end else None
        action = self.word(view, site.verb) if site.start >= end and site.verb >= 0 else None
        if metric is None or letters[end - 1] == "W":
            action = self.word(view, end - 1) if end > site.start else action
            if action and (metric is None or metric == action):
                metric = self.own_metric(action) or metric
        return Frame(rule="attribute", metric=metric, action=action, subject=subject)

    def _plant(self, site: Site, start: int) -> Frame | None:
        """某某年产20万吨聚丙烯项目: a project that no list knows, with its size in its name."""
        view, letters, unit, noun = site.view, site.view.letters, site.unit, site.noun
        metric = SCALED.get(site.quantity.dimension)
        if metric is None or noun is None or not self.text(view, noun).endswith(self._plants):
            return None
        before = self.text(view, (max(site.low, unit - 2), unit))
        if site.quantity.dimension not in SIZES and not before.endswith(YEARLY):
            return None
        for at in range(unit - 1, start - 1, -1):
            if letters[at] in "VvD" or (letters[at] == "W" and self.is_event(view, at)):
                start = at + 1
                break
        verb = self.verb_before(view, site.low, start)
        if verb < 0 and start > site.low and letters[start - 1] in "Wv":
            verb = start - 1
        action = self.word(view, verb) if verb >= 0 else None
        if action is None:
            found = VERB_RE.match(letters, noun[1], noun[1] + MAX_REACH_UNITS)
            action = self.verbs(view, found.start(1), len(letters)) if found else None
        return Frame(rule="plant", metric=metric, action=action, subject=(start, noun[1]))

    def _owns_nothing(self, site: Site) -> bool:
        """Whether the noun behind names a measure or an aim, which own nothing."""
        last = (site.noun or (0, 1))[1] - 1
        return site.view.letters[last] == "H" or self.word(site.view, last) in self._abstract
