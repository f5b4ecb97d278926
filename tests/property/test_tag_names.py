"""What holds of names in any text, and of readings by any weights."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from token_features import plain_features

from govnews_extract.datatypes import ArticleContext, Mention
from govnews_extract.lexicon.script import simplify
from govnews_extract.segment import Segmenter
from govnews_extract.tag import NameTagger, PlaceTagger
from govnews_extract.tag.features import Events, TokenRow
from govnews_extract.tag.paths import Paths
from govnews_extract.tag.scene import Scene
from govnews_extract.tag.token_scores import TokenScores

PIECES = [
    "张掖市", "县委", "、", "县政府", "招商局", "有限公司", "（集团）", "“四清五增”", "行动", "和", "与",
    "王建国", "书记", "说", "记者", "正泰", "集团", "30万千瓦", "光伏", "项目", "等", "企业", "，", "。",
    "《办法》", "第三届", "博览会", "至", "高速公路", "阿·热", "中国", "大学", "黄河", "\n", "“", "（", " ", "A", "縣",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join) | st.text(max_size=40)
SEGMENTER, PLACES = Segmenter(), PlaceTagger()
TAGGERS = (NameTagger(tagger=None), NameTagger())


def tagged(tagger: NameTagger, text: str) -> tuple[Mention, ...]:
    doc = SEGMENTER.segment(text, simplify(text))
    places, context = PLACES.tag(doc, ArticleContext())
    return tagger.tag(doc, context, places=places, dates=(), quantities=())


@settings(max_examples=60)
@given(text=TEXTS)
@pytest.mark.parametrize("tagger", TAGGERS, ids=["rules", "both"])
def test_names_hold_their_text_and_nest_or_are_apart(tagger: NameTagger, text: str) -> None:
    found = tagged(tagger, text)
    assert found == tagged(tagger, text)
    for mention in found:
        assert mention.span.of(text) == mention.text != ""
        assert mention.norm
    for first, second in pairwise(found):
        assert (first.span.start, -first.span.end) <= (second.span.start, -second.span.end)
    for i, first in enumerate(found):
        for second in found[i + 1 :]:
            assert (
                not first.span.overlaps(second.span)
                or first.span.covers(second.span)
                or second.span.covers(first.span)
            )


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10_000),
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=4),
    least=st.floats(0, 2),
)
def test_the_best_reading_is_found(seed: int, sizes: list[int], least: float) -> None:
    draw = np.random.default_rng(seed)
    tags = ["B-ORG", "I-ORG", "B-LOC", "I-LOC", "O"]
    steps = draw.normal(size=(5, 5)).astype(np.float32)
    paths = Paths(tags, steps)
    turned = steps[np.ix_(paths.order, paths.order)]
    firsts = [0, *accumulate(sizes)]
    scores = draw.normal(size=(sum(sizes), 5)).astype(np.float32)
    scores[:, 0] += least  # the more, the fewer names there are

    def worth(first: int, path: tuple[int, ...]) -> float:
        total = sum(float(scores[first + i, tag]) for i, tag in enumerate(path))
        return total + sum(float(turned[a, b]) for a, b in pairwise(path))

    def allowed(path: tuple[int, ...]) -> bool:
        names = [paths.tags[tag] for tag in path]
        return all(
            name[0] != "I" or (before is not None and before[2:] == name[2:])
            for before, name in zip([None, *names], names, strict=False)
        )

    read = [0] * len(scores)
    for first, stop, label in paths.best(scores, firsts):
        read[first:stop] = [paths.tags.index(f"I-{label}")] * (stop - first)
        read[first] = paths.tags.index(f"B-{label}")
    for first, stop in pairwise(firsts):
        every = product(range(5), repeat=stop - first)
        best = max(worth(first, path) for path in every if allowed(path))
        found = tuple(read[first:stop])
        assert allowed(found)
        assert worth(first, found) == pytest.approx(best, abs=1e-4)


WORDS = st.lists(
    st.sampled_from(
        [
            "张掖",
            "张掖",
            "公司",
            "晨曜",
            "晨曜",
            "说",
            "3",
            "A",
            "，",
            "¶",
            "建设",
            "欧阳修",
            "大型",
        ]
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), parts=WORDS)
def test_tokens_are_worth_the_weights_of_all_their_features(seed: int, parts: list[str]) -> None:
    text = " ".join(parts)
    doc = Segmenter().segment(text, text)
    row = TokenRow(Scene(doc, ArticleContext()), ())
    events = Events(Scene(doc, ArticleContext()), row)
    for at in range(0, len(row.words), 2):
        events.at += [at, at]
        events.names += ["title", "quoted"]
    counts = Counter(row.words)
    features = [list(plain_features(row, at, counts)) for at in range(len(row.words))]
    for at, name in zip(events.at, events.names, strict=True):
        features[at].append(name)
    names = sorted({name for each in features for name in each})[::2]  # the others say nothing
    weights = np.random.default_rng(seed).normal(size=(len(names) + 1, 3)).astype(np.float32)
    weights[0] = 0
    number = {name: at for at, name in enumerate(names, 1)}
    expected = [weights[[number.get(name, 0) for name in each]].sum(axis=0) for each in features]
    scores = TokenScores(names, weights)
    for _ in range(2):  # learnt, and known
        assert scores.of(row, events) == pytest.approx(np.array(expected), abs=1e-4)
