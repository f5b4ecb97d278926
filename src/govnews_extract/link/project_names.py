"""Project names that take in a verb of their sentence, or leave out their first words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from govnews_extract.datatypes import Label, Mention, SegmentedText, Span
from govnews_extract.link.vocabulary import Action, actions

PLACE_ENDINGS = frozenset("省市县区州旗镇乡")
OF = "的"
"""Where what a company builds is told (投资建设的|年产5000吨项目), the name begins behind this."""

MAX_WORDS_ADDED = 3
MAX_PLACE_WORDS = 4
VERB_CHARS = 2
MIN_NAME_CHARS = 5
PROJECT = Label.PROJECT


def mended(doc: SegmentedText, mentions: Sequence[Mention]) -> list[Mention]:
    """`mentions` with such project names cut or filled up, in the same order.

    若羌县签约[国电10万千瓦风力发电项目] begins after its verb; 对接[恒力年产15万吨电解铝项目] takes
    in the words between the verb and the amount.
    """
    ends = {mention.span.end for mention in mentions}
    made = [
        _mended(doc, mention, ends) if mention.label is PROJECT else mention for mention in mentions
    ]
    cuts = sorted(
        new.span.start
        for new, old in zip(made, mentions, strict=True)
        if new.span.start > old.span.start
    )
    if cuts:
        # A company read across the cut (若羌县签约国电) begins there too.
        for index, mention in enumerate(made):
            number = bisect_right(cuts, mention.span.start)
            if number < len(cuts) and cuts[number] < mention.span.end:
                made[index] = _from(doc, mention, cuts[number])
    return made


def _mended(doc: SegmentedText, mention: Mention, ends: set[int]) -> Mention:
    words, simple = doc.words, doc.simple
    start, end = mention.span.start, mention.span.end
    number = bisect_right(words, start) - 1
    if number < 0 or number + 2 >= len(words) or words[number] != start:
        return mention
    known = actions()
    if simple[start].isdigit() or simple.startswith("年产", start):
        for back in range(number - 1, max(number - 2 - MAX_WORDS_ADDED, -1), -1):
            word = simple[words[back] : words[back + 1]]
            found = known.get(word)
            if _acts(found):
                return _from(doc, mention, words[back + 1])
            if not word.isalpha() or word == OF or words[back + 1] in ends:
                break
        return mention
    for at in range(number + 1, min(number + 1 + MAX_PLACE_WORDS, len(words) - 1)):
        after = words[at] + VERB_CHARS
        if simple[words[at] - 1] in PLACE_ENDINGS and end - after >= MIN_NAME_CHARS:
            found = known.get(simple[words[at] : after])
            has_amount = any(letter.isdigit() for letter in simple[after:end])
            return _from(doc, mention, after) if _acts(found) and has_amount else mention
    return mention


def _acts(found: Action | None) -> bool:
    return found is not None and found.status is not None


def _from(doc: SegmentedText, mention: Mention, start: int) -> Mention:
    if start == mention.span.start:
        return mention
    end = mention.span.end
    return replace(
        mention,
        text=doc.text[start:end],
        norm=doc.simple[start:end],
        span=Span(start=start, end=end),
    )
