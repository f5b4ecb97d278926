"""What `train_tagger.py` shows of a text: every feature of a token written out.

The tagger itself adds up weights a word; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govnews_extract.tag.features import (
    EDGE,
    SIDES,
    TokenRow,
    class_of,
    own_features,
    repeat_feature,
    side_features,
    trigram_feature,
)


def plain_features(row: TokenRow, number: int, counts: Mapping[str, int]) -> Iterator[str]:
    """Every feature of a token that comes from words alone; `counts` are those of the article."""
    words, size = row.words, len(row.words)

    def word_at(i: int) -> str:
        return words[i] if 0 <= i < size else EDGE

    yield from own_features(words[number], class_of(words[number]))
    for step in SIDES:
        word = word_at(number + step)
        yield from side_features(word, class_of(word), step)
    yield trigram_feature(word_at(number - 1), words[number], word_at(number + 1))
    repeated = repeat_feature(words[number])
    if repeated is not None and counts[words[number]] > 1:
        yield repeated


def chain_bounds(row: TokenRow) -> Iterator[tuple[int, int]]:
    """First and last-but-one token numbers of each clause."""
    for first, stop in zip(row.chains, row.chains[1:], strict=False):
        if stop > first:
            yield first, stop
