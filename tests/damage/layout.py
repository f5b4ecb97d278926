"""Damage of layout: spaces, tags, entities, link words, breaks, look-alikes, spam."""

from __future__ import annotations

import re
from random import Random


def with_edge_spaces(text: str) -> str:
    """`text` with a no-break space before each line."""
    return "\n".join(f"\xa0\xa0{line}" for line in text.split("\n"))


def with_question_indents(text: str) -> str:
    """`text` whose indents show as question marks."""
    return "\n".join(f"????{line}" for line in text.split("\n"))


def with_tags(text: str) -> str:
    """`text` as paragraphs of HTML on one line."""
    return "".join(f"<p>{line}<br></p>" for line in text.split("\n"))


def with_entities(text: str) -> str:
    """`text` with its quotation marks as entities, and one no-break space behind each line."""
    quoted = text.replace("“", "&ldquo;").replace("”", "&rdquo;")
    return "\n".join(f"{line}&nbsp;" for line in quoted.split("\n"))


def with_link_words(text: str, names: tuple[str, ...]) -> str:
    """`text` with a link word spliced behind the first characters of `names`."""
    for name in names:
        text = text.replace(name, f"{name[:-1]}[图库]{name[-1]}")
    return text


def with_broken_numbers(text: str) -> str:
    """`text` with a line break between each figure and its 亿 or 万."""
    return re.sub(r"(?<=[0-9])(?=[亿万億萬])", "\n", text)


def with_lookalikes(text: str) -> str:
    """`text` with 巿 for 市."""
    return text.replace("市", "巿")


def with_advert(text: str, rng: Random) -> str:
    """`text` below a header line of spam."""
    line = rng.choice(
        ("六合彩开奖结果，注册送彩金", "真人娱乐百家乐，投注开户", "成人电影在线观看")
    )
    return f"{line}\n{text}"
