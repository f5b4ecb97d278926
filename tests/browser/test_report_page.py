"""The report as a person uses it: by mouse, by keyboard, in both languages, on both widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from loading import ROOT, cases
from report_pages import Page
from selenium.webdriver import Keys

from govnews_extract import Extractor
from govnews_extract.read import ReadFailure, iter_articles

OpenPage = Callable[..., Page]
SAMPLES = ["anding-2023.txt", "badong-2016.html", "siziwang-2021.html", "suide-2011.txt"]
VIEWS = ["overview", "projects", "articles", "article-0", "article-3"]
DETAILS = "#details:not(.is-empty) #details-body"


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> list[dict[str, Any]]:
    found = []
    for article in iter_articles([ROOT / "samples" / name for name in SAMPLES]):
        assert not isinstance(article, ReadFailure)
        found.append(extractor.extract_article(article).to_dict())
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_view_opens_without_a_complaint_and_loads_nothing(
    open_page: OpenPage, records: list[dict[str, Any]], language: str
) -> None:
    page = open_page(records, language=language)
    for view in VIEWS:
        page.view(view)
        shown = [
            one.get_attribute("id") for one in page.all("main > section") if one.is_displayed()
        ]
        assert shown == ["view-" + view.split("-")[0]]
    assert page.complaints() == []
    assert page.script("return performance.getEntriesByType('resource').length") == 0


def test_the_text_of_an_article_is_all_there(
    open_page: OpenPage, records: list[dict[str, Any]]
) -> None:
    page = open_page(records)
    for number, record in enumerate(records):
        page.view(f"article-{number}")
        assert page.one(".text").get_property("textContent") == record["text"]
        amounts = [one.text for one in page.all(".text button.amount")]
        assert amounts == [found["text"] for found in record["quantities"]]
        assert len(page.all(".facts tbody tr")) == len(record["facts"])


def test_hovering_shows_a_fact_with_sentence_rule_and_raw_text_and_a_click_keeps_it(
    open_page: OpenPage, records: list[dict[str, Any]]
) -> None:
    page = open_page(records)
    page.view("article-0")
    amounts = page.all(".text button.amount")
    [first] = [one for one in amounts if one.text == "318.6億元"]
    [second] = [one for one in amounts if one.text == "18次"]
    assert page.all(DETAILS) == []
    page.hover(first)
    shown = page.one(DETAILS).text
    at = [found["text"] for found in records[0]["quantities"]].index("318.6億元")
    [sure] = {fact["confidence"] for fact in records[0]["facts"] if fact["quantity"] == at}
    for part in ("31860000000 CNY", "总投资", sure, "link.", "quantity.", "區發改局圍繞"):
        assert part in shown
    assert "區(qū)發(fā)改局" in page.one(DETAILS + " .raw").text
    page.hover(second)
    assert "Exact value\n18\n" in page.one(DETAILS).text
    first.click()
    page.hover(second)
    assert "31860000000 CNY" in page.one(DETAILS).text
    marked = page.all("#article-body .is-chosen[data-amount], #article-body tr.is-chosen")
    assert {one.text.split()[0] for one in marked} == {"318.6億元"}
    page.one("#close-details").click()
    assert page.all(DETAILS) == []


def test_a_sentence_that_was_not_repaired_says_so(
    open_page: OpenPage, extractor: Extractor
) -> None:
    page = open_page([extractor.extract("江山市投资3亿元。").to_dict()])
    page.view("article-0")
    page.one(".text button.amount").click()
    assert page.one(DETAILS + " .raw-same").is_displayed()


def test_the_keyboard_alone_reaches_a_fact_reads_it_and_comes_back(
    open_page: OpenPage, records: list[dict[str, Any]]
) -> None:
    page = open_page(records)
    page.press(Keys.TAB)
    assert page.active().accessible_name == "Skip to the content"
    page.tab_to(page.one("nav a[href='#articles']"))
    page.press(Keys.ENTER)
    page.wait_for("articles")
    page.tab_to(page.one("#article-list a"))
    page.press(Keys.ENTER)
    page.wait_for("article-0")
    assert page.active() == page.one("#head-article")
    amount = page.one(".text button.amount")
    page.tab_to(amount)
    assert page.all(DETAILS)  # the focus alone shows it
    page.press(Keys.ENTER)
    assert page.active() == page.one("#head-details")
    page.press(Keys.ESCAPE)
    assert page.active() == amount
    assert page.all(DETAILS) == []
    page.press(Keys.TAB)
    assert page.active() == page.all(".text button.amount")[1]


def test_everything_that_can_be_operated_has_a_name_and_a_role(
    open_page: OpenPage, records: list[dict[str, Any]]
) -> None:
    page = open_page(records)
    for view in VIEWS:
        page.view(view)
        controls = page.all("a, button, input, select, summary, table")
        for control in (one for one in controls if one.is_displayed()):
            named = control.accessible_name
            assert named, control.get_attribute("outerHTML")
            assert control.aria_role not in {"generic", "none", ""}
    page.view("article-0")
    amount = page.one(".text button.amount")
    assert amount.accessible_name == "4條, 安定区发改局 产业链, 4"
    assert page.one("#details").aria_role == "complementary"
    roles = [page.one(f".facts {tag}").aria_role for tag in ("tr", "tbody th", "td")]
    assert roles == ["row", "rowheader", "cell"]


def test_projects_are_searched_and_sorted(
    open_page: OpenPage, records: list[dict[str, Any]]
) -> None:
    page = open_page(records)
    page.view("projects")

    def names() -> list[str]:
        return [one.text for one in page.all("#project-table tbody th")]

    assert len(names()) == sum(len(record["projects"]) for record in records)
    assert names()[0].endswith("幸福100万千瓦风电场项目")  # 58亿元, the largest
    head = page.one("[data-column=investment]")
    assert head.get_attribute("aria-sort") == "descending"
    page.tab_to(head.find_element("css selector", "button"))
    page.press(Keys.ENTER)
    assert head.get_attribute("aria-sort") == "ascending"
    assert names()[0] == "石羊坪安置点"  # 2860万元
    page.one("#project-search").send_keys("安定 光伏")
    assert names() == ["鲁家沟20万千瓦光伏发电项目"]
    assert page.one("#project-count").aria_role == "status"
    page.one("#project-table tbody a").click()
    page.wait_for("article-0")
    assert page.one("#head-article").text.startswith("安定区")


def test_articles_are_searched(open_page: OpenPage, records: list[dict[str, Any]]) -> None:
    page = open_page(records)
    page.view("articles")
    page.one("#article-search").send_keys("绥德")
    assert [one.is_displayed() for one in page.all("#article-list li")].count(True) == 1


def test_the_switch_changes_every_text_and_keeps_the_place(
    open_page: OpenPage, records: list[dict[str, Any]]
) -> None:
    page = open_page(records)
    page.view("article-0")
    page.one(".text button.amount").click()
    page.one("[data-language=zh]").click()
    assert page.script("return document.documentElement.lang") == "zh-CN"
    assert page.one("[data-language=zh]").get_attribute("aria-pressed") == "true"
    assert "承前" in page.one(".facts").text
    assert "准确值" in page.one(DETAILS).text
    page.view("overview")
    assert "按地方汇总的数量" in page.one("main").text
    assert "321.8亿元" in page.one("main").text
    left = page.script(
        "return [...document.querySelectorAll('[data-t]')].filter(e => /^[a-z ]+$/i.test(e.textContent))"
        ".map(e => e.dataset.t)"
    )
    assert left == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_evidence_is_in_the_language_of_the_page(
    open_page: OpenPage, records: list[dict[str, Any]], language: str
) -> None:
    rows = [row.values[0] for row in cases("cli/phrases", "phrase")]
    repairs = [
        {**repair, "evidence": row["text"]}
        for repair, row in zip(records[0]["repairs"], rows, strict=False)
    ]
    page = open_page([{**records[0], "repairs": repairs}], language=language)
    page.view("article-0")
    shown = [one.get_property("textContent") for one in page.all("#article-body .edits small")]
    assert shown[: len(rows)] == [row["text" if language == "en" else "chinese"] for row in rows]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_view_is_wider_than_the_window(
    open_page: OpenPage, records: list[dict[str, Any]], width: int, language: str
) -> None:
    page = open_page(records, width=width, language=language)
    for view in VIEWS:
        page.view(view)
        assert page.script("return document.documentElement.scrollWidth") <= width, view


def test_on_a_narrow_window_the_chosen_amount_stays_in_view(
    open_page: OpenPage, records: list[dict[str, Any]]
) -> None:
    page = open_page(records, width=390)
    page.view("article-0")
    for amount in page.all(".text button.amount"):
        amount.click()
        bottom = page.script("return arguments[0].getBoundingClientRect().bottom", amount)
        top = page.script("return document.getElementById('details').getBoundingClientRect().top")
        assert bottom <= top
        page.one("#close-details").click()


def test_a_thousand_articles_are_there_and_more_are_told_of(
    open_page: OpenPage, records: list[dict[str, Any]]
) -> None:
    many = [{**records[i % 2], "title": f"第{i}篇"} for i in range(1010)]
    page = open_page(many, limit=1000)
    assert "1000 / 1010" in page.one(".notice").text
    page.view("articles")
    assert len(page.all("#article-list li")) == 1000
    page.view("article-999")
    assert page.one("#head-article").text == "第999篇"
    assert page.one("#step-next").is_displayed() is False
    page.view("article-1005")
    assert page.one("#view-overview").is_displayed()
    assert page.complaints() == []
