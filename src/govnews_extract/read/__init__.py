"""Bytes in any container to decoded articles, and page furniture off their text."""

from govnews_extract.read.furniture import find_furniture

__all__ = ["find_furniture"]
