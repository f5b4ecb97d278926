"""Dead letters: the file of them, and which inputs they come from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from govnews_extract.errors import ConfigError, WriteError
from govnews_extract.write.sinks import DeadLetter, Delivery, Sink
from govnews_extract.write.whole_file import is_device, whole_file

SETTLED_AT_A_TIME = 500


def letters_file(sink: Sink, wanted: Path | None) -> Path | None:
    """The file for dead letters: `wanted`, else the usual one beside a sink of files.

    Raises:
        WriteError: where `wanted` lies in no folder.
    """
    if wanted is not None and not wanted.absolute().parent.is_dir():
        raise WriteError("cannot be written: No such file or directory", str(wanted))
    if wanted is not None or sink.folder is None:
        return wanted
    return sink.folder / f"{Path(sink.name).stem}.dead-letters.jsonl"


def own_files(sink: Sink, letters: Path | None) -> tuple[str, ...]:
    """Real paths of what a run writes, which is no input of it where it lies among the inputs."""
    own = [] if letters is None else [str(letters)]
    if sink.folder is not None:
        place = str(sink.folder / Path(sink.name).name)
        own += [place, *(place + end for end in ("-wal", "-shm", "-journal", ".wal"))]
    return tuple(map(os.path.realpath, own))


def write_letters(sink: Sink, path: Path | None) -> int:
    """Write all dead letters into `path` in one step, or remove it where there are none.

    Returns:
        How many there are.

    Raises:
        WriteError: where the file cannot be written.
    """
    if path is None:
        return sum(1 for _ in sink.iter_dead_letters())
    count = 0
    try:
        with whole_file(path) as file:
            for letter in sink.iter_dead_letters():
                count += 1
                file.write(json.dumps(_as_dict(letter), ensure_ascii=False) + "\n")
        if not count and not is_device(path):
            Path(os.path.realpath(path)).unlink()
    except OSError as error:
        if isinstance(error, WriteError):
            raise
        raise WriteError(f"cannot be written: {error.strerror}", str(path)) from error
    return count


def _as_dict(letter: DeadLetter) -> dict[str, str | int | None]:
    failure = letter.failure
    return {
        "path": failure.path,
        "stage": failure.stage,
        "reason": failure.reason,
        "tries": letter.tries,
        "article": failure.article,
        "run": letter.run,
    }


def inputs_of(letters: Iterable[DeadLetter]) -> list[str]:
    """The files that dead letters come from, each once, in their order.

    Pages of web archives are named by their address, which does not tell of the archive.

    Raises:
        ConfigError: where there are dead letters, and all are of such pages.
    """
    found = list(dict.fromkeys(_outermost(letter.failure.path) for letter in letters))
    files = [name for name in found if "://" not in name]
    if found and not files:
        message = "is a page of a web archive; name the archive beside --retry-failed"
        raise ConfigError(message, found[0])
    return files


def _outermost(path: str) -> str:
    """The file that `path` lies in.

    Example:
        >>> _outermost("nowhere/a.zip!/b.jsonl#7"), _outermost("nowhere/dump.csv#12")
        ('nowhere/a.zip', 'nowhere/dump.csv')
    """
    if Path(path).exists():
        return path
    outer = path.partition("!/")[0]
    head, found, row = outer.rpartition("#")
    return head if found and row.isdigit() and not Path(outer).exists() else outer


def settle_stale(sink: Sink, inputs: Sequence[str], *, run: str) -> None:
    """Take back dead letters of reading that a whole pass over `inputs` did not meet again."""
    stale = [
        letter.failure.path
        for letter in sink.iter_dead_letters()
        if letter.failure.stage == "read"
        and letter.run != run
        and any(_lies_in(letter.failure.path, name) for name in inputs)
    ]
    for at in range(0, len(stale), SETTLED_AT_A_TIME):
        sink.deliver(Delivery(settled=tuple(stale[at : at + SETTLED_AT_A_TIME])))


def _lies_in(path: str, name: str) -> bool:
    rest = path.removeprefix(name)
    return rest != path and (not rest or name.endswith("/") or rest[0] in "/!#")
