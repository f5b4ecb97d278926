"""Trained weights choose what an amount measures among the phrases around."""

from __future__ import annotations

import math

import pytest

from govnews_extract import Extractor
from govnews_extract.lexicon.weights import weights_path
from govnews_extract.link.metric_ranker import CHOSEN, MODEL
from govnews_extract.link.weighing import read_features


@pytest.fixture(scope="module")
def by_rules() -> Extractor:
    return Extractor(tagger=None)


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("从设计到投产，这条生产线历经300天的工期。", "工期"),
        ("新街口书店里读者比平时多了五成以上。", "读者"),
        ("厂里的利润第一次突破1804万元。", "利润"),
        ("涉案公司虚列支出转移资金17.68万元。", "转移资金"),
        ("受降雪影响，订单少了三成。", "订单"),
    ],
)
def test_the_weights_find_a_phrase_that_rules_do_not(
    extractor: Extractor, by_rules: Extractor, text: str, metric: str
) -> None:
    (ours,), (rules,) = extractor.extract(text).facts, by_rules.extract(text).facts
    assert ours.metric == metric
    assert rules.metric != metric
    assert CHOSEN in ours.evidence
    assert CHOSEN not in rules.evidence


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("鹿邑县先后建设了21个社区食堂和老年大学。", "社区食堂和老年大学"),
        ("金塔县境内10万亩春小麦开始播种。", "春小麦"),
        ("今天通车的环城路全长31公里。", "全长"),
    ],
)
def test_what_rules_read_right_stays(extractor: Extractor, text: str, metric: str) -> None:
    (fact,) = extractor.extract(text).facts
    assert fact.metric == metric
    assert CHOSEN not in fact.evidence


def test_a_share_keeps_the_whole_that_rules_read(extractor: Extractor) -> None:
    (fact,) = extractor.extract("瑞昌市民间投资占全部投资的65.4%。").facts
    assert fact.metric == "占全部投资"
    assert CHOSEN not in fact.evidence


def test_weights_are_finite_and_speak_for_and_against() -> None:
    weights = read_features(weights_path(MODEL)).values()
    assert all(map(math.isfinite, weights))
    assert min(weights) < 0 < max(weights)
