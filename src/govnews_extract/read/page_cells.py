"""Labels and values in cells: the tables that head documents under the rules of disclosure.

`索引号 | 0152 | 发布机构 | 某县水务局 |` has its cells between bars; where the table was lost, blanks
stretch the labels (`发 布 机 构 某县水务局 发 文 日 期 2019-11-29`).
"""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.datatypes import Span
from govnews_extract.read.page_items import PageFields, read_value
from govnews_extract.read.page_labels import kind_of, page_labels

CELLS_MAX_CHARS = 400
# A cell in a label's place of more characters is none.
LABEL_CHARS = 8
_CELL_RE = re.compile(r"[^|\n]{1,200}")
_STRETCHED_RE = re.compile(
    r"\s{0,8}[•●◆*]?\s{0,4}[\u4e00-\u9fff](?:\s{1,12}[\u4e00-\u9fff]){1,5}\s"
)
# Labels of such a table that are too common to be labels in front of a colon.
_CELL_KINDS = {"名称": "title", "分类": "other", "标题": "title", "来源": "source"}


def read_cells(simple: str, line: Span, fields: PageFields) -> bool:
    """Read a line that is a row of such a table into `fields`; whether it is one.

    Example:
        >>> fields = PageFields()
        >>> row = "索引号 | 0152-1 | 发布机构 | 白沙县水务局 |"
        >>> read_cells(row, Span(0, len(row)), fields), fields.values
        (True, {'publisher': '白沙县水务局'})
    """
    if not 4 < len(line) <= CELLS_MAX_CHARS:
        return False
    if simple.count("|", line.start, line.end) >= 2:
        return _read_cells(simple, _cells(simple, line), fields)
    if _STRETCHED_RE.match(simple, line.start, line.end):
        return _read_stretched(simple, line, fields)
    return False


def _cells(simple: str, line: Span) -> list[Span]:
    return [Span(*found.span()) for found in _CELL_RE.finditer(simple, line.start, line.end)]


def _read_cells(simple: str, cells: list[Span], fields: PageFields) -> bool:
    """Read cells, each a label, the value behind one, or empty."""
    pending: str | None = None
    labels = 0
    found = PageFields()
    for cell in cells:
        word = re.sub(r"[\s:]", "", cell.of(simple))
        kind = _kind(word)
        if kind is not None:
            pending, labels = kind, labels + 1
        elif word:
            if pending is not None:
                _set(pending, simple, cell, found)
                pending = None
            elif len(word) <= LABEL_CHARS and not word.isnumeric():
                pending = "other"
            else:
                return False
    if not labels:
        return False
    fields.take(found)
    fields.add_people(tuple(found.people))
    return True


def _read_stretched(simple: str, line: Span, fields: PageFields) -> bool:
    labels = [*_stretched().finditer(simple, line.start, line.end)]
    if not labels or simple[line.start : labels[0].start()].strip(" •●◆*"):
        return False
    ends = [label.start() for label in labels[1:]] + [line.end]
    for label, end in zip(labels, ends, strict=True):
        kind = _kind(re.sub(r"[\s:]", "", label[0]))
        if kind is not None:
            _set(kind, simple, Span(label.end(), end), fields)
    return True


def _kind(word: str) -> str | None:
    return _CELL_KINDS.get(word) or kind_of(word)


def _set(kind: str, simple: str, cell: Span, fields: PageFields) -> None:
    words = cell.of(simple)
    start = cell.start + len(words) - len(words.lstrip())
    if start < cell.end:
        read_value(kind, simple, start, cell.start + len(words.rstrip()), fields=fields)


@cache
def _stretched() -> re.Pattern[str]:
    """Labels of more than one character with blanks inside, or a colon behind."""
    kinds = page_labels().kinds
    words = sorted({w for w in (*kinds, *_CELL_KINDS) if w.isalnum()}, key=len, reverse=True)
    spread = "|".join(r"\s{0,12}".join(word) for word in words if len(word) > 1)
    return re.compile(rf"(?<![^\s•●◆*])(?:{spread})(?:\s{{1,4}}|\s?:|$)")
