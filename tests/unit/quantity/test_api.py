"""One amount, all amounts, and the user's own units."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govnews_extract.datatypes import (
    ArticleContext,
    Label,
    Mention,
    Modifier,
    Place,
    Quantity,
    SegmentedText,
    Span,
)
from govnews_extract.errors import LexiconError, QuantityError
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import (
    QuantityFinder,
    find_quantities,
    outside_names,
    parse_quantity,
)

HEADER = "id\tsurface\tcanonical\tfactor\tdimension\taliases\tuse\tpint\n"


def document(text: str) -> SegmentedText:
    whole = (Span(0, len(text)),)
    return SegmentedText(
        text=text,
        simple=simplify(text),
        paragraphs=whole,
        sentences=whole,
        clauses=whole,
        words=(),
    )


def read(text: str, context: ArticleContext, dates: tuple[Mention, ...] = ()) -> list[str]:
    return [f"{q.text} {q.unit}" for q in QuantityFinder().find(document(text), context, dates)]


def own_units(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "units.tsv"
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_one_amount_is_parsed_with_all_its_fields() -> None:
    found = parse_quantity("约30.5万千瓦")
    assert found == Quantity(
        text="30.5万千瓦",
        span=Span(1, 8),
        value=Decimal(305000),
        high=None,
        unit="kW",
        dimension="power",
        modifier=Modifier.APPROX,
        surface_value="30.5",
        surface_unit="万千瓦",
        rule_id="quantity.number_unit",
    )
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


@pytest.mark.parametrize("text", ["", "没有数字", "第三次会议", "3吨和5吨"])
def test_none_or_several_amounts_raise(text: str) -> None:
    with pytest.raises(QuantityError, match="exactly one amount"):
        parse_quantity(text)


@pytest.mark.parametrize("text", [None, 5, b"3", ["3亿元"]])
def test_what_is_no_text_is_named(text: Any) -> None:
    for read_text in (find_quantities, parse_quantity):
        with pytest.raises(TypeError, match=f"text must be str, is {type(text).__name__}"):
            read_text(text)


def test_a_units_table_of_the_user_extends_and_overrides(tmp_path: Path) -> None:
    path = own_units(
        tmp_path,
        "area.duan\t垛田\tm2\t500\tarea\t\t\t",
        "volume.tong\t桶\tm3\t0.158987294928\tvolume\t\t\t",
    )
    found = find_quantities("开垦3垛田，产油100桶，新修2公里", units=path)
    assert [(q.value, q.unit) for q in found] == [
        (Decimal(1500), "m2"),
        (Decimal("15.8987294928"), "m3"),
        (Decimal(2000), "m"),
    ]
    assert [q.unit for q in find_quantities("产油100桶")] == ["count"]


def test_a_broken_units_table_names_the_cell(tmp_path: Path) -> None:
    path = own_units(tmp_path, "area.duan\t垛田\tm2\tfive hundred\tarea\t\t\t")
    with pytest.raises(LexiconError, match=r"units\.tsv:2 \[factor\]"):
        find_quantities("3垛田", units=path)


def test_one_form_with_two_meanings_is_an_error(tmp_path: Path) -> None:
    path = own_units(
        tmp_path, "area.a\t垛田\tm2\t500\tarea\t垛\t\t", "area.b\t大垛\tm2\t900\tarea\t垛\t\t"
    )
    with pytest.raises(LexiconError, match="two meanings"):
        find_quantities("3垛田", units=path)


@pytest.mark.parametrize(
    ("code", "currency"),
    [("810000", "HKD"), ("820000", "MOP"), ("710000", "TWD"), ("440300", "CNY")],
)
def test_yuan_is_the_currency_of_the_place(code: str, currency: str) -> None:
    context = ArticleContext(place=Place(code=code, name=""))
    text = "撥款1.5億元，其中人民幣300萬元，另有2000萬美元"
    assert read(text, context) == [f"1.5億元 {currency}", "300萬元 CNY", "2000萬美元 USD"]


def test_nothing_comes_from_furniture_or_across_damage() -> None:
    text = "浏览30次\n投资5亿元，占地3锟0亩"
    context = ArticleContext(furniture=(Span(0, 5),), blocked=(Span(15, 18),))
    assert read(text, context) == ["5亿元 CNY"]


def test_nothing_comes_from_a_date() -> None:
    text = "2023年前3个月投资5亿元"
    date = Mention(label=Label.DATE, text=text[:9], norm=text[:9], span=Span(0, 9), rule_id="x")
    assert read(text, ArticleContext(), (date,)) == ["5亿元 CNY"]


def mention(label: Label, text: str, start: int) -> Mention:
    return Mention(
        label=label, text=text, norm=text, span=Span(start, start + len(text)), rule_id="x"
    )


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("三台县新开5家企业", mention(Label.PLACE, "三台县", 0), ["5家"]),
        ("建设30万千瓦光伏项目", mention(Label.PROJECT, "30万千瓦光伏项目", 2), ["30万千瓦"]),
        ("共有37家公司", mention(Label.COMPANY, "37家公司", 2), ["37家"]),
        ("《支持8条措施》印发", mention(Label.WORK, "《支持8条措施》", 0), []),
        ("两家企业", mention(Label.COMPANY, "外企", 8), ["两家"]),
        ("甘青两省公安厅会商", mention(Label.AGENCY, "甘青两省公安厅", 0), ["两省"]),
        ("三大通信公司投资", mention(Label.COMPANY, "三大通信公司", 0), ["三大"]),
        ("三河市公安局通报", mention(Label.PLACE, "三河市", 0), []),
    ],
)
def test_an_amount_inside_a_name_is_dropped(text: str, name: Mention, kept: list[str]) -> None:
    found = QuantityFinder().find(document(text), ArticleContext(), ())
    assert [q.text for q in outside_names(found, (name,))] == kept
