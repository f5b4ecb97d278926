"""Short articles of our own: what is carried between sentences, and where and when facts are."""

from __future__ import annotations

from typing import Any

import pytest
from loading import cases

from govnews_extract import Extractor
from govnews_extract.datatypes import Confidence

EXTRACTOR = Extractor()


@pytest.mark.parametrize("row", cases("link_articles", "article"))
def test_facts_of_short_articles(row: dict[str, Any]) -> None:
    record = EXTRACTOR.extract(row["text"])
    for wanted in row["want"]:
        facts = [f for f in record.facts if record.quantities[f.quantity].text == wanted["amount"]]
        assert facts, wanted
        for name in wanted.keys() - {"amount", "duplicates"}:
            value = getattr(facts[0], name) or ""
            assert value in wanted[name].split("|"), (wanted, facts[0])
        if "duplicates" in wanted:
            assert sum(f.duplicate_of is not None for f in facts) == wanted["duplicates"]


def test_confidence_tells_where_a_subject_comes_from() -> None:
    record = EXTRACTOR.extract("腾冲市引进企业24家,总投资9亿元。今年开工项目5个。")
    assert [fact.confidence for fact in record.facts] == [
        Confidence.STATED,
        Confidence.INHERITED,
        Confidence.INHERITED,
    ]
    assert [bool(fact.evidence) for fact in record.facts] == [True, True, True]


def test_project_is_merged_over_its_mentions() -> None:
    record = EXTRACTOR.extract(
        "总投资38亿元的临沧机场改扩建工程开工建设。临沧机场改扩建工程占地面积1200亩。"
    )
    (project,) = record.projects
    assert (project.name, project.investment) == ("临沧机场改扩建工程", 3_800_000_000)
    assert project.status == "开工"
    assert len(project.mentions) == 2
    assert {fact.project for fact in record.facts} == {0}


def test_yearly_investment_is_not_the_investment_of_a_project() -> None:
    record = EXTRACTOR.extract("瑞丽国际物流园项目年度投资2亿元,总投资15亿元。")
    assert [str(project.investment) for project in record.projects] == ["1500000000"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("陇西县加快清岩滩风电场、黑山口光伏电站申报。", ["申报", "申报"]),
        ("陇西县清岩滩风电场开工，黑山口光伏电站签约。", ["开工", "签约"]),
    ],
)
def test_what_is_told_of_a_list_is_told_of_all_its_projects(text: str, states: list[str]) -> None:
    assert [project.status for project in EXTRACTOR.extract(text).projects] == states


@pytest.mark.parametrize("text", ["", "。", "\n\n", "(", "“”", "分别", "的的的"])
def test_texts_without_amounts_have_no_facts(text: str) -> None:
    assert EXTRACTOR.extract(text).facts == ()


@pytest.mark.parametrize(
    ("text", "size", "unit"),
    [
        ("习水二郎电厂4台66万千瓦机组取得路条。", 2640000, "kW"),
        ("瓜州至星星峡高速公路星星峡段投入运营112公里。", 112000, "m"),
    ],
)
def test_capacity_of_machines_and_of_opened_roads(text: str, size: int, unit: str) -> None:
    (project,) = EXTRACTOR.extract(text).projects
    assert (project.capacity, project.unit) == (size, unit)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (
            "由江苏大全集团有限公司投资建设的大全智能电气产业园,总投资50亿元。",
            "江苏大全集团有限公司",
        ),
        ("大全智能电气产业园由江苏大全集团有限公司投资建设,总投资50亿元。", "江苏大全集团有限公司"),
        ("江苏大全集团有限公司参观了大全智能电气产业园,总投资50亿元。", None),
    ],
)
def test_who_builds_a_project_owns_it(text: str, owner: str | None) -> None:
    (project,) = EXTRACTOR.extract(text).projects
    assert project.owner == owner
