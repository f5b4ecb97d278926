"""Sentences with ambiguous and historical names of divisions, made from the table by a seed.

The answers come from the rows of the table by plain comparison of years and code prefixes, not
from the code under test. Years are taken well inside the life of a name, so that the tolerance
around a change does not matter.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govnews_extract.lexicon.loader import load_table

SEED = 20261123
FIRST_YEAR, LAST_YEAR = 1990, 2025
MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    code: str
    name: str
    short: str
    valid_from: int
    valid_to: int

    def lives(self, year: int) -> bool:
        return self.valid_from < year < self.valid_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A sentence, its year, the own place of its article, and what `name` means in it.

    `code` None: the sentence leaves open which division is meant, so none may be given.
    """

    kind: str
    text: str
    year: int
    name: str
    code: str | None
    own: str | None = None


class SentenceMaker:
    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)
        self.rows = [
            Row(
                code=row[2],
                name=row[1],
                short=row[3].split(";")[0],
                valid_from=int(row[6]) if row[6] != "1980" else 1900,
                valid_to=int(row[7] or 9999),
            )
            for row in load_table("divisions").rows
        ]
        self.ordinary = {row[0] for row in load_table("place_risks").rows}
        self.by_name: dict[str, list[Row]] = defaultdict(list)
        self.by_short: dict[str, list[Row]] = defaultdict(list)
        self.by_code: dict[str, list[Row]] = defaultdict(list)
        self.by_prefix: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            self.by_name[row.name].append(row)
            self.by_short[row.short].append(row)
            self.by_code[row.code].append(row)
            self.by_prefix[row.code[:4]].append(row)
        names = self.by_name.items()
        self.shared = [n for n, rows in names if len({r.code for r in rows}) > 1]

    def alive(self, name: str, year: int) -> list[Row]:
        near = [r for r in self.by_name[name] if r.valid_from - 1 <= year <= r.valid_to + 1]
        return list({row.code: row for row in near}.values())

    def parent(self, row: Row, year: int) -> Row | None:
        """The prefecture, or for the counties of a municipality the municipality."""
        code = row.code[:2] + "0000" if row.code[:2] in MUNICIPALITIES else row.code[:4] + "00"
        found = [r for r in self.by_code[code] if r.lives(year)]
        return found[0] if len(found) == 1 else None

    def siblings(self, row: Row, year: int) -> list[Row]:
        """Counties of the same prefecture whose names no other division bears."""
        return [
            r
            for r in self.by_prefix[row.code[:4]]
            if r.code != row.code
            and not r.code.endswith("00")
            and r.lives(year)
            and len(r.name) > 2
            and len(self.alive(r.name, year)) == 1
            and r.name not in self.ordinary
        ]

    def homonym(self) -> tuple[Row, Row, int]:
        """A county whose name another one bears too, its parent, and a year."""
        while True:
            name = self.random.choice(self.shared)
            year = self.random.randint(FIRST_YEAR, LAST_YEAR)
            fellows = [row for row in self.alive(name, year) if row.lives(year)]
            chosen = self.random.choice(self.by_name[name])
            if len(fellows) < 2 or not chosen.lives(year) or name in self.ordinary:
                continue
            if chosen.code.endswith("00") or len(name) < 3:
                continue
            parent = self.parent(chosen, year)
            same = [f for f in fellows if f.code[:4] == chosen.code[:4]]
            if parent is not None and len(same) == 1:
                return chosen, parent, year

    def historical(self) -> tuple[Row, int]:
        """A county that has ended, with a name that was its own, and a year of its life."""
        ended = [r for r in self.rows if FIRST_YEAR < r.valid_to < LAST_YEAR]
        while True:
            row = self.random.choice(ended)
            year = self.random.randint(max(FIRST_YEAR, row.valid_from), row.valid_to)
            lonely = len(self.alive(row.name, year)) == 1
            if row.lives(year) and lonely and len(row.name) > 2 and row.name not in self.ordinary:
                return row, year

    # One method a kind of sentence.

    def adjacent(self) -> Made:
        row, parent, year = self.homonym()
        name = parent.name + row.name
        text = f"{name}召开经济工作会议，部署全年任务。"
        return Made(kind="adjacent", text=text, year=year, name=name, code=row.code)

    def adjacent_short(self) -> Made:
        row, parent, year = self.homonym()
        if not parent.short:
            return self.adjacent_short()
        name = parent.short + row.name
        text = f"记者从{name}了解到，当地新建厂房30座。"
        return Made(kind="adjacent_short", text=text, year=year, name=name, code=row.code)

    def parent_near(self) -> Made:
        row, parent, year = self.homonym()
        text = f"考察团抵达{parent.name}后，先后走访了{row.name}的五家企业。"
        return Made(kind="parent_near", text=text, year=year, name=row.name, code=row.code)

    def own_place(self) -> Made:
        row, parent, year = self.homonym()
        text = f"今年以来，{row.name}新开工项目12个，完成投资8.6亿元。"
        return Made(
            kind="own_place", text=text, year=year, name=row.name, code=row.code, own=parent.code
        )

    def sibling_list(self) -> Made:
        while True:
            row, _, year = self.homonym()
            fellows = self.siblings(row, year)
            if len(fellows) >= 2:
                first, second = self.random.sample(fellows, 2)
                text = f"{first.name}、{row.name}、{second.name}的代表作了发言。"
                return Made(kind="sibling_list", text=text, year=year, name=row.name, code=row.code)

    def left_open(self) -> Made:
        row, _, year = self.homonym()
        text = f"{row.name}举办招商推介会，现场签约项目7个。"
        return Made(kind="left_open", text=text, year=year, name=row.name, code=None)

    def old_name(self) -> Made:
        row, year = self.historical()
        text = f"{row.name}完成工业总产值5.2亿元，比上年增长9%。"
        return Made(kind="old_name", text=text, year=year, name=row.name, code=row.code)

    def renumbered(self) -> Made:
        """A short form under its parent's name: the code tells the year."""
        while True:
            row, year = self.historical()
            parent = self.parent(row, year)
            if parent is None or not row.short or row.code == parent.code:
                continue
            inside = [
                r
                for r in self.by_short[row.short]
                if r.code[: 2 if parent.code.endswith("0000") else 4]
                == parent.code[: 2 if parent.code.endswith("0000") else 4]
                and r.valid_from - 1 <= year <= r.valid_to + 1
            ]
            if len({r.code for r in inside}) != 1 or row.short == parent.short:
                continue
            name = parent.name + row.short
            text = f"从{name}传来消息，新港口本月通航。"
            return Made(kind="renumbered", text=text, year=year, name=name, code=row.code)

    def two_parents(self) -> Made:
        """One name under two parents; the second is asked for."""
        while True:
            row, parent, year = self.homonym()
            others = [
                other
                for other in self.alive(row.name, year)
                if other.code[:2] != row.code[:2] and other.lives(year)
            ]
            holders = [(o, p) for o in others if (p := self.parent(o, year)) is not None]
            if not holders or row.code.endswith("00"):
                continue
            other, holder = self.random.choice(holders)
            if other.code.endswith("00"):
                continue
            joint = self.random.choice("；，")
            text = f"{holder.name}的{other.name}提前完工{joint}{parent.name}的{row.name}正在施工。"
            return Made(kind="two_parents", text=text, year=year, name=row.name, code=row.code)

    def short_list(self) -> Made:
        """Short forms in a list; the one asked for is shared with other counties."""
        while True:
            row, _, year = self.homonym()
            siblings = self.siblings(row, year)
            fellows = [f for f in siblings if f.short and self.lonely_short(f, year)]
            inside = [r for r in self.by_short[row.short] if r.code[:4] == row.code[:4]]
            alive = {r.code for r in inside if r.valid_from - 1 <= year <= r.valid_to + 1}
            if len(fellows) < 2 or not row.short or row.short in self.ordinary or len(alive) > 1:
                continue
            first, second = self.random.sample(fellows, 2)
            text = f"目前，{first.short}、{row.short}、{second.short}三地的干线已经贯通。"
            return Made(kind="short_list", text=text, year=year, name=row.short, code=row.code)

    def lonely_short(self, row: Row, year: int) -> bool:
        near = [*self.by_short[row.short], *self.by_name[row.short]]
        codes = {r.code for r in near if r.valid_from - 1 <= year <= r.valid_to + 1}
        return len(codes) == 1 and row.short not in self.ordinary and len(row.short) > 1

    def open_short(self) -> Made:
        """A short form that several counties and no prefecture share."""
        while True:
            row, _, year = self.homonym()
            near = [r for r in self.by_short[row.short] if r.lives(year)]
            if row.short and all(not r.code.endswith("00") for r in near):
                text = f"据{row.short}方面介绍，今年春耕进展顺利。"
                return Made(kind="open_short", text=text, year=year, name=row.short, code=None)

    def make(self, count: int) -> Iterator[Made]:
        kinds: tuple[Callable[[], Made], ...] = (
            self.adjacent,
            self.adjacent_short,
            self.parent_near,
            self.own_place,
            self.sibling_list,
            self.left_open,
            self.old_name,
            self.renumbered,
            self.two_parents,
            self.short_list,
            self.open_short,
        )
        for number in range(count):
            yield kinds[number % len(kinds)]()
