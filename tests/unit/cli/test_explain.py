"""`govnews explain`: every step from the archived sentence to the fact."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loading import ROOT
from rich.console import Console

from govnews_extract import Extractor
from govnews_extract.write.explanation import fact_explanation, quantities_table

Govnews = Callable[..., Any]
TEXT = (
    "江山市一季度项目播报\n"
    "江山市发改局谋划重点项目31项，总投资36.4亿元以上。截至3月底，完成投资2.1亿元。\n"
)


def printed(shown: Any, width: int = 160) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, color_system=None).print(shown)
    return stream.getvalue()


def rows(text: str) -> dict[str, str]:
    """Lines of names and values; of a name that stands twice, the first."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, _, value = line.partition("  ")
        found.setdefault(name.strip(), value.strip())
    return found


@pytest.fixture
def record(extractor: Extractor) -> dict[str, Any]:
    return extractor.extract(TEXT).to_dict()


def test_a_fact_is_explained_from_its_sentence_to_its_rule(record: dict[str, Any]) -> None:
    shown = printed(fact_explanation(record, 1))
    told = rows(shown)
    assert told["repaired"] == "江山市发改局谋划重点项目31项，总投资36.4亿元以上。"
    assert told["as archived"] == "the same"
    assert told["as written"] == "36.4亿元以上"
    assert told["value"] == "≥3640000000 CNY"
    assert told["number, unit"] == "36.4 亿元"
    assert told["bound"] == "at_least: this much or more"
    assert told["subject"] == "江山市发改局"
    assert told["metric"] == "总投资"
    assert told["place"] == "330881"
    assert told["confidence"].startswith(f"{record['facts'][1]['confidence']}: ")
    assert told["evidence"] == record["facts"][1]["evidence"]
    assert shown.count(record["facts"][1]["rule"]) == 1
    assert record["quantities"][1]["rule"] in shown
    agency = next(row for row in record["mentions"] if row["text"] == "江山市发改局")
    assert agency["rule"] in shown


def test_the_name_that_a_sentence_before_gave_is_shown(record: dict[str, Any]) -> None:
    shown = printed(fact_explanation(record, 2))
    [line] = [line for line in shown.splitlines() if "before it" in line]
    assert record["facts"][2]["subject"] in line


def test_repairs_of_the_sentence_are_shown_with_their_rules(govnews: Govnews) -> None:
    done = govnews("explain", ROOT / "samples" / "anding-2023.txt", "--quantity", "5")
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode()
    assert "截至目前,全區(qū)已開復工項目47項" in shown
    assert "(qū) → –  (gloss.converter: " in shown


def test_other_readings_of_a_name_are_shown(record: dict[str, Any]) -> None:
    place = next(row for row in record["mentions"] if row["label"] == "PLACE")
    place["candidates"] = ["000000 他市: farther away"]
    record["facts"][1] |= {"sentence_start": place["start"]}
    assert "farther away" in printed(fact_explanation(record, 1)).replace("\n", "")


def test_an_amount_without_a_fact_and_one_that_repeats_are_explained(
    record: dict[str, Any],
) -> None:
    facts = record["facts"]
    facts[2]["duplicate_of"] = 1
    assert rows(printed(fact_explanation(record, 2)))["repeats"] == "the fact of amount 1"
    record["facts"] = facts[1:]
    assert "none is linked" in printed(fact_explanation(record, 0))
    assert "31项" in printed(quantities_table(record))


def test_without_a_number_the_amounts_are_listed(govnews: Govnews, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    shown = govnews("explain", "a.txt").stdout.decode()
    lines = [line for line in shown.splitlines() if line.startswith("│")]
    assert [line.split()[1] for line in lines] == ["0", "1", "2"]
    assert shown.endswith("3 amounts; --quantity NUMBER explains one\n")


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (["a.txt", "--quantity", "3"], "a.txt: the article has no amount 3; they are 0–2", 2),
        (["none.txt", "--quantity", "0"], "none.txt: the article has no amount 0; it has none", 2),
        (["a.txt", "--article", "2"], "a.txt: holds no article 2", 2),
        (["missing.txt"], "missing.txt", 1),
    ],
)
def test_what_is_not_there_is_one_line(
    govnews: Govnews, tmp_path: Path, arguments: list[str], says: str, code: int
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "none.txt").write_text("江山市召开会议。\n", encoding="utf-8")
    done = govnews("explain", *arguments)
    assert done.returncode == code
    [complaint] = done.stderr.decode().splitlines()
    assert complaint.startswith(f"govnews: {says}")
    assert done.stdout == b""


def test_an_article_of_several_is_chosen(govnews: Govnews) -> None:
    sample = ROOT / "samples" / "county-briefs.jsonl"
    first, second = (
        govnews("explain", sample, "--article", n).stdout.decode().splitlines()[0]
        for n in ("1", "2")
    )
    assert first != second


def test_the_first_of_several_is_said_to_be_that(govnews: Govnews, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"江山市投资3亿元,{name}。", encoding="utf-8")
    several, chosen, alone = (
        govnews("explain", *given).stderr.decode()
        for given in ((tmp_path,), (tmp_path, "--article", "1"), (tmp_path / "a.txt",))
    )
    assert several == (
        "govnews: this is the first of several articles; --article NUMBER takes another\n"
    )
    assert (chosen, alone) == ("", "")


def test_heads_are_in_the_readers_language(govnews: Govnews, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = govnews("--language", "zh", "explain", "a.txt", "--quantity", "1").stdout.decode()
    told = rows(done)
    assert {"句子", "数量", "事实", "修复后", "可信度"} <= set(told)
    assert told["指标"] == "总投资"
    assert told["存档原文"] == "相同"
    assert told["界限"] == "at_least: 这么多或更多"
    assert told["可信度"].endswith(": 主体承自前面的分句、句子或标题")
    assert told["依据"].startswith("主体")
    # What is left in English are names of rules, labels and codes.
    assert not re.findall(r"[A-Za-z]+ [A-Za-z]+", done)
