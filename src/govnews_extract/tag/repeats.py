"""The same name again elsewhere in the article, and the short forms of a full name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govnews_extract.mentions import AGENCY, COMPANY, ORG, PERSON, PROGRAM, PROJECT
from govnews_extract.tag.heads import Head, head_rows
from govnews_extract.tag.scene import Draft, Scene, new_draft
from govnews_extract.tag.wording import generic_words, inner_words, word_classes

# (以下简称“某某”)
SHORT_FORM_RE = re.compile(
    r"\((?:以下|下文|下称|以下统)?(?:简称|称|称为)[:为]?[“「\"]?([^“”「」\"()]{2,12})[”」\"]?\)"
)
MIN_CHARS = {
    PERSON: 2,
    COMPANY: 3,
    PROJECT: 5,
    AGENCY: 4,
    ORG: 4,
    PROGRAM: 5,
}
"""How long a name must be for its repetition to count, by label."""

LEAST_WEIGHT = 5
SURE_WEIGHT = 7
SUFFIX_RE = re.compile(
    r"(?:\([一-鿿]{2,6}\))?(?:控股|\(集团\)|集团)?(?:股份|有限责任|股份有限|有限|集团)?(?:总公司|公司|集团)$"
)
NAME_CLASSES = frozenset(["nz", "nt", "j", "nr"])


def find_repeats(scene: Scene, drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts of further mentions of the names in `drafts`, and of their short forms."""
    names: dict[str, Draft] = {}
    text = scene.text
    for draft in drafts:
        start, end, label, rule, weight, _ = draft
        long = label in MIN_CHARS and end - start >= MIN_CHARS[label]
        if long and (weight >= LEAST_WEIGHT or rule == "tagger"):
            names.setdefault(text[start:end], draft)
    found: list[Draft] = []
    for surface, draft in names.items():
        found += _others(scene, surface, draft, draft.norm)
        if draft.label is COMPANY and draft.weight >= SURE_WEIGHT:
            for core in _cores(scene, draft):
                if core not in names:
                    norm = draft.norm or surface
                    found += _others(scene, core, draft, norm, rule="brand", skip=draft)
    found += _short_forms(scene, names.values())
    return found


def _others(
    scene: Scene,
    surface: str,
    draft: Draft,
    norm: str | None,
    *,
    rule: str = "repeat",
    skip: Draft | None = None,
) -> list[Draft]:
    """Every mention of `surface` that begins or ends at a word's border."""
    text, own, size = scene.text, draft.start, len(surface)
    found: list[Draft] = []
    at = text.find(surface)
    while at >= 0:
        end = at + size
        if (
            at != own
            and not (skip is not None and skip.start <= at < skip.end)
            and _bordered(scene, at, end)
        ):
            found.append(new_draft((at, end, draft.label, rule, 5, norm)))
        at = text.find(surface, end)
    return found


def _bordered(scene: Scene, start: int, end: int) -> bool:
    if end - start > 3:
        return bool(scene.is_start[start] or scene.is_start[end])
    return bool(scene.is_start[start] and scene.is_start[end]) or (
        not scene.is_han(start - 1) and bool(scene.is_start[end])
    )


def _cores(scene: Scene, draft: Draft) -> Iterator[str]:
    """Shorter names of a firm: without its legal form, then without place, then without trade."""
    text, heads = scene.text, head_rows()
    suffix = SUFFIX_RE.search(text, draft.start, draft.end)
    if suffix is None:
        return
    end = suffix.start()
    place = scene.place_by_start.get(draft.start)
    begins = [draft.start] if place is None else [draft.start, place.span.end]
    for begin in begins:
        if begin == draft.start and place is not None and end - place.span.end < 2:
            continue
        if _is_brand(scene, begin, end):
            yield text[begin:end]
    begin = begins[-1]
    trade = end
    while trade - begin > 2:
        left, word = scene.word_before(trade)
        if left <= begin or not _is_trade(word, heads):
            break
        trade = left
        if trade - begin >= 2 and _is_brand(scene, begin, trade):
            yield text[begin:trade]


def _is_trade(word: str, heads: dict[str, Head]) -> bool:
    row = heads.get(word)
    return (
        word in inner_words()
        or word in generic_words()
        or (row is not None and row.label is COMPANY)
        or word_classes().get(word) in ("n", "vn", "b")
    )


def _is_brand(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch is no ordinary word or run of words."""
    surface = scene.text[start:end]
    if not 2 <= len(surface) <= 10 or (
        start in scene.place_by_start and (scene.place_by_start[start].span.end == end)
    ):
        return False
    classes = word_classes()
    if surface in classes:
        return classes[surface] in NAME_CLASSES
    at = start
    while at < end:
        following, word = scene.word_after(at)
        if len(word) == 1 or classes.get(word, "nz") in NAME_CLASSES:
            return True
        at = following
    return False


def _short_forms(scene: Scene, drafts: Iterable[Draft]) -> list[Draft]:
    """Names that the article itself gives as the short form of one before."""
    ends = {d.end: d for d in drafts}
    found = []
    for match in SHORT_FORM_RE.finditer(scene.text):
        full = ends.get(match.start())
        if full is None:
            continue
        short = match.group(1)
        norm = full.norm or scene.text[full.start : full.end]
        found.append(Draft(*match.span(1), full.label, "short_form", 6, norm))
        if word_classes().get(short, "nz") in NAME_CLASSES:
            found += _others(scene, short, found[-1], norm, rule="short_form")
    return found
