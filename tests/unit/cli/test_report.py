"""`govnews report`: every kind of input into one page, or one line of complaint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from postgres import Server

from govnews_extract.cli.records import RecordReader

Govnews = Callable[..., Any]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("江山市投资3亿元。\n", encoding="utf-8")
    return path


def test_databases_records_and_articles_go_into_one_page(
    govnews: Govnews, article: Path, tmp_path: Path
) -> None:
    for name in ("out.sqlite", "out.jsonl"):
        govnews("extract", article, "-o", name)
    done = govnews("report", "out.sqlite", "out.jsonl", article, "-o", "page.html")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode() == "govnews: page.html: 3 articles, 3 facts\n"
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count('id="article-data-') == 3
    assert "<title>Extracted records</title>" in page


@pytest.mark.parametrize(
    ("options", "variables", "title"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, "抽取结果"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "Extracted records"),
        (["--language", "zh"], {"LANG": "de_DE.UTF-8"}, "抽取结果"),
        (["--language", "en"], {"LANG": "zh_TW.UTF-8"}, "Extracted records"),
    ],
)
def test_the_language_is_that_of_the_option_or_of_the_locale(
    govnews: Govnews,
    article: Path,
    tmp_path: Path,
    options: list[str],
    variables: dict[str, str],
    title: str,
) -> None:
    clean = {"LC_ALL": "", "LC_MESSAGES": "", **variables}
    assert govnews("report", article, "--fast", *options, **clean).returncode == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"<title>{title}</title>" in page


def test_a_server_is_shown_by_its_address_without_its_password(
    govnews: Govnews, article: Path, tmp_path: Path, postgres: Server
) -> None:
    into = postgres.new_database()
    assert govnews("batch", article, "--into", into, "--workers", "0").returncode == 0
    report, show, explain = (govnews(name, into) for name in ("report", "show", "explain"))
    assert report.stderr.decode() == "govnews: report.html: 1 article, 1 fact\n"
    told = show.stdout.decode() + explain.stdout.decode()
    assert "3亿元" in told
    assert "1 fact of 1 article in postgresql://" in told
    assert "s3cr3t" not in told


@pytest.mark.parametrize("name", ["out.duckdb", "out.parquet"])
@pytest.mark.parametrize("command", ["report", "show", "explain"])
def test_what_a_batch_wrote_for_other_programs_is_shown_too(
    govnews: Govnews, article: Path, name: str, command: str
) -> None:
    assert govnews("batch", article, "--into", name, "--workers", "0", "--fast").returncode == 0
    done = govnews(command, name)
    assert done.returncode == 0, done.stderr.decode()
    told = done.stderr.decode() if command == "report" else done.stdout.decode()
    assert ("1 article, 1 fact" if command == "report" else "3亿元") in told


@pytest.mark.parametrize("name", ["out.duckdb", "out.parquet"])
def test_stored_records_are_those_of_the_articles(
    govnews: Govnews, tmp_path: Path, name: str
) -> None:
    samples = Path(__file__).parents[3] / "samples"
    for into in ("out.sqlite", name):
        assert govnews("batch", samples, "--into", into, "--workers", "0", "--fast").returncode == 0
    read = RecordReader()
    first, second = (
        sorted(read.iter_records([tmp_path / into]), key=lambda record: record["id"])
        for into in ("out.sqlite", name)
    )
    assert first == second


def test_a_damaged_dataset_is_one_line(govnews: Govnews, article: Path, tmp_path: Path) -> None:
    name = "out.parquet"
    assert govnews("batch", article, "--into", name, "--workers", "0", "--fast").returncode == 0
    for part in (tmp_path / name / "facts").glob("*.parquet"):
        part.write_bytes(b"gone")
    done = govnews("report", name)
    assert done.returncode == 1
    [complaint] = done.stderr.decode().splitlines()
    assert complaint.startswith(f"govnews: {name}: cannot be read: ")


def test_the_limit_is_told_of(govnews: Govnews, article: Path) -> None:
    done = govnews("report", article, article, "--limit", "1")
    assert b"1 article is counted but not shown, see --limit" in done.stderr


def test_a_bad_input_fails_the_run_and_the_others_are_in_the_page(
    govnews: Govnews, article: Path, tmp_path: Path
) -> None:
    done = govnews("report", "missing.txt", article)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr.decode()
    assert (tmp_path / "report.html").exists()


def test_without_an_article_an_older_page_stays(govnews: Govnews, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("old", encoding="utf-8")
    (tmp_path / "broken.jsonl").write_text(
        '{"text": 1, "quantities": 1, "facts": 1, "extractor": 1}\n', encoding="utf-8"
    )
    for name in ("missing.txt", "broken.jsonl"):
        done = govnews("report", name)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr.decode()
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.jsonl", "report.html"]


def test_a_folder_that_is_not_there_is_one_line(govnews: Govnews, article: Path) -> None:
    done = govnews("report", article, "-o", "no/such/page.html")
    assert done.returncode == 1
    [complaint] = done.stderr.decode().splitlines()
    assert complaint.startswith("govnews: no/such/page.html: cannot be written: ")
