"""The public names of the package: those of every `__all__`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import govnews_extract

PACKAGE = "govnews_extract"


def public_homes() -> list[str]:
    """Modules whose `__all__` is public: the package, its stages, its adapters."""
    folders = [name for _, name, inner in iter_modules(govnews_extract.__path__) if inner]
    stages = [f"{PACKAGE}.{name}" for name in folders if name not in {"adapters", "cli"}]
    paths = import_module(f"{PACKAGE}.adapters").__path__
    adapters = [f"{PACKAGE}.adapters.{name}" for _, name, _ in iter_modules(paths)]
    return [PACKAGE, f"{PACKAGE}.datatypes", *stages, *adapters]


def public_objects() -> Iterator[tuple[str, Any]]:
    """Each class and function once, with the first home that exports it."""
    seen = set()
    for home in public_homes():
        module = import_module(home)
        for name in _exported(module):
            found = getattr(module, name)
            if callable(found) and id(found) not in seen:
                seen.add(id(found))
                yield home, found


def _exported(module: ModuleType) -> list[str]:
    """The names of `__all__`; of a module without one, what it defines and does not hide."""
    names = getattr(module, "__all__", None)
    if names is not None or not module.__name__.startswith(f"{PACKAGE}.adapters."):
        return list(names or ())
    return [
        name
        for name, found in vars(module).items()
        if getattr(found, "__module__", None) == module.__name__ and not name.startswith("_")
    ]
