"""The words of dates, by kind, from the table `date_words`."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from govnews_extract.lexicon import load_table


@cache
def words(kind: str) -> MappingProxyType[str, str]:
    """Every surface of one kind and its value (see the header of the table).

    Example:
        >>> words("year")["去年"], words("plan")["十四五"]
        ('-1', '2021')
    """
    rows = load_table("date_words").dicts()
    return MappingProxyType({row["surface"]: row["value"] for row in rows if row["kind"] == kind})


def alternation(*kinds: str) -> str:
    """The surfaces of some kinds as one group of a regular expression, longest first.

    A look-ahead on the first character spares the engine the branches where none can match.

    Example:
        >>> alternation("season")
        '(?=[冬夏春秋])(?:冬|夏|春|秋)'
    """
    surfaces = sorted({surface for kind in kinds for surface in words(kind)})
    branches = "|".join(sorted(surfaces, key=len, reverse=True))
    return f"(?=[{heads(*kinds)}])(?:{branches})"


def heads(*kinds: str) -> str:
    """The characters that the words of some kinds begin with, each once, sorted.

    Example:
        >>> heads("month_same")
        '同当次翌'
    """
    return "".join(sorted({surface[0] for kind in kinds for surface in words(kind)}))
