"""Read the clause around one amount: what is measured, what happened, whose it is by name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govnews_extract.datatypes import Quantity
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import actions, transitive_verbs

CLOSERS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
OPENERS = frozenset(CLOSERS)
Range = tuple[int, int]
"""Units from the first up to, not including, the second."""

MAX_REACH_UNITS = 48
"""How far around an amount its clause is read; no phrase is longer, and time stays linear."""

POINT = "ratio_point"
CHANGED = frozenset(("ratio", POINT, "multiple"))
"""Dimensions that tell how much an indicator moved, or its share."""

BACKWARD = frozenset("NHMWvEOJGUuRDKX、")
COUNTED_NOUNS = frozenset(
    "项目 企业 公司 工程 问题 人员 家庭 国家 地区 城市 乡镇 县区 村 社区 农户 群众 学生 游客 单位 部门 机构 学校 医院"
    " 省区 省份 省 地 国 市 县 家 户 品牌 品种 产品 场馆 展商 案件 旅客 职工 员工 居民 农民 央企 商户 区县 县市 街道 试点 站点".split()
)
"""A verb behind one of these nouns is what they did, no part of their name."""

COUNTED_ENDINGS = frozenset("站厂馆园桥楼校院所局店户员者")
SUFFIXES = frozenset("类业型性区费率额量员者机器站点")
"""A verb before one of these is part of a noun (服务类, 加工业)."""

ARTICLE_RE = re.compile(r"^一(?:个|家|座|条|项|批|系列|种|片|所|处)(?=.)")
FORWARD_RE = re.compile(r"(?:M*[vW]{1,2}(?=[NH])|I(?=H))?[NHMWEOJGUuRKX、]*")
RELATIVE_RE = re.compile(r"[^,QX()]{1,8}X([NHMWvEOJGUu、]+)")
VERB_RE = re.compile(r"[AZFLDKCB]*(?:P[^,QV()]*?)?[AZ]*([VvWI])")
LATER_RE = re.compile(r"[CAZPDX]*Q")
STRONG_RE = re.compile(r"([Vv])")
LEAD_RE = re.compile(r"[EOJUuG](?:[、K][EOJUuG])*")
MEMBERS_RE = re.compile(r"(?:[NMW]*[EOJGN][、K])+[NMW]*[EOJGN]")
SERIES_RE = re.compile(r"[、K][CAZFK]*$|^[CAZF]*$")
COMPARED = frozenset(("比", "较", "与", "同", "跟", "相比", "相较", "相较于", "相比于", "相对"))
FROM = frozenset(("从", "由", "自"))
SHARE_TAILS = ("的比重", "的比例", "的份额", "比重", "比例", "份额", "的")
REACHING = frozenset(("达", "达到", "突破", "超过", "可达", "将达", "将达到", "高达", "多达"))
ABOVE = frozenset(("高于", "低于", "高出", "低出", "快于", "慢于", "超", "超过", "超出", "高", "低"))
RATES = {"增幅": "增长", "增速": "增长", "增长率": "增长", "涨幅": "上涨", "降幅": "下降", "跌幅": "下跌"}
PLANS = frozenset(("计划", "规划", "拟", "拟于", "预计", "预期", "力争", "争取", "打算", "预测"))
LOCATING = frozenset(("在", "自", "从", "经", "到", "位于", "沿", "途经"))
OUTLAYS = frozenset(("投资", "总投资", "投入", "斥资", "耗资", "注资", "计划投资", "出资"))
OUTLAY_RE = re.compile(r"(?:[VvW][VvWZNMQ]{0,3}X?|X)(?:P?E)?(J)")
SIZES = {"power": "装机容量", "voltage": "电压等级"}
CAUSES = frozenset(("推动", "带动", "促使", "拉动", "使", "使得", "让", "导致", "确保", "实现"))
ABSTRACT = frozenset(
    "任务 目标 水平 规模 销售 比例 价格 速度 工期 业绩 标准 要求 范围 大关 台阶 优势 访问 服务 幅度 增长 增速 任期 期限".split()
)
PREDICATE_SIGNS = frozenset("ADEOUuRL")
ATTRIBUTIVE = frozenset(
    "工业 农业 营业 财政 旅游 服务业 社会 消费品 固定资产 外贸 进出口 税 收 利 主营 业务 综合 地区 国内 一般 公共 人均 可支配"
    " 城镇 农村 规上 规模 社会消费品 主营业务 总 年 实际 基本 计划 设计 装机 建筑 占地 有效 平均 最大 最高".split()
)
"""Words that belong to the measure they stand before (工业增加值), and are no subject."""

LEADING_RE = re.compile(r"^(?:此次|本次|本届|各类|各项|相关|有关|多项|以下)(?=..)")
EVENT_UNITS = frozenset("次 场 轮 届 期 批 回 起".split())
GOODS = frozenset(
    "资金 贷款 补贴 补助 经费 税收 税金 奖金 罚款 预算 债券 电量 保费 利润 税费 费用 款项 人口 游客 股权 资产 到位资金".split()
)
"""Measures that are things too, and can be the object of a verb (投入资金)."""

PLANT_RE = re.compile(r"(?:项目|工程|电站|厂|生产线|基地|产业园|装置|电场|园区|中心|管道|水库|码头)$")
SCALED = {"mass": "产能", "power": "装机容量", "energy": "规模", "voltage": "电压等级", "volume": "产能", "count": "产能"}
YEARLY = frozenset(("年产", "日产", "日处理", "年处理", "年加工", "日加工", "年生产", "年产量"))
WEAK_VERBS = frozenset(("有", "共有", "现有", "已有", "包括", "包含", "仅有", "设有", "另有", "还有", "约有", "导致", "造成", "引发"))
NEEDS_OBJECT = frozenset("VWI")


@dataclass(slots=True, kw_only=True)
class Frame:
    """What the clause says of one amount.

    Attributes:
        metric: What is measured, as text; None to carry on the last one.
        action: The verb.
        subject: Units of the subject that the clause puts right at the amount.
        base: What a change is measured against (同比, 比上年).
        carries: Metric and subject are those of the amount before.
        front: Units before the measure proper (彩电 of 彩电零售规模), the subject where no other is.
        back: The measure proper.
    """

    rule: str
    metric: str | None = None
    action: str | None = None
    subject: Range | None = None
    base: str | None = None
    carries: bool = False
    share: bool = False
    front: Range | None = None
    back: str | None = None
    agent: Range | None = None


class FrameReader:
    """Reads frames off the views of one article; `simple` is its simplified text."""

    def __init__(self, simple: str) -> None:
        self._simple = simple
        self._actions = actions()
        self._transitive = transitive_verbs()

    def text(self, view: View, units: Range) -> str:
        """Text of `units`, without quotation marks at its ends and without spaces."""
        low, high = units
        if low >= high:
            return ""
        raw = self._simple[view.starts[low] : view.ends[high - 1]]
        text = "".join(raw.split())
        text = text.strip("\"'") if text[:1] in "\"'" or text[-1:] in "\"'" else text
        if text[:1] in OPENERS and CLOSERS[text[:1]] not in text[:-1]:
            text = text[1:-1] if text.endswith(CLOSERS[text[:1]]) else text[1:]
        elif text[-1:] in CLOSERS.values() and not any(mark in text for mark in OPENERS):
            text = text[:-1]
        return LEADING_RE.sub("", ARTICLE_RE.sub("", text.removesuffix("之一")))

    def is_event(self, view: View, unit: int) -> bool:
        """Whether the unit is a listed verb that says how far a thing has come."""
        listed = self._actions.get(self.word(view, unit))
        return bool(listed and listed.status)

    def word(self, view: View, unit: int) -> str:
        """Text of one unit."""
        return self._simple[view.starts[unit] : view.ends[unit]]

    def read(self, view: View, unit: int, quantity: Quantity) -> Frame:
        """The frame of `quantity`, which is unit `unit` of `view`."""
        letters = view.letters
        low = max(letters.rfind(",", 0, unit), letters.rfind("(", 0, unit), letters.rfind(")", 0, unit)) + 1
        before = letters.rfind("Q", low, unit)
        if before >= 0:
            low = before + 1
        low = max(low, unit - MAX_REACH_UNITS)
        end = self._strip(view, low, unit)
        high = self._stop(letters, unit + 1)
        last = letters[end - 1] if end > low else ""
        if unit + 1 < len(letters) and letters[unit + 1] == "I":
            raised = LATER_RE.match(letters, unit + 2)
            if raised:
                # 由4小时减至45分钟: the first amount is where the change starts.
                noun = self._noun(view, low, end - 1 if end > low and letters[end - 1] == "P" else end)
                return Frame(rule="change.from", action=self.word(view, unit + 1),
                             metric=noun.metric if noun else None, subject=noun.subject if noun else None,
                             front=noun.front if noun else None, back=noun.back if noun else None)
        if last == "I":
            frame = self._change(view, low, end, quantity, (unit, high))
            if frame:
                return frame
        share = letters.rfind("S", low, end)
        if share >= 0:
            return self._share(view, low, share, (end, unit, high))
        if quantity.dimension == POINT:
            for at in range(unit - 1, low - 1, -1):
                if letters[at] in "CI" and self.word(view, at) in ABOVE:
                    noun = self._noun(view, low, at)
                    return Frame(rule="change.above", action=self.word(view, at),
                                 metric=noun.metric if noun else None,
                                 subject=noun.subject if noun else None,
                                 base=self.text(view, (at, unit)))
        if quantity.dimension == "ratio" and last == "X":
            frame = self._plain(view, low, end - 1, quantity, (unit, unit + 1))
            if frame.metric:
                frame.metric, frame.share, frame.rule = "占" + frame.metric, True, "share.part"
                return frame
        return self._plain(view, low, end, quantity, (unit, high))

    def _strip(self, view: View, low: int, end: int) -> int:
        """`end` without the bounds and adverbs before it, and without 从2013年的."""
        letters = view.letters
        while end > low and letters[end - 1] in "CAFZ":
            end -= 1
        if end > low and letters[end - 1] in "XD":
            at = end - (letters[end - 1] == "X")
            top = at
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
    def _stop(letters: str, at: int) -> int:
        """Where the reach of an amount to its right ends."""
        size = min(len(letters), at + MAX_REACH_UNITS)
        while at < size and letters[at] not in ",Q()":
            at += 1
        return at

    def _change(self, view: View, low: int, end: int, quantity: Quantity, right: Range) -> Frame | None:
        """同比增长Q, 由 Q 增至 Q."""
        letters = view.letters
        unit, high = right
        verb = end - 1
        if quantity.dimension not in CHANGED and unit + 1 < high and letters[unit + 1] in "NHMWXEG":
            return None
        base: str | None = None
        stop = verb
        for at in range(verb - 1, low - 1, -1):
            letter = letters[at]
            if letter == "T":
                base = self.word(view, at)
                stop = at
            elif letter == "P" and self.word(view, at) in COMPARED:
                base = self.text(view, (at, verb))
                stop = at
                break
            elif letter == "P" and self.word(view, at) in FROM:
                stop = at
                break
        while stop > low and letters[stop - 1] in "ATZFCKDL":
            stop -= 1
        frame = self._noun(view, low, stop)
        action = self.word(view, verb)
        share = letters.rfind("S", low, verb)
        if share >= 0:
            shared = self._share(view, low, share, (verb, unit, high))
            return Frame(rule="change.share", metric=shared.metric, action=action,
                         subject=shared.subject, base=base, share=True)
        if frame is None or not frame.metric:
            if letters[unit + 1 : unit + 3] in ("XH", "XN") and quantity.dimension not in CHANGED:
                return None
            subject = frame.subject if frame else None
            return Frame(rule="change.carried", action=action, base=base, subject=subject)
        return Frame(rule="change.stated", metric=frame.metric, action=action,
                     subject=frame.subject, base=base, front=frame.front, back=frame.back)

    def _share(self, view: View, low: int, share: int, right: tuple[int, int, int]) -> Frame:
        """占全市采购额的Q, 占据Q的市场份额."""
        letters = view.letters
        end, unit, high = right
        if end <= share + 1:
            noun = self._right(view, unit, high)
            if noun and letters[unit + 1] == "X":
                return Frame(rule="share.of", metric=self.text(view, noun), action=self.word(view, share))
            left = self._noun(view, low, share)
            metric = left.metric if left else None
            subject = left.subject if left else None
            return Frame(rule="share.bare", metric=metric, action=self.word(view, share),
                         subject=subject, share=True)
        text = self.text(view, (share + 1, end))
        for tail in SHARE_TAILS:
            if text.endswith(tail) and len(text) > len(tail):
                text = text[: -len(tail)]
        left = self._noun(view, low, share)
        subject = left.subject if left else None
        metric = "占" + text
        if left and left.metric and letters[share - 1] == "H":
            metric = left.metric + metric
        return Frame(rule="share.whole", metric=metric, action=self.word(view, share),
                     subject=subject, share=True)

    def _noun(self, view: View, low: int, end: int) -> Frame | None:
        """Noun phrase that ends at unit `end`: its subject by name and its metric."""
        letters = view.letters
        at = end
        while at > low and letters[at - 1] in BACKWARD:
            at -= 1
        while at < end and letters[at] in "KDX、":
            at += 1
        if at < end - 1 and letters[at] == "v" and letters[at + 1] in "NEUOJM":
            at += 1
        if at >= end:
            return None
        governed = at > low and letters[at - 1] in "PVv" and self.word(view, at - 1) not in CAUSES
        return self._split(view, at, end, governed=governed)

    def noun_text(self, view: View, low: int, end: int) -> str | None:
        """Metric of the noun phrase that ends at unit `end`."""
        frame = self._noun(view, low, end)
        return frame.metric if frame else None

    def _split(self, view: View, start: int, end: int, *, governed: bool) -> Frame:
        """A noun phrase cut into a subject it opens with and the metric."""
        letters = view.letters
        subject: Range | None = None
        at = start
        if not governed:
            lead = LEAD_RE.match(letters, start, end)
            of = letters.rfind("X", start, end)
            if lead and of - 1 >= lead.end() and letters[of - 1] in "OJ" and letters[end - 1] == "H":
                # 全国最大的生产企业某公司的零售价: the name right before 的 owns the measure.
                subject, at = (of - 1, of), of + 1
            elif lead:
                subject = (start, lead.end())
                at = lead.end()
            elif letters[start] == "R":
                at = start + 1
                if at < end and letters[at] == "u":
                    subject = (at, at + 1)
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
                return Frame(rule="noun", metric=metric, front=front, back=self.text(view, back))
        metric = self.text(view, (at, end)) or None
        if not set(letters[at:end]) - {"M"}:
            metric = None
        return Frame(rule="noun", metric=metric, subject=subject)

    @staticmethod
    def _width(view: View, unit: int) -> int:
        return view.ends[unit] - view.starts[unit]

    def _measure(self, view: View, start: int, end: int) -> tuple[Range | None, Range]:
        """The measure at the end of a noun phrase, and what stands before it."""
        letters = view.letters
        whole = (start, end)
        if letters[end - 1] != "H":
            return None, whole
        cut = letters.rfind("X", start, end)
        back = cut + 1
        if cut <= start:
            cut = end - 1
            if cut > start and self._width(view, cut) == 1:
                cut -= 1
            while cut > start and (
                letters[cut - 1] in "HWM" or self.word(view, cut - 1) in ATTRIBUTIVE
            ):
                cut -= 1
            back = cut
        if cut <= start:
            return None, whole
        if letters[cut - 1] in "OJE":
            return (cut - 1, cut), (back, end)
        while start < cut and letters[start] == "M":
            start += 1
        return ((start, cut), (back, end)) if start < cut else (None, whole)

    def _right(self, view: View, unit: int, high: int) -> Range | None:
        """Noun phrase right behind an amount."""
        letters = view.letters
        start = unit + 1
        if start < len(letters) - 1 and letters[start] == "Q" and start == high:
            # 8大类108项活动: both count what stands behind the second.
            start += 1
            high = self._stop(letters, start)
        if start < high and letters[start] == "X":
            start += 1
        match = FORWARD_RE.match(letters, start, high)
        end = match.end() if match else start
        while end > start and letters[end - 1] in "KX、RD":
            end -= 1
        if start < end and letters[start] in "K、":
            return None
        while start < end and letters[start] == "D":
            start += 1
        for at in range(start + 1, end):
            before = self.word(view, at - 1)
            if letters[at] == "W" and letters[at - 1] == "N" and (
                before in COUNTED_NOUNS or before[-1] in COUNTED_ENDINGS
            ):
                if letters[at + 1 : at + 2] not in ("H", "X"):
                    return (start, at)
        of = letters.find("X", start, end)
        if start < of and letters[of - 1] in "NEOJ" and letters[unit + 1] != "X":
            end = of
        tail = end
        while tail - 1 > start and letters[tail - 1] == "W":
            tail -= 1
        if tail < end and letters[tail - 1] == "N" and self.word(view, unit)[-1:] not in EVENT_UNITS:
            end = tail
        if match and match.end() < len(letters) and letters[match.end()] == "Q":
            cut = max(letters.rfind("K", start, end), letters.rfind("、", start, end))
            if cut > start:
                end = cut
        if end < high and letters[end] in "VvAPI":
            relative = RELATIVE_RE.match(letters, end, high)
            if relative:
                return relative.span(1)
        return (start, end) if start < end else None

    def _plain(self, view: View, low: int, end: int, quantity: Quantity, right: Range) -> Frame:
        """Verb + Q + noun, noun + Q, verb + noun + Q, and bare verb + Q."""
        letters = view.letters
        unit, high = right
        if end > low and self.word(view, end - 1) in OUTLAYS:
            built = OUTLAY_RE.match(letters, unit + 1)
            if built:
                word = self.word(view, end - 1)
                metric = "总投资" if end - 1 > low and self.word(view, end - 2) == "总" else word
                return Frame(rule="outlay", metric=metric, action=word,
                             subject=(built.start(1), built.start(1) + 1))
        noun = self._right(view, unit, high)
        of = unit + 1 < high and letters[unit + 1] == "X"
        if end > low and letters[end - 1] == "X":
            end -= 1
        left_start = end
        while left_start > low and letters[left_start - 1] in BACKWARD:
            left_start -= 1
        while left_start < end and letters[left_start] in "KDX、":
            left_start += 1
        verb = self._verb_before(view, low, left_start)
        listed = unit > low and self.word(view, unit - 1) == "等"
        members = left_start < end and MEMBERS_RE.fullmatch(letters, left_start, end)
        if quantity.dimension == "count" and (listed or (members and (noun or not quantity.surface_unit[-1:] in "个家项"))):
            # A、B等12家 and A、B两地: the names are members of what is counted.
            end = left_start
        counted = quantity.dimension == "count"
        if noun and not of:
            plant = self._plant(view, (low, left_start, unit), noun, quantity)
            if plant:
                return plant
        if noun and self._binds_right(view, (left_start, end), (verb, unit), noun, counted=counted, of=of):
            size = SIZES.get(quantity.dimension) if not of and letters[noun[1] - 1] != "H" else None
            return self._counted(view, (left_start, end), verb, noun, (unit, high), size=size)
        if of and noun and end > low and not self._is_abstract(view, noun):
            return self._attribute(view, (left_start, end), verb, noun)
        return self._measured(view, (left_start, end), verb, (low, unit, high))

    def _plant(self, view: View, left: tuple[int, int, int], noun: Range, quantity: Quantity) -> Frame | None:
        """某某年产20万吨聚丙烯项目: a project that no list knows, with its size in its name."""
        letters = view.letters
        low, start, unit = left
        metric = SCALED.get(quantity.dimension)
        if metric is None or not PLANT_RE.search(self.text(view, noun)):
            return None
        yearly = unit > low and self.text(view, (max(low, unit - 2), unit)).endswith(tuple(YEARLY))
        if quantity.dimension not in SIZES and not yearly:
            return None
        for at in range(unit - 1, start - 1, -1):
            if letters[at] in "VvD" or (letters[at] == "W" and self.is_event(view, at)):
                start = at + 1
                break
        verb = self._verb_before(view, low, start)
        action = self.word(view, verb) if verb >= 0 else None
        if action is None and start > low and letters[start - 1] in "Wv":
            action = self.word(view, start - 1)
        if action is None:
            found = VERB_RE.match(letters, noun[1], noun[1] + MAX_REACH_UNITS)
            action = self.verbs(view, found.start(1), len(letters)) if found else None
        return Frame(rule="plant", metric=metric, action=action, subject=(start, noun[1]))

    def _is_abstract(self, view: View, noun: Range) -> bool:
        """Whether a noun phrase names a measure or an aim, which own nothing."""
        last = noun[1] - 1
        return view.letters[last] == "H" or self.word(view, last) in ABSTRACT

    def _verb_before(self, view: View, low: int, at: int) -> int:
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

    def _binds_right(self, view: View, left: Range, verb_unit: tuple[int, int], noun: Range,
                     *, counted: bool, of: bool) -> bool:
        """Whether the amount counts the noun behind it."""
        letters = view.letters
        start, end = left
        verb, unit = verb_unit
        tail = letters[end - 1] if end > start else ""
        if of:
            if tail == "H" or (tail and letters[noun[0]] in "OJ" and noun[1] - noun[0] == 1):
                return False
            listed = self._actions.get(self.word(view, end - 1)) if tail in ("W", "v") else (
                self._actions.get(self.word(view, verb)) if verb >= 0 and start >= end else None)
            return not (listed and listed.metric) or counted
        if counted:
            return not (tail == "H" and letters[unit - 1] == "C")
        if letters[noun[1] - 1] == "H" and tail not in ("H", "W", "v") and not of:
            return True
        loose = letters[noun[0]] == "W" and verb < 0 and letters[unit - 1] in "XD" and letters[noun[1] - 1] in "NH"
        if letters[noun[0]] not in "NHM" and not loose:
            return False
        if tail == "H":
            return False
        listed = None
        if start < end and tail in ("W", "v"):
            listed = self._actions.get(self.word(view, end - 1))
        elif start >= end and verb >= 0:
            listed = self._actions.get(self.word(view, verb))
        return tail not in ("N", "E", "O") and not (listed and listed.metric)

    def _verbs_only(self, view: View, verbs: Range, unit: int, high: int) -> Frame:
        """落地开工5项, 投入运营112公里: no noun stands before the amount."""
        start, end = verbs
        while start < end and view.letters[start] in "K、":
            start += 1
        if end - start == 2 and self.word(view, start) in self._transitive:
            if not self.is_event(view, end - 1):
                # 带动就业4200人
                return Frame(rule="verb_object", metric=self.word(view, end - 1), action=self.word(view, start))
        action = self.text(view, (start, end))
        listed = self._actions.get(self.word(view, end - 1))
        metric = listed.metric if listed else None
        if metric is None and high < len(view.letters) and view.letters[unit + 1 : unit + 2] in ("、", "K"):
            # 转办10件、受理的14件问题: what is counted stands behind the last of the list.
            following = view.letters.find("Q", unit + 1, view.clause_end(unit))
            noun = self._right(view, following, self._stop(view.letters, following + 1)) if following > 0 else None
            metric = self.text(view, noun) if noun else None
        return Frame(rule="verbs", metric=metric, action=action, carries=metric is None)

    def _plan(self, view: View, low: int, high: int) -> str | None:
        """计划, 预计 and the like between two units."""
        letters = view.letters
        for at in range(high - 1, low - 1, -1):
            if letters[at] in "AWN" and self.word(view, at) in PLANS:
                return self.word(view, at)
        return None

    def _inner_verb(self, view: View, at: int, end: int, metric: str | None) -> tuple[str | None, str | None]:
        """Verb that opens the noun phrase at unit `at` (储备农资, 探明储量), and the metric left."""
        letters = view.letters
        if at >= end or letters[at] not in "Wv":
            return None, metric
        word = self.word(view, at)
        listed = self._actions.get(word)
        if at + 1 == end:
            return word, (listed.metric if listed and listed.metric else word)
        if letters[at + 1] == "X" or self.word(view, at + 1) in SUFFIXES:
            return None, metric
        before = letters[at - 1 : at]
        predicate = letters[at] == "v" or bool(listed and listed.status) or before in PREDICATE_SIGNS
        predicate = predicate or word in self._transitive
        if letters[at + 1] == "H" and not (at + 2 == end and predicate and self.word(view, at + 1) in GOODS):
            return (word if predicate else None), metric
        if letters[end - 1] == "H" and letters[at] == "W" and self.word(view, end - 1) not in GOODS:
            return (word if listed and listed.status else None), metric
        if predicate and letters[at + 1] == "W" and at + 2 < end and self.is_event(view, at + 1):
            return word + self.word(view, at + 1), self.text(view, (at + 2, end))
        if predicate:
            return word, self.text(view, (at + 1, end))
        return word, metric

    def _counted(self, view: View, left: Range, verb: int, noun: Range, right: Range,
                 *, size: str | None = None) -> Frame:
        """Verb + Q + noun; `size` where the amount is the size of the noun (110千伏线路)."""
        letters = view.letters
        start, end = left
        unit = right[0]
        action: str | None = None
        subject: Range | None = None
        if verb >= 0 and start >= end:
            action = self.word(view, verb)
        elif start < end:
            before = letters[start - 1 : start]
            governed = verb >= 0 or before == "P"
            if before == "P" and self.word(view, start - 1) not in LOCATING:
                # 面向全市1200家企业: the place is whose firms are counted.
                governed = letters[start : unit].strip("CAF") not in ("E", "U")
            split = self._split(view, start, end, governed=governed)
            subject = split.subject
            if letters[end - 1] in "Wv":
                action = self.word(view, end - 1)
            elif verb >= 0:
                action = self.word(view, verb)
        low, high = noun
        unit, stop = right
        agent: Range | None = None
        if letters[unit - 1] == "X" and action is not None:
            main = STRONG_RE.search(letters, view.near_start(unit), unit)
            if main:
                action = self.word(view, main.start())
        weak = action
        if action in WEAK_VERBS:
            action = None
        if unit + 1 < len(letters) and letters[unit + 1] == "Q":
            stop = self._stop(letters, high)
        if action is None:
            if high - low >= 2 and letters[high - 1] == "W" and high == stop:
                cut = high - 1
                while cut - 1 > low and letters[cut - 1] in "WA":
                    cut -= 1
                action = self.text(view, (cut, high))
                high = cut
            else:
                found = VERB_RE.match(letters, high, stop) or STRONG_RE.search(letters, high, stop)
                if found:
                    action = self.verbs(view, found.start(1), stop)
                    if not set(letters[view.near_start(unit) : unit]) & set("PNHWv") and (
                        self.word(view, unit - 1) not in ("将", "把")
                    ):
                        agent = noun
            action = action or weak
        if size:
            return Frame(rule="size", metric=size, action=action, subject=subject)
        return Frame(rule="counted", metric=self.text(view, (low, high)) or None, action=action,
                     subject=subject, agent=agent)

    def verbs(self, view: View, at: int, stop: int) -> str:
        """The verbs that stand together from unit `at` on (建成投产)."""
        letters = view.letters
        end = at + 1
        while end < stop and letters[end] in "VvW" and end - at < 3:
            end += 1
        if end - at > 1 and letters[end - 1] == "W" and letters[end : end + 1] in tuple("NHM"):
            end -= 1
        return self.text(view, (at, end))

    def _attribute(self, view: View, left: Range, verb: int, noun: Range) -> Frame:
        """总投资53亿元的产业园: the noun behind is the subject."""
        letters = view.letters
        start, end = left
        low, high = noun
        subject = noun
        names = [at for at in range(low, high) if letters[at] in "JOE"]
        if names and letters[names[-1]] == "J":
            subject = (names[-1], names[-1] + 1)
        split = self._split(view, start, end, governed=True) if start < end else None
        lead = LEAD_RE.match(letters, start, end)
        if lead and lead.end() < end and letters[lead.end()] != "X":
            split = self._split(view, lead.end(), end, governed=True)
        metric = split.metric if split else None
        action: str | None = None
        if start >= end and verb >= 0:
            action = self.word(view, verb)
        if end > start and letters[end - 1] == "W" or metric is None:
            word = self.word(view, end - 1) if end > start else (action or "")
            listed = self._actions.get(word)
            action = word
            if listed and listed.metric and (metric is None or metric == word):
                metric = listed.metric
        return Frame(rule="attribute", metric=metric, action=action, subject=subject)

    def _measured(self, view: View, left: Range, verb: int, bounds: tuple[int, int, int]) -> Frame:
        """Noun + Q, with the verb that governs the noun."""
        letters = view.letters
        start, end = left
        low, unit, high = bounds
        lone = LEAD_RE.fullmatch(letters, start, end) if start < end else None
        if (start >= end or lone) and verb < 0 and letters[unit + 1 : unit + 2] == "W":
            # 190亿元投资公路: the verb behind says what the money is for.
            word = self.word(view, unit + 1)
            listed = self._actions.get(word)
            if listed and listed.metric:
                return Frame(rule="verb_behind", metric=listed.metric, action=word,
                             subject=(start, end) if lone else None)
        if start >= end:
            if verb < 0:
                return Frame(rule="bare", carries=True)
            word = self.word(view, verb)
            listed = self._actions.get(word)
            before = verb
            while before > low and letters[before - 1] in "AM":
                before -= 1
            if not (listed and listed.metric) and before > low and letters[before - 1] in "NHW":
                noun = self._noun(view, low, before)
                if noun and noun.metric:
                    return Frame(rule="noun_verb", metric=noun.metric, front=noun.front, back=noun.back,
                                 subject=noun.subject,
                                 action=None if word in WEAK_VERBS else word)
            return Frame(rule="verb", metric=listed.metric if listed else None, action=word)
        if not set(letters[start:end]) - set("WvK、"):
            if verb >= 0:
                # 完成投资34亿元, 完成造林5.8万亩
                word = self.word(view, end - 1)
                listed = self._actions.get(word)
                metric = listed.metric if listed and listed.metric else self.text(view, (start, end))
                return Frame(rule="verb_object", metric=metric, action=self.word(view, verb))
            return self._verbs_only(view, (start, end), unit, high)
        governed = verb >= 0 or (start > low and letters[start - 1] == "P")
        of = letters.rfind("X", start, end)
        if verb >= 0 and of > start and letters[unit - 1] == "C":
            # 具备条件的行政村通村率达到Q: the verb belongs to the clause before 的.
            start, verb = of + 1, -1
        cut = letters.rfind("、", start, end)
        if cut > start and "H" in letters[start:cut] and cut + 1 < end:
            start = cut + 1
        if verb < 0 and governed:
            at = start
            while at < end and letters[at] in "ENLMU":
                at += 1
            if at < end and start < at and letters[at] in "Wv":
                start, governed = at, False
        if verb >= 0 and end - start > 1 and letters[start] == "W" and letters[start + 1] in "NMW":
            if self.is_event(view, start) and not self.is_event(view, start + 1):
                # 谋划储备项目: two verbs, one object.
                verb, start = start, start + 1
        split = self._split(view, start, end, governed=governed)
        action = self.word(view, verb) if verb >= 0 else None
        metric = split.metric
        if verb < 0:
            at = split.subject[1] if split.subject else start
            while at < end and letters[at] in "XDA":
                at += 1
            action, metric = self._inner_verb(view, at, end, metric)
            if action is None and split.subject is None:
                for at in range(start + 1, end - 1):
                    if (letters[at] == "v" or (letters[at] == "W" and self.is_event(view, at))) and (
                        letters[at - 1] == "N" and letters[at + 1] in "NM"
                    ):
                        return Frame(rule="measured", metric=self.text(view, (at + 1, end)),
                                     action=self.word(view, at), subject=(start, at))
        if (
            action is None
            and end - 1 > start
            and letters[end - 1] == "W"
            and letters[end - 2] in "NEOUJ"
            and self.is_event(view, end - 1)
        ):
            action = self.word(view, end - 1)
            cut = end - 1
            while cut > start and letters[cut - 1] in "AX":
                cut -= 1
            shorter = self._split(view, start, cut, governed=governed).metric
            metric = shorter or metric
        elif verb >= 0 and end - start == 1 and letters[start] == "W":
            listed = self._actions.get(self.word(view, start))
            if listed and listed.metric:
                metric = listed.metric
        if action is None:
            found = VERB_RE.match(letters, unit + 1, high)
            if found and letters[found.start(1)] != "I":
                action = self.verbs(view, found.start(1), high)
        if action is None and letters[unit - 1] == "C" and self.word(view, unit - 1) in REACHING:
            action = self.word(view, unit - 1)
        if action is None and metric:
            action = next((RATES[tail] for tail in RATES if metric.endswith(tail)), None)
            if metric in RATES:
                return Frame(rule="rate", action=action, subject=split.subject, back=metric)
        if action is None or action in REACHING:
            action = self._plan(view, low, unit) or action
        same = metric == split.metric
        return Frame(rule="measured", metric=metric, action=action, subject=split.subject,
                     front=split.front if same else None, back=split.back if same else None)
