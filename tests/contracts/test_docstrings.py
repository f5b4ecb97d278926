"""Every public name says what it is and shows it."""

from __future__ import annotations

import doctest
import inspect
import json
import re
from importlib import import_module
from typing import Any

import pytest
from loading import ROOT
from public_names import public_objects

IMPORT_RE = re.compile(r"from (govnews_extract[\w.]*) import ([\w, ]+)")


def shown_objects() -> dict[str, Any]:
    """What documents, notebooks and examples import of the package, by its whole name."""
    paths = [ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.py")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for path in ROOT.glob("notebooks/*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts += ["".join(cell["source"]) for cell in cells]
    found = {}
    for module, names in IMPORT_RE.findall("\n".join(texts)):
        for name in names.split(", "):
            found[f"{module}.{name}"] = getattr(import_module(module), name)
    return found


OBJECTS = [
    pytest.param(found, id=name)
    for name, found in {
        **{f"{home}.{found.__name__}": found for home, found in public_objects()},
        **shown_objects(),
    }.items()
]


@pytest.mark.parametrize("found", OBJECTS)
def test_every_public_name_has_a_docstring_with_an_example(found: Any) -> None:
    assert (inspect.getdoc(found) or "").strip()
    # That the examples run is what pytest's doctests see to, and the tests of Spark for its own.
    shown = doctest.DocTestFinder().find(found, found.__name__, globs={})
    assert any(test.examples for test in shown)
