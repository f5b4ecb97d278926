"""Names that the page's furniture stands for: its reporters and editors, its publisher and site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from govnews_extract.datatypes import Label
from govnews_extract.tag.scene import Draft, Scene

FURNITURE_RULE = "furniture"
"""Rule of the names that reading the page's furniture made known."""

FURNITURE_WEIGHT = 8
MAX_NAMES = 24
_MEDIUM_RE = re.compile(
    r"(?:[网报社台]|新闻|在线|客户端|频道|发布|融媒|融媒体中心|传媒中心|传媒|晚报|周刊|之声)\Z"
)
# Bodies that are no medium for all their last character: 某县供销社, 市网信办 stay to the rules.
_BODY_RE = re.compile(
    r"(?:供销|合作|信用|旅行|居民|红会)社\Z|(?:电|路|河|蛛|互联|国家电)网\Z|[平柜站灶月]台\Z|汇报\Z"
)


_BODIES = {Label.ORG, Label.AGENCY, Label.COMPANY}


def find_furnished(scene: Scene) -> list[Draft]:
    """The people and media of the article's meta, where its furniture names them.

    Blanks that a layout puts into a name of two characters are part of its stretch.
    """
    furniture, meta = scene.context.furniture, scene.context.meta
    if not furniture:
        return []
    labels = dict.fromkeys(meta.byline[:MAX_NAMES], Label.PERSON)
    for name in (meta.source, meta.site):
        if name and _MEDIUM_RE.search(name) and not _BODY_RE.search(name):
            labels[name] = Label.ORG
    words = sorted((name for name in labels if len(name) > 1), key=len, reverse=True)
    if not words:
        return []
    pattern = re.compile("|".join(r"\s{0,3}".join(map(re.escape, word)) for word in words))
    return [
        Draft(*found.span(), label, FURNITURE_RULE, FURNITURE_WEIGHT, name)
        for span in furniture
        for found in pattern.finditer(scene.text, span.start, span.end)
        for name in (re.sub(r"\s", "", found[0]),)
        if (label := labels.get(name)) is not None
    ]


def with_furnished(drafts: Sequence[Draft], furnished: Sequence[Draft]) -> Iterable[Draft]:
    """`drafts` and `furnished`, where one names the same kind of thing the latter.

    A body that the rules know stays as they label it, unless it is part of the medium's name.
    """
    if not furnished:
        return drafts
    taken = [*_fitting(drafts, furnished)]
    rivals = {Label.PERSON: {Label.PERSON}, Label.ORG: _BODIES | {Label.PROJECT}}
    return [
        *(d for d in drafts if not any(d.label in rivals[t.label] and _meet(d, t) for t in taken)),
        *taken,
    ]


def _fitting(drafts: Sequence[Draft], furnished: Sequence[Draft]) -> Iterator[Draft]:
    bodies = [d for d in drafts if d.label in _BODIES]
    for draft in furnished:
        met = [body for body in bodies if _meet(draft, body)]
        if draft.label is Label.PERSON or all(_is_part(body, draft) for body in met):
            yield draft


def _is_part(one: Draft, whole: Draft) -> bool:
    """Whether a rule took only part of the medium's name."""
    inside = whole.start <= one.start and one.end <= whole.end
    return inside and one.end - one.start < whole.end - whole.start and one.label is Label.ORG


def _meet(one: Draft, other: Draft) -> bool:
    return one.start < other.end and other.start < one.end
