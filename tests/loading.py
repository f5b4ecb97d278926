"""Case files of the tests, and what lies outside the repository."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated articles are absent")


def cases(name: str, table: str) -> list[Any]:
    """One pytest parameter a row of `tests/cases/NAME.toml`, named by its id."""
    with (ROOT / "tests" / "cases" / f"{name}.toml").open("rb") as file:
        rows = tomllib.load(file)[table]
    assert len({row["id"] for row in rows}) == len(rows), f"an id stands twice in {name}"
    return [pytest.param(row, id=row["id"]) for row in rows]


def gold_folders() -> list[Path]:
    """The annotated articles, one folder each; none where they are absent."""
    return sorted(path.parent for path in (SHARED / "gold").glob("*/raw.txt"))


def code_block(path: str, heading: str, language: str = "python") -> str:
    """The first block of code under a heading of a page of the documentation."""
    _, _, below = (ROOT / path).read_text(encoding="utf-8").partition(f"\n{heading}\n")
    return below.split(f"```{language}\n", 1)[1].split("```", 1)[0]
