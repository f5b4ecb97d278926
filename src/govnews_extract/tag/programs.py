"""Named campaigns, plans, policies and events: “三抓三促”行动, 乡村振兴战略, 第五届酒博会."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govnews_extract.datatypes import Label
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import matches_at, places_of

HEADS = (
    "专项整治行动|专项行动|攻坚行动|提升行动|三年行动|行动计划|行动方案|行动|攻坚计划|培育计划|计划|攻坚战|"
    "阻击战|保卫战|战略|规划|方案|政策|改革|工程|工作法|模式|制度|活动|试点|倡议|专项|比赛|大赛|"
    "运动会|博览会|展览会|洽谈会|交易会|论坛|峰会|文化节|旅游节|艺术节|节|大会|负责制|对话会|推介会"
)
EVENTS = (
    "博览会|洽谈会|交易会|展览会|展销会|购物节|大会|论坛|峰会|运动会|文化节|旅游节|艺术节|美食节|文化周|文学周|"
    "大赛|比赛|邀请赛|锦标赛|联赛|竞赛|公开赛|年会|研讨会|推介会|招商会|人才招聘会|招聘会|广交会|进博会|西博会|兰洽会|"
    "电影节|电视节|百花奖|艺术周|科技周|活动周|世博会|园博会|服贸会|消博会|糖酒会|酒博会|文博会|农博会|茶博会|药博会|节"
)
QUOTED_RE = re.compile(
    rf"[“「‘]([^“”「」‘’\n,。;:!?]{{2,24}})[”」’][^“”「」‘’\n,。;:!?、的是为在和与]{{0,8}}?(?:{HEADS})(?![一-鿿]?[”」])"
)
# Two numbers or more in a short quotation make a slogan: “三抓三促”, “一横六纵”.
SLOGAN_RE = re.compile(
    r"[“「](?=[^”」]{4,8}[”」])(?:[一二两三四五六七八九十百千万双几][^“”「」,。、\n0-9]{1,2}){2,4}[”」]"
)
EVENT_RE = re.compile(
    rf"(?:第[0-9一二三四五六七八九十百]{{1,4}}[届次]|首届)[^“”「」\n,。;:!?、的是为在]{{0,16}}?(?:{EVENTS})(?![一-鿿]?[”」])"
)
FIVE_YEAR_RE = re.compile(
    r"[“「](?:十[一二三四五]五|[一二三四五六七八九]五)[”」][一-鿿]{0,4}?(?:规划|计划)(?!局)"
)
NUMERALS = frozenset("一二两三四五六七八九十百千万双几")

NOT_AFTER_PLAN = ("伙伴", "投资", "合作", "部署", "意义", "新兴", "性")
MIN_PLAN_CHARS = 3
MAX_PLAN_CHARS = 16


def find_programs(scene: Scene, hits: Iterable[tuple[int, int, Head]]) -> list[Draft]:
    """Quoted names with a head behind them, slogans, events by number, and plans by head."""
    text = scene.text
    quotes = places_of("“「", text)
    slogans = [at for at in quotes if text[at + 1 : at + 2] in NUMERALS]
    found = [
        Draft(*match.span(), Label.PROGRAM, rule, weight)
        for places, pattern, rule, weight in (
            (sorted(quotes + places_of("‘", text)), QUOTED_RE, "program.quoted", 6),
            (slogans, SLOGAN_RE, "program.slogan", 4),
            (places_of("第首", text), EVENT_RE, "program.event", 5),
        )
        for match in matches_at(places, pattern, text)
        if match.start() not in scene.date_starts and match.start() + 1 not in scene.date_starts
    ]
    for match in matches_at(slogans, FIVE_YEAR_RE, text):
        anchor = scene.anchor_before(match.start())
        start = match.start() if anchor is None else anchor
        found.append(Draft(start, match.end(), Label.PROGRAM, "program.five_year", 9))
    for start, end, _ in hits:
        if text.startswith(NOT_AFTER_PLAN, end):
            continue
        reach = scene.run_left(start, MAX_PLAN_CHARS)
        if reach and start - reach[-1] >= MIN_PLAN_CHARS:
            found.append(Draft(reach[-1], end, Label.PROGRAM, "program.plan", 3))
    return found
