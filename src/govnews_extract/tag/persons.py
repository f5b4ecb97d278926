"""People: beside a title, before a verb of saying, in a byline, and names with a middle dot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from govnews_extract.datatypes import Label
from govnews_extract.lexicon import load_table
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import stop_words, word_classes

SAYING_RE = re.compile(
    r"(?:表示|介绍|告诉|说|认为|指出|强调|坦言|称|透露|回忆|感慨|解释|要求|分析|提出|建议|笑着|高兴地|"
    r"主持|出席|带队|率队|一行|带领|宣布|致辞|讲话|当选|同志|先生|女士)"
)
BYLINE_RE = re.compile(
    r"(?:本报记者|见习记者|实习记者|记者|通讯员|特约记者|责任编辑|责编|编辑|摄影|实习生|审核|校对|主编|监制|编审|"
    r"初审|复审|终审|一审|二审|三审|作者|文图|图文|文/图|图/文|供稿|撰稿|来稿|文|图|摄)(?:[:/]\s{0,3}|\s{1,3})"
)
BYLINE_NAME_RE = re.compile(r"\s{0,2}[、,/|]?\s{0,2}([一-鿿]{2,4})(?=[\s、,/|)】\]。]|$)")
# Names of peoples who put a dot between given name and family name, and transliterated names.
DOTTED_RE = re.compile(r"[一-鿿]{1,8}(?:[·•・‧][一-鿿]{1,8}){1,3}")
SEPARATORS = "、和与,及"
# Characters that open a name only as a family name and far more often as a word.
LOOSE = frozenset("和于时成任常方应向从都那全能关相后是有过还年水会为将可以及由到等在新市县区省")
TITLE_WORDS = frozenset(["某", "某某"])


@cache
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Surnames of one and of two characters."""
    rows = [row[1] for row in load_table("surnames").rows]
    return frozenset(s for s in rows if len(s) == 1), frozenset(s for s in rows if len(s) > 1)


class PersonRule:
    """Reads people out of one article."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._single, self._double = surnames()
        self._classes, self._stops = word_classes(), stop_words()

    def read(self, titles: Iterable[tuple[int, int, str]]) -> list[Draft]:
        """Drafts of every person; `titles` are (start, end, `before`, `after` or `both`)."""
        found: list[Draft] = []
        for start, end, position in titles:
            if position != "after":
                self._after_title(end, found)
            if position != "before":
                self._before_title(start, end, found)
        self._sayings(found)
        self._bylines(found)
        self._dotted(found)
        return found

    def _after_title(self, at: int, found: list[Draft]) -> None:
        text = self._scene.text
        if at < len(text) and text[at] in " :":
            at += 1
        end = self.name_at(at)
        while end is not None:
            found.append(Draft(at, end, Label.PERSON, "person.title", 7))
            if end >= len(text) or text[end] not in SEPARATORS:
                break
            at = end + 1
            end = self.name_at(at)
            if end is not None and end < len(text) and text[end] not in "、,。和与等及)为":
                break

    def _before_title(self, start: int, end: int, found: list[Draft]) -> None:
        begin = self.name_before(start)
        text = self._scene.text
        if begin is not None:
            found.append(Draft(begin, start, Label.PERSON, "person.title_behind", 6))
        elif start and text[start - 1] in self._single and text[start - 1] not in LOOSE:
            left = text[start - 2 : start - 1]
            if not ("一" <= left <= "鿿") or self._scene.is_start[start - 1]:
                word = text[start - 1 : end]
                if end - start == 2 and word not in self._classes and not self._scene.is_han(start - 2):
                    found.append(Draft(start - 1, end, Label.PERSON, "person.surname_title", 4))

    def _sayings(self, found: list[Draft]) -> None:
        for match in SAYING_RE.finditer(self._scene.text):
            begin = self.name_before(match.start())
            if begin is not None:
                found.append(Draft(begin, match.start(), Label.PERSON, "person.saying", 6))

    def _bylines(self, found: list[Draft]) -> None:
        text = self._scene.text
        for match in BYLINE_RE.finditer(text):
            at = match.end()
            for _ in range(6):
                name = BYLINE_NAME_RE.match(text, at)
                if name is None or not self._is_name(name.group(1)):
                    break
                found.append(Draft(*name.span(1), Label.PERSON, "person.byline", 8))
                at = name.end()

    def _dotted(self, found: list[Draft]) -> None:
        scene = self._scene
        for match in DOTTED_RE.finditer(scene.text):
            start, end = match.span()
            if not scene.is_start[end] and scene.is_han(end):
                end = scene.word_before(end)[0] if False else end
            reach = [at for at in scene.words if start <= at < scene.text.find("·", start, end)]
            for at in reach:
                if scene.text[at : scene.word_after(at)[0]] in self._stops:
                    start = scene.word_after(at)[0]
            if end - start >= 3:
                found.append(Draft(start, end, Label.PERSON, "person.dotted", 5))

    def _is_name(self, word: str) -> bool:
        if len(word) == 4:
            return word[:2] in self._double
        return word[0] in self._single or word[:2] in self._double

    def name_at(self, at: int) -> int | None:
        """End of the Chinese name that begins at `at`, by surname and word borders."""
        scene = self._scene
        text = scene.text
        if at >= len(text) or at in scene.place_by_start:
            return None
        double = text[at : at + 2] in self._double
        if not double and text[at] not in self._single:
            return None
        end, word = scene.word_after(at)
        kind = self._classes.get(word)
        if len(word) > 1 and kind is not None and kind != "nr" and not (len(word) == 2 and kind in "n" and self._closed(end)):
            return None
        if word in self._stops:
            return None
        longest = 4 if double else 3
        if len(word) > longest:
            return next((at + n for n in (3, 2) if SAYING_RE.match(text, at + n)), None)
        while end - at < longest:
            following, more = scene.word_after(end)
            if following - at > longest or not scene.is_han(end) or more in self._stops:
                break
            if len(more) > 1 and end - at > 1:
                break
            if end - at > 1 and not self._closed(following):
                break
            if len(more) == 2 and self._classes.get(more) in ("v", "t", "s", "f"):
                break
            end = following
        return end if 2 <= end - at <= longest else None

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
            kind = self._classes.get(word)
            if len(word) > 1 and kind is not None and kind not in ("nr", "x"):
                break
            start = left
            if at - start >= 2 and self._opens(start) and self.name_at(start) == at:
                return start
        return None

    def _opens(self, at: int) -> bool:
        """Whether a name may begin at `at`: a mark, a stop word, a title or a place precedes."""
        scene = self._scene
        if at == 0 or not scene.is_han(at - 1):
            return scene.text[at] not in LOOSE
        word = scene.word_before(at)[1]
        return word in self._stops or len(word) > 1
