"""Indents that show as question marks: `????据介绍` was `　　据介绍`.

Seen where a page's ideographic or no-break spaces went through an encoding without them. No
character is lost. Question marks at the beginning of a line before Chinese text are nobody's
writing, nor is a line of nothing else; a single pair of them may also be the trace of a GBK shift,
and stays where no other line has one.
"""

from __future__ import annotations

import re

from govnews_extract.repair.changes import Change

KIND = "indent"
RULE = "indent.question_marks"

_INDENT_RE = re.compile(
    r"(?m)^[ \t\u3000]{0,8}(?P<marks>\?{2,8})(?=[ \u3000]?[\u3400-\u9fff“《（(0-9]|[ \t]{0,8}$)"
)


def find_indents(text: str) -> tuple[Change, ...]:
    r"""Question marks that stand for an indent, as deletions, sorted.

    Example:
        >>> [(c.start, c.end) for c in find_indents("要闻\n????据介绍，是吗??")]
        [(3, 7)]
    """
    found = list(_INDENT_RE.finditer(text)) if "??" in text else []
    if len(found) == 1 and len(found[0]["marks"]) == 2:
        return ()
    return tuple(
        Change(start=m.start("marks"), end=m.end("marks"), after="", rule_id=RULE) for m in found
    )
