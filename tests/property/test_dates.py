from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews_extract.datatypes import ArticleContext, ArticleMeta, Mention
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import DateFinder
from govnews_extract.segment import Segmenter

SEGMENTER = Segmenter()
FINDER = DateFinder()
DAYS = st.dates(date(1949, 1, 1), date(2035, 12, 31))
PUBLISHED = st.dates(date(1990, 1, 1), date(2030, 12, 31))
ONES = "零一二三四五六七八九"
WEEKDAYS = "一二三四五六日"
MARKS = "12019年月日时分季度上下半今去明昨天周一二三四五十第前至—-~：:/.（）“”末底初旬以来期间，。 "


def find(text: str, published: date | None = None) -> tuple[Mention, ...]:
    meta = ArticleMeta(published=published.isoformat() if published else None)
    return FINDER.find(SEGMENTER.segment(text, simplify(text)), ArticleContext(meta=meta))


def value(text: str, published: date | None = None) -> str | None:
    """The value of the one date of `text`, which must be the whole of it."""
    (found,) = find(text, published)
    assert found.text == text
    return found.value


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else ONES[tens] + "十"
    return head + (ONES[ones] if ones else "")


def spelt(year: int, zero: str) -> str:
    return "".join(zero if digit == "0" else ONES[int(digit)] for digit in str(year))


STYLES = {
    "plain": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "padded": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "iso": lambda d: d.isoformat(),
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "chinese": lambda d: f"{spelt(d.year, '〇')}年{chinese(d.month)}月{chinese(d.day)}日",
    "circle": lambda d: f"{spelt(d.year, '○')}年{chinese(d.month)}月{chinese(d.day)}日",
    "full_width": lambda d: "".join(
        chr(ord(mark) + 0xFEE0) if mark.isdigit() else mark
        for mark in f"{d.year}年{d.month}月{d.day}日"
    ),
    "republic": lambda d: f"民国{d.year - 1911}年{d.month}月{d.day}日",
}


@given(st.sampled_from(sorted(STYLES)), DAYS)
def test_a_day_reads_back_in_every_style(style: str, day: date) -> None:
    assert value(STYLES[style](day)) == day.isoformat()


@given(st.sampled_from(sorted(STYLES)), DAYS)
def test_a_day_reads_back_inside_a_sentence(style: str, day: date) -> None:
    written = STYLES[style](day)
    (found,) = find(f"该项目于{written}正式开工，总投资3.5亿元。")
    assert (found.text, found.value) == (written, day.isoformat())


@given(DAYS, st.integers(0, 400), st.sampled_from(["至", "—", "-", "～", "－－"]))
def test_a_range_of_days_reads_back(first: date, length: int, joint: str) -> None:
    last = first + timedelta(days=length + 1)
    written = f"{first.year}年{first.month}月{first.day}日{joint}"
    if last.year != first.year:
        written += f"{last.year}年"
    if (last.year, last.month) != (first.year, first.month):
        written += f"{last.month}月"
    assert value(f"{written}{last.day}日") == f"{first.isoformat()}/{last.isoformat()}"


@given(DAYS, st.times())
def test_a_minute_reads_back(day: date, time: object) -> None:
    minute = f"{time:%H:%M}"
    assert value(f"{day.isoformat()} {minute}") == f"{day.isoformat()}T{minute}"
    assert value(f"{day.year}年{day.month}月{day.day}日{minute}") == f"{day.isoformat()}T{minute}"


@given(
    PUBLISHED,
    st.sampled_from(
        [("今天", 0), ("昨日", -1), ("前天", -2), ("明日", 1), ("后天", 2), ("大后天", 3)]
    ),
)
def test_a_day_counts_from_publication(published: date, word: tuple[str, int]) -> None:
    surface, offset = word
    assert value(surface, published) == (published + timedelta(days=offset)).isoformat()
    assert value(surface) is None


@given(
    PUBLISHED,
    st.sampled_from([("今年", 0), ("去年", -1), ("前年", -2), ("明年", 1)]),
    st.integers(1, 12),
)
def test_a_month_of_a_year_counts_from_publication(
    published: date, word: tuple[str, int], month: int
) -> None:
    surface, offset = word
    year = published.year + offset
    assert value(f"{surface}{month}月", published) == f"{year}-{month:02}"
    end = monthrange(year, month)[1]
    assert (
        value(f"{surface}{month}月底", published) == f"{year}-{month:02}-21/{year}-{month:02}-{end}"
    )


@given(PUBLISHED, st.sampled_from([("本月", 0), ("上月", -1), ("下个月", 1)]))
def test_a_month_counts_from_publication(published: date, word: tuple[str, int]) -> None:
    surface, offset = word
    first = published.replace(day=15) + timedelta(days=30 * offset)
    assert value(surface, published) == f"{first:%Y-%m}"


@given(PUBLISHED, st.sampled_from([("上周", -1), ("本周", 0), ("下周", 1)]), st.integers(0, 6))
def test_a_weekday_lies_in_its_week(published: date, word: tuple[str, int], weekday: int) -> None:
    surface, offset = word
    written = value(f"{surface}{WEEKDAYS[weekday]}", published)
    assert written is not None
    found = date.fromisoformat(written)
    assert found.weekday() == weekday
    assert found.isocalendar()[:2] == (published + timedelta(weeks=offset)).isocalendar()[:2]


@given(PUBLISHED, st.integers(-15, 15))
def test_a_bracketed_day_wins_over_the_word(published: date, distance: int) -> None:
    meant = published + timedelta(days=distance)
    assert value(f"今天（{meant.month}月{meant.day}日）", published) == meant.isoformat()


@given(PUBLISHED, st.integers(0, 150))
def test_a_month_and_day_of_the_past_is_the_nearest(published: date, ago: int) -> None:
    meant = published - timedelta(days=ago)
    assert value(f"{meant.month}月{meant.day}日", published) == meant.isoformat()


@given(
    st.text(
        alphabet=MARKS,
        max_size=40,
    ),
    st.none() | PUBLISHED,
)
def test_any_text_yields_sorted_disjoint_mentions(text: str, published: date | None) -> None:
    found = find(text, published)
    assert all(mention.text and mention.span.of(text) == mention.text for mention in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(
    st.text(alphabet=MARKS + "民国农历明后上下世纪代同当次", max_size=40),
    st.text(alphabet="0129-T:x", max_size=12),
)
def test_any_date_of_publication_will_do(text: str, published: str) -> None:
    context = ArticleContext(meta=ArticleMeta(published=published))
    for mention in FINDER.find(SEGMENTER.segment(text, simplify(text)), context):
        assert mention.value != ""


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "十",
        "年",
        "月3",
        "2011-",
        "1、",
        "3月",
        "（5日",
        "“十",
        "今",
        "前",
        "一至",
        "2011年至",
        "上上",
        "9时",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        began = process_time()
        find(text)
        return process_time() - began

    seconds(2_000)
    # Sixteen times the text may take twice sixteen times as long, and a tenth of a second's noise;
    # other work on the machine may slow one attempt, and slows no four of them in a row.
    assert any(seconds(32_000) < 32 * seconds(2_000) + 0.1 for _ in range(4))
