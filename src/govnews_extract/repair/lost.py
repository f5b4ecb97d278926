"""Damage that nothing in the text can undo: it is reported, and no amount is read across it.

Seen: `锟斤拷`, what is left of GBK that was read as UTF-8 and written back; U+FFFD; digits that a
page's script dropped, as in 举行年第四次 and 从年到年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govnews_extract.datatypes import Issue, Span

LOST_RULE = "lost.replacement"
HUN_RULE = "lost.kun_jin_kao"
DIGITS_RULE = "lost.digits"

_REPLACED_RE = re.compile(r"\ufffd+")
_HUN_RE = re.compile(r"[斤拷]*锟(?:[锟斤拷]|[\u3400-\u9fff](?=[锟斤拷]))*[\u3400-\u9fff]?")
_ANCHORS = ("年到年", "年至年", "年月", "年第", "长%", "降%", "长％", "降％", "長%", "降低%", "占%")
_DIGITS_RE = re.compile(
    r"(?:从|從|自)年[到至]年"
    r"|(?:于|於|自|截至)年月日"
    r"|(?:[举舉]行|召[开開]|于|於|在|自|从|從|[开開]展|[举舉][办辦])年(?=第[一二三四五六七八九十0-9]+[次届屆季])"
    r"|(?:增[长長]|下降|降低|占)[%％]"
)


def find_losses(text: str, known: Sequence[Issue]) -> Iterator[Issue]:
    """Losses in `text` that are not among the issues `known`.

    Example:
        >>> [text.of("从年到年共投入") for text in (i.span for i in find_losses("从年到年共投入", ())) if text]
        ['从年到年']
    """
    if "\ufffd" in text:
        told = {at for i in known if i.span for at in range(i.span.start, i.span.end)}
        for m in _REPLACED_RE.finditer(text):
            if not told.issuperset(range(m.start(), m.end())):
                yield _issue(m, "lost_characters", "characters were lost here", LOST_RULE)
    if "锟" in text:
        for m in _HUN_RE.finditer(text):
            yield _issue(m, "lost_characters", "text was lost in a change of encoding", HUN_RULE)
    if any(anchor in text for anchor in _ANCHORS):
        for m in _DIGITS_RE.finditer(text):
            yield _issue(m, "lost_digits", "figures seem to be missing here", DIGITS_RULE)


def _issue(m: re.Match[str], kind: str, message: str, rule: str) -> Issue:
    span = Span(m.start(), m.end())
    return Issue(kind=kind, span=span, message=message, rule_id=rule, blocks=True)
