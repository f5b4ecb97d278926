"""The same name again elsewhere in the article, and the short form of a full company name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govnews_extract.datatypes import Label
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import word_classes

# (以下简称“某某”)
SHORT_FORM_RE = re.compile(r"\((?:以下|下文|下称|以下统)?(?:简称|称|称为)[:为]?[“「\"]?([^“”「」\"()]{2,12})[”」\"]?\)")
REPEATED = frozenset([Label.COMPANY, Label.PERSON, Label.PROJECT, Label.AGENCY, Label.ORG])
LEAST_WEIGHT = 5
MIN_CHARS = {Label.PERSON: 2, Label.COMPANY: 3, Label.PROJECT: 5, Label.AGENCY: 4, Label.ORG: 4}


def find_repeats(scene: Scene, drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts of further mentions of the names in `drafts`."""
    names: dict[str, Draft] = {}
    for draft in drafts:
        if draft.label in REPEATED and draft.weight >= LEAST_WEIGHT:
            surface = scene.text[draft.start : draft.end]
            if len(surface) >= MIN_CHARS[draft.label]:
                names.setdefault(surface, draft)
    found = []
    for surface, draft in names.items():
        found += _others(scene, surface, draft, draft.norm)
    found += _short_forms(scene, list(names.values()))
    return found


def _others(scene: Scene, surface: str, draft: Draft, norm: str | None) -> Iterator[Draft]:
    text = scene.text
    at = text.find(surface)
    while at >= 0:
        end = at + len(surface)
        if at != draft.start and (scene.is_start[at] or scene.is_start[end]):
            yield Draft(at, end, draft.label, "repeat", 5, norm)
        at = text.find(surface, end)


def _short_forms(scene: Scene, drafts: Iterable[Draft]) -> list[Draft]:
    """Names that the article itself gives as the short form of one before."""
    ends = {d.end: d for d in drafts if d.label in REPEATED}
    found = []
    for match in SHORT_FORM_RE.finditer(scene.text):
        full = ends.get(match.start())
        if full is None or len(match.group(1)) < 2:
            continue
        short = match.group(1)
        if short in word_classes() and word_classes()[short] not in ("nz", "nr", "nt", "j"):
            found.append(Draft(*match.span(1), full.label, "short_form", 6, scene.text[full.start : full.end]))
            continue
        norm = full.norm or scene.text[full.start : full.end]
        found += list(_others(scene, short, Draft(-1, -1, full.label, "short_form", 6), norm))
    return found
