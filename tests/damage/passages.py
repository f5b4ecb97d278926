"""Clean passages in the genre, composed from tables of our own by a seeded generator."""

from __future__ import annotations

from random import Random

PLACES = ("海原县", "福安市", "常山县", "保靖县", "郑州市", "安远县", "临泽县", "玉门市", "和政县", "沛县",
          "泰来县", "丰城市", "上海市长宁区", "海口市", "福州市", "新郑市", "黑河市", "通海县", "南澳县",
          "平湖市", "定海区", "永福县", "宝应县", "五常市")  # fmt: skip
BODIES = ("县委", "县政府", "市发改委", "市工信局", "市招商局", "县农业农村局", "市商务局", "区住建局",
          "县交通运输局", "市生态环境局", "县水利局", "市科技局", "县统计局", "市文化和旅游局")  # fmt: skip
COMPANIES = ("康宁建材有限公司", "海晨纺织集团", "福瑞新能源公司", "华庆化工", "保康药业", "常青农业开发公司",
             "安和物流集团", "恒源电力", "瑞丰种业", "中兴光伏科技公司")  # fmt: skip
PROJECTS = ("光伏发电项目", "污水处理厂", "抽水蓄能电站", "粮食物流园", "棚户区改造工程", "高标准农田", "工业园区",
            "保障性住房", "饮水安全工程", "循环经济产业园", "蔬菜交易市场", "新型建材生产线")  # fmt: skip
CAMPAIGNS = (
    "三抓三促",
    "放管服",
    "一带一路",
    "乡村振兴",
    "项目建设年",
    "双千工程",
    "十二五",
    "四好农村路",
)
GOODS = ("苹果", "马铃薯", "玉米制种", "中药材", "水稻", "茶叶", "生猪", "肉牛", "蔬菜", "食用菌")
ACTIONS = ("开工建设", "建成投产", "签约落地", "通过验收", "竣工", "复工")
SLOGANS = ("扎实有序开展", "迈出坚实步伐", "取得明显成效", "步入快车道", "实现开门红", "稳中向好")


def _money(rng: Random) -> str:
    return (
        f"{rng.randint(1, 980)}.{rng.randint(1, 99)}亿元"
        if rng.random() < 0.6
        else (f"{rng.randint(20, 9800)}万元")
    )


def _sentence(rng: Random, place: str, campaign: str) -> str:
    pick = rng.choice
    body, other = rng.sample(BODIES, 2)
    company, goods = pick(COMPANIES), pick(GOODS)
    project, second = rng.sample(PROJECTS, 2)
    patterns = (
        f"今年以来，{place}把“{campaign}”行动作为加快发展的重要抓手，确保“{campaign}”行动{pick(SLOGANS)}。",
        f"{body}围绕{goods}等{rng.randint(2, 12)}条重点产业链，坚持日监测、周调度、月分析制度。",
        f"目前，全{place[-1]}共{pick(ACTIONS)}重点项目{rng.randint(3, 90)}个，总投资{_money(rng)}。",
        f"{company}{project}已{pick(ACTIONS)}，年产值可达{_money(rng)}。{place}{body}主要负责同志到场指导。",
        f"{body}负责人介绍说：“{project}将保障群众生产生活，{second}也将在年底前{pick(ACTIONS)}。”",
        f"在环保方面，{place}关停高耗能企业{rng.randint(2, 30)}家，减排任务全面完成。",
        f"全{place[-1]}完成固定资产投资{_money(rng)}，同比增长{rng.randint(1, 30)}.{rng.randint(1, 9)}%。",
        f"{place}{goods}种植面积达{rng.randint(2, 60)}万亩，农民人均增收{rng.randint(200, 3000)}元。",
        f"{place}与{company}签订框架协议，总投资{_money(rng)}。{body}、{other}等部门全程保障项目落地。",
        f"会议强调，要保持“{campaign}”的良好势头，推动经济社会平稳健康发展。县委、县政府要加强领导。",
        f"依托海洋资源和港口优势，{place}大力发展{goods}加工，产品远销上海、福建、广东等地。",
        (
            f"落实省外到位资金{_money(rng)}，新增就业岗位{rng.randint(100, 6000)}个，"
            f"完成年度任务的{rng.randint(60, 140)}%。"
        ),
        f"据{body}统计，{place}规模以上工业增加值增长{rng.randint(2, 19)}%，居民存款余额保持增长。",
    )
    return pick(patterns)


def passage(rng: Random) -> str:
    """One to four paragraphs of local news, with title; Simplified, full-width marks."""
    place, campaign = rng.choice(PLACES), rng.choice(CAMPAIGNS)
    lines = [f"{place}：{rng.choice(PROJECTS)}建设{rng.choice(SLOGANS)}"]
    for _ in range(rng.randint(1, 4)):
        count = rng.randint(2, 5)
        lines.append("".join(_sentence(rng, place, campaign) for _ in range(count)))
    return "\n".join(lines)
