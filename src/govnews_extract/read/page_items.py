"""Labelled items of page furniture (`来源:…`, dates, buttons) that stand one behind another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from govnews_extract.datatypes import Span
from govnews_extract.read.bylines import credit_at, parse_names
from govnews_extract.read.page_dates import date_at, find_date, find_roc_date
from govnews_extract.read.page_labels import find_label, label_at, page_labels
from govnews_extract.read.page_words import any_of, page_words

URL_RE = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\u3000-\u9fff]{4,400}|/web/\d{14}/[^\s<>()\[\]]{4,400}"
)
MARKDOWN_LINK_RE = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,60})\]\((?P<url>[^()\s]{0,400})\)")
_GAP_RE = re.compile(r"[\s|·•丨/\\\[\]【】〔〕()_\-—–:,;、>*#■□●◆©]{0,60}")
_WORK_RE = re.compile(r"《([^《》]{1,40})》")
_SPOKEN_RE = re.compile(r"[。!?吗呢]")
_ORIGINAL_RE = re.compile(r"原文|全文|链接|网址|出处|来源|https?:")
_OPEN_RE = re.compile(r"[\s:\[【〔(“\"]{0,8}")
_WORD_RE = re.compile(r"[^\s|丨,;、()（）【】\[\]〔〕<>“”\"]{1,40}")
_SIZES_RE = re.compile(
    r"[\s:\[【(]{0,4}(?:特?[大中小](?:号|字)?[\s|/\])】]{0,3}){2,4}|[\s:\[【(]{0,4}[大中小][\])】]"
)
# Day of the week, page of a newspaper: they follow a date and say nothing alone.
_SILENT_RE = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|第?\s?[0-9A-Za-z]{1,4}\s?版(?:\s?[:]?\s?[\u4e00-\u9fff]{2,6}(?=[\s)]|$))?"
    r"|第\s?[0-9一二三四五六七八九十]{1,6}\s?期|北京时间|GMT\+?8"
)
_SILENT_FIRST = frozenset("星周礼第北G0123456789ABCDE")
_ROLE_FIRST = frozenset("本记通见实特首全融责编作撰摄驻评报")
_DATE_FIRST = frozenset("0123民一二")
_LINK_FIRST = frozenset("[!hw/")
_COUNT_RE = re.compile(r"\d{1,9}\s{0,3}")
# How many pressed a button, in brackets or alone; 打印 3月1日 and 打印 12个项目 go on as prose.
_TALLY_RE = re.compile(
    r"\s?(?:[(\[]\s?\d{0,9}\s?[)\]](?:\s?[次人条个篇])?|:?\s?\d{1,9}(?:\s?[次人条个篇])?(?![\w./:-]))"
)
# The name that a blogger goes by, behind a label without a colon.
_PEN_NAME_RE = re.compile(r"\s{1,4}作者\s[^\s|:]{2,12}(?=\s*$)")
# A person alone between a date and the next label.
_BARE_NAME_RE = re.compile(r"[\u4e00-\u9fff]{2,4}(?=\s{1,4}[\u4e00-\u9fff]{2,4}:)")
# A day and a time without the year: nothing can be made of it.
_YEARLESS_RE = re.compile(r"\s{0,3}\d{1,2}[-/月]\d{1,2}日?\s{1,3}\d{1,2}:\d\d(?::\d\d)?(?!\d)")
# A note in brackets behind a value: (作者授权发布).
_NOTE_RE = re.compile(r"\s?\([^()\n]{1,20}\)(?=\s|$)")
# The other name of an office, in brackets behind its own.
_OTHER_NAME_RE = re.compile(r"\([\u4e00-\u9fff]{2,20}(?:办公室|中心|局|委|厅)\)(?=\s|$)")
# An account in quotation marks, with what it is an account of behind it.
_ACCOUNT_RE = re.compile(
    r"[“\"](?P<name>[^“”\"\n]{2,20})[”\"]\s?(?:官方|微信|公众|号|微博|客户端){1,3}"
)

# A value of more characters than a name of a publisher can have is prose behind a colon.
SOURCE_MAX_CHARS = 30
# A line of a page holds a dozen items at most; what goes on longer was built to hurt.
MAX_ITEMS = 64
VALUE_MAX_CHARS = 200
FREE_VALUE_MAX_CHARS = 100
PEOPLE_MAX_CHARS = 60
TITLE_MAX_CHARS = 70
_FREE_VALUE_KINDS = frozenset({"other", "title"})


@dataclass(slots=True)
class PageFields:
    """What the furniture read so far says; filled while a page is read, first value wins."""

    values: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)

    def set(self, kind: str, value: str | None) -> None:
        """Keep `value` as the field `kind` unless there is one."""
        if value:
            self.values.setdefault(kind, value)

    def take(self, other: PageFields) -> None:
        """Keep the fields of `other` that are not set here; people apart."""
        for kind, value in other.values.items():
            self.set(kind, value)

    def add_people(self, names: tuple[str, ...] | None) -> None:
        """Append people not named so far."""
        self.people += [name for name in names or () if name not in self.people]


def read_items(simple: str, start: int, end: int, fields: PageFields) -> tuple[int, int]:
    """Read items one behind another from `start`; what they say goes into `fields`.

    Returns:
        Where reading stopped, and how many items that prove furniture (all but bare dates) were
        read.
    """
    at = last = start
    proofs = 0
    for _ in range(MAX_ITEMS):
        if at >= end:
            break
        gap = at
        at = _end(_GAP_RE.match(simple, at, end), at)
        if at >= end:
            break
        if at > gap and simple[at - 1] == "[" and MARKDOWN_LINK_RE.match(simple, at - 1, end):
            at -= 1
        stop, proof = _read_item(simple, at, end, fields)
        if stop is None:
            break
        at = last = stop
        proofs += proof
        if not proof and (
            medium := _medium().match(simple, _end(_GAP_RE.match(simple, at, end), at), end)
        ):
            fields.set("publisher", medium["name"])
            at = last = _end(_PEN_NAME_RE.match(simple, medium.end(), end), medium.end())
        elif not proof and (named := _name_at(simple, at, end)):
            fields.add_people(named[0])
            at = last = named[1]
    return (end if at >= end else last), proofs


@cache
def _medium() -> re.Pattern[str]:
    """Who publishes, beside a date without a label, and perhaps the count of readers."""
    return re.compile(
        rf"(?P<name>[\u4e00-\u9fff·]{{1,14}}?{any_of('site', 'medium')})"
        r"(?=[\s|(\d]|$)(?:\s{0,4}\d{1,7}(?=\s*$))?"
    )


@cache
def _site() -> re.Pattern[str]:
    return re.compile(f"{any_of('site')}$")


def _name_at(simple: str, at: int, end: int) -> tuple[tuple[str, ...], int] | None:
    """The person who stands alone behind a date, in front of a label, and where the name ends."""
    word = _BARE_NAME_RE.match(simple, _end(_GAP_RE.match(simple, at, end), at), end)
    names = parse_names(word[0], strict=True) if word else None
    if not word or not names or page_labels().button.search(word[0]):
        return None
    return names, word.end()


def _read_item(simple: str, at: int, end: int, fields: PageFields) -> tuple[int | None, bool]:
    """The end of the item at `at`, None where there is none, and whether it proves furniture."""
    label = label_at(simple, at, end)
    if label:
        return read_value(label[0], simple, label[1], end, fields=fields), True
    char = simple[at]
    if char in _DATE_FIRST:
        dated = date_at(simple, at, end)
        if dated:
            fields.set("printed", dated[0])
            return dated[1].end, False
    if char in _LINK_FIRST:
        link = MARKDOWN_LINK_RE.match(simple, at, end) or URL_RE.match(simple, at, end)
        if link:
            if link.re is URL_RE or _ORIGINAL_RE.search(link["words"]):
                fields.set("link", link[0] if link.re is URL_RE else link["url"])
            return link.end(), True
    if char in page_labels().button_first:
        pressed = page_labels().button.match(
            simple, _end(_COUNT_RE.match(simple, at, end), at), end
        )
        if pressed:
            stop = _end(_SIZES_RE.match(simple, pressed.end(), end), pressed.end())
            return _end(_TALLY_RE.match(simple, stop, end), stop), True
    credit = credit_at(simple, at, end) if char in _ROLE_FIRST else None
    if credit:
        fields.add_people(credit.names)
        return credit.span.end, True
    if char in _SILENT_FIRST:
        silent = _SILENT_RE.match(simple, at, end)
        if silent:
            return silent.end(), False
    return None, False


def read_value(kind: str, simple: str, at: int, end: int, *, fields: PageFields) -> int | None:
    """Read the value at `at`, behind a label, into `fields`.

    Args:
        kind: Kind of the label.
        simple: Simplified, half-width text.
        at: Where the value begins.
        end: Where its line ends.
        fields: What is filled.

    Returns:
        Its end, or None where it cannot be one of `kind`.
    """
    stop = _value_end(simple, at, end)
    if kind == "owner":
        word = _WORD_RE.match(simple, at, stop)
        fields.set("owner", word[0] if word and _site().search(word[0]) else None)
        return stop
    if kind in {"published", "updated"}:
        return _read_date(kind, simple, at, stop, fields=fields)
    if kind in {"person", "staff"}:
        return _read_people(kind, simple, at, stop, fields=fields)
    if kind == "url":
        return _read_url(simple, at, stop, fields=fields)
    if kind == "title":
        value = simple[at:stop].strip()
        fits = len(value) <= TITLE_MAX_CHARS and "。" not in value
        fields.set("labelled_title", value if fits else None)
        return stop if fits else None
    if kind in _FREE_VALUE_KINDS:
        sizes = _SIZES_RE.match(simple, at, end)
        if sizes:
            return sizes.end()
        # A line that goes on far behind a value is a page in one line: the value is one word.
        word = _WORD_RE.match(simple, _end(_OPEN_RE.match(simple, at, stop), at), stop)
        return stop if stop - at <= FREE_VALUE_MAX_CHARS or not word else word.end()
    return _read_source(kind, simple, at, Span(stop, end), fields=fields)


def _read_url(simple: str, at: int, stop: int, *, fields: PageFields) -> int:
    link = URL_RE.search(simple, at, min(stop, at + 80))
    fields.set("url", link[0] if link else None)
    return max(stop, link.end()) if link else stop


def _value_end(simple: str, at: int, end: int) -> int:
    """Where the value at `at` ends at the latest: at the next label or the line's end."""
    found = find_label(simple, at, min(end, at + VALUE_MAX_CHARS))
    return end if found is None else found


def _read_date(kind: str, simple: str, at: int, stop: int, *, fields: PageFields) -> int | None:
    found = find_date(simple, at, min(stop, at + 12 + len("2023年04月07日")))
    if found is None:
        short = find_roc_date(simple, at, min(stop, at + 16))
        yearless = _YEARLESS_RE.match(simple, at, stop)
        if yearless:
            return yearless.end()
        if short is None:
            return stop if stop - at <= 2 else None
        fields.set(kind, short[0])
        return short[1].end
    again = date_at(simple, found[1].start, stop) or found
    fields.set(kind, again[0])
    return again[1].end


def _read_people(kind: str, simple: str, at: int, stop: int, *, fields: PageFields) -> int | None:
    low = _end(_OPEN_RE.match(simple, at, stop), at)
    dated = find_date(simple, low, stop)
    high = dated[1].start if dated else stop
    if high - low > PEOPLE_MAX_CHARS:
        return None
    value = simple[low:high].strip(" \t()[]【】〔〕|丨/;、,_-")
    while value:
        names = parse_names(value)
        if names:
            if kind == "person":
                fields.add_people(names)
            return low + simple[low:high].index(value) + len(value)
        value = value.rpartition(" ")[0].rstrip()
    # An office that signs for its people (作者:办公室) is furniture with no name in it.
    word = _WORD_RE.match(simple, low, high)
    if word and high - word.end() <= 3 and not _SPOKEN_RE.search(word[0]):
        if kind == "person":
            fields.set("desk", word[0])
        return word.end()
    return low if low >= high else None


def _read_source(kind: str, simple: str, at: int, ends: Span, *, fields: PageFields) -> int | None:
    """Read a publisher's name up to the next label, or an address up to the line's end."""
    stop, end = ends.start, ends.end
    low = _end(_OPEN_RE.match(simple, at, stop), at)
    link = MARKDOWN_LINK_RE.match(simple, max(at, low - 1), stop)
    if link:
        fields.set(kind, link["words"].strip())
        fields.set("link", link["url"])
        return link.end()
    address = URL_RE.match(simple, low, end)
    if address:
        fields.set("link", address[0])
        return address.end()
    account = _ACCOUNT_RE.match(simple, max(at, low - 1), stop)
    if account:
        fields.set(kind, account["name"])
        return account.end()
    work = _WORK_RE.match(simple, low, stop)
    if work:
        fields.set(kind, work[1])
        return work.end()
    word = _WORD_RE.match(simple, low, stop)
    if not word:
        return low
    if len(word[0]) > SOURCE_MAX_CHARS or word[0][-1] in "。!?":
        return None
    dated = find_date(simple, word.start(), word.end())
    name_end = dated[1].start if dated else word.end()
    name_end = _end(_OTHER_NAME_RE.match(simple, name_end, stop), name_end)
    name = simple[word.start() : name_end].strip(" -—")
    fields.set(kind, None if name in page_words("unsourced") else name)
    return _end(_NOTE_RE.match(simple, name_end, stop), name_end)


def _end(match: re.Match[str] | None, default: int) -> int:
    return match.end() if match else default
