"""People: beside a title, before a verb of saying, and names with a middle dot."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from govnews_extract.lexicon import load_table
from govnews_extract.mentions import PERSON
from govnews_extract.tag.heads import head_rows
from govnews_extract.tag.scene import LEVELS, Draft, Scene
from govnews_extract.tag.wording import LED, matches_from, saying_words, stop_words, word_classes

LED_RE = re.compile(rf"{LED}(?:[^,。;、]{{0,8}}领导|人|同志|参加|出席|陪同)")
# Names of peoples who put a dot between given name and family name, and transliterated names.
DOTS = "·•・"
DOT_RE = re.compile(f"[{DOTS}]")
BEFORE_DOT_RE = re.compile(r"[一-鿿]{1,6}$")
AFTER_DOT_RE = re.compile(r"[一-鿿]{1,7}(?:[·•・][一-鿿]{1,7})*")
SEPARATORS = "、和与,及"
MIN_FOREIGN_CHARS, MIN_PARTS_CHARS, MAX_PARTS_CHARS = 4, 3, 12
"""How long names in foreign sounds, and names without a surname, are at least and at most."""

FOREIGN_RE = re.compile(
    "[阿埃艾爱安奥巴班邦贝本比彼别宾波伯勃布查达戴丹德登迪蒂丁杜顿多厄恩尔法凡菲费芬弗福夫盖戈格哥古哈海汉赫霍基吉加杰卡凯坎康考科"
    "克肯孔库夸拉莱兰朗劳勒雷里利丽莉列林龙隆卢鲁路伦罗洛吕马玛迈曼梅门蒙米密敏莫默姆穆纳娜奈内尼涅宁纽努诺欧帕潘佩皮珀普齐奇季恰乔切琴丘"
    "热荣儒瑞若萨塞赛桑森沙舍圣史施斯苏索塔泰坦唐特腾提廷图托瓦万旺威韦维沃乌西希锡夏香谢辛休许雅亚延扬耶叶伊因英尤约扎泽詹兹佐]{4,9}"
)
"""The characters that foreign names are written in; runs of four hold few words."""

# Characters that open a name only as a family name and far more often as a word.
LOOSE = frozenset(
    "和于时成任常方应向从都那全能关相后是有过还年会为将可以及由到等在新市县区省管单游代齐"
)
# Characters that end no given name: the word behind the name begins with them.
TAILS = frozenset("说称也便就在是为与和对将向曾已的来去又都等及从还则并于接到赴率带随")

HAN_RE = re.compile("[一-鿿]+")
MIN_LISTED = 2
"""Names of a list behind which a verb may end it: 李某、王某、赵某|参加."""

# What ends so is no name, though it begins with a surname: 安徽网, 高新区.
ITEM_RE = re.compile(
    "[一-鿿]{2}(?![网报社台镇乡村区县市省路厅局委办院校站部会队组])[一-鿿](?=[、,。;)])"
)

# 种植户孙桂芬|家: what segmentation glues to a name of three characters.
GLUED_TAILS = frozenset("家头带包作率领任带携偕")
DONE = ("作了", "作出", "作为", "带着", "率队", "作工", "作报", "作讲")
"""What may begin inside the word that segmentation makes of a name: 吴威作|了."""

LEADING_OFF = frozenset("率带赴到说称在就已将对向")
ADVERBS = frozenset("刚正常永才再方立皆直")
"""What can end a clause only as the last character of a name: 主任牟某刚, …"""


@cache
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Surnames of one and of two characters."""
    rows = [row[1] for row in load_table("surnames").rows]
    return frozenset(s for s in rows if len(s) == 1), frozenset(s for s in rows if len(s) > 1)


@cache
def _saying_re() -> re.Pattern[str]:
    """What stands right behind a person's name."""
    return re.compile("|".join((*saying_words(), LED_RE.pattern)))


@cache
def _parts_re() -> re.Pattern[str]:
    """Names of peoples without surnames, in a row: 格桑玉珍, 艾合买提."""
    parts = sorted((row[1] for row in load_table("unsurnamed_names").rows), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(parts)}){{1,3}}")


@cache
def _part_firsts() -> frozenset[str]:
    return frozenset(row[1][0] for row in load_table("unsurnamed_names").rows)


def _parts_at(text: str, at: int) -> re.Match[str] | None:
    """The name without surname that may begin at `at`; told by its first character most often."""
    return _parts_re().match(text, at) if text[at : at + 1] in _part_firsts() else None


class PersonRule:
    """Reads people out of one article."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._single, self._double = surnames()
        self._classes, self._stops = word_classes(), stop_words()
        self._title_ends: frozenset[int] = frozenset()
        self._title_starts: frozenset[int] = frozenset()

    def read(
        self, titles: Iterable[tuple[int, int, str]], sayings: Iterable[tuple[int, int, bool]]
    ) -> list[Draft]:
        """Drafts of every person.

        Args:
            titles: Titles, with `before`, `after` or `both`: where they stand to the name.
            sayings: What may stand right behind a name, sorted and disjoint.
        """
        found: list[Draft] = []
        titles = list(titles)
        self._title_ends = frozenset([end for _, end, _ in titles])
        self._title_starts = frozenset([start for start, _, _ in titles])
        inside = self._scene.place_holds
        for start, end, position in titles:
            if inside(start, end) or self._runs_on(start, end):
                continue
            if position != "after":
                found += self._without_surname(end) or self._after_title(end)
            if position != "before":
                found += self._before_title(start, end)
        found += self._sayings(sayings)
        found += self._dotted()
        return found

    def _runs_on(self, start: int, end: int) -> bool:
        """Whether two words of the dictionary share a title between them: 地处|长江."""
        scene = self._scene
        if scene.is_start[start] or scene.is_start[end]:
            return False
        begin = scene.words[bisect_left(scene.words, end) - 1]
        return begin > start and scene.text[begin : scene.word_after(begin)[0]] in self._classes

    def _after_title(self, at: int) -> Iterator[Draft]:
        """县长王某某; 记者王某某、李某某."""
        text = self._scene.text
        if at < len(text) and text[at] in " :":
            at += 1
        end = self.name_at(at) or self._item(at) or self._said(at)
        count = 0
        while end is not None:
            count += 1
            yield Draft(at, end, PERSON, "person.title", 7)
            if end >= len(text) or text[end] not in SEPARATORS:
                break
            at, mark = end + 1, text[end]
            end = self.name_at(at)
            if end is not None and end < len(text) and text[end] not in "、,。;和与等及)为":
                if count < MIN_LISTED or mark != "、" or not self._closed(end):
                    break
            elif end is None and mark == "、":
                end = self._item(at)

    def _said(self, at: int) -> int | None:
        """End of a name between a title and a verb of saying: 书记|周长青|一行."""
        scene = self._scene
        first = scene.text[at : at + 1]
        if first not in self._single or first in LOOSE or at in scene.place_by_start:
            return None
        for end in (at + 3, at + 2):
            if scene.is_start[end : end + 1] and _saying_re().match(scene.text, end):
                return end if HAN_RE.fullmatch(scene.text, at, end) else None
        return None

    def _item(self, at: int) -> int | None:
        """End of a name that stands between a title or a mark and a mark: 董事长|黄家豫|、."""
        scene = self._scene
        item = ITEM_RE.match(scene.text, at)
        if item is None or item[0][0] not in self._single or item[0] in self._classes:
            return None
        place = scene.place_by_start.get(at)
        return None if place is not None and place.span.end >= item.end() else item.end()

    def _without_surname(self, at: int) -> list[Draft]:
        """主任格桑玉珍, 总统托卡耶夫: what stands behind a title in foreign sounds."""
        text = self._scene.text
        at += text.startswith((" ", ":"), at)
        for run, least in (
            (_parts_at(text, at), MIN_PARTS_CHARS),
            (FOREIGN_RE.match(text, at), MIN_FOREIGN_CHARS),
        ):
            if run is not None:
                end = self._whole_end(at, run.end())
                if text[end : end + 1] in DOTS and end < len(text):
                    break
                if end - at >= least or (end - at > 1 and self._closed(end)):
                    return [Draft(at, end, PERSON, "person.unsurnamed", 8)]
        return []

    def _whole_end(self, at: int, end: int) -> int:
        """`end`, moved before a common word that it cuts: 托卡耶夫|夸|赞."""
        scene = self._scene
        while end > at and not scene.is_start[end]:
            start = scene.word_before(end)[0]
            word = scene.text[start : scene.word_after(end)[0]]
            if word not in self._classes or start <= at:
                break
            end = start
        return end

    def _before_title(self, start: int, end: int) -> Iterator[Draft]:
        """王某某副书记; 王主任."""
        scene = self._scene
        begin = self.name_before(start)
        if begin is None:
            begin = self._parts_before(start)
        if begin is not None:
            if scene.text[begin:start] not in head_rows():  # 党工委|书记
                yield Draft(begin, start, PERSON, "person.title_behind", 6)
            return
        text = scene.text
        if not start or text[start - 1] not in self._single or text[start - 1] in LOOSE:
            return
        if text[start - 1 : end] in self._classes or not scene.is_start[end]:
            return
        before = text[start - 2 : start - 1]
        outer = scene.word_before(start - 1)[1] if start > 1 else ""
        if not ("一" <= before <= "鿿") or outer in self._stops or outer[-1:] in "的叫位":
            yield Draft(start - 1, end, PERSON, "person.surname_title", 4)

    def _sayings(self, sayings: Iterable[tuple[int, int, bool]]) -> Iterator[Draft]:
        """王某某说; 王某某、李某某等领导."""
        text, done = self._scene.text, 0
        for start, end, _ in sayings:
            if start < done or text.startswith("称号", start):
                continue
            done = end
            if text[start] == LED:
                led = LED_RE.match(text, start)
                if led is None:
                    continue
                done = led.end()
            at = start
            for _ in range(8):
                begin = self.name_before(at)
                if begin is None:
                    begin = self._parts_before(at)
                if begin is None and text[start] == LED:
                    begin = self._listed(at)
                if begin is None or text[begin:at] in head_rows():  # 经发局|表示
                    break
                yield Draft(begin, at, PERSON, "person.saying", 6)
                if not begin or text[begin - 1] not in "、和":
                    break
                at = begin - 1

    def _dotted(self) -> Iterator[Draft]:
        """阿不都·买买提: with a title right before, or a mark on each side."""
        scene = self._scene
        done = 0
        for dot in matches_from(DOTS, DOT_RE, scene.text):
            before = BEFORE_DOT_RE.search(scene.text, max(dot.start() - 7, done), dot.start())
            after = AFTER_DOT_RE.match(scene.text, dot.end())
            if dot.start() < done or before is None or after is None:
                continue
            start, done = before.start(), after.end()
            titled = next((at for at in range(start, dot.start()) if at in self._title_ends), None)
            if titled is not None:
                start = titled
            elif scene.is_han(start - 1) or scene.is_han(done):
                continue
            end = self._dotted_end(dot.end(), done)
            yield Draft(start, end, PERSON, "person.dotted", 5 if titled is not None else 4)

    def _dotted_end(self, at: int, end: int) -> int:
        """The end of a dotted name whose last part runs into the words behind it."""
        scene = self._scene
        while at < end:
            following, word = scene.word_after(at)
            if word in self._stops and at > 0:
                return at
            at = following
        return end

    def name_at(self, at: int) -> int | None:
        """End of the Chinese name that begins at `at`, by surname and word borders."""
        scene = self._scene
        text = scene.text
        if at >= len(text) or at in scene.place_by_start or at in self._title_starts:
            return None
        double = text[at : at + 2] in self._double
        if not double and text[at] not in self._single:
            return None
        end, word = scene.word_after(at)
        if word in self._stops or (len(word) > 1 and self._classes.get(word, "nr") != "nr"):
            return None
        longest = 4 if double else 3
        if text[at] in LOOSE and (
            not scene.is_start[at]
            or end - at != 3
            or not self._closed(end)
            or text[at + 1] in LEVELS
        ):
            return None
        while end - at > 2 and (text[end - 1] in TAILS or text.startswith(DONE, end - 1)):
            end -= 1
        if end - at > longest:
            said = next((at + n for n in (3, 2) if _saying_re().match(text, at + n)), None)
            glued = end - at == longest + 1 and text[end - 1] in GLUED_TAILS
            return end - 1 if said is None and glued else said
        end = self._grown(at, end, longest)
        whole = text[end : end + 1] not in DOTS or end == len(text)
        return end if whole and 2 <= end - at <= longest else None

    def _grown(self, at: int, end: int, longest: int) -> int:
        """`end` of the first word of a name, moved over those that belong to it."""
        scene, text = self._scene, self._scene.text
        while end - at < longest and scene.is_start[end]:
            following, more = scene.word_after(end)
            tail = following - at == longest + 1 and text[following - 1] in TAILS
            if tail and len(more) > 2 and more not in self._classes:
                return following - 1  # 主任何|志礼及
            cut = len(more) == 2 and more[1] in LEADING_OFF and more not in self._classes
            if cut and end - at == 2 and scene.is_han(end):
                return end + 1  # 局长黄玉|治率|工作组
            if following - at > longest or not scene.is_han(end):
                break
            closed = not scene.is_han(following) or text[following] in "和与及"
            closed = closed or _saying_re().match(text, following) is not None
            if more in self._stops and not (closed and more in ADVERBS):
                break
            done = closed or self._closed(following)
            if end - at > 1 and (len(more) > 1 or more in TAILS or not done):
                break
            if len(more) == 2 and self._classes.get(more) in ("v", "t", "s", "f", "m", "r"):
                break
            end = following
        return end

    def _closed(self, at: int) -> bool:
        """Whether a name may end at `at`: a mark, a stop word or a verb follows."""
        scene = self._scene
        if not scene.is_han(at):
            return True
        word = scene.word_after(at)[1]
        return word in self._stops or self._classes.get(word) in ("v", "d", "p", "c", "u", "vn")

    def name_before(self, at: int) -> int | None:
        """Start of the Chinese name that ends at `at`, by surname and word borders."""
        scene = self._scene
        start = at
        for _ in range(3):
            if start == 0 or at - start >= 3:
                break
            left, word = scene.word_before(start)
            if at - left > 4 or word in self._stops or not ("一" <= word[0] <= "鿿"):
                break
            kinds = ("nr", "x", "ns", "nz") if len(word) == at - left == 2 else ("nr", "x")
            if len(word) > 1 and self._classes.get(word, "nr") not in kinds:
                break
            start = left
            if at - start >= 2 and self._opens(start) and self.name_at(start) == at:
                return start
        return None

    def _listed(self, at: int) -> int | None:
        """Start of a name between two marks in a list of people that lead: 、金海|等市领导."""
        start = self._scene.text.rfind("、", max(at - 4, 0), at) + 1
        surname = self._scene.text[start : start + 1] in self._single
        return start if start and 2 <= at - start <= 3 and surname else None

    def _parts_before(self, at: int) -> int | None:
        """Start of the name without surname that ends at `at`: 白玛曲珍|说."""
        text, is_start, firsts = self._scene.text, self._scene.is_start, _part_firsts()
        first = max(at - MAX_PARTS_CHARS, 0)
        if firsts.isdisjoint(text[first:at]):
            return None
        for start in range(first, at - MIN_PARTS_CHARS + 1):
            if text[start] in firsts and is_start[start]:
                run = _parts_re().match(text, start)
                if run is not None and run.end() == at:
                    return start
        return None

    def _opens(self, at: int) -> bool:
        """Whether a name may begin at `at`: a mark, a stop word, a title or a place precedes."""
        scene = self._scene
        if at == 0 or not scene.is_han(at - 1):
            return scene.text[at] not in LOOSE
        word = scene.word_before(at)[1]
        return word in self._stops or len(word) > 1
