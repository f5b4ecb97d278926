"""Which place an article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from govnews_extract.datatypes import ArticleMeta, Span
from govnews_extract.lexicon.divisions import Divisions, parent_code
from govnews_extract.lexicon.divisions_gazetteer import Gazetteer, NameKind
from govnews_extract.lexicon.script import simplify
from govnews_extract.tag.surfaces import find_surfaces

# Weight of a mention by where it stands; a mention in the body weighs 1.
TITLE_WEIGHT = 6
SOURCE_WEIGHT = 4
PROVINCIAL_SOURCE_WEIGHT = 1
"""A province's paper reports from all over its province."""
SITE_WEIGHT = 3

DESCENT_SHARE_PERCENT = 55
"""A part of a division stands for the whole article where it has this share of the weight."""

OWN_WEIGHT = 3
"""我县 is said from inside the county; 全县 and 该县 may be said of any."""
TITLE_GENERICS = 2
"""In a title, such a word counts as often as this."""
MAX_GENERIC_WEIGHT = 16

TRADES = tuple("酒业 药业 矿业 实业 置业 乳业 纸业 铝业 铜业 重工".split())
FIRM_ENDS = ("公司", "集团", *TRADES)
"""How the names of companies end; those of a trade only where no 的 follows."""

IN_COMPANY_RE = re.compile(
    r"[一-鿿()]{2,14}?(?:有限公司|有限责任公司|股份公司|集团)"
    rf"|[一-鿿]{{2,4}}?(?:{'|'.join(TRADES)})(?![的发])"
)
"""Behind a place: a company that has the place in its name, and may lie anywhere."""
MAX_COMPANY_CHARS = 20
"""Code points that it matches at most."""

_MEDIUM_RE = re.compile("(?:新闻|日报|晚报|融媒|电视|广播|发布|政府|人民|在线|传媒|[网报])")

# Read from its last character back, for which a text is searched faster than for digits.
YEAR_RE = re.compile("年(?<=((?:19[89]|20[0-4])[0-9])年)")


def stated_year(simple: str) -> int | None:
    """The year that a text names most often, the later one of equals; None where it names none.

    Stands in for an unknown date of publication when codes are chosen.

    Example:
        >>> stated_year("2010年建成，2011年一季度、2011年二季度")
        2011
    """
    named = YEAR_RE.findall(simple)
    if not named:
        return None
    years = Counter(named)
    return int(max(years, key=lambda year: (years[year], year)))


def begins_company(simple: str, end: int) -> bool:
    """Whether the place that ends at `end` opens the name of a company.

    Example:
        >>> begins_company("江山市青禾农业有限公司", 3), begins_company("江山市的公司", 3)
        (True, False)
        >>> begins_company("北京泉和酒业二期项目", 2), begins_company("江山市旅游业", 3)
        (True, False)
    """
    near = simple[end : end + MAX_COMPANY_CHARS]
    if not any(end in near for end in FIRM_ENDS):  # sooner told than by the pattern
        return False
    return IN_COMPANY_RE.match(simple, end) is not None


def places_of_names(
    meta: ArticleMeta, gazetteer: Gazetteer, year: int | None
) -> tuple[tuple[str, int], ...]:
    """Codes of divisions in the names of the publisher and the site, with their weights."""
    return tuple(
        (code, PROVINCIAL_SOURCE_WEIGHT if code.endswith("0000") else weight)
        for text, weight in ((meta.source, SOURCE_WEIGHT), (meta.site, SITE_WEIGHT))
        if text
        for code in _codes_in(text, gazetteer, year)
    )


@lru_cache(maxsize=1 << 10)
def _codes_in(text: str, gazetteer: Gazetteer, year: int | None) -> tuple[str, ...]:
    """Codes of the divisions in the name of a publisher or site, of which archives have few."""
    simple = simplify(text)
    meant = [
        gazetteer.candidates(name, year)
        for _, end, name in find_surfaces(simple).places
        if name.kind is NameKind.DIVISION
        # 竹山 is a word too, not so in the name of a paper.
        and (name.sense is None or _MEDIUM_RE.match(simple, end))
    ]
    return tuple(rows[0].code for rows in meant if len(rows) == 1)


def tail_start(furniture: Sequence[Span], simple: str) -> int:
    """Where the furniture begins that ends the page: links to other pages name other places.

    Example:
        >>> tail_start([Span(6, 11)], "某县开工。 相关新闻")
        6
    """
    start = len(simple)
    for span in reversed(furniture):
        if simple[span.end : start].strip():
            break
        start = span.start
    return start


def weigh_papers(
    papers: Mapping[str, int],
    weights: dict[str, int],
    said: Sequence[tuple[str, str]],
    divisions: Divisions,
) -> dict[str, int]:
    """`papers` with the weight that each has in the article, which is added to `weights`.

    A paper prints despatches from elsewhere too. It speaks for its own division where the text
    names one of its province, or speaks of 我市 and 全市; else it stands behind what is named.
    `said` has such words, as their two characters.

    Example:
        >>> from govnews_extract.lexicon.divisions import load_divisions
        >>> weigh_papers({"419001": 4}, {"450924": 2}, [("全", "县")], load_divisions())
        {'419001': 1}
        >>> weigh_papers({"419001": 4}, {"450924": 2}, [("我", "市")], load_divisions())
        {'419001': 4}
    """
    if not papers:
        return {}
    heads = {head for who, head in said if who != "该"}
    provinces = {code[:2] for code in weights}
    weighed = {
        code: weight
        if not weights or code[:2] in provinces or _head(code, divisions) in heads
        else 1
        for code, weight in papers.items()
    }
    near = {code: weight for code, weight in weighed.items() if weight == papers[code]}
    far = {code: weight for code, weight in weighed.items() if code not in near}
    named = [*near.items(), *weights.items(), *far.items()]
    weights.clear()
    # Ties go to the first: a paper of the place before what is named, one from elsewhere behind.
    for code, weight in named:
        weights[code] = weights.get(code, 0) + weight
    return weighed


def add_generic_weights(
    said: Sequence[tuple[str, str]],
    weights: dict[str, int],
    divisions: Divisions,
    papers: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Add what 全县, 该市, 我省 say to the heaviest division of `weights` that they can mean.

    `said` has them, as their two characters. 我市 in a paper of a city is that city, however
    often the text names another. Where only counties are named, 全市 is the city around them.

    Example:
        >>> from govnews_extract.lexicon.divisions import load_divisions
        >>> weights = {"530902": 2, "530921": 1}
        >>> add_generic_weights([("全", "市"), ("全", "市")], weights, load_divisions())
        >>> weights
        {'530902': 2, '530921': 1, '530900': 2}
    """
    if not said:
        return
    counts: Counter[str] = Counter()
    own: set[str] = set()
    for who, head in said:
        counts[head] += OWN_WEIGHT if who == "我" else 1
        if who == "我":
            own.add(head)
    ranked = sorted(weights, key=weights.__getitem__, reverse=True)
    ranked.sort(key=lambda code: not (code in papers and _head(code, divisions) in own))
    # Where no division of the level is named: the one around those that are.
    around = dict.fromkeys(code for one in ranked for code in reversed(_holders(one)))
    for code in (*ranked, *around):
        times = counts.pop(_head(code, divisions), 0)
        if times:
            weights[code] = weights.get(code, 0) + min(times, MAX_GENERIC_WEIGHT)
        if not counts:
            return


def settle_place(
    weights: Mapping[str, int], papers: Mapping[str, int] = MappingProxyType({})
) -> str | None:
    """The division that weighted mentions speak for: as deep as most of the weight goes.

    Each mention counts for its division and all around it. From the heaviest province the search
    goes down while one part holds most of the weight of the whole. A paper reports from all over
    its division: its name speaks for that division against others, not against its own parts.

    Args:
        weights: Summed weight of the mentions of each code, the first mentioned first.
        papers: What of it comes from the names of the publisher and the site.

    Returns:
        A code; None where nothing is mentioned.

    Example:
        >>> settle_place({"620700": 5, "620702": 2, "620723": 2, "310000": 1})
        '620700'
        >>> settle_place({"620700": 4, "620702": 2}, {"620700": 4})
        '620702'
    """
    if len(weights) < 2:
        return next(iter(weights), None)
    rest = [(_holders(code), weight) for code, weight in weights.items()]
    place: str | None = None
    whole = depth = 0
    while True:
        total: dict[str, int] = {}
        for holders, weight in rest:
            part = holders[depth]
            total[part] = total.get(part, 0) + weight
        if not total:
            return place
        best = max(total, key=total.__getitem__)  # ties go to the place mentioned first
        if place and total[best] * 100 < whole * DESCENT_SHARE_PERCENT:
            return place
        place, whole = best, total[best] - papers.get(best, 0)
        depth += 1
        rest = [item for item in rest if item[0][depth - 1] == best and len(item[0]) > depth]


def _head(code: str, divisions: Divisions) -> str:
    """The last character of a division's name, which 我 and 全 stand before."""
    row = divisions.by_code(code)
    return row.name[-1] if row else ""


@lru_cache(maxsize=1 << 13)
def _holders(code: str) -> tuple[str, ...]:
    """The divisions around a division, the widest first, and itself."""
    around = parent_code(code)
    return (*(_holders(around) if around is not None else ()), code)
