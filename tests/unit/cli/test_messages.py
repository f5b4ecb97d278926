"""Messages come in the reader's language, and what is no message stays as it is."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import ROOT, cases

from govnews_extract.cli.app import UsageError, app
from govnews_extract.cli.messages import LANGUAGE, TEXT_GAPS, counted, localised, localised_head
from govnews_extract.cli.terminal import tell_misuse
from govnews_extract.phrases import GAP_RE, load_phrases

Govnews = Callable[..., Any]
SOURCE = ROOT / "src" / "govnews_extract"
MESSAGES = tomllib.loads((SOURCE / "cli" / "messages.toml").read_text(encoding="utf-8"))
LINES = {**MESSAGES["notes"], **MESSAGES["misuse"], **MESSAGES["errors"]}
CODE = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
CODE = re.sub(r'"\s*\n\s*f?"', "", CODE)  # strings that go on in the next line
ARTICLE = "江山市2018年完成工业技改投资36.4亿元。"


@pytest.mark.parametrize("case", cases("cli/messages", "said"))
def test_a_line_is_said_in_chinese(case: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert localised(case["line"]) == case["line"]
    monkeypatch.setenv(LANGUAGE, "zh")
    assert localised(case["line"]) == case["chinese"]


@pytest.mark.parametrize("case", cases("cli/messages", "counted"))
def test_counts_are_said_for_one_and_for_many(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counted(case["template"], **case["values"]) == case["english"]
    monkeypatch.setenv(LANGUAGE, "zh")
    assert counted(case["template"], **case["values"]) == case["chinese"]


@pytest.mark.parametrize("english", MESSAGES["counts"])
def test_a_line_of_counts_has_the_same_gaps_in_both_languages_and_is_said(english: str) -> None:
    gaps, chinese = (
        {gap: words for _, gap, words, _ in Formatter().parse(text) if gap}
        for text in (english, MESSAGES["counts"][english])
    )
    assert gaps.keys() == chinese.keys()
    assert not any(chinese.values())
    assert all(words.count("/") == 1 for words in gaps.values() if words)
    start, _, more = english.partition(", the first")  # which is put behind where it is wanted
    assert start in CODE
    assert more in CODE


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", cases("cli/misuse", "misuse"))
def test_misuse_is_told_of_in_the_readers_language(
    case: dict[str, Any], language: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv(LANGUAGE, language)
    with pytest.raises(UsageError) as caught:
        app(case["arguments"], prog_name="govnews", standalone_mode=False)
    tell_misuse(caught.value.show)
    *lines, last = capsys.readouterr().err.splitlines()
    assert last == case["english" if language == "en" else "chinese"]
    begins = (
        ("Usage: govnews ", "Try 'govnews ") if language == "en" else ("用法：govnews ", "'gov")
    )
    assert lines == [] or (lines[0].startswith(begins[0]) and lines[1].startswith(begins[1]))


def test_every_line_about_misuse_has_a_case() -> None:
    told = [row.values[0]["english"] for row in cases("cli/misuse", "misuse")]
    for english in MESSAGES["misuse"]:
        if english.startswith("Error: "):
            words = GAP_RE.split(english)[::2]
            pattern = re.compile(".+".join(map(re.escape, words)))
            assert any(pattern.fullmatch(line) for line in told), english


def test_misuse_ends_the_command_with_2_in_either_language(govnews: Govnews) -> None:
    english, chinese = govnews("show"), govnews("--language", "zh", "show")
    assert english.returncode == chinese.returncode == 2
    assert english.stdout == chinese.stdout == b""
    assert english.stderr.decode().splitlines()[-1] == "Error: Missing argument 'file'."
    assert chinese.stderr.decode().splitlines()[-1] == "错误：缺少参数 'file'。"
    assert "Usage: govnews [OPTIONS]" in govnews(GOVNEWS_LANGUAGE="zh").stderr.decode()


@pytest.mark.parametrize("case", cases("cli/phrases", "phrase"))
def test_a_phrase_of_a_record_is_said_in_chinese(
    case: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert localised_head(case["text"]) == case["text"]
    monkeypatch.setenv(LANGUAGE, "zh")
    assert localised_head(case["text"]) == case["chinese"]


@pytest.mark.parametrize("english", LINES | load_phrases())
def test_both_languages_have_the_same_gaps(english: str) -> None:
    gaps = GAP_RE.findall(english)
    assert len(set(gaps)) == len(gaps)
    assert set(GAP_RE.findall((LINES | load_phrases())[english])) == set(gaps)


def test_every_gap_of_text_is_one_of_a_template() -> None:
    assert {gap for english in LINES for gap in GAP_RE.findall(english)} >= TEXT_GAPS


@pytest.mark.parametrize(
    "english",
    [
        *MESSAGES["notes"],
        *MESSAGES["errors"],
        *MESSAGES["heads"],
        *(phrase.removeprefix("subject ") for phrase in load_phrases()),
    ],
)
def test_every_message_is_still_said(english: str) -> None:
    """The longest words of it stand in the source, so that no template is left behind."""
    words = max(re.split(r"\{[a-z]+\}|[,;:] ", english), key=len).strip()
    assert words in CODE, words


@given(*[st.text("临泽县甲: /.'{}%[]\\", min_size=1, max_size=20)] * 2)
def test_what_stands_in_a_gap_is_kept(path: str, reason: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LANGUAGE, "zh")
        said = localised(f"{path}: cannot be read: {reason}")
    assert said == f"{path}：无法读取：{reason}"


@pytest.mark.parametrize(
    ("variables", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "C", "LC_MESSAGES": "zh_TW"}, True),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "en_GB.UTF-8", "GOVNEWS_LANGUAGE": "zh"}, True),
        ({"LANG": "zh_CN.UTF-8", "GOVNEWS_LANGUAGE": "en"}, False),
        ({}, False),
    ],
)
def test_the_locale_decides(
    variables: dict[str, str], chinese: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", LANGUAGE):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert localised_head("place") == ("地点" if chinese else "place")


def test_a_run_in_chinese(govnews: Govnews, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = govnews("extract", "a.txt", "none.txt", "--to", "table", LC_ALL="zh_CN.UTF-8")
    complaint, summary = done.stderr.decode().splitlines()
    assert complaint == "govnews: none.txt：无法读取：没有这个文件或文件夹"
    assert summary.startswith("govnews: 1 篇文章，0 处修复，1 个数量，1 条事实，1 个失败，")
    shown = done.stdout.decode()
    assert all(head in shown for head in ("主体", "指标", "原文", "数值"))
    assert "江山市" in shown


def test_the_option_wins_over_the_locale_and_records_stay(govnews: Govnews, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    english = govnews("--language", "en", "extract", "a.txt", LC_ALL="zh_CN.UTF-8")
    chinese = govnews("--language", "zh", "extract", "a.txt")
    assert b"1 article" in english.stderr
    assert "1 篇文章" in chinese.stderr.decode()
    assert json.loads(english.stdout) == json.loads(chinese.stdout)
