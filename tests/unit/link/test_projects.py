"""Records of projects in short articles of our own."""

from __future__ import annotations

from typing import Any

import pytest
from loading import cases

from govnews_extract import Extractor

EXTRACTOR = Extractor()


@pytest.mark.parametrize("row", cases("link_projects", "article"))
def test_projects_of_short_articles(row: dict[str, Any]) -> None:
    found = EXTRACTOR.extract(row["text"]).projects
    assert len(found) == len(row["want"]), [project.name for project in found]
    for project, wanted in zip(found, row["want"], strict=True):
        for name in wanted.keys() - {"mentions"}:
            value = getattr(project, name)
            said = "" if value is None else str(value)
            assert said in wanted[name].split("|"), (name, project)
        if "mentions" in wanted:
            assert len(project.mentions) == wanted["mentions"]
