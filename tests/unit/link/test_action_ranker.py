"""Trained weights choose what happened to an amount among the verbs around."""

from __future__ import annotations

import math

import pytest

from govnews_extract import Extractor
from govnews_extract.lexicon.weights import weights_path
from govnews_extract.link.action_ranker import CHOSEN, LEFT_OUT, MODEL
from govnews_extract.link.weighing import read_features

BUILT = "华光公司经过3年的精心设计和施工，建起了新厂。"


@pytest.fixture(scope="module")
def by_rules() -> Extractor:
    return Extractor(tagger=None)


def test_the_weights_find_a_verb_that_rules_do_not(
    extractor: Extractor, by_rules: Extractor
) -> None:
    (ours,), (rules,) = extractor.extract(BUILT).facts, by_rules.extract(BUILT).facts
    assert (ours.action, rules.action) == ("施工", None)
    assert CHOSEN in ours.evidence
    assert "action" not in rules.evidence


def test_a_bound_is_no_action(extractor: Extractor, by_rules: Extractor) -> None:
    text = "全市常住人口超过52万人。"
    (ours,), (rules,) = extractor.extract(text).facts, by_rules.extract(text).facts
    assert (ours.action, rules.action) == (None, "超过")
    assert LEFT_OUT in ours.evidence


def test_status_follows_the_action(extractor: Extractor) -> None:
    (fact,) = extractor.extract("武威市27座大中型灌区改造项目已全部开工。").facts
    assert (fact.action, fact.status) == ("开工", "started")


def test_an_action_stands_in_the_text(extractor: Extractor) -> None:
    text = "全年建成投产项目31个，谋划储备项目20个，其中总投资上亿元的6个，增长5%。"
    actions = {fact.action for fact in extractor.extract(text).facts} - {None}
    assert len(actions) > 2
    assert all(action in text for action in actions)


def test_weights_are_finite_and_the_rules_count_for_something() -> None:
    weights = read_features(weights_path(MODEL))
    assert all(map(math.isfinite, weights.values()))
    assert weights["rules"] > 0
