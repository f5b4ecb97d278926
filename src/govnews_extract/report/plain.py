"""Text of articles as a page may show it, and as it may carry it."""

from __future__ import annotations

import json
from typing import Any

from govnews_extract.annotated import TURNING

# Characters that steer how a text is shown: controls but tab and line feed, and what turns it.
_STEERING = [
    *(code for code in [*range(0x20), *range(0x7F, 0xA0)] if chr(code) not in "\t\n"),
    *TURNING,
    *range(0xD800, 0xE000),
]
_NAMED = {code: f"‹U+{code:04X}›" for code in _STEERING}

_INERT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_INERT |= {0x2028: "\\u2028", 0x2029: "\\u2029"}


def shown(text: str) -> str:
    r"""`text` with each character that steers the display replaced by its code point.

    Example:
        >>> shown("投资\u202e元亿3")
        '投资‹U+202E›元亿3'
    """
    return text.translate(_NAMED)


def script_json(value: Any) -> str:
    r"""JSON that may stand in a script element: no text in it ends the element or opens a comment.

    Example:
        >>> script_json("</script><!--")
        '"\\u003c/script\\u003e\\u003c!--"'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_INERT)
