"""Any number of short articles, made by a seed: for what must hold of many, not of their content."""

from __future__ import annotations

import random
from collections.abc import Iterator

SEED = 20261123
COUNTIES = (
    "甘州区",
    "山丹县",
    "民乐县",
    "江山市",
    "紫阳县",
    "建始县",
    "尤溪县",
    "阿克陶县",
    "桦川县",
)
BODIES = ("发改局", "招商局", "农业农村局", "水务局", "交通运输局", "财政局")
CROPS = ("马铃薯", "玉米", "蔬菜", "中药材", "小麦")
SENTENCES = (
    "{county}{body}签订合作协议{n}项，签约金额{money}亿元。",
    "今年以来，{county}完成固定资产投资{money}亿元，同比增长{share}%。",
    "全县种植{crop}{n}万亩，总产量达到{money}万吨以上。",
    "总投资{money}亿元的{county}{n}万千瓦光伏发电项目开工建设，预计年底并网。",
    "{year}年，{county}新建高标准农田{money}万亩，改造老旧小区{n}个，惠及居民{n}00余户。",
    "截至目前，累计发放补贴{money}万元至{bigger}万元，覆盖{n}个乡镇。",
    "據{county}(xiàn)統計，全年接待遊客{money}萬人次。",
    '=HYPERLINK("http://x.cn")\'); DROP TABLE articles;-- 投资{n}元。',
)
TITLES = ("{county}：{n}个项目集中开工", "{county}上半年经济运行平稳", None)
REPEAT_EVERY = 40
"""Every so many rows, one repeats the row before it under another path."""


def composed_rows(count: int, *, path: str = "dump") -> Iterator[dict[str, str | None]]:
    """Rows with `path`, `title`, `published` and `text`; some repeat another, none is equal."""
    made = random.Random(SEED)
    row: dict[str, str | None] = {}
    for number in range(1, count + 1):
        if number % REPEAT_EVERY or not row:
            row = _row(made)
        yield {**row, "path": f"{path}#{number}"}


def _row(made: random.Random) -> dict[str, str | None]:
    county = made.choice(COUNTIES)
    year = made.randint(2004, 2025)
    values = {"county": county, "body": made.choice(BODIES), "crop": made.choice(CROPS)}
    lines = [
        made.choice(SENTENCES).format(
            **values,
            year=year,
            n=made.randint(2, 90),
            money=f"{made.randint(1, 400)}.{made.randint(1, 99):02}",
            bigger=made.randint(401, 900),
            share=f"{made.randint(1, 30)}.{made.randint(1, 9)}",
        )
        for _ in range(made.randint(3, 9))
    ]
    title = made.choice(TITLES)
    return {
        "title": title and title.format(**values, n=made.randint(2, 20)),
        "published": f"{year}-{made.randint(1, 12):02}-{made.randint(1, 28):02}",
        "text": "\n".join(lines),
    }
