"""The questions that are asked most, as views over the tables.

Views hold no data: an upgrade of the schema drops them and makes them anew from here, so a change
of one needs a revision of the schema, which may be empty.
"""

from __future__ import annotations

from govnews_extract.write.sums import SumDialect, rows_of, sums_of, total_of

ADDED_DIMENSIONS = (
    "money", "count", "area", "volume", "mass", "length", "duration", "energy", "power",
    "apparent_power", "reactive_power", "tonnage", "compensated_tonnage", "transport", "data",
    "charge", "amount", "flow", "evaporation",
)  # fmt: skip
"""Dimensions whose amounts make a sum; shares, prices, speeds and degrees make none."""
_VIEWS = {
    "records": """
        SELECT f.article, f."index", a.published, a.title, a.source, a.url, a.path,
               f.place, f.subject, f.subject_text, f.subject_label, f.confidence,
               f.metric, f.metric_text, f.action, f.action_text, f.status, f.period, f.comparison,
               q.text AS amount, q.value, q.high, q.unit, q.dimension, q.modifier,
               p.name AS project, p.owner AS project_owner, p.status AS project_status,
               substr(a.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence,
               q.raw_start, q.raw_end, f.duplicate_of, a.version, a.lexicons
        FROM facts f
        JOIN quantities q ON q.article = f.article AND q."index" = f.quantity
        JOIN articles a ON a.id = f.article
        LEFT JOIN projects p ON p.article = f.article AND p."index" = f.project""",
    "investment_by_project": """
        SELECT s.name, s.owner, s.place, s.status, s.investment, s.capacity, s.unit,
               s.published, s.article, s.statements
        FROM (SELECT p.name, p.owner, p.place, p.status, p.investment, p.capacity, p.unit,
                     a.published, p.article,
                     COUNT(*) OVER (PARTITION BY p.name, p.place) AS statements,
                     ROW_NUMBER() OVER (PARTITION BY p.name, p.place ORDER BY
                         a.published IS NULL, a.published DESC, p.article, p."index") AS nth
              FROM projects p JOIN articles a ON a.id = p.article
              WHERE p.investment IS NOT NULL) s
        WHERE s.nth = 1""",
}
_SUMS = {
    "facts_by_county": (
        """
        SELECT g.county, (SELECT MAX(n.place_name) FROM articles n WHERE n.place_code = g.county)
                   AS name,
               g.metric, g.unit, g.facts, g.articles,
               CASE WHEN g.dimension IN ({added}) THEN {total} END AS total,
               g.first_published, g.last_published
        FROM {rows} g""",
        """
        SELECT substr(f.place, 1, 6) AS county, f.metric, q.unit, q.dimension, COUNT(*) AS facts,
               COUNT(DISTINCT f.article) AS articles, {sums},
               MIN(a.published) AS first_published, MAX(a.published) AS last_published
        FROM facts f
        JOIN quantities q ON q.article = f.article AND q."index" = f.quantity
        JOIN articles a ON a.id = f.article
        WHERE f.place IS NOT NULL AND f.duplicate_of IS NULL
        GROUP BY substr(f.place, 1, 6), f.metric, q.unit, q.dimension""",
    ),
    "signed_by_month": (
        "SELECT g.month, g.place, g.facts, g.articles, {total} AS total FROM {rows} g",
        """
        SELECT substr(a.published, 1, 7) AS month, f.place, COUNT(*) AS facts,
               COUNT(DISTINCT f.article) AS articles, {sums}
        FROM facts f
        JOIN quantities q ON q.article = f.article AND q."index" = f.quantity
        JOIN articles a ON a.id = f.article
        WHERE q.unit = 'CNY' AND f.duplicate_of IS NULL AND a.published IS NOT NULL
          AND (f.status = 'signed' OR f.metric LIKE '%签约%')
        GROUP BY substr(a.published, 1, 7), f.place""",
    ),
}
"""Views with a sum: what they show, and the query that groups the rows."""
VIEWS = (*_VIEWS, *_SUMS)
"""Names of the views.

- `records`: a fact with its amount, article, project and sentence in one row.
- `facts_by_county`: facts and their sum by county, metric and unit; repeated facts left out, no sum
  of what does not add up (`ADDED_DIMENSIONS`).
- `investment_by_project`: of each project by name and place, what was said of it last.
- `signed_by_month`: money signed, by month of publication and place.
"""


def view_query(name: str, sums: SumDialect | None = None) -> str:
    """The query that the view `name` is.

    Args:
        name: One of `VIEWS`.
        sums: How amounts that are text are added up; None where the database has exact decimals.
    """
    if name in _VIEWS:
        return _VIEWS[name]
    shown, grouped = _SUMS[name]
    rows = rows_of(grouped.replace("{sums}", sums_of("q.value", sums)), sums)
    added = ", ".join(f"'{name}'" for name in ADDED_DIMENSIONS)
    shown = shown.replace("{added}", added).replace("{total}", total_of("g", sums))
    return shown.replace("{rows}", rows)


def create_view_statements(sums: SumDialect | None = None) -> list[str]:
    """Statements that make all views."""
    return [f"CREATE VIEW {name} AS {view_query(name, sums)}" for name in VIEWS]


def drop_view_statements() -> list[str]:
    """Statements that drop the views that are there."""
    return [f"DROP VIEW IF EXISTS {name}" for name in VIEWS]
