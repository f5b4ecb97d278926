"""Records to one HTML page that loads nothing and runs nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TextIO

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from govnews_extract.annotated import JsonRecord, written_unit
from govnews_extract.errors import ConfigError
from govnews_extract.phrases import load_phrases
from govnews_extract.report.article import Row, article_view
from govnews_extract.report.messages import load_messages, short_amount
from govnews_extract.report.overview import MetricSums, Overview
from govnews_extract.report.plain import script_json
from govnews_extract.version import __version__

LISTED = ("number", "title", "date", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSize:
    """How many articles and facts a report was made of, and how many articles it shows.

    Example:
        >>> size = ReportSize(articles=1200, facts=15000, shown=1000)
        >>> size.articles - size.shown
        200
    """

    articles: int
    facts: int
    shown: int


def write_report(
    records: Iterable[JsonRecord],
    output: TextIO,
    *,
    language: str = "en",
    limit: int = 1000,
) -> ReportSize:
    """Write the page of `records`, in their JSON form, to `output`.

    Counts and charts take in every record; texts, facts and projects those of the first
    `limit`. Memory grows with `limit` alone.

    Args:
        records: As `Record.to_dict` gives them, or as they were read back.
        output: Open for text in UTF-8.
        language: What the page opens in, `en` or `zh`; a switch on the page changes it.
        limit: Articles whose texts the page holds.

    Raises:
        ConfigError: for a language that the page does not speak.

    Example:
        >>> import io
        >>> from govnews_extract import Extractor
        >>> page = io.StringIO()
        >>> write_report([Extractor().extract("江山市投资3亿元。").to_dict()], page)
        ReportSize(articles=1, facts=1, shown=1)
    """
    if language not in load_messages():
        raise ConfigError(f"the page speaks {', '.join(load_messages())}, not {language}")
    overview = Overview()
    views: list[str] = []
    listed: list[Row] = []
    for record in records:
        number = overview.articles if overview.articles < limit else None
        overview.add(record, number)
        if number is not None:
            view = article_view(record, number, overview.places)
            listed.append({**{key: view[key] for key in LISTED}, "facts": len(view["facts"])})
            views.append(script_json(view))
    output.writelines(_template().stream(_context(overview, listed, views, language)))
    return ReportSize(articles=overview.articles, facts=overview.facts, shown=len(views))


def _context(
    overview: Overview, listed: list[Row], views: list[str], language: str
) -> dict[str, Any]:
    script, style = _asset("page.js"), _asset("page.css")
    periods = overview.periods()
    data = {
        "language": language,
        "messages": load_messages(),
        "phrases": load_phrases(),
        "articles": listed,
        "projects": [_project(row) for row in overview.projects],
    }
    return {
        "policy": _policy(script, style),
        "script": Markup(script),  # noqa: S704 - our own file, shipped with the package
        "style": Markup(style),  # noqa: S704 - as above
        "data": Markup(script_json(data)),  # noqa: S704 - holds no character that markup knows
        "views": [Markup(view) for view in views],  # noqa: S704 - as above
        "texts": load_messages(),
        "language": language,
        "overview": overview,
        "periods": periods,
        "most": max((count for _, count in periods), default=0),
        "metrics": _charts(overview.metrics()),
        "version": __version__,
    }


def _project(row: Mapping[str, Any]) -> Row:
    """A row of the table of projects; amounts as texts of both languages, and as they sort."""
    cells = dict(row)
    for key, unit in (("capacity", row["unit"]), ("investment", "CNY")):
        if row[key] is not None:
            cells[key] = {**_both(Decimal(row[key]), unit or ""), "value": float(row[key])}
    return cells


def _both(value: Decimal, unit: str) -> dict[str, str]:
    return {language: short_amount(value, unit, language) for language in load_messages()}


def _charts(metrics: Sequence[MetricSums]) -> list[Row]:
    """Charts with their headings in both languages.

    The bars have their units, in the magnitudes of each language; a heading has one only where
    another chart is of the same metric.
    """
    told = Counter(one.metric for one in metrics)
    charts = [_chart(one) for one in metrics]
    for chart, one in zip(charts, metrics, strict=True):
        for language, texts in load_messages().items():
            unit = texts["units"].get(one.unit, written_unit(one.unit))
            several = unit and told[one.metric] > 1
            chart[language] = f"{one.metric} ({unit})" if several else one.metric
    return charts


def _chart(metric: MetricSums) -> Row:
    """Bars of one metric, as long as their share of the longest, in hundredths."""
    longest = max((abs(one.total) for one in metric.sums), default=Decimal(0)) or Decimal(1)
    bars = [
        {
            "place": one.place,
            "share": f"{abs(one.total) * 100 / longest:.2f}",
            "exact": f"{one.total:f}",
            "facts": one.facts,
            **_both(one.total, metric.unit),
        }
        for one in metric.sums
    ]
    return {"bars": bars, "hidden": metric.hidden}


def _policy(script: str, style: str) -> str:
    """The policy under which the page runs: nothing is loaded, these two texts alone count."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _asset(name: str) -> str:
    return files("govnews_extract.report").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    environment = Environment(
        loader=DictLoader({"page": _asset("page.html.j2")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page")
