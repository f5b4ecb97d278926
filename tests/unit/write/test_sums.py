"""Sums in the views are exact to the last digit, whatever numbers the database has."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal, localcontext
from pathlib import Path

import duckdb
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from postgres import Server
from sink_runs import without_later_columns

from govnews_extract import Extractor
from govnews_extract.record import plain_decimal
from govnews_extract.write.records import RecordWriter
from govnews_extract.write.rows import COLUMNS, ArticleRows, article_rows
from govnews_extract.write.sinks import Delivery, open_sink
from govnews_extract.write.sums import (
    DUCKDB_SUMS,
    FRACTION_GROUPS,
    GROUP_DIGITS,
    SQLITE_SUMS,
    WHOLE_GROUPS,
    SumDialect,
    rows_of,
    sums_of,
    total_of,
)

SUMS = [
    (("0.1", "0.2"), "0.3"),
    (("0.1",) * 10, "1"),
    (("9007199254740993", "0.5"), "9007199254740993.5"),
    (("99999999999999999.9", "0.1"), "100000000000000000"),
    (("613333333.333333333333", "43333333.333333333333"), "656666666.666666666666"),
    (("1", "-1"), "0"),
    (("-0.035",), "-0.035"),
    (("1", "-1.000000000001"), "-0.000000000001"),
    (("-999999999999", "-1"), "-1000000000000"),
    (("9" * 60, "1"), f"1{'0' * 60}"),
    ((f"0.{'0' * 47}1", "5"), f"5.{'0' * 47}1"),
    (("0",), "0"),
]
PLACES = GROUP_DIGITS * FRACTION_GROUPS
LARGEST = 10 ** (GROUP_DIGITS * (WHOLE_GROUPS + FRACTION_GROUPS)) - 1


def query(values: Sequence[str], dialect: SumDialect) -> str:
    union = " UNION ALL ".join(f"SELECT '{value}' AS v" for value in values)
    rows = rows_of(f"SELECT {sums_of('v', dialect)} FROM ({union}) t", dialect)  # noqa: S608
    return f"SELECT {total_of('g', dialect)} FROM {rows} g"  # noqa: S608


@pytest.mark.parametrize(("values", "total"), SUMS, ids=lambda value: str(value)[:30])
def test_decimals_that_are_text_are_added_exactly(values: tuple[str, ...], total: str) -> None:
    with closing(sqlite3.connect(":memory:")) as lite, duckdb.connect() as duck:
        assert lite.execute(query(values, SQLITE_SUMS)).fetchone() == (total,)
        assert duck.execute(query(values, DUCKDB_SUMS)).fetchone() == (total,)


@given(st.lists(st.integers(-LARGEST, LARGEST), min_size=1, max_size=20))
def test_sums_are_those_of_decimal(numbers: list[int]) -> None:
    with localcontext() as context, closing(sqlite3.connect(":memory:")) as lite:
        context.prec = 200
        values = [Decimal(number).scaleb(-PLACES) for number in numbers]
        texts = [str(plain_decimal(value)) for value in values]
        wanted = sum(values, Decimal(0))
        (found,) = lite.execute(query(texts, SQLITE_SUMS)).fetchone()
        assert found == plain_decimal(wanted or Decimal(0))


def test_the_views_of_every_database_add_exactly(tmp_path: Path, postgres: Server) -> None:
    found = Extractor(tagger=None).extract("江山市完成投资36.4亿元。江山市完成投资5亿元。")
    rows = article_rows(found)
    places = [str(tmp_path / "out.sqlite"), str(tmp_path / "out.duckdb"), postgres.new_database()]
    for place in places:
        with open_sink(place) as sink:
            sink.deliver(Delivery(articles=(_with_values(rows, "9007199254740993.1", "0.2"),)))
    ask = "SELECT total FROM facts_by_county WHERE metric = '投资'"
    with closing(sqlite3.connect(places[0])) as lite:
        assert lite.execute(ask).fetchall() == [("9007199254740993.3",)]
    with duckdb.connect(places[1]) as duck:
        assert duck.execute(ask).fetchall() == [("9007199254740993.3",)]
    with psycopg.connect(places[2]) as server:
        assert server.execute(ask).fetchall() == [(Decimal("9007199254740993.3"),)]


def test_shares_and_prices_are_counted_and_not_added_up(tmp_path: Path) -> None:
    text = "江山市完成投资36.4亿元，投资增长18.7%。江山市完成投资5亿元，投资增长3%，均价8000元/平方米。"
    places = [tmp_path / "out.sqlite", tmp_path / "out.duckdb"]
    for place in places:
        with RecordWriter(open_sink(str(place))) as writer:
            writer.write(Extractor(tagger=None).extract(text))
    ask = "SELECT unit, SUM(facts), MAX(total) FROM facts_by_county GROUP BY unit ORDER BY unit"
    wanted = [("1", 2, None), ("CNY", 2, "4140000000"), ("CNY/m2", 1, None)]
    with closing(sqlite3.connect(places[0])) as lite:
        assert lite.execute(ask).fetchall() == wanted
    with duckdb.connect(str(places[1])) as duck:
        assert duck.execute(ask).fetchall() == wanted


def _with_values(rows: ArticleRows, *values: str) -> ArticleRows:
    at = COLUMNS["quantities"].index("value")
    quantities = [
        (*cells[:at], value, *cells[at + 1 :])
        for cells, value in zip(rows.parts["quantities"], values, strict=True)
    ]
    return ArticleRows(
        id=rows.id, article=rows.article, parts={**rows.parts, "quantities": quantities}
    )


def test_views_of_older_databases_are_made_anew(tmp_path: Path) -> None:
    lite, duck = tmp_path / "out.sqlite", tmp_path / "out.duckdb"
    for path in (lite, duck):
        with RecordWriter(open_sink(str(path))) as writer:
            writer.write(Extractor(tagger=None).extract("江山市完成投资36.4亿元。"))
    old = "CREATE VIEW signed_by_month AS SELECT 0.1 AS total"
    with closing(sqlite3.connect(lite)) as connection, connection:
        connection.executescript(without_later_columns())
        connection.executescript(f"{old};")
        connection.execute("UPDATE govnews_schema SET version_num = '0002'")
    with duckdb.connect(str(duck)) as file:
        file.execute(without_later_columns())
        file.execute(old)
        file.execute("UPDATE govnews_schema SET version = 1")
    for path in (lite, duck):
        open_sink(str(path)).close()
    ask = "SELECT total FROM facts_by_county UNION SELECT total FROM signed_by_month"
    with closing(sqlite3.connect(lite)) as connection:
        assert connection.execute(ask).fetchall() == [("3640000000",)]
    with duckdb.connect(str(duck)) as file:
        assert file.execute(ask).fetchall() == [("3640000000",)]
