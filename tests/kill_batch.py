"""Prove that an archive is extracted exactly once, however often the run is killed.

Run: python tests/kill_batch.py [--articles 2000] [--kills 50] [--place sqlite|postgresql]

One process and two workers extract the archive in one go; another run is killed (SIGKILL) at so
many random points of a seeded generator and resumed each time. All rows must be equal.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import batching
from archive import write_archive
from postgres import running_server

DELIVERY_ARTICLES = 4
"""Of `batching.run`."""


def main() -> None:
    """Run all three and compare; exit 1 where rows differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--place", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, places(options.place, Path(home)) as place:
        folder = write_archive(Path(home) / "archive", options.articles)
        for number in range(0, options.articles, 50):
            shutil.copy(folder / f"{number:06}.txt", folder / f"{number:06}b.txt")
        one = next(place)
        batching.run(folder, one)
        expected = batching.rows(one)
        print(
            f"{options.place}, one process:", {name: len(rows) for name, rows in expected.items()}
        )
        two = next(place)
        batching.run(folder, two, workers=2)
        same = batching.rows(two) == expected
        print(f"two workers: {'equal' if same else 'DIFFERENT'}", flush=True)
        killed = next(place)
        resumed = kill(folder, killed, options.kills, Random(options.seed))
        equal = batching.rows(killed) == expected
        print(f"{options.kills} kills, {resumed}: {'equal' if equal else 'DIFFERENT'}")
        sys.exit(not (same and equal))


@contextmanager
def places(kind: str, home: Path) -> Iterator[Iterator[str]]:
    """New, empty places of one kind."""
    if kind == "sqlite":
        yield (str(home / f"{number}.sqlite") for number in range(9))
    else:
        with running_server() as server:
            yield (server.new_database() for _ in range(9))


def kill(folder: Path, into: str, kills: int, rng: Random) -> str:
    """Runs that are killed, then one that ends; says how far the kills let them come."""
    total = sum(1 for _ in folder.iterdir())
    share = max(2 * total // (kills * DELIVERY_ARTICLES), 2)
    done: list[int] = []
    for number in range(kills):
        with batching.start(folder, into, number % 2 * 2, "--resume") as process:
            assert process.stdout is not None
            # What stands there is passed over first, a delivery for every few articles of it.
            passed = done[-1] // DELIVERY_ARTICLES if done else 0
            for _ in range(1 + passed + rng.randrange(share)):
                process.stdout.readline()
            time.sleep(rng.random() / 20)
            process.kill()
        done.append(len(batching.rows(into, leave_out=("facts", "mentions"))["articles"]))
    last = batching.run(folder, into, workers=2, resume=True)
    return f"{len(set(done))} different states on the way, {last.articles} articles left at the end"


if __name__ == "__main__":
    main()
