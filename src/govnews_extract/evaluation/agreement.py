"""When an answer counts as the one that was annotated."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from govnews_extract.lexicon.script import simplify

TOLERANCE = Decimal("1e-5")
"""Values this close, as a share, are equal: 1 亩 is no finite decimal of square metres."""

QUOTES = "“”\"'《》"


def plain(text: str | None) -> str:
    """`text` as answers are compared: simplified, half-width, without spaces and outer quotes.

    Example:
        >>> plain("《臨澤縣志》 ")
        '临泽县志'
    """
    simple = simplify(unicodedata.normalize("NFKC", text or ""))
    return "".join(simple.split()).replace("巿", "市").strip(QUOTES)


def alternatives(cell: str) -> frozenset[str]:
    """The answers that a cell accepts, each in its plain form."""
    return frozenset(plain(part) for part in cell.split("|") if part)


def agrees(cell: str, answer: str | None, *, in_part: bool = False) -> bool:
    """Whether a cell accepts an answer.

    An empty cell takes anything; an empty alternative (`突破|`) no answer at all; with `in_part`
    an answer may be longer or shorter than an accepted one that it shares all of.

    Example:
        >>> agrees("突破|", None), agrees("增长", "同比增长"), agrees("增长", "同比增长", in_part=True)
        (True, False, True)
    """
    accepted = alternatives(cell)
    given = plain(answer)
    if not accepted or given in accepted or (not given and "" in cell.split("|")):
        return True
    return in_part and bool(given) and any(given in one or one in given for one in accepted)


def same_value(wanted: str, value: str | None, high: str | None) -> bool:
    """Whether an amount is the annotated one; a range writes `low..high`.

    Example:
        >>> same_value("12..15", "12", "15"), same_value("12", "12", "15")
        (True, False)
    """
    low, _, end = wanted.partition("..")
    return is_close(low, value) and (
        is_close(end, high) if end else not high or is_close(low, high)
    )


def is_close(wanted: str, number: str | None) -> bool:
    """Whether two decimals are equal within `TOLERANCE`."""
    if not wanted or number in {None, ""}:
        return False
    exact = Decimal(wanted)
    return abs(exact - Decimal(str(number))) <= abs(exact) * TOLERANCE
