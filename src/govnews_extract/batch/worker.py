"""A worker: a process that turns articles into rows until nobody sends any more."""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from govnews_extract.batch.extraction import Extracted, extract_rows
from govnews_extract.batch.options import ExtractorSettings
from govnews_extract.errors import GovnewsError
from govnews_extract.pipeline import Extractor
from govnews_extract.read import ArchivedArticle, ReadOptions
from govnews_extract.read.articles import archived_bytes
from govnews_extract.write.sinks import Failure

WARM_UP = "<p>张掖市招商局签约31项，签约金额234.48亿元，產業發展。</p>"
"""A page that makes reading load its parsers, and an extractor all rule data."""
_PR_SET_PDEATHSIG = 1
MEBIBYTE = 1 << 20

Answer = Extracted | Failure | GovnewsError


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerPlan:
    """What a worker is started with.

    Attributes:
        settings: How to make an extractor.
        extractor: One that is loaded already, where the process is forked and shares it.
        megabytes: Memory that it may take beside what it begins with.
        parent: Process that started it.
    """

    settings: ExtractorSettings
    extractor: Extractor | None
    megabytes: int
    parent: int


def loaded_extractor(settings: ExtractorSettings) -> Extractor:
    """An extractor with all rule data in memory, and what reads pages beside it."""
    extractor = settings.build()
    extractor.extract_article(archived_bytes(WARM_UP.encode(), "", ReadOptions()).read())
    return extractor


def run_worker(
    articles: Connection, answers: Connection, others: Sequence[Connection], plan: WorkerPlan
) -> None:
    """Answer each of `articles` in order; end when no more can come.

    Args:
        articles: Where they come from.
        answers: Where answers go.
        others: Ends of the parent's that the process inherited; they are closed, so that every
            worker sees when the parent is gone.
        plan: What to work with.
    """
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with(plan.parent)
    gc.freeze()  # the collector leaves alone what is shared, so that it stays shared
    try:
        extractor = plan.extractor or loaded_extractor(plan.settings)
    except GovnewsError as error:
        answers.send_bytes(pickle.dumps(error))
        return
    _bound_memory(plan.megabytes)
    while True:
        try:
            article: ArchivedArticle = pickle.loads(articles.recv_bytes())  # noqa: S301 - our parent's
        except EOFError:
            return
        try:
            answer: Answer = extract_rows(extractor, article)
        except GovnewsError as error:
            answer = error
        try:
            answers.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
        except BrokenPipeError:
            return


def _die_with(parent: int) -> None:
    """End at once when the parent is killed, where the system can see to that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _bound_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status = Path("/proc/self/statm")
    if status.exists():
        taken = int(status.read_text().split()[0]) * resource.getpagesize()
        most = taken + megabytes * MEBIBYTE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
