"""Characters that look like the right one and are another code point.

Seen: 巿 (U+5DFF, a kind of apron) for 市; compatibility ideographs and Kangxi radicals from PDF
files; a character of GBK's private-use area. Unicode says itself what the compatibility forms and
radicals stand for. A private-use character without a known meaning stays and is reported.
"""

from __future__ import annotations

import re
import unicodedata

from govnews_extract.repair.changes import Change

KIND = "lookalike"
RULE = "lookalike.compatibility"
MARKET_RULE = "lookalike.market"
PRIVATE_RULE = "lookalike.private_use"

_FORM_RE = re.compile(r"[\u2f00-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")
# GB 18030 wrote these in the private-use area until Unicode had them.
# Source: GB 18030-2005, the mapping of rows A6, A8 and FE.
_PRIVATE = {
    "\ue78d": "︐", "\ue78e": "︒", "\ue78f": "︑", "\ue790": "︓", "\ue791": "︔", "\ue792": "︕",
    "\ue793": "︖", "\ue794": "︗", "\ue795": "︘", "\ue796": "︙", "\ue7c7": "ḿ", "\ue7c8": "ǹ",
    "\ue81e": "龴", "\ue826": "龵", "\ue82b": "龶", "\ue82c": "龷", "\ue832": "龸", "\ue843": "龹",
    "\ue854": "龺", "\ue864": "龻", "\ue5e5": "　",
}  # fmt: skip
_PRIVATE_RE = re.compile(f"[{''.join(_PRIVATE)}]")
# 巿 stands alone only in words of old dress (韨巿, 朱巿); behind a name or before 民, 场 it is 市.
_MARKET_RE = re.compile(r"(?<![韨朱赤])巿")


def _signs() -> frozenset[str]:
    ranges = ((0x2F00, 0x2FD6), (0xF900, 0xFADA), (0x2F800, 0x2FA1E))
    forms = {chr(code) for low, high in ranges for code in range(low, high)}
    return frozenset(forms | set(_PRIVATE) | {"巿"})


SIGNS = _signs()


def find_lookalikes(text: str) -> tuple[Change, ...]:
    """Look-alikes of `text` and the characters meant, sorted.

    Example:
        >>> [(c.start, c.after) for c in find_lookalikes("张掖巿⼯业园")]
        [(2, '市'), (3, '工')]
    """
    changes = [
        Change(start=m.start(), end=m.end(), after="市", rule_id=MARKET_RULE)
        for m in _MARKET_RE.finditer(text)
    ]
    for m in _FORM_RE.finditer(text):
        plain = unicodedata.normalize("NFKC", m.group())
        changes.append(Change(start=m.start(), end=m.end(), after=plain, rule_id=RULE))
    changes += [
        Change(start=m.start(), end=m.end(), after=_PRIVATE[m.group()], rule_id=PRIVATE_RULE)
        for m in _PRIVATE_RE.finditer(text)
    ]
    return tuple(sorted(changes, key=lambda change: change.start))
