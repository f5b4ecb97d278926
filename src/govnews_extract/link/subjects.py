"""Who a clause, a sentence and a section are about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govnews_extract.datatypes import Label, Mention
from govnews_extract.link.phrases import OF_PROGRAMS, PhraseReader, Range
from govnews_extract.link.view import MAX_CLAUSE_UNITS, View
from govnews_extract.link.vocabulary import generic_subjects, nouns_with_role

NAMED = "EOJUuG"
PASSED = frozenset("DAZKBTLFYM、()")
LEAD_RE = re.compile(r"[EOJUuG](?:[、K][EOJUuG])*")
TAIL_RE = re.compile(r"[NHMW]*")
RUN_RE = re.compile(r"[NHMWEOJGUuRX、K]+")
ADJUNCT_RE = re.compile(r"[NHMWEOJGUuRKXDLZ、]*(?:Q[NHMWEOJGUuRKXDLZ、]*){0,3}[LZ]*")
SETTING_RE = re.compile(r"([EOUJG]+)(?:[NL]{0,2}|V?N?),")
PRESENTING = frozenset(("像", "如", "使", "让", "令", "随着"))
MEDIA_ENDS = (
    "网",
    "社",
    "报",
    "报社",
    "日报",
    "电视台",
    "广播电台",
    "电台",
    "通讯社",
    "杂志",
    "央视",
    "频道",
    "客户端",
    "记者",
)
# A noun phrase around a project (由某公司投资建设的某项目, 位于某区的某项目 as a whole clause,
# 某公司投资的某项目 at its head) puts the project on the stage, not whoever is named inside.
PRESENTED_RE = re.compile(r"[AKDY]*(?:(?:P|N(?=E))[^,QXYJ]{1,40}XJ(?=,)|[EO][AVvW]{1,3}XJ)")
MADE_RE = re.compile(
    r"[ADKYM]*(?:P[EOU]|[EOU]|[EO]N)[EONMADLPK]{0,8}[VvW]{1,2}Z?X([MNWE]{0,4}[NEOJ])(?=[,VvWCSIAD])"
)
"""A noun phrase around what somebody made or does (某公司在某县投运的电厂, 甲地对口援建的新镇区)."""

DASH = "—"
"""Half a dash, which is two words of the text."""

NAMING_RE = re.compile("(?:[^,Q]*X)?[^XVYC,Q]*[NH]")
"""A noun phrase, before a dash and the name of what it tells of (国内首个示范工程——某项目)."""

DOING_RE = re.compile("[EOJUuG][AD]*[VvWI][^X]*$")
"""A name that does something, to whatever comes behind (该市引进龙头企业——某公司)."""

AS = "作为"
SETTING_WORDS = frozenset(("在", "以", "像", "如"))
AIMED = frozenset(("对", "向", "把", "将", "据", "据悉", "根据", "按", "按照"))
"""Words beside which the words before 的 do not tell who made what follows."""

DISPOSALS = frozenset(("将", "把", "为", "对"))
TIME_ENDS = frozenset(
    ("以来", "后", "时", "之后", "之前", "前", "期间", "以后", "之际", "之时", "来")
)
PARTY_RE = re.compile(
    r"[省市县区州盟旗镇乡](?:党委|委|政府|人大|政协|委常委会|人大常委会)(?:$|[、和]|主要|领导)"
)
COMMON_ENDS = frozenset("VvSDPCI,M")
MIN_COMMON_CHARS = 4
ROUTE_WORDS = frozenset(("至", "到", "往", "往来", "往返"))
WORKS_RE = re.compile(r"[WvNM]{1,4}N(?=[ACVvI])")
BELONGING_RE = re.compile(r"OX?[NMLvW]{1,4}O(?![、KX])")
WORKS = frozenset(("工程", "项目"))
CALLED_RE = re.compile(r"N(C)J\Z")
SOURCES = frozenset(("据", "根据", "按照", "依据", "按"))
"""Prepositions before who, or what, a figure is taken from."""

LOOKS = ("看", "来看")
DIVISION_RE = re.compile(r".[省市县区州旗盟]")
SOURCE_RE = re.compile(
    r"(?:的|最新|初步|公布|发布|提供|披露|有关|相关){0,4}"
    r"(?:统计|数据|估|测算|消息|介绍|通报|预测|透露|监测|调查|报道|报告|分析|资料|显示)"
)
MAX_SOURCE_UNITS = 4
TELLING_RE = re.compile(r"[NHMWv]{0,5}O?Y")
SPEAKER_RE = re.compile(r"[NHMWv、]{1,6}O")
WIDE_LEVELS = frozenset(("country", "foreign"))
POINTERS = frozenset(("该", "这", "此", "本", "这个", "上述"))
MEMBERS_RE = re.compile(r"Z[NMW]{1,4}Q")
LISTED_RE = re.compile(r"Z?Q")


@dataclass(slots=True, kw_only=True)
class Subject:
    """A subject as the text puts it.

    Attributes:
        text: Simplified surface.
        letter: Letter of its first unit: E O J U u G, or N for a common noun.
        names: The mentions in it; more than one for a list.
        at: Where it begins in the text.
    """

    text: str
    letter: str
    names: tuple[Mention, ...]
    at: int

    def lead(self) -> Subject:
        """The name it opens with, without the common noun behind (全市所有乡镇: 全市).

        Of a whole country only a part is ever meant: 我国钢铁企业 stays.
        """
        if self.letter == "N" or len(self.names) > 1:
            return self
        if self.names:
            text = self.names[0].norm if self.text.startswith(self.names[0].norm) else self.text
            return Subject(text=text, letter=self.letter, names=self.names, at=self.at)
        if self.letter == "U" and self.text not in generic_subjects():
            head = next(
                (self.text[:n] for n in (2, 3) if self.text[:n] in generic_subjects()), None
            )
            if head:
                wide = generic_subjects()[head].level in WIDE_LEVELS
                if wide and self.text.endswith(tuple(nouns_with_role("group"))):
                    return self
                return Subject(text=head, letter="U", names=(), at=self.at)
        return self

    @property
    def label(self) -> Label | None:
        """Label of the name, where the subject is a single one."""
        if len(self.names) != 1 or self.letter == "N":
            return None
        name = self.names[0]
        return name.label if len(self.text) <= len(name.span) else None


class SubjectFinder:
    """Finds subjects in the views of one article."""

    def __init__(self, reader: PhraseReader) -> None:
        self._reader = reader
        self.text = reader.text
        self._tails = tuple(nouns_with_role("tail"))
        self._groups = tuple(nouns_with_role("group"))
        self._abstract = nouns_with_role("abstract")

    def of_range(self, view: View, units: Range) -> Subject | None:
        """The subject that stands at `units`."""
        said = self.said(view, units)
        if said is None:
            return None
        text, letter = said
        names = self.names(view, units, letter)
        return Subject(text=text, letter=letter, names=names, at=view.starts[units[0]])

    def said(self, view: View, units: Range) -> tuple[str, str] | None:
        """Text and letter of the subject that stands at `units`."""
        text = self._reader.text(view, units)
        if not text:
            return None
        letter = view.letters[units[0]]
        if letter == "O" and len(text) > 1 and PARTY_RE.match(text):
            return text, "U"
        return text, letter if letter in NAMED else "N"

    @staticmethod
    def names(view: View, units: Range, letter: str) -> tuple[Mention, ...]:
        """The mentions in the subject with this letter that stands at `units`."""
        if letter == "U" and view.letters[units[0]] == "O":
            # 县委、县政府 act for the county that the text tells of.
            return ()
        names = view.names
        low, high = units
        if high - low == 1:
            return (names[low],) if low in names else ()
        return tuple([names[at] for at in range(low, high) if at in names])

    def produces(self, view: View, unit: int) -> bool:
        """Whether the words at `unit` go on with a measure of regions (地区|生产总值)."""
        return self._reader.produces(view, unit)

    @staticmethod
    def tells_sort(view: View, unit: int) -> bool:
        """Whether a programme that ends before `unit` only tells the sort of what is counted."""
        counted = view.letters[unit : unit + 2] == "NQ"
        return counted and view.words[unit] in OF_PROGRAMS

    def does(self, view: View, unit: int) -> bool:
        """Whether the verb-noun at `unit` says how far a thing has come, as a verb."""
        return self._reader.is_event(view, unit)

    def looks(self, view: View, unit: int) -> bool:
        """Whether the words at `unit` say that one looks at something (分产业|看)."""
        return self._reader.behind(view, unit, 1) in LOOKS

    def is_source(self, view: View, units: Range) -> bool:
        """Whether figures are only taken from what stands at `units` (据国家统计局数据).

        A body of a province or county stays: what it tells is of there.
        """
        low, high = units
        if self._reader.word(view, low - 1) not in SOURCES:
            return False
        if DIVISION_RE.search(self._reader.word(view, low)):
            return False
        return SOURCE_RE.match(self._reader.behind(view, high, MAX_SOURCE_UNITS)) is not None

    def of_clause(self, view: View, start: int, stop: int) -> Subject | None:
        """What the clause from unit `start` on says before unit `stop` that it is about."""
        stop = min(stop, start + MAX_CLAUSE_UNITS)
        if self._tells_time(view, start, stop):
            return None
        named = self._naming_dash(view, start, stop)
        if named is not None:
            return self.of_clause(view, named, stop)
        presented = PRESENTED_RE.match(view.letters, start)
        if presented and presented.end() <= stop:
            return self.of_range(view, (presented.end() - 1, presented.end()))
        called = CALLED_RE.search(view.letters, start, stop)
        if called and view.words[called.start(1)] == "是" and view.words[called.start()] in WORKS:
            # 投资最大的项目是某某产业园: the rest tells of it.
            return self.of_range(view, (stop - 1, stop))
        made = self._made(view, start, stop)
        if made is not None:
            return made
        at = start
        while at < stop:
            found = self._step(view, at, stop)
            if not isinstance(found, int):
                return found
            at = found
        return None

    @staticmethod
    def _naming_dash(view: View, start: int, stop: int) -> int | None:
        """Unit behind the dash where the clause names what it opens with; None for no such dash."""
        words = view.words[start:stop]
        if DASH not in words:
            return None
        at = words.index(DASH)
        lead, behind = view.letters[start : start + at], view.letters[start + at + 2 : stop]
        if words[at + 1 : at + 2] != [DASH] or not behind.startswith(("E", "O", "J")):
            return None
        if not NAMING_RE.fullmatch(lead) or DOING_RE.search(lead):
            return None
        if any(letter == "P" and word != AS for letter, word in zip(lead, words, strict=False)):
            return None
        return start + at + 2

    def _made(self, view: View, start: int, stop: int) -> Subject | None:
        """What the clause is about where it opens with what somebody made or does."""
        match = MADE_RE.match(view.letters, start)
        if match is None or match.end() > stop:
            return None
        low, high = match.span(1)
        lead = view.words[start:low]
        if not AIMED.isdisjoint(lead) or view.words[high - 1] in self._abstract:
            return None
        return self.of_range(view, (low, high))

    def _tells_time(self, view: View, start: int, stop: int) -> bool:
        """Whether the whole clause is an adjunct of time (项目建成后)."""
        end = view.letters.find(",", start, stop + 1)
        last = (stop if end < 0 else end) - 1
        if last < start or view.letters[last] != "L":
            return False
        return self._reader.word(view, last) in TIME_ENDS

    def _step(self, view: View, at: int, stop: int) -> Subject | int | None:
        """The subject at unit `at`, where to look on, or None where the clause has none."""
        letter = view.letters[at]
        if letter in PASSED:
            return at + 1
        if letter == "P":
            return self._adjunct(view, at, stop)
        if letter in NAMED:
            return self._named(view, at, stop)
        if letter in "NHW":
            return self._noun(view, at, stop)
        if letter == "Q":
            return self._counted(view, at, stop)
        if letter == "R" and at + 1 < stop:
            return self._pointed(view, at + 1)
        if letter == "C" and at + 1 < stop and view.letters[at + 1] == "D":
            return at + 2
        return None

    def _adjunct(self, view: View, at: int, stop: int) -> Subject | int:
        """Where a phrase with a preposition ends; the place or case it puts on the stage."""
        if self._reader.word(view, at) in PRESENTING:
            return at + 1
        setting = self._setting(view, at)
        if setting:
            return setting
        match = ADJUNCT_RE.match(view.letters, at + 1, stop)
        return max(match.end() if match else at + 1, at + 1)

    def _noun(self, view: View, at: int, stop: int) -> Subject | int | None:
        """A common noun at the head, or the name it describes (塑胶供应商某集团)."""
        letters = view.letters
        if letters[at] == "W" and self._reader.is_event(view, at):
            return None
        match = RUN_RE.match(letters, at, stop)
        end = match.end() if match else at + 1
        told = end
        while told < stop and letters[told] == "A":
            told += 1
        if told < stop and letters[told] == "Y":
            return told + 1
        if letters[end - 1] in "OJ":
            return self.of_range(view, (end - 1, end))
        if letters[end : end + 2] in ("CO", "CJ") and self._reader.word(view, end) == "是":
            # 排名第三的是某公司: the rest of the sentence tells of it.
            return self.of_range(view, (end + 1, end + 2))
        return self._common(view, at, end, stop)

    def _pointed(self, view: View, at: int) -> Subject | None:
        """该工厂, 其国际业务: a noun that points back; None for one that stands for no name."""
        letters = view.letters
        if letters[at] == "u":
            return self.of_range(view, (at, at + 1))
        if letters[at] != "N" or self._reader.word(view, at - 1) not in POINTERS:
            return None
        if self._reader.word(view, at)[-1] in "天年月日周":
            return None
        return self.of_range(view, (at - 1, at + 1))

    def _setting(self, view: View, at: int) -> Subject | None:
        """在福州, and 以某站为例, at the head of a sentence say whom the rest is about."""
        letters = view.letters
        word = self._reader.word(view, at)
        if word not in SETTING_WORDS:
            return None
        match = SETTING_RE.match(letters, at + 1)
        if match and (word == "以" or letters[at + 1] in "EU"):
            return self.of_range(view, match.span(1))
        return None

    def _named(self, view: View, at: int, stop: int) -> Subject | int | None:
        """A subject that opens with a name; where to go on if it only tells the news."""
        letters = view.letters
        if letters[at] == "G" and self.tells_sort(view, at + 1):
            return None
        described = self._described(view, at, stop) or self._belonging(view, at, stop)
        if described is not None:
            return described
        lead = LEAD_RE.match(letters, at, stop)
        end = lead.end() if lead else at + 1
        between = letters[at] == "E" and letters[end + 1 : end + 2] == "E"
        if between and self._reader.word(view, end) in ROUTE_WORDS:
            return self._route(view, at, end, stop)
        works = WORKS_RE.match(letters, end, stop)
        if works and self._reader.word(view, works.end() - 1) in WORKS:
            # 某网升级改造工程: a project that begins with a name.
            return self.of_range(view, (at, works.end()))
        tail = TAIL_RE.match(letters, end, stop)
        tail_end = tail.end() if tail and not self._reader.is_predicate(view, end) else end
        told = self._told(view, (at, end), tail_end, stop)
        if told is not None:
            return told
        if LISTED_RE.match(letters, end) and letters[end] == "Z":
            return None
        whole = self.of_range(view, (at, tail_end))
        if whole and "H" not in letters[end:tail_end] and whole.text.endswith(self._tails):
            return whole
        return self.of_range(view, (at, end))

    @staticmethod
    def _told(view: View, lead: Range, tail_end: int, stop: int) -> int | None:
        """Where to go on behind 某局局长某某 or 某局说: a person speaks, not the body."""
        letters = view.letters
        at, end = lead
        names = view.names
        told = SPEAKER_RE.match(letters, end, stop) if letters[at] == "O" else None
        if told and (name := names.get(told.end() - 1)) and name.label is Label.PERSON:
            return told.end()
        behind = tail_end
        while behind < stop and letters[behind] in "OA":
            name = names.get(behind)
            if name is not None and name.label is Label.PERSON and letters[at] == "O":
                return behind + 1
            behind += 1
        return behind + 1 if letters[behind : behind + 1] == "Y" else None

    def _described(self, view: View, at: int, stop: int) -> Subject | int | None:
        """中国空调企业某集团: the name at the end of the phrase, or None for no such phrase."""
        letters = view.letters
        if letters[at : at + 2] == "uE":
            # 大桥香港口岸设有…: a part of what was named.
            part = TAIL_RE.match(letters, at + 2, stop)
            return self.of_range(view, (at, part.end() if part else at + 2))
        run = RUN_RE.match(letters, at, stop)
        last = run.end() - 1 if run else at
        if last <= at or letters[at] not in "UuER" or letters[last] not in "OJ":
            return None
        if "、" in letters[at:last]:
            return None
        if letters[last + 1 : last + 2] == "Y":
            return last + 2
        if letters[last - 1] == "K" or (letters[last - 1] == "X" and letters[at] != "E"):
            return None
        return self.of_range(view, (last, last + 1))

    def _belonging(self, view: View, at: int, stop: int) -> Subject | None:
        """甲集团旗下乙公司, 甲集团业务平台乙公司: the second firm, which belongs to the first."""
        match = BELONGING_RE.match(view.letters, at, stop)
        if match is None:
            return None
        last = match.end() - 1
        firms = (view.names.get(at), view.names.get(last))
        if not all(name is not None and name.label is Label.COMPANY for name in firms):
            return None
        return self.of_range(view, (last, last + 1))

    def _route(self, view: View, at: int, end: int, stop: int) -> Subject | None:
        """甲地至乙地高速公路: a route, not a place."""
        tail = TAIL_RE.match(view.letters, end + 2, stop)
        whole = self.of_range(view, (at, tail.end() if tail else end + 2))
        if whole is None:
            return None
        return Subject(text=whole.text, letter="N", names=(), at=whole.at)

    def _counted(self, view: View, at: int, stop: int) -> Subject | None:
        """11个示范项目合计…: what is counted is what the next amount is about."""
        letters = view.letters
        match = TAIL_RE.match(letters, at + 1, stop)
        end = match.end() if match else at + 1
        if at and self._reader.word(view, at - 1) in DISPOSALS:
            return None
        if end == at + 1 or end >= stop or letters[end] not in "AVvCSIF" or letters[end - 1] == "H":
            return None
        return self.of_range(view, (at + 1, end))

    def any_named(self, view: View, stop: int) -> Subject | None:
        """The last name before unit `stop`, wherever in its clause it stands; no date or work."""
        letters = view.letters
        listed = False
        for at in range(stop - 1, max(stop - 1 - MAX_CLAUSE_UNITS, -1), -1):
            if letters[at] in "EOUJ":
                listed = self.is_member(view, at) or (listed and letters[at + 1] == "、")
                if listed or (letters[at] == "O" and self._reports(view, at)):
                    continue
                found = self.of_range(view, (at, at + 1))
                if found and found.label is not Label.PERSON and not is_media(found):
                    return found
        return None

    @staticmethod
    def is_member(view: View, at: int) -> bool:
        """Whether the name at `at` ends a list that an amount counts: 甲、乙等光伏企业11家."""
        if view.letters[at] not in "OJ" or MEMBERS_RE.match(view.letters, at + 1) is None:
            return False
        return view.words[at + 1] == "等"

    def _reports(self, view: View, at: int) -> bool:
        """Whether the body named at `at` only tells the figures (据某局统计)."""
        if at and view.letters[at - 1] == "P" and self._reader.word(view, at - 1) in SOURCES:
            return True
        return TELLING_RE.match(view.letters, at + 1) is not None

    def _common(self, view: View, at: int, end: int, stop: int) -> Subject | None:
        """A common noun before its verb (连锁药店占…)."""
        letters = view.letters
        if end >= stop or letters[end - 1] in "HWX" or letters[at] == "W":
            return None
        while end - 1 > at and letters[end - 1] == "M":
            end -= 1
        behind = end
        while behind < stop and letters[behind] in "AFM":
            behind += 1
        while at > 0 and letters[at - 1] == "M":
            at -= 1
        skipped = behind > end and self._reader.word(view, end - 1).endswith(self._groups)
        if behind >= stop or (letters[behind] not in COMMON_ENDS and not skipped):
            return None
        of = letters.rfind("X", at, end)
        if of >= 0:
            at = of + 1
        long = view.ends[end - 1] - view.starts[at] >= MIN_COMMON_CHARS
        if letters[behind] in "VvS" or long or skipped:
            return self.of_range(view, (at, end))
        return None


def is_media(subject: Subject) -> bool:
    """Whether the subject is who tells the news, not whom it is about."""
    return subject.letter == "O" and subject.text.endswith(MEDIA_ENDS)
