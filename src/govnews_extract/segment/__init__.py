"""Paragraphs, sentences, clauses and words of a text."""

from govnews_extract.segment.segmenter import Segmenter

__all__ = ["Segmenter"]
