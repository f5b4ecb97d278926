"""What is to be done with each article that is read: extract it, note its place, pass it over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govnews_extract.batch.extraction import MAX_REASON_CHARS, Extracted
from govnews_extract.batch.options import BatchOptions
from govnews_extract.read import ArchivedArticle, ReadFailure
from govnews_extract.write.rows import storable, storable_path
from govnews_extract.write.sinks import DeadLetter, Failure, Scope, Sink, Source

LOOKUP_ARTICLES = 64
"""So many articles are looked up in the sink at a time."""
LOOKUP_CHARS = 4_000_000
"""Fewer are, where their texts are longer than this together."""

Result = ArchivedArticle | ReadFailure


@dataclass(slots=True)
class Task:
    """One article or failure on its way through a run, in the order it was read.

    Attributes:
        source: Its place; None where it could not be read.
        article: What is to be extracted; None where nothing is.
        original: An earlier task with the same content, which this one follows.
        outcome: What came of it; None as long as nothing has.
        tries: How many workers have died over it.
    """

    source: Source | None
    article: ArchivedArticle | None = None
    original: Task | None = None
    outcome: Extracted | Failure | None = None
    tries: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do for it but to write."""
        return self.article is None or self.outcome is not None


class Planner:
    """Turns what reading finds into tasks, a lookup in the sink for some dozens at a time.

    An article whose content was met before is not extracted again, neither in the same run nor,
    with `resume`, after an earlier one of an equal extractor.
    """

    def __init__(self, sink: Sink, options: BatchOptions, *, fingerprint: str) -> None:
        self._sink = sink
        self._options = options
        self._fingerprint = fingerprint
        self._pending: dict[str, Task] = {}
        again = options.resume or options.retry_failed
        self._scope = Scope.EXTRACTOR if again else Scope.RUN
        self.complete = False

    def tasks(self, results: Iterator[Result]) -> Iterator[Task]:
        """The tasks in order; `complete` is true once `results` are used up."""
        left = self._options.limit
        for chunk in _chunks(results):
            for task in self._planned(chunk):
                if left == 0 and task.article is not None:
                    return
                if task.article is not None and left is not None:
                    left -= 1
                yield task
        self.complete = True

    def forget(self, ids: set[str]) -> None:
        """Articles of which the sink now tells: they were delivered, or failed."""
        for name in ids:
            self._pending.pop(name, None)

    def _planned(self, chunk: list[Result]) -> list[Task]:
        """The tasks of `chunk`, all at once: what the lookup said may change after the first."""
        articles = [found for found in chunk if isinstance(found, ArchivedArticle)]
        standing = self._sink.standing({article.id for article in articles}, self._scope)
        letters = self._letters(chunk)
        tasks: list[Task] = []
        for found in chunk:
            path = _path_of(found)
            if self._options.retry_failed and not any(part in letters for part in _within(path)):
                continue
            if isinstance(found, ReadFailure):
                tasks.append(Task(source=None, outcome=_read_failure(found, path)))
                continue
            source = Source(article=found.id, path=path, url=_url_of(found))
            original = self._pending.get(found.id)
            if found.id in standing or original is not None:
                tasks.append(Task(source=source, original=original))
            elif not self._was_given_up(letters.get(path), found.id):
                self._pending[found.id] = Task(source=source, article=found)
                tasks.append(self._pending[found.id])
        return tasks

    def _letters(self, chunk: list[Result]) -> dict[str, DeadLetter]:
        if not (self._options.retry_failed or self._options.resume):
            return {}
        paths = {part for found in chunk for part in _within(_path_of(found))}
        return self._sink.dead_letters(paths)

    def _was_given_up(self, letter: DeadLetter | None, article: str) -> bool:
        """Whether an equal extractor has failed on the article before."""
        return (
            not self._options.retry_failed
            and letter is not None
            and letter.failure.article == article
            and letter.fingerprint == self._fingerprint
        )


def _chunks(results: Iterator[Result]) -> Iterator[list[Result]]:
    chunk: list[Result] = []
    chars = 0
    for found in results:
        chunk.append(found)
        chars += len(found.decoded.text) if isinstance(found, ArchivedArticle) else 0
        if len(chunk) >= LOOKUP_ARTICLES or chars >= LOOKUP_CHARS:
            yield chunk
            chunk, chars = [], 0
    if chunk:
        yield chunk


def _path_of(found: Result) -> str:
    if isinstance(found, ArchivedArticle):
        return storable_path(found.path or found.id)
    return storable_path(found.path)


def _url_of(article: ArchivedArticle) -> str | None:
    return None if (url := article.url) is None else storable(url)


def _read_failure(found: ReadFailure, path: str) -> Failure:
    reason = storable(" ".join(found.reason.split()))[:MAX_REASON_CHARS]
    return Failure(path=path, stage=found.stage, reason=reason)


def _within(path: str) -> list[str]:
    """`path` and the containers that it lies in, innermost first.

    Example:
        >>> _within("a.zip!/b.jsonl#7")
        ['a.zip!/b.jsonl#7', 'a.zip!/b.jsonl', 'a.zip']
    """
    found = [path]
    head, mark, row = path.rpartition("#")
    if mark and row.isdigit():
        found.append(head)
    while "!/" in found[-1]:
        found.append(found[-1].rpartition("!/")[0])
    return found
