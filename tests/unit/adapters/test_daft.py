"""The Arrow function inside Daft, as `docs/cluster.md` shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from composed_articles import composed_rows
from loading import code_block

from govnews_extract.adapters.arrow import ArrowExtractor
from govnews_extract.write.arrow import flat_tables


@pytest.mark.filterwarnings("ignore")
def test_what_the_docs_show_gives_the_rows_of_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    rows = [{"text": row["text"], "path": row["path"]} for row in composed_rows(100)]
    rows.append({"text": None, "path": "none"})
    table = pa.Table.from_pylist(rows)
    pq.write_table(table, tmp_path / "news.parquet")

    shown: dict[str, Any] = {}
    exec(code_block("docs/cluster.md", "## Daft").replace("/data", str(tmp_path)), shown)  # noqa: S102

    wanted = ArrowExtractor().extract_table(table).combine_chunks()
    assert shown["records"].to_arrow().to_pylist() == wanted.to_pylist()
    flat = flat_tables(wanted.to_batches()[0])["quantities"]
    assert pq.read_table(tmp_path / "quantities").to_pylist() == flat.to_pylist()
    assert flat.num_rows > 100


def test_what_the_docs_show_of_arrow_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exec(code_block("docs/cluster.md", "## What all of them share"), {})  # noqa: S102
    assert "江山市" in (shown := capsys.readouterr().out)
    assert "is missing" in shown
