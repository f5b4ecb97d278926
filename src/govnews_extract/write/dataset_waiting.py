"""What was delivered to a Parquet dataset and waits to become a part, and what it replaces."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from govnews_extract.write.arrow import table_schema
from govnews_extract.write.rows import PARTS

ROW_TABLES = ("articles", *PARTS)
"""Tables whose rows an article replaces whole."""


class Replaced:
    """What stays of articles that are replaced.

    Attributes:
        parts: Numbers of the parts that hold any.
        paths: Where each was first found.
        sources: All places of theirs.
    """

    def __init__(self) -> None:
        self.parts: list[int] = []
        self.paths: dict[str, str | None] = {}
        self.sources: list[pa.Table] = []

    def add(self, name: str, rows: pa.Table) -> None:
        """Rows of replaced articles in one table of a part."""
        if name == "articles":
            ids, paths = rows["id"].to_pylist(), rows["path"].to_pylist()
            self.paths.update(zip(ids, paths, strict=True))
        elif name == "sources":
            self.sources.append(rows)


class Waiting:
    """Deliveries that are in no part file yet.

    Attributes:
        runs: Run of each article that waits.
        sources: Places found, with their addresses.
        bytes: About how much memory the rows take.
    """

    def __init__(self) -> None:
        self.runs: dict[str, str | None] = {}
        self.sources: dict[tuple[str, str], str | None] = {}
        self.bytes = 0
        self.is_worth_a_part = False
        self._batches: list[Mapping[str, pa.RecordBatch]] = []
        self._latest: dict[str, int] = {}
        self._paths: dict[str, str | None] = {}

    def add(self, tables: Mapping[str, pa.RecordBatch], run: str | None) -> None:
        """Rows of some articles; those that wait already are replaced."""
        self.is_worth_a_part = True
        ids = tables["articles"]["id"].to_pylist()
        for one, path in zip(ids, tables["articles"]["path"].to_pylist(), strict=True):
            self._latest[one] = len(self._batches)
            self._paths.setdefault(one, path)
            self.runs[one] = run
        self._batches.append(tables)
        self.bytes += sum(batch.nbytes for batch in tables.values())

    def tables(self, paths: Mapping[str, str | None]) -> dict[str, pa.Table]:
        """Every table's rows, each article once; `paths` are those of articles found before."""
        found: dict[str, list[pa.RecordBatch]] = {name: [] for name in ROW_TABLES}
        for number, batch in enumerate(self._batches):
            ids = batch["articles"]["id"].to_pylist()
            latest = [one for one in ids if self._latest[one] == number]
            for name, rows in batch.items():
                if len(latest) < len(ids):
                    key = rows["id" if name == "articles" else "article"]
                    rows = rows.filter(pc.is_in(key, pa.array(latest, pa.string())))  # noqa: PLW2901
                found[name].append(rows)
        tables = {
            name: pa.Table.from_batches(batches, table_schema(name))
            for name, batches in found.items()
        }
        ids = tables["articles"]["id"].to_pylist()
        first = {**self._paths, **paths}
        articles = tables["articles"].set_column(
            1, "path", pa.array([first[one] for one in ids], pa.string())
        )
        runs = pa.array([self.runs[one] for one in ids], pa.string())
        return {**tables, "articles": articles.append_column("run", runs)}
