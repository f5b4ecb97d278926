"""Which column or key of a record is the text, the title, the date and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import cache, lru_cache
from typing import Any

from govnews_extract.datatypes import ArticleMeta
from govnews_extract.errors import ReadError
from govnews_extract.lexicon import load_table
from govnews_extract.lexicon.script import simplify
from govnews_extract.read.bylines import parse_names
from govnews_extract.read.options import ReadOptions
from govnews_extract.read.page_dates import find_date

# A dump of unknown columns has its text in the longest one, if that is longer than any title.
MIN_GUESSED_TEXT_CHARS = 60
# Unix seconds from 1990 to 2099: other numbers in a date column are years or packed dates.
_EPOCH = range(631_152_000, 4_102_444_800)
_STAMP_RE = re.compile("[0-9]{10}|[0-9]{13}")
_CHINA = timezone(timedelta(hours=8))


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    """Usual names of each field, in the order in which they are believed."""
    usual: dict[str, tuple[str, ...]] = {}
    for _, name, kind in load_table("field_names").rows:
        usual[kind] = (*usual.get(kind, ()), name)
    return usual


def choose_fields(names: Iterable[str], options: ReadOptions) -> Mapping[str, str]:
    """The field of each kind (`text`, `title`, …) among `names`: as asked for, else a usual one.

    A field that is asked for and contains a dot reaches into an inner object; it is taken as it
    stands.

    Example:
        >>> choose_fields(["ID", "标题", "正文"], ReadOptions())
        {'text': '正文', 'title': '标题'}
    """
    return _chosen(tuple(map(str, names)), options)


@lru_cache(maxsize=8)
def _chosen(names: tuple[str, ...], options: ReadOptions) -> Mapping[str, str]:
    """The fields of a record with these `names`; the records of a dump mostly have the same."""
    by_lower = {name.strip().lower(): name for name in reversed(names)}
    chosen: dict[str, str] = {}
    for kind, usual in _usual().items():
        asked = getattr(options, f"{kind}_field")
        if asked is not None:
            chosen[kind] = by_lower.get(asked.strip().lower(), asked)
            continue
        found = next((by_lower[name] for name in usual if name in by_lower), None)
        if found is not None:
            chosen[kind] = found
    return chosen


def article_columns(names: Sequence[str], options: ReadOptions) -> list[str]:
    """Those columns of a table that make up an article; all of them where none is its text.

    Example:
        >>> article_columns(["id", "title", "text"], ReadOptions())
        ['title', 'text']
    """
    chosen = choose_fields(names, options)
    roots = {name.split(".")[0] for name in chosen.values()} | set(chosen.values())
    return [name for name in names if name in roots] if "text" in chosen else list(names)


def read_record(
    record: Mapping[str, Any], options: ReadOptions, path: str | None
) -> tuple[str, ArticleMeta]:
    """The text of a record and what its other fields say.

    Raises:
        ReadError: where it has no field that can be the text; the message names those it has.
    """
    chosen = choose_fields(record, options)
    text = _value(record, chosen["text"]) if "text" in chosen else _longest(record)
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n".join(text)
    if not isinstance(text, str):
        held = ", ".join(list(map(str, record))[:12]) or "none"
        wanted = f"{chosen['text']!r} holds no text" if "text" in chosen else "has no text field"
        raise ReadError(f"{wanted}; name it with --text-field (fields: {held})", path)
    return text, _meta(record, chosen)


def read_meta(record: Mapping[str, Any], options: ReadOptions) -> ArticleMeta:
    """What the fields of a record beside its text say."""
    return _meta(record, choose_fields(record, options))


def _meta(record: Mapping[str, Any], chosen: Mapping[str, str]) -> ArticleMeta:
    def words(kind: str) -> str | None:
        value = _value(record, chosen[kind]) if kind in chosen else None
        return value.strip() or None if isinstance(value, str) else None

    author = _value(record, chosen["author"]) if "author" in chosen else None
    if isinstance(author, list):
        author = "、".join(map(str, author))
    names = parse_names(simplify(author)) if isinstance(author, str) and author else None
    return ArticleMeta(
        title=words("title"),
        source=words("source"),
        published=read_date(_value(record, chosen["date"])) if "date" in chosen else None,
        site=words("site"),
        url=words("url"),
        byline=names or (),
    )


def read_date(value: object) -> str | None:
    """A date field of any type as ISO 8601 local time; None where it holds no full date.

    Unix seconds and milliseconds, and points of time with a zone, are told in China's time, UTC+8.

    Example:
        >>> read_date("2011年5月12日 9:30"), read_date(1305163800)
        ('2011-05-12T09:30:00', '2011-05-12T09:30:00')
    """
    if isinstance(value, datetime):
        return _in_china(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and _STAMP_RE.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, int | float):
        seconds = value if value < _EPOCH.stop else value // 1000
        if _EPOCH.start <= seconds < _EPOCH.stop:
            return _in_china(datetime.fromtimestamp(int(seconds), _CHINA))
        value = str(value) if abs(value) < _EPOCH.stop else ""  # 20110512 is a day
    if not isinstance(value, str):
        return None
    found = find_date(simplify(value), 0, min(len(value), 200))
    return found[0] if found else None


def _in_china(time: datetime) -> str | None:
    """A point of time as China's clocks show it; one without a zone as it is."""
    if time.tzinfo is not None:
        try:
            time = time.astimezone(_CHINA)
        except OverflowError:  # at the end of the year 9999, which stands for no date
            return None
    return time.replace(tzinfo=None, microsecond=0).isoformat()


def _value(record: Mapping[str, Any], name: str) -> Any:
    if name in record:
        return record[name]
    value: Any = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _longest(record: Mapping[str, Any]) -> str | None:
    texts = [value for value in record.values() if isinstance(value, str)]
    longest = max(texts, key=len, default="")
    return longest if len(longest) >= MIN_GUESSED_TEXT_CHARS else None
