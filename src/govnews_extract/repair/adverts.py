"""Adverts and spam that stand in an article without being of it.

Seen: a brand between dashes in the middle of a sentence, a header line of a site of another kind.
They stay in the text, are reported, and nothing is extracted from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from govnews_extract.datatypes import Issue, Span
from govnews_extract.lexicon.loader import load_table

RULE_LINE = "advert.line"
RULE_DASHES = "advert.dashes"
MAX_LINE_CHARS = 120
MAX_INSERT_CHARS = 40
_POLICE_RE = re.compile("打[击擊]|整治|查[处處]|公安|警方|取[缔締]")


@cache
def _words() -> dict[str, bool]:
    """The words of adverts, and whether each is a strong one."""
    return {
        row["surface"]: row["strength"] == "strong" for row in load_table("advert_words").dicts()
    }


def find_adverts(text: str, present: set[str]) -> Iterator[Issue]:
    r"""Adverts in `text`, whose characters are `present`, each as an issue that blocks.

    A line is an advert where it is short and holds a word that no government news holds of itself
    and another one, or three that adverts like.

    Example:
        >>> text = "县委召开会议。\n六合彩开奖结果，真人博彩注册"
        >>> [issue.span for issue in find_adverts(text, set(text))]
        [Span(start=8, end=22)]
    """
    found = [word for word in _words() if present.issuperset(word) and word in text]
    if not found:
        return
    words = "|".join(map(re.escape, found))
    inside = rf"[^—–\-\n。]{{0,{MAX_INSERT_CHARS}}}"
    insert = re.compile(rf"(?P<dash>—{{1,2}}|--?|–)(?={inside}(?:{words})){inside}(?P=dash)")
    start = 0
    for line in text.split("\n"):
        if 0 < len(line) <= MAX_LINE_CHARS and _is_advert(line, found):
            yield _issue(start, start + len(line), RULE_LINE)
        else:
            for m in insert.finditer(line):
                yield _issue(start + m.start(), start + m.end(), RULE_DASHES)
        start += len(line) + 1


def _is_advert(line: str, words: list[str]) -> bool:
    """Whether `line` sells something; news of the police names such things, and is none."""
    found = [word for word in words if word in line]
    if _POLICE_RE.search(line):
        return False
    return len(found) >= 3 or (len(found) >= 2 and any(_words()[word] for word in found))


def _issue(low: int, high: int, rule: str) -> Issue:
    return Issue(
        kind="advert",
        span=Span(low, high),
        message="an advert stands in the text here",
        rule_id=rule,
        blocks=True,
    )
