"""Structured, traceable records from archived Chinese government news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govnews_extract.version import __version__

if TYPE_CHECKING:
    from govnews_extract.datatypes import ArticleMeta, Span
    from govnews_extract.errors import GovnewsError
    from govnews_extract.pipeline import Extractor
    from govnews_extract.record import Record
    from govnews_extract.tag import UserName, load_user_names

__all__ = [
    "ArticleMeta",
    "Extractor",
    "GovnewsError",
    "Record",
    "Span",
    "UserName",
    "__version__",
    "load_user_names",
]

_HOMES = {
    "ArticleMeta": "datatypes",
    "Extractor": "pipeline",
    "GovnewsError": "errors",
    "Record": "record",
    "Span": "datatypes",
    "UserName": "tag",
    "load_user_names": "tag",
}


def __getattr__(name: str) -> Any:
    """Public names, imported when first asked for: `import govnews_extract` itself is instant."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - keeps the plain import instant

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """All names, those not yet imported too: what Tab offers in a notebook."""
    return sorted({*globals(), *__all__})
