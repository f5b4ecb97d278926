"""The two automata that every name rule starts from: ends of names, and whole known names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from govnews_extract.datatypes import Label
from govnews_extract.lexicon import load_table


Payload = TypeVar("Payload")


@dataclass(frozen=True, slots=True)
class Head:
    """The last word of a kind of name.

    Attributes:
        family: The rule that reads it: `body`, `org`, `project`.
        kind: Row's own kind (`bureau`, `school`, …).
        strong: Whether any words before it make a name.
    """

    surface: str
    family: str
    label: Label
    kind: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A whole name of the lexicon.

    Attributes:
        risk: Whether it is also a word, so that a text must give evidence.
        rule_id: Which table it comes from.
    """

    surface: str
    label: Label
    canonical: str
    risk: bool
    rule_id: str


class Matcher(Generic[Payload]):
    """Leftmost-longest matches of surfaces, each with its payload."""

    def __init__(self, payloads: dict[str, Payload]) -> None:
        self._payloads = list(payloads.values())
        self._automaton = AhoCorasick(
            list(payloads),
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> Iterator[tuple[int, int, Payload]]:
        """Start, end and payload of each match, sorted, disjoint."""
        payloads = self._payloads
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end, payloads[number]


@cache
def head_rows() -> dict[str, Head]:
    """Every head by surface; bodies win over organisations, those over projects."""
    heads: dict[str, Head] = {}
    for _, surface, family in load_table("other_heads").rows:
        label = Label.LOC if family == "built" else Label.PROGRAM
        heads[surface] = Head(surface, family, label, family, True)
    for _, surface, strength in load_table("project_heads").rows:
        heads[surface] = Head(surface, "project", Label.PROJECT, strength, strength == "strong")
    for _, surface, label, kind, strength in load_table("org_suffixes").rows:
        heads[surface] = Head(surface, "org", Label(label), kind, strength == "strong")
    for _, surface, label, kind, bare in load_table("body_heads").rows:
        heads[surface] = Head(surface, "body", Label(label), kind, bool(bare))
    return heads


@cache
def known_rows() -> dict[str, Known]:
    """Every known name by surface."""
    known: dict[str, Known] = {}
    for _, surface, risk in load_table("regions").rows:
        known[surface] = Known(surface, Label.LOC, surface, bool(risk), "region")
    for _, surface, risk in load_table("listed_companies").rows:
        known[surface] = Known(surface, Label.COMPANY, surface, bool(risk), "listed_company")
    for _, surface in load_table("known_programs").rows:
        known[surface] = Known(surface, Label.PROGRAM, surface, False, "known_program")
    for _, surface in load_table("known_persons").rows:
        known[surface] = Known(surface, Label.PERSON, surface, False, "known_person")
    for _, surface, canonical, risk in load_table("known_companies").rows:
        known[surface] = Known(surface, Label.COMPANY, canonical, bool(risk), "known_company")
    for _, surface, canonical in load_table("known_orgs").rows:
        known[surface] = Known(surface, Label.ORG, canonical, False, "known_org")
    for _, surface, canonical in load_table("national_bodies").rows:
        known[surface] = Known(surface, Label.AGENCY, canonical, False, "national_body")
    return known
