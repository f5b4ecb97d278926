"""Names that the page's furniture stands for: its reporters and editors, its publisher and site."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from govnews_extract.datatypes import Span
from govnews_extract.mentions import AGENCY, COMPANY, ORG, PERSON, PROJECT
from govnews_extract.tag.scene import Draft, Scene

FURNITURE_RULE = "furniture"
"""Rule of the names that reading the page's furniture made known."""

FURNITURE_WEIGHT = 8
MAX_NAMES, MAX_BLANKS = 24, 3
_MEDIUM_RE = re.compile(
    r"(?:[网报社台]|新闻|在线|客户端|频道|发布|融媒|融媒体中心|传媒中心|传媒|晚报|周刊|之声)\Z"
)
# Bodies that are no medium for all their last character: 某县供销社, 市网信办 stay to the rules.
_BODY_RE = re.compile(
    r"(?:供销|合作|信用|旅行|居民|红会)社\Z|(?:电|路|河|蛛|互联|国家电)网\Z|[平柜站灶月]台\Z|汇报\Z"
)


_BODIES = {ORG, AGENCY, COMPANY}


def find_furnished(scene: Scene) -> list[Draft]:
    """The people and media of the article's meta, where its furniture names them.

    Blanks that a layout puts into a name of two characters are part of its stretch.
    """
    furniture, meta = scene.context.furniture, scene.context.meta
    if not furniture:
        return []
    labels = dict.fromkeys(meta.byline[:MAX_NAMES], PERSON)
    for name in (meta.source, meta.site):
        if name and _MEDIUM_RE.search(name) and not _BODY_RE.search(name):
            labels[name] = ORG
    found = [
        (start, end, word)
        for word in labels
        if len(word) > 1
        for span in furniture
        for start, end in _places_of(word, scene.text, span)
    ]
    # The longest of those that begin in one place, and none inside another.
    found.sort(key=lambda item: (item[0], -len(item[2])))
    kept: list[Draft] = []
    for start, end, word in found:
        if not kept or start >= kept[-1].end:
            kept.append(Draft(start, end, labels[word], FURNITURE_RULE, FURNITURE_WEIGHT, word))
    return kept


def _places_of(word: str, text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Where `word` stands in a stretch of the text, with blanks between its characters or none.

    A pattern of one article's names takes a hundred times as long to compile as to use.
    """
    start = text.find(word[0], span.start, span.end)
    while start >= 0:
        end = start + 1
        for char in word[1:]:
            limit = min(end + MAX_BLANKS, span.end)
            while end < limit and text[end].isspace():
                end += 1
            if end == span.end or text[end] != char:
                break
            end += 1
        else:
            yield start, end
        start = text.find(word[0], start + 1, span.end)


def with_furnished(drafts: Sequence[Draft], furnished: Sequence[Draft]) -> Iterable[Draft]:
    """`drafts` and `furnished`, where one names the same kind of thing the latter.

    A body that the rules know stays as they label it, unless it is part of the medium's name.
    """
    if not furnished:
        return drafts
    taken = [*_fitting(drafts, furnished)]
    if not taken:
        return drafts
    people = _flags(draft for draft in taken if draft.label is PERSON)
    media = _flags(draft for draft in taken if draft.label is ORG)
    rivals = {PERSON: people, **dict.fromkeys((*_BODIES, PROJECT), media)}
    return [
        *(d for d in drafts if rivals.get(d[2], b"").find(1, d[0], d[1]) < 0),
        *taken,
    ]


def _flags(drafts: Iterable[Draft]) -> bytes:
    """1 for each offset at which one of `drafts` stands, 0 for the others before the last."""
    drafts = tuple(drafts)
    flags = bytearray(max((draft.end for draft in drafts), default=0))
    for start, end, *_ in drafts:
        flags[start:end] = b"\1" * (end - start)
    return bytes(flags)


def _fitting(drafts: Sequence[Draft], furnished: Sequence[Draft]) -> Iterator[Draft]:
    media = _flags(draft for draft in furnished if draft.label is not PERSON)
    holders: dict[int, list[Draft]] = defaultdict(list)
    for body in drafts if media else ():
        if body[2] in _BODIES and media.find(1, body[0], body[1]) >= 0:
            for at in range(body[0], min(body[1], len(media))):
                if media[at]:
                    holders[at].append(body)
    for draft in furnished:
        met = (body for at in range(draft.start, draft.end) for body in holders.get(at, ()))
        if draft.label is PERSON or all(_is_part(body, draft) for body in met):
            yield draft


def _is_part(one: Draft, whole: Draft) -> bool:
    """Whether a rule took only part of the medium's name."""
    inside = whole.start <= one.start and one.end <= whole.end
    return inside and one.end - one.start < whole.end - whole.start and one.label is ORG
