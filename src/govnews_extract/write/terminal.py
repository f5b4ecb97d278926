"""Facts as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from govnews_extract.write.visible import visible

MARKS = {"approx": "≈", "at_least": "≥", "at_most": "≤", "near": "~", "reach": "→", "order": "10ⁿ"}
"""How a bound is shown before a value."""

NO_ANSWER = "–"


def facts_table(record: Mapping[str, Any]) -> Table:
    """The facts of one record, given in its JSON form, in reading order."""
    table = Table(title=heading(record), title_justify="left", title_style="bold", expand=False)
    table.add_column("subject", overflow="fold", ratio=4)
    table.add_column("metric", overflow="fold", ratio=3)
    table.add_column("action", overflow="fold", ratio=2)
    table.add_column("as written", overflow="fold", style="cyan", ratio=2)
    table.add_column("value", no_wrap=True, justify="right")
    table.add_column("unit", no_wrap=True)
    table.add_column("place", no_wrap=True)
    for fact in record["facts"]:
        found = record["quantities"][fact["quantity"]]
        table.add_row(*(Text(visible(cell)) for cell in _cells(fact, found)))
    if not record["facts"]:
        table.add_row("no facts", style="dim")
    return table


def heading(record: Mapping[str, Any]) -> Text:
    """Title, place and date of a record in one line; its path where it has no title."""
    name = record["title"] or record["path"] or record["id"][:12]
    place = record["place"]["name"] if record["place"] else None
    parts = [name, place, (record["published"] or "")[:10]]
    return Text(visible(" · ".join(part for part in parts if part)))


def _cells(fact: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    value = MARKS.get(found["modifier"] or "", "") + found["value"]
    if found["high"] is not None:
        value += f"–{found['high']}"
    names = [fact[key] or NO_ANSWER for key in ("subject", "metric", "action")]
    return [*names, found["text"], value, found["unit"], fact["place"] or NO_ANSWER]
