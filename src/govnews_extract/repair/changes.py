"""What one pass wants done to a text, before it becomes edits and issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govnews_extract.datatypes import Edit, Issue, RepairedText, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Put `after` in the place of `start:end` of a text; offsets are code points.

    Attributes:
        rule_id: The rule that decided it.
        evidence: Why the rule was sure, for a person.
        gap: What was lost here for good, for a person; the change then also makes an `Issue`
            over `after` that no quantity may be read across.
        doubt: What is likely here and not certain, for a person; the change then makes such an
            `Issue` too.
    """

    start: int
    end: int
    after: str
    rule_id: str
    evidence: str = ""
    gap: str = ""
    doubt: str = ""


def with_changes(repaired: RepairedText, kind: str, changes: Sequence[Change]) -> RepairedText:
    """`repaired` after `changes`, which are sorted, disjoint and index `repaired.text`.

    A change that changes nothing makes no edit.

    Example:
        >>> change = Change(start=1, end=5, after="", rule_id="gloss.converter")
        >>> with_changes(RepairedText.untouched("發(fā)展"), "pinyin_gloss", [change]).text
        '發展'
    """
    edits: list[Edit] = []
    issues: list[Issue] = []
    shift = 0
    for change in changes:
        before = repaired.text[change.start : change.end]
        start = change.start + shift
        span = Span(start, start + len(change.after))
        if before != change.after:
            edits.append(
                Edit(
                    kind=kind,
                    span=span,
                    raw_span=Span(change.start, change.end),
                    before=before,
                    after=change.after,
                    rule_id=change.rule_id,
                    evidence=change.evidence,
                )
            )
            shift += len(change.after) - len(before)
        if change.gap or change.doubt:
            issue = Issue(
                kind="lost_characters" if change.gap else "uncertain_characters",
                span=span,
                message=change.gap or change.doubt,
                rule_id=change.rule_id,
                blocks=True,
            )
            issues.append(issue)
    return repaired.then(edits, issues)
