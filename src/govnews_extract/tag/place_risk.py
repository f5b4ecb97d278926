"""Whether a surface that is also an ordinary word means a place where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govnews_extract.lexicon.divisions import Division
from govnews_extract.tag.place_choice import Evidence
from govnews_extract.tag.place_hits import Hit

LIST_JOINT_RE = re.compile("[、,和及与至到]|以及|[-—~－]{1,2}")
BEHIND_THINGS = frozenset("上下里旁边")
"""Behind a thing, not a county: 站在高台上."""

MAX_JOINT_CHARS = 2
MAX_LIST_PLACES = 20
"""How far to either side a list is followed."""

BEFORE_PLACE = frozenset("在赴到往抵至距驻")
AFTER_PLACE_RE = re.compile("(?:县委|县政府|县城|县域|市委|区委|当地|境内|全境|籍)")


def list_around(chains: Sequence[list[Hit]], at: int, simple: str) -> Sequence[list[Hit]]:
    """The chains of the list that chain number `at` stands in: 甘州、临泽、高台 are one."""
    low, high = at, at + 1
    first, last = max(at - MAX_LIST_PLACES, 0), min(at + MAX_LIST_PLACES, len(chains))
    while low > first and _are_joined(chains[low - 1], chains[low], simple):
        low -= 1
    while high < last and _are_joined(chains[high - 1], chains[high], simple):
        high += 1
    return chains[low:high]


def _are_joined(chain: list[Hit], after: list[Hit], simple: str) -> bool:
    start, end = chain[-1].end, after[0].start
    if not 0 < end - start <= MAX_JOINT_CHARS:
        return False
    return LIST_JOINT_RE.fullmatch(simple, start, end) is not None


def is_sure(chain: list[Hit]) -> bool:
    """Whether a chain names a place wherever it stands.

    Longer chains do, and so does a surface without another sense in which no word ends.
    """
    part = chain[0]
    if not part.candidates:
        return False
    if len(chain) > 1:
        return True
    return part.name.sense is None and (part.name.full or not part.split)


def is_meant(part: Hit, fellows: Sequence[list[Hit]], simple: str, evidence: Evidence) -> bool:
    """Whether a surface that is not sure names a place where it stands.

    Words such as 高台 or 和平 need company: a list with a place of the same province, or (for the
    rarer words) the full name elsewhere in the article, or a locative in front inside the
    article's own prefecture.

    Args:
        part: The surface.
        fellows: All chains of its list.
        simple: The simplified text.
        evidence: What the article says elsewhere.
    """
    rows = part.candidates
    if not rows:
        return False
    if any(is_sure(other) and _are_close(rows, other[-1].candidates) for other in fellows):
        return True
    if part.name.sense not in (None, "word") or simple[part.end : part.end + 1] in BEHIND_THINGS:
        return False
    if any(evidence.mentions(row.code) for row in rows):
        return True
    if not any(evidence.is_near(row.code) for row in rows):
        return False
    if part.name.sense is None:
        return True
    cue = simple[max(part.start - 1, 0) : part.start] in BEFORE_PLACE
    return cue or AFTER_PLACE_RE.match(simple, part.end) is not None


def _are_close(rows: tuple[Division, ...], others: tuple[Division, ...]) -> bool:
    prefixes = {other.code[:2] for other in others}
    return any(row.code[:2] in prefixes for row in rows)
