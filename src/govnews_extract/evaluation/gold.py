"""Annotated articles: one folder each, tables by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from govnews_extract.errors import ReadError

Row = dict[str, str]

COLUMNS = {
    "quantities": "text value unit modifier subject metric action place optional".split(),
    "entities": "label text id optional".split(),
    "projects": "name owner place capacity unit investment status".split(),
}
"""Columns of each table; more may stand in it."""

NUMBERS = {"quantities": ("value",), "projects": ("capacity", "investment")}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """What a person found in one article.

    Attributes:
        name: Name of its folder.
        raw: The article as archived: the folder's only `raw.*`.
        repaired: The text after repair; None where the folder does not tell.
        meta: Fields of the article by their names in a record; `place` is a code.
        quantities: Rows in reading order; `|` separates answers that are as good.
        entities: Each distinct name once, by label.
        projects: Each project once.

    Example:
        >>> gold = GoldArticle(name="a", raw=Path("a/raw.txt"), repaired=None, quantities=(),
        ...                    meta={"place": "330881"}, entities=(), projects=())
        >>> gold.meta["place"]
        '330881'
    """

    name: str
    raw: Path
    repaired: str | None
    meta: dict[str, Any]
    quantities: tuple[Row, ...]
    entities: tuple[Row, ...]
    projects: tuple[Row, ...]


def find_gold_folders(paths: Iterable[Path]) -> list[Path]:
    """Folders of annotated articles: those named, and those right below a named one.

    Raises:
        ReadError: where a path is neither, or is not there.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     for name in ("a", "b"):
        ...         _ = (Path(folder) / name).mkdir()
        ...         _ = (Path(folder) / name / "raw.txt").write_text("江山市")
        ...         _ = (Path(folder) / name / "meta.json").write_text("{}")
        ...     [path.name for path in find_gold_folders([Path(folder)])]
        ['a', 'b']
    """
    found: list[Path] = []
    for path in paths:
        below = [path] if is_gold_folder(path) else sorted(filter(is_gold_folder, _folders(path)))
        if not path.exists():
            raise ReadError("cannot be read: No such file or directory", str(path))
        if not below:
            raise ReadError("holds no annotated article (meta.json beside raw.*)", str(path))
        found += below
    return found


def is_gold_folder(path: Path) -> bool:
    """Whether `path` holds an annotated article."""
    return (path / "meta.json").is_file() and any(path.glob("raw.*"))


def _folders(path: Path) -> Iterable[Path]:
    return (one for one in path.iterdir() if one.is_dir()) if path.is_dir() else ()


def load_gold(folder: Path) -> GoldArticle:
    """Read the annotations of one article.

    A table that is not there is empty: of an article of which only amounts were annotated, names
    that are found count as wrong.

    Raises:
        ReadError: naming file, line and column of what does not fit.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = (Path(folder) / "raw.txt").write_text("江山市")
        ...     _ = (Path(folder) / "meta.json").write_text('{"place": "330881"}')
        ...     load_gold(Path(folder)).meta
        {'place': '330881'}
    """
    raws = sorted(folder.glob("raw.*"))
    if len(raws) != 1:
        raise ReadError(f"holds {len(raws)} files raw.*, expected one", str(folder))
    tables = {name: _rows(folder / f"{name}.tsv", name) for name in COLUMNS}
    repaired = folder / "repaired.txt"
    return GoldArticle(
        name=folder.name,
        raw=raws[0],
        repaired=_text(repaired) if repaired.exists() else None,
        meta=_meta(folder / "meta.json"),
        **tables,
    )


def _meta(path: Path) -> dict[str, Any]:
    try:
        meta = json.loads(_text(path))
    except ValueError as error:
        raise ReadError(f"is no JSON: {error}", str(path)) from error
    if not isinstance(meta, dict):
        raise ReadError("holds no object of fields", str(path))
    return meta


def _rows(path: Path, table: str) -> tuple[Row, ...]:
    if not path.exists():
        return ()
    lines = _text(path).splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    missing = [name for name in COLUMNS[table] if name not in (rows.fieldnames or ())]
    if missing:
        raise ReadError(f"lacks the columns {', '.join(missing)}", str(path), 1)
    found = []
    for row in rows:
        if None in row:
            raise ReadError("has more cells than columns", str(path), rows.line_num)
        for column in NUMBERS.get(table, ()):
            for part in row[column].split(".."):
                if part and not _is_number(part):
                    raise ReadError(f"{part!r} is no number", str(path), rows.line_num, column)
        found.append(row)
    return tuple(found)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, ValueError) else "cannot be read"
        raise ReadError(reason, str(path)) from error
