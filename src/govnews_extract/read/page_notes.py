"""Lines of a page that speak to its reader: notes on reprinting, notices, marks of a paper's site."""

from __future__ import annotations

import re

NOTE_MAX_CHARS = 300
NOTICE_MAX_CHARS = 40
MAX_SEAMS = 12

# A note on rights speaks of a text's use and of who publishes or claims it: one of each.
_USE_RE = re.compile(
    "转载|转发|版权|侵权|著作权|知识产权|免责|侵犯|投稿|摘编|引用|镜像|来稿|原创文章"
)
_PARTY_RE = re.compile(
    "本站|本网|本文|本平台|本公众号|本号|该文|此文|原作者|作者所有|请注明|须注明|注明出处|注明来源|请附|请保留|请联系|联系我们"
    "|与我们联系|及时删除|予以删除|联系删除|仅供参考|不代表|书面授权|协议授权|律师|违者|未经授权|追究责任"
)
_NOTICE_RE = re.compile(
    r"[\s】【\[\]|*>●•]{0,8}(?:手机(?:看|版|阅读|浏览|扫)|扫一扫|扫码(?:关注|分享|阅读|下载|查看|观看|听|看)|扫描(?:二维码|本文|左侧|右侧|下方)|长按|微信扫"
    r"|点击(?:右上角|上方|下方|蓝字|关注|收听|进入专题)|请使用浏览器|请用(?:微信|手机|浏览器)|请输入|正在阅读|立即打开"
    r"|打开\S{0,8}(?:APP|客户端)|下载\S{0,10}(?:APP|客户端)|关注\S{0,12}(?:公众号|微信|微博|我们)|欢迎(?:您|访问|光临|来到|关注)"
    r"|您好,\s?欢迎|今天是|通版阅读|内容如有不妥|转载请注明|详情请访问|本文来自|Produced By|Powered By|Top\s*$)"
)
# How to reach who runs the site; a line of it holds several.
_CONTACT_RE = re.compile(
    r"(?:热线|电话|地址|邮编|邮箱|传真|[Ee]-?mail|QQ)\s?:|@[a-z0-9]{2,12}\.|\d{3,4}-\d{7,8}"
)
# Links to the parts of a site, in one line between bars.
_BAR_RE = re.compile(r"[^|:\n]{1,14}(?:\s?\|\s?[^|:\n。]{1,14}){3,20}\|?\s{0,8}\Z")
_ORNAMENT_RE = re.compile(r"[\s|…·•.*=_\-—/?]*(?:…{2,}[^…。]{0,12}…{2,})?[\s|…·•.*=_\-—/?]*\Z")
# What Founder's system leaves of an article's properties at the end of a page of a paper.
_PROPERTIES_RE = re.compile(r"enpproperty|<!--|-->")
_MARKED_RE = re.compile(rf"enpproperty|<!--|-->|\d\s?版|{_CONTACT_RE.pattern}")
_SENTENCE_RE = re.compile(r"[。!?(【〔]")
# Page of a newspaper: 第08版:天下.
_PAGE_RE = re.compile(
    r"\s{0,8}第?\s?[0-9A-Z一二三四五六七八九十]{1,4}\s?版\s?:?\s?[\u4e00-\u9fff·/]{0,8}\s{0,8}"
)
_NUMBER_RE = re.compile(
    r"[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵黔云滇陕秦甘陇青蒙桂宁新藏港澳](?:新网?备|网文)|公网安备|ICP[备证]"
    r"|许可证(?:编?号)?\s?:|统一刊号|邮发代号|连续出版物号|CN\d\d-\d{4}"
)
_AMOUNT_RE = re.compile(r"\d\s?(?:[万亿元吨%℃]|公里|千瓦|平方|立方|公顷|亩|人次)")


# Where a note may begin behind what a paragraph says.
_SEAM_RE = re.compile(r"(?<=[。!?])[”’」)]?\s{0,4}|(?=[(【〔*])|(?<=[)】〕])|\s{2,8}")


def note_start(words: str) -> int:
    """Where the notes begin that end a line; its length where none do, 0 where it is nothing else.

    Example:
        >>> note_start("火灾没有造成伤亡。(本文版权为某网所有 未经允许严禁转载)")
        9
        >>> note_start("本文版权归原作者所有,如需转载请与我们联系。")
        0
    """
    end = len(words.rstrip())
    if not _USE_RE.search(words) and not _NUMBER_RE.search(words) and not _MARKED_RE.search(words):
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
    if len(words) > NOTE_MAX_CHARS or _AMOUNT_RE.search(words):
        return False
    if "。" not in words and len(_CONTACT_RE.findall(words)) > 1:
        return True
    if _PAGE_RE.fullmatch(words) or _PROPERTIES_RE.search(words) or _NUMBER_RE.search(words):
        return True
    return _USE_RE.search(words) is not None and _PARTY_RE.search(words) is not None


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
    if _BAR_RE.fullmatch(words.strip()):
        return not _AMOUNT_RE.search(words)
    return len(words.strip()) <= NOTICE_MAX_CHARS and _NOTICE_RE.match(words) is not None
