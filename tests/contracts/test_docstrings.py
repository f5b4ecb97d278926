"""Every public name says what it is and shows it."""

from __future__ import annotations

import doctest
import inspect
from typing import Any

import pytest
from public_names import public_objects

OBJECTS = [pytest.param(found, id=f"{home}.{found.__name__}") for home, found in public_objects()]


@pytest.mark.parametrize("found", OBJECTS)
def test_every_public_name_has_a_docstring_with_an_example(found: Any) -> None:
    assert (inspect.getdoc(found) or "").strip()
    # That the examples run is what pytest's doctests see to, and the tests of Spark for its own.
    shown = doctest.DocTestFinder().find(found, found.__name__, globs={})
    assert any(test.examples for test in shown)
