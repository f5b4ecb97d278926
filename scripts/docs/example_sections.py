"""Let the reference read our `Example:` as the section of examples that Google's style calls `Examples:`.

Without it an example is plain Markdown, and a list in its output looks like a link.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

HEAD_RE = re.compile(r"^( *)Example:$", re.MULTILINE)


class ExampleSections(griffe.Extension):
    """Renames the section in every docstring."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rename it in one docstring."""
        if obj.docstring is not None:
            obj.docstring.value = HEAD_RE.sub(r"\1Examples:", obj.docstring.value)
