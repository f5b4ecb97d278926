"""Lines of a page that speak to its reader: notes on reprinting, notices, marks of a paper's site."""

from __future__ import annotations

import re
from functools import cache

from govnews_extract.read.page_words import any_of

NOTE_MAX_CHARS = 300
NOTICE_MAX_CHARS = 40
MAX_SEAMS = 12

# Links to the parts of a site, in one line between bars.
_BAR_RE = re.compile(r"[^|:\n]{1,14}(?:\s?\|\s?[^|:\n。]{1,14}){3,20}\|?\s{0,8}\Z")
_ORNAMENT_RE = re.compile(r"[\s|…·•.*=_\-—/?]*(?:…{2,}[^…。]{0,12}…{2,})?[\s|…·•.*=_\-—/?]*\Z")
# What Founder's system leaves of an article's properties at the end of a page of a paper.
_PROPERTIES_RE = re.compile(r"enpproperty|<!--|-->")
_SENTENCE_RE = re.compile(r"[。!?(【〔]")
# Page of a newspaper: 第08版:天下.
_PAGE_RE = re.compile(
    r"\s{0,8}第?\s?[0-9A-Z一二三四五六七八九十]{1,4}\s?版\s?:?\s?[\u4e00-\u9fff·/]{0,8}\s{0,8}"
)
AMOUNT_RE = re.compile(r"\d\s?(?:[万亿元吨%℃]|公里|千瓦|平方|立方|公顷|亩|人次)")


# Where a note may begin behind what a paragraph says.
_SEAM_RE = re.compile(r"(?<=[。!?])[”’」)]?\s{0,4}|(?=[(【〔*])|(?<=[)】〕])|\s{2,8}")


@cache
def _contact() -> re.Pattern[str]:
    """How to reach who runs the site; a line of it holds several."""
    return re.compile(rf"{any_of('contact')}\s?:|@[a-z0-9]{{2,12}}\.|\d{{3,4}}-\d{{7,8}}")


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(rf"{_PROPERTIES_RE.pattern}|\d\s?版|{_contact().pattern}")


@cache
def _number() -> re.Pattern[str]:
    """A licence of a site, which begins by its province, or of a paper."""
    provinces = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵黔云滇陕秦甘陇青蒙桂宁新藏港澳"
    return re.compile(
        rf"[{provinces}](?:新网?备|网文)|{any_of('licence')}|许可证\s?:|CN\d\d-\d{{4}}"
    )


@cache
def legal() -> re.Pattern[str]:
    """What shows a line without sentences to be a legal one: rights, licences, complaints."""
    return re.compile(
        rf"{any_of('legal', 'licence')}|未经.{{0,12}}(?:授权|许可).{{0,12}}(?:转载|使用)"
    )


@cache
def _rights() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A note on rights speaks of a text's use, and of who publishes or claims it: one of each."""
    return re.compile(any_of("use")), re.compile(any_of("party"))


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(
        rf"[\s】【\[\]|*>●•]{{0,8}}(?:{any_of('notice')}"
        r"|打开\S{0,8}(?:APP|客户端)|下载\S{0,10}(?:APP|客户端)"
        r"|关注\S{0,12}(?:公众号|微信|微博|我们)|您好,\s?欢迎|Top\s*$)"
    )


def note_start(words: str) -> int:
    """Where the notes begin that end a line; its length where none do, 0 where it is nothing else.

    Example:
        >>> note_start("火灾没有造成伤亡。(本文版权为某网所有 未经允许严禁转载)")
        9
        >>> note_start("本文版权归原作者所有,如需转载请与我们联系。")
        0
    """
    end = len(words.rstrip())
    use, _ = _rights()
    if not use.search(words) and not _number().search(words) and not _marked().search(words):
        return len(words)
    if end <= NOTE_MAX_CHARS and not _SENTENCE_RE.search(words[: end - 1]):
        return 0 if is_note(words) else len(words)
    start = len(words)
    seams = [m.end() for m in _SEAM_RE.finditer(words)]
    for seam in (*seams[: -MAX_SEAMS - 1 : -1], 0):
        if seam >= start or not words[seam:start].strip():
            continue
        if not is_note(words[seam:start]):
            break
        start = seam
    return start


def is_note(words: str) -> bool:
    """Whether a line, sentences or not, is a note on the rights in the page or its licence numbers.

    Example:
        >>> is_note("本文版权归原作者所有,如需转载请与我们联系。")
        True
        >>> is_note("全市查处侵权案件12件,版权登记量增长8%。")
        False
    """
    if len(words) > NOTE_MAX_CHARS or AMOUNT_RE.search(words):
        return False
    if "。" not in words and len(_contact().findall(words)) > 1:
        return True
    if _PAGE_RE.fullmatch(words) or _PROPERTIES_RE.search(words) or _number().search(words):
        return True
    return all(pattern.search(words) for pattern in _rights())


def is_notice(words: str) -> bool:
    """Whether a short line tells the reader what to press, scan or open, or is only ornament.

    Example:
        >>> is_notice("扫描二维码访问移动版"), is_notice("扫码支付覆盖全县")
        (True, False)
    """
    if len(words) > NOTE_MAX_CHARS:
        return False
    if _ORNAMENT_RE.match(words):
        return True
    if is_bar(words):
        return True
    return len(words.strip()) <= NOTICE_MAX_CHARS and _notice().match(words) is not None


def is_bar(words: str) -> bool:
    """Whether a line is a row of links to the parts of a site, with bars between them.

    Example:
        >>> is_bar("首页 | 新闻 | 政务 | 便民服务"), is_bar("指标 | 30万吨 | 45万吨 | 增长")
        (True, False)
    """
    return _BAR_RE.fullmatch(words.strip()) is not None and not AMOUNT_RE.search(words)
