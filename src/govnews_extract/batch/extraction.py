"""One article to its rows, or to the reason why it has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TypeVar

from govnews_extract.datatypes import SourceArticle
from govnews_extract.errors import LexiconError, ReadError
from govnews_extract.pipeline import Extractor
from govnews_extract.read import ArchivedArticle
from govnews_extract.write.rows import ArticleRows, article_rows, storable, storable_path
from govnews_extract.write.sinks import Failure

STAGES = frozenset({"read", "repair", "segment", "tag", "quantity", "link", "write"})
MAX_REASON_CHARS = 500

Done = TypeVar("Done")
Found = TypeVar("Found", SourceArticle, ArchivedArticle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The rows of an article, with its number of characters."""

    rows: ArticleRows
    characters: int


def extract_rows(extractor: Extractor, article: ArchivedArticle) -> Extracted | Failure:
    """The rows of `article`, whose markup is read here; one bad article stops no run.

    Raises:
        LexiconError: where the rule data are broken: every article would fail.
    """

    def rows(article: ArchivedArticle) -> Extracted:
        record = extractor.extract_article(article.read())
        return Extracted(rows=article_rows(record), characters=len(record.text))

    return attempt(rows, article)


def attempt(work: Callable[[Found], Done], article: Found) -> Done | Failure:
    """What `work` makes of `article`, or the reason why it makes nothing of it.

    Raises:
        LexiconError: where the rule data are broken.
    """
    try:
        return work(article)
    except LexiconError:
        raise
    except ReadError as error:
        return replace(failure_of(article, "read", error.message), article=None)
    except MemoryError as error:
        reason = "needs more memory than there is, or than --article-memory allows a worker"
        return failure_of(article, _stage_of(error.__traceback__), reason)
    except Exception as error:  # noqa: BLE001 - a fault in one article must not lose the others
        reason = f"{type(error).__name__}: {error}"
        return failure_of(article, _stage_of(error.__traceback__), reason)


def failure_of(article: SourceArticle | ArchivedArticle, stage: str, reason: str) -> Failure:
    """The failure of `article`, with its reason in one line that every sink can hold."""
    line = storable(" ".join(reason.split()))[:MAX_REASON_CHARS]
    path = storable_path(article.path or article.id)
    return Failure(path=path, stage=stage, reason=line, article=article.id)


def _stage_of(trace: TracebackType | None) -> str:
    """The innermost stage that an error passed through."""
    stage = "extract"
    while trace is not None:
        parts = trace.tb_frame.f_globals.get("__name__", "").split(".")
        if parts[0] == "govnews_extract" and len(parts) > 1 and parts[1] in STAGES:
            stage = parts[1]
        trace = trace.tb_next
    return stage
