"""All names of a text, settled among each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from govnews_extract.datatypes import (
    ArticleContext,
    Label,
    Mention,
    Quantity,
    SegmentedText,
    Span,
)
from govnews_extract.lexicon import load_table
from govnews_extract.tag.agencies import AgencyRule, is_body
from govnews_extract.tag.companies import CompanyRule, company_hits
from govnews_extract.tag.heads import Head, Known, Matcher, head_rows, known_rows
from govnews_extract.tag.known import find_known
from govnews_extract.tag.locations import find_locations
from govnews_extract.tag.orgs import OrgRule
from govnews_extract.tag.overlaps import settle
from govnews_extract.tag.persons import PersonRule
from govnews_extract.tag.programs import find_programs
from govnews_extract.tag.projects import ProjectRule
from govnews_extract.tag.repeats import find_repeats
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.works import find_works

DATE_WEIGHT = 8
ZONE_WEIGHT = 6
PLACE_WEIGHT = 5


@cache
def _heads() -> Matcher[Head]:
    return Matcher(head_rows())


@cache
def _known() -> Matcher[Known]:
    return Matcher(known_rows())


@cache
def _titles() -> Matcher[str]:
    return Matcher({row[1]: row[2] for row in load_table("person_titles").rows})


class NameTagger:
    """Tags every kind of name."""

    def tag(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        *,
        places: Sequence[Mention],
        dates: Sequence[Mention],
        quantities: Sequence[Quantity],
    ) -> tuple[Mention, ...]:
        """All mentions, places and dates among them, sorted by start, outermost first."""
        scene = Scene(doc, context, places=places, dates=dates, quantities=quantities)
        drafts = self.drafts(scene)
        given = {(m.span.start, m.span.end, m.label): m for m in (*places, *dates)}
        drafts += [_given(mention) for mention in given.values()]
        return tuple(
            given.get((draft.start, draft.end, draft.label)) or _mention(doc, draft)
            for draft in settle(drafts)
        )

    def drafts(self, scene: Scene) -> list[Draft]:
        """What every rule proposes, overlaps included."""
        text = scene.text
        hits = list(_heads().find(text))
        agencies = AgencyRule(scene)
        known = find_known(scene, _known().find(text))
        for draft in known:
            if draft.label is Label.AGENCY:
                agencies.know(draft.start, draft.end)
        companies = CompanyRule(scene, known).read(company_hits(hits))
        starts = {d.start: d.end for d in (*known, *companies) if d.label is Label.COMPANY}
        drafts = [
            *known,
            *companies,
            *agencies.read(hit for hit in hits if is_body(hit[2])),
            *OrgRule(scene).read(
                h for h in hits if h[2].family == "org" and h[2].label is Label.ORG
            ),
            *ProjectRule(scene, starts).read(h for h in hits if h[2].family == "project"),
            *PersonRule(scene).read(_titles().find(text)),
            *find_locations(scene, [h for h in hits if h[2].family == "built"]),
            *find_programs(scene, [h for h in hits if h[2].family == "plan"]),
            *find_works(scene),
        ]
        return drafts + find_repeats(scene, drafts)


def _given(mention: Mention) -> Draft:
    weight = {Label.PLACE: PLACE_WEIGHT, Label.LOC: ZONE_WEIGHT}.get(mention.label, DATE_WEIGHT)
    span = mention.span
    return Draft(span.start, span.end, mention.label, mention.rule_id, weight)


def _mention(doc: SegmentedText, draft: Draft) -> Mention:
    return Mention(
        label=draft.label,
        text=doc.text[draft.start : draft.end],
        norm=draft.norm or doc.simple[draft.start : draft.end],
        span=Span(draft.start, draft.end),
        rule_id=draft.rule_id,
    )
