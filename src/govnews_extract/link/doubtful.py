"""Names of projects that stand for no one project where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from govnews_extract.datatypes import Label, Mention, Quantity, SegmentedText
from govnews_extract.link.vocabulary import actions

PLAIN_COUNTS = frozenset("个项座家条处所件")
COUNTED = PLAIN_COUNTS | frozenset(("套", "宗", "批", "大"))
PLANNED_STATUSES = frozenset(
    ("planned", "negotiating", "approved", "signed", "started", "under_way", "settled")
)
MAX_BEFORE_CHARS = 30
MAX_KIND_CHARS = 6

STOP_RE = re.compile(r"[,。;:、()\n]|$")
BETWEEN_RE = re.compile(r"[一-鿿]{0,6}")
NAMED_INSIDE = frozenset((Label.PLACE, Label.COMPANY, Label.LOC))
BECOMES_RE = re.compile(
    r"(?:成为|打造成|建设成|发展成|培育成|评为|认定为|命名为|授予|列为|评选为)[^,。;:\n“”]*$"
)
"""Behind these a name says what sort a thing is, or wants to be, as often as it names one."""

BOUGHT_RE = re.compile(r"(?:购置|购进|购买|采购|配备|配置|添置|增设|新上)[^,。;\n]*$")
EQUIPMENT = ("生产线", "流水线", "产线", "设备", "中试线")
PLACE, PROJECT = Label.PLACE, Label.PROJECT


class DoubtfulProjects:
    """Projects whose name holds a verb of the sentence (某县谋划储备项目), counts, or is a kind."""

    def __init__(
        self,
        doc: SegmentedText,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
    ) -> None:
        self._doc = doc
        self._actions = actions()
        self._place_ends = {m.span.start: m.span.end for m in mentions if m.label is PLACE}
        self._named = {m.span.start for m in mentions if m.label in NAMED_INSIDE}
        counts = [q for q in quantities if q.dimension == "count"]
        self._counts = [q.span.start for q in counts if q.surface_unit in PLAIN_COUNTS]
        self._counted = {q.span.start: q.span.end for q in counts if q.surface_unit in COUNTED}
        self._told = {
            m.norm for m in mentions if m.label is PROJECT and m.span.end not in self._counted
        }
        self._counted_ends = sorted(self._counted.values())

    def holds(self, mention: Mention) -> bool:
        """Whether `mention`, a project, is such a one."""
        span = mention.span
        number = bisect_left(self._counts, span.start)
        if number < len(self._counts) and self._counts[number] < span.end:
            return True
        return self._opens_with_verb(mention)

    def is_kind(self, mention: Mention) -> bool:
        """Whether `mention`, a project, says of what kind works are, and is a noun like others.

        引调水工程2件, 3座高位水池工程; what a thing becomes; lines that a plant buys. What is told
        of without a count as well is a project.
        """
        simple, (start, end) = self._doc.simple, (mention.span.start, mention.span.end)
        counted = self._counted.get(end)
        if counted is not None and STOP_RE.match(simple, counted):
            return mention.norm not in self._told
        if start in self._named:
            return False
        number = bisect_right(self._counted_ends, start) - 1
        if number >= 0 and start - self._counted_ends[number] <= MAX_KIND_CHARS:
            between = simple[self._counted_ends[number] : start]
            if BETWEEN_RE.fullmatch(between) and not self._has_verb(between, start):
                return True
        before = simple[max(start - MAX_BEFORE_CHARS, 0) : start]
        if simple.startswith(EQUIPMENT, end - 3) and BOUGHT_RE.search(before):
            return True
        return BECOMES_RE.search(before) is not None

    def _opens_with_verb(self, mention: Mention) -> bool:
        span = mention.span
        at = min(self._place_ends.get(span.start, span.start), span.end)
        words = self._doc.words
        number = bisect_right(words, at) - 1
        if number < 0 or number + 1 >= len(words) or words[number] != at or at >= span.end:
            return False
        word = self._doc.simple[at : words[number + 1]]
        found = self._actions.get(word)
        return found is not None and found.status in PLANNED_STATUSES

    def _has_verb(self, between: str, start: int) -> bool:
        """Whether a verb stands between a count and a name (三个乡镇建设某水厂)."""
        at = start - len(between)
        words = self._doc.words
        for number in range(bisect_left(words, at), bisect_left(words, start)):
            word = self._doc.simple[words[number] : words[number + 1]]
            if word in self._actions:
                return True
        return False
