"""Figures on annotated articles and passages, held at what was reached.

The annotated texts lie beside the repository; where they are absent nothing is measured.
`pytest tests/eval --raise-floors` writes higher figures into `floors.toml`; none is ever lowered
by a flag: who lowers one edits the file, and the diff says so.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from loading import ROOT, SHARED, gold_folders, needs_shared

from govnews_extract import Extractor
from govnews_extract.read import read_text_file
from govnews_extract.write import json_line

FLOORS = Path(__file__).with_name("floors.toml")
HEADER = "# F1 reached, by set and field; `data` are digests of the sets they were measured on.\n"
SEED = "zhangye-2023-04-07"

pytestmark = needs_shared


def digest(paths: list[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def figures(tool: str, *arguments: str | Path) -> dict[str, float]:
    """F1 by field, as a scoring tool prints it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, SHARED / "tools" / tool, *arguments, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    return {name: row["f1"] for name, row in json.loads(done.stdout).items()}


@pytest.fixture(scope="module")
def predictions(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "predictions.jsonl"
    with path.open("wb") as file:
        for folder in gold_folders():
            article = read_text_file(folder / "raw.txt")
            file.write(json_line(extractor.extract_article(article)))
    return path


def compare(
    name: str, reached: dict[str, float], data: str, request: pytest.FixtureRequest
) -> None:
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    if request.config.getoption("--raise-floors"):
        raise_floors(floors, name, reached, data)
    below = {
        field: (reached.get(field, 0.0), floor)
        for field, floor in floors.get(name, {}).items()
        if reached.get(field, 0.0) < floor
    }
    same = floors["data"].get(name) == data
    assert not below, f"(reached, floor); measured on {'the same' if same else 'ANOTHER'} set"


def raise_floors(floors: dict, name: str, reached: dict[str, float], data: str) -> None:
    old = floors.get(name, {})
    floors[name] = {field: max(f1, old.get(field, 0.0)) for field, f1 in sorted(reached.items())}
    floors["data"][name] = data
    lines = [HEADER]
    for table, rows in sorted(floors.items()):
        lines += [
            f"[{table}]",
            *(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in rows.items()),
            "",
        ]
    FLOORS.write_text("\n".join(lines), encoding="utf-8")


def test_all_annotated_articles(predictions: Path, request: pytest.FixtureRequest) -> None:
    reached = figures("score.py", predictions, *gold_folders())
    data = digest([path for folder in gold_folders() for path in folder.iterdir()])
    compare("gold", reached, data, request)


def test_the_most_damaged_article(predictions: Path, request: pytest.FixtureRequest) -> None:
    folder = SHARED / "gold" / SEED
    compare("seed", figures("score.py", predictions, folder), digest([*folder.iterdir()]), request)


@pytest.mark.parametrize("part", ["train", "test"])
def test_tagged_passages(part: str, request: pytest.FixtureRequest) -> None:
    path = SHARED / "corpus" / f"{part}.tsv"
    compare(part, figures("score_passages.py", path), digest([path]), request)
