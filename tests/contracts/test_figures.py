"""The figures that documents show are the ones that the floors pin."""

from __future__ import annotations

import re
import tomllib

import pytest
from loading import ROOT

FIGURES_RE = re.compile(r"<!-- figures: table -->\n(.*?)<!-- figures: end -->", re.DOTALL)
FLOORS = tomllib.loads((ROOT / "tests" / "eval" / "floors.toml").read_text(encoding="utf-8"))
ENGLISH = ("what (F1; facts: share right)", "articles", "unseen passages")
HEADS = {
    "README.md": ENGLISH,
    "README.zh-CN.md": ("项目（F1；事实为正确率）", "文章", "未见过的段落"),
    "docs/accuracy.md": ENGLISH,
}
ROWS = (
    # what it is called in either language, field of the articles, field of the passages
    ("repair of the text", "文本修复", "repair", None),
    ("amounts", "数量", "quantity", "amount"),
    ("dates", "日期", "entity.DATE", "span.DATE"),
    ("places", "地名", "entity.PLACE", "span.PLACE"),
    ("places: code", "地名代码", "place.code", None),
    ("agencies", "机关", "entity.AGENCY", "span.AGENCY"),
    ("companies", "企业", "entity.COMPANY", "span.COMPANY"),
    ("other bodies", "其他组织", "entity.ORG", "span.ORG"),
    ("persons", "人名", "entity.PERSON", "span.PERSON"),
    ("projects", "项目名", "entity.PROJECT", "span.PROJECT"),
    ("other locations", "其他地点", "entity.LOC", "span.LOC"),
    ("programmes", "计划和行动", "entity.PROGRAM", "span.PROGRAM"),
    ("works 《》", "书名号作品", "entity.WORK", "span.WORK"),
    ("fact: subject", "事实：主体", "fact.subject", "fact.subject.overlap"),
    ("fact: metric", "事实：指标", "fact.metric", "fact.metric.overlap"),
    ("fact: action", "事实：动作", "fact.action", "fact.action.overlap"),
    ("fact: place", "事实：地点", "fact.place", None),
    ("project records", "项目记录", "project", None),
)


def figure(part: str, field: str | None) -> str:
    return f"{FLOORS[part][field]:.2f}" if field else "–"


def table(name: str) -> str:
    head = HEADS[name]
    language = 0 if head is ENGLISH else 1
    rows = [f"| {' | '.join(head)} |", "|---|---:|---:|"]
    rows += [
        f"| {row[language]} | {figure('gold', row[2])} | {figure('test', row[3])} |" for row in ROWS
    ]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("name", HEADS)
def test_the_document_shows_the_pinned_figures(name: str, request: pytest.FixtureRequest) -> None:
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    shown, count = FIGURES_RE.subn(
        f"<!-- figures: table -->\n{table(name)}<!-- figures: end -->", text
    )
    assert count == 1
    if request.config.getoption("--update-golden"):
        path.write_text(shown, encoding="utf-8")
    else:
        assert text == shown
