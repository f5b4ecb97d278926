"""What records say in words of our own – evidence, damage told of – for readers of Chinese.

Records hold it in English, whoever reads them; whoever shows them puts it into Chinese here.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

GAP_RE = re.compile(r"\{([a-z]+)\}")
BETWEEN = "; "
"""Stands between the phrases of one piece of evidence."""


@cache
def load_phrases() -> dict[str, str]:
    """Chinese by English; what changes stands in braces.

    Example:
        >>> load_phrases()["subject stands in the clause"]
        '主体写在分句里'
    """
    text = (files("govnews_extract") / "phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for english, chinese in load_phrases().items():
        pieces = GAP_RE.split(english)  # words and names of gaps by turns
        pieces[::2] = map(re.escape, pieces[::2])
        pieces[1::2] = (f"(?P<{name}>.+?)" for name in pieces[1::2])
        found.append((re.compile("".join(pieces), re.DOTALL), chinese))
    return tuple(found)


def phrase_in_chinese(text: str) -> str:
    """`text` in Chinese, phrase by phrase; what is no phrase of ours stays as it is.

    Example:
        >>> phrase_in_chinese("(fā) is a reading of 發; 3 glosses of 2 characters on the page")
        '(fā) 是“發”的读音；页上有 3 处注音，涉及 2 个字'
    """
    parts = text.split(BETWEEN)
    said = [_said(part) for part in parts]
    return text if said == parts else "；".join(said)


def _said(phrase: str) -> str:
    for pattern, chinese in _patterns():
        match = pattern.fullmatch(phrase)
        if match:
            return chinese.format(**match.groupdict())
    return phrase
