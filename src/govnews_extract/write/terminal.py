"""Records on a terminal: facts as a table, and the text with what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from govnews_extract.annotated import MARKS, AnnotatedText, written_value
from govnews_extract.edits import Span
from govnews_extract.write.visible import visible

NO_ANSWER = "–"
AMOUNT_STYLE = "bold cyan"
LABEL_STYLES = {
    "PLACE": "green",
    "LOC": "green italic",
    "AGENCY": "bright_blue",
    "COMPANY": "magenta",
    "ORG": "bright_blue italic",
    "PROJECT": "yellow",
    "PERSON": "red",
    "DATE": "underline",
    "PROGRAM": "yellow italic",
    "WORK": "italic",
}


def facts_table(record: Mapping[str, Any], *, narrow: bool = False) -> Table:
    """The facts of one record, given in its JSON form, in reading order.

    On a `narrow` terminal value, unit and place are left out, so that there is room for the others.
    """
    table = Table(title=heading(record), title_justify="left", title_style="bold", expand=False)
    table.add_column("subject", overflow="fold", ratio=4)
    table.add_column("metric", overflow="fold", ratio=3)
    table.add_column("action", overflow="fold", ratio=2)
    table.add_column("as written", overflow="fold", style="cyan", ratio=2)
    if not narrow:
        table.add_column("value", no_wrap=True, justify="right")
        table.add_column("unit", no_wrap=True)
        table.add_column("place", no_wrap=True)
    for fact in record["facts"]:
        cells = map(visible, _cells(fact, record["quantities"][fact["quantity"]]))
        table.add_row(*map(Text, islice(cells, len(table.columns))))
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


def article_text(record: Mapping[str, Any], *, say: Callable[[str], str] = str) -> Text:
    """The whole text with names and amounts coloured, and a legend as its last line.

    `say` puts a word of the legend into the reader's language.
    """
    shown = coloured(AnnotatedText(record))
    shown.rstrip()
    labels = dict.fromkeys(mention["label"] for mention in record["mentions"])
    shown.append("\n\n")
    shown.append(say("amount"), AMOUNT_STYLE)
    for label in labels:
        shown.append("  ")
        shown.append(say(label.lower()), LABEL_STYLES.get(label, ""))
    return shown


def article_facts(record: Mapping[str, Any], *, narrow: bool = False) -> Group:
    """The facts of one record in reading order, each sentence above those it states.

    On a `narrow` terminal status and place are left out, so that there is room for the others.
    """
    if not record["facts"]:
        return Group(Text("no facts", style="dim"))
    shown = AnnotatedText(record)
    parts: list[RenderableType] = [_columns(heads=True, narrow=narrow)]
    facts = sorted(record["facts"], key=lambda fact: (fact["sentence_start"], fact["quantity"]))
    for (start, end), group in groupby(
        facts, key=lambda fact: (fact["sentence_start"], fact["sentence_end"])
    ):
        table = _columns(heads=False, narrow=narrow)
        for fact in group:
            found = record["quantities"][fact["quantity"]]
            cells = map(visible, _article_cells(fact, found))
            table.add_row(*map(Text, islice(cells, len(table.columns))))
        parts += [Text(), coloured(shown, Span(start, end)), table]
    return Group(*parts)


def coloured(shown: AnnotatedText, within: Span | None = None, amount: int | None = None) -> Text:
    """The text, or a stretch of it, with names and amounts coloured; or one `amount` alone."""
    text = Text()
    for piece in shown.pieces(within):
        name = LABEL_STYLES.get(piece.label or "", "")
        is_amount = piece.quantity is not None and amount in {None, piece.quantity}
        text.append(visible(piece.text), AMOUNT_STYLE if is_amount else name)
    return text


def _columns(*, heads: bool, narrow: bool) -> Table:
    """A table as wide as the terminal, so that tables below one another are in line."""
    table = Table(box=None, expand=True, show_header=heads, padding=(0, 1), header_style="bold")
    table.add_column("no.", width=4, justify="right", style="dim")
    for name, ratio in (("subject", 5), ("metric", 4), ("as written", 3)):
        table.add_column(name, overflow="fold", ratio=ratio)
    table.add_column("value", overflow="fold", justify="right", ratio=5)
    if not narrow:
        table.add_column("status", width=9)
        table.add_column("place", width=6)
    return table


def _article_cells(fact: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    yield str(found["index"])
    yield from (fact[key] or NO_ANSWER for key in ("subject", "metric"))
    yield from (found["text"], written_value(found))
    yield from (fact[key] or NO_ANSWER for key in ("status", "place"))
