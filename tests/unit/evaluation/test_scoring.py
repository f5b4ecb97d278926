"""Figures worked out by hand, and the same as the tool that the annotations came with."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loading import ROOT, SHARED, gold_folders, needs_shared

from govnews_extract import Extractor
from govnews_extract.errors import ReadError
from govnews_extract.evaluation import GoldArticle, Scores, load_gold, score_record
from govnews_extract.evaluation.agreement import agrees, is_close, same_value
from govnews_extract.evaluation.alignment import align_amounts
from govnews_extract.lexicon.script import simplify
from govnews_extract.read import read_text_file
from govnews_extract.write import json_line

STARTERS = sorted(path.parent for path in (ROOT / "examples" / "gold").glob("*/meta.json"))


@pytest.mark.parametrize(
    ("cell", "answer", "right", "right_in_part"),
    [
        ("", "任何", True, True),
        ("", None, True, True),
        ("增长", "增长", True, True),
        ("增长", "同比增长", False, True),
        ("同比增长", "增长", False, True),
        ("增长|下降", "下降", True, True),
        ("增长", "下降", False, False),
        ("增长", None, False, False),
        ("突破|", None, True, True),
        ("突破|", "", True, True),
        ("突破|", "完成", False, False),
        ("临泽县", "臨澤縣", True, True),
        ("《县志》", " 县 志", True, True),
    ],
)
def test_a_cell_accepts_its_answers(
    cell: str, answer: str | None, right: bool, right_in_part: bool
) -> None:
    assert agrees(cell, answer) is right
    assert agrees(cell, answer, in_part=True) is right_in_part


@pytest.mark.parametrize(
    ("wanted", "value", "high", "same"),
    [
        ("36.4", "36.4", None, True),
        ("36.4", "36.40", None, True),
        ("36.4", "36.5", None, False),
        ("613333333.3", "613333333.333333333333", None, True),
        ("0", "0", None, True),
        ("0", "0.0001", None, False),
        ("12..15", "12", "15", True),
        ("12..15", "12", None, False),
        ("12", "12", "15", False),
        ("12", None, None, False),
    ],
)
def test_values_are_the_same(wanted: str, value: str | None, high: str | None, same: bool) -> None:
    assert same_value(wanted, value, high) is same


def test_nothing_wanted_is_close_to_nothing() -> None:
    assert not is_close("", "1")
    assert not is_close("1", "")


def amount(text: str, value: str, unit: str = "count") -> dict[str, Any]:
    return {"text": text, "value": value, "high": None, "unit": unit}


def test_amounts_are_paired_in_order_with_their_texts_first() -> None:
    wanted = [amount("3个", "3"), amount("5个", "5"), amount("3家", "3")]
    found = [amount("3家", "3"), amount("5个", "5"), amount("3家", "3"), amount("5个", "5", "t")]
    assert align_amounts(wanted, found) == [(0, 0), (1, 1), (2, 2)]
    assert align_amounts(wanted[::2], found[:1]) == [(1, 0)]
    assert align_amounts([], found) == align_amounts(wanted, []) == []


def row(columns: str, *cells: str) -> dict[str, str]:
    return dict(zip(columns.split(), cells, strict=True))


QUANTITY = "text value unit modifier subject metric action place optional"


def gold(**changes: Any) -> GoldArticle:
    whole = {
        "name": "a",
        "raw": Path("raw.txt"),
        "repaired": None,
        "meta": {},
        "quantities": (),
        "entities": (),
        "projects": (),
    }
    return GoldArticle(**{**whole, **changes})


def record(**changes: Any) -> dict[str, Any]:
    parts = {name: [] for name in ("quantities", "facts", "mentions", "projects")}
    return {"text": "", **parts, **changes}


def figures(found: dict[str, Any], wanted: GoldArticle) -> dict[str, Any]:
    scores = Scores()
    score_record(found, wanted, scores)
    return scores.figures()


def test_amounts_and_facts_are_counted() -> None:
    wanted = gold(
        quantities=(
            row(QUANTITY, "31项", "31", "count", "", "甲局", "项目", "签约", "330881", ""),
            row(QUANTITY, "5亿元", "500000000", "CNY", "", "甲局", "投资", "", "", ""),
            row(QUANTITY, "两批", "2", "count", "", "", "", "", "", "1"),
            row(QUANTITY, "7个", "7", "count", "", "", "", "", "", ""),
        )
    )
    found = record(
        quantities=[
            {**amount("31项", "31"), "index": 0, "start": 0, "modifier": None},
            {**amount("5亿元", "500000000", "CNY"), "index": 1, "start": 5, "modifier": "approx"},
            {**amount("两批", "20"), "index": 2, "start": 9, "modifier": None},
            {**amount("9人", "9"), "index": 3, "start": 12, "modifier": None},
        ],
        facts=[
            {"quantity": 0, "subject": "甲局", "metric": "项目", "action": "集中签约"},
            {"quantity": 1, "subject": None, "subject_text": "甲局", "metric": "总投资"},
        ],
    )
    told = figures(found, wanted)
    # 31项 and 5亿元 of three wanted; 9人 is one too many, 两批 is forgiven.
    assert told["quantity"] == {
        "precision": 0.6667,
        "recall": 0.6667,
        "f1": 0.6667,
        "gold": 3,
        "predicted": 3,
    }
    shares = {name: told[f"fact.{name}"]["f1"] for name in ("subject", "metric", "action")}
    assert shares == {"subject": 1.0, "metric": 0.5, "action": 1.0}
    assert told["fact.place"]["f1"] == 0.5
    assert told["fact.modifier"]["f1"] == 0.5
    assert told["fact"]["f1"] == 0.3333


def test_names_codes_and_projects_are_counted() -> None:
    entity, project = "label text id optional", "name owner place capacity unit investment status"
    wanted = gold(
        entities=(
            row(entity, "PLACE", "江山市", "330881", ""),
            row(entity, "PLACE", "衢州", "330800", "1"),
            row(entity, "PROJECT", "一号光伏", "", ""),
            row(entity, "PERSON", "王某", "", ""),
        ),
        projects=(row(project, "一号光伏|光伏", "乙公司", "", "20000", "kW", "", "开工"),),
    )
    mentions = [
        {"label": "PLACE", "text": "江山市", "code": "330802"},
        {"label": "PLACE", "text": "衢州", "code": "330800"},
        {"label": "PROJECT", "text": "光伏", "code": None},
        {"label": "ORG", "text": "某报", "code": None},
    ]
    built = {"name": "光伏", "owner": "丙公司", "place": None, "capacity": "20000", "unit": "kW"}
    other = {**built, "name": "二号", "investment": None, "status": None}
    found = record(
        mentions=mentions, projects=[other, {**built, "investment": None, "status": "已开工"}]
    )
    told = figures(found, wanted)
    assert (told["entity"]["precision"], told["entity"]["recall"]) == (0.6667, 0.6667)
    assert told["entity.PROJECT"]["f1"] == 1.0
    assert told["place.code"]["f1"] == 0.5
    assert (told["project"]["precision"], told["project"]["recall"]) == (0.5, 1.0)
    assert told["project.owner"]["f1"] == 0.0
    assert told["project.capacity"]["f1"] == told["project.status"]["f1"] == 1.0
    assert "project.place" not in told


def test_fields_of_the_article_and_repair_are_counted() -> None:
    wanted = gold(
        meta={"title": "標題", "published": "2023-04-07T09:44:00", "byline": ["甲"], "place": "1"},
        repaired="江山市 投资\n",
    )
    found = record(
        title="标题",
        published="2023-04-07T09:44",
        byline=["乙"],
        place={"code": "1"},
        text="江山市投",
    )
    told = figures(found, wanted)
    assert told["meta"]["f1"] == 0.75
    assert told["repair"]["f1"] == 0.8889  # 2 * 4 common characters of 5 + 4


def reference(folders: list[Path], predictions: Path) -> dict[str, Any]:
    """Figures of the tool beside the annotated articles."""
    tool = SHARED / "tools" / "score.py"
    command = [sys.executable, tool, predictions, *folders, "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


@needs_shared
@pytest.mark.parametrize("which", ["annotated", "starters"])
def test_figures_are_those_of_the_tool(which: str, extractor: Extractor, tmp_path: Path) -> None:
    folders = gold_folders() if which == "annotated" else STARTERS
    scores = Scores()
    predictions = tmp_path / "predictions.jsonl"
    with predictions.open("wb") as file:
        for folder in folders:
            annotated = load_gold(folder)
            found = extractor.extract_article(read_text_file(annotated.raw))
            file.write(json_line(found))
            score_record(found.to_dict(), annotated, scores)
    assert scores.figures() == reference(folders, predictions)


@pytest.mark.parametrize("folder", STARTERS, ids=lambda folder: folder.name)
def test_the_starters_fit_their_articles(folder: Path) -> None:
    annotated = load_gold(folder)
    sample = ROOT / "samples" / (folder.name + annotated.raw.suffix)
    assert annotated.raw.read_bytes() == sample.read_bytes()
    text = simplify(annotated.repaired or "")
    at = 0
    for found in annotated.quantities:
        at = text.index(simplify(found["text"]), at) + 1
    assert all(simplify(name["text"]) in text for name in annotated.entities)
    assert annotated.quantities
    assert annotated.meta["place"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("quantities.tsv", "text\tvalue\n", "quantities.tsv:1: lacks the columns unit"),
        ("meta.json", "{", "meta.json: is no JSON"),
        ("meta.json", "[]", "meta.json: holds no object"),
        (
            "projects.tsv",
            "name\towner\tplace\tcapacity\tunit\tinvestment\tstatus\na\t\t\tx\t\t\t\n",
            "projects.tsv:2 [capacity]: 'x' is no number",
        ),
        ("entities.tsv", "label\ttext\tid\toptional\nA\tb\t\t\tc\n", "entities.tsv:2: has more"),
    ],
)
def test_annotations_that_do_not_fit_are_named_by_file_and_line(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    (tmp_path / "raw.txt").write_text("江山市", encoding="utf-8")
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        load_gold(tmp_path)
    assert says in str(caught.value)


def test_the_command_measures_folders_and_folders_of_folders(govnews: Callable[..., Any]) -> None:
    done = govnews("evaluate", ROOT / "examples" / "gold", "--json")
    assert done.returncode == 0, done.stderr.decode()
    whole = json.loads(done.stdout)
    wanted = 0
    for folder in STARTERS:
        with (folder / "quantities.tsv").open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t")
            wanted += sum(one["optional"] != "1" for one in rows)
    assert whole["quantity"]["gold"] == wanted
    shown = govnews("evaluate", STARTERS[0], "--faults", "--fast").stdout.decode()
    assert "precision" in shown
    assert shown.endswith("1 annotated article\n")
    assert shown.startswith(f"{STARTERS[0].name}: ")


def test_a_folder_without_annotations_is_one_line(govnews: Callable[..., Any]) -> None:
    for path, told in (
        (ROOT / "samples", "holds no annotated article"),
        ("missing", "No such file"),
    ):
        done = govnews("evaluate", path)
        assert done.returncode == 1
        [complaint] = done.stderr.decode().splitlines()
        assert complaint.startswith(f"govnews: {path}: ")
        assert told in complaint
