"""Bytes in any container to decoded articles, and page furniture off their text."""

from govnews_extract.read.articles import ArchivedArticle
from govnews_extract.read.columns import archived_columns
from govnews_extract.read.fields import article_columns
from govnews_extract.read.furniture import find_furniture
from govnews_extract.read.options import ReadFailure, ReadOptions
from govnews_extract.read.sources import iter_archived, iter_articles, read_text_file

__all__ = [
    "ArchivedArticle",
    "ReadFailure",
    "ReadOptions",
    "archived_columns",
    "article_columns",
    "find_furniture",
    "iter_archived",
    "iter_articles",
    "read_text_file",
]
