"""Names that another tool found go in with their places and come out settled."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import cases

from govnews_extract import Extractor, Span
from govnews_extract.datatypes import Label, OutsideName
from govnews_extract.errors import SpanError

RULES, BOTH = Extractor(tagger=None), Extractor()


def outside(text: str, row: str) -> OutsideName:
    label, _, rest = row.partition(" ")
    surface, canonical, code = (*rest.split("|"), None, None)[:3]
    start = text.index(surface)
    span = Span(start, start + len(surface))
    return OutsideName(label=Label(label), span=span, canonical=canonical, code=code)


@pytest.mark.parametrize("extractor", [RULES, BOTH], ids=["rules", "crf"])
@pytest.mark.parametrize("case", cases("tag/outside", "outside"))
def test_an_outside_name_is_settled(case: dict[str, Any], extractor: Extractor) -> None:
    names = [outside(case["text"], row) for row in case["given"]]
    record = extractor.extract(case["text"], outside=names)
    found = [f"{m.label} {m.text} {m.norm} {m.code or '–'}" for m in record.mentions]
    assert set(case["expect"]) <= set(found)
    spans = {m.span for m in record.mentions}
    assert len(spans) == len(record.mentions)


def test_facts_hang_on_outside_names() -> None:
    text = "青禾云谷在江山市投资2亿元。"
    names = [outside(text, "COMPANY 青禾云谷|青禾云谷农业有限公司")]
    (fact,) = BOTH.extract(text, outside=names).facts
    assert fact.subject == "青禾云谷农业有限公司"


def test_no_amount_is_read_inside_an_outside_name() -> None:
    text = "两百亩庄园与两家银行签约。"
    assert "两百亩" in [found.text for found in RULES.extract(text).quantities]
    names = [outside(text, "COMPANY 两百亩庄园")]
    assert "两百亩" not in [found.text for found in RULES.extract(text, outside=names).quantities]


def test_a_name_whose_characters_repair_removed_is_left_out() -> None:
    text = "經(jīng)濟發(fā)展,產(chǎn)業(yè)發(fā)達。"
    names = [OutsideName(label=Label.ORG, span=Span(2, 6))]
    assert "ORG" not in [m.label for m in RULES.extract(text, outside=names).mentions]


def test_a_span_out_of_the_text_is_refused() -> None:
    with pytest.raises(SpanError, match="span 3:9 reaches out of the text"):
        RULES.extract("投资。", outside=[OutsideName(label=Label.ORG, span=Span(3, 9))])


@given(st.data())
def test_any_outside_names_leave_mentions_that_nest_or_are_apart(data: st.DataObject) -> None:
    text = "浙江省江山市发改局与青禾云谷(qīng)签约,投資2億元。"
    labels = st.sampled_from([label for label in Label if label is not Label.DATE])
    ends = st.integers(0, len(text))
    rows = data.draw(st.lists(st.tuples(labels, ends, ends), max_size=6))
    names = [OutsideName(label=label, span=Span(min(pair), max(pair))) for label, *pair in rows]
    mentions = RULES.extract(text, outside=names).mentions
    for earlier, later in pairwise(mentions):
        apart = earlier.span.end <= later.span.start
        assert apart or earlier.span.covers(later.span)
