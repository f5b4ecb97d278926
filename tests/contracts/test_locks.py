"""The locks hold what the project asks for."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

import pytest
from loading import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME_RE = re.compile(r"[A-Za-z0-9_.-]+")


def group(name: str) -> list[str]:
    """Requirements of a group, those of the groups that it includes among them."""
    found = []
    for row in PROJECT["dependency-groups"][name]:
        found += group(row["include-group"]) if isinstance(row, dict) else [row]
    return found


def names(requirements: list[str]) -> set[str]:
    found = (NAME_RE.match(line) for line in requirements)
    return {match[0].lower().replace("_", "-") for match in found if match}


def locked(name: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8").splitlines()
    return names([line for line in lines if "==" in line])


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("run", PROJECT["project"]["dependencies"]),
        ("dev", PROJECT["project"]["dependencies"] + group("dev")),
        ("dev", list(chain(*PROJECT["project"]["optional-dependencies"].values()))),
        ("build", PROJECT["build-system"]["requires"]),
    ],
)
def test_every_requirement_is_pinned(lock: str, asked: list[str]) -> None:
    assert names(asked) - {"govnews-extract"} <= locked(lock)


@pytest.mark.parametrize("lock", ["run", "dev", "build"])
def test_no_lock_names_a_place_to_download_from(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"://|--index|--find-links", text)
