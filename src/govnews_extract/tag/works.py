"""Titles in 《》: books, papers, laws, reports."""

from __future__ import annotations

import re

from govnews_extract.mentions import WORK
from govnews_extract.tag.scene import Draft, Scene

# A title mark may be nested once, as in 《〈条例〉实施细则》; a title is at most 80 code points.
WORK_RE = re.compile(r"《[^《》\n]{2,80}(?:《[^《》\n]{1,40}》[^《》\n]{0,40})?》")


def find_works(scene: Scene) -> list[Draft]:
    """Everything in 《》, marks included."""
    return [Draft(*match.span(), WORK, "work.marks", 9) for match in WORK_RE.finditer(scene.text)]
