"""Places abroad: listed cities and provinces, and states spelled by their sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govnews_extract.lexicon.divisions_gazetteer import NameKind

if TYPE_CHECKING:
    from govnews_extract.tag.place_hits import Hit

MAX_SOUNDS = 8
SOUNDS = (
    "阿埃艾奥巴贝比宾波伯勃博布达德蒂丁顿多厄恩尔法菲费弗夫福盖冈戈格哈赫霍基吉加贾捷卡凯坎科克肯库夸拉莱兰劳勒雷里利列"
    "林卢鲁伦罗洛良马麦曼梅门蒙米密明莫姆穆纳内尼涅纽努诺帕佩皮普契恰切奇乔茹萨塞桑沙圣什史施斯索塔泰坦特提廷图瓦威韦维沃乌"
    "希锡谢辛雅亚延耶叶伊因英尤于约赞扎詹兹佐"
)
"""Characters that news use to spell foreign names by their sound."""

STATE_RE = re.compile(f"[{SOUNDS}]{{3,8}}$")
SOUND_BEFORE_RE = re.compile(f"[{SOUNDS}]{{2}}$")


def find_abroad(hits: Iterable[Hit], simple: str) -> Iterator[tuple[int, int]]:
    """Start and end of listed places, and of 州 with at least three sounds in front.

    Example:
        >>> bool(STATE_RE.search("在加利福尼亚")), bool(STATE_RE.search("自治"))
        (True, False)
    """
    for hit in hits:
        if hit.name.kind is NameKind.FOREIGN:
            yield hit.start, hit.end
        elif hit.name.kind is NameKind.FOREIGN_HEAD:
            match = STATE_RE.search(simple, max(hit.start - MAX_SOUNDS, 0), hit.start)
            if match is not None:
                yield match.start(), hit.end


def ends_foreign_name(simple: str, start: int) -> bool:
    """Whether two sounds stand in front of `start`: 克州 there ends a state abroad."""
    return SOUND_BEFORE_RE.search(simple, max(start - 2, 0), start) is not None
