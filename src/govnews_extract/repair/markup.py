"""HTML left in a text that was saved as plain text: tags and entities.

Seen as `<p>`, `<br>`, `<strong>` in Markdown exports and as `&nbsp;` at the ends of lines. Tags of
blocks become one line break where text stands on both sides of them in one line; all others go.
Markdown stays, as do `<` and `&` that begin no tag or entity of HTML.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from govnews_extract.repair.changes import Change

KIND = "markup"
TAG_RULE = "markup.tag"
ENTITY_RULE = "markup.entity"

_BLOCKS = r"p|br|div|h[1-6]|li|ul|ol|tr|table|tbody|section|article|blockquote|hr|center"
_INLINES = r"strong|b|i|em|u|span|font|a|img|sup|sub|td|th|small|o:p|wbr"
_TAG = rf"</?(?:{_BLOCKS}|{_INLINES})(?:\s[^<>\n]{{0,400}})?/?>"
TAGS_RE = re.compile(rf"(?:{_TAG})(?:[ \t\u3000]{{0,8}}{_TAG}){{0,40}}", re.IGNORECASE)
_BLOCK_RE = re.compile(rf"</?(?:{_BLOCKS})[\s/>]", re.IGNORECASE)
ENTITY_RE = re.compile(r"&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}[1-4]?);")


def find_markup(text: str) -> tuple[Change, ...]:
    r"""Tags and entities of `text` as changes, sorted.

    Example:
        >>> [(c.start, c.end, c.after) for c in find_markup("<p>投产<br/>见效&ldquo;</p>")]
        [(0, 3, ''), (5, 10, '\n'), (12, 19, '“'), (19, 23, '')]
    """
    changes = [_without_tags(text, m) for m in TAGS_RE.finditer(text)] if "<" in text else []
    if "&" in text:
        changes += [change for m in ENTITY_RE.finditer(text) if (change := _decoded(text, m))]
    return tuple(sorted(changes, key=lambda change: change.start))


def _without_tags(text: str, tags: re.Match[str]) -> Change:
    inside_line = _has_text_before(text, tags.start()) and _has_text_after(text, tags.end())
    after = "\n" if inside_line and _BLOCK_RE.search(tags.group()) else ""
    return Change(start=tags.start(), end=tags.end(), after=after, rule_id=TAG_RULE)


def _has_text_before(text: str, at: int) -> bool:
    return text[max(at - 1, 0) : at].strip("\n") != ""


def _has_text_after(text: str, at: int) -> bool:
    return text[at : at + 1].strip("\n") != ""


def _decoded(text: str, entity: re.Match[str]) -> Change | None:
    name = entity.group()
    if name[1] != "#" and name[1:] not in html5:
        return None
    after = html.unescape(name)
    if after == name or after in "<>&\0":
        return None
    if after == "\xa0":
        edge = not _has_text_before(text, entity.start()) or not _has_text_after(text, entity.end())
        after = "" if edge else " "
    return Change(start=entity.start(), end=entity.end(), after=after, rule_id=ENTITY_RULE)
