"""Amounts and dates of a text."""

from govnews_extract.quantity.finder import DateFinder, QuantityFinder, outside_names

__all__ = ["DateFinder", "QuantityFinder", "outside_names"]
