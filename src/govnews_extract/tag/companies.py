"""Companies: by the last word of their name, by list, and by what an article says they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govnews_extract.mentions import AGENCY, COMPANY
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import (
    countries,
    generic_words,
    inner_words,
    matches_at,
    places_of,
    word_classes,
)

MAX_NAME_CHARS = 28
"""Code points before a company's last word."""

MAX_BRAND_CHARS = 5
"""Code points of a brand before a word of trade (一道|新能源)."""

# Classes of words that are names by themselves.
NAME_CLASSES = frozenset(["nz", "nr", "nt", "j", "x", "b", "ns"])
# Heads that continue the name of the firm they belong to.
BRANCH_HEADS = frozenset(
    ["分公司", "支公司", "分行", "支行", "分厂", "营业部", "专卖店", "门市部", "经营部"]
)
BRACKETED_RE = re.compile(r"\(([一-鿿]{2,8})\)$")
# 与甲、乙、丙等26家企业: what stands before is a list of firms.
LIST_RE = re.compile(
    r"等(?!地|国|省|市|县|区|部门|方面|领域|行业|产业|相关|有关)(?:[0-9一二两三四五六七八九十百数多几]{1,4}[余多]?家)?[一-鿿]{0,8}?(?:企业|公司|集团|品牌|厂商|房企|车企|药企|央企|巨头)|"
    r"(?<=[一-鿿])(?<![了的有共第达超过])(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})[家大][一-鿿]{0,4}(?:企业|公司|集团|房企|车企|药企|央企|银行|巨头)"
)
# 甲、乙、丙,均为配套企业: the same, said behind it.
ALL_RE = re.compile(",(?:均|都|全)(?:为|是|系|属)[^,。;:!?、]{0,14}?(?:企业|公司|厂商|供应商)")
ITEM_RE = re.compile(r"[“‘]?([一-鿿A-Za-z·]{2,12})[”’]?$")
MAX_LIST_CHARS = 120
COUNT_CHARS = frozenset("0123456789一二两三四五六七八九十")
"""What numbers in front of 家 and 大 are written with."""

SHARES = "股份"


class CompanyRule:
    """Reads companies by suffix out of one article."""

    def __init__(self, scene: Scene, known: Iterable[Draft] = ()) -> None:
        self._scene = scene
        self._classes, self._inner = word_classes(), inner_words()
        self._generic, self._countries = generic_words(), countries()
        known = list(known)
        self._ends = {d.end: d for d in known if d.label is COMPANY}
        self._bodies = frozenset(d.start for d in known if d.label is AGENCY)

    def read(self, hits: Iterable[tuple[int, int, Head]]) -> list[Draft]:
        """Drafts of every company among `hits`, sorted by start, and of lists of firms."""
        found: list[Draft] = []
        for start, end, head in hits:
            draft = self._company(start, end, head)
            if draft is not None:
                if found and found[-1].start == draft.start:
                    found.pop()
                found.append(draft)
                self._ends[end] = draft
        return found + list(self._lists())

    def _company(self, start: int, end: int, head: Head) -> Draft | None:
        scene = self._scene
        if scene.cuts_word(start, end):
            return None
        joined = self._ends.get(start)
        if joined is not None and head.surface == SHARES and scene.text.endswith("公司", 0, start):
            return None  # 某某有限公司|股份: a part of it
        if joined is not None and head.kind == "trade" and scene.text.endswith("公司", 0, start):
            return None  # 某某有限公司|乳品深加工项目: what it makes
        if joined is not None:  # 正泰集团|有限公司, 某某股份有限公司|兰州分公司
            return self._joined(joined, end, head)
        if head.kind == "trade":
            return self._trade(start, end)
        begin = self._begin(start, branch=head.surface in BRANCH_HEADS)
        if begin == start or not self._specific(begin, start, strong=head.strong):
            return None
        if not head.strong and not scene.is_start[end] and scene.is_han(end):
            return None
        # 人民银行|武汉分行
        label = AGENCY if begin in self._bodies else COMPANY
        return Draft(begin, end, label, f"company.{head.kind}", 7 if head.strong else 5)

    def _joined(self, first: Draft, end: int, head: Head) -> Draft:
        """A firm's name with more behind it; a brand with its trade may have its place before it."""
        scene, begin = self._scene, first.start
        if first.rule_id == "company.trade":
            if head.kind == "trade":  # 银泽生物|科技
                return first._replace(end=end)
            place = scene.place_by_end.get(begin)  # 威海|银泽生物|有限公司
            begin = begin if place is None else scene.joined_places(place.span.start)
        return Draft(begin, end, COMPANY, "company.joined", 7)

    def _begin(self, start: int, *, branch: bool) -> int:
        """Where the name that ends in a head at `start` begins."""
        text = self._scene.text
        at = start
        for _ in range(2):
            begin = self._walk(at, branch=branch)
            bracket = BRACKETED_RE.search(text, max(begin - 10, 0), begin)
            if bracket is None or bracket.start() == 0:
                return begin
            at = bracket.start()
            if self._walk(at, branch=branch) == at:
                return begin
        return self._walk(at, branch=branch)

    def _walk(self, at: int, *, branch: bool) -> int:
        """Leftmost start of a name's words before `at`, cut where a place opens the name."""
        scene = self._scene
        begin = at
        for start in scene.run_left(at, MAX_NAME_CHARS):
            whole = self._ends.get(start)
            if whole is not None:
                return whole.start if branch or start == at else start
            word = scene.text[start : scene.word_after(start)[0]]
            if word[0].isdigit() or word in self._countries or self._classes.get(word) == "m":
                if word == "中国" and begin - start == 2:
                    begin = start
                break
            begin = start
            place = scene.place_by_start.get(start)
            # 国药控股|济南|有限公司: a place right before the suffix stands inside the name.
            if place is not None and at - place.span.end >= 2:
                return scene.joined_places(start)
        return self._trimmed(begin, at)

    def _trimmed(self, begin: int, at: int) -> int:
        """`begin` moved past generic words: 大型民营企业|信发集团."""
        scene = self._scene
        while begin < at:
            end, word = scene.word_after(begin)
            if word not in self._generic or end >= at or word == "中国":
                break
            begin = end
        return begin

    def _specific(self, begin: int, start: int, *, strong: bool) -> bool:
        """Whether the words between hold something that names one company."""
        scene = self._scene
        at = start
        while at > begin:
            left = max(scene.word_before(at)[0], begin)
            word = scene.text[left:at]
            at = left
            if word in self._generic or word in self._inner:
                continue
            if strong:  # 甘肃|公司
                return True
            if left in scene.place_by_start:  # 滁州|冰箱厂 is built as often as it is a firm
                continue
            if len(word) == 1 or self._classes.get(word, "nz") in NAME_CLASSES:
                return True
        return False

    def _trade(self, start: int, end: int) -> Draft | None:
        """A brand right before a word of trade: 同力|水泥, 瑞萨|电子."""
        scene = self._scene
        if not scene.is_start[end] or not scene.is_start[start]:
            return None
        reach = scene.run_left(start, MAX_BRAND_CHARS)
        begin = start
        for at in reach:
            word = scene.text[at:begin]
            if (
                self._classes.get(word, "nz") not in ("nz", "nt")
                or word in self._generic
                or len(word) > 3
            ):
                break
            begin = at
        if start - begin < 2 or (begin in reach[:-1] and begin not in scene.place_by_end):
            return None
        following = scene.word_after(end)[1]
        if self._classes.get(following) in ("n", "vn", "nz"):
            return None
        return Draft(begin, end, COMPANY, "company.trade", 4)

    def _lists(self) -> Iterator[Draft]:
        """Brands in a list that ends in 等企业."""
        scene = self._scene
        ends = matches_at(_list_ends(scene.text), LIST_RE, scene.text)
        said = matches_at(places_of((",均", ",都", ",全"), scene.text), ALL_RE, scene.text)
        for match in (*ends, *said):
            floor = max(scene.doc.sentence_at(match.start()).start, match.start() - MAX_LIST_CHARS)
            at = match.start()
            while at > floor:
                cut = floor - 1
                for mark in "、,。:()":  # the last of them, over less and less of the text
                    cut = max(cut, scene.text.rfind(mark, cut + 1, at))
                item = ITEM_RE.search(scene.text, max(cut + 1, floor), at)
                draft = self._item(item.start(1), item.end(1)) if item else None
                if draft is not None:
                    yield draft
                if cut < floor or scene.text[cut] != "、":
                    break
                at = cut

    def _item(self, start: int, end: int) -> Draft | None:
        """One item of a list of firms, without the words before its name."""
        scene = self._scene
        begin = end
        for at in scene.run_left(end, end - start):
            begin = at
        if begin in scene.place_by_start and scene.place_by_start[begin].span.end == end:
            return None
        begin = self._trimmed(begin, end)
        words = []
        at = begin
        while at < end:
            following = min(scene.word_after(at)[0], end)
            words.append(scene.text[at:following])
            at = following
        named = [w for w in words if self._classes.get(w, "nz") in NAME_CLASSES]
        if not named or end - begin < 2:
            return None
        return Draft(begin, end, COMPANY, "company.list", 6)


def _list_ends(text: str) -> list[int]:
    """Where the end of a list of firms may begin, sorted: at 等, or a number before 家 or 大."""
    counted = [at for at in places_of("家大", text) if text[at - 1 : at] in COUNT_CHARS]
    numbers = [at - size for at in counted for size in (1, 2) if at >= size]
    return sorted({*places_of("等", text), *numbers})
