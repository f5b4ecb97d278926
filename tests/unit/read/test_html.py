"""Web pages: what is the article, what leads back to the source, and pages built to hurt."""

from __future__ import annotations

import time
from typing import Any

import pytest
from loading import cases

from govnews_extract.datatypes import Span, apply_edits
from govnews_extract.lexicon.script import simplify
from govnews_extract.read import find_furniture
from govnews_extract.read.html import read_html


@pytest.mark.parametrize("case", cases("read/pages", "page"))
def test_page(case: dict[str, Any]) -> None:
    source = case["html"]
    repaired, head = read_html(source)
    assert repaired.raw == source
    assert apply_edits(source, repaired.edits) == repaired.text
    assert repaired.text.split("\n") == case["lines"]
    shown = find_furniture(repaired.text, simplify(repaired.text)).meta
    meta = head.filled_from(shown)
    found = {name: getattr(meta, name) for name in case["meta"]}
    assert {k: list(v) if isinstance(v, tuple) else v for k, v in found.items()} == case["meta"]


@pytest.mark.parametrize("case", cases("read/pages", "page"))
def test_every_figure_leads_back_to_the_page(case: dict[str, Any]) -> None:
    repaired, _ = read_html(case["html"])
    for figure in case.get("figures", ()):
        start = repaired.text.index(figure)
        raw = repaired.to_raw(Span(start, start + len(figure)))
        digits = "".join(char for char in figure if char.isdigit() or char == ".")
        assert digits in raw.of(case["html"])


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<b>字",
        "<a ",
        "<!--",
        "<p>字",
        "<table><tr><td>",
        "<select>",
        "<tr><td>甲<td>1",
        "&amp;",
        "<",
        "<a href=x>",
        "</div>",
        "<!-- BEGIN WAYBACK TOOLBAR INSERT -->",
    ],
)
def test_cost_is_linear_in_pages_built_to_hurt(piece: str) -> None:
    def seconds(number: int) -> float:
        started = time.process_time()
        repaired, _ = read_html(piece * number + "全县开工项目12个，总投资3亿元。")
        spent = time.process_time() - started
        assert apply_edits(repaired.raw, repaired.edits) == repaired.text
        return spent

    # Four times the length: linear is 4, square is 16; a slow first call makes it less. Other work
    # on the machine may slow one attempt, and slows no four of them in a row.
    assert any(seconds(16_000) < 13 * max(seconds(4_000), 0.02) for _ in range(4))
