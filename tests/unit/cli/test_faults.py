"""A fault inside a stage loses its own article and no other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from govnews_extract import Extractor
from govnews_extract.cli.app import Target
from govnews_extract.cli.extraction import extract_inputs
from govnews_extract.errors import LexiconError
from govnews_extract.link import Linker
from govnews_extract.read import ReadOptions

WORD = "出错"


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    texts = {
        "a.txt": "江山市投资36.4亿元。",
        "b.txt": f"江山市{WORD}8000万元。",
        "c.txt": "签约31项。",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in texts]


def fail_on_the_word(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    link = Linker.link

    def faulty(self: Linker, doc: Any, *rest: Any) -> Any:
        if WORD in doc.text:
            raise error
        return link(self, doc, *rest)

    # The stage is told by the module that the fault came from.
    namespace = {"__name__": "govnews_extract.link.linker", "faulty": faulty}
    exec("def call(self, *rest): return faulty(self, *rest)", namespace)  # noqa: S102
    monkeypatch.setattr(Linker, "link", namespace["call"])


def run(inputs: list[str], output: Path) -> int:
    return extract_inputs(
        inputs,
        target=Target.SQLITE,
        output=output,
        options=ReadOptions(),
        extractor=Extractor(),
    )


def test_the_article_is_filed_with_its_stage(
    inputs: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fail_on_the_word(monkeypatch, KeyError("x\ny"))
    assert run(inputs, tmp_path / "out.sqlite") == 1
    complaint, summary = capsys.readouterr().err.splitlines()
    assert complaint.startswith(f"govnews: {inputs[1]}: KeyError: ")
    assert summary.startswith("govnews: 2 articles, ")
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as connection:
        paths = connection.execute("SELECT path FROM articles ORDER BY path").fetchall()
        failures = connection.execute("SELECT path, stage, reason FROM dead_letters").fetchall()
    assert paths == [(inputs[0],), (inputs[2],)]
    assert failures == [(inputs[1], "link", r"KeyError: 'x\ny'")]


def test_broken_rule_data_end_the_run(
    inputs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_on_the_word(monkeypatch, LexiconError("is broken", "units.tsv", 7))
    with pytest.raises(LexiconError, match=r"units\.tsv:7: is broken"):
        run(inputs, tmp_path / "out.sqlite")
