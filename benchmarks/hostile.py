"""Time and memory of extraction on hostile input, each kind in a process of its own.

Run: python benchmarks/hostile.py
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from govnews_extract import Extractor
from govnews_extract.read import ReadFailure, iter_articles

MEGABYTE = 1 << 20
TEXTS = {
    "one character": "甲" * MEGABYTE,
    "NUL": "\0" * MEGABYTE,
    "lone surrogates": chr(0xD800) * (MEGABYTE // 4),
    "marks": "?！甲" * (MEGABYTE // 3),
    "deep HTML": "<div>" * (MEGABYTE // 5),
}
FILES = ("100 MB of one character", "zip of 1 GB", "deep HTML page", "half a WARC")


def write_file(kind: str, folder: Path) -> Path:
    """Write the hostile file `kind` into `folder`."""
    if kind == "zip of 1 GB":
        path = folder / "bomb.zip"
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
            packed.open("a.txt", "w") as member,
        ):
            for _ in range(1024):
                member.write(b"0" * MEGABYTE)
        return path
    names = {FILES[0]: "one.txt", FILES[2]: "deep.html", FILES[3]: "half.warc"}
    contents = {
        FILES[0]: "甲" * (35 * MEGABYTE),
        FILES[2]: "<html><body>" + "<div>" * (2 * MEGABYTE // 5),
        FILES[3]: "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000\r\n\r\nHTTP/1.1 200",
    }
    path = folder / names[kind]
    path.write_text(contents[kind], encoding="utf-8")
    return path


def run(kind: str) -> None:
    """Extract the input `kind` and print what came of it, in what time and memory."""
    extractor = Extractor()
    extractor.extract("某县完成投资3亿元。")
    with tempfile.TemporaryDirectory() as folder:
        path = None if kind in TEXTS else write_file(kind, Path(folder))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        if path is None:
            extractor.extract(TEXTS[kind])
            outcome = "a record"
        else:
            found = list(iter_articles([path]))
            failed = [one for one in found if isinstance(one, ReadFailure)]
            outcome = f"{len(found) - len(failed)} articles, {len(failed)} failures"
        seconds = time.process_time() - began
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{kind}: {outcome}; {seconds:.2f} s, peak {before // 1024} -> {after // 1024} MB")


def main() -> None:
    """Run each kind in a new process, or the one that is named."""
    if len(sys.argv) > 1:
        run(sys.argv[1])
        return
    for kind in (*TEXTS, *FILES):
        subprocess.run([sys.executable, __file__, kind], check=False)


if __name__ == "__main__":
    main()
