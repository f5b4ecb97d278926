"""Administrative divisions and functional areas in a text, with the codes in force."""

from __future__ import annotations

from govnews_extract.datatypes import (
    ArticleContext,
    Mention,
    Place,
    SegmentedText,
    Span,
)
from govnews_extract.lexicon.divisions import Division, Divisions, load_divisions
from govnews_extract.lexicon.divisions_gazetteer import Gazetteer, load_gazetteer
from govnews_extract.mentions import PLACE, new_mention
from govnews_extract.tag.place_abroad import find_abroad
from govnews_extract.tag.place_article import (
    FIRM_ENDS,
    TITLE_GENERICS,
    TITLE_WEIGHT,
    add_generic_weights,
    begins_company,
    places_of_names,
    settle_place,
    stated_year,
    tail_start,
    weigh_papers,
)
from govnews_extract.tag.place_choice import Evidence
from govnews_extract.tag.place_hits import Hit, HitFinder, Stretch, chains_of, new_stretch
from govnews_extract.tag.place_lists import with_listed_towns
from govnews_extract.tag.place_risk import is_meant, is_sure, list_around
from govnews_extract.tag.place_towns import TOWN_FIRST, TownFinder, is_namesake
from govnews_extract.tag.surfaces import Surfaces, find_surfaces
from govnews_extract.tag.zones import ZoneFinder

SPECIAL_REGIONS = frozenset(("810000", "820000"))

RULE_FULL, RULE_SHORT, RULE_COMPOUND = "place.full", "place.short", "place.compound"
RULE_ABBREVIATION, RULE_FOREIGN = "place.abbreviation", "place.foreign"


class PlaceTagger:
    """Tags divisions and functional areas and settles which place the article is about.

    Example:
        >>> from govnews_extract.segment import Segmenter
        >>> text = "张掖市甘州区与上海市长宁区签约。"
        >>> mentions, context = PlaceTagger().tag(Segmenter().segment(text, text), ArticleContext())
        >>> [(mention.text, mention.code) for mention in mentions]
        [('张掖市甘州区', '620702'), ('上海市长宁区', '310105')]
    """

    def __init__(self) -> None:
        self._gazetteer: Gazetteer | None = None
        self._divisions: Divisions | None = None

    def tag(
        self, doc: SegmentedText, context: ArticleContext, surfaces: Surfaces | None = None
    ) -> tuple[tuple[Mention, ...], ArticleContext]:
        """Find the places of a text.

        Args:
            doc: The segmented text.
            context: What is known of the article.
            surfaces: As `find_surfaces` finds them in the text; looked for where None.

        Returns:
            Mentions of label PLACE and, for functional areas and large regions, LOC, sorted and
            disjoint; and the context with its `place` filled in where it was None.
        """
        if self._gazetteer is None or self._divisions is None:
            self._gazetteer, self._divisions = load_gazetteer(), load_divisions()
        if surfaces is None:
            surfaces = find_surfaces(doc.simple)
        meta = context.meta
        if not (surfaces.places or meta.place_code or meta.source or meta.site):
            return (), context
        reading = _Reading(
            doc, context, surfaces, gazetteer=self._gazetteer, divisions=self._divisions
        )
        mentions = reading.mentions()
        if context.place is None:
            context = context.about(reading.place())
        return mentions, context


class _Reading:
    """One article while its places are being settled."""

    def __init__(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        surfaces: Surfaces,
        *,
        gazetteer: Gazetteer,
        divisions: Divisions,
    ) -> None:
        self.doc = doc
        self.context = context
        self.generic = surfaces.generic
        self.said = [(doc.simple[start], level) for start, _, level in surfaces.generic]
        self.divisions = divisions
        self.year = context.year or stated_year(doc.simple)
        self.hits = HitFinder(doc, surfaces, gazetteer, self.year).find()
        self.chains = chains_of(self.hits.divisions, self.year)
        self.ready: list[Stretch | None] = []
        self.weights: dict[str, int] = {}
        self.reweighed = False  # since the evidence was told
        self.papers: dict[str, int] = {}
        for code, weight in places_of_names(context.meta, gazetteer, self.year):
            self.papers[code] = self.papers.get(code, 0) + weight
        self.evidence = self._evidence()

    def _evidence(self) -> Evidence:
        """Anchors from chains that can mean one division only, and the place they speak for.

        Such chains are settled here: `ready` holds the stretch of each, None for the others.
        """
        anchors = []
        weights, ready = self.weights, self.ready
        title = self.context.title_span or Span(0, 0)
        place, first, stop = PLACE, title.start, title.end
        simple = self.doc.simple
        tail = tail_start(self.context.furniture, simple)
        firms = any(end in simple for end in FIRM_ENDS)
        for chain in self.chains:
            name, _, end, loose, _, candidates = chain[-1]
            if (
                len(candidates) != 1
                or (name.sense is not None and len(chain) == 1)  # sooner told than by `is_sure`
                or not is_sure(chain)
                or (simple[end : end + 1] in TOWN_FIRST and is_namesake(chain, simple))
            ):
                ready.append(None)
                continue
            start = chain[0][1]
            code = candidates[0].code
            anchors.append((start, code))
            if firms and begins_company(simple, end):
                weights.setdefault(code, 0)
            elif start < tail:
                weight = TITLE_WEIGHT if first <= start < stop else 1
                weights[code] = weights.get(code, 0) + weight
            ready.append(new_stretch((start, end, place, code, _rule(chain), (), loose)))
        if not weights:
            weights.update(dict.fromkeys((code for _, code in anchors), 1))
        self.papers = weigh_papers(self.papers, weights, self.said, self.divisions)
        own = self.context.meta.place_code or settle_place(weights, self.papers)
        return Evidence((own,) if own else (), anchors)

    def _weigh(self, code: str, weight: int) -> None:
        self.reweighed = True
        self.weights[code] = self.weights.get(code, 0) + weight

    def _weight_at(self, start: int) -> int:
        title = self.context.title_span
        return TITLE_WEIGHT if title is not None and title.start <= start < title.end else 1

    def place(self) -> Place | None:
        """The place that the article is about."""
        code = next(iter(self.evidence.own), None)
        if self.context.meta.place_code is None and (self.said or self.reweighed):
            title = self.context.title_span or Span(0, 0)
            words = zip(self.said, self.generic, strict=True)
            again = [said for said, at in words if title.start <= at[0] < title.end]
            said = self.said + again * (TITLE_GENERICS - 1)
            add_generic_weights(said, self.weights, self.divisions, self.papers)
            code = settle_place(self.weights, self.papers)
        return self.divisions.place(code, self.year) if code else None

    def mentions(self) -> tuple[Mention, ...]:
        """All places of the text, sorted."""
        places = self._settled()
        if self.hits.towns:
            places = TownFinder(self.doc, self.evidence).extend(self.hits.towns, places)
            places = with_listed_towns(self.doc, places, self.evidence)
            for place in places:
                if place.rule == "place.town" and place.code:
                    self._weigh(place.code, 1)
        if self.hits.zones:
            places = ZoneFinder(self.doc, self.evidence).extend(self.hits.zones, places)
        places = self._with_others(places)
        text, simple = self.doc.text, self.doc.simple
        return tuple(
            new_mention(
                (
                    label,
                    text[start:end],
                    simple[start:end],
                    Span(start, end),
                    rule,
                    code,
                    None,
                    candidates,
                )
            )
            for start, end, label, code, rule, candidates, _ in places
        )

    def _with_others(self, places: list[Stretch]) -> list[Stretch]:
        """`places` with places abroad and the one-character names.

        An article from Hong Kong says 港 for "here" all the time; there it is no name.
        """
        others = self.hits.others
        if not others:
            return places
        own = SPECIAL_REGIONS.intersection(self.evidence.own)
        found: list[tuple[int, int, str | None, str]] = [
            (hit.start + at, hit.start + at + 1, code, RULE_ABBREVIATION)
            for hit in others
            for at, code in hit.name.parts
            if code not in own
        ]
        found += (
            (start, end, None, RULE_FOREIGN) for start, end in find_abroad(others, self.doc.simple)
        )
        stretches = [
            Stretch(start, end, PLACE, code, rule, (), loose=False)
            for start, end, code, rule in found
        ]
        return sorted([*places, *stretches])

    def _settled(self) -> list[Stretch]:
        """The chains that name divisions, with their codes."""
        simple, chains = self.doc.simple, self.chains
        found: list[Stretch] = []
        for at, stretch in enumerate(self.ready):
            settled = stretch
            if settled is None and chains[at][0].candidates:
                chain = chains[at]
                if is_sure(chain) or is_meant(
                    chain[0], list_around(chains, at, simple), simple, self.evidence
                ):
                    settled = self._resolved(chain)
            if settled is not None:
                found.append(settled)
        return found

    def _resolved(self, chain: list[Hit]) -> Stretch | None:
        """The stretch of a chain that may mean several divisions or was not sure to mean any."""
        first, last = chain[0], chain[-1]
        candidates = last.candidates
        row: Division | None = None
        reasons: tuple[str, ...] = ()
        if candidates:
            sentence = self.doc.sentence_at(first.start)
            row, reasons = self.evidence.choose(candidates, first.start, sentence)
        if row is None and first is last and not last.name.full:
            return None
        code = row.code if row else None
        if code is not None:
            self._weigh(code, self._weight_at(first.start))
        return Stretch(first.start, last.end, PLACE, code, _rule(chain), reasons, loose=last.loose)


def _rule(chain: list[Hit]) -> str:
    if len(chain) > 1:
        return RULE_COMPOUND
    return RULE_FULL if chain[0].name.full else RULE_SHORT
