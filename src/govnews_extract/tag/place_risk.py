"""Whether a surface that is also an ordinary word means a place where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govnews_extract.lexicon.divisions import Division
from govnews_extract.tag.place_choice import Evidence
from govnews_extract.tag.place_hits import Part

LIST_JOINT_RE = re.compile(r"(?:、|,|和|及|与|至|到|以及|[-—~－]{1,2})$")
MAX_JOINT_CHARS = 2

BEFORE_PLACE = frozenset("在赴到往抵至距驻")
AFTER_PLACE_RE = re.compile("(?:县委|县政府|县城|县域|市委|区委|当地|境内|全境|籍)")


def runs_of(chains: Sequence[list[Part]], simple: str) -> list[int]:
    """For each chain the number of the list it stands in: 甘州、临泽、高台 share one number."""
    runs: list[int] = []
    number = -1
    for at, chain in enumerate(chains):
        gap = simple[chains[at - 1][-1].end : chain[0].start] if at else ""
        if not at or len(gap) > MAX_JOINT_CHARS or not LIST_JOINT_RE.match(gap):
            number += 1
        runs.append(number)
    return runs


def is_plain(part: Part) -> bool:
    """Whether a surface has no other sense and no word ends inside it."""
    return part.name.sense is None and not (part.split and not part.name.full)


def is_meant(
    chain: list[Part], fellows: Sequence[list[Part]], simple: str, evidence: Evidence
) -> bool:
    """Whether a chain names a place.

    Longer chains always do, and so does a surface without another sense. Words such as 高台 or
    和平 need company: a list with a place of the same province, or (for the rarer words) the full
    name elsewhere in the article, or a locative in front inside the article's own prefecture.

    Args:
        fellows: The other chains of its list.
        simple: The simplified text.
    """
    part = chain[0]
    if not part.candidates:
        return False
    if len(chain) > 1 or is_plain(part):
        return True
    if any(
        _is_sure(other) and _are_close(part.candidates, other[-1].candidates) for other in fellows
    ):
        return True
    if part.name.sense not in ("word", None):
        return False
    if any(evidence.mentions(row.code) for row in part.candidates):
        return True
    if not any(evidence.is_near(row.code) for row in part.candidates):
        return False
    if part.name.sense is None:
        return True
    cue = simple[max(part.start - 1, 0) : part.start] in BEFORE_PLACE
    return cue or AFTER_PLACE_RE.match(simple, part.end) is not None


def _is_sure(chain: list[Part]) -> bool:
    return len(chain) > 1 or (is_plain(chain[0]) and bool(chain[0].candidates))


def _are_close(rows: tuple[Division, ...], others: tuple[Division, ...]) -> bool:
    prefixes = {other.code[:2] for other in others}
    return any(row.code[:2] in prefixes for row in rows)
