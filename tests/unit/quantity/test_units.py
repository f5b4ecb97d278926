"""The tables of units against pint, which knows many of them, and against their schema."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pint
import pytest

from govnews_extract.lexicon.loader import lexicon_folder, load_table
from govnews_extract.quantity import find_quantities
from govnews_extract.quantity.units import convert, load_units, make_unit

REGISTRY = pint.UnitRegistry(non_int_type=Fraction)
REGISTRY.load_definitions(lexicon_folder() / "pint_definitions.txt")

# Our canonical units in pint's words, where pint writes them otherwise.
CANONICAL = {
    "degC": "delta_degree_Celsius",
    "1": "dimensionless",
    "x": "dimensionless",
    "pp": "percentage_point",
    "m2": "meter ** 2",
    "m3": "meter ** 3",
    "kVA": "kilovolt_ampere",
    "a": "year",
    "mo": "month",
    "d": "day",
    "h": "hour",
    "t": "tonne",
    "Ah": "ampere * hour",
    "km/h": "kilometer / hour",
    "m3/s": "meter ** 3 / second",
    "ug/m3": "microgram / meter ** 3",
    "mg/L": "milligram / liter",
    "t/h": "tonne / hour",
    "t*km": "tonne * kilometer",
    "B": "byte",
    "dB": "decibel",
    "bit/s": "bit / second",
    "N·m": "newton * meter",
    "count": "count",
}
OFFSET_OR_LOG = {"degree_Celsius", "degree_Fahrenheit", "decibel"}
ROWS = [
    row for row in load_table("units").dicts() if row["pint"] and row["pint"] not in OFFSET_OR_LOG
]
TOLERANCE = Fraction(1, 10**9)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_factor_agrees_with_pint(row: dict[str, str]) -> None:
    canonical = CANONICAL.get(row["canonical"], row["canonical"])
    theirs = REGISTRY.parse_expression(row["pint"]).to(canonical).magnitude
    ours = Fraction(row["factor"])
    assert abs(Fraction(theirs) / ours - 1) < TOLERANCE


@pytest.mark.parametrize("unit", sorted({row["canonical"] for row in load_table("units").dicts()}))
def test_a_user_of_pint_can_read_each_canonical_unit(unit: str) -> None:
    written = {"1": "dimensionless", "N·m": "newton * meter"}.get(unit, unit)
    assert REGISTRY.parse_units(written) is not None


def test_an_amount_becomes_a_quantity_of_pint() -> None:
    found = find_quantities("流转土地1500亩")[0]
    area = REGISTRY.Quantity(Fraction(found.value), found.unit)
    assert area.to("hectare").magnitude == 100


def test_a_factor_that_never_ends_is_rounded_at_twelve_decimals() -> None:
    mu = make_unit("m2", Fraction(2000, 3), "area")
    assert convert(Decimal(1), mu) == Decimal("666.666666666667")
    assert convert(Decimal(3), mu) == Decimal(2000)


def test_each_form_has_one_meaning() -> None:
    forms = [
        form
        for row in load_table("units").dicts()
        for form in (row["surface"], *row["aliases"].split(";"))
    ]
    assert len([form for form in forms if form]) == len({form for form in forms if form})
    assert load_units().at("千瓦时", 0)[1].canonical == "kWh"
