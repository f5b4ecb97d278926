"""Text that cannot steer a terminal."""

from __future__ import annotations

from govnews_extract.annotated import TURNING

# C0 controls become their pictures (U+2400 on), other controls, lone surrogates and what turns the
# direction of reading U+FFFD; tab and line feed stay.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_PICTURES.update(dict.fromkeys([*range(0x7F, 0xA0), *TURNING, *range(0xD800, 0xE000)], 0xFFFD))


def visible(text: str) -> str:
    r"""`text` with every character made visible that would steer a terminal.

    Example:
        >>> visible("亿\x1b[31m元")
        '亿␛[31m元'
    """
    return text.translate(_PICTURES)
