"""Towns, townships, subdistricts and villages, found by their last word."""

from __future__ import annotations

import re

from govnews_extract.datatypes import SegmentedText
from govnews_extract.lexicon.divisions_gazetteer import NameKind
from govnews_extract.lexicon.divisions_towns import Towns, load_towns
from govnews_extract.mentions import PLACE
from govnews_extract.tag.place_choice import Evidence
from govnews_extract.tag.place_heads import with_heads
from govnews_extract.tag.place_hits import Hit, Stretch
from govnews_extract.tag.wording import place_words

MAX_TOWN_CHARS = 9
MAX_BARE_CHARS = 5
MAX_VILLAGE_CHARS = 5

# No name holds these: they end or begin other words.
STOP_RE = re.compile(
    "[^\u3400-\u9fff]|[的了在和与及等全各该本某每是为将从到对把被并而或又也就都把向往于以]|[省市县区镇乡村]"
)

BEFORE_VILLAGE = frozenset("在到至赴进访往于处自")
LISTED_VILLAGE_RE = re.compile("[村区镇乡][、和与及]")
RULES = frozenset(("place.town", "place.village"))

MARKET_SIZES = frozenset("小大各新老古")
TOWN_FIRST = frozenset("镇乡街苏")
_HEAD_RE = re.compile("镇|乡|街道|苏木")


def is_namesake(chain: list[Hit], simple: str) -> bool:
    """Whether a division's short name is only the name of a town that lies elsewhere (官渡|镇)."""
    part = chain[-1]
    head = _HEAD_RE.match(simple, part.end)
    if (
        len(chain) > 1
        or part.name.full
        or head is None
        or simple.startswith(place_words("town_compound"), part.end)
    ):
        return False
    towns, name = load_towns(), simple[part.start : head.end()]
    return towns.is_known(name) and not towns.lies_in(name, part.candidates[0].code)


class TownFinder:
    """Extends divisions by the towns and villages behind them and adds those that stand alone."""

    def __init__(self, doc: SegmentedText, evidence: Evidence) -> None:
        self._simple = doc.simple
        self._is_start = doc.is_start
        self._evidence = evidence

    def extend(self, hits: list[Hit], places: list[Stretch]) -> list[Stretch]:
        """`places` with the towns and villages that end in `hits`, sorted and disjoint."""
        simple = self._simple
        common = place_words("no_name")
        heads = [hit for hit in hits if simple[max(hit[1] - 1, 0) : hit[2]] not in common]
        return _joined(with_heads(places, heads, self._named)) if heads else places

    def _named(self, head: Hit, last: Stretch | None) -> Stretch | None:
        if self._simple.startswith(place_words("town_compound"), head.end - 1):
            return None
        if last is not None and head.start - last.end <= MAX_TOWN_CHARS - 1:
            stretch = self._behind(head, last)
            if stretch is not None:
                return stretch
            if last.end == head.start and last.rule == "place.short":
                towns = load_towns()
                if towns.is_known(self._simple[last.start : head.end]):
                    return self._town(last.start, head, towns)
        if head.name.kind is NameKind.VILLAGE_HEAD:
            return self._bare_village(head, last)
        return self._bare(head, last)

    def _behind(self, head: Hit, last: Stretch) -> Stretch | None:
        """A town or village that begins where the division `last` ends."""
        gap = self._simple[last.end : head.start]
        if last.label is not PLACE or not (self._is_start[last.end] or last.loose):
            return None
        if not gap:
            return self._namesake(head, last)
        if head.name.kind is NameKind.VILLAGE_HEAD:
            plain = len(gap) <= MAX_VILLAGE_CHARS and not STOP_RE.search(gap)
            if not plain or _is_common_village(gap):
                return None
        else:
            name = gap + head.name.surface
            towns = load_towns()
            known = bool(last.code) and towns.lies_in(name, last.code or "")
            if not known and (STOP_RE.search(gap) or _is_common_town(gap)):
                return None
            fits = len(gap) <= 3 and self._is_fit(last, head)
            if not known and not fits and not towns.is_known(name):
                return None
        return last._replace(end=head.end, rule="place.town", loose=head.loose)

    def _is_fit(self, last: Stretch, head: Hit) -> bool:
        """Whether an unknown town may lie in `last`; in a province one word must stand between."""
        if last.code is None or not last.code.endswith("0000"):
            return True
        return not any(self._is_start[last.end + 1 : head.start])

    def _namesake(self, head: Hit, last: Stretch) -> Stretch | None:
        """A town that bears the name of its county: 柳河镇 in 柳河县."""
        name = self._simple[last.start : head.end]
        if last.rule != "place.short" or not last.code:
            return None
        if not load_towns().lies_in(name, last.code):
            return None
        return last._replace(end=head.end, rule="place.town", loose=False)

    def _bare(self, head: Hit, last: Stretch | None) -> Stretch | None:
        """A town named without its county."""
        low = max(last.end if last else 0, head.end - MAX_BARE_CHARS - len(head.name.surface))
        towns = load_towns()
        for start in range(low, head.start):
            if self._is_start[start] and towns.is_known(self._simple[start : head.end]):
                town = self._town(start, head, towns)
                gap = self._simple[start : head.start]
                common = _is_common_town(gap) and not _is_market(gap)
                if head.start - start > 1 and (town.code or not common):
                    return town
        start = self._word_start(head, low)
        gap = self._simple[start : head.start]
        if head.loose or not 2 <= len(gap) <= 3 or STOP_RE.search(gap) or _is_common_town(gap):
            return None
        return self._town(start, head, towns) if head.name.surface in "镇乡" else None

    def _bare_village(self, head: Hit, last: Stretch | None) -> Stretch | None:
        low = max(last.end if last else 0, head.end - MAX_BARE_CHARS)
        start = self._word_start(head, low)
        gap = self._simple[start : head.start]
        if head.loose or not 2 <= len(gap) <= 3 or STOP_RE.search(gap):
            return None
        # 造纸|村 is a village of paper makers; a name is one word to the segmenter, or something
        # around it speaks of a place.
        one_word = head.name.surface == "村" and len(gap) == 2 and not self._is_start[head.start]
        if _is_common_village(gap) or not (one_word or self._has_cue(start, head)):
            return None
        return Stretch(start, head.end, PLACE, None, "place.village", (), loose=False)

    def _has_cue(self, start: int, head: Hit) -> bool:
        before = self._simple[max(start - 1, 0) : start] in BEFORE_VILLAGE
        before = before or LISTED_VILLAGE_RE.match(self._simple, max(start - 2, 0)) is not None
        return before or self._simple.startswith(place_words("village_behind"), head.end)

    def _word_start(self, head: Hit, low: int) -> int:
        """Where the word begins that ends with the head, or else the word before the head."""
        at = head.start - 1
        while at > low and not self._is_start[at]:
            at -= 1
        return at

    def _town(self, start: int, head: Hit, towns: Towns) -> Stretch:
        name = self._simple[start : head.end]
        code = self._evidence.county_of(towns.counties(name))
        return Stretch(start, head.end, PLACE, code, "place.town", (), loose=False)


def _is_common_town(gap: str) -> bool:
    """Whether 镇 or 乡 behind `gap` is a common noun: 小镇, 家乡, 主街道."""
    return gap.endswith(place_words("town_before"))


def _is_market(gap: str) -> bool:
    """Whether a known town's name is that of its market: 福集|镇, but not 小集|镇, 农村集|镇."""
    return len(gap) == 2 and gap[1] == "集" and gap[0] not in MARKET_SIZES


def _is_common_village(gap: str) -> bool:
    return gap.endswith(place_words("village_before"))


def _joined(places: list[Stretch]) -> list[Stretch]:
    """`places`, each town one with the county that it repeats: 柳河县|柳河镇."""
    found: list[Stretch] = []
    for place in places:
        last = found[-1] if found and place.rule in RULES else None
        if last is not None and (last.end, last.code) == (place.start, place.code):
            found[-1] = place._replace(start=last.start)
        else:
            found.append(place)
    return found
