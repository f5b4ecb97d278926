"""Names that end in a word such as 镇 or 开发区, read off each head and the place before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from govnews_extract.tag.place_hits import Hit, Stretch

Read = Callable[[Hit, Stretch | None], Stretch | None]
"""Makes a name of a head and the last place in front of it, which the name may take in."""


def with_heads(places: list[Stretch], heads: Iterable[Hit], read: Read) -> list[Stretch]:
    """`places` with what `read` makes of `heads`, in the stead of those that lie in it.

    Both are sorted and disjoint, and so is the result. Heads inside a place are passed over.
    """
    found: list[Stretch] = []
    waiting = places[::-1]
    for head in heads:
        while waiting and waiting[-1].start < head.start:
            found.append(waiting.pop())
        last = found[-1] if found else None
        if last is not None and last.end > head.start:
            continue
        stretch = read(head, last)
        if stretch is None:
            continue
        while found and found[-1].end > stretch.start:
            found.pop()
        found.append(stretch)
    return found + waiting[::-1]
