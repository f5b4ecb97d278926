"""What holds for the record of any text at all."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govnews_extract import Extractor
from govnews_extract.datatypes import Label, Modifier, apply_edits
from govnews_extract.write import json_line

DECIMAL_RE = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
EXTRACTOR = Extractor()

WORDS = """
定西市安定区 綏德縣 全县 该市 市招商局 陇薯食品公司 光伏发电项目 完成投资 同比增长 签约 总投资
达 约 超过 以上 左右 36.4亿元 1,240栋 三千二百万元 ２０万千瓦 5.2% 12至15亿元 8名 百 一 ? 亿 万 元 .
2012年12月18日 去年 上半年 第三次 来源： 責任編輯： 發(fā)展 業(yè) ??h ?!叭ト佟 &nbsp; 锟斤拷 ÒÚÔª
。 ， ； 、 “ ” （ ） : , ( )
""".split()
SPACES = ["\n", "\n\n", " ", "\u3000", "\u00a0"]
pieces = st.sampled_from(WORDS) | st.sampled_from(SPACES) | st.text(max_size=3)
texts = st.lists(pieces, max_size=40).map("".join)


def spans(rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(row["start"], row["end"]) for row in rows]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_any_text_gives_a_consistent_record(text: str) -> None:
    record = EXTRACTOR.extract(text)
    whole = json.loads(json_line(record))
    assert whole == record.to_dict()
    assert apply_edits(text, record.repaired.edits) == record.text
    for name in ("repairs", "mentions", "quantities", "facts", "projects"):
        assert [row["index"] for row in whole[name]] == list(range(len(whole[name])))
    for row in [*whole["mentions"], *whole["quantities"]]:
        assert 0 <= row["start"] < row["end"] <= len(record.text)
        assert 0 <= row["raw_start"] < row["raw_end"] <= len(text)
        assert row["text"] == record.text[row["start"] : row["end"]]
    assert spans(whole["quantities"]) == sorted(set(spans(whole["quantities"])))
    outer_first = sorted(spans(whole["mentions"]), key=lambda span: (span[0], -span[1]))
    assert spans(whole["mentions"]) == outer_first
    assert {row["label"] for row in whole["mentions"]} <= set(Label)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_amounts_and_facts_refer_to_what_is_there(text: str) -> None:
    whole = EXTRACTOR.extract(text).to_dict()
    for found in whole["quantities"]:
        for value in (found["value"], found["high"]):
            assert value is None or DECIMAL_RE.fullmatch(value)
        assert found["modifier"] in {None, *Modifier}
        assert found["unit"]
        assert found["dimension"]
        assert found["rule"]
    amounts = [fact["quantity"] for fact in whole["facts"]]
    assert sorted(set(amounts)) == sorted(amounts)
    for fact in whole["facts"]:
        found = whole["quantities"][fact["quantity"]]
        assert fact["sentence_start"] <= found["start"] < found["end"] <= fact["sentence_end"]
        for name in ("metric", "action"):
            start, end, words = (fact[f"{name}_{part}"] for part in ("start", "end", "text"))
            assert words == (None if start is None else whole["text"][start:end])
            assert words != ""
            assert words is None or fact[name]
        assert fact["project"] is None or whole["projects"][fact["project"]]
        assert fact["duplicate_of"] is None or fact["duplicate_of"] < fact["index"]
    for project in whole["projects"]:
        assert all(whole["mentions"][index]["label"] == "PROJECT" for index in project["mentions"])


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_the_same_text_gives_the_same_record(text: str) -> None:
    assert EXTRACTOR.extract(text) == EXTRACTOR.extract(text)
