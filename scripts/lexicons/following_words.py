"""Write `lexicons/following_words.tsv`: words that show where a measure word ends.

三家具备 is 三家 and 具备, though 家具 is a word too. Of the words of newspaper text those are kept
that begin with a character which makes the beginning of a longer word of some measure word; names,
numerals and measure words are left out, and so are words of time and place that follow nouns
(目前, 以下), for behind 两项目 they show nothing.

Run: python scripts/lexicons/following_words.py
"""

from __future__ import annotations

from pathlib import Path

from govnews_extract.lexicon.loader import load_table
from govnews_extract.quantity.word_edges import word_edges

TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "following_words.tsv"
TAGS = frozenset("nvadbrpj")
MIN_COUNT = 3
LEFT_OUT = frozenset(
    "目前 目光 以下 以内 以外 以上 以后 以前 以来 以及 于是 面前 地上 地下 小时".split()
)
ADDED = (
    "分册 付费 分店 植保 属地 民宿 目标 学子 学徒 政企 教辅 政采 网点 家纺 纺企 具名 长焦 会展 家居 长三 长江 长株"
).split()
HEADER = """\
# holds: words that show, by the character they begin with, that a measure word ends before them (三家|具备)
# columns: id (word)
# source: news_words.tsv (xmnlp 0.1.8), chosen by scripts/lexicons/following_words.py; a few written by the developers
# licence: MIT
# date: 2026-11-23
id
"""


def main() -> None:
    """Write the table."""
    edges = (*word_edges("measure").values(), *word_edges("digits").values())
    starts = set("".join(edges))
    words = {
        word
        for word, count, tag in load_table("news_words").rows
        if len(word) == 2 and word[0] in starts and int(count) >= MIN_COUNT and tag in TAGS
    }
    words = (words | {word for word in ADDED if word[0] in starts}) - LEFT_OUT
    TARGET.write_text(HEADER + "".join(f"{word}\n" for word in sorted(words)), encoding="utf-8")


if __name__ == "__main__":
    main()
