"""Every public name says what it is and shows it."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

import govnews_extract

# A module that exports names without a package of its own.
FOLDERS = [name for _, name, is_package in iter_modules(govnews_extract.__path__) if is_package]
HOMES = ["govnews_extract", "govnews_extract.datatypes"]
HOMES += [f"govnews_extract.{name}" for name in FOLDERS if name != "cli"]


def public_objects() -> Iterator[Any]:
    """Classes and functions of every `__all__`, each once."""
    seen = set()
    for home in HOMES:
        module = import_module(home)
        for name in getattr(module, "__all__", ()):
            found = getattr(module, name)
            if callable(found) and id(found) not in seen:
                seen.add(id(found))
                yield pytest.param(found, id=f"{home}.{name}")


@pytest.mark.parametrize("found", list(public_objects()))
def test_every_public_name_has_a_docstring_with_an_example(found: Any) -> None:
    assert (inspect.getdoc(found) or "").strip()
    # That the examples run is what pytest's doctests see to.
    shown = doctest.DocTestFinder().find(found, found.__name__, globs={})
    assert any(test.examples for test in shown)
