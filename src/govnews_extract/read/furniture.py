"""Page furniture: what a page prints around an article."""

from __future__ import annotations

from govnews_extract.datatypes import ArticleMeta, Furniture


def find_furniture(text: str, simple: str) -> Furniture:
    """Title, source, date, site, breadcrumbs and byline of a page, and where furniture stands."""
    del text, simple
    return Furniture(meta=ArticleMeta())
