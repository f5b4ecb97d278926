"""Cut a text into paragraphs, sentences, clauses and words."""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import cast

from govnews_extract.datatypes import SegmentedText
from govnews_extract.errors import ConfigError
from govnews_extract.segment.boundaries import find_boundaries

ENGINES = ("rjieba", "jieba")
"""Word segmenters by name: `jieba` is the definition, `rjieba` the same boundaries, faster."""


MISCUT = "该项目的"
BOUND_RE = re.compile("[约近超逾](?=[0-9])")
GLUED_CHARS = 3
"""Words of so many characters that end in a bound before a number are a word and the bound."""

Cut = Callable[[str], Iterable[str]]
"""A word segmenter: the words of a text in order, which join back to it."""


def _load_cut(engine: str) -> Cut:
    if engine == "rjieba":
        import rjieba  # noqa: PLC0415 - loads its dictionary when first used

        return cast("Cut", rjieba.cut)
    import jieba  # noqa: PLC0415 - 1.4 s and 110 MB, only for whoever asks for it

    jieba.setLogLevel(logging.WARNING)  # it reports loading its dictionary on standard error
    tokenizer = jieba.Tokenizer()
    tokenizer.cache_file = "govnews_extract.jieba.cache"  # apart from any other user's
    return cast("Cut", tokenizer.cut)


class Segmenter:
    """Cuts texts with one word segmenter, chosen by name and loaded when first used.

    Args:
        engine: `rjieba` (default) or `jieba`.

    Raises:
        ConfigError: for any other engine.

    Example:
        >>> doc = Segmenter().segment("张掖市招商。签约31项。", "张掖市招商。签约31项。")
        >>> [span.of(doc.text) for span in doc.sentences]
        ['张掖市招商。', '签约31项。']
    """

    def __init__(self, engine: str = "rjieba") -> None:
        if engine not in ENGINES:
            raise ConfigError(f"segmenter {engine!r} is unknown; use one of {', '.join(ENGINES)}")
        self.engine = engine
        self._cut: Cut | None = None

    def segment(self, text: str, simple: str) -> SegmentedText:
        """Cut `text`; words are found in `simple`, its one-to-one simplified form."""
        if self._cut is None:
            self._cut = _load_cut(self.engine)
        cuts = find_boundaries(simple)
        words = list(accumulate(map(len, self._cut(simple)), initial=0))
        if MISCUT in simple:
            _mend(words, simple)
        words = _with_bounds(words, simple)
        return SegmentedText(
            text=text,
            simple=simple,
            paragraphs=cuts.paragraphs,
            sentences=cuts.sentences,
            clauses=cuts.clauses,
            words=tuple(words),
        )


def _with_bounds(words: list[int], simple: str) -> list[int]:
    """`words`, with a bound before a number cut off the word of two characters before it.

    Example:
        >>> _with_bounds([0, 3, 5, 6], "占地约46亩"), _with_bounds([0, 2, 3, 4], "节约5吨")
        ([0, 2, 3, 5, 6], [0, 2, 3, 4])
    """
    cuts = []
    for match in BOUND_RE.finditer(simple):
        end = match.end()
        number = bisect_left(words, end)
        if words[number] == end and number and end - words[number - 1] == GLUED_CHARS:
            cuts.append(match.start())
    return sorted([*words, *cuts]) if cuts else words


def _mend(words: list[int], simple: str) -> None:
    """Cut 该项目的 as 该|项目|的; dictionaries find 目的 in it.

    Example:
        >>> words = [0, 2, 4, 6]
        >>> _mend(words, "该项目的投资")
        >>> words
        [0, 1, 3, 4, 6]
    """
    at = simple.find(MISCUT)
    while at >= 0:
        number = bisect_left(words, at)
        if words[number : number + 3] == [at, at + 2, at + 4]:
            words[number + 1 : number + 2] = [at + 1, at + 3]
        at = simple.find(MISCUT, at + len(MISCUT))
