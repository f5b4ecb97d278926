"""Settle which of the names that share characters stay."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from govnews_extract.datatypes import Label
from govnews_extract.mentions import (
    AGENCY,
    COMPANY,
    DATE,
    LOC,
    ORG,
    PERSON,
    PLACE,
    PROGRAM,
    PROJECT,
    WORK,
)
from govnews_extract.tag.scene import Draft

# Which label wins among drafts of equal weight and length, most certain first.
ORDER = {
    label: rank
    for rank, label in enumerate(
        (
            WORK, AGENCY, COMPANY, PROJECT, ORG, PROGRAM,
            PERSON, LOC, DATE, PLACE,
        )
    )
}  # fmt: skip
# What may stay inside what: a name nested in a longer one matters for joining records.
NESTED = {
    AGENCY: frozenset([PLACE, LOC]),
    COMPANY: frozenset([PLACE]),
    ORG: frozenset([PLACE, LOC, COMPANY, AGENCY]),
    PROJECT: frozenset([PLACE, COMPANY, LOC, DATE]),
    PROGRAM: frozenset([PLACE, DATE]),
    WORK: frozenset([PLACE, LOC]),
    LOC: frozenset([PLACE]),
}


FEW = 12
"""Drafts that touch one another of which each is held against each kept; more are looked up."""


def settle(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that stay: sorted by start, outermost first; they nest or are disjoint.

    The stated order: the heavier draft, then the longer, then by label, then the earlier. A
    lighter draft stays where it shares no character with those kept, or lies wholly inside them
    and may by `NESTED`.
    """
    kept: list[Draft] = []
    cluster: list[Draft] = []
    reach = -1
    for draft in _placed(drafts):
        start, end = draft[0], draft[1]
        if start >= reach:
            if cluster:
                kept += _settled(cluster)
                cluster = []
            kept.append(draft)  # most touch no other
            reach = end
            continue
        if not cluster:
            cluster.append(kept.pop())
        cluster.append(draft)
        reach = max(reach, end)
    if cluster:
        kept += _settled(cluster)
    return kept


STATION_RULE = "loc.station"
# What the tagger does not judge.
GIVEN = frozenset([PLACE, DATE, WORK])
# Weight from which a rule's draft stays though the tagger reads no name there. Tuned on folds of
# tagged passages: rules for firms of one short word are the least sure,
# those for rivers and stations surer than the tagger.
SURE_WEIGHT = 5
SURE_WEIGHTS = {COMPANY: 6, LOC: 3}


LEXICON_RULES = "known."
"""What a lexicon holds whole keeps its label."""


HEADED_RULES = frozenset(["org.school", "org.hospital", "org.institute", "person.title"])
"""Last words that no firm has (华中农业大学), and titles, which stand before people only."""


def judged(drafts: Sequence[Draft], read: Iterable[Draft]) -> list[Draft]:
    """What stays of the rules' drafts when the tagger has read the same text.

    The tagger's names replace those of the rules, which stay where they are certain, are the
    very same, or lie inside one that the tagger confirms.
    """
    held = {d[:2]: d[2] for d in drafts if d[3].startswith(LEXICON_RULES) or d[3] in HEADED_RULES}
    found = {d[:3]: d for d in read if held.get(d[:2], d[2]) is d[2]}
    inside = _Cover(found)
    kept = []
    for draft in drafts:
        key = (draft.start, draft.end, draft.label)
        if held.get(key[:2], key[2]) is not key[2]:
            continue
        if key in found:
            if found[key].norm is None:
                weight = max(draft.weight, found[key].weight) + 1  # the two agree
                found[key] = draft._replace(weight=weight)
        elif (
            draft.label in GIVEN
            or draft.weight >= SURE_WEIGHTS.get(draft.label, SURE_WEIGHT)
            or inside.holds(draft)
        ):
            kept.append(draft)
    return [*kept, *found.values()]


WATERS = frozenset("河湖江溪")


def without_places(read: Iterable[Draft], drafts: Iterable[Draft], text: str) -> list[Draft]:
    """What the tagger read, less what the rules know for places (盐津河, 凤凰山公园, 扬州西站)."""
    places, firms, stations = set(), set(), set()
    for draft in drafts:
        if draft.label is LOC:
            places.add((draft.start, draft.end))
            if draft.rule_id == STATION_RULE:
                stations.add(draft.end)
        elif draft.label is COMPANY:
            firms.add((draft.start, draft.end))
    places -= firms
    return [
        d
        for d in read
        if d.end not in stations
        and (d.label is not COMPANY or (d.start, d.end) not in places)
        and not (d.label is PERSON and text[d.end - 1] in WATERS and (d.start, d.end) in places)
    ]


class _Cover:
    """Disjoint spans, to ask which one holds another."""

    def __init__(self, spans: Iterable[tuple[int, int, Label]]) -> None:
        pairs = sorted((start, end) for start, end, _ in spans)
        self._starts = [start for start, _ in pairs]
        self._ends = [end for _, end in pairs]

    def holds(self, draft: Draft) -> bool:
        """Whether `draft` lies inside one of the spans."""
        number = bisect_right(self._starts, draft.start) - 1
        return number >= 0 and draft.end <= self._ends[number]


def _settled(cluster: list[Draft]) -> list[Draft]:
    """The drafts that stay of a run of drafts that touch one another, in the order of `_placed`."""
    if len(cluster) == 2:  # most often a place inside a name
        one, other = cluster
        if _agree(one, other):
            return cluster
        return [one if _rank(one) <= _rank(other) else other]
    ranked = sorted(cluster, key=_rank)
    kept: list[Draft] = []
    if len(ranked) <= FEW:
        for draft in ranked:
            start, end = draft[0], draft[1]
            for rival in kept:
                if start < rival[1] and rival[0] < end and not _agree(draft, rival):
                    break
            else:
                kept.append(draft)
        return _placed(kept)
    holders: dict[int, list[Draft]] = {}  # who of those kept stands on each character
    for draft in ranked:
        places = range(draft.start, draft.end)
        rivals = {id(rival): rival for at in places for rival in holders.get(at, ())}
        if all(_agree(draft, rival) for rival in rivals.values()):
            kept.append(draft)
            for at in places:
                holders.setdefault(at, []).append(draft)
    return _placed(kept)


def _rank(draft: Draft) -> tuple[int, int, int, int]:
    start, end, label, _, weight, _ = draft
    return -weight, start - end, ORDER[label], start


def _placed(drafts: Iterable[Draft]) -> list[Draft]:
    """`drafts` sorted by start, longest first; those of one place in the order given."""
    ordered = sorted(drafts, key=itemgetter(1), reverse=True)
    ordered.sort(key=itemgetter(0))
    return ordered


def _agree(draft: Draft, rival: Draft) -> bool:
    """Whether two drafts that share characters may both stay."""
    start, end, label, _, _, _ = draft
    first, last, other, _, _, _ = rival
    if label is other or (start == first and end == last):
        return False
    if first <= start and end <= last:
        return label in NESTED.get(other, ())
    if start <= first and last <= end:
        return other in NESTED.get(label, ())
    return False
