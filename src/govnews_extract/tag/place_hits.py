"""Where surfaces of places stand in a text, and which of them touch to make one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from govnews_extract.datatypes import Label, SegmentedText
from govnews_extract.lexicon.divisions import Division
from govnews_extract.lexicon.divisions_gazetteer import Gazetteer, NameKind, PlaceName

# A word segmenter glues these to the name behind them: 中共安徽省委, 驻兰州, 来津.
GLUED_BEFORE = frozenset(
    ("中共", "驻", "赴", "来", "在", "到", "从", "由", "至", "距", "离", "经", "使", "原")
)

# 北京市|场: the last character of a full name belongs to the word behind it.
HEAD_WORD_RE = re.compile(
    "市[场民容值价况郊面级属长]|省[会长级属]|县[城级属长]|区[域间位块级属长]|州[府长]|旗[帜舰下]|盟[友员约军]"
)

# A short form in front of these is part of the name of a street, a building or a thing.
ROAD_RE = re.compile(
    "[东西南北中]?(?:[一二三四五六七八九]?路|大?街|大道|高速|铁路|大桥|巷|弄|胡同|时间|烤鸭|话|菜)"
)


class Hit(NamedTuple):
    """One surface of the gazetteer at `start:end`; `loose` where it ends inside a word."""

    name: PlaceName
    start: int
    end: int
    loose: bool


class Part(NamedTuple):
    """A division's surface inside a chain, with what it can mean there."""

    name: PlaceName
    start: int
    end: int
    loose: bool
    candidates: tuple[Division, ...]


class Stretch(NamedTuple):
    """A place that was settled: what it is, its code, and the candidates with their reasons."""

    start: int
    end: int
    label: Label
    code: str | None
    rule: str
    candidates: tuple[str, ...]
    loose: bool


def find_hits(doc: SegmentedText, gazetteer: Gazetteer, words: frozenset[int]) -> list[Hit]:
    """Surfaces that stand on word boundaries, sorted and disjoint.

    A surface must begin where a word begins, behind another surface, or behind a particle that
    segmenters glue to names; full names cut by the word behind them shrink to the short form.
    """
    simple = doc.simple
    found: list[Hit] = []
    last_end = -1
    for name, start, end in gazetteer.find(simple):
        if name.kind in _HEADS:
            found.append(Hit(name, start, end, end not in words))
            continue
        if start not in words and start != last_end and not _is_glued(simple, start, words):
            continue
        hit = _fitted(Hit(name, start, end, end not in words), simple, gazetteer)
        if hit is not None:
            found.append(hit)
            last_end = hit.end
    return found


_HEADS = frozenset((NameKind.ZONE_HEAD, NameKind.TOWN_HEAD, NameKind.VILLAGE_HEAD))


def _is_glued(simple: str, start: int, words: frozenset[int]) -> bool:
    for size in (1, 2):
        if start - size in words:
            return simple[start - size : start] in GLUED_BEFORE
    return False


def _fitted(hit: Hit, simple: str, gazetteer: Gazetteer) -> Hit | None:
    if hit.name.kind is not NameKind.DIVISION:
        return None if hit.loose and hit.name.kind is NameKind.REGION else hit
    if hit.name.full and HEAD_WORD_RE.match(simple, hit.end - 1):
        return _shortened(hit, gazetteer)
    if hit.loose and not hit.name.full and ROAD_RE.match(simple, hit.end):
        return None
    if hit.loose and (hit.name.sense is not None or (hit.name.full and len(hit.name.surface) == 2)):
        return None
    return hit


def _shortened(hit: Hit, gazetteer: Gazetteer) -> Hit | None:
    surface = hit.name.surface[:-1]
    name = gazetteer.by_surface.get(surface)
    if name is None or name.kind is not NameKind.DIVISION or name.sense is not None:
        return None
    return Hit(name, hit.start, hit.end - 1, loose=True)


def chains_of(hits: list[Hit], gazetteer: Gazetteer, year: int | None) -> Iterator[list[Part]]:
    """Runs of touching division surfaces, each inside the one before it.

    The candidates of every part are cut down to those that fit its neighbours.
    """
    chain: list[Part] = []
    for hit in hits:
        if hit.name.kind is not NameKind.DIVISION:
            continue
        candidates = gazetteer.candidates(hit.name.surface, year)
        if chain and chain[-1].end == hit.start:
            inner = _inside(chain[-1].candidates, hit.name.rows, candidates, year)
            if inner:
                chain.append(Part(hit.name, hit.start, hit.end, hit.loose, inner))
                _prune(chain)
                continue
        if chain:
            yield chain
        chain = [Part(hit.name, hit.start, hit.end, hit.loose, candidates)]
    if chain:
        yield chain


def _inside(
    outer: tuple[Division, ...],
    rows: tuple[Division, ...],
    candidates: tuple[Division, ...],
    year: int | None,
) -> tuple[Division, ...]:
    """Those of `candidates`, or else of all `rows`, that lie below one of `outer`."""
    inner = tuple(c for c in candidates if _lies_below(c, outer))
    if inner or not outer:
        return inner
    old = [row for row in rows if _lies_below(row, outer)]
    if not old:
        return ()
    nearest = min(old, key=lambda row: row.distance(year) if year else -(row.valid_to or 9999))
    return (nearest,)


def _lies_below(row: Division, outer: tuple[Division, ...]) -> bool:
    return any(o.code != row.code and o.contains(row.code) for o in outer)


def _prune(chain: list[Part]) -> None:
    for at in range(len(chain) - 1, 0, -1):
        below = chain[at].candidates
        outer = chain[at - 1]
        kept = tuple(o for o in outer.candidates if any(o.contains(c.code) for c in below))
        chain[at - 1] = outer._replace(candidates=kept or outer.candidates)
