"""What subjects stand for, where reading has come to."""

from __future__ import annotations

from govnews_extract.datatypes import Label, Mention, Place
from govnews_extract.link.antecedents import Antecedents
from govnews_extract.link.generics import GenericResolver
from govnews_extract.link.places import PlaceTracker
from govnews_extract.link.subjects import Subject

HERE = "当地"

Meaning = tuple[str | None, Place | None, Mention | None]
"""Name of what is meant, the place it is, and the mention it stands for."""


class Meanings:
    """Answers for one article."""

    def __init__(
        self, generics: GenericResolver, places: PlaceTracker, antecedents: Antecedents
    ) -> None:
        self._generics = generics
        self._places = places
        self._antecedents = antecedents

    def of(self, subject: Subject) -> Meaning:
        """What a subject stands for at this point of the text."""
        if subject.letter == "U":
            here = self._generics.near("place", subject.at) if subject.text == HERE else None
            if here:
                return here.norm, self._places.place_of(here), here
            resolved = self._places.generic(subject.text)
            if resolved:
                return self._places.name_of(resolved), resolved, None
            town = self._generics.township(subject.text, subject.at)
            if town:
                return town.norm, None, town
            village = self._antecedents.village(subject.text, subject.at)
            if village:
                return village, None, None
        if subject.letter in "uUN":
            meant = self._antecedents.find(subject.text, subject.at)
            if isinstance(meant, str):
                return meant, None, None
            return (meant.norm if meant else subject.text), None, meant
        whole = subject.label and len(subject.text) >= len(subject.names[0].span)
        named = whole or subject.label is not Label.PROJECT
        return (subject.names[0].norm if subject.label and named else subject.text), None, None
