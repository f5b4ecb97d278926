"""Page furniture: what is taken off, what is read of it, and what must stay."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from govnews_extract.datatypes import ArticleMeta
from govnews_extract.lexicon.script import simplify
from govnews_extract.read import find_furniture

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "read" / "furniture.toml").read_text(encoding="utf-8")
)["case"]


def _filled(meta: ArticleMeta) -> dict[str, Any]:
    fields = {name: getattr(meta, name) for name in ArticleMeta.__dataclass_fields__}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in fields.items() if v}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_page(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_furniture(text, simplify(text))
    assert _filled(found.meta) == case["expect"]
    covered = {at for span in found.spans for at in range(span.start, span.end)}
    for words in case.get("furniture", ()):
        start = text.index(words)
        assert covered >= set(range(start, start + len(words))), words
    for words in case["prose"]:
        start = text.index(words)
        assert not covered & set(range(start, start + len(words))), words
    assert list(found.spans) == sorted(found.spans)
    if found.title_span is not None:
        assert not covered & set(range(found.title_span.start, found.title_span.end))


@pytest.mark.parametrize(
    "piece",
    ["来源:某网 ", "作者:张三 ", "2011-05-12 ", "首页 > ", "(记者 ", "打印 ", ":", "1、某\n", "\n"],
)
def test_cost_does_not_grow_with_pages_built_to_hurt(piece: str) -> None:
    text = piece * 60_000 + "全县开工12个。"
    simple = simplify(text)

    def seconds() -> float:
        started = time.process_time()
        find_furniture(text, simple)
        return time.process_time() - started

    assert any(seconds() < 1.0 for _ in range(4))
