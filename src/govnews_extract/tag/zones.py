"""Functional areas: development zones, new areas, bonded zones."""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.datatypes import SegmentedText
from govnews_extract.lexicon import words_of
from govnews_extract.lexicon.divisions_gazetteer import NameKind
from govnews_extract.mentions import LOC, PLACE
from govnews_extract.tag.place_choice import Evidence
from govnews_extract.tag.place_heads import with_heads
from govnews_extract.tag.place_hits import Hit, Stretch
from govnews_extract.tag.wording import word_classes

MAX_KIND_CHARS = 14
MAX_NAME_CHARS = 5

BARE_HEADS = frozenset(("开发区", "高新区", "经开区"))
"""What a text calls a zone of its own place for short."""

NAME_CLASSES = frozenset(["nz", "ns", "nt", "x"])
NUMERALS = frozenset("一二两三四五六七八九十几多")
NOT_BARE_BEFORE = frozenset("新各个类级片型家的及入和")
STOP_RE = re.compile("[^\u3400-\u9fff]|[的了在和与及等全各该本某每是为将从到对个家建设有省市县]")


@cache
def _kinds() -> re.Pattern[str]:
    """The words before the head of a zone that say of what kind it is (国家级经济技术|开发区)."""
    return re.compile(f"(?:{'|'.join(words_of('place_words', 'zone_kind'))})*$")


class ZoneFinder:
    """Joins divisions with the zone heads behind them, and adds listed zones."""

    def __init__(self, doc: SegmentedText, evidence: Evidence) -> None:
        self._simple = doc.simple
        self._is_start = doc.is_start
        self._evidence = evidence

    def extend(self, hits: list[Hit], places: list[Stretch]) -> list[Stretch]:
        """`places` with the zones that are or end in `hits`, sorted and disjoint."""
        return with_heads(places, hits, self._zone) if hits else places

    def _zone(self, head: Hit, last: Stretch | None) -> Stretch | None:
        if head.name.kind is NameKind.ZONE:
            return Stretch(head.start, head.end, LOC, head.name.code, "zone.list", (), loose=False)
        return self._by_head(head, last)

    def _by_head(self, head: Hit, last: Stretch | None) -> Stretch | None:
        low = max(head.start - MAX_KIND_CHARS, last.end if last else 0)
        match = _kinds().search(self._simple, low, head.start)
        kind_start = match.start() if match else head.start
        if last is not None and last.label is PLACE:
            gap = self._simple[last.end : kind_start]
            if len(gap) <= MAX_NAME_CHARS and not STOP_RE.search(gap):
                return Stretch(
                    last.start, head.end, LOC, last.code, "zone.division", (), loose=False
                )
        surface = head.name.surface
        ranked = "级" in self._simple[kind_start : head.start]  # 省级经济开发区: any of them
        bare = (
            surface in BARE_HEADS and self._is_start[kind_start] and not head.loose and not ranked
        )
        if bare and self._simple[max(kind_start - 1, 0) : kind_start] not in NOT_BARE_BEFORE:
            named = kind_start < head.start and self._by_word(head, kind_start, low, strict=True)
            return named or self._alone(kind_start, head)
        return self._by_word(head, head.start, low) if surface == "新区" else None

    def _by_word(self, head: Hit, stop: int, low: int, *, strict: bool = False) -> Stretch | None:
        """A zone named by the one word before its head: 天府新区, 宝龙|工业开发区.

        Common words are none where `strict`: 全力|经济开发区.
        """
        at = stop - 1
        while at > low and not self._is_start[at]:
            at -= 1
        gap = self._simple[at:stop]
        if strict and word_classes().get(gap, "nz") not in NAME_CLASSES:
            return None
        if not 2 <= len(gap) <= 3 or STOP_RE.search(gap) or not self._is_start[at]:
            return None
        if gap[-1] == "大" and gap[0] in NUMERALS:  # 两大|新区
            return None
        return self._alone(at, head)

    def _alone(self, start: int, head: Hit) -> Stretch:
        return Stretch(
            start, head.end, LOC, self._evidence.own_code(), "zone.head", (), loose=False
        )
