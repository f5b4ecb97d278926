"""Trained weights give an amount another subject only where rules had none in its phrase."""

from __future__ import annotations

import math

import pytest

from govnews_extract import Extractor, Record
from govnews_extract.datatypes import Confidence
from govnews_extract.errors import LexiconError
from govnews_extract.lexicon.weights import weights_path
from govnews_extract.link import ranker
from govnews_extract.link.weighing import read_features, read_scale

PASSAGES = (
    "项目由远景能源投资建设。风电场共安装风机40台，装机容量20万千瓦。",
    "据统计，目前已有28家纺织企业复工，其中12家满负荷生产。",
    "全县共建成高标准农田5.2万亩，占计划的83%。总投资53亿元的临泽县产业园开工。",
    "工业增加值、财政收入、进出口总额分别增长5%、6%和7%。",
)


@pytest.fixture(scope="module")
def by_rules() -> Extractor:
    return Extractor(tagger=None)


def subjects(record: Record) -> list[tuple[str | None, Confidence]]:
    return [(fact.subject, fact.confidence) for fact in record.facts]


def test_the_weights_change_what_rules_alone_say(extractor: Extractor, by_rules: Extractor) -> None:
    text = PASSAGES[0]
    assert [subject for subject, _ in subjects(extractor.extract(text))] == ["风电场", "风电场"]
    assert [subject for subject, _ in subjects(by_rules.extract(text))] == ["远景能源", "远景能源"]


def test_what_is_stated_is_kept(extractor: Extractor, by_rules: Extractor) -> None:
    ours, rules = (
        [found for text in PASSAGES for found in subjects(each.extract(text))]
        for each in (extractor, by_rules)
    )
    stated = [at for at, (_, by_rule) in enumerate(rules) if by_rule is Confidence.STATED]
    assert len(stated) == 2
    assert [ours[at][0] for at in stated] == [rules[at][0] for at in stated]


def test_a_subject_of_the_weights_is_called_guessed_and_says_whence(extractor: Extractor) -> None:
    found = [fact for text in PASSAGES for fact in extractor.extract(text).facts]
    chosen = [fact for fact in found if ranker.SOURCE in fact.evidence]
    assert chosen
    assert {fact.confidence for fact in chosen} == {Confidence.GUESSED}


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        (
            "榕江县组织村超联盟、苗侗工坊等30个合作社参加展销会。",
            Confidence.GUESSED,
        ),  # is 组织 the verb?
        ("安定区完成固定资产投资9.82亿元。", Confidence.STATED),
    ],
)
def test_a_stated_subject_for_which_little_speaks_is_called_guessed(
    extractor: Extractor, by_rules: Extractor, text: str, confidence: Confidence
) -> None:
    [(stated, by_rule)], [(subject, weighed)] = (
        subjects(each.extract(text)) for each in (by_rules, extractor)
    )
    assert subject == stated
    assert (by_rule, weighed) == (Confidence.STATED, confidence)


def test_weights_are_finite_and_the_rules_count_for_something() -> None:
    weights = read_features(weights_path(ranker.MODEL))
    assert all(map(math.isfinite, weights.values()))
    assert weights["rules"] > 0


def test_missing_weights_are_told_of(tmp_path) -> None:
    with pytest.raises(LexiconError, match="install govnews-extract again"):
        read_scale(tmp_path / ranker.MODEL)
