"""The work of `govnews repair`: mended text, what was replaced in it, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from enum import Enum, auto
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from govnews_extract.cli.messages import counted, localised_head
from govnews_extract.cli.terminal import PassedOver, complain, console_for, refuse_input
from govnews_extract.datatypes import RepairedText, SourceArticle
from govnews_extract.errors import WriteError
from govnews_extract.read import ReadFailure, ReadOptions, iter_articles
from govnews_extract.repair import Repairer
from govnews_extract.write.visible import visible

MAX_CELL_CHARS = 60
"""Longer texts in the list of repairs are cut in their middle."""

MARKUP_RULE = "read.html"
"""Rule of the edits that took the tags off a page; they are no repairs of its text."""


class View(Enum):
    """What is printed of an article."""

    AUTO = auto()
    TEXT = auto()
    DIFF = auto()
    EXPLAIN = auto()


def repair_inputs(
    inputs: Sequence[str], *, view: View, output: Path | None, encoding: str | None
) -> int:
    """Mend every article of `inputs`, print `view` of it, and write its text to `output`.

    Returns:
        The exit code: 1 where an article could not be read, else 0.

    Raises:
        ConfigError: where `output` is among `inputs`.
        WriteError: where it cannot be written.
    """
    passed_over = PassedOver()
    options = passed_over.among(ReadOptions(encoding=encoding))
    refuse_input(output, inputs, options)
    if view is View.AUTO:
        view = View.DIFF if sys.stdout.isatty() or output is not None else View.TEXT
    repairer = Repairer()
    console = console_for(sys.stdout)
    failed = 0
    with ExitStack() as stack:
        target = None if output is None else stack.enter_context(_opened(output))
        for article in iter_articles(inputs, options, stdin=sys.stdin.buffer):
            if isinstance(article, ReadFailure):
                failed += 1
                complain(str(article))
                continue
            repaired = repairer.repair(article.repaired)
            _print(console, view, article, repaired)
            if target is not None:
                target.write(repaired.text.rstrip("\n") + "\n")
    sys.stdout.flush()
    passed_over.tell()
    return int(failed > 0)


def _opened(output: Path) -> IO[str]:
    try:
        return output.open("w", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", str(output)) from error


def _print(console: Console, view: View, article: SourceArticle, repaired: RepairedText) -> None:
    if view is View.TEXT:
        # Not through the console, which wraps lines.
        sys.stdout.write(repaired.text.rstrip("\n") + "\n")
        return
    name = visible(article.path or "")
    count = sum(edit.rule_id != MARKUP_RULE for edit in repaired.edits)
    console.print(
        Text(counted("{name}: {count:repair/repairs}", name=name, count=count), style="bold")
    )
    if view is View.EXPLAIN:
        console.print(explanation(repaired))
    else:
        console.print(Text.assemble(*diff_pieces(repaired)), soft_wrap=True)


def diff_pieces(repaired: RepairedText) -> Iterator[tuple[str, str]]:
    """The text in pieces with a style each: what stays, `[-was-]`, `{+became+}`.

    Markup is gone without a mark.

    Example:
        >>> from govnews_extract.datatypes import Edit, Span
        >>> edit = Edit(kind="pinyin_gloss", span=Span(0, 1), raw_span=Span(0, 5), before="發(fā)",
        ...             after="發", rule_id="gloss")
        >>> list(diff_pieces(RepairedText(raw="發(fā)展", text="發展", edits=(edit,))))
        [('', ''), ('[-發(fā)-]', 'red'), ('{+發+}', 'green'), ('展', '')]
    """
    at = 0
    for edit in repaired.edits:
        yield visible(repaired.raw[at : edit.raw_span.start]), ""
        if edit.rule_id == MARKUP_RULE:
            yield visible(edit.after), ""
            at = edit.raw_span.end
            continue
        if edit.before:
            yield f"[-{visible(edit.before)}-]", "red"
        if edit.after:
            yield f"{{+{visible(edit.after)}+}}", "green"
        at = edit.raw_span.end
    yield visible(repaired.raw[at:]), ""


def explanation(repaired: RepairedText) -> Table:
    """Every repair with its rule and evidence, then every damage that was left in place."""
    table = Table()
    for name in ("at", "kind", "was", "became", "rule", "evidence"):
        table.add_column(name, overflow="fold")
    for edit in repaired.edits:
        if edit.rule_id == MARKUP_RULE:
            continue
        texts = (_short(edit.before), _short(edit.after))
        why = localised_head(edit.evidence)
        row = (str(edit.raw_span.start), edit.kind, *texts, edit.rule_id, why)
        table.add_row(*(Text(visible(cell)) for cell in row))
    for issue in repaired.issues:
        at = "" if issue.span is None else str(repaired.to_raw(issue.span).start)
        kept = "" if issue.span is None else _short(issue.span.of(repaired.text))
        told = localised_head(issue.message)
        row = (at, issue.kind, kept, localised_head("(left)"), issue.rule_id, told)
        table.add_row(*(Text(visible(cell)) for cell in row), style="yellow")
    return table


def _short(text: str) -> str:
    half = MAX_CELL_CHARS // 2
    shown = text if len(text) <= MAX_CELL_CHARS else f"{text[:half]}…{text[-half:]}"
    return shown.replace("\n", "⏎")
