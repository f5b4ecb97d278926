"""Names that another tool found in the text, settled among those of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from govnews_extract.datatypes import Mention
from govnews_extract.mentions import AGENCY, COMPANY, ORG, PLACE
from govnews_extract.tag.scene import Draft
from govnews_extract.tag.user_names import USER_WEIGHT

OUTSIDE_RULE = "outside"
"""Rule of the mentions that another tool found."""

FINER = {ORG: frozenset([AGENCY, COMPANY])}
"""Labels that say more than another tool's: most know organisations of one kind only."""


def located(outside: Iterable[Mention], places: Sequence[Mention]) -> Iterator[Mention]:
    """The names of `outside`, those of places with the code that the gazetteer knows.

    A place without a code that lies inside one of the gazetteer's is left out (长宁区 in
    上海市长宁区): the longer name has the code, and says where it lies.
    """
    known = [place for place in places if place.label is PLACE]
    by_end = {place.span.end: place for place in known}
    holders = {at: place for place in known for at in range(place.span.start, place.span.end)}
    for name in outside:
        if name.label is not PLACE or name.code:
            yield name
            continue
        holder = holders.get(name.span.start)
        if holder is not None and holder.span.covers(name.span):
            continue
        last = by_end.get(name.span.end)
        if last is not None and name.span.covers(last.span):
            name = replace(name, norm=name.norm or last.norm, code=last.code)  # noqa: PLW2901
        yield name


def joined(drafts: Iterable[Draft], outside: Sequence[Mention]) -> list[Draft]:
    """`drafts` with those of `outside`, which win over every rule.

    Where a rule gave just that stretch a finer label, the rule's stays, as sure as the outside
    name is.
    """
    drafts = list(drafts)
    if not outside:
        return drafts
    names = {(name.span.start, name.span.end): name for name in outside}
    finer = [
        draft
        for draft in drafts
        if (name := names.get((draft.start, draft.end)))
        and draft.label in FINER.get(name.label, ())
    ]
    for draft in finer:
        names.pop((draft.start, draft.end), None)
    drafts += [draft._replace(weight=USER_WEIGHT) for draft in finer]
    return drafts + [
        Draft(start, end, name.label, OUTSIDE_RULE, USER_WEIGHT, name.norm or None)
        for (start, end), name in names.items()
    ]
