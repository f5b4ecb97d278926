"""Names of a text: places with codes, bodies, companies, projects, persons, programmes, works."""

from govnews_extract.tag.names import NameTagger
from govnews_extract.tag.places import PlaceTagger

__all__ = ["NameTagger", "PlaceTagger"]
