"""Add a name to a user's table, unless it says nothing new or contradicts what is known."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from datetime import date
from pathlib import Path

from govnews_extract.errors import LexiconError
from govnews_extract.lexicon.divisions import load_divisions
from govnews_extract.lexicon.divisions_gazetteer import NameKind, load_gazetteer
from govnews_extract.lexicon.editing import put_row
from govnews_extract.lexicon.loader import read_table
from govnews_extract.lexicon.script import simplify
from govnews_extract.lexicon.tables import USER_NAMES
from govnews_extract.mentions import PLACE
from govnews_extract.tag.heads import known_rows
from govnews_extract.tag.user_names import UserName

MIN_NAME_CHARS = 2
"""One character alone stands inside too many words to be found as a name."""

OVERRIDE = "--replace puts yours in its place"


def add_user_name(path: Path, name: UserName, *, today: date, replace: bool = False) -> int:
    """Write `name` into the table at `path`, which is made where there is none.

    Args:
        path: A table as `load_user_names` reads it.
        name: What to add; blanks around its values are dropped.
        today: Date for the header of a new table.
        replace: Let the name stand where the table or the shipped lexicons say otherwise.

    Returns:
        How many names the table holds now.

    Raises:
        LexiconError: where a value does not fit, the code is no division's, or the name is known
            already: with the same meaning, or with another one and no `replace`.
        WriteError: where the table cannot be written.

    Example:
        >>> import tempfile
        >>> from govnews_extract.datatypes import Label
        >>> folder = tempfile.TemporaryDirectory()
        >>> name = UserName(label=Label.COMPANY, surface="晨曜新材料", code="330881")
        >>> add_user_name(Path(folder.name, "names.tsv"), name, today=date(2026, 1, 5))
        1
        >>> folder.cleanup()
    """
    name = _clean(name, path)
    rows = read_table(path, USER_NAMES).rows if path.exists() else ()
    standing = next((row for row in rows if simplify(row[2]) == simplify(name.surface)), None)
    if standing is not None:
        _compare(path, name, standing, replace=replace)
    elif not replace:
        _check_shipped(path, name)
    row = (
        f"{name.label.value.lower()}.{name.surface}",
        name.label.value,
        name.surface,
        name.canonical or "",
        name.code or "",
    )
    header = {
        "holds": "names of our own",
        "columns": "id, label, surface, canonical (full name), code (GB/T 2260)",
        "source": "added by hand",
        "licence": "as the data it is used with",
        "date": today.isoformat(),
    }
    put_row(path, row, USER_NAMES, header=header, instead_of=standing)
    return len(rows) + (standing is None)


def _clean(name: UserName, path: Path) -> UserName:
    """`name` composed (NFC) and without blanks around its values, each fit to be a cell."""
    values = {field.name: getattr(name, field.name) for field in fields(name)}
    for column in ("surface", "canonical", "code"):
        cell = unicodedata.normalize("NFC", values[column] or "").strip()
        if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in cell):
            raise LexiconError(f"{cell!r} holds a control character", str(path), None, column)
        values[column] = cell or None
    surface = values["surface"] or ""
    if len(surface) < MIN_NAME_CHARS:
        message = f"{surface!r} is too short for a name; give two characters or more"
        raise LexiconError(message, str(path), None, "surface")
    if values["code"] and not load_divisions().with_code(values["code"]):
        message = f"{values['code']!r} is no division's code since 1980"
        raise LexiconError(message, str(path), None, "code")
    return UserName(**values)


def _compare(path: Path, name: UserName, standing: tuple[str, ...], *, replace: bool) -> None:
    """Refuse a name that the user's table has, unless it says something new and may replace."""
    _, label, surface, canonical, code = standing
    if (label, canonical, code) == (name.label.value, name.canonical or "", name.code or ""):
        raise LexiconError(f"{surface} stands in it already, with the same values", str(path))
    if not replace:
        says = _meaning(label, canonical, code)
        raise LexiconError(f"{surface} stands in it already, as {says}; {OVERRIDE}", str(path))


def _check_shipped(path: Path, name: UserName) -> None:
    """Refuse a name that the shipped lexicons have."""
    surface = simplify(name.surface)
    place = load_gazetteer().with_surface(surface)
    if place is not None and place.kind is NameKind.DIVISION:
        codes = sorted({row.code for row in place.rows})
        names = ", ".join(f"{row.name} ({row.code})" for row in place.rows[:3])
        if name.label is not PLACE or (name.code and name.code not in codes):
            raise LexiconError(f"{surface} is known as PLACE {names}; {OVERRIDE}", str(path))
        if not name.code or codes == [name.code]:
            raise LexiconError(f"{surface} is known already, as PLACE {names}", str(path))
        return
    known = known_rows().get(surface)
    if known is None:
        return
    says = _meaning(known.label.value, known.canonical, "")
    if known.label is name.label and name.canonical in {None, known.canonical} and not name.code:
        raise LexiconError(f"{surface} is known already, as {says}", str(path))
    raise LexiconError(f"{surface} is known as {says}; {OVERRIDE}", str(path))


def _meaning(label: str, canonical: str, code: str) -> str:
    return " ".join(part for part in (label, canonical, code) if part)
