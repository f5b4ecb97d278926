"""The work of `govnews lexicons add`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from govnews_extract.cli.messages import counted
from govnews_extract.cli.terminal import tell
from govnews_extract.datatypes import Label
from govnews_extract.errors import ConfigError
from govnews_extract.tag import UserName
from govnews_extract.tag.user_table import add_user_name

LABELS = tuple(label for label in Label if label is not Label.DATE)


def add_name(
    surface: str,
    *,
    path: Path,
    label: str,
    canonical: str | None,
    code: str | None,
    replace: bool,
) -> None:
    """Add one name to the table at `path` and say so.

    Raises:
        ConfigError: for a label that names cannot have.
        LexiconError: where the name does not fit or is known already.
        WriteError: where the table cannot be written.
    """
    if label.upper() not in LABELS:
        raise ConfigError(f"label {label!r} is unknown; use one of {', '.join(LABELS)}")
    name = UserName(label=Label(label.upper()), surface=surface, canonical=canonical, code=code)
    count = add_user_name(path, name, today=datetime.now(tz=UTC).date(), replace=replace)
    told = "{path}: {surface} added, {count:name/names} in it"
    tell(counted(told, path=path, surface=surface.strip(), count=count))
