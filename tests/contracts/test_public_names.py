from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from loading import ROOT

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
HEAVY = {
    "jieba",
    "rjieba",
    "numpy",
    "sqlalchemy",
    "alembic",
    "pyarrow",
    "resiliparse",
    "ahocorasick_rs",
    "pydantic",
}
"""Modules that only the work itself may load: neither an import nor `--help` waits for them."""
NOT_FOR_ONE_ARTICLE = HEAVY - {"rjieba", "numpy", "resiliparse", "ahocorasick_rs"} | {"jinja2"}
"""Modules of other work than reading one article and printing it."""

LOADED_BY_IMPORT = "import sys, govnews_extract; print(*sys.modules)"
LOADED_BY_COMMAND = """
import sys
from govnews_extract.cli import main
sys.argv = ["govnews", {}]
try:
    main()
except SystemExit:
    print(*sys.modules)
"""


def test_public_names_are_these_and_all_resolve() -> None:
    assert govnews_extract.__all__ == PUBLIC
    assert all(getattr(govnews_extract, name) is not None for name in PUBLIC)


def test_they_are_offered_before_they_are_imported() -> None:
    code = "import sys, govnews_extract; print(*dir(govnews_extract), *sys.modules)"
    assert set(PUBLIC) | {"govnews_extract.version"} <= loaded(code)
    assert "govnews_extract.pipeline" not in loaded(code)


def test_a_record_survives_pickling(extractor: govnews_extract.Extractor) -> None:
    record = extractor.extract("江山市完成投资36.4亿元。")
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - our own bytes


def loaded(code: str) -> set[str]:
    """Modules that a fresh interpreter has loaded after `code`, which prints them last."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_import_loads_no_heavy_module() -> None:
    assert not (HEAVY | {"rich", "typer", "logging"}) & loaded(LOADED_BY_IMPORT)


def test_help_loads_no_heavy_module() -> None:
    assert not HEAVY & loaded(LOADED_BY_COMMAND.format("'--help'"))


@pytest.mark.parametrize("name", ["jiangshan-2019.txt", "suide-2011.txt", "badong-2016.html"])
def test_an_article_is_shown_without_the_modules_of_other_work(name: str) -> None:
    path = str(ROOT / "samples" / name)
    assert not NOT_FOR_ONE_ARTICLE & loaded(LOADED_BY_COMMAND.format(f"'show', {path!r}"))
