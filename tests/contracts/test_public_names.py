from __future__ import annotations

import pickle
import subprocess
import sys

import govnews_extract

PUBLIC = [
    "ArticleMeta",
    "Extractor",
    "GovnewsError",
    "Record",
    "Span",
    "UserName",
    "__version__",
    "load_user_names",
]
IMPORT_SECONDS = 0.2
HELP_SECONDS = 0.5
TRIES = 5

TIMED_IMPORT = """
import time
began = time.perf_counter()
import govnews_extract
print(time.perf_counter() - began)
"""
TIMED_HELP = """
import sys, time
began = time.perf_counter()
from govnews_extract.cli import main
sys.argv = ["govnews", "--help"]
try:
    main()
except SystemExit:
    print(time.perf_counter() - began)
"""


def test_public_names_are_these_and_all_resolve() -> None:
    assert govnews_extract.__all__ == PUBLIC
    assert all(getattr(govnews_extract, name) is not None for name in PUBLIC)


def test_a_record_survives_pickling(extractor: govnews_extract.Extractor) -> None:
    record = extractor.extract("江山市完成投资36.4亿元。")
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - our own bytes


def fastest(code: str) -> float:
    """Seconds that `code` prints last, the best of a few tries on a busy machine."""

    def once() -> float:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        return float(done.stdout.split()[-1])

    return min(once() for _ in range(TRIES))


def test_the_import_is_quick() -> None:
    assert fastest(TIMED_IMPORT) < IMPORT_SECONDS


def test_help_is_quick() -> None:
    assert fastest(TIMED_HELP) < HELP_SECONDS


def test_the_import_loads_no_heavy_module() -> None:
    code = "import sys, govnews_extract; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    heavy = {"jieba", "rjieba", "sqlalchemy", "pyarrow", "rich", "typer", "selectolax", "logging"}
    assert not heavy & set(done.stdout.split())
