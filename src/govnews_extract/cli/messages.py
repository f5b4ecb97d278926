"""What the command says, in the language of whoever reads it.

Messages are written in English where they arise. Just before one is printed it is looked up among
the templates of `messages.toml`; what stands there is said in Chinese where that is wanted.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from govnews_extract.phrases import GAP_RE, phrase_in_chinese

LANGUAGE = "GOVNEWS_LANGUAGE"
"""Environment variable that wins over the locale; `--language` sets it."""

MAX_LINE_CHARS = 1000
"""Longer lines stay as they are: several gaps take longer than in proportion to the length."""

ONE = {
    "amounts": "amount",
    "articles are": "article is",
    "articles": "article",
    "faults": "fault",
    "facts": "fact",
    "failures": "failure",
    "letters": "letter",
    "names": "name",
    "quantities": "quantity",
    "repairs": "repair",
    "rows": "row",
    "tables": "table",
    "were": "was",
}
ONE_RE = re.compile(
    rf"(?<![\w.,:/-])1 (?P<kind>(?:annotated|dead) )?(?P<many>{'|'.join(ONE)})(?![\w/])"
)

TEXT_GAPS = frozenset(
    "cell code command encoding find known meaning name output path reason start status surface "
    "what".split()
)
"""Gaps that any text may fill; all others are for numbers."""
REASON = "reason"
"""A gap for what may be a message itself."""


def language() -> str:
    """Chinese (`zh`) where it was asked for or the locale's messages are, else English (`en`)."""
    names = (os.environ.get(name) for name in (LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), "")
    return "zh" if chosen.lower().startswith("zh") else "en"


def localised(line: str) -> str:
    """`line` in the language wanted; a line that no template fits stays as it is.

    Example:
        >>> os.environ[LANGUAGE] = "zh"
        >>> localised("a.txt: cannot be read: No such file or directory")
        'a.txt：无法读取：没有这个文件或文件夹'
        >>> del os.environ[LANGUAGE]
    """
    if len(line) > MAX_LINE_CHARS:
        return line
    if language() == "en":
        return for_one(line)
    for template in _templates():
        said = template.say(line)
        if said is not None:
            return said
    return line


def for_one(line: str) -> str:
    """A line of English, which is written for many, with its words for one behind a 1.

    Example:
        >>> for_one("page.html: 1 articles, 21 facts; 1 articles are counted but not shown")
        'page.html: 1 article, 21 facts; 1 article is counted but not shown'
    """
    return ONE_RE.sub(lambda match: f"1 {match['kind'] or ''}{ONE[match['many']]}", line)


def localised_head(head: str) -> str:
    """A column's head, or a phrase of a record, in the language wanted."""
    if language() == "en":
        return head
    return _messages()["heads"].get(head) or phrase_in_chinese(head)


@dataclass(frozen=True, slots=True)
class _Template:
    pattern: re.Pattern[str]
    chinese: str

    def say(self, line: str) -> str | None:
        match = self.pattern.fullmatch(line)
        if match is None:
            return None
        words = _messages()["words"]
        values = {name: words.get(value, value) for name, value in match.groupdict("").items()}
        values |= {name: localised(value) for name, value in values.items() if name == REASON}
        place = values.pop("place_", "")
        return (f"{place}：" if place else "") + self.chinese.format(**values)


@cache
def _messages() -> dict[str, dict[str, str]]:
    """Chinese by English, by the part of the file."""
    text = (files("govnews_extract.cli") / "messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _templates() -> tuple[_Template, ...]:
    """Those with most words of their own first: a shorter one may fit inside a gap of theirs.

    What is told of misuse comes before all: its reasons are messages themselves.
    """
    rows = [
        (part, english, chinese)
        for part in ("summaries", "misuse", "errors")
        for english, chinese in _messages()[part].items()
    ]
    rows.sort(key=lambda row: (row[0] != "misuse", -len(GAP_RE.sub("", row[1]))))
    return tuple(_Template(_pattern(part, english), chinese) for part, english, chinese in rows)


def _pattern(part: str, english: str) -> re.Pattern[str]:
    pieces = GAP_RE.split(english)  # words and names of gaps by turns
    for number, piece in enumerate(pieces):
        gap = ".+?" if piece in TEXT_GAPS else r"[\d,.]+"
        pieces[number] = f"(?P<{piece}>{gap})" if number % 2 else re.escape(piece)
    # An error may have file, line and column before it.
    place = "(?:(?P<place_>.+?): )?" if part == "errors" else ""
    return re.compile(place + "".join(pieces), re.DOTALL)
