from __future__ import annotations

import pytest

from govnews_extract.repair.article_words import ArticleWords, Before
from govnews_extract.repair.word_pairs import NEVER, WordPairs

PAIRS = WordPairs({"甲乙": 10, "丁": 4}, {"甲乙": "丙 5 0 3", "丁": "甲乙 2"})


def test_a_word_stands_for_its_longest_ending_that_was_counted() -> None:
    assert PAIRS.ending("戊甲乙") == "甲乙"
    assert PAIRS.ending("戊己") == ""


def test_a_phrase_begins_with_a_shorter_word_and_a_figure_with_any() -> None:
    assert PAIRS.beginning("甲乙丙") == "甲乙"
    assert PAIRS.beginning("甲乙") == ""
    assert PAIRS.beginning("7") == "0"


def test_what_follows_oftener_has_the_greater_share() -> None:
    shares = PAIRS.followers("甲乙")
    assert set(shares) == {"丙", "0"}
    assert NEVER < shares["0"] < shares["丙"] < 0.0
    assert PAIRS.log_share("丙") == NEVER


@pytest.mark.parametrize(
    ("before", "likely", "unlikely"),
    [("广东", "等", "谷"), ("面积", "达", "大"), ("签订", "协议", "协助")],
)
def test_a_word_is_likelier_behind_one_that_it_was_seen_behind(
    before: str, likely: str, unlikely: str
) -> None:
    words = ArticleWords("")
    behind = words.behind(words.entry(before).before)
    assert behind.odds(likely, words.entry(likely)) > behind.odds(unlikely, words.entry(unlikely))


def test_behind_an_unknown_word_only_the_part_of_speech_counts() -> None:
    behind = ArticleWords("").behind(Before("n", ""))
    assert not behind.words


def test_half_of_a_longer_word_is_no_word_of_the_article() -> None:
    words = ArticleWords("本市生态环境局的负责人。")
    shares = [words.log_share(word) for word in ("环境局的负责人", "本市生")]
    assert [share is None for share in shares] == [False, True]
