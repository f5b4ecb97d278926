"""A console that says what it prints in the reader's language."""

from __future__ import annotations

from typing import Any

from rich.console import Console, Group
from rich.table import Table

from govnews_extract.cli.messages import localised, localised_head


class LocalConsole(Console):
    """Puts plain strings and heads of tables into the language wanted; texts stay as they are."""

    def print(self, *objects: Any, **options: Any) -> None:
        """As any console does."""
        super().print(*map(_localised, objects), **options)


def _localised(shown: Any) -> Any:
    if isinstance(shown, str):
        return localised(shown)
    if isinstance(shown, Group):
        return Group(*map(_localised, shown.renderables))
    if isinstance(shown, Table):
        for column in shown.columns:
            if isinstance(column.header, str):
                column.header = localised_head(column.header)
    return shown
