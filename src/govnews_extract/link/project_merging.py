"""Which names of one article mean the same project."""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.lexicon import load_table

ENDING_RE = re.compile(r"(?:建设项目|工程项目|建设工程|项目|工程|建设)+$")
WORKS_RE = re.compile(r"(?:改扩建|扩建|改建|迁建|新建|改造|提升|升级|技改|搬迁|配套|设施)+$")
PHASE_RE = re.compile(r"(?:第?([一二三四五六七八九十首])(?:期|阶段|标段))(?:工程|项目)*")
DIVISION_RE = re.compile(r"(?<=[一-鿿]{2})[省市县区旗]")
FIRST_PHASES = frozenset("一首")

MIN_SHARED_CHARS = 4
"""Two names of which one ends with the other are one project if they share this much."""

MIN_PART_CHARS = 3
"""A name that goes on with this much behind a head names a part of the thing, or another."""

OTHER_LINES = frozenset(("复线", "二线", "三线", "支线", "辅线", "副线"))
"""Behind a road or railway, these name another beside it: 某高速公路|复线."""

HEAD_CHARS = range(2, 7)
PLACE_CHARS = 8


def project_key(name: str) -> str:
    """A project's name without its capacity and its last common noun.

    Example:
        >>> project_key("临江30万千瓦光伏发电项目")
        '临江光伏发电'
    """
    bare = _capacity_re().sub("", name).strip('“”"')
    return ENDING_RE.sub("", bare) or bare


@cache
def _capacity_re() -> re.Pattern[str]:
    rows = load_table("list_words").rows
    units = [unit for _, unit, role in rows if role in {"capacity", "size"}]
    units.sort(key=len, reverse=True)
    return re.compile(rf"(?:年产|日产)?[0-9.]+[万亿千]?(?:{'|'.join(map(re.escape, units))})?")


def project_phase(key: str) -> tuple[str, str]:
    """A name without the phase it tells, and the numeral of that phase; `""` where none is told.

    Example:
        >>> project_phase("长岭风电场二期")
        ('长岭风电场', '二')
    """
    match = PHASE_RE.search(key)
    if match is None:
        return key, ""
    return key[: match.start()] + key[match.end() :], match[1]


def edges_of(key: str) -> tuple[str, ...]:
    """Beginning and end of a key: keys of one project share at least one of them.

    Example:
        >>> edges_of("永平县园子沟光伏电站")
        ('永平园子|', '|光伏电站')
    """
    name = _plain(project_phase(key)[0])
    if len(name) < MIN_SHARED_CHARS:
        return (f"{name}|",)
    return name[:MIN_SHARED_CHARS] + "|", "|" + name[-MIN_SHARED_CHARS:]


def is_same_project(one: str, other: str) -> bool:
    """Whether two keys of `project_key` name one project.

    The same name may leave out what stands before it (乌江银盘水电站, 银盘水电站) or the last noun
    (云岭风电, 云岭风电场). A second phase is a project of its own; so is what another noun behind
    the head names (净水厂, 净水厂输水管线).

    Example:
        >>> is_same_project("乌江银盘水电站", "银盘水电站")
        True
        >>> is_same_project("云岭风电场", "云岭风电场二期")
        False
        >>> is_same_project("云岭高速公路", "云岭高速公路复线")
        False
    """
    (one, phase), (other, other_phase) = project_phase(one), project_phase(other)
    if phase != other_phase and not FIRST_PHASES.issuperset(phase + other_phase):
        return False
    short, long = sorted((_plain(one), _plain(other)), key=len)
    if short == long:
        return True
    if len(short) < MIN_SHARED_CHARS:
        return False
    if long.endswith(short):
        return True
    if not long.startswith(short):
        return False
    tail = WORKS_RE.sub("", long[len(short) :])
    other_line = tail in OTHER_LINES
    return (len(tail) < MIN_PART_CHARS and not other_line) or not _has_head(short)


def _plain(name: str) -> str:
    """`name` with its divisions as short as they may be said (永平县园子沟: 永平园子沟)."""
    return DIVISION_RE.sub("", name[:PLACE_CHARS]) + name[PLACE_CHARS:]


def _has_head(name: str) -> bool:
    """Whether `name` ends with a noun that names a thing that is built."""
    heads = _heads()
    return any(name[-size:] in heads for size in HEAD_CHARS if size <= len(name))


@cache
def _heads() -> frozenset[str]:
    rows = load_table("project_heads").rows
    return frozenset(row[1] for row in rows if row[2] != "phase")
