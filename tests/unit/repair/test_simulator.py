from __future__ import annotations

from random import Random

import pytest
from damage import gloss, layout, mojibake, passages, shift
from loading import SHARED, needs_shared

from govnews_extract.datatypes import RepairedText
from govnews_extract.repair.changes import with_changes
from govnews_extract.repair.gloss import find_glosses

ARTICLE = SHARED / "gold" / "zhangye-2023-04-07"


@needs_shared
def test_the_three_shifted_places_are_rebuilt_byte_for_byte() -> None:
    clean = (ARTICLE / "repaired.txt").read_bytes().decode()
    raw = (ARTICLE / "raw.txt").read_bytes().decode()
    shown = RepairedText.untouched(raw)
    shown = with_changes(shown, "pinyin_gloss", find_glosses(raw))
    first = clean.index("保“三抓三促”行動扎實有序")
    second = clean.index("。縣委、縣政府主要領導帶頭")
    third = clean.index("海康橋")
    assert {first, second, third} <= set(shift.straddles(clean))
    broken = shift.break_text(clean, [first, second, third])
    assert broken.vanished == 2
    glossed = broken.text.replace("髽I對", "髽I(yè)對")
    assert glossed.encode("gb18030") == shown.text.encode("gb18030")


@pytest.mark.parametrize(
    ("text", "at", "expect"),
    [
        ("重獎。縣委", 2, "重獎??h委"),
        ("上海康桥等企业", 1, "上??登诺绕笠?"),
        ("日常。", 1, "日?!?"),
    ],
)
def test_a_break_shows_what_the_bytes_say(text: str, at: int, expect: str) -> None:
    assert at in shift.straddles(text)
    broken = shift.break_text(text, [at])
    assert broken.places == 1
    assert broken.text == expect


def test_a_gloss_stands_wherever_its_character_does() -> None:
    assert gloss.glossed("發展與發放", {"發"}) == "發(fā)展與發(fā)放"


def test_reading_utf8_as_gbk_shows_the_known_garble() -> None:
    assert mojibake.utf8_as_gbk("亿元") == "浜垮厓"
    assert mojibake.gbk_as_latin("亿元", "latin-1") == "ÒÚÔª"


def test_layout_damage_hits_where_it_says() -> None:
    assert layout.with_link_words("南京市", ("南京市",)) == "南京[图库]市"
    assert layout.with_broken_numbers("6.8亿") == "6.8\n亿"
    assert layout.with_tags("甲\n乙") == "<p>甲<br></p><p>乙<br></p>"


def test_passages_are_the_same_for_the_same_seed() -> None:
    assert passages.passage(Random(3)) == passages.passage(Random(3))
    assert len({passages.passage(Random(seed)) for seed in range(50)}) == 50
