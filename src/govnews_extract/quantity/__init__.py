"""Amounts and dates of a text."""

from govnews_extract.quantity.dates import DateFinder
from govnews_extract.quantity.finder import QuantityFinder, outside_names

__all__ = ["DateFinder", "QuantityFinder", "outside_names"]
