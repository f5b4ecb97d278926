"""What a caller may give, and how a mistake is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from govnews_extract import ArticleMeta, Extractor, Span, UserName
from govnews_extract.datatypes import Label, OutsideName
from govnews_extract.errors import ConfigError

TEXT = "青禾云谷在江山市完成投资36.4亿元。"
EXTRACTOR = Extractor(tagger=None)

PUBLISHED = ["2011", "2011-05", "2011-05-12", "2011-05-12T09:30", "2011-05-12 09:30:00"]
PUBLISHED += ["2011-05-12T09:30:00.5", "2011-05-12T09:30:00+08:00", "2011-05-12T01:30:00Z"]
NO_DATES = ["last week", "", "2011年5月12日", "2011-5-12", "20110512", "2011-13", "2011-02-30"]
NO_DATES += ["0000", "2011-05-12T25:00", "2011-05-12x", "２０１１"]


@pytest.mark.parametrize("published", PUBLISHED)
def test_a_date_may_be_as_precise_as_it_is_known(published: str) -> None:
    record = EXTRACTOR.extract(TEXT, meta=ArticleMeta(published=published))
    assert record.meta.published == published


@pytest.mark.parametrize("published", NO_DATES)
def test_what_is_no_date_is_refused(published: str) -> None:
    with pytest.raises(ConfigError, match="is no date of ISO 8601, such as 2011-05-12"):
        EXTRACTOR.extract(TEXT, meta=ArticleMeta(published=published))


@pytest.mark.parametrize("code", ["999999", "abc", "", "3308", "330881000000"])
def test_a_place_that_there_is_not_is_refused(code: str) -> None:
    with pytest.raises(ConfigError, match="is no code of GB/T 2260, such as 330881"):
        EXTRACTOR.extract(TEXT, meta=ArticleMeta(place_code=code))


def test_a_place_of_the_past_is_taken() -> None:
    assert EXTRACTOR.extract(TEXT, meta=ArticleMeta(place_code="339006")).place is not None


MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"path": Path("a.txt")}, "path must be str or None, is "),
    ({"meta": ArticleMeta(published=date(2011, 5, 12))}, "published must be .*, is date"),
    ({"meta": ArticleMeta(title=5)}, "title must be str or None, is int"),
    ({"meta": ArticleMeta(place_code=330881)}, "place_code must be str or None, is int"),
    ({"meta": ArticleMeta(byline="王晶晶")}, "byline must be a collection of str, is str"),
    ({"outside": ["江山市"]}, "outside must be a collection of OutsideName, holds str"),
    ({"outside": None}, "outside must be a collection of OutsideName, is NoneType"),
]


@pytest.mark.parametrize(("given", "says"), MISTAKES, ids=lambda one: str(one)[:20])
def test_what_is_of_a_wrong_type_is_named(given: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError, match=says):
        EXTRACTOR.extract(TEXT, **given)


@pytest.mark.parametrize("names", ["names.tsv", Path("names.tsv"), None, ["青禾云谷"]])
def test_what_are_no_names_says_what_reads_them(names: Any) -> None:
    with pytest.raises(TypeError, match=r"names must be .* UserName, .*: load_user_names reads"):
        Extractor(names=names)


def test_a_label_may_be_given_by_its_name() -> None:
    label: Any = "COMPANY"
    assert UserName(label=label, surface="青禾云谷").label is Label.COMPANY
    outside = OutsideName(label=label, span=Span(0, 4))
    assert EXTRACTOR.extract(TEXT, outside=[outside]).mentions[0].label is Label.COMPANY


@pytest.mark.parametrize("label", ["FIRM", "", Label.DATE, None])
def test_a_label_that_names_do_not_have_is_refused(label: Any) -> None:
    for make in (
        lambda: UserName(label=label, surface="青禾云谷"),
        lambda: OutsideName(label=label, span=Span(0, 4)),
    ):
        with pytest.raises(ConfigError, match="is no label of names; use one of PLACE, LOC"):
            make()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"surface": ""}, "'' is too short for a name"),
        ({"surface": " "}, "'' is too short for a name"),
        ({"surface": 5}, "surface must be str, is int"),
        ({"code": "abc"}, r"^\[code\]: 'abc' is no division's code"),
        ({"code": 330881}, r"^\[code\]: 330881 is no division's code"),
    ],
)
def test_a_name_that_cannot_be_meant_is_refused(wrong: dict[str, Any], says: str) -> None:
    given: dict[str, Any] = {"label": Label.COMPANY, "surface": "青禾云谷"} | wrong
    with pytest.raises((ConfigError, TypeError), match=says):
        UserName(**given)


def test_a_span_given_as_a_pair_is_named() -> None:
    span: Any = (0, 4)
    with pytest.raises(TypeError, match="span must be Span, is tuple"):
        OutsideName(label=Label.COMPANY, span=span)


LATIN = [("QHYG投资3亿元。", 1), ("由QHYG投资3亿元，ＱＨＹＧ再投4亿元。", 2)]
LATIN += [("QHYGS投资3亿元。", 0), ("5QHYG投资3亿元。", 0), ("aQHYG、QHYG2投资3亿元。", 0)]


@pytest.mark.parametrize(("text", "count"), LATIN)
def test_a_name_of_letters_is_a_whole_word(text: str, count: int) -> None:
    name = UserName(label=Label.COMPANY, surface="QHYG")
    mentions = Extractor(tagger=None, names=[name]).extract(text).mentions
    assert len([one for one in mentions if one.rule_id == "user_name"]) == count
