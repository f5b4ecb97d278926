"""Amounts and dates of a text."""

from govnews_extract.quantity.amounts import find_quantities, parse_quantity
from govnews_extract.quantity.dates import DateFinder
from govnews_extract.quantity.finder import QuantityFinder
from govnews_extract.quantity.named_numbers import outside_names

__all__ = ["DateFinder", "QuantityFinder", "find_quantities", "outside_names", "parse_quantity"]
