"""Parts of the documentation that repeat code, rule data and measured figures (a hook of MkDocs).

`<!-- generated: NAME -->` in a page stands for what the function of that name gives.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from public_names import public_objects

from govnews_extract.lexicon import load_table
from govnews_extract.write.tables import METADATA

MARK_RE = re.compile(r"<!-- generated: ([a-z]+) -->")
FLOORS = Path(__file__).resolve().parents[2] / "tests" / "eval" / "floors.toml"
MAX_SURFACES = 8


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put each part in the place of its mark."""
    return MARK_RE.sub(lambda mark: PARTS[mark[1]](), markdown)


def _grid(*rows: tuple[str, ...]) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *rest]) + "\n"


def columns() -> str:
    """Every table and its columns."""
    parts = []
    for table in METADATA.sorted_tables:
        rows = [(f"`{column.name}`", column.comment or "") for column in table.columns]
        parts.append(f"### `{table.name}`\n\n{_grid(('column', 'holds'), *rows)}")
    return "\n".join(parts)


def units() -> str:
    """Dimensions, their units, and how these are written."""
    surfaces: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in load_table("units").dicts():
        surfaces[row["dimension"], row["canonical"]].append(row["surface"])
    rows = [
        (
            dimension,
            f"`{unit}`",
            "、".join(found[:MAX_SURFACES]) + " …" * (len(found) > MAX_SURFACES),
        )
        for (dimension, unit), found in sorted(surfaces.items())
        if dimension != "money" or unit == "CNY"
    ]
    return _grid(("dimension", "unit", "written as"), *rows)


def facts() -> str:
    """How often a fact's fields are right on unseen passages."""
    figures = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["test"]
    rows = [
        (field, *(f"{figures[f'fact.{field}.{how}']:.2f}" for how in ("overlap", "exact")))
        for field in ("subject", "metric", "action")
    ]
    return _grid(("field", "overlaps the right one", "is the right one to the character"), *rows)


def reference() -> str:
    """A directive for each public name, by the module that exports it."""
    sections: dict[str, list[str]] = defaultdict(list)
    for home, found in public_objects():
        sections[home].append(f"::: {found.__module__}.{found.__qualname__}\n")
    return "\n".join(f"## `{home}`\n\n" + "\n".join(rows) for home, rows in sections.items())


PARTS: dict[str, Callable[[], str]] = {
    "columns": columns,
    "facts": facts,
    "reference": reference,
    "units": units,
}
