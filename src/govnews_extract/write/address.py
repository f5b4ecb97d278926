"""Addresses of sinks, told apart and shown without their passwords."""

from __future__ import annotations

import re
from pathlib import PurePath

SUFFIX_SCHEMES = {
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
    ".parquet": "parquet",
}
DATASET_MANIFEST = "_manifest.json"
"""The file by which a folder of Parquet files is known."""
OTHER_SUFFIXES = frozenset(
    {".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xls", ".xlsx", ".txt", ".html"}
)
"""Suffixes of files that no database has: who writes one means something else."""
_SCHEME_RE = re.compile(r"([a-z][a-z0-9]*)(?:\+[a-z0-9]+)?:", re.IGNORECASE)
SECRET_KEYS = ("password", "sslpassword", "passwd", "secret", "token")
_USERINFO_RE = re.compile(r"(?<=://)[^/?#]*@")
_QUERY_RE = re.compile(rf"([?&](?:{'|'.join(SECRET_KEYS)})=)[^&#]*", re.IGNORECASE)
_HIDDEN = "***"


def scheme_of(address: str) -> str:
    """What kind of place `address` names: the scheme of its URL, or told by the file's suffix.

    A path without a known suffix is an SQLite file.

    Example:
        >>> scheme_of("postgresql+psycopg://me@host/news"), scheme_of("out/news.duckdb")
        ('postgresql', 'duckdb')
    """
    found = _SCHEME_RE.match(address)
    if found is None:
        return SUFFIX_SCHEMES.get(PurePath(address).suffix.lower(), "sqlite")
    scheme = found[1].lower()
    return "postgresql" if scheme == "postgres" else scheme


def shown_address(address: str) -> str:
    """`address` without the password, whether well formed or not.

    Example:
        >>> shown_address("postgresql://me:p@ss:w@host/news?sslmode=require&password=x")
        'postgresql://me:***@host/news?sslmode=require&password=***'
    """
    userinfo = _USERINFO_RE.search(address)
    if userinfo is not None and ":" in userinfo[0]:
        user = userinfo[0].partition(":")[0]
        address = f"{address[: userinfo.start()]}{user}:{_HIDDEN}@{address[userinfo.end() :]}"
    return _QUERY_RE.sub(rf"\1{_HIDDEN}", address)


def without_secrets(message: str, secrets: tuple[str, ...]) -> str:
    """`message` with every one of `secrets` that stands in it hidden.

    Example:
        >>> without_secrets("no user with password hunter2", ("hunter2",))
        'no user with password ***'
    """
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        message = message.replace(secret, _HIDDEN)
    return message
