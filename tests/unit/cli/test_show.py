"""`govnews show` on an article: the text, the facts, colours only where they are wanted."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loading import ROOT
from rich.cells import cell_len
from rich.console import Console

from govnews_extract import Extractor
from govnews_extract.write.terminal import article_facts, article_text

Govnews = Callable[..., Any]
TEXT = (
    "江山市一季度项目播报\n江山市发改局谋划重点项目31项，总投资36.4亿元。今年全市计划开工12个。\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def coloured(record: dict[str, Any], width: int = 90) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=True, color_system="truecolor")
    console.print(article_text(record), soft_wrap=True)
    console.print(article_facts(record))
    return stream.getvalue()


def test_an_article_is_shown_with_its_text_and_each_sentence_above_its_facts(
    govnews: Govnews, article: Path
) -> None:
    done = govnews("show", article)
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode()
    lines = [line.strip() for line in shown.splitlines()]
    assert lines[1:3] == TEXT.split()
    sentence = lines.index("今年全市计划开工12个。")
    assert {"12个", "12"} <= set(lines[sentence + 1].split())
    assert "count" not in shown
    money = next(line for line in lines if "3640000000 CNY" in line)
    assert {"江山市发改局", "总投资", "36.4亿元", "330881"} <= set(money.split())
    assert lines[-1] == f"3 facts of 1 article in {article}"


def test_piped_output_and_no_color_have_no_colours(govnews: Govnews, article: Path) -> None:
    assert b"\x1b" not in govnews("show", article, NO_COLOR="").stdout


def test_on_a_terminal_names_and_amounts_have_colours(extractor: Extractor) -> None:
    shown = coloured(extractor.extract(TEXT).to_dict())
    assert "\x1b[1;36m36.4亿元\x1b[0m" in shown
    assert "\x1b[94m江山市发改局\x1b[0m" in shown


@pytest.mark.parametrize(("width", "narrow"), [(36, True), (60, True), (80, False), (120, False)])
def test_the_facts_fit_the_terminal(extractor: Extractor, width: int, narrow: bool) -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=width, color_system=None)
    console.print(article_facts(extractor.extract(TEXT).to_dict(), narrow=narrow))
    shown = stream.getvalue()
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "".join(shown.split()).count("36") == 3  # in the sentence, as written and as a value
    assert ("status" in shown, "330881" in shown) == (not narrow, not narrow)


def test_a_narrow_terminal_gets_fewer_columns(govnews: Govnews, article: Path) -> None:
    assert b"status" not in govnews("show", article, COLUMNS="60").stdout
    assert b"status" in govnews("show", article, COLUMNS="80").stdout


def test_a_narrow_table_has_room_for_whose_what_and_how_much(
    govnews: Govnews, article: Path
) -> None:
    narrow, wide = (
        govnews("extract", article, "--to", "table", COLUMNS=width).stdout.decode()
        for width in ("40", "80")
    )
    assert "3640000000" in wide
    assert "value" not in narrow
    assert "江山市" in narrow
    assert "36.4亿" in narrow


def test_pages_archives_and_tables_of_articles_are_shown(govnews: Govnews) -> None:
    for name in ("badong-2016.html", "county-briefs.jsonl"):
        done = govnews("show", ROOT / "samples" / name, "--limit", "2")
        assert done.returncode == 0, done.stderr.decode()
        assert " CNY " in done.stdout.decode()


def test_records_are_shown_with_their_text_where_it_is_asked_for(
    govnews: Govnews, article: Path
) -> None:
    govnews("extract", article, "-o", "out.jsonl")
    assert "今年全市计划开工12个。" not in govnews("show", "out.jsonl").stdout.decode()
    assert "今年全市计划开工12个。" in govnews("show", "out.jsonl", "--text").stdout.decode()


def test_what_cannot_be_shown_is_one_line(govnews: Govnews, article: Path, tmp_path: Path) -> None:
    assert govnews("show", "missing.txt").returncode == 1
    record = json.loads(govnews("extract", article).stdout)
    faults = {
        "part.jsonl": {**record, "mentions": [{"index": 0}]},
        "reach.jsonl": {**record, "mentions": [{**record["mentions"][0], "end": 10**6}]},
        "none.jsonl": {**record, "facts": [{**record["facts"][0], "quantity": 99}]},
        "type.jsonl": {**record, "quantities": 7},
    }
    for name, broken in faults.items():
        (tmp_path / name).write_text(json.dumps(broken) + "\n", encoding="utf-8")
        done = govnews("show", name)
        assert done.returncode == 1
        [complaint] = done.stderr.decode().splitlines()
        assert complaint.startswith(f"govnews: {name}:1: cannot be shown: ")


def test_nothing_in_an_article_steers_the_terminal(extractor: Extractor) -> None:
    record = extractor.extract("江山市\x1b[2J投资36.4亿元。[red]完[/red]").to_dict()
    shown = coloured(record)
    assert "\x1b[2J" not in shown
    assert "␛[2J" in shown
    assert "[red]完[/red]" in shown
