"""Amounts that an article tells twice, so that sums do not count them twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govnews_extract.datatypes import Fact, Quantity, Span


def mark_duplicates(
    facts: Sequence[Fact], quantities: Sequence[Quantity], title: Span | None
) -> tuple[Fact, ...]:
    """`facts` with `duplicate_of` set where an earlier fact says the same.

    The same is: value, unit and metric, and the subject or the place. A headline needs only value
    and unit, since it shortens what the article says.
    """
    amounts: dict[tuple[object, ...], int] = {}  # numbers of them; decimals are slow to look up
    first: dict[tuple[object, ...], int] = {}
    headline: dict[int, int] = {}
    marked: list[Fact] = []
    for index, fact in enumerate(facts):
        found = quantities[fact.quantity]
        amount = amounts.setdefault((found.value, found.high, found.unit), len(amounts))
        in_title = title is not None and title.covers(found.span)
        keys = ((amount, fact.metric, fact.subject), (amount, fact.metric, fact.place, "place"))
        earlier = next((first[key] for key in keys if key in first), None)
        if earlier is None and not in_title and found.unit != "count":
            earlier = headline.get(amount)
        for key in keys:
            first.setdefault(key, index)
        if in_title:
            headline.setdefault(amount, index)
        marked.append(fact if earlier is None else replace(fact, duplicate_of=earlier))
    return tuple(marked)
