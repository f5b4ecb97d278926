from __future__ import annotations

from time import process_time

import pytest

from govnews_extract.datatypes import RepairedText
from govnews_extract.repair import Repairer

REPAIRER = Repairer()
SIZE = 100_000
# Generous on a busy machine; what grows with the square of the length takes minutes.
MAX_SECONDS = 12.0


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "?",
        "?!",
        "，鄱",
        "é",
        "锟斤拷",
        "<p>",
        "<",
        "&",
        "\n",
        "\x00",
        chr(0xD800),
        "浜",
        "\xa0",
        "\ufffd",
        "甲",
    ],
)
def test_a_text_of_one_thing_over_and_over_takes_linear_time(unit: str) -> None:
    text = unit * (SIZE // len(unit))
    started = process_time()
    done = REPAIRER.repair(RepairedText.untouched(text))
    assert process_time() - started < MAX_SECONDS
    assert done.raw == text
