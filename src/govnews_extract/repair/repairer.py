"""The repairs in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from govnews_extract.datatypes import Issue, RepairedText
from govnews_extract.repair import (
    gbk_shift,
    gloss,
    indents,
    line_breaks,
    linkwords,
    lookalikes,
    markup,
    mojibake,
    shifted_gloss,
    spaces,
)
from govnews_extract.repair.adverts import find_adverts
from govnews_extract.repair.changes import Change, with_changes
from govnews_extract.repair.doubled import find_doubled
from govnews_extract.repair.lost import find_losses
from govnews_extract.repair.readings import TONED


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One kind of repair.

    Attributes:
        kind: Kind of the edits it makes.
        signs: Characters without any of which a text cannot hold this damage.
        find: What is to be changed in a text.
    """

    kind: str
    signs: frozenset[str]
    find: Callable[[str], tuple[Change, ...]]


PASSES: tuple[Pass, ...] = (
    Pass(kind=mojibake.KIND, signs=mojibake.SIGNS, find=mojibake.find_mojibake),
    Pass(kind=markup.KIND, signs=frozenset("<&"), find=markup.find_markup),
    Pass(
        kind=spaces.KIND,
        signs=spaces.INVISIBLE | {spaces.NO_BREAK},
        find=spaces.find_spaces,
    ),
    Pass(kind=lookalikes.KIND, signs=lookalikes.SIGNS, find=lookalikes.find_lookalikes),
    Pass(kind=indents.KIND, signs=frozenset("?"), find=indents.find_indents),
    Pass(kind=shifted_gloss.KIND, signs=TONED, find=shifted_gloss.find_shifted_glosses),
    Pass(kind=gloss.KIND, signs=gloss.SIGNS, find=gloss.find_glosses),
    Pass(kind=gbk_shift.KIND, signs=gbk_shift.SIGNS, find=gbk_shift.find_shifts),
    Pass(kind=linkwords.KIND, signs=linkwords.SIGNS, find=linkwords.find_link_words),
    Pass(kind=line_breaks.KIND, signs=frozenset("\n"), find=line_breaks.find_line_breaks),
)
"""Each pass works on what those before it left."""

# A text is gone over again while something changes: what one pass mends can show another more, and
# text was seen read wrongly three times over. Nothing that was seen needs more rounds than this.
MAX_ROUNDS = 5


class Repairer:
    """Undoes damage that can be proved and leaves everything else exactly as it is.

    Each kind of damage has a pass of its own. A pass runs only where the text holds a character
    that such damage leaves, so that a clean text costs hardly more than one look at its characters.
    """

    def repair(self, repaired: RepairedText) -> RepairedText:
        """The text with its damage undone, every edit listed, and the rest told of in issues.

        Example:
            >>> done = Repairer().repair(RepairedText.untouched("加快發(fā)展產(chǎn)業(yè)、建設(shè)"))
            >>> done.text, [edit.before for edit in done.edits]
            ('加快發展產業、建設', ['(fā)', '(chǎn)', '(yè)', '(shè)'])
        """
        for _ in range(MAX_ROUNDS):
            before = repaired.text
            present = set(before)
            for one in PASSES:
                if present.isdisjoint(one.signs):
                    continue
                changes = one.find(repaired.text)
                if changes:
                    repaired = with_changes(repaired, one.kind, changes)
                    present = set(repaired.text)
            if repaired.text == before:
                break
        return repaired.then((), _told(repaired, present))


def _told(repaired: RepairedText, present: set[str]) -> tuple[Issue, ...]:
    """What cannot be mended, and what must not be read as the article's own."""
    text = repaired.text
    return (
        *find_losses(text, repaired.issues),
        *find_doubled(text),
        *find_adverts(text, present),
    )
