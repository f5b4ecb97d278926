from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govnews_extract.lexicon.automaton import NameAutomaton, keep_longest

CHARS = "市县a"
NAMES = st.lists(st.text(CHARS, min_size=1, max_size=5), min_size=1, max_size=8)
TEXTS = st.text(f"{CHARS}、\U0001f600", max_size=30)


@given(NAMES, TEXTS)
def test_every_place_of_every_name_is_found(names: list[str], text: str) -> None:
    found = NameAutomaton(names).find(text)
    places = {
        (number, at, at + len(name))
        for number, name in enumerate(names)
        for at in range(len(text))
        if text.startswith(name, at)
    }
    assert len(found) == len(places)
    assert set(found) == places
    assert [end for _, _, end in found] == sorted(end for _, _, end in found)


@given(NAMES, TEXTS)
def test_the_leftmost_stay_and_of_these_the_longest(names: list[str], text: str) -> None:
    kept: list[tuple[int, int, int]] = []
    for number, start, end in NameAutomaton(names).find(text):
        keep_longest(kept, (start, end, number))
    at, expected = 0, []
    while at < len(text):
        longest = max((len(name) for name in names if text.startswith(name, at)), default=0)
        if longest:
            expected.append((at, at + longest))
        at += longest or 1
    assert [match[:2] for match in kept] == expected
