from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Govnews = Callable[..., Any]
GLOSSED = "經(jīng)濟發(fā)展,產(chǎn)業(yè)發(fā)達,發(fā)電產(chǎn)業(yè)。\n"
MENDED = "經濟發展,產業發達,發電產業。\n"


@pytest.fixture
def glossed(tmp_path: Path) -> Path:
    path = tmp_path / "glossed.txt"
    path.write_text(GLOSSED, encoding="utf-8")
    return path


def test_a_pipe_gets_the_mended_text_alone(govnews: Govnews, glossed: Path) -> None:
    done = govnews("repair", glossed)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, MENDED, b"")


def test_the_difference_is_marked(govnews: Govnews, glossed: Path) -> None:
    heading, text = govnews("repair", glossed, "--diff").stdout.decode().strip().split("\n")
    assert heading == f"{glossed}: 8 repairs"
    for mark in ("[-", "-]"):
        assert mark in text
    assert "fā" in text


def test_each_repair_is_explained_by_its_rule(govnews: Govnews, glossed: Path) -> None:
    shown = govnews("repair", glossed, "--explain", COLUMNS="160").stdout.decode()
    assert shown.count("pinyin_gloss") == 8
    assert "evidence" in shown


def test_the_text_goes_to_a_file_and_the_difference_to_the_terminal(
    govnews: Govnews, glossed: Path, tmp_path: Path
) -> None:
    done = govnews("repair", glossed, "/no/such.txt", "--output", "mended.txt")
    assert (tmp_path / "mended.txt").read_text(encoding="utf-8") == MENDED
    assert "fā" in done.stdout.decode()
    assert done.returncode == 1
    assert done.stderr.decode().startswith("govnews: /no/such.txt")


def test_markup_is_taken_off_without_a_mark(govnews: Govnews, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><h1>好</h1><p>{GLOSSED * 3}</p></body></html>", encoding="utf-8")
    shown = govnews("repair", page, "--diff").stdout.decode()
    assert "<p>" not in shown
    assert "[-" in shown
    assert "read.html" not in govnews("repair", page, "--explain").stdout.decode()
