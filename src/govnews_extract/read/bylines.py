"""Names of reporters and editors: byline lines, brackets that close an article, agency leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnews_extract.datatypes import Span
from govnews_extract.lexicon import load_table
from govnews_extract.read.page_words import any_of, page_words

_CJK = r"[\u4e00-\u9fff]"
_SPLIT_RE = re.compile(r"[、,/;&|+]|\s+")
_SPACED_RE = re.compile(rf"(?<!{_CJK})({_CJK})\s{{1,2}}({_CJK})(?!{_CJK})")
_MARK_RE = re.compile(r"^[□■◎●○◆▲★*※◇△▍\s:|/]+|[\s:|/]+$")
# 文 and 图 end names too (王学文): they are verbs alone, or behind what is a name without them.
_WROTE = frozenset("文图")
_TOKEN_RE = re.compile(rf"{_CJK}{{2,4}}|{_CJK}{{2,7}}[·•]{_CJK}{{2,9}}")
_PROSE_RE = re.compile(r"[。!?;%“”《》\d]")
_BRACKET_RE = re.compile(r"[(〔【\[]([^()〔〕【】\[\]\n]{2,90})[)〕】\]]")
_END_BRACKET_RE = re.compile(r"[(〔【]([^()〔〕【】\n]{2,90})[)〕】][\s。|*]*\Z")
# An office and who writes for it (县农业局王小明, 统计局工业处:李强), in the bracket that closes an article.
_OFFICE_RE = re.compile(
    rf"{_CJK}{{2,16}}?[局委办处科室心社台站院会府部队校司团协联][: ]?"
    rf"(?P<names>{_CJK}{{2,3}}(?:[、 ]{_CJK}{{2,3}}){{0,3}})"
)

# 文/张三 图/李四
_SLASHED_RE = re.compile(r"(?:文字|撰文|图片|摄影|视频|制图|文|图|摄)\s?[/|]\s?(?=[\u4e00-\u9fff])")
_SENTENCE_ENDS = frozenset("。!?…”」』)")
_HAN_RE = re.compile(rf"{_CJK}+")

BYLINE_MAX_CHARS = 80
RUN_TOGETHER_MAX_CHARS = 18
LONG_NAME_CHARS = 6
LEAD_MAX_CHARS = 120
LEAD_HEAD_CHARS = 50

_LEAD_RE = re.compile(
    # 据某社…电 is how a paper takes over a despatch; 据某网消息 is prose.
    r"[\s?\ufffd]{0,8}[【\[(]?\s?(?:据(?=[\u4e00-\u9fff\d、 ]{2,30}电\s?[(:,]))?"
    r"(?:本[报网台刊社站]|(?P<agency>(?!据)[\u4e00-\u9fff]{1,10}?"
    r"(?:新闻网|新闻社|广播网|[社网报台]|广播(?![网电])|新闻(?![网社])|客户端|频道|在线|融媒|之声)))"
    r"\s?[\u4e00-\u9fff、·]{0,12}?\s?(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日)?\s?[\u4e00-\u9fff]{0,8}?"
    r"(?:讯|电|消息|报道(?=\s?[(:【]|\s{2}))"
    r"\s?[】\])]?(?=[\s:(,【]|据|记者|\d{1,2}月)\s{0,4}"
    r"(?P<bracket>\([^()\n]{2,80}\)|【[^【】\n]{2,80}】)?\s{0,4}:?"
)

# Who reports, without brackets: 某某日报记者 张三、通讯员 李四报道:
_REPORTED_RE = re.compile(r"\s?(?P<who>[\u4e00-\u9fff、 ]{4,50}?)(?:摄影)?报[道导]\s?:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """What is made of the table of words.

    Attributes:
        role: A role, with its rank.
        titled: A role with the body in front of it: 张掖市融媒体中心记者.
        marked: A role behind a sign, which opens a byline and nothing else.
        done: What someone did, at the end of a part.
        named_first: Names that what they did follows: 张三 李四 文/图, 张三 摄.
        body: The end of a body's name.
        signed: How papers of Taiwan and Hong Kong sign: 【记者张三台北报导】, (中央社记者张三台北4日电),
            记者张三/综合报导.
        credit: A role with names behind it and no colon, as items of a page stand beside a date.
    """

    role: re.Pattern[str]
    titled: re.Pattern[str]
    marked: re.Pattern[str]
    done: re.Pattern[str]
    named_first: re.Pattern[str]
    body: re.Pattern[str]
    signed: re.Pattern[str]
    credit: re.Pattern[str]


@cache
def _patterns() -> Patterns:
    role = rf"{any_of('rank')}{{0,3}}{any_of('reporter')}"
    return Patterns(
        role=re.compile(role),
        titled=re.compile(rf"(?:(?<!{_CJK})(?:{_CJK}{{1,8}}·)?{_CJK}{{0,18}}?)?{role}[ :]{{0,3}}"),
        marked=re.compile(rf"[□■◎●○◆▲★※◇△▍]\s?{role}"),
        done=re.compile(rf"{any_of('credit')}$"),
        named_first=re.compile(
            rf"(?P<names>{_CJK}[\u4e00-\u9fff\s、,]{{1,24}}?)\s{{0,4}}[(/]?\s?"
            rf"(?:(?<=[\s、,(/])(?:{any_of('credit')}|图片|[文图])|文/图|图/文|文并摄|摄影报道|摄)\s?\)?"
        ),
        body=re.compile(rf"{any_of('body')}$"),
        signed=re.compile(
            r"\s{0,8}[【\[(〔]?\s?(?:(?P<agency>[\u4e00-\u9fff]{1,8}?(?:[社报网台]|传媒|新闻))[/|]?)?"
            r"(?:特派员|特约)?记者\s?(?P<names>[\u4e00-\u9fff、]{2,14}?)\s?"
            rf"(?:[/|]\s?[\u4e00-\u9fff]{{2,8}}?|{any_of('dateline')}[\u4e00-\u9fff]{{0,2}}?)?\s?"
            r"(?:\d{1,2}日)?\s?(?:电|报导|报道|特稿|专访|专电)"
            r"(?:[】\])〕]|(?![\u4e00-\u9fff】\])〕]))[:,]?"
        ),
        credit=re.compile(
            rf"{role}\s{{0,3}}(?P<names>{_CJK}{{2,4}}(?:[、\s]{{1,3}}{_CJK}{{2,3}}){{0,4}})"
            rf"(?:\s?[/|]\s?{_CJK}{{2,8}}?报[导道])?(?=[\s|/()\[\]【】]|$)"
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """People that a stretch of furniture names, the agency of a lead, and the stretch."""

    span: Span
    names: tuple[str, ...] = ()
    agency: str | None = None


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Family names of one character, and of two.

    Rare ones, and first characters of Tibetan and Uygur names in Chinese, which the table of
    surnames leaves out, are safe in a byline.
    """
    names = [row[1] for row in load_table("surnames").rows]
    single = frozenset(name for name in names if len(name) == 1) | page_words("surname")
    return single, frozenset(name for name in names if len(name) == 2)


def parse_names(simple: str, *, strict: bool = False) -> tuple[str, ...] | None:
    """The people in a text that holds nothing else, such as `记者张三 通讯员李四 摄`.

    Args:
        simple: Simplified, half-width text.
        strict: Each name must begin with a known family name; for text that no label or role
            word announces.

    Returns:
        The names in order, each once; None where the text is not only names.

    Example:
        >>> parse_names("张掖市融媒体中心记者王晶晶 通讯员李 强 摄")
        ('王晶晶', '李强')
        >>> parse_names("新华社") is None
        True
    """
    patterns = _patterns()
    text = _SPACED_RE.sub(r"\1\2", patterns.titled.sub("、", _MARK_RE.sub("", simple)))
    names: list[str] = []
    for part in _SPLIT_RE.split(text):
        token = _MARK_RE.sub("", patterns.done.sub("", _MARK_RE.sub("", part)))
        if len(token) == 4 and token[-1] in _WROTE and _has_surname(token[:-1]):
            token = token[:-1]
        if not token or token in _WROTE or token in page_words("nobody"):
            continue
        found = _split_names(token, strict=strict)
        if found:
            names += found
        elif strict or not patterns.body.search(token):
            return None
    return tuple(dict.fromkeys(names)) or None


def _split_names(token: str, *, strict: bool) -> list[str] | None:
    """`token` as one name, or as names run together (`张三李四强`)."""
    if _TOKEN_RE.fullmatch(token):
        single, double = _surnames()
        if len(token) == 4 and {token[0], token[2]} <= single and token[:2] not in double:
            return [token[:2], token[2:]]
        if _has_surname(token) or "·" in token or "•" in token:
            return [token]
        return None if strict or _patterns().body.search(token) else [token]
    if len(token) > RUN_TOGETHER_MAX_CHARS or not _HAN_RE.fullmatch(token):
        return None
    return _cut_names(token)


def _cut_names(run: str) -> list[str] | None:
    """`run` cut into names of two or three characters; None where it cannot be.

    Of several cuts the one with the fewest rare family names is taken, then the one with the
    fewest names. Each start is tried once, so the cost is linear in the length of `run`.
    """
    further = page_words("surname")
    ways: dict[int, tuple[int, int, list[str]]] = {len(run): (0, 0, [])}
    for at in range(len(run) - 2, -1, -1):
        found = []
        for size in (3, 2):
            rest = ways.get(at + size)
            name = run[at : at + size]
            if rest is not None and _has_surname(name):
                found.append((rest[0] + (name[0] in further), rest[1] + 1, [name, *rest[2]]))
        if found:
            ways[at] = min(found, key=lambda way: way[:2])
    rare, _, names = ways.get(0, (0, 0, None))
    # 巴依斯古楞 is one name, not 巴依斯 and 古楞.
    return [run] if rare and len(run) <= LONG_NAME_CHARS else names


def _has_surname(name: str) -> bool:
    single, double = _surnames()
    return name[:2] in double or (name[0] in single and len(name) <= 3)


def credit_at(simple: str, at: int, end: int) -> Credit | None:
    """The role and names that begin exactly at `at` (`记者 张三 李四`), or None.

    Example:
        >>> credit_at("记者 王小明 2011-05-12", 0, 17).names, credit_at("记者 了解到", 0, 6)
        (('王小明',), None)
    """
    match = _patterns().credit.match(simple, at, end)
    names = parse_names(match["names"], strict=True) if match else None
    return Credit(span=Span(*match.span()), names=names) if match and names else None


def find_byline(line: str) -> tuple[str, ...] | None:
    """The people of a line that is nothing but a byline (`张三 本报记者 李四`), or None.

    Example:
        >>> find_byline("□ 本报记者 王小明 通讯员 李强")
        ('王小明', '李强')
        >>> find_byline("记者了解到") is None
        True
    """
    if len(line) > BYLINE_MAX_CHARS or _PROSE_RE.search(line):
        return None
    bare = line.strip().strip("()〔〕【】[]*#_ ")
    if _SLASHED_RE.match(bare):
        return parse_names(_SLASHED_RE.sub("、", bare), strict=True)
    if _patterns().role.search(line):
        return parse_names(bare, strict=not _patterns().marked.match(bare))
    done = _patterns().named_first.fullmatch(bare)
    return parse_names(done["names"], strict=True) if done else None


def find_signature(simple: str, start: int, end: int) -> Credit | None:
    """The people named behind the last sentence of a paragraph, without brackets, or None.

    Example:
        >>> find_signature("项目已封顶。 本报记者 王小明 摄", 0, 18).names
        ('王小明',)
        >>> find_signature("项目已封顶。图为工地。", 0, 11) is None
        True
    """
    low = max(start, end - BYLINE_MAX_CHARS)
    last = max(simple.rfind(mark, low, end) for mark in "。!?”)")
    names = find_byline(simple[last + 1 : end].rstrip("|* ")) if last >= low else None
    return Credit(span=Span(last + 1, end), names=names) if names else None


def find_closing(simple: str, start: int, end: int) -> Credit | None:
    """The bracket with reporters that ends `simple[start:end]`: `(…记者王晶晶)`, or None.

    Names alone in brackets count when all begin with a known family name and a sentence has
    ended before them: `(单位)` within one is no person.
    """
    low = max(start, end - 100)
    if simple[low:end].rstrip(" \t\r。\xa0|*")[-1:] not in {")", "】", "〕"}:
        return None
    match = _END_BRACKET_RE.search(simple[low:end])
    if not match:
        return None
    before = simple[max(start, low + match.start() - 3) : low + match.start()].rstrip()
    if before and before[-1] not in _SENTENCE_ENDS and not _patterns().role.search(match[1]):
        return None
    return _bracket_credit(match, low)


def find_lead(simple: str, start: int, end: int) -> Credit | None:
    """The agency lead or the reporters' bracket that opens a paragraph, or None.

    Example:
        >>> find_lead("新华社兰州4月7日电(记者 张三、李四)甘肃省", 0, 30).names
        ('张三', '李四')
    """
    end = min(end, start + LEAD_MAX_CHARS)
    opening = simple[start : start + LEAD_HEAD_CHARS]
    signed = _patterns().signed.match(simple, start, end) if "记者" in opening else None
    if signed:
        names = parse_names(signed["names"], strict=True)
        if names:
            return Credit(span=Span(*signed.span()), names=names, agency=signed["agency"])
    despatch = any(word in opening for word in ("讯", "电", "消息", "报道"))
    lead = _LEAD_RE.match(simple, start, end) if despatch else None
    if lead:
        found = lead["bracket"]
        told = None if found else _REPORTED_RE.match(simple, lead.end(), end)
        if told and _patterns().role.search(told["who"]) and (who := parse_names(told["who"])):
            return Credit(span=Span(lead.start(), told.end()), names=who, agency=lead["agency"])
        names = (
            parse_names(found[1:-1], strict=not _patterns().role.search(found)) if found else None
        )
        return Credit(span=Span(*lead.span()), names=names or (), agency=lead["agency"])
    if simple.find("记者", start, end) < 0 and simple.find("通讯员", start, end) < 0:
        return None
    match = _BRACKET_RE.search(simple, start, end)
    credit = _bracket_credit(match, 0) if match and _patterns().role.search(match[1]) else None
    return credit if credit and credit.names else None


def _bracket_credit(match: re.Match[str], shift: int) -> Credit | None:
    inner = match[1]
    span = Span(match.start() + shift, match.end() + shift)
    if not _patterns().role.search(inner):
        names = None if _PROSE_RE.search(inner) else parse_names(inner, strict=True)
        office = None if names else _OFFICE_RE.fullmatch(inner)
        names = parse_names(office["names"], strict=True) if office else names
        return Credit(span=span, names=names) if names else None
    names = parse_names(inner)
    return Credit(span=span, names=names) if names else None
