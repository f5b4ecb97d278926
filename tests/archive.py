"""Archives of generated articles: the same ones at every run, no two alike."""

from __future__ import annotations

from pathlib import Path
from random import Random

from damage.passages import passage


def articles(count: int, *, seed: int = 7) -> list[str]:
    """So many articles of one to four paragraphs."""
    rng = Random(seed)
    return [f"{passage(rng)}\n（第{number}期）\n" for number in range(count)]


def write_archive(folder: Path, count: int, *, seed: int = 7) -> Path:
    """`folder` with a file for each of `count` articles."""
    folder.mkdir(parents=True)
    for number, text in enumerate(articles(count, seed=seed)):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return folder
