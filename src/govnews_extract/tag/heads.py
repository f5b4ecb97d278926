"""What every name rule starts from: last words of names, and whole known names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from govnews_extract.datatypes import Label
from govnews_extract.lexicon import load_table
from govnews_extract.mentions import AGENCY, COMPANY, LOC, ORG, PERSON, PROGRAM, PROJECT


@dataclass(frozen=True, slots=True)
class Head:
    """The last word of a kind of name.

    Attributes:
        family: The rule that reads it: `body`, `firm`, `org`, `project`, …
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


@cache
def head_rows() -> dict[str, Head]:
    """Every head by surface; bodies win over organisations, those over projects."""
    heads: dict[str, Head] = {}
    for _, surface, family in load_table("other_heads").rows:
        label = PROGRAM if family == "plan" else LOC
        heads[surface] = Head(surface, family, label, family, strong=True)
    for _, surface, strength in load_table("project_heads").rows:
        if surface in heads and strength == "weak":  # a place, unless something is built there
            heads[surface] = replace(heads[surface], kind="weak")
            continue
        heads[surface] = Head(surface, "project", PROJECT, strength, strength == "strong")
    for _, surface, name, kind, strength in load_table("org_suffixes").rows:
        family = "firm" if name == "COMPANY" else "org"
        heads[surface] = Head(surface, family, Label(name), kind, strength == "strong")
    for _, surface, name, kind, bare in load_table("body_heads").rows:
        heads[surface] = Head(surface, "body", Label(name), kind, bool(bare))
    return heads


@cache
def known_rows() -> dict[str, Known]:
    """Every known name by surface."""
    known: dict[str, Known] = {}
    for _, surface, risk in load_table("regions").rows:
        known[surface] = Known(surface, LOC, surface, risk=bool(risk), rule_id="region")
    firms = [(row[1], row[1], row[2], "listed") for row in load_table("listed_companies").rows]
    firms += [(s, c, r, "known") for _, s, c, r in load_table("known_companies").rows]
    for surface, canonical, risk, table in firms:
        known[surface] = Known(
            surface, COMPANY, canonical, risk=bool(risk), rule_id=f"{table}_company"
        )
    for _, surface in load_table("known_programs").rows:
        known[surface] = Known(surface, PROGRAM, surface, risk=False, rule_id="known_program")
    for _, surface in load_table("known_persons").rows:
        known[surface] = Known(surface, PERSON, surface, risk=False, rule_id="known_person")
    whole = (
        ("known_orgs", ORG),
        ("known_projects", PROJECT),
        ("national_bodies", AGENCY),
    )
    for table, label in whole:
        for _, surface, canonical in load_table(table).rows:
            known[surface] = Known(surface, label, canonical, risk=False, rule_id=table)
    return known
