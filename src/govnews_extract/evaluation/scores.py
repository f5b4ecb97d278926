"""Counts of what was wanted and found, and the measures that come of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

ROUNDED_TO = 4


@dataclass(slots=True)
class Tally:
    """How many were wanted, found, and both.

    Example:
        >>> tally = Tally()
        >>> tally.add(hits=3, wanted=4, found=6)
        >>> tally.precision, tally.recall, tally.f1
        (0.5, 0.75, 0.6)
    """

    hits: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, *, hits: int, wanted: int, found: int) -> None:
        """Count some more."""
        self.hits += hits
        self.wanted += wanted
        self.found += found

    @property
    def precision(self) -> float:
        """Share of the found that was wanted; of nothing found, 1 where nothing was wanted."""
        return self.hits / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Share of the wanted that was found; 1 where nothing was wanted."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def figures(self) -> dict[str, float | int]:
        """All figures, measures rounded to four digits."""
        return {
            "precision": round(self.precision, ROUNDED_TO),
            "recall": round(self.recall, ROUNDED_TO),
            "f1": round(self.f1, ROUNDED_TO),
            "gold": self.wanted,
            "predicted": self.found,
        }


@dataclass(slots=True)
class Scores:
    """Tallies by field over any number of articles, and every difference in words.

    Example:
        >>> scores = Scores()
        >>> scores.check("fact.place", right=True)
        >>> scores.figures()["fact.place"]["f1"]
        1.0
    """

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, *, hits: int, wanted: int, found: int) -> None:
        """Count for the field `name`."""
        self.tallies[name].add(hits=hits, wanted=wanted, found=found)

    def check(self, name: str, *, right: bool) -> None:
        """Count one answer for the field `name`, of which exactly one is wanted."""
        self.add(name, hits=int(right), wanted=1, found=1)

    def figures(self) -> dict[str, dict[str, float | int]]:
        """Figures by field, in order of their names."""
        return {name: tally.figures() for name, tally in sorted(self.tallies.items())}
