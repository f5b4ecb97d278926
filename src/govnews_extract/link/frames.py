"""Read the clause around one amount: what is measured, what happened, whose it is by name."""

from __future__ import annotations

import re

from govnews_extract.datatypes import Quantity
from govnews_extract.link.counts import CountReader
from govnews_extract.link.measures import Frame, framed
from govnews_extract.link.phrases import FROM, MAX_REACH_UNITS, Site
from govnews_extract.link.view import View
from govnews_extract.link.vocabulary import short_words

POINT = "ratio_point"
CHANGED = frozenset(("ratio", POINT, "multiple"))
"""Dimensions that tell how much an indicator moved, or its share."""

LATER_RE = re.compile(r"[CAZPDX]*Q")
COMPARED = frozenset(
    ("比", "较", "与", "同", "跟", "相比", "相较", "相较于", "相比于", "相对", "比上", "较上")
)
SHARE_TAILS = ("的比重", "的比例", "的份额", "比重", "比例", "份额", "的")
ABOVE = frozenset(
    ("高于", "低于", "高出", "低出", "快于", "慢于", "超", "超过", "超出", "高", "低", "快", "慢")
)


class FrameReader(CountReader):
    """Reads the frame of any amount."""

    def __init__(self, simple: str) -> None:
        super().__init__(simple)
        self._degrees = short_words("degree")

    def read(self, view: View, unit: int, quantity: Quantity) -> Frame:
        """The frame of `quantity`, which is unit `unit` of `view`."""
        letters = view.letters
        low = view.reach_start(unit, MAX_REACH_UNITS)
        end = self.bare_end(view, low, unit)
        high = self.reach(letters, unit + 1)
        site = Site(view=view, unit=unit, quantity=quantity, low=low, end=end, high=high)
        return self._moved(site) or self._shared(site) or self.plain(site)

    def _moved(self, site: Site) -> Frame | None:
        """A change of an indicator, or None."""
        view, letters, unit = site.view, site.view.letters, site.unit
        if letters[unit + 1 : unit + 2] == "I" and LATER_RE.match(letters, unit + 2):
            # 由4小时减至45分钟: the first amount is where the change starts.
            prepared = site.end > site.low and letters[site.end - 1] == "P"
            noun = self.noun_before(view, site.low, site.end - prepared)
            return framed("change.from", noun, action=self.word(view, unit + 1))
        if site.end > site.low and letters[site.end - 1] == "I":
            changed = self._change(site)
            if changed:
                return changed
        if site.quantity.dimension not in CHANGED:
            higher = self._compared(site)
            if higher:
                return higher
        if site.quantity.dimension == POINT and letters.rfind("S", site.low, site.end) < 0:
            return self._above(site)
        return None

    def _compared(self, site: Site) -> Frame | None:
        """收益比白术高2000元: the noun before 比 is measured, and 高 says how it compares."""
        view, letters, verb = site.view, site.view.letters, site.end - 1
        if verb <= site.low or view.words[verb] not in self._degrees:
            return None
        for at in range(verb - 1, site.low, -1):
            if letters[at] == "P" and view.words[at] in ("比", "较"):
                noun = self.noun_before(view, site.low, at)
                base = self.text(view, (at, verb))
                return framed("change.above", noun, action=view.words[verb], base=base)
        return None

    def _above(self, site: Site) -> Frame | None:
        """高于全省1.3个百分点."""
        view = site.view
        for at in range(site.unit - 1, site.low - 1, -1):
            if view.letters[at] in "CIN" and self.word(view, at) in ABOVE:
                noun = self.noun_before(view, site.low, at)
                base = self.text(view, (at, site.unit))
                return framed("change.above", noun, action=self.word(view, at), base=base)
        return None

    def _change(self, site: Site) -> Frame | None:
        """同比增长Q, 由Q增至Q; None where the amount counts a noun behind it."""
        view, letters, unit = site.view, site.view.letters, site.unit
        moved = site.quantity.dimension in CHANGED
        if not moved and unit + 1 < site.high and letters[unit + 1] in "NHMWXEG":
            return None
        verb = site.end - 1
        base, stop = self._base(site, verb)
        action = self.word(view, verb)
        if letters.rfind("S", site.low, verb) >= 0:
            part = self._share(site, letters.rfind("S", site.low, verb), verb)
            part.rule, part.action, part.base = "change.share", action, base
            return part
        noun = self.noun_before(view, site.low, stop)
        if noun is None or not noun.metric:
            if not moved and letters[unit + 1 : unit + 3] in ("XH", "XN"):
                return None
            frame = framed("change.carried", noun, action=action, base=base)
            frame.metric = frame.front = frame.back = None
            return frame
        return framed("change.stated", noun, action=action, base=base)

    def _base(self, site: Site, verb: int) -> tuple[str | None, int]:
        """What a change is measured against, and the end of the noun phrase before it."""
        view, letters = site.view, site.view.letters
        base: str | None = None
        stop = verb
        for at in range(verb - 1, site.low - 1, -1):
            word = self.word(view, at) if letters[at] in "TP" else ""
            if letters[at] == "T":
                base, stop = word, at
            elif word in COMPARED or word in FROM:
                base = self.text(view, (at, verb)) if word in COMPARED else base
                stop = at
                break
        while stop > site.low and letters[stop - 1] in "ATZFCKDL":
            stop -= 1
        return base, stop

    def _shared(self, site: Site) -> Frame | None:
        """A share of a whole, or None."""
        letters = site.view.letters
        share = letters.rfind("S", site.low, site.end)
        if share >= 0:
            return self._share(site, share, site.end)
        if site.quantity.dimension == "ratio" and letters[site.end - 1 : site.end] == "X":
            if site.end <= site.low:
                return None
            # 完成全年目标的67%
            part = Site(
                view=site.view,
                unit=site.unit,
                quantity=site.quantity,
                low=site.low,
                end=site.end - 1,
                high=site.unit + 1,
            )
            frame = self.plain(part)
            if frame.metric:
                frame.metric, frame.rule = "占" + frame.metric, "share.part"
                return frame
        return None

    def _share(self, site: Site, share: int, end: int) -> Frame:
        """占全市采购额的Q, 占据Q的市场份额, 投入占了Q."""
        view, letters = site.view, site.view.letters
        action = self.word(view, share)
        left = self.noun_before(view, site.low, share)
        if end <= share + 1:
            noun = self.noun_behind(view, site.unit, site.high)
            if noun and letters[site.unit + 1] == "X":
                return Frame(rule="share.of", metric=self.text(view, noun), action=action)
            frame = framed("share.bare", left, action=action)
            frame.front = frame.back = None
            return frame
        whole = self.text(view, (share + 1, end))
        for tail in SHARE_TAILS:
            if len(whole) > len(tail):
                whole = whole.removesuffix(tail)
        metric = "占" + whole
        frame = framed("share.whole", left, action=action)
        if left and left.metric and letters[share - 1] == "H":
            frame.back = (left.back or "") + metric
            metric = left.metric + metric
        else:
            frame.front = frame.back = None
        frame.metric = metric
        return frame

    def noun_text(self, view: View, low: int, end: int) -> str | None:
        """Metric of the noun phrase that ends at unit `end`."""
        noun = self.noun_before(view, low, end)
        return noun.metric if noun else None
