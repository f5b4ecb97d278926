"""Words of a site's own links spliced into the text: `南京[图库]市` was 南京市.

Seen in articles of portals that linked names to their picture pages. Only a bracket with one of
the portals' own words goes; a bracket with anything else is the author's.
"""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.lexicon import words_of
from govnews_extract.repair.changes import Change

KIND = "link_word"
RULE = "link_word.bracket"
SIGNS = frozenset("[【［")


@cache
def _link_re() -> re.Pattern[str]:
    words = "|".join(words_of("page_words", "link"))
    return re.compile(rf"(?<=[\u3400-\u9fff])[\[【［](?:{words})[\]】］]")


def find_link_words(text: str) -> tuple[Change, ...]:
    """Spliced link words of `text` as deletions, sorted.

    Example:
        >>> [(c.start, c.end) for c in find_link_words("南京[图库]市江宁区")]
        [(2, 6)]
    """
    return tuple(
        Change(start=m.start(), end=m.end(), after="", rule_id=RULE)
        for m in _link_re().finditer(text)
    )
