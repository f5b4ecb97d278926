"""Reading: whatever the bytes, an article or a reason; whatever the page, edits that lead back."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from govnews_extract.datatypes import SourceArticle, apply_edits
from govnews_extract.errors import ReadError
from govnews_extract.lexicon.script import simplify
from govnews_extract.read import ReadFailure, ReadOptions, find_furniture, iter_articles
from govnews_extract.read.encodings import decode_bytes
from govnews_extract.read.html import read_html

HAN = st.text(
    alphabet="全县开工项目总投资亿元公里来源记者日报0123456789，。：（） 　\n", max_size=60
)
PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div class='a'>", "</div>", "<br>", "<table>", "<tr>", "<td>", "</td>"),
        *("<th colspan=2>", "</table>", "<a href='/x'>", "</a>", "<h1>", "</h1>", "<title>"),
        *("</title>", "<script>", "</script>", "<!--", "-->", "&nbsp;", "&amp;", "&#20013;", "&lt"),
        *(
            "<",
            ">",
            "\t",
            "\r\n",
            "来源：某报",
            "2011-05-12",
            "12个",
            "3.5",
            "(亿元)",
            "单位：万元",
        ),
    ]
)
PAGES = st.lists(st.one_of(PIECES, HAN), max_size=40).map("".join)
LINES = st.sampled_from(
    [
        *("来源：某县日报 2011-05-12 09:30", "您当前的位置 : 某网 >> 要闻", "本报记者 张三", "---"),
        *(
            "某县开工项目12个",
            "（记者王小明）",
            "相关链接：",
            "1、某项目",
            "【打印】",
            "责任编辑：李四",
        ),
        *("全县开工项目12个，总投资3亿元。", "", "　", "[查看原文](http://x.cn/2011/05/12/a.html)"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.one_of(LINES, HAN), max_size=20).map("\n".join))
SUFFIXES = st.sampled_from(
    [".txt", ".html", ".json", ".jsonl", ".csv", ".tsv", ".zip", ".tar", ".txt.gz", ".warc", ".xz"]
)


@given(st.one_of(st.binary(max_size=300), HAN.map(lambda text: text.encode("gbk"))))
@settings(max_examples=150)
def test_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        found = decode_bytes(data, declared="gb2312")
    except ReadError:
        return
    found.text.encode("utf-8")


@given(HAN.filter(lambda text: len(text.strip()) > 2), st.sampled_from(["utf-8", "utf-8-sig"]))
@settings(max_examples=100)
def test_utf8_is_always_read_as_such(text: str, encoding: str) -> None:
    assert decode_bytes(text.encode(encoding)).text == text


@given(PAGES)
@settings(max_examples=200)
def test_pages_replay(page: str) -> None:
    repaired, _ = read_html(page)
    assert repaired.raw == page
    assert apply_edits(page, repaired.edits) == repaired.text


@given(TEXTS)
@settings(max_examples=300)
def test_furniture_lies_in_the_text_and_beside_the_title(text: str) -> None:
    simple = simplify(text)
    found = find_furniture(text, simple)
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
    assert all(one.end < other.start for one, other in pairwise(found.spans))
    if found.title_span is not None:
        assert found.meta.title
        assert not any(span.overlaps(found.title_span) for span in found.spans)
    assert find_furniture(text, simple) == found


@given(
    st.one_of(st.binary(max_size=400), TEXTS.map(lambda text: text.encode("utf-8", "replace"))),
    SUFFIXES,
)
@settings(max_examples=150)
def test_no_input_raises(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        results = list(iter_articles([path], ReadOptions(max_article_bytes=10_000)))
    assert results
    assert all(isinstance(result, SourceArticle | ReadFailure) for result in results)
    for result in results:
        assert "\n" not in str(result) or isinstance(result, SourceArticle)
