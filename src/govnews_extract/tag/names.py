"""All names of a text, settled among each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govnews_extract.datatypes import (
    ArticleContext,
    Label,
    Mention,
    Quantity,
    SegmentedText,
    Span,
)
from govnews_extract.errors import ConfigError
from govnews_extract.mentions import AGENCY, COMPANY, DATE, LOC, PLACE, new_mention
from govnews_extract.tag.agencies import AgencyRule
from govnews_extract.tag.canonical import Canon
from govnews_extract.tag.companies import CompanyRule
from govnews_extract.tag.features import Events, TokenRow, cuts_of
from govnews_extract.tag.furnished import find_furnished, with_furnished
from govnews_extract.tag.geography import find_geography
from govnews_extract.tag.heads import Head
from govnews_extract.tag.known import find_known
from govnews_extract.tag.landmarks import find_landmarks
from govnews_extract.tag.location_spans import whole_locations
from govnews_extract.tag.locations import find_locations
from govnews_extract.tag.orgs import OrgRule
from govnews_extract.tag.outside import OUTSIDE_RULE, joined, located
from govnews_extract.tag.overlaps import judged, settle, without_places
from govnews_extract.tag.persons import PersonRule
from govnews_extract.tag.programs import find_programs
from govnews_extract.tag.project_bodies import find_buildings, over_bodies
from govnews_extract.tag.project_spans import whole_projects
from govnews_extract.tag.projects import ProjectRule
from govnews_extract.tag.repeats import find_repeats
from govnews_extract.tag.scene import Draft, Scene, new_draft
from govnews_extract.tag.sequence import find_sequences
from govnews_extract.tag.siting import sited
from govnews_extract.tag.stations import find_stations
from govnews_extract.tag.surfaces import Surfaces, find_surfaces
from govnews_extract.tag.user_names import USER_RULE, UserName, UserNames
from govnews_extract.tag.works import find_works

if TYPE_CHECKING:
    from govnews_extract.tag.decoder import Decoder

GIVEN_WEIGHTS = {PLACE: 5, LOC: 6, DATE: 8}
"""How sure places, zones and dates are, on the scale of the rules."""

Key = tuple[int, int, Label]
"""Where a name stands, and its label."""


TAGGERS = (None, "crf")
"""Sequence taggers by name; None is rules alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What rules and lexicons say of one article, before the tagger and the last settling.

    Attributes:
        scene: The article.
        given: Places and dates, found before, by where they stand and label.
        drafts: Every name that a rule proposes, overlaps included, and areas of `given`.
        fixed: Divisions and dates of `given`, whose borders no rule mends.
        surfaces: What the lexicons know of its text.
        outside: Names that another tool found, places with their codes.
    """

    scene: Scene
    given: Mapping[Key, Mention]
    drafts: list[Draft]
    fixed: list[Draft]
    surfaces: Surfaces
    outside: tuple[Mention, ...] = ()

    def tokens(self) -> tuple[TokenRow, Events]:
        """What the sequence tagger reads."""
        settled, surfaces = settle([*self.drafts, *self.fixed]), self.surfaces
        row = TokenRow(self.scene, cuts_of(self.scene, settled, surfaces.heads))
        events = Events(self.scene, row)
        events.add_rules([d for d in settled if d.label not in (PLACE, DATE)])
        events.add_given()
        events.add_known(surfaces.known)
        events.add_titles(surfaces.titles)
        events.add_heads(surfaces.heads)
        events.add_quotes()
        return row, events


class NameTagger:
    """Tags every kind of name.

    Args:
        tagger: `crf` (default): rules propose, a sequence tagger decides. None: rules alone,
            several times faster.
        extra_names: Names to find beside those of the lexicons; they win over every rule.

    Raises:
        ConfigError: for any other tagger.

    Example:
        >>> from govnews_extract.segment import Segmenter
        >>> text = "市发改委与晨曜新材料签约。"
        >>> doc = Segmenter().segment(text, text)
        >>> extra = [UserName(label=Label.COMPANY, surface="晨曜新材料")]
        >>> tagger = NameTagger(tagger=None, extra_names=extra)
        >>> found = tagger.tag(doc, ArticleContext(), places=(), dates=(), quantities=())
        >>> [(mention.label.value, mention.text) for mention in found]
        [('AGENCY', '市发改委'), ('COMPANY', '晨曜新材料')]
    """

    def __init__(self, *, tagger: str | None = "crf", extra_names: Iterable[UserName] = ()) -> None:
        if tagger not in TAGGERS:
            raise ConfigError(f"tagger {tagger!r} is unknown; use 'crf' or None")
        self._tagger = tagger
        self._user = UserNames(extra_names)

    def tag(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        *,
        places: Sequence[Mention],
        dates: Sequence[Mention],
        quantities: Sequence[Quantity],
        outside: Iterable[Mention] = (),
        surfaces: Surfaces | None = None,
    ) -> tuple[Mention, ...]:
        """All mentions, places and dates among them, sorted by start, outermost first.

        `outside` are names that another tool found; an empty `norm` stands for none known.
        `surfaces` are those that `find_surfaces` finds in the text; looked for where None.
        """
        prepared = self.prepare(
            doc,
            context,
            places=places,
            dates=dates,
            quantities=quantities,
            outside=outside,
            surfaces=surfaces,
        )
        return self.finish(prepared, tagger=self._tagger is not None)

    def prepare(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        *,
        places: Sequence[Mention],
        dates: Sequence[Mention],
        quantities: Sequence[Quantity],
        outside: Iterable[Mention] = (),
        surfaces: Surfaces | None = None,
    ) -> Prepared:
        """What rules and lexicons propose."""
        scene = Scene(doc, context, places=places, dates=dates, quantities=quantities)
        if surfaces is None:
            surfaces = find_surfaces(scene.text)
        drafts = self._drafts(scene, surfaces)
        drafts += self._user.find(scene)
        given: dict[Key, Mention] = {}
        fixed: list[Draft] = []
        for mention in (*places, *dates):
            span, label = mention.span, mention.label
            start, end = span.start, span.end
            given[start, end, label] = mention
            draft = new_draft((start, end, label, mention.rule_id, GIVEN_WEIGHTS[label], None))
            (drafts if label is LOC else fixed).append(draft)
        names = tuple(located(outside, places)) if (outside := tuple(outside)) else ()
        return Prepared(
            scene=scene,
            given=given,
            drafts=joined(drafts, names),
            fixed=fixed,
            surfaces=surfaces,
            outside=names,
        )

    def finish(
        self, prepared: Prepared, *, tagger: bool, decoder: Decoder | None = None
    ) -> tuple[Mention, ...]:
        """The mentions that stay; `decoder` stands in for the shipped one."""
        scene, doc = prepared.scene, prepared.scene.doc
        drafts: Sequence[Draft] = prepared.drafts
        if tagger:
            drafts = [*drafts, *prepared.fixed]
            read = without_places(
                find_sequences(scene, *prepared.tokens(), decoder=decoder), drafts, scene.text
            )
            stay = judged(_whole(scene, drafts), _whole(scene, read, drafts))
            done = {scene.text[d.start : d.end] for d in drafts}
            fresh = [
                d for d in stay if d.rule_id == "tagger" and scene.text[d.start : d.end] not in done
            ]
            drafts = joined([*stay, *find_repeats(scene, fresh)], prepared.outside)
        else:
            drafts = [*_whole(scene, drafts), *prepared.fixed]
        settled = settle(with_furnished(drafts, find_furnished(scene)))
        codes = {(m.span.start, m.span.end): m.code for m in prepared.outside if m.code}
        known = prepared.given
        if codes:
            known = {key: mention for key, mention in known.items() if key[:2] not in codes}
        canon = Canon(scene, settled)
        mentions = [
            known.get(draft[:3]) or self._mention(doc, draft, canon, codes) for draft in settled
        ]
        return tuple(mentions)

    def _mention(
        self,
        doc: SegmentedText,
        draft: Draft,
        canon: Canon,
        codes: Mapping[tuple[int, int], str],
    ) -> Mention:
        norm, code = canon.name(draft)
        start, end, label, rule, _, _ = draft
        if rule == USER_RULE:
            code = self._user.code(doc.simple[start:end])
        elif rule == OUTSIDE_RULE:
            code = codes.get((start, end), code)
        text = doc.text[start:end]
        return new_mention((label, text, norm, Span(start, end), rule, code, None, ()))

    def _drafts(self, scene: Scene, surfaces: Surfaces) -> list[Draft]:
        """What every rule proposes, overlaps included."""
        families: dict[str, list[tuple[int, int, Head]]] = defaultdict(list)
        for hit in surfaces.heads:
            families[hit[2].family].append(hit)
        known = find_known(scene, surfaces.known)
        agencies = AgencyRule(scene)
        bodies = [draft for draft in known if draft.label is not LOC]
        for draft in known:
            if draft.label is AGENCY:
                agencies.know(draft.start, draft.end)
        companies = CompanyRule(scene, known).read(families["firm"])
        starts = {d.start: d.end for d in (*known, *companies) if d.label is COMPANY}
        locations = [
            *find_locations(scene, known, surfaces.landscapes, surfaces.directed),
            *find_geography(scene, surfaces.natural),
            *find_stations(scene),
        ]
        orgs = OrgRule(scene, bodies).read(families["org"])
        drafts = [
            *known,
            *companies,
            *agencies.read(families["body"]),
            *orgs,
            *ProjectRule(scene, starts).read(families["project"]),
            *PersonRule(scene).read(surfaces.titles, surfaces.sayings),
            *locations,
            *find_landmarks(scene, surfaces.landmarks, [*known, *locations]),
            *find_programs(scene, families["plan"]),
            *find_works(scene),
        ]
        builders = sorted([draft[:2] for draft in orgs])
        drafts += find_buildings(scene, builders)
        drafts += find_repeats(scene, drafts)
        return over_bodies(scene, drafts, builders)


def _whole(scene: Scene, drafts: Sequence[Draft], others: Sequence[Draft] = ()) -> list[Draft]:
    """`drafts` with the borders of projects and locations mended; `others` may stand before."""
    projects = whole_projects(scene, sited(scene.text, drafts), others)
    return whole_locations(scene, projects, others)
