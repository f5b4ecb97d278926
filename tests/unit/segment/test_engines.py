"""jieba defines the words; rjieba must find the same boundaries."""

from __future__ import annotations

import re

import pytest
from loading import ROOT, SHARED, gold_folders, needs_shared

from govnews_extract.errors import ConfigError
from govnews_extract.segment import Segmenter

# The two differ by design inside Latin runs with . _ - % (PERF figures of both agree on that).
LATIN_RUN_RE = re.compile(r"[A-Za-z0-9._%+#&-]+")

COMPOSED = (
    "县招商局与三家新能源企业签订框架协议，计划投资二十亿元建设储能电站。",
    "全市粮食总产量达到四百万吨，比上年增长百分之三，农民人均可支配收入突破两万元。",
    "风电场二期工程开工，年发电量可供十万户居民使用。",
    "王建国说，合作社去年种了三千亩党参。",
)


def boundaries(engine: str, text: str) -> set[int]:
    inside = {i for m in LATIN_RUN_RE.finditer(text) for i in range(m.start(), m.end() + 1)}
    return set(Segmenter(engine).segment(text, text).words) - inside


@pytest.mark.parametrize("text", COMPOSED)
def test_rjieba_cuts_as_jieba_does(text: str) -> None:
    assert boundaries("rjieba", text) == boundaries("jieba", text)


def test_rjieba_cuts_the_samples_as_jieba_does() -> None:
    for path in sorted((ROOT / "samples").glob("*.txt")):
        text = path.read_bytes().decode("utf-8", "replace")
        assert boundaries("rjieba", text) == boundaries("jieba", text), path.name


@needs_shared
def test_rjieba_cuts_real_articles_as_jieba_does() -> None:
    assert SHARED.is_dir()
    for folder in gold_folders():
        text = (folder / "repaired.txt").read_text(encoding="utf-8")
        assert boundaries("rjieba", text) == boundaries("jieba", text), folder.name


def test_an_unknown_engine_is_refused_by_name() -> None:
    with pytest.raises(ConfigError, match=r"thulac.*rjieba, jieba"):
        Segmenter("thulac")
