"""Companies: by the last word of their name, by list, and by what an article says they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govnews_extract.datatypes import Label
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import inner_words, word_classes

MAX_NAME_CHARS = 28
"""Code points before a company's last word."""
MAX_BRAND_CHARS = 10

# Words before a suffix that say what kind of company is meant, not which one.
GENERIC = frozenset(
    "有限 责任 股份 国有 民营 私营 上市 外资 合资 独资 龙头 骨干 重点 大型 中小 小型 中型 知名 本地 外地 "
    "当地 国内 国外 境外 外国 全国 跨国 母 子 分 总 新 老 大 小 两家 一家 该 本 某 各 家 企业 公司 集团 "
    "产业 行业 央企 国企 民企 创业 投资 物业 建筑 保险 证券 贸易 物流 快递 运输 旅游 房地产 供电 "
    "自来水 电力 烟草 石油 农业 专业 商业 工业 科技 咨询 中介 劳务 外贸 食品 制药 医药 印刷 加工 "
    "化工 钢铁 水泥 造纸 家庭 农民 农村 村级 经济 个 多 集体 股份制 高新技术 食品厂 港口 运营 管理 "
    "开发 施工 建设 项目 设计 监理 金融 类金融 小额贷款 担保 租赁 典当 网络 软件 传媒 控股 参股 "
    "关联 旗下 下属 所属 直属 兄弟 同类 国际 世界 全球 环球 中国 中央 省属 市属 县属 省级 市级 县级 "
    "主要 优质 优秀 先进 现代 新型 战略 电子 汽车 能源 新能源 发电 煤炭 矿业 种植 养殖 畜牧 渔业 "
    "连锁 大中型 平台 互联网 电商 车 矿 水 电 药 酒 纸 煤 饲料 化肥 农药 机械 服装 纺织".split()
)

PARENTHESIS_RE = re.compile(r"\(([一-鿿]{2,8})\)$")


class CompanyRule:
    """Reads companies by suffix out of one article."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def read(
        self, hits: Iterable[tuple[int, int, Head]], known: Iterable[Draft] = ()
    ) -> list[Draft]:
        """Drafts of every company among `hits`, sorted by start."""
        found: list[Draft] = []
        ends = {draft.end: draft for draft in known if draft.label is Label.COMPANY}
        for start, end, head in hits:
            joined = found[-1] if found and found[-1].end == start else ends.get(start)
            draft = self._company(start, end, head, joined)
            if draft is not None:
                if found and found[-1].start == draft.start:
                    found.pop()
                found.append(draft)
        return found

    def _company(self, start: int, end: int, head: Head, joined: Draft | None) -> Draft | None:
        if joined is not None:  # 正泰集团|有限公司, 某某股份有限公司|兰州分公司
            return Draft(joined.start, end, head.label, "company.suffix", 7)
        scene = self._scene
        begin = self._begin(start)
        if begin is None or begin == start:
            return None
        if not self._specific(begin, start, strong=head.strong):
            return None
        if not head.strong and not scene.is_start[end] and scene.is_han(end):
            return None
        weight = 7 if head.strong else 5
        return Draft(begin, end, head.label, f"company.{head.kind}", weight)

    def _begin(self, start: int) -> int | None:
        """Where the name that ends in a head at `start` begins."""
        scene = self._scene
        text = scene.text
        at = start
        match = PARENTHESIS_RE.search(text, max(start - 10, 0), start)
        if match is not None:  # 惠生(南京)|清洁能源公司 has it further left, see below
            at = match.start()
        begin = self._walk(at)
        if text[begin - 1 : begin] == ")" and begin - at > -MAX_BRAND_CHARS:
            match = PARENTHESIS_RE.search(text, max(begin - 10, 0), begin)
            if match is not None:
                begin = self._walk(match.start())
        return begin

    def _walk(self, at: int) -> int:
        """Leftmost start of a name's words before `at`, cut where a place opens the name."""
        scene = self._scene
        reach = scene.run_left(at, MAX_NAME_CHARS)
        for start in reach:
            place = scene.place_by_start.get(start)
            if place is None or place.span.end > at:
                continue
            if place.span.end == at or at - place.span.end < 2:
                continue  # 国药控股|济南|有限公司: the place stands inside
            return scene.joined_places(start)
        return reach[-1] if reach else at

    def _specific(self, begin: int, start: int, *, strong: bool) -> bool:
        """Whether the words between hold something that names one company."""
        scene = self._scene
        classes, inner = word_classes(), inner_words()
        at = start
        has_place = False
        while at > begin:
            left, word = scene.word_before(at)
            left = max(left, begin)
            word = scene.text[left:at]
            at = left
            if left in scene.place_by_start:
                has_place = True
                continue
            if word in GENERIC or word in inner:
                continue
            if word not in classes or classes[word] in ("nz", "nr", "nt", "j", "x", "b", "ns") or len(word) == 1:
                return True
            if strong and word not in ("有限", "公司"):
                return True
        return has_place and start - begin >= 4 and strong


def company_hits(hits: Iterable[tuple[int, int, Head]]) -> Iterator[tuple[int, int, Head]]:
    """The hits that end a company's name by themselves."""
    for hit in hits:
        head = hit[2]
        if head.family == "org" and head.label is Label.COMPANY and head.kind != "trade":
            yield hit
