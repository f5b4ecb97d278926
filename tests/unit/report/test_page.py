"""The page as bytes: whole, inert, in two languages, readable in light and dark."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews_extract import Extractor
from govnews_extract.errors import ConfigError
from govnews_extract.report import ReportSize, write_report
from govnews_extract.report.messages import load_messages, short_amount
from govnews_extract.report.plain import script_json

ASSETS = files("govnews_extract.report")
STYLE = ASSETS.joinpath("page.css").read_text(encoding="utf-8")
SCRIPT = ASSETS.joinpath("page.js").read_text(encoding="utf-8")
TEMPLATE = ASSETS.joinpath("page.html.j2").read_text(encoding="utf-8")


def page_of(*records: dict[str, Any], **options: Any) -> tuple[str, ReportSize]:
    stream = io.StringIO()
    size = write_report(records, stream, **options)
    return stream.getvalue(), size


def flat(table: dict[str, Any], prefix: str = "") -> set[str]:
    keys: set[str] = set()
    for key, value in table.items():
        keys |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
    return keys


def test_both_languages_have_every_text_that_the_page_asks_for() -> None:
    english, chinese = (load_messages()[name] for name in ("en", "zh"))
    loose = ("magnitudes.", "units.")
    assert {key for key in flat(english) if not key.startswith(loose)} == {
        key for key in flat(chinese) if not key.startswith(loose)
    }
    asked = set(re.findall(r"\bt\(\"(\w+)\"\)", TEMPLATE + SCRIPT))
    asked |= set(re.findall(r"data-t(?:-label)?=\"(\w+)\"", TEMPLATE))
    assert asked
    assert asked <= english.keys()


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        ("31860000000", "CNY", "31.86 billion CNY", "318.6亿元"),
        ("9999", "count", "9,999", "9,999"),
        ("10000", "t", "10,000 t", "1万吨"),
        ("613333333.333333333333", "m2", "613.3 million m²", "6.133亿平方米"),
        ("1234567890123456", "CNY", "1,235 trillion CNY", "1,235万亿元"),
        ("0.0625", "t", "0.0625 t", "0.0625吨"),
        ("-20000000", "USD", "-20 million USD", "-2,000万美元"),
        ("0", "kW", "0 kW", "0千瓦"),
        ("1.5", "ug/m3", "1.5 ug/m3", "1.5ug/m3"),
    ],
)
def test_amounts_are_shortened_as_each_language_does(
    value: str, unit: str, english: str, chinese: str
) -> None:
    assert short_amount(Decimal(value), unit, "en") == english
    assert short_amount(Decimal(value), unit, "zh") == chinese


@given(st.text())
def test_json_in_a_script_leaves_it_nowhere_and_reads_back(text: str) -> None:
    inert = script_json({"text": text})
    assert not set("<>&\u2028\u2029") & set(inert)
    assert json.loads(inert) == {"text": text}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, by WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted([luminance(first), luminance(second)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_and_marks_stand_out_in_both_schemes(scheme: str) -> None:
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    colours = dict(
        re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark)
    )
    texts = [
        *(("text", back) for back in ("back", "panel", "amount", "chosen", "was")),
        *((front, back) for front in ("quiet", "link") for back in ("back", "panel")),
        ("back", "link"),
        ("quiet", "markup"),
    ]
    for front, back in texts:
        assert contrast(colours[front], colours[back]) >= 4.5, (front, back)
    for mark in ("bar", "stated", "inherited", "guessed", "green", "blue", "purple", "orange"):
        assert contrast(colours[mark], colours["back"]) >= 3, mark


class Sources(HTMLParser):
    """Every attribute of a page that makes a browser load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            loads = name in {"src", "srcset", "data", "action", "style"} or name.startswith("on")
            if loads or (name == "href" and not (value or "").startswith("#")):
                self.found.append((name, value))


def test_the_page_names_nothing_to_load(extractor: Extractor) -> None:
    record = extractor.extract("江山市投资3亿元。").to_dict()
    page, size = page_of({**record, "url": "https://example.org/"})
    sources = Sources()
    sources.feed(page)
    assert sources.found == []
    assert "@import" not in page
    assert "url(" not in page
    assert size == ReportSize(articles=1, facts=1, shown=1)


def test_counts_have_no_unit_beside_them(extractor: Extractor) -> None:
    text = "江山市签约项目126个，总投资36.4亿元。"
    page, _ = page_of(extractor.extract(text).to_dict())
    assert '"value":"126"' in page
    assert '"value":"3640000000 CNY"' in page
    assert "126 count" not in page
    assert "(count)" not in page


def test_one_of_a_thing_is_singular_and_headings_have_no_unit_of_their_own(
    extractor: Extractor,
) -> None:
    record = extractor.extract("江山市完成投资36.4亿元。").to_dict()
    pages = {}
    for language in ("en", "zh"):
        page = io.StringIO()
        write_report([record], page, language=language)
        pages[language] = page.getvalue()
    assert '<strong>1</strong> <span data-t="article_one">article</span>' in pages["en"]
    assert '<strong>1</strong> <span data-t="fact_one">fact</span>' in pages["en"]
    assert '<strong>0</strong> <span data-t="projects_lower">projects</span>' in pages["en"]
    assert "(CNY)" not in pages["zh"] + pages["en"]
    assert "36.4亿元" in pages["zh"]
    assert "3.64 billion CNY" in pages["en"]


def test_a_heading_tells_two_units_of_one_metric_apart(extractor: Extractor) -> None:
    texts = ("江山市完成投资36.4亿元。", "江山市完成投资2亿美元。")
    page = io.StringIO()
    write_report([extractor.extract(text).to_dict() for text in texts], page, language="zh")
    assert "投资 (元)" in page.getvalue()
    assert "投资 (USD)" in page.getvalue()


def test_the_same_records_give_the_same_page(extractor: Extractor) -> None:
    record = extractor.extract("江山市投资3亿元。").to_dict()
    assert page_of(record) == page_of(record)


def test_what_is_over_the_limit_is_counted_and_not_carried(extractor: Extractor) -> None:
    record = extractor.extract("江山市投资3亿元。").to_dict()
    page, size = page_of(record, {**record, "title": "第二篇"}, limit=1)
    assert size == ReportSize(articles=2, facts=2, shown=1)
    assert "1 / 2" in page
    assert "第二篇" not in page


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ConfigError, match="en, zh, not fr"):
        page_of(language="fr")


def test_no_record_at_all_makes_a_page() -> None:
    page, size = page_of()
    assert size == ReportSize(articles=0, facts=0, shown=0)
    assert page.endswith("</html>")
