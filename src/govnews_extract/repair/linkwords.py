"""Words of a site's own links spliced into the text: `南京[图库]市` was 南京市.

Seen in articles of portals that linked names to their picture pages. Only a bracket with one of
the portals' own words goes; a bracket with anything else is the author's.
"""

from __future__ import annotations

import re

from govnews_extract.repair.changes import Change

KIND = "link_word"
RULE = "link_word.bracket"
SIGNS = frozenset("[【［")

LINK_WORDS = ("图库", "圖庫", "图片", "组图", "資料", "资料", "简介", "微博", "博客", "论坛", "股吧",
              "行情", "视频", "专题", "專題", "地图", "地圖", "百科", "相册", "评论", "评级", "报价",
              "招聘信息", "搜索", "最新消息")  # fmt: skip
_LINK_RE = re.compile(rf"(?<=[\u3400-\u9fff])[\[【［](?:{'|'.join(LINK_WORDS)})[\]】］]")


def find_link_words(text: str) -> tuple[Change, ...]:
    """Spliced link words of `text` as deletions, sorted.

    Example:
        >>> [(c.start, c.end) for c in find_link_words("南京[图库]市江宁区")]
        [(2, 6)]
    """
    return tuple(
        Change(start=m.start(), end=m.end(), after="", rule_id=RULE)
        for m in _LINK_RE.finditer(text)
    )
