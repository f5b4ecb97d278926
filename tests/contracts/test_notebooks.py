"""Every notebook runs from top to bottom in a kernel of its own, and is kept without output."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from loading import ROOT
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


SHOWN = {
    "first_steps": ["安定区"],
    # Added up by hand from the articles in the notebook: signed and begun in one county.
    "archive_to_pandas": ["62.3   44.5", "16.2億(yì)元 = 1620000000 CNY"],
    "own_names_and_units": ["('1200禾亩', '600000', 'm2')", "青禾云谷农业有限公司 | 总投资"],
    # The largest amounts that the samples state for two of their counties.
    "sqlite_to_duckdb": ["318.6", "142.7"],
}
"""What each notebook must print."""


@pytest.fixture(autouse=True)
def _kernel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The kernel imports this checkout, and leaves nothing in the home folder."""
    paths = filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "TMPDIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))


def test_every_notebook_says_here_what_it_shows() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(SHOWN)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_holds_output(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    kept = [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
    assert kept == []


def outputs(path: Path) -> list[Any]:
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs(path: Path) -> None:
    found = outputs(path)
    printed = "".join(output.text for output in found if output.get("name") == "stdout")
    assert all(part in printed for part in SHOWN[path.stem]), printed
    # A font without Chinese characters and the like.
    assert [output.text for output in found if output.get("name") == "stderr"] == []
    drawn = [output for output in found if "image/png" in output.get("data", {})]
    assert len(drawn) == (2 if path.stem == "archive_to_pandas" else 0)
