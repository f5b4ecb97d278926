from __future__ import annotations

import io

from rich.console import Console

from govnews_extract import Extractor
from govnews_extract.write.terminal import facts_table, heading
from govnews_extract.write.visible import visible


def printed(record: dict) -> str:
    stream = io.StringIO()
    Console(file=stream, width=100, force_terminal=True, color_system=None).print(
        facts_table(record)
    )
    return stream.getvalue()


def test_a_range_and_a_bound_are_shown(extractor: Extractor) -> None:
    record = extractor.extract("江山市总投资120亿元以上，新增装机800万至1000万千瓦。").to_dict()
    shown = printed(record)
    assert "≥12000000000" in shown
    assert "8000000–10000000" in shown


def test_nothing_in_an_article_steers_the_terminal(extractor: Extractor) -> None:
    record = extractor.extract("江山市投资36.4亿元。", path="a\x1b]0;pwned\x07.txt").to_dict()
    record["facts"] = [
        {
            "quantity": 0,
            "subject": "\x1b[2J",
            "metric": "[red]x[/red]",
            "action": None,
            "place": None,
        }
    ]
    shown = printed(record)
    assert "\x1b" not in shown
    assert "[red]x[/red]" in shown
    assert heading(record).plain.startswith("a␛]0;pwned␇.txt")


def test_control_characters_become_pictures_one_for_one() -> None:
    assert visible("亿\x00\t\r\x7f\x9b\udc80元") == "亿␀\t␍\ufffd\ufffd\ufffd元"


def test_what_turns_the_direction_of_reading_is_replaced_one_for_one() -> None:
    assert visible("投资\u202e元亿3\u202c。\u2067完") == "投资\ufffd元亿3\ufffd。\ufffd完"
