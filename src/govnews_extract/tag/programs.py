"""Named campaigns, plans, policies and events: “三抓三促”行动, 乡村振兴战略."""

from __future__ import annotations

import re

from govnews_extract.datatypes import Label
from govnews_extract.tag.scene import Draft, Scene

HEADS = (
    "专项整治行动|专项行动|攻坚行动|提升行动|三年行动|行动计划|行动方案|行动|攻坚计划|培育计划|计划|攻坚战|"
    "阻击战|保卫战|战略|规划|方案|政策|改革|工程|工作法|模式|制度|活动|机制|试点|倡议|专项|比赛|大赛|"
    "运动会|博览会|展览会|洽谈会|交易会|论坛|峰会|文化节|旅游节|艺术节|节|大会"
)
QUOTED_RE = re.compile(rf"[“「‘]([^“”「」‘’\n,。;:!?]{{2,24}})[”」’](?:{HEADS})")
# A number in a quotation is what slogans are made of: “三抓三促”, “五位一体”, “122攻坚”.
SLOGAN_RE = re.compile(r"[“「]((?=[^”」]*[一二两三四五六七八九十百千万双0-9])[一-鿿0-9+、·]{3,12})[”」]")
PLAIN_RE = re.compile(
    r"(?:乡村振兴战略|西部大开发战略|西部大开发|中部崛起战略|一带一路|供给侧结构性改革|放管服改革|"
    r"脱贫攻坚战|精准扶贫|家电下乡|汽车下乡|以旧换新|退耕还林工程|退牧还草工程|三北防护林工程|金太阳工程|"
    r"国家火炬计划|火炬计划|星火计划|科教兴国战略|创新驱动发展战略|健康中国行动|中国制造2025|东数西算工程|"
    r"主题教育|西气东输二线工程|高质量发展行动)"
)
FIVE_YEAR_RE = re.compile(r"[“「](?:十[一二三四五]五|[一二三四五六七八九]五)[”」](?:规划|计划)")


def find_programs(scene: Scene) -> list[Draft]:
    """Quoted names with a head behind them, slogans of numbers, and a few names known whole."""
    text = scene.text
    found = [
        Draft(*match.span(), Label.PROGRAM, "program.quoted", 6)
        for match in QUOTED_RE.finditer(text)
        if match.start() not in scene.date_starts
    ]
    found += [
        Draft(*match.span(), Label.PROGRAM, "program.slogan", 4)
        for match in SLOGAN_RE.finditer(text)
        if match.start() not in scene.date_starts and match.start() + 1 not in scene.date_starts
    ]
    found += [
        Draft(*match.span(), Label.PROGRAM, "program.known", 5) for match in PLAIN_RE.finditer(text)
    ]
    for match in FIVE_YEAR_RE.finditer(text):
        anchor = scene.anchor_before(match.start())
        start = match.start() if anchor is None else anchor
        found.append(Draft(start, match.end(), Label.PROGRAM, "program.five_year", 7))
    return found
