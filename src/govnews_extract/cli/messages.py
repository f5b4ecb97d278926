"""What the command says, in the language of whoever reads it.

Messages are written in English where they arise. Just before one is printed it is looked up among
the templates of `messages.toml`; what stands there is said in Chinese where that is wanted. Lines
of counts, which differ for one and for many, are put together in the language wanted at once.
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

TEXT_GAPS = frozenset("cell code command encoding known meaning name reason start what".split())
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
    if len(line) > MAX_LINE_CHARS or language() == "en":
        return line
    for template in _templates():
        said = template.say(line)
        if said is not None:
            return said
    return line


def counted(template: str, **values: object) -> str:
    """A line of counts in the language wanted.

    Args:
        template: The line in English, as `messages.toml` has it: `{facts:fact/facts}` stands for a
            number and the word for what is counted, one or many.
        values: What the gaps hold.

    Example:
        >>> counted("{tables:table/tables} checked, {faults:fault/faults}", tables=1, faults=0)
        '1 table checked, 0 faults'
    """
    texts = _messages()
    if language() == "en":
        said = template
    else:
        said = texts["counts"][template]
        values = {name: texts["words"].get(str(value), value) for name, value in values.items()}
    return said.format(
        **{
            name: _Count(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
    )


class _Count(int):
    """A number that a line of counts is formatted with."""

    def __format__(self, words: str) -> str:
        one, _, many = words.partition("/")
        return f"{int(self)} {one if self == 1 else many}" if words else str(int(self))


def localised_word(word: str) -> str:
    """A word that stands in a message, in the language wanted."""
    return word if language() == "en" else _messages()["words"].get(word, word)


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
        """`line` in Chinese, or None where it does not fit."""
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
        for part in ("notes", "misuse", "errors")
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
