from __future__ import annotations

import pytest
from damage import measure
from loading import needs_shared

COMPOSED = {
    "gloss": 120,
    "mojibake": 48,
    "mixed": 107,
    "shift": 22,
    "shift with vanished pairs": 13,
}
"""Composed passages that come back exactly: no fewer than are reached."""
MAX_WRONG = 0
"""Characters written wrong in all of them: no more than are reached."""
ANNOTATED = {
    "gloss": 39,
    "mojibake": 17,
    "mixed": 6,
    "shift": 4,
    "shift with vanished pairs": 5,
}
"""The same of passages of the annotated articles."""
MAX_WRONG_OF_ANNOTATED = 3


@pytest.fixture(scope="module")
def composed() -> measure.Tally:
    return measure.measure(measure.composed_passages(120), every_shift=2)


@pytest.fixture(scope="module")
def annotated() -> measure.Tally:
    return measure.measure(measure.annotated_passages())


@pytest.mark.parametrize("kind", sorted(COMPOSED))
def test_damage_is_undone_as_often_as_before(composed: measure.Tally, kind: str) -> None:
    assert composed.exact[kind] >= COMPOSED[kind]


def test_few_characters_are_written_wrong(composed: measure.Tally) -> None:
    assert composed.wrong <= MAX_WRONG


@needs_shared
@pytest.mark.parametrize("kind", sorted(ANNOTATED))
def test_damage_to_articles_is_undone_as_often_as_before(
    annotated: measure.Tally, kind: str
) -> None:
    assert annotated.exact[kind] >= ANNOTATED[kind]


@needs_shared
def test_few_characters_of_articles_are_written_wrong(annotated: measure.Tally) -> None:
    assert annotated.wrong <= MAX_WRONG_OF_ANNOTATED
