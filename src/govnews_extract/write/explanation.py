"""How one fact came to be, for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from govnews_extract.annotated import AnnotatedText, JsonRecord, written_value
from govnews_extract.edits import Span
from govnews_extract.write.terminal import AMOUNT_STYLE, LABEL_STYLES, NO_ANSWER, coloured
from govnews_extract.write.visible import visible

CONFIDENCE_WORDS = {
    "stated": "the clause itself names the subject",
    "inherited": "the subject is carried over from an earlier clause, sentence or heading",
    "guessed": "the text does not say, or little speaks for what it says; the likeliest subject was taken",
}
BOUND_WORDS = {
    "approx": "about this much",
    "at_least": "this much or more",
    "at_most": "this much or less",
    "near": "close to this much",
    "reach": "as much as this was reached",
    "order": "an order of magnitude, no figure",
}
Lines = Iterable[tuple[str, Text | str | None]]
Say = Callable[[str], str]

Row = Mapping[str, Any]


def quantities_table(record: JsonRecord) -> Table:
    """The numbered amounts of one record, each with the heart of its fact."""
    facts = {fact["quantity"]: fact for fact in record["facts"]}
    table = Table(expand=False)
    table.add_column("no.", justify="right")
    for name in ("as written", "value", "subject", "metric", "confidence"):
        table.add_column(name, overflow="fold")
    for found in record["quantities"]:
        fact = facts.get(found["index"])
        told = [fact[key] if fact else None for key in ("subject", "metric", "confidence")]
        cells = (found["text"], written_value(found), *(cell or NO_ANSWER for cell in told))
        table.add_row(str(found["index"]), *(Text(visible(cell)) for cell in cells))
    return table


def fact_explanation(record: JsonRecord, number: int, *, say: Say = str) -> Group:
    """Everything that led to the fact of an amount.

    Args:
        record: The record, in its JSON form.
        number: Index of the amount, which the record must hold.
        say: Puts a head, or a phrase that is not the article's, into the reader's language.
    """
    shown = AnnotatedText(record)
    found = record["quantities"][number]
    fact = next((one for one in record["facts"] if one["quantity"] == number), None)
    span = Span(found["start"], found["end"])
    sentence = Span(fact["sentence_start"], fact["sentence_end"]) if fact else span
    parts: list[RenderableType] = [
        *_block("Sentence", _sentence_lines(shown, sentence, number, say), say),
        *_block("Amount", _amount_lines(shown, found, say), say),
        *_block("Fact", _fact_lines(record, fact, say), say),
    ]
    names = _names_near(record, sentence, fact)
    if names:
        parts += [Text(say("Names near"), style="bold"), _names_table(names, sentence, say), Text()]
    return Group(*parts)


def _block(head: str, lines: Lines, say: Say) -> Iterator[RenderableType]:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=13, style="dim")
    grid.add_column(overflow="fold")
    for name, value in lines:
        if value:
            grid.add_row(say(name), value if isinstance(value, Text) else Text(visible(value)))
    yield from (Text(say(head), style="bold"), grid, Text())


def _sentence_lines(shown: AnnotatedText, sentence: Span, number: int, say: Say) -> Lines:
    yield "repaired", coloured(shown, sentence, number)
    raw = shown.raw(sentence)
    yield "as archived", raw if raw != sentence.of(shown.text) else say("the same")
    for edit in shown.repairs(sentence):
        change = f"{edit.before or NO_ANSWER} → {edit.after or NO_ANSWER}"
        why = f"{edit.rule_id}: {say(edit.evidence)}" if edit.evidence else edit.rule_id
        yield edit.kind, f"{change}  ({why})"


def _amount_lines(shown: AnnotatedText, found: Row, say: Say) -> Lines:
    yield "as written", Text(visible(found["text"]), AMOUNT_STYLE)
    raw = shown.raw(Span(found["start"], found["end"]))
    yield "as archived", raw if raw != found["text"] else None
    yield "value", written_value(found)
    yield (
        "number, unit",
        " ".join(found.get(key) or "" for key in ("surface_value", "surface_unit")),
    )
    bound = found["modifier"]
    yield "bound", f"{bound}: {say(BOUND_WORDS.get(bound, ''))}" if bound else None
    yield "rule", found["rule"]


def _fact_lines(record: JsonRecord, fact: Row | None, say: Say) -> Lines:
    if fact is None:
        yield "", say("none is linked")
        return
    yield "subject", _name_and_words(fact, "subject", say)
    words = CONFIDENCE_WORDS.get(fact["confidence"], "")
    yield "confidence", f"{fact['confidence']}: {say(words)}"
    yield "evidence", say(fact["evidence"])
    yield "metric", _name_and_words(fact, "metric", say)
    status = f" ({fact['status']})" if fact["status"] else ""
    yield "action", _name_and_words(fact, "action", say) + status
    yield "compared with", fact.get("comparison")
    yield "place", fact["place"]
    yield "period", fact["period"]
    if fact.get("project") is not None:
        yield "project", record["projects"][fact["project"]]["name"]
    if fact["duplicate_of"] is not None:
        repeated = record["facts"][fact["duplicate_of"]]
        yield "repeats", f"{say('the fact of amount')} {repeated['quantity']}"
    yield "rule", fact["rule"]


def _name_and_words(fact: Row, key: str, say: Say) -> str:
    """What a fact calls something, and the words of the text where they are others."""
    name, words = fact[key], fact.get(f"{key}_text")
    as_said = f", {say('in the text')} {words}" if words and words != name else ""
    return (name or NO_ANSWER) + as_said


def _names_near(record: JsonRecord, sentence: Span, fact: Row | None) -> list[Row]:
    """Names in the sentence, and the last one before it that the subject came from."""
    rows = record["mentions"]
    inside = [row for row in rows if sentence.start <= row["start"] < sentence.end]
    if fact is None or any(row["norm"] == fact["subject"] for row in inside):
        return inside
    before = [row for row in rows if row["start"] < sentence.start]
    return [*[row for row in before if row["norm"] == fact["subject"]][-1:], *inside]


def _names_table(names: list[Row], sentence: Span, say: Say) -> Table:
    table = Table(expand=False)
    for head in ("name", "label", "canonical", "code", "rule", "where", "other readings"):
        table.add_column(head, overflow="fold")
    for row in names:
        where = say("in the sentence" if row["start"] >= sentence.start else "before it")
        others = "; ".join(_reading(candidate, say) for candidate in row["candidates"] or ())
        cells = (row["label"], row["norm"], row.get("code") or "", row["rule"], where, others)
        name = Text(visible(row["text"]), LABEL_STYLES.get(row["label"], ""))
        table.add_row(name, *(Text(visible(cell)) for cell in cells))
    return table


def _reading(candidate: str, say: Say) -> str:
    """Another division that a name can mean, and what speaks for it."""
    division, colon, reasons = candidate.partition(": ")
    return f"{division}{colon}{', '.join(map(say, reasons.split(', ')))}"
