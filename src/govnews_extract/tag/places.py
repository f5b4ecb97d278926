"""Administrative divisions and functional areas in a text, with the codes in force."""

from __future__ import annotations

from dataclasses import replace

from govnews_extract.datatypes import ArticleContext, Label, Mention, Place, SegmentedText, Span
from govnews_extract.lexicon.divisions import Division, Divisions, load_divisions
from govnews_extract.lexicon.divisions_gazetteer import Gazetteer, load_gazetteer
from govnews_extract.tag.place_article import (
    TITLE_WEIGHT,
    generic_weights,
    places_of_names,
    settle_place,
    stated_year,
)
from govnews_extract.tag.place_choice import Evidence
from govnews_extract.tag.place_hits import HitFinder, Part, Stretch, chains_of
from govnews_extract.tag.place_risk import is_meant, is_plain, runs_of
from govnews_extract.tag.place_towns import TownFinder
from govnews_extract.tag.zones import ZoneFinder


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
        self, doc: SegmentedText, context: ArticleContext
    ) -> tuple[tuple[Mention, ...], ArticleContext]:
        """Find the places of a text.

        Returns:
            Mentions of label PLACE and, for functional areas and large regions, LOC, sorted and
            disjoint; and the context with its `place` filled in where it was None.
        """
        if self._gazetteer is None or self._divisions is None:
            self._gazetteer, self._divisions = load_gazetteer(), load_divisions()
        reading = _Reading(doc, context, self._gazetteer, self._divisions)
        mentions = reading.mentions()
        if context.place is None:
            context = replace(context, place=reading.place())
        return mentions, context


class _Reading:
    """One article while its places are being settled."""

    def __init__(
        self,
        doc: SegmentedText,
        context: ArticleContext,
        gazetteer: Gazetteer,
        divisions: Divisions,
    ) -> None:
        self.doc = doc
        self.context = context
        self.gazetteer = gazetteer
        self.divisions = divisions
        self.year = context.year or stated_year(doc.simple)
        self.words = frozenset(doc.words)
        self.hits = HitFinder(doc.simple, self.words, gazetteer, self.year).find()
        self.chains = list(chains_of(self.hits, gazetteer, self.year))
        self.weights = list(places_of_names(context.meta, gazetteer, self.year))
        self.evidence = self._evidence()

    def _evidence(self) -> Evidence:
        """Anchors from chains that can mean one division only, and the place they speak for."""
        sure = [
            (chain[0].start, chain[-1].candidates[0].code)
            for chain in self.chains
            if len(chain[-1].candidates) == 1 and (len(chain) > 1 or is_plain(chain[0]))
        ]
        own = self.context.meta.place_code or settle_place(
            [*self.weights, *((code, self._weight(start)) for start, code in sure)]
        )
        evidence = Evidence((own,) if own else ())
        for start, code in sure:
            evidence.add(start, code)
        return evidence

    def _weight(self, start: int) -> int:
        title = self.context.title_span
        return TITLE_WEIGHT if title is not None and title.start <= start < title.end else 1

    def place(self) -> Place | None:
        """The place that the article is about."""
        weights = self.weights
        weights += generic_weights(self.doc.simple, weights, self.divisions)
        code = self.context.meta.place_code or settle_place(weights)
        return self.divisions.place(code, self.year) if code else None

    def mentions(self) -> tuple[Mention, ...]:
        """All places of the text, sorted."""
        places = self._settled()
        places = TownFinder(self.doc, self.words, self.evidence).extend(self.hits, places)
        self.weights += ((p.code, 1) for p in places if p.rule == "place.town" and p.code)
        places = ZoneFinder(self.doc, self.words, self.evidence).extend(self.hits, places)
        return tuple(map(self._mention, places))

    def _settled(self) -> list[Stretch]:
        """The chains that name divisions, with their codes."""
        simple = self.doc.simple
        runs = runs_of(self.chains, simple)
        members: dict[int, list[list[Part]]] = {}
        for run, chain in zip(runs, self.chains, strict=True):
            members.setdefault(run, []).append(chain)
        found: list[Stretch] = []
        for run, chain in zip(runs, self.chains, strict=True):
            fellows = [other for other in members[run] if other is not chain]
            if is_meant(chain, fellows, simple, self.evidence):
                stretch = self._resolved(chain)
                if stretch is not None:
                    found.append(stretch)
        return found

    def _resolved(self, chain: list[Part]) -> Stretch | None:
        first, last = chain[0], chain[-1]
        row: Division | None = None
        reasons: tuple[str, ...] = ()
        if len(last.candidates) == 1:
            row = last.candidates[0]
        elif last.candidates:
            sentence = self.doc.sentence_at(first.start)
            row, reasons = self.evidence.choose(last.candidates, first.start, sentence)
        if row is None and len(chain) == 1 and not last.name.full:
            return None
        if row is not None:
            self.weights.append((row.code, self._weight(first.start)))
            if len(last.candidates) > 1:
                self.evidence.add(first.start, row.code)
        return Stretch(
            first.start,
            last.end,
            Label.PLACE,
            row.code if row else None,
            "place.compound"
            if len(chain) > 1
            else f"place.{'full' if last.name.full else 'short'}",
            reasons,
            loose=last.loose,
        )

    def _mention(self, place: Stretch) -> Mention:
        text = self.doc.text[place.start : place.end]
        return Mention(
            label=place.label,
            text=text,
            norm=self.doc.simple[place.start : place.end],
            span=Span(place.start, place.end),
            rule_id=place.rule,
            code=place.code,
            candidates=place.candidates,
        )
