"""How much of each kind of damage repair undoes, over clean passages of three origins.

Run: cd tests && python -m damage.measure [PASSAGES]   (prints the figures; minutes for 500)
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

import opencc
from loading import SHARED

from damage import gloss, layout, mojibake, passages, shift
from govnews_extract.datatypes import RepairedText
from govnews_extract.repair import Repairer

ROOT = Path(__file__).resolve().parents[2]
REPAIRER = Repairer()
TRADITIONAL = opencc.OpenCC("s2t").convert
MIN_CHARS = 60


@dataclass(slots=True)
class Tally:
    """Passages by kind of damage, those undone exactly, and characters restored and wrong."""

    seen: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    restored: int = 0
    wrong: int = 0
    gaps: int = 0
    told: int = 0
    silent: int = 0

    def add(self, kind: str, shown: str, clean: str) -> None:
        """Repair `shown` and compare it with `clean`."""
        done = REPAIRER.repair(RepairedText.untouched(shown))
        self.seen[kind] += 1
        self.exact[kind] += done.text == clean
        if not kind.startswith("shift"):
            return
        self.restored += sum(len(edit.after) for edit in done.edits)
        self.gaps += done.text.count("\ufffd")
        if done.text != clean:
            wrong = _wrong(done, clean)
            self.wrong += wrong
            self.told += any(issue.blocks for issue in done.issues)
            self.silent += not wrong and not any(issue.blocks for issue in done.issues)

    def share(self, kind: str) -> float:
        """Share of passages with this kind of damage that came back exactly."""
        return self.exact[kind] / self.seen[kind]

    @property
    def wrong_share(self) -> float:
        """Share of restored characters that are others than stood there."""
        return self.wrong / self.restored


def _wrong(done: RepairedText, clean: str) -> int:
    """Characters written by edits that are neither right nor a gap."""
    count = 0
    matcher = SequenceMatcher(None, done.text, clean, autojunk=False)
    for tag, low, high, _, _ in matcher.get_opcodes():
        if tag == "equal":
            continue
        for edit in done.edits:
            start, end = max(edit.span.start, low), min(edit.span.end, high)
            count += sum(char != "\ufffd" for char in done.text[start:end])
    return count


def composed_passages(count: int) -> list[str]:
    """Passages composed by the generator: the same ones at every run."""
    rng = Random(11)
    return _fit([passages.passage(rng) for _ in range(count)])


def sample_passages() -> list[str]:
    """Passages of the samples, repaired first."""
    found: list[str] = []
    for path in sorted((ROOT / "samples").glob("*.txt")):
        found += _cut(REPAIRER.repair(RepairedText.untouched(path.read_text("utf-8"))).text)
    return _fit(found)


def annotated_passages() -> list[str]:
    """Passages of the annotated articles; none where they are absent."""
    found: list[str] = []
    for path in sorted((SHARED / "gold").glob("*/repaired.txt")):
        found += _cut(path.read_text("utf-8"))
    return _fit(found)


def _fit(found: list[str]) -> list[str]:
    return [text for text in found if "\ufffd" not in text and _in_gbk(text)]


def _cut(text: str) -> Iterator[str]:
    lines = [line for line in text.split("\n") if len(line) >= MIN_CHARS]
    return ("\n".join(lines[at : at + 2]) for at in range(0, len(lines), 2))


def _in_gbk(text: str) -> bool:
    return text.encode("gbk", "ignore").decode("gbk") == text


def measure(clean: list[str], *, every_shift: int = 1) -> Tally:
    """Damage each of `clean` in each way, one in `every_shift` by a shift, and repair it."""
    rng = Random(5)
    tally = Tally()
    for number, text in enumerate(clean):
        traditional = TRADITIONAL(text)
        glossed = gloss.glossed_at_random(traditional, rng)
        if glossed:
            tally.add("gloss", glossed, traditional)
        garbled = mojibake.garbled_at_random(text, rng)
        if garbled:
            tally.add("mojibake", garbled[1], garbled[0])
        _add_mixed(tally, traditional, rng)
        if number % every_shift == 0:
            _add_shift(tally, text if rng.random() < 0.5 else traditional, rng)
    return tally


def _add_shift(tally: Tally, text: str, rng: Random) -> None:
    if rng.random() < 0.6:
        text = shift.half_width(text)
    broken = shift.broken_at_random(text, rng) if _in_gbk(text) else None
    if broken and broken.text != text:
        tally.add("shift with vanished pairs" if broken.vanished else "shift", broken.text, text)


def _add_mixed(tally: Tally, text: str, rng: Random) -> None:
    """Glosses and a shift without vanished pairs, under damage of layout."""
    ways: tuple[Callable[[str], str], ...] = (
        layout.with_edge_spaces,
        layout.with_question_indents,
        layout.with_tags,
        layout.with_broken_numbers,
        layout.with_lookalikes,
    )
    text = shift.half_width(text)
    places = shift.straddles(text) if _in_gbk(text) else []
    singles = [at for at in places if not shift.break_text(text, [at]).vanished]
    if not singles:
        return
    at = rng.choice(singles)
    broken = shift.break_text(text, [at]).text
    chars = gloss.convertible(text)
    some = set(rng.sample(chars, min(len(chars), 12))) - set(text[at : at + 12])
    glossed = gloss.glossed(broken, some)
    tally.add("mixed", rng.choice(ways)(glossed), text)


def main() -> None:
    """Print the figures over all passages."""
    composed = composed_passages(int(sys.argv[1]) if len(sys.argv) > 1 else 480)
    clean = composed + sample_passages() + annotated_passages()
    tally = measure(clean)
    print(f"{len(clean)} passages")  # noqa: T201
    for kind, seen in sorted(tally.seen.items()):
        print(f"{kind}: {tally.exact[kind]} of {seen}, {tally.share(kind):.3f}")  # noqa: T201
    print(f"restored {tally.restored}, wrong {tally.wrong}, {tally.wrong_share:.4f}")  # noqa: T201
    print(f"gaps {tally.gaps}; told {tally.told}, silent {tally.silent}")  # noqa: T201


if __name__ == "__main__":
    main()
