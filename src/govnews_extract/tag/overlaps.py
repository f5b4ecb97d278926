"""Settle which of the names that share characters stay."""

from __future__ import annotations

from collections.abc import Iterable

from govnews_extract.datatypes import Label
from govnews_extract.tag.scene import Draft

# Which label wins among drafts of equal weight and length, most certain first.
ORDER = {
    label: rank
    for rank, label in enumerate(
        (
            Label.WORK, Label.AGENCY, Label.COMPANY, Label.PROJECT, Label.ORG, Label.PROGRAM,
            Label.PERSON, Label.LOC, Label.DATE, Label.PLACE,
        )
    )
}  # fmt: skip
# What may stay inside what: a name nested in a longer one matters for joining records.
NESTED = {
    Label.AGENCY: frozenset([Label.PLACE, Label.LOC, Label.AGENCY]),
    Label.COMPANY: frozenset([Label.PLACE, Label.COMPANY]),
    Label.ORG: frozenset([Label.PLACE, Label.LOC, Label.COMPANY, Label.AGENCY, Label.ORG]),
    Label.PROJECT: frozenset([Label.PLACE, Label.COMPANY, Label.LOC]),
    Label.PROGRAM: frozenset([Label.PLACE, Label.DATE]),
    Label.WORK: frozenset([Label.PLACE, Label.LOC]),
    Label.LOC: frozenset([Label.PLACE, Label.LOC]),
}


def settle(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that stay: sorted by start, outermost first; they nest or are disjoint.

    The stated order: the heavier draft, then the longer, then by label, then the earlier. A
    lighter draft stays where it shares no character with those kept, or lies wholly inside them
    and may by `NESTED`.
    """
    ordered = sorted(drafts, key=lambda d: (d.start, -d.end))
    kept: list[Draft] = []
    cluster: list[Draft] = []
    reach = -1
    for draft in ordered:
        if cluster and draft.start >= reach:
            kept += _settled(cluster)
            cluster = []
        cluster.append(draft)
        reach = max(reach, draft.end)
    kept += _settled(cluster)
    return kept


def _settled(cluster: list[Draft]) -> list[Draft]:
    """The drafts that stay of a run of drafts that touch one another."""
    if len(cluster) == 1:
        return cluster
    ranked = sorted(cluster, key=lambda d: (-d.weight, d.start - d.end, ORDER[d.label], d.start))
    kept: list[Draft] = []
    for draft in ranked:
        if all(
            rival.end <= draft.start or draft.end <= rival.start or _agree(draft, rival)
            for rival in kept
        ):
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.start, -d.end))


def _agree(draft: Draft, rival: Draft) -> bool:
    """Whether two drafts that share characters may both stay."""
    if (draft.start, draft.end) == (rival.start, rival.end):
        return False
    if draft.label is rival.label and draft.end == rival.end:
        return False
    if rival.start <= draft.start and draft.end <= rival.end:
        return draft.label in NESTED.get(rival.label, ())
    if draft.start <= rival.start and rival.end <= draft.end:
        return rival.label in NESTED.get(draft.label, ())
    return False
