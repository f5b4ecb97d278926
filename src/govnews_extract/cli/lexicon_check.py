"""The work of `govnews lexicons check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from govnews_extract.cli.messages import counted
from govnews_extract.cli.terminal import complain, tell
from govnews_extract.errors import LexiconError
from govnews_extract.lexicon.loader import check_table, lexicon_folder
from govnews_extract.lexicon.tables import TABLES, USER_NAMES


def check_paths(paths: Sequence[Path]) -> int:
    """Check tables and folders of tables, print what is wrong, and count.

    Without `paths` the shipped folder is checked, and each table that the package knows must
    stand in it.

    Returns:
        The exit code: 1 where there is a fault, else 0.
    """
    tables = _tables(paths or [lexicon_folder()])
    faults = [] if paths else _missing(tables)
    faults += [LexiconError("holds no table", str(path)) for path in paths if _is_bare(path)]
    for path in tables:
        faults += _faults(path)
    for fault in faults:
        complain(str(fault))
    told = "{tables:table/tables} checked, {faults:fault/faults}"
    tell(counted(told, tables=len(tables), faults=len(faults)))
    return int(bool(faults))


def _tables(paths: Sequence[Path]) -> list[Path]:
    return [table for path in paths for table in (_folder(path) if path.is_dir() else [path])]


def _folder(path: Path) -> Iterator[Path]:
    return iter(sorted(path.glob("*.tsv")))


def _is_bare(path: Path) -> bool:
    return path.is_dir() and not any(_folder(path))


def _missing(tables: Sequence[Path]) -> list[LexiconError]:
    absent = sorted(TABLES.keys() - {path.stem for path in tables})
    folder = lexicon_folder()
    return [LexiconError("is missing", str(folder / f"{name}.tsv")) for name in absent]


def _faults(path: Path) -> list[LexiconError]:
    schema = TABLES.get(path.stem)
    if schema is None and _holds_names(path):
        schema = USER_NAMES
    if schema is None and not path.exists():
        return [LexiconError("cannot be read: No such file or directory", str(path))]
    if schema is None:
        known = ", ".join(sorted(TABLES))
        return [LexiconError(f"is no table of this package; it knows {known}", str(path))]
    try:
        return check_table(path, schema)
    except LexiconError as error:
        return [error]


def _holds_names(path: Path) -> bool:
    """Whether a table of any name has the columns of a user's own names."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    columns = next((line for line in lines if line and not line.startswith("#")), "")
    return columns.split("\t") == [column.name for column in USER_NAMES.columns]
