"""An archive with everything that happens in one, and what one process makes of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import batching
import pytest
from archive import write_archive

COUNT = 40
COPIES = 3
FAILURES = 2
ADDRESS = "http://www.example.gov.cn/2014/12.html"
PAGE = (
    f'<html><head><link rel="canonical" href="{ADDRESS}"></head>'
    "<body><h1>某县开工项目</h1><p>某县开工项目12个，总投资3亿元。</p></body></html>"
)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated articles and a page, three of them again, an empty file and a page of nothing."""
    folder = write_archive(tmp_path_factory.mktemp("batch") / "archive", COUNT - 1)
    shutil.copy(folder / "000003.txt", folder / "000004b.txt")
    shutil.copy(folder / "000005.txt", folder / "000030b.txt")
    (folder / "000010b.txt").touch()
    for name in ("000012b.html", "000014b.html"):
        (folder / name).write_text(PAGE, encoding="utf-8")
    (folder / "000012c.html").write_text("<html><body><br></body></html>", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def expected(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """All rows that one process writes in one go."""
    into = tmp_path_factory.mktemp("expected") / "out.sqlite"
    batching.run(archive, into)
    return batching.rows(into)


@pytest.fixture(params=["sqlite", "postgresql", "duckdb", "parquet"])
def into(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty place for rows."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres").new_database())
    return str(tmp_path / f"out.{request.param}")
