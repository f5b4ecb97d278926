"""Named campaigns, plans, policies and events: “三抓三促”行动, 乡村振兴战略, 第五届酒博会."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from govnews_extract.mentions import PROGRAM, PROJECT
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import (
    matches_at,
    places_of,
    program_heads,
    program_words,
    word_classes,
)

# 推进“五水共治”: what is carried out and has a name of its own. “两个突破” is only counted.
CARRIED_RE = re.compile(
    r"[“「](?![^”」]{0,3}个)[^“”「」、,。;:!?0-9\n]{3,9}[^“”「」、,。;:!?0-9\n济牌][”」](?!品牌|[等,、]?(?:而非|等|项目|工程|企业|模式))"
)
# Two numbers or more in a short quotation make a slogan: “三抓三促”, “一横六纵”.
SLOGAN_RE = re.compile(
    r"[“「](?=[^”」]{4,8}[”」])(?:[一二两三四五六七八九十百千万双几][^“”「」,。、\n0-9]{1,2}){2,4}[”」]"
)
# 以“五水共治”为契机: what something else is done by.
LEVER_RE = re.compile(
    r"(?<=以)[“「](?=[^“”「」]*[一二三四五六七八九十百千万双])[^“”「」‘’\n,。;:!?、]{3,10}[”」](?=为(?:契机|抓手|载体|牵引|总抓手))"
)
FIVE_YEAR_RE = re.compile(
    r"[“「](?:十[一二三四五]五|[一二三四五六七八九]五)[”」][一-鿿]{0,4}?(?:规划|计划)(?!局)"
)
# “古城保护更新伙伴计划”: the last word stands inside the marks. “形象工程” and its like are none.
INNER_RE = re.compile(
    r"[“「‘](?!实施|推进|建立|打造|坚持)(?![^”」’]{0,4}(?:形象|政绩|面子|豆腐渣|胡子|烂尾|半拉子)工程)(?:[^“”「」‘’\n,。;:!?、]{5,22}奖|[^“”「」‘’\n,。;:!?、]{2,22}(?:计划|行动|工程|战略|攻坚战|专项|洽谈会|博览会|大赛|论坛|大会|节))[”」’]"
)
SHORT_QUOTE_RE = re.compile("[^“”「」‘’\n,。;:!?]{2,25}[”」’]")
INNER_ENDS = frozenset("奖划动程略战项会赛坛节年")
NOT_BEHIND = frozenset(("", *"“”「」‘’\n,。;:!?、的是为在和与等让"))
"""What a short quotation ends in, and what does not stand behind one, if it is a name's part."""

# “两重”项目建设
NUMBERED_RE = re.compile(r"[“「][两双三四五六七八九十][一-鿿]{1,3}[”」](?:项目)?建设(?!者|局)")
# 技能竞赛, 公开赛: what a year, a division or the country stands before is one contest.
CONTEST_RE = re.compile("(?:公开|邀请|锦标|大奖|挑战|争霸|竞|大)赛$")
# 「某排水工程」动土: what is built, and no programme.
BUILT_RE = re.compile("(?:隆重|正式|顺利)?(?:开工|动土|竣工|奠基|通车|完工|发包|招标|施工|落成)")
CONTEST_FIRST = ("全国", "中国", "国际", "世界", "亚洲", "首届")
MAX_CONTEST_CHARS = 26
SESSION_RE = re.compile(
    "第[一二三四五六七八九十0-9]{1,3}届(?:[一-鿿]{2,8}?)第[一二三四五六七八九十0-9]{1,3}次(?:全体)?(?:会议|代表大会)"
)
# 家电|下乡
TO_VILLAGES_RE = re.compile("下乡(?=活动|政策|运动|工作|产品|补贴|试点|[^一-鿿]|$)")
DOING_CHARS = 3
NUMERALS = frozenset("一二两三四五六七八九十百千万双几")

MIN_PLAN_CHARS = 3
JOINTS = "、和与及"
MIN_DONE = 6
"""Code points of a plan that something is done with: 实施|种业振兴行动."""

WEAK = 3
"""Weight of a plan that nothing is said to be done with."""

MAX_LED_CHARS, NOT_LED = 12, ("和", "与", "及", "、")
MAX_PLAN_CHARS, MAX_GOVERNED_CHARS = 16, 60


@cache
def _quoted_re() -> re.Pattern[str]:
    return re.compile(
        r"[“「‘]([^“”「」‘’\n,。;:!?+]{2,24})[”」’](?!等|让|开展|进行|打造|规划建|推出)"
        rf"[^“”「」‘’\n,。;:!?、的是为在和与等让]{{0,8}}?(?:{program_heads('quoted')})"
        "(?![一-鿿]?[”」]|表|者|书)"
    )


@cache
def _event_re() -> re.Pattern[str]:
    return re.compile(
        r"(?:第[0-9一二三四五六七八九十百]{1,4}[届次]|首届|20[0-2][0-9](?=[一-鿿]{2})(?![年个家只亿万])|中国·)(?:“[^“”]{2,10}”)?[^“”「」\n,。;:!?、的是为在]{0,16}?"
        rf"(?:{program_heads('event')})(?![一-鿿]?[”」])"
    )


@cache
def _year_re() -> re.Pattern[str]:
    return re.compile(
        f"[“「][一-鿿]{{2,16}}?(?:{'|'.join(program_words('year'))})[”」](?:主题)?(?:活动)?"
    )


def find_programs(scene: Scene, hits: Iterable[tuple[int, int, Head]]) -> list[Draft]:
    """Quoted names with a head behind them, slogans, events by number, and plans by head."""
    text = scene.text
    found = _quotations(scene, quotes) if (quotes := places_of("“「‘", text)) else []
    found += _matched(
        scene, places_of(("第", "首", "20", "中国·"), text), _event_re(), ("program.event", 5)
    )
    found += _sessions(scene)
    if found:
        found = _weighed(scene, found)
    found += _contests(scene)
    found += _to_villages(scene)
    found += _plans(scene, hits, found)
    return found


def _quotations(scene: Scene, quotes: Sequence[int]) -> list[Draft]:
    """Names and slogans that begin at one of `quotes`, which open quotations."""
    text, verbs = scene.text, program_words("carried")
    carried = [at for at in quotes if text[at] != "‘" and text.endswith(verbs, 0, at)]
    slogans = [at for at in quotes if text[at + 1 : at + 2] in NUMERALS and text[at] != "‘"]
    inner, quoted = _short_quotes(text, quotes)
    found = [
        *_matched(scene, quoted, _quoted_re(), ("program.quoted", 6)),
        *_inner(scene, inner),
        *_matched(scene, slogans, SLOGAN_RE, ("program.slogan", 4)),
        *_matched(scene, quotes, LEVER_RE, ("program.lever", 5)),
        *_matched(scene, slogans, NUMBERED_RE, ("program.numbered", 6)),
        *_matched(scene, carried, CARRIED_RE, ("program.carried", 4)),
        *_matched(scene, inner, _year_re(), ("program.year", 5)),
    ]
    for match in matches_at(slogans, FIVE_YEAR_RE, text):
        anchor = scene.anchor_before(match.start())
        start = match.start() if anchor is None else anchor
        found.append(Draft(start, match.end(), PROGRAM, "program.five_year", 9))
    return found


def _matched(
    scene: Scene, places: Sequence[int], pattern: re.Pattern[str], rule: tuple[str, int]
) -> list[Draft]:
    """What `pattern` matches at `places` that is no date."""
    text, dates = scene.text, scene.date_starts
    return [
        Draft(start, match.end(), PROGRAM, *rule)
        for match in (matches_at(places, pattern, text) if places else ())
        if ((start := match.start()) not in dates or text[start] == "2") and start + 1 not in dates
    ]


def _weighed(scene: Scene, found: list[Draft]) -> list[Draft]:
    """`found` as sure as what stands around and in them says, from the verb before them on."""
    text = scene.text
    found += [
        draft._replace(weight=5)
        for draft in found
        if draft.weight == 4 and _done(text, draft.start)
    ]
    # A quotation inside such a name would else be one by itself: 第二届“一带一路”|论坛.
    found = [
        draft._replace(weight=6)
        if draft.rule_id == "program.event" and "“" in text[draft.start : draft.end]
        else draft
        for draft in found
    ]
    return [_led(scene, draft) for draft in found]


def _inner(scene: Scene, quotes: Sequence[int]) -> Iterator[Draft]:
    """Names whose last word stands inside the marks; works that are begun or done are a project."""
    for draft in _matched(scene, quotes, INNER_RE, ("program.quoted", 5)):
        start, end = draft[0] + 1, draft[1] - 1
        if scene.text.endswith("工程", start, end) and BUILT_RE.match(scene.text, draft[1]):
            yield Draft(start, end, PROJECT, "project.quoted", 7)
        else:
            yield draft


def _short_quotes(text: str, quotes: Iterable[int]) -> tuple[list[int], list[int]]:
    """Which quotation marks open what may be a name: with its last word inside them, or behind.

    Most quotations are longer, or have a mark behind them, which is seen at once.
    """
    inner, quoted = [], []
    for at in quotes:
        match = SHORT_QUOTE_RE.match(text, at + 1)
        if match is None:
            continue
        end = match.end()
        if text[end - 2] in INNER_ENDS:
            inner.append(at)
        if text[end : end + 1] not in NOT_BEHIND:
            quoted.append(at)
    return inner, quoted


def _led(scene: Scene, draft: Draft) -> Draft:
    """`draft`, from the verb on that says that it is carried out: 实施|旅游“三次创业”."""
    start = draft.start
    if not start or not scene.is_han(start - 1) or _done(scene.text, start):
        return draft
    for at in scene.run_left(start, MAX_LED_CHARS, loose=True, joins=True):
        if scene.text[at:start].endswith(NOT_LED):
            break
        if _done(scene.text, at):
            return draft._replace(start=at)
    return draft


def _done(text: str, start: int) -> bool:
    """Whether what stands before says that a plan is carried out."""
    return text.endswith(_doing(), max(start - DOING_CHARS, 0), start)


@cache
def _doing() -> tuple[str, ...]:
    words = program_words("done")
    return (*words, *(word + "了" for word in words))


def _plans(
    scene: Scene, hits: Iterable[tuple[int, int, Head]], sure: Iterable[Draft]
) -> Iterator[Draft]:
    """Plans by their heads; what is done with the first of a list is done with all of it."""
    ends = {draft.end for draft in sure}
    for start, end, head in hits:
        joint = max(
            scene.text.rfind(mark, max(start - MAX_PLAN_CHARS, 0), start) for mark in JOINTS
        )
        next_ = scene.text[joint + 1 : start].isalnum() and (
            joint in ends or (joint >= 0 and _governed(scene.text, joint))
        )
        beside = joint + 1 if next_ else None
        draft = _plan(scene, (start, end, head), beside)
        if draft is not None:
            if draft.weight > WEAK:
                ends.add(draft.end)
            yield draft


def _governed(text: str, joint: int) -> bool:
    """Whether a list of what is carried out begins before `joint`: 实施|甲计划、乙制度、…."""
    first = re.split("[,。;:!?\n]", text[max(joint - MAX_GOVERNED_CHARS, 0) : joint])[-1]
    item = re.split("[、和与及]", first)[0]
    return any(word in item for word in _doing())


def _plan(scene: Scene, hit: tuple[int, int, Head], beside: int | None) -> Draft | None:
    """A plan by its head: 国企改革深化|提升行动.

    Args:
        scene: The article.
        hit: Where its head begins and ends, and the head.
        beside: Where the name begins if it is the next one of a list of plans.
    """
    text = scene.text
    start, end, head = hit
    if head.surface.endswith("行动") and text.startswith("计划", end):  # 三年行动|计划
        end += 2
    if text.startswith(program_words("goes_on"), end):
        return None
    reach = scene.run_left(start, MAX_PLAN_CHARS)
    begin = reach[-1] if reach else start
    for at in reversed(reach):  # 推进|乡村绿化行动
        if at > begin and _done(text, at):
            begin = at
            break
    if beside is not None and scene.is_start[beside]:
        begin = beside
    done = begin == beside or _done(text, begin)
    if start - begin < MIN_PLAN_CHARS and not (done and begin < start and end - begin >= MIN_DONE):
        return None
    if head.surface == "战略" and (
        not done or text.endswith(program_words("any_strategy"), begin, start)
    ):
        return None
    return Draft(begin, end, PROGRAM, "program.plan", 5 if done else WEAK)


def _sessions(scene: Scene) -> Iterator[Draft]:
    """西宁市第十七届人民代表大会第一次会议, from the place on."""
    for match in matches_at(places_of("第", scene.text), SESSION_RE, scene.text):
        place = scene.place_by_end.get(match.start())
        start = match.start() if place is None else scene.joined_places(place.span.start)
        yield Draft(start, match.end(), PROGRAM, "program.session", 8)


def _contests(scene: Scene) -> Iterator[Draft]:
    """2026年安徽省无人机测绘职业技能竞赛, from the year, the division or the country on."""
    text = scene.text
    for last in places_of("赛", text):
        match = CONTEST_RE.search(text, max(last - 2, 0), last + 1)
        if match is None:
            continue
        first = None
        for at in scene.run_left(match.start(), MAX_CONTEST_CHARS):
            if at in scene.place_by_start or text.startswith(CONTEST_FIRST, at):
                first = at
            day = scene.date_ends.get(at)
            if day is not None and text[at - 1] in "年0123456789":
                first = day
        if first is not None and match.end() - first > 5:
            yield Draft(first, match.end(), PROGRAM, "program.contest", 5)


def _to_villages(scene: Scene) -> Iterator[Draft]:
    """家电下乡, 汽车下乡活动: goods, not people, go to the villages."""
    text, classes, people = scene.text, word_classes(), program_words("people")
    for match in matches_at(places_of(("下乡",), text), TO_VILLAGES_RE, text):
        if not scene.is_han(match.start() - 1):
            continue
        begin, word = scene.word_before(match.start())
        if len(word) == 2 and classes.get(word) == "n" and word not in people:
            end = match.end() + 2 * text.startswith("运动", match.end())
            yield Draft(begin, end, PROGRAM, "program.villages", 5)
