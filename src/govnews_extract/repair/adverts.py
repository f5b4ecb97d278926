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


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Any advert word; a strong one; an insertion between dashes that holds one."""
    rows = list(load_table("advert_words").dicts())
    strong = "|".join(re.escape(row["surface"]) for row in rows if row["strength"] == "strong")
    words = "|".join(re.escape(row["surface"]) for row in rows)
    inside = rf"[^—–\-\n。]{{0,{MAX_INSERT_CHARS}}}?"
    insert = re.compile(rf"(?P<dash>—{{1,2}}|--?|–){inside}(?:{words}){inside}(?P=dash)")
    return re.compile(words, re.IGNORECASE), re.compile(strong, re.IGNORECASE), insert


def find_adverts(text: str) -> Iterator[Issue]:
    """Adverts in `text`, each as an issue that blocks.

    A line is an advert where it is short and holds a word that no government news holds, or two
    that adverts like.

    Example:
        >>> [i.span for i in find_adverts("县委召开会议。\\n六合彩开奖结果，真人博彩注册")]
        [Span(start=8, end=22)]
    """
    word, strong, insert = _words()
    if not word.search(text):
        return
    start = 0
    for line in text.split("\n"):
        if 0 < len(line) <= MAX_LINE_CHARS and _is_advert(line, word, strong):
            yield _issue(start, start + len(line), RULE_LINE)
        else:
            for m in insert.finditer(line):
                yield _issue(start + m.start(), start + m.end(), RULE_DASHES)
        start += len(line) + 1


def _is_advert(line: str, word: re.Pattern[str], strong: re.Pattern[str]) -> bool:
    found = set(word.findall(line))
    if "打击" in line or "整治" in line or "查处" in line or "公安" in line:
        return False
    return len(found) >= 2 and (len(found) >= 3 or strong.search(line) is not None)


def _issue(low: int, high: int, rule: str) -> Issue:
    return Issue(
        kind="advert",
        span=Span(low, high),
        message="an advert stands in the text here",
        rule_id=rule,
        blocks=True,
    )
