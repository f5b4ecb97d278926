"""Structured, traceable records from archived Chinese government news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govnews_extract.version import __version__

if TYPE_CHECKING:
    from govnews_extract.datatypes import ArticleMeta, Span
    from govnews_extract.errors import GovnewsError
    from govnews_extract.pipeline import Extractor
    from govnews_extract.record import Record

__all__ = ["ArticleMeta", "Extractor", "GovnewsError", "Record", "Span", "__version__"]

_HOMES = {
    "ArticleMeta": "datatypes",
    "Extractor": "pipeline",
    "GovnewsError": "errors",
    "Record": "record",
    "Span": "datatypes",
}


def __getattr__(name: str) -> Any:
    """Public names, imported when first asked for: `import govnews_extract` itself is instant."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - keeps the plain import instant

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
