"""Canonical names: whose body 市招商局 is, which firm a short name means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from govnews_extract.datatypes import Mention, Place
from govnews_extract.lexicon.divisions import load_divisions
from govnews_extract.mentions import AGENCY, COMPANY, ORG, PLACE
from govnews_extract.tag.heads import known_rows
from govnews_extract.tag.scene import GENERIC_PLACES, LEVELS, Draft, Scene

# Levels of a body that an article about a place leaves its place off.
RESOLVED = frozenset("省市县区州旗盟")
MAX_BACK_PLACES = 40
"""Places looked at behind a body of a lower level than the article's own place."""

PARTY_PREFIX = "中共"
BODIES = frozenset((AGENCY, ORG))


class Canon:
    """Gives each name of one article its canonical form."""

    def __init__(self, scene: Scene, drafts: Sequence[Draft]) -> None:
        self._scene = scene
        self._divisions = load_divisions()
        self._year = scene.context.year
        self._own: dict[str, Place | None] = {}  # of each level the article's own, once asked for
        self._firms = self._full_names(drafts)
        self._known = known_rows()

    def _full_names(self, drafts: Sequence[Draft]) -> list[str]:
        """Full names of firms in the article, longest first."""
        text = self._scene.text
        names = {text[d[0] : d[1]] for d in drafts if d[2] is COMPANY}
        full = [name for name in names if name.endswith("公司") and len(name) > 6]
        return sorted(full, key=len, reverse=True)

    def name(self, draft: Draft) -> tuple[str, str | None]:
        """Canonical name of a draft, and the code of the division that its body belongs to."""
        start, end, label, _, _, norm = draft
        if norm is not None:
            return norm, None
        text = self._scene.text[start:end]
        known = self._known.get(text)
        if known is not None and known.label is label:
            return known.canonical, None
        if label in BODIES:
            return self._body(draft, text)
        if label is COMPANY:
            return self._firm(text), None
        return text, None

    def _firm(self, text: str) -> str:
        """The one full name in the article that begins with `text`, or holds it behind a place."""
        if text.endswith("公司") and len(text) > 6:
            return text
        holding = [full for full in self._firms if text in full[:12]]
        return holding[0] if len(holding) == 1 else text

    def _body(self, draft: Draft, text: str) -> tuple[str, str | None]:
        start = draft.start
        prefix = ""
        if text.startswith(PARTY_PREFIX):
            prefix, text, start = PARTY_PREFIX, text[2:], start + 2
        place = self._scene.place_by_start.get(start)
        if place is not None and place.span.end <= draft.end:
            name, code = self._placed(place, draft.end)
            return prefix + name, code
        level = text[1:2] if text[:1] in GENERIC_PLACES else text[:1]
        if level not in RESOLVED or level not in LEVELS or len(text) < 2:
            return prefix + text, None
        found = self._division(level, draft.start)
        if found is None:
            return prefix + text, None
        rest = text[text.index(level) + 1 :]
        return prefix + found.name + rest, found.code

    def _placed(self, place: Mention, end: int) -> tuple[str, str | None]:
        """A body with its place: the place in full, once (张掖|市委 is 张掖市委)."""
        scene = self._scene
        last = place
        while (following := scene.place_by_start.get(last.span.end)) is not None:
            if following.span.end > end:
                break
            last = following
        rest = scene.text[last.span.end : end]
        if last is not place:
            return scene.text[place.span.start : end], last.code
        name = place.norm
        surface = scene.text[place.span.start : place.span.end]
        if rest[:1] == name[-1:] and not surface.endswith(name[-1:]):
            rest = rest[1:]
        return name + rest, place.code

    def _division(self, level: str, at: int) -> Place | None:
        """The division of that level that the text tells of at `at`.

        The article's own place, or one around it, comes first; a body of a lower level belongs to
        the place of that level named last before it, in the article's own place.
        """
        context, divisions, year = self._scene.context, self._divisions, self._year
        if level not in self._own:
            self._own[level] = divisions.resolve_generic(level, context.place, year)
        own = self._own[level]
        if own is not None:
            return own
        within = context.place.code.rstrip("0") if context.place is not None else ""
        number = bisect_left(self._scene.place_starts, at)
        for place in reversed(self._scene.places[max(number - MAX_BACK_PLACES, 0) : number]):
            if place.code is None or place.label is not PLACE:
                continue
            if not place.code.startswith(within):
                continue
            row = divisions.by_code(place.code, year)
            if row is not None and row.name.endswith(level):
                return row.as_place()
        return None
