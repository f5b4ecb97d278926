"""Which words can stand inside a name, and which end it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from govnews_extract.lexicon import load_table, words_of


def matches_from(begins: str, pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """What `pattern.finditer(text)` gives, for a pattern that begins with one of `begins`."""
    places = places_of(begins, text)
    return matches_at(places, pattern, text) if places else ()


def places_of(begins: Iterable[str], text: str) -> list[int]:
    """Where one of a few strings stands in a text, sorted.

    To look for a few rare characters one by one is many times faster than for any of a set.
    """
    found: list[int] = []
    for begin in begins:
        if begin in text:  # most are not
            at = text.find(begin)
            while at >= 0:
                found.append(at)
                at = text.find(begin, at + 1)
    found.sort()
    return found


def matches_at(
    places: Iterable[int], pattern: re.Pattern[str], text: str
) -> Iterator[re.Match[str]]:
    """Matches of `pattern` that begin at one of `places`, none inside the one before it."""
    done = 0
    for at in places:
        if at >= done and (match := pattern.match(text, at)) is not None:
            yield match
            done = match.end()


# Classes of the dictionary whose words do not stand inside names: prepositions, conjunctions,
# particles, adverbs, pronouns, sentence-final particles, interjections, verbs.
OPEN_CLASSES = frozenset("pcudryev")


@cache
def word_classes() -> dict[str, str]:
    """Class of each common word: jieba's tag with its details merged (`n`, `v`, `nr`, …)."""
    return {
        word: kind
        for _, kind, words in load_table("word_classes").rows
        for word in words.split(";")
    }


@cache
def inner_words() -> frozenset[str]:
    """Words of action that do stand inside names (建设, 投资, 管理)."""
    return frozenset(row[1] for row in load_table("inner_words").rows)


@cache
def stop_words() -> frozenset[str]:
    """Words at which a name ends when read from its head to the left.

    Single characters of open classes are stops only where the table of boundary words says so:
    word segmentation leaves unknown brand names in single characters.
    """
    verbs = {w for w, kind in word_classes().items() if kind in OPEN_CLASSES and len(w) > 1}
    return frozenset(verbs - inner_words()) | boundary_words()


@cache
def boundary_words() -> frozenset[str]:
    """Function words and the like that never stand inside a name."""
    return frozenset(row[1] for row in load_table("boundary_words").rows)


@cache
def countries() -> frozenset[str]:
    """Names of countries, and words such as 全国, which name no place of their own."""
    return frozenset(row[1] for row in load_table("countries").rows)


@cache
def generic_words() -> frozenset[str]:
    """Words that say what sort of body is meant, not which one (大型, 民营, 上市)."""
    return frozenset(row[1] for row in load_table("generic_words").rows)


@cache
def project_words(role: str) -> frozenset[str]:
    """Words around the name of a project that have `role` in the table."""
    return frozenset(words_of("project_words", role))


@cache
def program_heads(role: str) -> str:
    """Last words of campaigns, plans and events with `role`, the longest first, for a pattern."""
    return "|".join(sorted(program_words(role), key=len, reverse=True))


@cache
def program_words(role: str) -> tuple[str, ...]:
    """Words of campaigns, plans and events, and around them, that have `role` in the table."""
    return words_of("program_words", role)


@cache
def leading_verbs() -> frozenset[str]:
    """Verbs that stand before the name of a project or landmark, and never in it."""
    return project_words("governs") - project_words("inside")


BUILT_STATES = frozenset(("开工", "建成", "投产", "并网", "贯通", "通车"))
"""States that only what is built comes to."""


@cache
def built_words() -> frozenset[str]:
    """Verbs that tell of a thing that is built or put to use (开工, 竣工, 投产)."""
    return frozenset(row[1] for row in load_table("actions").rows if row[3] in BUILT_STATES)


@cache
def making_words() -> frozenset[str]:
    """Verbs that with 的 behind them lead to a project's name."""
    return project_words("governs") | project_words("makes")


@cache
def geographic_heads(kind: str) -> frozenset[str]:
    """Last words of rivers, mountains (`nature`) and streets (`road`), and what names none."""
    return frozenset(words_of("geographic_heads", kind))


@cache
def landmark_heads() -> dict[str, str]:
    """Last words of places that people built or marked out, with their kind in the tables."""
    rows = load_table("landmark_heads").rows
    kinds = {row[1]: row[2] for row in rows if row[2] not in ("plain", "border")}
    for _, surface, family in load_table("other_heads").rows:
        if family != "plan":
            kinds.setdefault(surface, "zone" if family == "built" else family)
    return kinds


@cache
def bordering_words() -> frozenset[str]:
    """Words between two names of places, which stand in neither (北江|干流|石角水文站)."""
    return frozenset(words_of("landmark_heads", "border"))


@cache
def locative_words(use: str) -> tuple[str, ...]:
    """What shows, right before a name, that a place of this sort is meant.

    `use` is a column of the table: `landmark`, `nature` or `work`.
    """
    table = load_table("locative_words")
    at = table.columns.index(use)
    return tuple(row[1] for row in table.rows if row[at])


@cache
def place_ends(meant: str) -> tuple[str, ...]:
    """Ends of names of built places that mean a `place` or a `work` in the table."""
    return words_of("place_ends", meant)


@cache
def carrying_ends() -> tuple[str, ...]:
    """Ends of names that begin with the place they stand in (重庆|寸滩港)."""
    return tuple(row[1] for row in load_table("place_ends").rows if row[3])


@cache
def place_words(role: str) -> tuple[str, ...]:
    """Words around the names of towns, stations and built places that have `role` in the table."""
    return words_of("place_words", role)


@cache
def org_words(role: str) -> frozenset[str]:
    """Words in and around the names of organisations that have `role` in the table."""
    return frozenset(words_of("org_words", role))


LANDSCAPES = (
    "峡谷", "草原", "湿地", "沙漠", "流域", "平原", "盆地", "高原", "半岛", "海峡", "海湾", "库区", "湖区",
    "山区", "林区",
)  # fmt: skip
"""Last words of regions of land and water."""

DIRECTIONS = "东西南北中"
SHORT_PROVINCES = "冀晋辽苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕陇疆蒙"
"""Short names of provinces that a direction stands behind (川东北)."""

WHOSE, GENERIC_LEVELS = "全该我本", "省市县区州盟旗"
"""What stands before a level to say "this one" or "all of it" (全县, 我省)."""

LED = "等"
"""What a list of people ends in that somebody leads (王某某等领导)."""


@cache
def saying_words() -> frozenset[str]:
    """What stands right behind a person's name: verbs of saying and the like."""
    return frozenset(row[1] for row in load_table("saying_words").rows)


@cache
def sorting_words() -> frozenset[str]:
    """Words that say what sort of place is meant, not which one (市级, 湿地, 口袋)."""
    return frozenset(row[1] for row in load_table("landmark_heads").rows) | generic_words()
