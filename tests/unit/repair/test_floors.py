from __future__ import annotations

import pytest
from damage import measure

FLOORS = {
    "gloss": 0.995,
    "mojibake": 0.97,
    "mixed": 0.93,
    "shift": 0.85,
    "shift with vanished pairs": 0.30,
}
"""Shares of passages that come back exactly, pinned a little under what is reached."""
MAX_WRONG_SHARE = 0.01


@pytest.fixture(scope="module")
def tally() -> measure.Tally:
    return measure.measure(measure.clean_passages(120), every_shift=3)


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_damage_is_undone_as_often_as_before(tally: measure.Tally, kind: str) -> None:
    assert tally.seen[kind] >= 5
    assert tally.share(kind) >= FLOORS[kind]


def test_few_characters_are_written_wrong(tally: measure.Tally) -> None:
    assert tally.wrong_share <= MAX_WRONG_SHARE
