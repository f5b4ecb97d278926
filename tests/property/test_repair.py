from __future__ import annotations

from random import Random

import pytest
from damage import gloss, layout, mojibake, passages, shift
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from govnews_extract.datatypes import RepairedText, Span, apply_edits
from govnews_extract.repair import Repairer

REPAIRER = Repairer()
# Without shrinking: a failing text is short as it is, and the search over it is slow to repeat.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
# Pieces that damage leaves, and pieces of plain text, in any order.
PIECES = st.sampled_from(
    ["發(fā)", "業(yè)", "網(wǎng)", "(qū)", "?", "??", "?!", "!", "，", ",", "\n", "????", "&nbsp;", "<p>", "</p>",
     "\xa0", "\ufffd", "锟斤拷", "[图库]", "巿", "市", "縣委", "h委", "叭ト佟毙", "髽I", "禈虻绕", "浜垮厓", "ÒÚÔª",
     "总投资", "3.", "5亿元", "12", "“三抓三促”", "確", "上", "海", "。", "_", "\x00", "\ud800", "𠮷", "é", " ",
     "\u3000", "日?qǐng)?bào)", "—", "官方网站", "GDP"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=24).map("".join),
    st.text(max_size=60),
)


def check(raw: str) -> RepairedText:
    """Repair `raw`; the edits replay, and every stretch leads back into the raw text."""
    done = REPAIRER.repair(RepairedText.untouched(raw))
    assert done.raw == raw
    assert apply_edits(raw, done.edits) == done.text
    at = 0
    for edit in done.edits:
        assert edit.span.of(done.text) == edit.after
        assert edit.raw_span.of(raw) == edit.before
        assert at <= edit.span.start
        at = edit.span.end
    for issue in done.issues:
        assert issue.span is None or issue.span.end <= len(done.text)
    for start in range(0, len(done.text), 7):
        back = done.to_raw(Span(start, min(start + 5, len(done.text))))
        assert back.end <= len(raw)
    return done


@settings(max_examples=80, phases=PHASES)
@given(TEXTS)
def test_any_text_is_repaired_replayably(raw: str) -> None:
    check(raw)


@settings(max_examples=80, phases=PHASES)
@given(TEXTS)
def test_repairing_twice_changes_nothing_more(raw: str) -> None:
    once = check(raw).text
    assert REPAIRER.repair(RepairedText.untouched(once)).text == once


@pytest.mark.parametrize("seed", range(12))
def test_damaged_passages_are_repaired_replayably_and_once(seed: int) -> None:
    rng = Random(seed)
    text = passages.passage(rng)
    broken = shift.broken_at_random(text, rng)
    garbled = mojibake.garbled_at_random(text, rng)
    for shown in (
        layout.with_tags(text),
        layout.with_entities(text),
        layout.with_advert(text, rng),
        gloss.glossed(text, {"设", "业"}),
        broken.text if broken else text,
        garbled[1] if garbled else text,
    ):
        once = check(shown).text
        assert REPAIRER.repair(RepairedText.untouched(once)).text == once


@pytest.mark.parametrize("seed", range(40))
def test_clean_passages_stay(seed: int) -> None:
    text = passages.passage(Random(1000 + seed))
    for clean in (text, shift.half_width(text)):
        done = REPAIRER.repair(RepairedText.untouched(clean))
        assert done.text == clean
        assert done.edits == ()
