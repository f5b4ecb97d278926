"""The work of `govnews evaluate`: annotated articles extracted from, and the figures."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from govnews_extract.cli.messages import counted
from govnews_extract.cli.records import RecordReader
from govnews_extract.cli.terminal import console_for
from govnews_extract.evaluation import Scores, find_gold_folders, load_gold, score_record
from govnews_extract.write.visible import visible

EMPTY = {"text": "", **{part: [] for part in ("mentions", "quantities", "facts", "projects")}}
"""Stands for the record of an article that could not be read: everything is missed."""


def evaluate_folders(
    folders: Sequence[Path], *, as_json: bool, faults: bool, reader: RecordReader
) -> int:
    """Extract from each annotated article and print how well it agrees with what people found.

    Returns:
        The exit code: 1 where an article could not be read, else 0.

    Raises:
        ReadError: where a folder holds no annotations, or they do not fit their form.
    """
    scores = Scores()
    found = find_gold_folders(folders)
    for gold in [load_gold(folder) for folder in found]:
        record = next(reader.iter_records([gold.raw]), None)
        if record is None:
            scores.faults.append(f"{gold.name}: could not be read")
        score_record(record or EMPTY, gold, scores)
    console = console_for(sys.stdout)
    if faults and not as_json:
        for fault in scores.faults:
            console.print(Text(visible(fault)), soft_wrap=True)
    if as_json:
        whole = scores.figures()
        told = {"figures": whole, "faults": scores.faults} if faults else whole
        console.print(Text(json.dumps(told, ensure_ascii=False)), soft_wrap=True)
    else:
        console.print(_table(scores))
        count = counted("{articles:annotated article/annotated articles}", articles=len(found))
        console.print(count, soft_wrap=True)
    sys.stdout.flush()
    return int(reader.failed > 0)


def _table(scores: Scores) -> Table:
    table = Table(expand=False)
    table.add_column("field")
    for name in ("precision", "recall", "F1", "annotated", "found"):
        table.add_column(name, justify="right")
    for name, tally in sorted(scores.tallies.items()):
        measures = (f"{one:.3f}" for one in (tally.precision, tally.recall, tally.f1))
        counts = ("", "") if name == "repair" else (str(tally.wanted), str(tally.found))
        table.add_row(name, *measures, *counts)
    return table
