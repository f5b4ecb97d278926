"""Find dates and periods."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from govnews_extract.datatypes import (
    ArticleContext,
    Label,
    Mention,
    SegmentedText,
    Span,
)
from govnews_extract.mentions import new_mention
from govnews_extract.quantity.date_phrases import Phrase, iter_phrases
from govnews_extract.quantity.date_resolver import DateResolver
from govnews_extract.quantity.date_rules import NUMERALS
from govnews_extract.quantity.date_values import Period, Reference

# Dates that open with one of these are told by it, and need no border of a word.
_MARKS = frozenset("0123456789“\"‘’'" + NUMERALS)


class DateFinder:
    """Finds dates, clock times and periods that can be placed, with EDTF values.

    Not dates: stretches of time (未来5年, 3个月), vague words (目前, 近年来), ordinals, scores and
    numbers of four digits without 年.
    """

    def find(self, doc: SegmentedText, context: ArticleContext) -> tuple[Mention, ...]:
        """Mentions of label DATE in `doc`, sorted, disjoint.

        `value` is EDTF as `Period` writes it. Relative dates are resolved by the date of
        publication in `context.meta`, never by a clock; where that is unknown, or the article
        leaves a date open, as for festivals of the lunar calendar, `value` is None.

        Example:
            >>> from govnews_extract.datatypes import ArticleMeta, Span
            >>> text = "今年一季度完成投资3亿元，去年同期为2亿元。"
            >>> whole = (Span(0, len(text)),)
            >>> doc = SegmentedText(text=text, simple=text, paragraphs=whole, sentences=whole,
            ...     clauses=whole, words=tuple(range(len(text) + 1)))
            >>> context = ArticleContext(meta=ArticleMeta(published="2023-04-07"))
            >>> [(found.text, found.value) for found in DateFinder().find(doc, context)]
            [('今年一季度', '2023-Q1'), ('去年同期', '2022-Q1')]
        """
        resolver = DateResolver(doc, Reference.of(context))
        found = []
        for phrase in iter_phrases(doc.simple):
            if _cuts_words(doc, phrase):
                continue
            period = resolver.resolve(phrase)
            if period is not None or not phrase.is_vague:
                found.append(_mention(doc, phrase, period))
        return tuple(found)


def _cuts_words(doc: SegmentedText, phrase: Phrase) -> bool:
    """Whether a date in words begins or ends inside a longer word (光明日报, 投产后日产).

    至今 is let pass: it takes 今 from 至今年 as often as not. A text that is not cut into words
    shows no such thing.
    """
    first = doc.simple[phrase.start]
    if first in _MARKS or not doc.words:
        return False
    if not _is_border(doc.words, phrase.start):
        return doc.simple[phrase.start - 1] != "至"
    point = phrase.first
    if point["d_rel"] is None or point["part"]:
        return False
    return not _is_border(doc.words, point.end("d_rel"))


def _is_border(words: Sequence[int], at: int) -> bool:
    return words[bisect_left(words, at)] == at


def _mention(doc: SegmentedText, phrase: Phrase, period: Period | None) -> Mention:
    start, end = phrase.start, phrase.end
    text, simple, span = doc.text[start:end], doc.simple[start:end], Span(start, end)
    rule = "date.range" if phrase.last else "date.point"
    value = None if period is None else period.edtf
    return new_mention((Label.DATE, text, simple, span, rule, None, value, ()))
