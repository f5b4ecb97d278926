"""What is known at a point of a sentence while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from govnews_extract.datatypes import Confidence, Quantity, Span
from govnews_extract.link.subjects import Subject
from govnews_extract.link.view import View

MAX_REMEMBERED = 32
"""Amounts of a sentence that later ones may go back to."""


Words = tuple[Span | None, Span | None]


@dataclass(slots=True, kw_only=True)
class Linked:
    """One amount with what it was linked to.

    Attributes:
        source: Where the subject comes from, for a person.
        base: What a change is measured against.
        aside: The amount stands in brackets.
        chosen: What the weights chose besides the subject, each for a person.
        words: Where the text says the metric and the action.
    """

    metric: str | None
    subject: Subject | None
    action: str | None
    confidence: Confidence
    dimension: str
    rule: str
    source: str = ""
    base: str | None = None
    aside: bool = False
    chosen: tuple[str, ...] = ()
    words: Words = (None, None)


@dataclass(slots=True)
class SentenceState:
    """What is in force at a point of a sentence.

    Attributes:
        number: Number of the sentence.
        clause: First unit of the clause read last.
        local: Subject of the nearest clause that has one.
        first: First subject of the sentence.
        done: Amounts linked so far.
        earlier: What the sentence right before was about where it ended.
    """

    number: int = -1
    clause: int = -1
    local: Subject | None = None
    first: Subject | None = None
    done: list[Linked] = field(default_factory=list)
    earlier: Subject | None = None

    def last_subject(self) -> Subject | None:
        """What the sentence was about where it ended."""
        if self.local is not None:
            return self.local
        return self.done[-1].subject if self.done else self.earlier

    def add(self, linked: Linked) -> None:
        """Remember an amount; old ones are forgotten."""
        self.done.append(linked)
        if len(self.done) > 2 * MAX_REMEMBERED:
            del self.done[:MAX_REMEMBERED]


@dataclass(slots=True, kw_only=True)
class Point:
    """One amount in the view of its sentence."""

    view: View
    unit: int
    quantity: Quantity
    state: SentenceState

    @property
    def dimension(self) -> str:
        """Dimension of the amount."""
        return self.quantity.dimension

    @property
    def aside(self) -> bool:
        """Whether the amount stands in brackets."""
        letters, unit = self.view.letters, self.unit
        return letters.rfind("(", 0, unit) > letters.rfind(")", 0, unit)

    def said_before(self) -> Iterator[Linked]:
        """The amounts linked before that this one may go on from, the last first.

        Those in brackets are passed over where this one is in none.
        """
        aside = self.aside
        return (one for one in reversed(self.state.done) if aside or not one.aside)
