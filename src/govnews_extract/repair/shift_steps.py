"""The characters that the bytes of a shifted stretch allow at one place, as tables made once.

A table holds characters under their Simplified form, which is what words are looked up by; each
with the log odds against it that its script or width asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from govnews_extract.lexicon.loader import load_table
from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.gbk_bytes import MARKS, is_common, is_simplified_only, pair_table
from govnews_extract.repair.words import is_common_start, word_counts

OTHER_SCRIPT_COST = -5.0
"""Log odds against a guessed character of a script, or a mark of a width, that the article has not."""
FULL_WIDTH_COST = -6.0
"""Log odds against a guessed full-width letter or digit."""
LONE_LOG = -9.0
"""Log share below which a character is not guessed for a word where neither half of it shows."""
NEVER = -1e9
RARE_MARK_COST = -4.0
"""Log odds against a guessed sign that is neither a character nor a usual mark."""
A1, A3 = 0xA1, 0xA3
"""Second bytes of the characters that can lose their first one to a mark."""


class Style(NamedTuple):
    """How an article is written.

    Attributes:
        traditional: In Traditional Chinese.
        half_width: With half-width commas and colons.
    """

    traditional: bool
    half_width: bool


Options = tuple[tuple[str, float], ...]
"""Characters, each with the log odds against it."""
Table = Mapping[str, Options]
"""Characters by their Simplified form."""
EMPTY: Table = {}


def table_of(chars: Iterable[tuple[str, float]]) -> Table:
    """The characters with their log odds, by Simplified form."""
    table: dict[str, Options] = {}
    for char, cost in chars:
        key = simplify(char)
        table[key] = (*table.get(key, ()), (char, cost))
    return table


@cache
def style_cost(char: str, style: Style) -> float:
    """Log odds against guessing `char` in an article of this style.

    Example:
        >>> style_cost("发", Style(traditional=True, half_width=False)) < 0.0
        True
    """
    simple = simplify(char)
    if simple.isascii() and simple.isalnum():
        return FULL_WIDTH_COST
    if char not in MARKS and not "\u3400" <= char <= "\u9fff":
        return RARE_MARK_COST
    if simple.isascii():
        return OTHER_SCRIPT_COST if style.half_width else 0.0
    other = is_simplified_only(char) if style.traditional else simple != char
    return OTHER_SCRIPT_COST if other else 0.0


def _guessed(chars: Iterable[str], style: Style) -> Table:
    common = (char for char in chars if is_common_start(simplify(char)))
    return table_of((char, style_cost(char, style)) for char in common)


@cache
def lost_starts(trail: int, style: Style) -> Table:
    """Characters that end in `trail` and may have lost their first byte."""
    return _guessed(pair_table().by_trail[trail].values(), style)


@cache
def lost_ends(lead: int, style: Style) -> Table:
    """Characters that begin with `lead` and may have lost their second byte."""
    chars = pair_table().by_lead[lead].items()
    return _guessed((char for trail, char in chars if trail > 0x80), style)


class _Hidden(NamedTuple):
    """The characters that may hide in vanished pairs in articles of one style.

    Attributes:
        by_lead: By first byte, then second byte.
        by_trail: By second byte, then first byte.
        class_of: By second byte, one byte for all that vanish with the same first bytes of these
            characters; a byte that vanishes with none is left out.
        vanishing: By such a byte, the first bytes that it vanishes with.
    """

    by_lead: Mapping[int, Mapping[int, str]]
    by_trail: Mapping[int, Mapping[int, str]]
    class_of: Mapping[int, int]
    vanishing: Mapping[int, frozenset[int]]


@cache
def _may_hide() -> frozenset[str]:
    """Characters that words are written with often enough to look for them where nothing shows.

    The names of divisions have some that little else is written with.
    """
    table = load_table("divisions")
    at = table.columns.index("surface")
    in_names = set("".join(row[at] for row in table.rows))
    chars = "".join(pair_table().char.values())
    simplified = zip(chars, simplify(chars), strict=True)
    return frozenset(char for char, simple in simplified if simple in in_names or is_common(char))


@cache
def _hidden(style: Style) -> _Hidden:
    by_lead: dict[int, dict[int, str]] = {}
    by_trail: dict[int, dict[int, str]] = {}
    likely = _may_hide()
    for (lead, trail), char in pair_table().char.items():
        if char in likely and style_cost(char, style) == 0.0:
            by_lead.setdefault(lead, {})[trail] = char
            by_trail.setdefault(trail, {})[lead] = char
    class_of: dict[int, int] = {}
    vanishing: dict[int, frozenset[int]] = {}
    first: dict[frozenset[int], int] = {}
    for byte, with_it in pair_table().vanishing.items():
        leads = frozenset(with_it & by_lead.keys())
        if leads:
            class_of[byte] = first.setdefault(leads, byte)
            vanishing[class_of[byte]] = leads
    return _Hidden(by_lead, by_trail, class_of, vanishing)


def vanishing_class(byte: int, style: Style) -> int:
    """A byte that vanishes with the same first bytes as `byte`; 0 where none does."""
    return _hidden(style).class_of.get(byte, 0)


def vanishing_leads(byte: int, style: Style) -> frozenset[int]:
    """The first bytes that may have vanished behind one of the class `byte`."""
    return _hidden(style).vanishing[byte]


@cache
def before_vanished(lead: int, style: Style) -> tuple[tuple[int, Table], ...]:
    """Characters that begin with `lead` and whose second byte vanished, by the class of that."""
    return _by_class(_hidden(style).by_lead.get(lead, {}).items(), style)


@cache
def unseen(byte: int, style: Style) -> tuple[tuple[int, Table], ...]:
    """Characters of which both halves vanished, the first behind one of the class `byte`."""
    hidden = _hidden(style)
    leads = sorted(hidden.vanishing[byte])
    return _by_class((item for lead in leads for item in hidden.by_lead[lead].items()), style)


@cache
def unseen_ends(byte: int, style: Style) -> Table:
    """Characters whose first byte vanished behind the class `byte`, and whose second was lost."""
    hidden = _hidden(style)
    leads = sorted(hidden.vanishing[byte])
    chars = (item for lead in leads for item in hidden.by_lead[lead].items())
    return table_of((char, 0.0) for trail, char in chars if trail > 0x80)


@cache
def unseen_lone_ends(byte: int, style: Style) -> Table:
    """Those of `unseen_ends` that are frequent words by themselves."""
    share = word_counts().log_share
    table = unseen_ends(byte, style)
    return {key: options for key, options in table.items() if (share(key) or NEVER) >= LONE_LOG}


def _by_class(chars: Iterable[tuple[int, str]], style: Style) -> tuple[tuple[int, Table], ...]:
    found: dict[int, list[tuple[str, float]]] = {}
    for trail, char in chars:
        byte = vanishing_class(trail, style)
        if byte:
            found.setdefault(byte, []).append((char, 0.0))
    return tuple((byte, table_of(some)) for byte, some in sorted(found.items()))


@cache
def after_vanished(byte: int, trail: int, style: Style) -> Table:
    """Characters that end in `trail` and whose first byte vanished behind the class `byte`."""
    hidden = _hidden(style)
    by_lead = hidden.by_trail.get(trail, {})
    leads = hidden.vanishing[byte]
    return table_of((char, 0.0) for lead, char in by_lead.items() if lead in leads)
