"""Characters that show nothing and stand where typesetting put them.

No-break spaces indent the lines of about one saved page in three; zero-width marks, byte-order
marks and soft hyphens come with copied text. Inside a line a no-break space stays: it separates
words as any other space does. A text whose only no-break space ends it is left as it is.
"""

from __future__ import annotations

import re

from govnews_extract.repair.changes import Change

KIND = "space"
EDGE_RULE = "space.line_edge"
INVISIBLE_RULE = "space.invisible"

INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad")
NO_BREAK = "\xa0"

_EDGE_RE = re.compile(r"(?m)^\xa0{1,200}|\xa0{1,80}$")
_INVISIBLE_RE = re.compile(f"[{''.join(sorted(INVISIBLE))}]+")


def find_spaces(text: str) -> tuple[Change, ...]:
    r"""Invisible characters, and no-break spaces at the edges of lines, as deletions, sorted.

    Example:
        >>> [(c.start, c.end) for c in find_spaces("要闻\n\xa0\xa0据介绍\xa0")]
        [(3, 5), (8, 9)]
    """
    changes = []
    if NO_BREAK in text.rstrip():
        changes += [
            Change(start=m.start(), end=m.end(), after="", rule_id=EDGE_RULE)
            for m in _EDGE_RE.finditer(text)
        ]
    changes += [
        Change(start=m.start(), end=m.end(), after="", rule_id=INVISIBLE_RULE)
        for m in _INVISIBLE_RE.finditer(text)
    ]
    return tuple(sorted(changes, key=lambda change: change.start))
