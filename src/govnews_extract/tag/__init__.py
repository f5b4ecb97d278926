"""Names of a text: places with codes, bodies, companies, projects, persons, programmes, works."""

from govnews_extract.tag.names import NameTagger
from govnews_extract.tag.outside import OUTSIDE_RULE
from govnews_extract.tag.places import PlaceTagger
from govnews_extract.tag.surfaces import Surfaces, find_surfaces
from govnews_extract.tag.user_names import UserName, load_user_names

__all__ = [
    "OUTSIDE_RULE",
    "NameTagger",
    "PlaceTagger",
    "Surfaces",
    "UserName",
    "find_surfaces",
    "load_user_names",
]
