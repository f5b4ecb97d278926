"""Exact sums in the views, where the database has no type that holds them.

SQLite has no decimals, and those of DuckDB end at 38 digits: there, amounts are text. Each is cut
into groups of twelve digits, each group is added up as whole numbers, and what a group runs over
is carried to the one before it. The sum is the text of a decimal, right to its last digit, in SQL
that any program can run.
"""

from __future__ import annotations

from dataclasses import dataclass

GROUP_DIGITS = 12
WHOLE_GROUPS = 5
"""Groups before the point: no amount that is read has more than 60 digits there."""
FRACTION_GROUPS = 4
"""Groups behind the point: 48 digits."""
_GROUPS = WHOLE_GROUPS + FRACTION_GROUPS
_BASE = 10**GROUP_DIGITS
_SHIFT = 4_000_000
"""Added before a division and taken off behind it, so that it rounds down below zero too; more
than so many rows of one sum may run over the whole numbers of SQLite, which then says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SumDialect:
    """How a database that keeps amounts as text writes what differs.

    Attributes:
        divide: Its operator of whole division.
        whole: Its type of whole numbers.
    """

    divide: str
    whole: str


SQLITE_SUMS = SumDialect(divide="/", whole="INTEGER")
DUCKDB_SUMS = SumDialect(divide="//", whole="BIGINT")


def sums_of(number: str, dialect: SumDialect | None) -> str:
    """The sum of `number`, to stand in the list of a SELECT that `rows_of` is given.

    Args:
        number: A column of decimals.
        dialect: None where the database adds decimals exactly itself.
    """
    if dialect is None:
        return f"SUM({number}) AS total"
    size = f"ltrim({number}, '-')"
    point = f"instr({size} || '.', '.')"
    whole = f"'{'0' * GROUP_DIGITS * WHOLE_GROUPS}' || substr({size}, 1, {point} - 1)"
    fraction = f"substr({size}, {point} + 1) || '{'0' * GROUP_DIGITS * FRACTION_GROUPS}'"
    starts = [-GROUP_DIGITS * group for group in range(WHOLE_GROUPS, 0, -1)]
    parts = [f"substr({whole}, {start}, {GROUP_DIGITS})" for start in starts]
    starts = [GROUP_DIGITS * group + 1 for group in range(FRACTION_GROUPS)]
    parts += [f"substr({fraction}, {start}, {GROUP_DIGITS})" for start in starts]
    sign = f"CASE WHEN substr({number}, 1, 1) = '-' THEN -1 ELSE 1 END"
    return ", ".join(
        f"SUM({sign} * CAST({part} AS {dialect.whole})) AS sum_{group}"
        for group, part in enumerate(parts)
    )


def rows_of(query: str, dialect: SumDialect | None) -> str:
    """What `query`, with `sums_of` in its list, gives, to stand behind FROM."""
    if dialect is None:
        return f"({query})"
    groups = [f"sum_{group}" for group in range(_GROUPS)]
    below = f"CASE WHEN {_carried(groups, dialect)[0]} < 0 THEN 1 ELSE 0 END AS below"
    # Below zero the digits are those which a sum smaller by the last unit lacks to all nines.
    groups[-1] = f"({groups[-1]} - below)"
    carried = _carried(groups, dialect)
    named = ", ".join(f"{column} AS carried_{group}" for group, column in enumerate(carried))
    return f"(SELECT *, {named} FROM (SELECT *, {below} FROM ({query}) s) c)"  # noqa: S608 - our own


def _carried(groups: list[str], dialect: SumDialect) -> list[str]:
    """Each group with what all behind it run over."""
    carried = [groups[-1]]
    for group in reversed(groups[:-1]):
        over = f"({carried[-1]} + {_SHIFT * _BASE}) {dialect.divide} {_BASE} - {_SHIFT}"
        carried.append(f"({group} + {over})")
    return carried[::-1]


def total_of(row: str, dialect: SumDialect | None) -> str:
    """The sum in a `row` of `rows_of`: a decimal, as text where the database has none."""
    if dialect is None:
        return f"{row}.total"
    first, *others = (f"{row}.carried_{group}" for group in range(_GROUPS))
    digits = [f"CAST(CASE {row}.below WHEN 1 THEN -1 - {first} ELSE {first} END AS TEXT)"]
    for carried in others:
        digit = f"({carried} + {_SHIFT * _BASE}) % {_BASE}"
        shown = f"CASE {row}.below WHEN 1 THEN {_BASE - 1} - {digit} ELSE {digit} END"
        digits.append(f"substr('{'0' * GROUP_DIGITS}' || CAST({shown} AS TEXT), -{GROUP_DIGITS})")
    whole = f"ltrim({' || '.join(digits[:WHOLE_GROUPS])}, '0')"
    fraction = f"rtrim(rtrim('.' || {' || '.join(digits[WHOLE_GROUPS:])}, '0'), '.')"
    sign = f"CASE {row}.below WHEN 1 THEN '-' ELSE '' END"
    return f"{sign} || COALESCE(NULLIF({whole}, ''), '0') || {fraction}"
