"""What a caller may choose about a batch, and about the extraction in it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from govnews_extract.errors import ConfigError, LexiconError
from govnews_extract.lexicon import lexicon_digest
from govnews_extract.lexicon.weights import weights_digest
from govnews_extract.pipeline import Extractor
from govnews_extract.read import ReadOptions
from govnews_extract.tag import load_user_names
from govnews_extract.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractorSettings:
    """How an extractor is made: small, and the same in every process that it is sent to.

    Attributes:
        segmenter: As `Extractor` takes it.
        tagger: As `Extractor` takes it.
        names: Table of names of a user's own.
        units: Table of units of a user's own.

    Example:
        >>> ExtractorSettings(tagger=None).build().extract("签约31项。").quantities[0].unit
        'count'
    """

    segmenter: str = "rjieba"
    tagger: str | None = "crf"
    names: Path | None = None
    units: Path | None = None

    def build(self) -> Extractor:
        """The extractor.

        Raises:
            ConfigError, LexiconError: as `Extractor` does.
        """
        names = load_user_names(self.names) if self.names else ()
        return Extractor(
            segmenter=self.segmenter, tagger=self.tagger, names=names, units=self.units
        )

    def as_dict(self) -> dict[str, str | None]:
        """The settings with tables and weights by their digests, as a run keeps them."""
        return {
            "segmenter": self.segmenter,
            "tagger": self.tagger,
            "weights": None if self.tagger is None else weights_digest(),
            "names": _digest(self.names),
            "units": _digest(self.units),
        }

    def fingerprint(self) -> str:
        """SHA-256 over all that decides the rows: version, rule data, settings, weights."""
        whole = {**self.as_dict(), "version": __version__, "lexicons": lexicon_digest()}
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _digest(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", str(path)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How a batch runs.

    Attributes:
        workers: Processes that extract; 0 to extract in the calling one, where an article has no
            bounds and a crash ends the run.
        resume: Pass over articles that stand there already from an equal extractor, and over
            articles that it has failed on.
        retry_failed: Take nothing but what dead letters name.
        limit: Articles to extract at most, those included that fail while they are.
        article_seconds: An article that takes longer becomes a dead letter.
        article_megabytes: Memory that a worker may use beside the rule data.
        delivery_articles: Articles to a delivery: a killed run does at most so many again.
        dead_letters: File for all dead letters as lines of JSON; None for the usual one beside a
            sink of files.
        read: How inputs become articles.

    Raises:
        ConfigError: for a number that is out of range.

    Example:
        >>> BatchOptions(workers=4, resume=True).article_seconds
        60.0
    """

    workers: int = 0
    resume: bool = False
    retry_failed: bool = False
    limit: int | None = None
    article_seconds: float = 60.0
    article_megabytes: int = 2_048
    delivery_articles: int = 500
    dead_letters: Path | None = None
    read: ReadOptions = field(default_factory=ReadOptions)

    def __post_init__(self) -> None:
        if self.workers < 0:
            raise ConfigError(f"workers must not be negative, is {self.workers}")
        for name in ("limit", "article_seconds", "article_megabytes", "delivery_articles"):
            number = getattr(self, name)
            if number is not None and number <= 0:
                raise ConfigError(f"{name} must be positive, is {number}")


def usable_processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
